"""What the hosts of the lab run beside sshd: real snmpd, lldpd, telnetd and storescp, each in its host's namespace."""

import subprocess
import time
from pathlib import Path

from tests.walks.lab import Host, wait_for

COMMUNITY = "tenken-lab-ro"
SNMP_USER, SNMP_AUTH, SNMP_PRIVATE = "tenken", "lab-auth-passphrase", "lab-priv-passphrase"
"""SNMPv3 authPriv, SHA-256 and AES."""
_VIEW = "view all included .1"
_STARTED_WITHIN_S = 10


def start_snmpd(folder: Path, host: Host, *, v3: bool, describes: str = "", is_a: str = "") -> None:
    """``describes`` and ``is_a`` (an OID) let it play a device of a maker."""
    folder.mkdir(mode=0o700, parents=True)
    access = (
        [f"createUser {SNMP_USER} SHA-256 {SNMP_AUTH} AES {SNMP_PRIVATE}", f"rouser {SNMP_USER} priv -V all"]
        if v3
        else [f"rocommunity {COMMUNITY} default -V all"]
    )
    plays = [f"sysDescr {describes}"] if describes else []
    plays += [f"sysObjectID {is_a}"] if is_a else []
    own = [
        f"agentaddress udp:{host.address}:161",
        "sysServices 72",
        "sysLocation サーバ室",
        "sysContact 情報システム係",
    ]
    (folder / "snmpd.conf").write_text("\n".join([*own, _VIEW, *access, *plays]) + "\n", encoding="utf-8")
    persistent = f"SNMP_PERSISTENT_DIR={folder / 'kept'}"
    options = f"-C -c {folder / 'snmpd.conf'} -Lf {folder / 'log'} -p {folder / 'pid'} -I -smux"
    on(host, f"{persistent} exec /usr/sbin/snmpd {options}")
    wait_for(folder / "pid")


def start_lldpd(host: Host) -> None:
    """It speaks every second. It stays silent where its host's name leads to no address."""
    own = Path("/etc/netns") / host.namespace
    own.mkdir(parents=True, exist_ok=True)
    (own / "hosts").write_text(f"127.0.0.1 localhost\n{host.address} {host.name}\n")
    socket, pid = _lldp_socket(host), Path(f"/run/{host.namespace}.lldp.pid")
    on(host, f"exec /usr/sbin/lldpd -u {socket} -p {pid} -I eth0 -H 0 -L /bin/true")
    wait_for(socket)
    for said in ("configure lldp tx-interval 1", "resume"):
        subprocess.run(["lldpcli", "-u", str(socket), *said.split()], check=True, capture_output=True)


def neighbours(host: Host) -> bytes:
    """What the host's lldpd has heard, as ``lldpcli -f json`` writes it."""
    ask = ["lldpcli", "-u", str(_lldp_socket(host)), "-f", "json", "show", "neighbors"]
    return subprocess.run(ask, check=True, capture_output=True).stdout


def _lldp_socket(host: Host) -> Path:
    """lldpcli drops its rights before it connects, so the socket cannot lie in a folder that only root enters."""
    return Path(f"/run/{host.namespace}.lldp")


def start_telnetd(folder: Path, host: Host) -> None:
    folder.mkdir(parents=True)
    (folder / "inetd.conf").write_text(f"{host.address}:23 stream tcp nowait root /usr/sbin/telnetd telnetd\n")
    on(host, f"exec /usr/sbin/inetutils-inetd -p{folder / 'pid'} {folder / 'inetd.conf'}")
    wait_for(folder / "pid")


def start_storescp(folder: Path, host: Host, title: str) -> None:
    """A DICOM store under this AE title, as an archive or a modality runs one."""
    folder.mkdir(parents=True)
    in_background(host, ["storescp", "--aetitle", title, "--output-directory", str(folder), "104"])
    ends = time.monotonic() + _STARTED_WITHIN_S
    while on(host, f"echoscu -aec {title} {host.address} 104", check=False):
        if time.monotonic() > ends:
            raise TimeoutError(title)
        time.sleep(0.05)


def on(host: Host, script: str, *, check: bool = True) -> int:
    """Run on the host, under its own name."""
    command = f"hostname {host.name} && {script}"
    inside = ["ip", "netns", "exec", host.namespace, "unshare", "-u", "sh", "-c", command]
    return subprocess.run(inside, check=check, capture_output=True).returncode


def in_background(host: Host, command: list[str]) -> "subprocess.Popen[bytes]":
    """It ends with its namespace."""
    inside = ["ip", "netns", "exec", host.namespace, *command]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(inside, stdin=quiet, stdout=quiet, stderr=quiet)
