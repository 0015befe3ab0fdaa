"""What consents to sweeps and entries of the no-touch list must hold to be taken."""

from tenken.collectors.sweep.plan import card_of
from tenken.facts.model import A_YEAR, MachineClass, SubjectId
from tenken.facts.sweeps import LARGEST_PREFIX, WEEKDAYS, NoTouch, NoTouchBy, SweepConsent, hours_of, network_of
from tenken.text import Message, _


def sweep_problems(says: SweepConsent | NoTouch, about: SubjectId) -> dict[str, Message]:
    del about
    return _consent(says) if isinstance(says, SweepConsent) else _no_touch(says)


def _consent(says: SweepConsent) -> dict[str, Message]:
    problems = {}
    subnet = network_of(says.subnet)
    if subnet is None or str(subnet) != says.subnet:
        problems["subnet"] = Message(_("is no subnet; write 10.20.1.0/24"))
    elif subnet.prefixlen < LARGEST_PREFIX:
        problems["subnet"] = Message(_("is wider than /{n}; agree to parts of it"), {"n": LARGEST_PREFIX})
    if hours_of(says.hours) is None:
        problems["hours"] = Message(_("are no hours; write 22:00-05:00, or 00:00-24:00 for the whole day"))
    if not says.confirmed_on <= says.until <= says.confirmed_on + A_YEAR:
        problems["until"] = Message(_("must lie within a year from the day of confirmation"))
    if not set(says.weekdays) <= set(WEEKDAYS):
        problems["weekdays"] = Message(_("is none of: {topics}"), {"topics": tuple(WEEKDAYS)})
    return problems


def _no_touch(says: NoTouch) -> dict[str, Message]:
    problems = {}
    which = says.which.strip()
    if not says.reason.strip():
        problems["reason"] = Message(_("must be filled in"))
    if says.by_what is NoTouchBy.NOTHING:
        return problems | ({"which": Message(_("stays empty here"))} if which else {})
    if not which:
        return problems | {"which": Message(_("must be filled in"))}
    if says.by_what is NoTouchBy.ADDRESS and network_of(which) is None:
        problems["which"] = Message(_("is no address and no subnet; write 10.20.1.5 or 10.20.1.0/28"))
    elif says.by_what is NoTouchBy.CARD and not card_of(which):
        problems["which"] = Message(_("is no MAC address; write 00:16:3e:00:00:1f, or 00:16:3e for all of a maker"))
    elif says.by_what is NoTouchBy.MACHINE and not which.startswith("machine:"):
        problems["which"] = Message(_("is no entry of the ledger; write machine:NAME"))
    elif says.by_what is NoTouchBy.MACHINE_CLASS and which not in tuple(MachineClass):
        problems["which"] = Message(_("is none of: {topics}"), {"topics": tuple(MachineClass)})
    return problems
