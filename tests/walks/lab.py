"""Three servers and Tenken on a switch of their own: network namespaces with a real sshd in each."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from tenken.collectors.linux.answer import SCRIPT

NET = "10.77.0"


@dataclass(frozen=True)
class Host:
    name: str
    address: str
    namespace: str

    @property
    def mac(self) -> str:
        """A card out of the range that stands for examples (RFC 7042)."""
        return f"00:00:5e:00:53:{int(self.address.rpartition('.')[2]):02x}"

    @property
    def stored_password(self) -> str:
        """What /etc/shadow of this host holds for root."""
        return f"$6$ward{self.address.rpartition('.')[2]}$qU9ZrLk3xT1mVb7.PoEw5sJc8Hd2Ny6Ag0FiKtRjXzBvMhQeWl"


@dataclass(frozen=True)
class Lab:
    """``hosts`` answer to ``key``, but the last one, whose authorized_keys does not hold it."""

    folder: Path
    hosts: tuple[Host, ...]
    tenken: Host
    key: Path

    def host(self, name: str) -> Host:
        return next(host for host in self.hosts if host.name == name)

    def inside(self, *command: str) -> list[str]:
        """A command, to be run on Tenken's own host of the lab."""
        return ["ip", "netns", "exec", self.tenken.namespace, *command]

    def start(self, data: Path, *args: str) -> "subprocess.Popen[str]":
        """The program, started on Tenken's own host of the lab."""
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
        command = [sys.executable, "-m", "tenken.cli", "--data", str(data), "--lang", "ja", *args]
        pipe = subprocess.PIPE
        return subprocess.Popen(self.inside(*command), stdout=pipe, stderr=pipe, text=True, env=clean)

    def run(self, data: Path, *args: str) -> "subprocess.CompletedProcess[str]":
        with self.start(data, *args) as running:
            said, complained = running.communicate(timeout=120)
        return subprocess.CompletedProcess(args, running.returncode, said, complained)


@contextmanager
def lab(folder: Path, names: tuple[str, ...] = ("ehr-srv01", "pacs-srv01", "old-srv01")) -> Iterator[Lab]:
    tag = f"tk{os.getpid() % 10000}"
    hosts = tuple(Host(name, f"{NET}.{10 + i}", f"{tag}-{i}") for i, name in enumerate(names))
    tenken = Host("tenken", f"{NET}.2", f"{tag}-tk")
    try:
        start_switch(f"{tag}-sw", (*hosts, tenken))
        make_key(folder / "tenken_key")
        for host in hosts:
            start_sshd(folder / host.name, host, knows_key=host is not hosts[-1], key=folder / "tenken_key.pub")
        yield Lab(folder, hosts, tenken, folder / "tenken_key")
    finally:
        for namespace in (*(h.namespace for h in hosts), tenken.namespace, f"{tag}-sw"):
            end(namespace)


def start_switch(switch: str, hosts: tuple[Host, ...]) -> None:
    """A bridge that passes LLDP on, with a cable to each host."""
    _ip("netns", "add", switch)
    _ip("-n", switch, "link", "add", "br0", "type", "bridge", "group_fwd_mask", "16384")
    _ip("-n", switch, "link", "set", "br0", "up")
    for index, host in enumerate(hosts):
        _ip("netns", "add", host.namespace)
        card = ("name", "eth0", "address", host.mac, "netns", host.namespace)
        _ip("link", "add", *card, "type", "veth", "peer", "name", f"p{index}", "netns", switch)
        _ip("-n", switch, "link", "set", f"p{index}", "master", "br0", "up")
        _ip("-n", host.namespace, "addr", "add", f"{host.address}/24", "dev", "eth0")
        _ip("-n", host.namespace, "link", "set", "eth0", "up")
        _ip("-n", host.namespace, "link", "set", "lo", "up")


def start_sshd(folder: Path, host: Host, *, knows_key: bool, key: Path) -> None:
    """Its own host key and stored password; Tenken's key may run the installed script and nothing else."""
    folder.mkdir(mode=0o700)
    script = folder / "collect.sh"
    script.write_bytes(SCRIPT.read_bytes())
    script.chmod(0o755)
    make_key(folder / "host_key")
    allowed = f'command="sh {script}",restrict {key.read_text()}' if knows_key else ""
    (folder / "authorized_keys").write_text(allowed)
    (folder / "authorized_keys").chmod(0o600)
    config = [
        f"ListenAddress {host.address}",
        f"HostKey {folder / 'host_key'}",
        f"AuthorizedKeysFile {folder / 'authorized_keys'}",
        f"PidFile {folder / 'pid'}",
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication no",
        "PermitRootLogin prohibit-password",
    ]
    (folder / "sshd_config").write_text("\n".join(config) + "\n")
    (folder / "shadow").write_text(f"root:{host.stored_password}:20000:0:99999:7:::\n")
    Path("/run/sshd").mkdir(exist_ok=True)
    own = f"hostname {host.name} && mount --bind {folder / 'shadow'} /etc/shadow"
    start = f"{own} && exec /usr/sbin/sshd -f {folder / 'sshd_config'}"
    subprocess.run(["ip", "netns", "exec", host.namespace, "unshare", "-um", "sh", "-c", start], check=True)
    wait_for(folder / "pid")


def wait_for(path: Path) -> None:
    ends = time.monotonic() + 10
    while not path.exists():
        if time.monotonic() > ends:
            raise TimeoutError(path)
        time.sleep(0.05)


def processes(namespace: str) -> list[str]:
    found = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True, check=False)
    return found.stdout.split()


def end(namespace: str) -> None:
    for pid in processes(namespace):
        subprocess.run(["kill", pid], check=False)
    subprocess.run(["ip", "netns", "del", namespace], capture_output=True, check=False)
    for left in Path("/run").glob(f"{namespace}.*"):
        left.unlink(missing_ok=True)
    rmtree(f"/etc/netns/{namespace}", ignore_errors=True)


def _ip(*args: str) -> None:
    subprocess.run(["ip", *args], check=True, capture_output=True)


def make_key(path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True, capture_output=True)
