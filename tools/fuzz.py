"""Look for bytes that break a reader: `python -m tools.fuzz glpi 60` for a minute, `… all 60` for a minute each.

Guided by which lines of the reader are reached (atheris), beginning with the recorded samples. A reader may say that
it cannot read, and nothing else; whatever it claims can be stored and comes back. Formats of access logs (`log-evtx`)
may not even say so: what cannot be read is kept as such, in rows that can be stored, and a quick reader reads what the
format's own does. Bytes that break it are left in build/fuzz.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tenken.collectors", "tenken.feeds", "tenken.facts", "tenken.logs"]):
    from tenken.collectors import COLLECTORS
    from tenken.collectors.model import Unreadable, Withheld
    from tenken.facts.codec import from_json, to_json
    from tenken.logs.columnar import COLUMNAR
    from tenken.logs.formats import FORMATS
    from tenken.logs.shown import shown
    from tenken.logs.sources import LogSource

from tests.collectors.recorded import SAMPLES
from tests.logs.columnar.test_columnar import ODD, OneByOne, read
from tests.logs.formats.messages import dicom
from tests.logs.formats.resources import WHOLE as RESOURCES
from tests.logs.formats.test_diary import ENTRY
from tests.logs.formats.test_firewalls import ADMIN, HEAD, VPN
from tests.logs.formats.test_lines import RECORD
from tests.logs.formats.windows_events import Made, evtx

LONGEST = 96 * 1024
"""Bytes of what is tried; longer samples are not begun with."""
SLOWEST_S = 20
FOUND = Path(__file__).parents[1] / "build" / "fuzz"


_LINES = (
    "<38>1 2026-04-01T08:30:00Z ehr sshd 7 - - Failed password for sato from 10.1.2.3 port 5 ssh2", dicom(),
    f'<85>1 2026-04-01T08:30:00Z ehr app 7 - [meta sequenceId="29"] {dicom()}', f"<189>{HEAD}{VPN}", f"{HEAD}{ADMIN}",
    "Apr  1 08:30:00 rtx1220 Login failed for HTTP: 10.20.1.5 sato", "2026/04/01 08:30:00: PP[01] Rejected at IN(1)",
    "Apr  1 08:30:00 ehr useradd[7]: new user: name=oracle, UID=1001", "令和8年4月1日,２４：１０,sato,P7,印刷,失敗",
    "日時,利用者,患者,操作,結果\n2026/04/01 08:30:00,sato,P00042^^^HOSP,カルテ参照,成功", ENTRY.text(),
)  # fmt: skip
LOGS = (*(line.encode() + b"\n" for line in _LINES), RECORD, *RESOURCES, evtx([Made(4624, {"TargetUserName": "sato"})]))
"""What each format of access logs is begun with: its own, and what belongs to another."""
Reader = Callable[[bytes], None]
LOG = "log-"


def main(arguments: list[str]) -> int:
    name, seconds = arguments
    if name != "all":
        return _fuzz(name, int(seconds))
    command = [sys.executable, "-m", "tools.fuzz"]
    names = [*COLLECTORS, *(LOG + one for one in FORMATS)]
    failed = [one for one in names if subprocess.run([*command, one, seconds], check=False).returncode]
    print(f"broken: {', '.join(failed) or 'none'}")
    return bool(failed)


def _fuzz(name: str, seconds: int) -> int:
    FOUND.mkdir(parents=True, exist_ok=True)
    samples, one = _log(name.removeprefix(LOG)) if name.startswith(LOG) else _collector(name)
    with tempfile.TemporaryDirectory() as corpus:
        for sample, raw in samples.items():
            if len(raw) <= LONGEST:
                (Path(corpus) / sample.replace("/", "-")).write_bytes(raw)
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST_S}"]
        atheris.Setup([sys.argv[0], corpus, f"-artifact_prefix={FOUND}/{name}-", *limits], one)
        atheris.Fuzz()
    return 0


def _collector(name: str) -> tuple[Mapping[str, bytes], Reader]:
    collector = COLLECTORS[name]

    def one(data: bytes) -> None:
        try:
            masked = collector.mask(data, lambda _secret: "fingerprint")
            says = [claim.says for claim in collector.read(masked)]
        except Unreadable:
            return
        kept = [statement for statement in says if not isinstance(statement, Withheld)]
        if [from_json(statement.kind, to_json(statement)) for statement in kept] != kept:
            raise AssertionError("a statement does not come back as it was stored")

    return SAMPLES[name], one


def _log(name: str) -> tuple[Mapping[str, bytes], Reader]:
    source = ODD[name][0] if name in COLUMNAR else LogSource("ehr", name)
    plainly = OneByOne("ehr", "none", source.zone, source.columns, name)

    def one(data: bytes) -> None:
        pieces = list(source.reader.split(BytesIO(data)))
        if b"".join(pieces) != data:
            raise AssertionError("the pieces are not the file")
        if read(pieces, source) != read(pieces, plainly):
            raise AssertionError("the quick reader reads something else")
        for piece in pieces:
            shown(piece)

    return {f"log-{number}": raw for number, raw in enumerate(LOGS)}, one


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
