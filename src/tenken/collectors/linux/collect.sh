#!/bin/sh
# Tenken's Linux collector: reads, changes nothing, prints what it saw. POSIX sh and the machine's own tools only.
# Install it root-owned, and let Tenken's key run nothing else (authorized_keys):
#   command="/usr/local/lib/tenken/collect.sh",restrict ssh-ed25519 AAAA… tenken
# Shadow state, sudoers and the owners of sockets are seen by root only:
#   command="sudo -n /usr/local/lib/tenken/collect.sh",restrict …   and in sudoers:  tenken ALL=(root) NOPASSWD: /usr/local/lib/tenken/collect.sh ""
# No password hash leaves the machine: of each one only its SHA-256 is printed, which shows that two are the same.
# Nothing that changes by itself is printed (no clock, no process numbers): an unchanged machine gives the same answer.

LC_ALL=C; LANG=C; export LC_ALL LANG
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH
umask 077
count=0

# section NAME COMMAND…: its output, each line indented by a blank, then how it ended:
# 0 seen, 66 no such file, 69 no such program, 77 not allowed, else the command's own status.
section() {
  count=$((count + 1)); printf '== %s\n' "$1"; shift
  out=$("$@" 2>/dev/null); status=$?
  [ -n "$out" ] && printf '%s\n' "$out" | sed 's/^/ /'
  printf -- '-- %s\n' "$status"
}
has() { command -v "$1" >/dev/null 2>&1; }
show() { [ -e "$1" ] || return 66; [ -r "$1" ] || return 77; cat "$1"; }
booted() { [ -d /run/systemd/system ] && has systemctl; }

# Settings that matter out of several files, each line with its file; comments and empty lines are left out.
settings() {
  pattern=$1; shift; found=66
  for file in "$@"; do
    [ -e "$file" ] || continue
    [ -r "$file" ] || { found=77; continue; }
    [ "$found" = 66 ] && found=0
    grep -E "$pattern" "$file" | sed "s|^[[:space:]]*|$file: |"
  done
  return "$found"
}

self() {
  printf 'version 1\nuid %s\n' "$(id -u)"
  [ -n "${SSH_ORIGINAL_COMMAND:-}${SUDO_COMMAND:-}" ] && echo 'forced yes' || echo 'forced no'
}

identity() {
  printf 'hostname %s\n' "$(uname -n)"
  printf 'kernel-name %s\n' "$(uname -s)"
  [ -r /etc/machine-id ] && printf 'machine-id %s\n' "$(cat /etc/machine-id)"
  for name in product_uuid product_serial board_serial sys_vendor product_name chassis_type; do
    [ -r "/sys/class/dmi/id/$name" ] && printf '%s %s\n' "$name" "$(cat "/sys/class/dmi/id/$name")"
  done
  has systemd-detect-virt && printf 'virt %s\n' "$(systemd-detect-virt)"
  booted && printf 'target %s\n' "$(systemctl get-default)"
  return 0
}

links() {
  has ip || return 69
  ip -br link | awk '{ print "link", $1, $3 }'
  ip -br addr | awk '{ line = "addr " $1; for (i = 3; i <= NF; i++) line = line " " $i; print line }'
  for device in /sys/class/net/*/device; do
    [ -e "$device" ] && { name=${device%/device}; printf 'physical %s\n' "${name##*/}"; }
  done
  return 0
}

kernels() {
  printf 'running %s\n' "$(uname -r)"
  for image in /boot/vmlinuz-*; do
    case $image in *rescue* | '/boot/vmlinuz-*') continue ;; esac
    printf 'installed %s %s\n' "${image#/boot/vmlinuz-}" "$(stat -c %y "$image" | cut -c1-10)"
  done
}

packages() {
  if has dpkg-query; then
    echo 'manager dpkg'
    dpkg-query -W -f '${Package}\t${Version}\t${db:Status-Abbrev}\n' | awk -F '\t' '$3 ~ /^.i/ { print $1 "\t" $2 }' | sort -u
  elif has rpm; then
    echo 'manager rpm'
    rpm -qa --qf '%{NAME}\t%{EPOCHNUM}:%{VERSION}-%{RELEASE}\n' | sort -u
  else return 69; fi
}

apt_index() {
  has apt-get || return 69
  for release in /var/lib/apt/lists/*InRelease /var/lib/apt/lists/*_Release; do
    [ -r "$release" ] || continue
    awk -v OFS='\t' '/^(Origin|Label|Suite|Codename|Date):/ { key = $1; sub(/^[^:]*: */, ""); v[key] = $0 }
      /^(MD5Sum|SHA1|SHA256|SHA512):/ { exit }
      END { print v["Origin:"], v["Label:"], v["Suite:"], v["Codename:"], v["Date:"] }' "$release"
  done | sort -u
}

apt_behind() {
  has apt || return 69
  apt list --upgradable 2>/dev/null | grep 'upgradable from' | sort
  return 0
}

dnf_index() {
  has dnf || return 69
  dnf -q -C repoinfo --enabled | grep -E '^Repo-(id|updated) *:'
}

dnf_all() {
  has dnf || return 69
  dnf -q -C updateinfo list --all --security >/dev/null || return 1
  printf 'advisories %s\n' "$(dnf -q -C updateinfo list --all --security | grep -c .)"
}

dnf_behind() {
  has dnf || return 69
  dnf -q -C updateinfo list --updates --security || return 1
}

dnf_dates() {
  has dnf || return 69
  dnf -q -C updateinfo info --updates --security | grep -E '^ *(Update ID|Updated|Issued) *:'
  return 0
}

units() {
  booted || return 69
  systemctl list-unit-files --type=service,socket --no-legend --no-pager --plain | awk '{ print "file", $1, $2 }' | sort
  systemctl list-units --type=service,socket --state=running,listening --no-legend --no-pager --plain |
    awk '{ print "running", $1 }' | sort
}

sockets() {
  has ss || return 69
  ss -H -lntup | sed -E 's/,pid=[0-9]+,fd=[0-9]+//g' | awk '{ print $1, $5, $7 }' | sort -u
}

users() { awk -F: '{ print $1 ":" $3 ":" $4 ":" $6 ":" $7 }' /etc/passwd; }
groups() { awk -F: '{ print $1 ":" $3 ":" $4 }' /etc/group; }

shadow() {
  [ -e /etc/shadow ] || return 66
  [ -r /etc/shadow ] || return 77
  awk -F: '{ state = "set"; if ($2 == "") state = "empty"; else if ($2 ~ /^[!*]/) state = "locked"
    print $1 ":" state ":" $3 ":" $5 ":" $8 }' /etc/shadow
}

password_marks() {
  [ -e /etc/shadow ] || return 66
  [ -r /etc/shadow ] || return 77
  has sha256sum || return 69
  while IFS=: read -r name hash rest; do
    case $hash in '' | '!'* | '*'*) continue ;; esac
    printf '%s %s\n' "$name" "$(printf '%s' "$hash" | sha256sum | cut -d ' ' -f 1)"
  done </etc/shadow
}

key_holders() {
  [ "$(id -u)" = 0 ] || return 77
  awk -F: '{ print $1, $6 }' /etc/passwd | while read -r name home; do
    for file in "$home/.ssh/authorized_keys" "$home/.ssh/authorized_keys2"; do
      [ -f "$file" ] && grep -qE '^[^#]*(ssh-|ecdsa-|sk-)' "$file" && { echo "$name"; break; }
    done
  done
  return 0
}

logins() { has lastlog && { lastlog; return; }; has lastlog2 || return 69; lastlog2; }

# Log-ins that leave no mark in lastlog (sftp, scripts): the newest day for each account. Tenken's own are left out.
accepted() {
  if booted && [ "$(id -u)" = 0 ]; then
    journalctl -q --no-pager -t sshd -t sshd-session -o short-iso | grep ' Accepted '
    return 0
  fi
  for file in /var/log/auth.log.1 /var/log/auth.log /var/log/secure; do
    [ -r "$file" ] || continue
    # Classic syslog lines have no year: it is that of the file, or the one before for a month yet to come.
    grep -h ' Accepted ' "$file" | awk -v last="$(stat -c %y "$file")" '
      /^[0-9][0-9][0-9][0-9]-/ { print; next }
      { m = (index("JanFebMarAprMayJunJulAugSepOctNovDec", $1) + 2) / 3; y = substr(last, 1, 4)
        if (m > substr(last, 6, 2) + 0) y--
        printf "%04d-%02d-%02dT", y, m, $2; $1 = $2 = ""; print }'
  done
  return 0
}
ssh_logins() {
  { booted && [ "$(id -u)" = 0 ]; } || [ -r /var/log/auth.log ] || [ -r /var/log/secure ] || return 77
  accepted | sed -E 's/^([0-9-]{10})T.* Accepted [^ ]+ for ([^ ]+) .*/\2 \1/' | grep -v "^${SUDO_USER:-$(id -un)} " |
    sort -k1,1 -k2,2r | awk '!seen[$1]++'
}

sudoers() {
  [ -e /etc/sudoers ] || return 66
  [ -r /etc/sudoers ] || return 77
  settings '^[[:space:]]*[^#[:space:]]|^[#@]include' /etc/sudoers /etc/sudoers.d/*
}

pam() {
  settings '^[[:space:]]*(auth|password|@include|-auth|-password)[[:space:]]' /etc/pam.d/common-password /etc/pam.d/common-auth /etc/pam.d/system-auth \
    /etc/pam.d/password-auth /etc/pam.d/sshd /etc/pam.d/login
}
quality() { settings '^[[:space:]]*[a-z_]+' /etc/security/pwquality.conf /etc/security/pwquality.conf.d/*.conf; }
login_defs() { settings '^[[:space:]]*(PASS_|UID_M|ENCRYPT_METHOD)' /etc/login.defs; }

sshd_settings() {
  has sshd || return 69
  [ "$(id -u)" = 0 ] || return 77
  sshd -T 2>/dev/null | grep -E '^(passwordauthentication|kbdinteractiveauthentication|permitrootlogin|authenticationmethods|usepam) '
}

# daemons NAME…: those that run, by the name that the kernel keeps (15 characters).
daemons() {
  for comm in /proc/[0-9]*/comm; do
    read -r running 2>/dev/null <"$comm" || continue
    for name; do [ "$running" = "$(printf '%.15s' "$name")" ] && echo "daemon $name"; done
  done | sort -u
}

clock() {
  booted && has timedatectl && timedatectl show -p NTP -p NTPSynchronized
  if has chronyc && chronyc -c tracking >/dev/null 2>&1; then
    printf 'chrony %s\n' "$(chronyc -c tracking | awk -F, '{ print $NF }')"
  fi
  daemons chronyd ntpd ntpsec systemd-timesyncd
  settings '^[[:space:]]*(server|pool|peer|NTP=|FallbackNTP=)' /etc/chrony/chrony.conf /etc/chrony.conf \
    /etc/chrony/sources.d/*.sources /etc/ntp.conf /etc/ntpsec/ntp.conf /etc/systemd/timesyncd.conf |
    sed -E 's/(key|auth)[[:space:]]+[^[:space:]]+/\1 …/g'
  return 0
}

usb() {
  settings 'usb[-_]storage' /etc/modprobe.d/*.conf /usr/lib/modprobe.d/*.conf /lib/modprobe.d/*.conf /run/modprobe.d/*.conf
  settings '^ImplicitPolicyTarget' /etc/usbguard/usbguard-daemon.conf
  daemons usbguard-daemon
  printf 'driver %s\n' "$(usb_driver)"
}
usb_driver() {
  modules=/lib/modules/$(uname -r)
  if [ -d "$modules" ]; then
    find "$modules" -name 'usb-storage.ko*' | grep -q . && { echo module; return; }
    grep -q usb-storage "$modules/modules.builtin" 2>/dev/null && echo builtin || echo none
  elif [ -r /proc/config.gz ]; then
    case $(zcat /proc/config.gz | grep '^CONFIG_USB_STORAGE=') in *=y) echo builtin ;; *=m) echo module ;; *) echo none ;; esac
  else echo unseen; fi
}

journal() {
  booted || return 69
  settings '^(Storage|MaxRetentionSec|SystemMaxUse|ForwardToSyslog)=' /etc/systemd/journald.conf /etc/systemd/journald.conf.d/*.conf
  [ -d /var/log/journal ] && echo 'directory yes' || echo 'directory no'
  return 0
}

syslog() {
  settings '^[^#]*((auth|authpriv|\*)[^#]*[[:space:]]-?/|@{1,2}[[(A-Za-z0-9]|type="omfwd")' /etc/rsyslog.conf /etc/rsyslog.d/*.conf /etc/syslog.conf \
    /etc/syslog-ng/syslog-ng.conf | sed -E 's/(pwd|password|secret|key)="[^"]*"/\1="…"/gI'
  daemons rsyslogd syslog-ng
  return 0
}

rotation() {
  settings '^[^#]*(/var/log|daily|weekly|monthly|yearly|rotate |maxage|size|[{}])' /etc/logrotate.conf /etc/logrotate.d/rsyslog /etc/logrotate.d/syslog \
    /etc/logrotate.d/wtmp /etc/logrotate.d/btmp
}

log_files() {
  for file in /var/log/auth.log /var/log/secure /var/log/wtmp /var/log/btmp /var/log/lastlog /var/log/journal /var/log/audit/audit.log; do
    [ -e "$file" ] && stat -c '%n %a %U %G' "$file"
  done
  return 0
}

section self self
section os-release show /etc/os-release
section identity identity
section links links
section kernels kernels
section packages packages
section apt-index apt_index
section apt-behind apt_behind
section dnf-index dnf_index
section dnf-all dnf_all
section dnf-behind dnf_behind
section dnf-dates dnf_dates
section units units
section sockets sockets
section users users
section groups groups
section shadow shadow
section password-marks password_marks
section key-holders key_holders
section logins logins
section ssh-logins ssh_logins
section sudoers sudoers
section pam pam
section quality quality
section login-defs login_defs
section sshd sshd_settings
section clock clock
section usb usb
section journal journal
section syslog syslog
section rotation rotation
section log-files log_files
printf '== end %s\n' "$count"
