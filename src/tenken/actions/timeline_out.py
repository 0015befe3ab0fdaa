"""The timeline handed out: a sealed zip with every event of a log as it came, and its way to a signed checkpoint."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime

from tenken.actions.log_evidence import evidence_of
from tenken.actions.log_verbs import HANDED_OUT
from tenken.actions.look_at_logs import all_of_it
from tenken.actions.site import Site
from tenken.actions.timeline import MOST, Line, Timeline
from tenken.dates import JST
from tenken.ledger import logbook
from tenken.ledger.writing import LedgerError, writing
from tenken.logs.evidence.checked import in_full
from tenken.logs.evidence.checkpoints import CHECKPOINTS
from tenken.logs.evidence.read import prove_each
from tenken.logs.model import AUDIT_LOG_USED
from tenken.pack.timeline import Cells, Handed, bind_timeline
from tenken.text import Message, _, in_words

Parts = Sequence[Message | str]


def hand_out(site: Site, of: Timeline, told: Callable[[Line], Parts], now: datetime, by: str) -> bytes:
    """The zip. ``told`` puts a line in words. Raises LedgerError where the end is missing; EvidenceError."""
    if of.cut:
        raise LedgerError(_("{n} events fit; a timeline holds {most}: ask for a shorter time"), n=of.total, most=MOST)
    all_of_it(site)
    folder = evidence_of(site)
    places = sorted({line.place for line in of.lines if line.place})
    proofs = {
        _name(proof.record.segment, proof.index): _as_json(in_full(proof)) for proof in prove_each(folder, places)
    }
    more = {
        name: path.read_bytes()
        for name, path in (("検査点.txt", folder / CHECKPOINTS), ("最初の鍵.txt", folder / "first-key.txt"))
        if path.exists()
    }
    leaves = {name: json.loads(content)["leaf"] for name, content in proofs.items()}
    lines = [_cells(line, told(line), leaves) for line in of.lines]
    handed = Handed(site.config.facility.name, _asked(of), lines, by, now)
    bundle = bind_timeline(handed, proofs, more, site.keys.signing())
    with writing(now) as at:
        digest = hashlib.sha256(bundle).hexdigest()
        logbook.note(at, by, HANDED_OUT, AUDIT_LOG_USED, f"{len(lines)} {digest}")
    return bundle


def _name(segment: int, index: int) -> str:
    return f"証明/{segment}-{index}.json"


def _as_json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _cells(line: Line, told: Parts, leaves: dict[str, str]) -> Cells:
    what = "　".join(in_words(part, "ja") if isinstance(part, Message) else part for part in told)
    source = in_words(line.source, "ja") if isinstance(line.source, Message) else line.source
    proof, digest = _proof(line), line.digest
    if line.place:
        digest = leaves[proof]
    return Cells(line.at, source, line.who, what, line.where, line.patient, proof, digest)


def _proof(line: Line) -> str:
    if line.place:
        return _name(*line.place)
    return f"台帳の封印 第{line.seal}番" if line.seal else f"台帳の観測 第{line.observation}番"


def _asked(of: Timeline) -> Sequence[tuple[str, str]]:
    wanted = of.wanted
    asked = [("期間", f"{_moment(wanted.since)} から {_moment(wanted.until)} の前まで")]
    if of.called:
        asked.append(("機器", f"{of.called.title}（{'、'.join((*of.called.names, *of.called.addresses))}）"))
    return [
        *asked,
        *((name, value) for name, value in (("アカウント", wanted.user), ("アドレス", wanted.address)) if value),
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(JST).strftime("%Y-%m-%d %H:%M")
