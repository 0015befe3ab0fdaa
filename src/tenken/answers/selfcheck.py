"""5分セルフチェック: what a person's own replies come to. It is no verdict, and never an answer of the checklist."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tenken.answers.selfcheck_questions import QUESTIONS, Question
from tenken.text import Complaint, _

FIRST_STEPS = 3
_HEAVY = 3


class Reply(StrEnum):
    """The value is the letter that stands for it in an address."""

    YES = "y"
    NO = "n"
    UNSURE = "u"


REPLY_NAMES: Mapping[Reply, str] = {Reply.YES: _("Yes"), Reply.NO: _("No"), Reply.UNSURE: _("I do not know")}
_COST = {Reply.YES: 0, Reply.NO: 2, Reply.UNSURE: 3}
"""Who knows of a gap can close it; who does not know cannot."""


class Band(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


BAND_NAMES: Mapping[Band, str] = {
    Band.A: _("Well prepared, by your own account"),
    Band.B: _("A few gaps are left"),
    Band.C: _("There are gaps; begin with the entrances"),
    Band.D: _("First learn how things stand"),
}
BAND_WORDS: Mapping[Band, str] = {
    Band.A: _("Next, gather the evidence that shows it: the inspection looks at papers and settings."),
    Band.B: _("Close the gaps from the top, and gather the evidence for what is done."),
    Band.C: _("Some of what attackers use first is open or unknown. Take the three steps below before anything else."),
    Band.D: _("Much is open or unknown. Find out, one step at a time."),
}
_AT_LEAST = ((90, Band.A), (70, Band.B), (40, Band.C), (0, Band.D))


class SelfcheckError(Complaint):
    """The replies are none that the self-check gives."""


@dataclass(frozen=True, slots=True)
class Put:
    """A question, its place among all, and the reply given."""

    id: str
    number: int
    question: Question
    reply: Reply

    @property
    def cost(self) -> int:
        return _COST[self.reply] * self.question.weight


@dataclass(frozen=True, slots=True)
class Result:
    """``score`` is 100 for all はい and 0 for all わからない."""

    put: tuple[Put, ...]
    score: int
    band: Band

    @property
    def gaps(self) -> tuple[Put, ...]:
        """What was not answered はい, the dearest first."""
        return tuple(sorted((one for one in self.put if one.cost), key=lambda one: -one.cost))

    @property
    def first_steps(self) -> tuple[Put, ...]:
        return self.gaps[:FIRST_STEPS]

    def count(self, reply: str) -> int:
        return sum(one.reply == reply for one in self.put)


def read_replies(text: str) -> tuple[Reply, ...]:
    """Replies as an address holds them, ``ynu…``; fewer than there are questions while some are open."""
    if not re.fullmatch(f"[ynu]{{0,{len(QUESTIONS)}}}", text):
        raise SelfcheckError(_("these are no replies of the self-check; begin anew"))
    return tuple(map(Reply, text))


def put(replies: Sequence[Reply]) -> Iterator[Put]:
    for number, ((name, question), reply) in enumerate(zip(QUESTIONS.items(), replies, strict=False), 1):
        yield Put(name, number, question, reply)


def result(replies: Sequence[Reply]) -> Result:
    """What all replies come to. Raises SelfcheckError while a question is open."""
    if len(replies) != len(QUESTIONS):
        raise SelfcheckError(_("some questions are still open"))
    given = tuple(put(replies))
    dearest = sum(_COST[Reply.UNSURE] * one.question.weight for one in given)
    score = 100 - -(-100 * sum(one.cost for one in given) // dearest)
    return Result(given, score, _band(score, given))


def _band(score: int, given: Sequence[Put]) -> Band:
    """A gap that lets attackers in, or lets nobody recover, is never 「well prepared」, whatever the sum says."""
    band = next(band for least, band in _AT_LEAST if score >= least)
    heavy = any(one.cost and one.question.weight == _HEAVY for one in given)
    return Band.B if band is Band.A and heavy else band
