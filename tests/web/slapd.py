"""A real directory on loopback: Debian's slapd with a certificate of its own, for the length of a with."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tenken.ledger.certificates import authority_file, own_certificate

BASE = "dc=midorino,dc=example"
SEARCHER, SECRET = f"cn=tenken,{BASE}", "sagasu-dake-2026"
PASSWORD = "kujira-no-uta-1851"
_SETTINGS = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {folder}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCertificateFile {certificate}
TLSCertificateKeyFile {key}
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{searcher}" read by * none
database mdb
directory {folder}/db
suffix "{base}"
"""
_PEOPLE = f"""\
dn: {BASE}
objectClass: domain
dc: midorino

dn: {SEARCHER}
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: tenken
userPassword: {SECRET}

dn: uid=mori,{BASE}
objectClass: inetOrgPerson
uid: mori
sn: 森
cn: 森 一郎
displayName: 森 一郎
userPassword: {PASSWORD}

dn: uid=hara,{BASE}
objectClass: inetOrgPerson
uid: hara
sn: 原
cn: 原 次郎
userPassword: {PASSWORD}

dn: cn=it,{BASE}
objectClass: groupOfNames
cn: it
member: uid=mori,{BASE}

dn: cn=ward,{BASE}
objectClass: groupOfNames
cn: ward
member: uid=mori,{BASE}
member: {SEARCHER}
"""


@dataclass(frozen=True)
class Directory:
    """Its two addresses, and the file with the authority to trust."""

    ldaps: str
    ldap: str
    authority: Path


@contextmanager
def slapd(folder: Path) -> Iterator[Directory]:
    (folder / "db").mkdir()
    made = own_certificate(folder / "keys", ("localhost",), datetime.now(UTC))
    settings = folder / "slapd.conf"
    settings.write_text(
        _SETTINGS.format(folder=folder, certificate=made.file, key=made.key, searcher=SEARCHER, base=BASE)
    )
    subprocess.run(["/usr/sbin/slapadd", "-f", settings], input=_PEOPLE.encode(), check=True, capture_output=True)
    secure, plain = _free_port(), _free_port()
    listen = f"ldaps://127.0.0.1:{secure} ldap://127.0.0.1:{plain}"
    with subprocess.Popen(["/usr/sbin/slapd", "-f", settings, "-h", listen, "-d", "0"]) as program:
        try:
            _wait_for(program, secure)
            yield Directory(f"ldaps://localhost:{secure}", f"ldap://localhost:{plain}", authority_file(folder / "keys"))
        finally:
            program.terminate()


def _wait_for(program: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + 30
    while program.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"slapd did not answer; it ended with {program.poll()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
