"""Run a command beside a PostgreSQL of its own: `python tools/with_postgres.py pytest tests/ledger`.

The cluster lives in a temporary folder, listens on a socket there alone, and is gone afterwards. The command finds it
in TENKEN_TEST_POSTGRESQL.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"


def main(command: list[str]) -> int:
    with cluster() as connection:
        return subprocess.run(command, env={**os.environ, "TENKEN_TEST_POSTGRESQL": connection}, check=False).returncode


@contextmanager
def cluster() -> Iterator[str]:
    """The connection string of a running, empty cluster."""
    programs = newest_programs()
    with tempfile.TemporaryDirectory(prefix="tenken-pg-") as name:
        folder = Path(name)
        owner = _owner(folder)
        data = str(folder / "data")
        _run(owner, programs / "initdb", "-D", data, "-U", "tenken", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        control = (programs / "pg_ctl", "-D", data, "-w", "-s")
        _run(owner, *control, "-l", str(folder / "log"), "-o", f"{_OPTIONS} -k {folder}", "start")
        try:
            yield f"host={folder} dbname=postgres user=tenken"
        finally:
            _run(owner, *control, "-m", "immediate", "stop")


def newest_programs() -> Path:
    """Debian keeps each version's programs in a folder of its own; elsewhere they lie on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    if initdb is None:
        sys.exit("PostgreSQL's programs are missing; on Debian: apt-get install postgresql")
    return Path(initdb).parent


def _owner(folder: Path) -> str | None:
    """PostgreSQL does not run as root; there it runs as the account that its package made."""
    if os.geteuid() != 0:
        return None
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return account.pw_name


def _run(owner: str | None, *command: str | Path) -> None:
    subprocess.run([str(part) for part in command], user=owner, check=True, stdout=subprocess.DEVNULL, cwd="/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
