"""rsyslog of Debian, over TLS with its certificate and octet counting: what it sent is what is kept."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.logs.receive.bare import Bare

SETTINGS = """
global(workDirectory="{folder}" maxMessageSize="128k" localHostname="ehr"
       DefaultNetstreamDriverCAFile="{ca}" DefaultNetstreamDriverCertFile="{cert}"
       DefaultNetstreamDriverKeyFile="{key}")
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" socket="{folder}/log" rateLimit.interval="0")
template(name="sent" type="string" string="<%PRI%>1 %TIMESTAMP:::date-rfc3339% %HOSTNAME% %APP-NAME% - - -%msg%")
template(name="line" type="string" string="<%PRI%>1 %TIMESTAMP:::date-rfc3339% %HOSTNAME% %APP-NAME% - - -%msg%\\n")
action(type="omfile" file="{folder}/sent.log" template="line")
action(type="omfwd" target="127.0.0.1" port="{port}" protocol="tcp" tcp_framing="octet-counted" template="sent"
       streamDriver="{driver}" streamDriverMode="1" streamDriverAuthMode="{auth}" streamDriverPermittedPeers="server")
"""
WORDS = [f"karte {number} 患者" for number in range(300)] + ["long " + "x" * 40_000]


@pytest.mark.parametrize(("driver", "auth"), [("ossl", "x509/name"), ("gtls", "x509/name")])
def test_what_rsyslog_sent_over_tls_is_kept_to_the_octet(house: Bare, tmp_path: Path, driver: str, auth: str) -> None:
    rsyslogd = shutil.which("rsyslogd", path="/usr/sbin:/usr/bin") or "rsyslogd"
    pair, folder = house.warm.sender, tmp_path / "rsyslog"
    folder.mkdir()
    settings = SETTINGS.format(
        folder=folder, port=house.ports[0], driver=driver, auth=auth,
        ca=house.warm.authority.path, cert=pair.certificate, key=pair.key,
    )  # fmt: skip
    (folder / "rsyslog.conf").write_text(settings)
    (folder / "words").write_text("".join(f"{line}\n" for line in WORDS))
    with started([rsyslogd, "-n", "-iNONE", "-f", str(folder / "rsyslog.conf")]):
        wait_for((folder / "log").exists)
        logger = ["logger", "--socket", str(folder / "log"), "--tag", "ehr", "--size", "60000"]
        subprocess.run([*logger, "--file", str(folder / "words")], check=True)
        spool = next((house.evidence / "spool").glob("*.spool"))
        wait_for(lambda: b"x" * 40_000 in spool.read_bytes())
    house.end()
    sent = (folder / "sent.log").read_bytes().splitlines()
    assert [event.raw for event in house.kept()] == sent
    assert {event.source for event in house.kept()} == {"ehr-01"}
    assert [line.partition(b" - - -")[2].strip().decode() for line in sent] == WORDS


@contextmanager
def started(command: list[str]) -> Iterator[None]:
    with subprocess.Popen(command) as process:
        try:
            yield
        finally:
            process.terminate()


def wait_for(seen: Callable[[], bool]) -> None:
    until = monotonic() + 20
    while not seen():
        assert monotonic() < until
        sleep(0.02)
