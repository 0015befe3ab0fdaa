"""What a pack is made of, for tests: R7's form for hospitals, one server that meets its row and one that does not."""

import hashlib
import subprocess
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenken.facts.media import RemovableMedia
from tenken.facts.model import Fact
from tenken.pack.model import Contents, Exhibit, Paper
from tenken.rules.model import Finding, Standing
from tenken.standard.load import load
from tenken.text import Message
from tenken.verdicts.assess import Verdict
from tests.answers.given import answer
from tests.build import NOW, OTHER_SERVER, SERVER, case, fact
from tests.forms.workbooks import FILLED, SOME

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes([1] * 32))
R7 = load("r7")
HOSPITAL = R7.form("hospital")
USB = HOSPITAL.row("2-9")
GOOD: Fact[RemovableMedia] = fact(RemovableMedia(True, "usbguard"), SERVER)
BAD: Fact[RemovableMedia] = fact(RemovableMedia(False, ""), OTHER_SERVER)
RAW = b"== identity\n hostname ehr-srv01\n addr eth0 10.20.0.5/24 02:fc:00:00:00:01\n user sato\n-- 0\n"


def finding(because: str, standing: Standing = Standing.NOT_MET, **more: Any) -> Finding:
    """What was found, in words that no catalogue knows."""
    said = Message("{words}", {"words": because})
    return Finding(**{"about": OTHER_SERVER, "standing": standing, "because": said, **more})


def verdict(*findings: Finding) -> Verdict:
    usual = (finding("USBGuard", Standing.MET, about=SERVER, cites=(GOOD,)), finding("port left free", cites=(BAD,)))
    return Verdict(USB, findings or usual)


def exhibit(number: int = 1, **more: Any) -> Exhibit:
    """The kept answer of a machine."""
    content = more.pop("content", RAW)
    usual = {"title": "ehr-srv01（サーバ）", "source": "linux/1 tenken@10.20.0.5", "name": "ehr-srv01.txt"}
    kept = {"sha256": hashlib.sha256(content or b"").hexdigest(), "content": content, "paper": False}
    seen = {"seen_at": NOW, "rows": ("2-9",), "observations": (int(GOOD.seen_in),)}
    return Exhibit(**{"number": number, **usual, **kept, **seen, **more})


def plan(number: int = 2, **more: Any) -> Exhibit:
    """A paper that somebody handed in."""
    usual = {"title": "facility：BCP", "source": "佐藤", "name": "BCP 第4版.pdf", "content": b"%PDF plan 10.20.0.5"}
    return exhibit(number, **{"paper": True, "rows": ("3-3",), "observations": (), **usual, **more})


def contents(**more: Any) -> Contents:
    usual: dict[str, Any] = {"facility": "みなと病院", "edition": R7, "form": HOSPITAL, "case": case(GOOD, BAD)}
    judged = {"verdicts": (verdict(),), "answers": {"2-9": (answer(row="2-9", reason="現地で封印を確認した"),)}}
    papers = (Paper("医療機関確認用", FILLED, SOME, {"医療機関名": "みなと病院"}),)
    shown = {"papers": papers, "exhibits": (exhibit(), plan()), "seal": (7, "ab" * 32)}
    return Contents(**{**usual, **judged, **shown, **more})


def pdf_text(pdf: bytes) -> str:
    """The words on the paper, in one line."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())
