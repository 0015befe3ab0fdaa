"""許可: whether the vendor allowed that a machine is asked, before anything is sent to it."""

from datetime import datetime

from tenken.collectors.model import Refused, Target
from tenken.dates import local_day
from tenken.facts.dicom import EchoConsent, place_of
from tenken.facts.model import Fact, SubjectId
from tenken.ledger.recall import facts_of
from tenken.text import _


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
    return valid[0].about


def _is_for(fact: Fact[EchoConsent], target: Target) -> bool:
    wanted = place_of(f"{target.address}:{target.port}")
    return fact.says.ae_title == target.user and wanted is not None and place_of(fact.says.reached_at) == wanted
