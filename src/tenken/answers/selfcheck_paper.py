"""The self-check on one page of A4."""

from datetime import datetime
from pathlib import Path

from tenken.answers.selfcheck import BAND_NAMES, BAND_WORDS, REPLY_NAMES, Reply, Result
from tenken.dates import in_wareki, local_day
from tenken.forms.pdf import render
from tenken.text import _, translate

TEMPLATE = Path(__file__).with_name("selfcheck.typ")
HONEST = _("By your own account, for orientation only: no verdict, and no row of the checklist is answered by it.")
_WORDS = {
    "title": _("5-minute self-check"),
    "facility": _("facility"),
    "by": _("filled in by"),
    "steps": _("three first steps"),
    "none_left": _("No step is left by your own account. Gather the evidence that shows it."),
    "replies": _("your replies"),
    "question": _("question"),
    "reply": _("reply"),
    "unsure": _("“I do not know” costs more than “No”: what nobody knows, nobody can close."),
}


def selfcheck_pdf(result: Result, language: str, moment: datetime) -> bytes:
    """Whose facility it is, somebody writes on it by hand: the self-check asks for no name."""

    def say(msgid: str) -> str:
        return translate(msgid, language)

    data = {
        **{name: say(words) for name, words in _WORDS.items()},
        "language": language,
        "day": in_wareki(local_day(moment)) if language == "ja" else local_day(moment).isoformat(),
        "honest": say(HONEST),
        "band": result.band.value,
        "band_name": say(BAND_NAMES[result.band]),
        "band_words": say(BAND_WORDS[result.band]),
        "counts": [[say(REPLY_NAMES[reply]), result.count(reply)] for reply in Reply],
        "first_steps": [
            {"asks": say(one.question.asks), "first": say(one.question.first)} for one in result.first_steps
        ],
        "put": [
            {
                "number": one.number,
                "asks": say(one.question.asks),
                "reply": say(REPLY_NAMES[one.reply]),
                "code": one.reply.value,
            }
            for one in result.put
        ],
    }
    return render(TEMPLATE, data, moment)
