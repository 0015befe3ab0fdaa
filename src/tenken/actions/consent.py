"""許可: whether a machine may be asked, before anything is sent to it: the vendor's consent, and the no-touch list."""

from datetime import datetime
from ipaddress import IPv4Address

from tenken.collectors.model import Refused, Target
from tenken.dates import local_day
from tenken.facts.dicom import EchoConsent, place_of
from tenken.facts.model import Fact, SubjectId
from tenken.facts.sweeps import NoTouch, NoTouchBy
from tenken.ledger.recall import facts_of
from tenken.ledger.stated import stated_now
from tenken.ledger.untouchable import untouchable
from tenken.text import Message, _


def consented(target: Target, now: datetime) -> SubjectId:
    """The machine of the ledger that may be asked there under this AE title today. Raises Refused."""
    where = {"where": target.name}
    given = [fact for fact in facts_of(EchoConsent, now) if _is_for(fact, target)]
    if not given:
        raise Refused(
            _("nobody stated that the vendor allows C-ECHO to {where}; state it as echo-consent first"), **where
        )
    today = local_day(now)
    valid = [fact for fact in given if fact.says.confirmed_on <= today <= fact.says.until]
    if not valid:
        until = max(fact.says.until for fact in given).isoformat()
        raise Refused(_("the consent to C-ECHO to {where} held until {until}"), **where, until=until)
    if len({fact.about for fact in valid}) > 1:
        raise Refused(_("consents to C-ECHO to {where} name several machines; take back those that are wrong"), **where)
    about = valid[0].about
    for entry in stated_now(NoTouch, now):
        if (entry.by_what, entry.which.strip()) in _named(about, target.user):
            raise Refused(_("{where} is on the no-touch list: {why}"), **where, why=entry.reason)
    return about


def refuse_untouchable(target: Target, now: datetime) -> None:
    """Raises Refused for an address of the no-touch list, or of a medical device of the ledger.

    The list comes down to addresses of IPv4: while anything is on it, no other address can be told to be free.
    """
    place = place_of(f"{target.address}:{target.port}")
    if place is None:
        return
    spared = untouchable(stated_now(NoTouch, now))
    if ":" not in place[0]:
        why = spared.why_not(IPv4Address(place[0]))
    else:
        why = Message(_("the no-touch list knows addresses of IPv4 only; give that one")) if spared.is_any else None
    if why:
        raise Refused(_("nothing was sent to {where}: {why}"), where=target.name, why=why)


def _named(about: SubjectId, title: str) -> set[tuple[NoTouchBy, str]]:
    """Entries that name this very device go before a consent; those of a whole subnet or class do not."""
    return {(NoTouchBy.MACHINE, about), (NoTouchBy.AE_TITLE, title)}


def _is_for(fact: Fact[EchoConsent], target: Target) -> bool:
    wanted = place_of(f"{target.address}:{target.port}")
    return fact.says.ae_title == target.user and wanted is not None and place_of(fact.says.reached_at) == wanted
