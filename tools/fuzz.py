"""Look for bytes that break a reader: `python -m tools.fuzz glpi 60` for a minute, `… all 60` for a minute each.

Guided by which lines of the reader are reached (atheris), beginning with the recorded samples. A reader may say that
it cannot read, and nothing else; whatever it claims can be stored and comes back. Bytes that break it are left in
build/fuzz.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tenken.collectors", "tenken.feeds", "tenken.facts"]):
    from tenken.collectors import COLLECTORS
    from tenken.collectors.model import Unreadable, Withheld
    from tenken.facts.codec import from_json, to_json

from tests.collectors.recorded import SAMPLES

LONGEST = 64 * 1024
"""Bytes of what is tried; longer samples are not begun with."""
SLOWEST_S = 20
FOUND = Path(__file__).parents[1] / "build" / "fuzz"


def main(arguments: list[str]) -> int:
    name, seconds = arguments
    if name != "all":
        return _fuzz(name, int(seconds))
    command = [sys.executable, "-m", "tools.fuzz"]
    failed = [one for one in COLLECTORS if subprocess.run([*command, one, seconds], check=False).returncode]
    print(f"broken: {', '.join(failed) or 'none'}")
    return bool(failed)


def _fuzz(name: str, seconds: int) -> int:
    FOUND.mkdir(parents=True, exist_ok=True)
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

    with tempfile.TemporaryDirectory() as corpus:
        for sample, raw in SAMPLES[name].items():
            if len(raw) <= LONGEST:
                (Path(corpus) / sample.replace("/", "-")).write_bytes(raw)
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST_S}"]
        atheris.Setup([sys.argv[0], corpus, f"-artifact_prefix={FOUND}/{name}-", *limits], one)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
