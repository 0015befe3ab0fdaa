"""定期確認の記録の言葉: what the paper of a month's review says, in the language of the facility."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from tenken.actions.log_clock import clock_told, in_one_line
from tenken.actions.log_evidence import evidence_of
from tenken.actions.log_lists import hashes_of
from tenken.actions.log_review import Looked, Reviewed
from tenken.actions.log_sources import known_sources, looked_at, verified
from tenken.actions.site import Site
from tenken.dates import JST, local_day
from tenken.facts.documents import OfficerAppointment
from tenken.facts.model import FACILITY
from tenken.ledger.log_decisions import VERDICT_NAMES, Verdict
from tenken.ledger.recall import facts_about
from tenken.logs.evidence.checkpoints import notes, read_note
from tenken.logs.faults import as_message
from tenken.logs.review.model import EXPLAINED_BY, LIST_NAMES, NEAR_DAYS, Month, Run
from tenken.pack.log_review import FlagLine, ReviewPaper, RuleLine
from tenken.text import Complaint, Message, _, in_words, translate


class SignError(Complaint):
    """The month cannot be signed yet; the message says what is left to do."""


def paper_of(site: Site, known: Reviewed, by: str, found: str, now: datetime) -> ReviewPaper:
    """In the language of the facility."""
    run, month, say = known.run, Month.read(known.run.month), site.config.language
    hashes = hashes_of(site)
    return ReviewPaper(
        facility=site.config.facility.name,
        month=run.month,
        period=(month.first.isoformat(), month.last.isoformat()),
        run_at=_clock(datetime.fromisoformat(run.at)),
        reviewer=by,
        post=_post(now),
        signed_on=local_day(now).isoformat(),
        found=found,
        figures=tuple(_figures(run, say)),
        state=tuple(_state(site, run, say, now)),
        lists=tuple(_lists(run, say)),
        rules=tuple(_rules(known, say)),
        flags=tuple(_flag(one, hashes.mark(one.flag.patient), say) for one in known.looked),
        checkpoint=_checkpoint(site, run),
    )


def _figures(run: Run, say: str) -> Iterator[tuple[str, str]]:
    told = run.counted
    yield translate(_("events"), say), f"{told.events:,}"
    for source, n in run.sources.items():
        yield f"　{source}", f"{n:,}"
    yield translate(_("events that could not be read (kept as they came)"), say), f"{told.unparsed:,}"
    yield translate(_("accounts, patients"), say), f"{told.users:,}, {told.patients:,}"
    yield translate(_("accesses (user, patient, day)"), say), f"{told.accesses:,}"
    for name, words in EXPLAINED_BY.items():
        what = in_words(Message(words, {"days": NEAR_DAYS}), say)
        yield f"　{what}", f"{told.explained.get(name, 0):,}"


def _state(site: Site, run: Run, say: str, now: datetime) -> Iterator[tuple[str, str]]:
    yield translate(_("sealed segments at the time"), say), f"{run.segments:,}"
    yield translate(_("root over all segments"), say), " ".join(re.findall(".{1,16}", run.root))
    yield translate(_("check of the whole store"), say), in_words(_verified(now), say)
    month = Month.read(run.month)
    clock = in_one_line(clock_told(site, month.since, month.until))
    yield translate(_("clock of the machine that takes the logs in, in this month"), say), in_words(clock, say)
    if looked_at(site) is None:
        yield translate(_("sources of access logs"), say), translate(_("not looked at yet"), say)
        return
    for known in known_sources(site, now):
        wrong = known.wrong(now) or (Message(_("nothing wrong")),)
        health = known.health
        apart = [] if health is None or health.behind_s is None else [
            Message(_("events are {behind} s older than their receipt, at most {ahead} s ahead"),
                    {"behind": health.behind_s, "ahead": health.ahead_s or 0})
        ]  # fmt: skip
        yield known.source.name, in_words(Message("{all}", {"all": (*wrong, *apart)}), say)


def _verified(now: datetime) -> Message:
    newest = verified(now)
    if newest is None:
        return Message(_("it was never checked"))
    at = _clock(newest.seen_at)
    if newest.says.faults:
        words = _("{at}: {n} segments, it does NOT hold: {faults}")
        faults = tuple(map(as_message, newest.says.faults))
        return Message(words, {"at": at, "n": newest.says.segments, "faults": faults})
    return Message(_("{at}: {n} segments, it holds"), {"at": at, "n": newest.says.segments})


def _lists(run: Run, say: str) -> Iterator[tuple[str, str]]:
    for name, told in run.lists.items():
        if told.get("rows"):
            at = _clock(datetime.fromisoformat(str(told["at"])))
            what = _("{n} lines, {file}, {at} {by}")
            blanks = {"n": told["rows"], "file": told["name"], "at": at, "by": told["by"]}
            yield translate(LIST_NAMES[name], say), in_words(Message(what, blanks), say)


def _rules(known: Reviewed, say: str) -> Iterator[RuleLine]:
    for ran in known.run.rules:
        of_rule = [one for one in known.looked if one.flag.rule == ran.rule]
        fine, follow, misuse = (_decided(of_rule, one) for one in (Verdict.FINE, Verdict.FOLLOW, Verdict.MISUSE))
        lacks = in_words(Message("{lists}", {"lists": tuple(Message(LIST_NAMES[name]) for name in ran.lacks)}), say)
        yield RuleLine(ran.rule, ran.version, translate(ran.title, say), ran.hits, ran.shown, fine, follow, misuse,
                       sum(one.is_open for one in of_rule) + ran.unlisted, lacks)  # fmt: skip


def _decided(looked: Sequence[Looked], verdict: Verdict) -> int:
    return sum(one.decided is not None and one.decided.verdict is verdict for one in looked)


def _flag(one: Looked, mark: str, say: str) -> FlagLine:
    """With the patient's mark in place of the number."""
    flag, decided = one.flag, one.decided
    why = Message(one.ran.why, {**flag.blanks(), "patient": mark})
    verdict = translate(VERDICT_NAMES[decided.verdict] if decided else _("undecided"), say)
    return FlagLine(
        rule=flag.rule, user=flag.user, name=flag.name, patient=mark if flag.patient else "",
        at=_clock(datetime.fromisoformat(flag.at)), event=f"{flag.segment}/{flag.index}", why=in_words(why, say),
        verdict=verdict, reason=decided.reason if decided else "", by=decided.by if decided else "",
        on=local_day(decided.at).isoformat() if decided else "", open=one.is_open,
    )  # fmt: skip


def _checkpoint(site: Site, run: Run) -> str:
    """The one that covers what the rules saw."""
    for note in notes(evidence_of(site)):
        if read_note(note)[0].size == run.segments:
            return note.decode()
    raise SignError(_("the checkpoint over what was looked through is gone; check the log store"))


def _post(now: datetime) -> str:
    appointed = [f.says for f in facts_about(FACILITY, now) if isinstance(f.says, OfficerAppointment)]
    return f"{appointed[0].post} {appointed[0].person}" if appointed else ""


def _clock(moment: datetime) -> str:
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M")
