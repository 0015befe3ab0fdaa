"""remote-maintenance: リモートメンテナンス(保守)を利用している機器の有無を事業者(等)に確認した。

Met:      the vendor gave a dated word on remote maintenance: a reply, or はい on that row of its form.
Not met:  the vendor answered いいえ on its form: it has not checked.
Unknown:  the vendor has not replied, its reply is older than a year, or its form said いいえ after it; or a machine
          that the ledger gives to it has a remote-control program which its reply denies or leaves out. Such a
          program can only make a reply doubtful: it may be the facility's own. So do accounts of the vendor in the
          access logs, where the reply denies: it may have come to the house.
Source:   checklist 2-2 (R5-R8); not asked without a vendor contract. Guideline 6.0, planning 9.1, operation 10.1.
"""

from datetime import date

from tenken.facts.logs import MaintenanceSeen
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import A_YEAR, Fact, SubjectId, SubjectKind
from tenken.facts.services import NeededServices
from tenken.facts.vendors import RemoteMaintenanceReply, VendorAnswer, VendorContract
from tenken.rules.model import Exhibits, Finding, Of, Policy, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.vendors import newest_answer
from tenken.rules.ways_in import SEEN_IN, Reply, WayIn, left_out
from tenken.text import Blanks, Message, _, shortened


def the_vendor_has_replied(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    reply = seen.get(RemoteMaintenanceReply)
    answer = newest_answer(seen, "remote-maintenance")
    if reply:
        return _replied(about, reply, answer, left_out(reply, seen), _used(seen, today))
    if answer is None:
        because = Message(_("the vendor has not replied on remote maintenance"))
        return cannot_tell(about, because, seen[VendorContract])
    if not answer.says.yes:
        because = Message(_("the vendor answered いいえ: it has not checked which devices it maintains from afar"))
        return not_met(about, because, answer)
    if answer.says.confirmed_on is None:
        return cannot_tell(about, Message(_("the vendor's はい bears no date")), answer)
    blanks: Blanks = {"day": answer.says.confirmed_on.isoformat()}
    return met(about, Message(_("the vendor's form answers はい ({day})"), blanks), answer)


def _replied(
    about: SubjectId,
    reply: Reply,
    answer: Fact[VendorAnswer] | None,
    against: tuple[WayIn, ...],
    used: tuple[Fact[MaintenanceSeen], ...],
) -> Finding:
    if answer and not answer.says.yes and (answer.says.confirmed_on or date.max) > reply.says.answered_on:
        because = Message(_("the vendor replied once, and answers いいえ on its form since"))
        return cannot_tell(about, because, reply, answer)
    if against:
        return _doubtful(about, reply, against)
    if used and not reply.says.uses_remote:
        words = _("the vendor's reply of {day} says that it maintains nothing from afar; the access logs tell of its "
                  "accounts: {accounts}; ask it again")  # fmt: skip
        names = tuple(sorted({one.account for fact in used for one in fact.says.accounts}))
        blanks: Blanks = {"day": reply.says.answered_on.isoformat(), "accounts": shortened(names)}
        return cannot_tell(about, Message(words, blanks), reply, *used)
    return met(about, _words(reply), reply, *([answer] if answer else []))


def _used(seen: Exhibits, today: date) -> tuple[Fact[MaintenanceSeen], ...]:
    """Where an account of the vendor was used within a year."""
    since = today - A_YEAR
    found = seen.every(MaintenanceSeen)
    return tuple(fact for fact in found if any(one.last_used >= since for one in fact.says.accounts))


def _doubtful(about: SubjectId, reply: Reply, against: tuple[WayIn, ...]) -> Finding:
    words = _("the vendor's reply of {day} does not name what was found on its machines: {programs}; ask it again, or "
              "say in the list of needed services what it is for")  # fmt: skip
    programs = tuple(sorted({way.found.program for way in against}))
    blanks: Blanks = {"day": reply.says.answered_on.isoformat(), "programs": shortened(programs)}
    return cannot_tell(about, Message(words, blanks), reply, *dict.fromkeys(way.seen for way in against))


def _words(reply: Reply) -> Message:
    blanks: Blanks = {"day": reply.says.answered_on.isoformat(), "ways": shortened(reply.says.ways)}
    if not reply.says.uses_remote:
        return Message(_("the vendor answered on {day} that it maintains nothing from afar"), blanks)
    if not reply.says.ways:
        return Message(_("the vendor answered on {day} that it uses remote maintenance"), blanks)
    return Message(_("the vendor answered on {day} by which ways it maintains from afar: {ways}"), blanks)


RULES = (
    Rule(
        "remote-maintenance.the-vendor-has-replied",
        SubjectKind.VENDOR,
        (
            need(VendorContract),
            may(RemoteMaintenanceReply),
            may(VendorAnswer),
            may(MaintenanceSeen),
            *(may(kind, Of.ITS_MACHINES) for kind in (LedgerEntry, *SEEN_IN)),
            may(NeededServices, Of.FACILITY),
        ),
        Policy(),
        the_vendor_has_replied,
    ),
)
