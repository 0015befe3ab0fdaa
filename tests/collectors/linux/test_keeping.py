"""How a Linux machine keeps its logs and its time, and whether it takes USB storage."""

import pytest

from tenken.facts.logs import LogKeeping, TimeSync
from tenken.facts.media import RemovableMedia
from tests import samples
from tests.collectors.linux.answers import machine, says, why_not

CONTAINER = "hostname a\nmachine-id 00000000000000000000000000000001\nvirt {}"
AUTH = "auth,authpriv.*\t\t\t/var/log/auth.log"
NO_SYSLOG, NO_JOURNAL = "", "directory no"
MODPROBE, USBGUARD = "/etc/modprobe.d/usb.conf: ", "/etc/usbguard/usbguard-daemon.conf: ImplicitPolicyTarget="


def clock(*lines: str) -> TimeSync:
    return says(TimeSync, machine(clock="\n".join(lines)))


def keeping(**sections: str | int) -> LogKeeping:
    usual: dict[str, str | int] = {"syslog": NO_SYSLOG, "journal": NO_JOURNAL, "rotation": "", "log_files": ""}
    return says(LogKeeping, machine(**{**usual, **sections}))


def syslog(*rules: str, rotation: str | int = "", daemon: str = "daemon rsyslogd") -> LogKeeping:
    lines = [f"/etc/rsyslog.conf: {rule}" for rule in rules]
    return keeping(syslog="\n".join([*lines, daemon]), rotation=rotation, journal=69)


def journal(*settings: str, directory: str = "yes") -> LogKeeping:
    lines = [f"/etc/systemd/journald.conf: {line}" for line in settings]
    return keeping(journal="\n".join([*lines, f"directory {directory}"]))


def rotated(*rules: str) -> int | None:
    return syslog(AUTH, rotation="\n".join(f"/etc/logrotate.d/rsyslog: {rule}" for rule in rules)).kept_days


def usb(*lines: str, driver: str = "module") -> RemovableMedia:
    return says(RemovableMedia, machine(usb="\n".join([*lines, f"driver {driver}"])))


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (("NTP=yes", "NTPSynchronized=yes", "daemon systemd-timesyncd"), True),
        (("NTP=yes", "NTPSynchronized=no", "daemon systemd-timesyncd"), False),
        (("chrony Normal", "daemon chronyd"), True),
        (("chrony Not synchronised", "daemon chronyd"), False),
        (("NTPSynchronized=yes", "chrony Not synchronised", "daemon chronyd"), False),
        (("daemon ntpd",), None),
        ((), False),
    ],
)
def test_the_clock_is_as_its_service_says(lines: tuple[str, ...], state: bool | None) -> None:
    assert clock(*lines).synchronised is state


def test_the_service_and_its_sources_are_told() -> None:
    told = clock("chrony Normal", "daemon chronyd", "/etc/chrony/chrony.conf: server ntp.midorino.example iburst")
    assert (told.service, told.sources) == ("chronyd", ("server ntp.midorino.example iburst",))


@pytest.mark.parametrize("virtual", ["docker", "podman", "lxc", "systemd-nspawn", "wsl"])
def test_a_container_withholds_clock_and_usb(virtual: str) -> None:
    contained = machine(identity=CONTAINER.format(virtual))
    assert (
        why_not(TimeSync, contained) == why_not(RemovableMedia, contained) == "this is a container; its host decides it"
    )


@pytest.mark.parametrize("virtual", ["none", "kvm", "vmware", "microsoft"])
def test_a_virtual_machine_withholds_neither(virtual: str) -> None:
    assert says(RemovableMedia, machine(identity=CONTAINER.format(virtual), usb="driver none")).restricted


@pytest.mark.parametrize(
    ("settings", "directory", "persistent"),
    [
        ((), "yes", True),
        ((), "no", False),
        (("Storage=auto",), "yes", True),
        (("Storage=persistent",), "no", True),
        (("Storage=volatile",), "yes", False),
        (("Storage=persistent", "Storage=volatile"), "yes", False),
    ],
)
def test_the_journal_stays_on_disk_where_it_is_told_to(
    settings: tuple[str, ...], directory: str, persistent: bool
) -> None:
    kept = journal(*settings, directory=directory)
    assert (kept.records_logins, kept.persistent) == (True, persistent)


def test_a_journal_that_stores_nothing_records_nothing() -> None:
    assert journal("Storage=none").records_logins is False


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("2year", 730),
        ("1 year", 365),
        ("90day", 90),
        ("4 weeks", 28),
        ("6month", 182),
        ("6M", 182),
        ("1y 6M", 547),
        ("31536000", 365),
        ("48hours", 2),
        ("1440min", 1),
        ("0", None),
        ("forever", None),
        ("", None),
        ("-1", None),
    ],
)
def test_the_journal_keeps_as_long_as_its_span_says(span: str, days: int | None) -> None:
    assert journal(f"MaxRetentionSec={span}").kept_days == days


def test_a_journal_without_a_span_is_limited_by_size_only() -> None:
    assert journal("SystemMaxUse=2G").kept_days is None


def test_the_span_of_a_journal_in_memory_counts_for_nothing() -> None:
    kept = keeping(journal="/etc/systemd/journald.conf: Storage=volatile\n/a: MaxRetentionSec=1year\ndirectory no")
    assert (kept.persistent, kept.kept_days) == (False, None)


@pytest.mark.parametrize(
    ("rules", "days"),
    [
        (("weekly", "rotate 4"), 28),
        (("daily", "rotate 400"), 400),
        (("monthly", "rotate 12"), 360),
        (("yearly", "rotate 3"), 1095),
        (("weekly", "rotate 0"), 0),
        (("weekly", "rotate 60", "maxage 365"), 365),
        (("weekly", "rotate 4", "maxage 365"), 28),
        (("weekly", "rotate -1"), None),
        (("weekly", "rotate -1", "maxage 365"), 365),
        (("size 100M", "rotate 4"), None),
        (("weekly", "rotate 4", "minsize 1M"), 28),
    ],
)
def test_syslog_keeps_as_long_as_logrotate_says(rules: tuple[str, ...], days: int | None) -> None:
    assert rotated(*rules) == days


def test_what_is_said_for_the_file_goes_before_what_is_said_for_all() -> None:
    rules = "/etc/logrotate.conf: weekly\n/etc/logrotate.conf: rotate 4\n/etc/logrotate.d/rsyslog: rotate 60"
    assert syslog(AUTH, rotation=rules).kept_days == 420


def test_what_is_said_for_wtmp_does_not_count() -> None:
    lines = ["weekly", "/var/log/wtmp {", "monthly", "rotate 1", "}", "rotate 8"]
    rules = [*(f"/etc/logrotate.conf: {line}" for line in lines), "/etc/logrotate.d/btmp: rotate 1"]
    assert syslog(AUTH, rotation="\n".join(rules)).kept_days == 56


def test_without_logrotate_nothing_limits_the_time() -> None:
    assert syslog(AUTH, rotation=66).kept_days is None


@pytest.mark.parametrize(
    "rule", [AUTH, "authpriv.* /var/log/secure", "*.info;mail.none -/var/log/messages", "*.* /var/log/all.log"]
)
def test_a_daemon_that_writes_log_ins_to_a_file_keeps_them(rule: str) -> None:
    kept = syslog(rule)
    assert (kept.records_logins, kept.persistent) == (True, True)


@pytest.mark.parametrize(
    "rule",
    [
        "kern.* -/var/log/kern.log",
        "*.*;auth,authpriv.none -/var/log/syslog",
        "#auth,authpriv.* /var/log/auth.log",
        "auth,authpriv.* @@10.20.0.5:514",
    ],
)
def test_a_daemon_that_writes_them_nowhere_does_not(rule: str) -> None:
    assert syslog(rule).records_logins is False


def test_rules_of_a_daemon_that_does_not_run_count_for_nothing() -> None:
    assert syslog(AUTH, daemon="").records_logins is False


@pytest.mark.parametrize(
    ("rule", "host"),
    [
        ("*.* @10.20.0.5", "10.20.0.5"),
        ("auth,authpriv.* @@10.20.0.5:514", "10.20.0.5"),
        ("*.* @@log.midorino.example", "log.midorino.example"),
        ("*.* @(z9)10.20.0.5:514", "10.20.0.5"),
        ("*.* @@(o,z9)log-srv:10514", "log-srv"),
        ("*.* @@[fd00::5]:514", "fd00::5"),
        ("*.* @[10.20.0.5]:514", "10.20.0.5"),
        ('action(type="omfwd" target="10.20.0.5" port="514" protocol="tcp")', "10.20.0.5"),
        ('*.* action(type="omfwd" Target="fd00::5" Port="514")', "fd00::5"),
    ],
)
def test_another_host_that_gets_a_copy_is_named(rule: str, host: str) -> None:
    assert syslog(AUTH, rule).forwarded_to == (host,)


@pytest.mark.parametrize("rule", ["#*.* @@remote-host:514", "# ask admin@hospital.jp", "kern.* /var/log/kern.log"])
def test_a_comment_forwards_nothing(rule: str) -> None:
    assert syslog(AUTH, rule).forwarded_to == ()


def test_several_hosts_are_named_once_each() -> None:
    assert syslog("*.* @b", "*.* @@a", "kern.* @b").forwarded_to == ("a", "b")


@pytest.mark.parametrize("mode", ["666", "1777", "642"])
def test_a_log_that_anybody_may_write_is_named(mode: str) -> None:
    kept = keeping(log_files=f"/var/log/auth.log {mode} root adm\n/var/log/wtmp 664 root utmp")
    assert kept.open_to == ("/var/log/auth.log",)


@pytest.mark.parametrize("mode", ["664", "640", "2755", "0"])
def test_a_log_that_its_group_may_write_is_not(mode: str) -> None:
    assert keeping(log_files=f"/var/log/auth.log {mode} root adm").open_to == ()


def test_of_syslog_and_journal_the_longer_promise_counts() -> None:
    kept = says(LogKeeping, samples.linux())
    assert (kept.kept_days, kept.forwarded_to, kept.persistent) == (730, ("10.20.0.5",), True)


def test_log_keeping_is_withheld_where_the_rules_of_syslog_were_not_seen() -> None:
    assert "must run as root" in why_not(LogKeeping, machine(syslog=77))


@pytest.mark.parametrize(
    "line",
    [
        "install usb-storage /bin/false",
        "install usb_storage /bin/true",
        "install usb-storage /usr/bin/false",
        "blacklist usb-storage",
        "blacklist  usb_storage",
    ],
)
def test_a_driver_that_may_not_be_loaded_keeps_usb_storage_out(line: str) -> None:
    assert usb(MODPROBE + line) == RemovableMedia(True, f"/etc/modprobe.d/usb.conf: {line}")


@pytest.mark.parametrize(
    "line", ["#blacklist usb-storage", "options usb-storage quirks=1", "blacklist usb-storage-alauda"]
)
def test_other_lines_keep_nothing_out(line: str) -> None:
    assert usb(MODPROBE + line).restricted is False


def test_a_driver_built_into_the_kernel_cannot_be_refused_so() -> None:
    assert usb(f"{MODPROBE}install usb-storage /bin/false", driver="builtin") == RemovableMedia(False, "")


@pytest.mark.parametrize(("target", "kept_out"), [("block", True), ("reject", True), ("allow", False)])
@pytest.mark.parametrize("driver", ["module", "builtin"])
def test_usbguard_keeps_out_what_it_does_not_know_when_told_so(target: str, kept_out: bool, driver: str) -> None:
    assert usb(USBGUARD + target, "daemon usbguard-daemon", driver=driver).restricted is kept_out


def test_usbguard_that_does_not_run_keeps_nothing_out() -> None:
    assert usb(USBGUARD + "block").restricted is False


def test_a_kernel_without_the_driver_takes_no_usb_storage() -> None:
    assert usb(driver="none").restricted is True


def test_whether_there_is_a_driver_may_stay_unseen() -> None:
    assert "was not seen" in why_not(RemovableMedia, machine(usb="driver unseen"))


def test_a_restriction_counts_also_where_the_driver_was_not_seen() -> None:
    assert usb(f"{MODPROBE}install usb-storage /bin/false", driver="unseen").restricted is True
