"""操作の記録 as a person reads it: what was done, and to what."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from tenken.actions import accounts, ask, invitations, log_verbs, own_form, signing_in
from tenken.actions.configure import SETTABLE
from tenken.actions.import_feed import ALL
from tenken.actions.second_factor import VERBS as SECOND_FACTOR
from tenken.actions.site import Site
from tenken.answers.model import number_of
from tenken.facts import STATEMENTS
from tenken.facts.model import FACILITY
from tenken.ledger.logbook import Done
from tenken.ledger.people import ROLE_NAMES, Role
from tenken.standard.load import EditionError
from tenken.text import Message, _
from tenken.web import looks
from tenken.web.cells import fields_or_title
from tenken.web.lately_logs import OF_LOGS
from tenken.web.plain import COLLECTOR_NAMES, Cell, named

VERBS: Mapping[str, str] = {
    "answer": _("answer"),
    "attest": _("statement"),
    "withdraw": _("taken back"),
    "pack": _("pack for the inspection"),
    "import vendor_form": _("vendor's answer"),
    "import spreadsheet": _("list of machines taken in"),
    "import sightings": _("sightings taken in"),
    "keep mapping": _("mapping of columns kept"),
    "add target": _("target of a source added"),
    "set target": _("target of a source set"),
    "ask target": _("look now asked for"),
    "remove target": _("target of a source removed"),
    "make bundle": _("bundle made"),
    "make token": _("token of the collectors' door made"),
    "withdraw token": _("token of the collectors' door withdrawn"),
    "remove mapping": _("mapping of columns removed"),
    "undo": _("change undone"),
    "bulk-edit": _("machines changed together"),
    "stock-take": _("stock-take"),
    "open stock-take": _("stock-take opened"),
    "close stock-take": _("stock-take closed"),
    "readings": _("readings of names"),
    "save filter": _("filter kept"),
    "delete filter": _("filter deleted"),
    "feed import": _("makers' list taken in"),
    "bundle import": _("bundle taken in"),
    "sweep": _("sweep of a subnet"),
    "configure": _("setting changed"),
    "edition import": _("edition taken in"),
    "edition removed": _("edition removed"),
    "inspection open": _("inspection opened"),
    "inspection code": _("new code for an inspection"),
    "inspection entered": _("inspector entered"),
    "inspection closed": _("inspection closed"),
    "improvement report": _("draft of the report of improvements"),
    "task open": _("new task"),
    "task change": _("task changed"),
    "task done": _("task done"),
    "task dropped": _("task not to be done"),
    "reminders seen": _("reminders seen"),
    "letter": _("letter to the vendor written"),
    "letter changed": _("letter to the vendor changed"),
    "letter sent": _("letter to the vendor sent"),
    "letter dropped": _("letter to the vendor thrown away"),
    "link link": _("linked as one machine"),
    "link non-link": _("told apart as two machines"),
    **SECOND_FACTOR,
    **accounts.VERBS,
    **ask.VERBS,
    **own_form.VERBS,
    **invitations.VERBS,
    **signing_in.VERBS,
    **log_verbs.VERBS,
    **looks.VERBS,
}


def told_of(site: Site, done: Done) -> list[Cell]:
    """The entry in parts: the verb, of whom or what, and how it was answered or which paper it was."""
    verb = Message(VERBS[done.verb]) if done.verb in VERBS else done.verb
    return [part for part in (verb, *_parts(site, done)) if part]


def _parts(site: Site, done: Done) -> Iterable[Cell]:
    if done.verb in ("attest", "withdraw"):
        kind, _space, item = done.detail.partition(" ")
        name = Message(STATEMENTS[kind].name) if kind in STATEMENTS else kind
        return (_subject(done.about), name, *(named(part) for part in item.split("/")))
    if done.verb in ("answer", "pack", *ask.VERBS):
        return (_form(site, done.about), done.detail if done.verb in ask.VERBS else done.detail.partition(" ")[0])
    if done.verb == "import sightings":
        name = COLLECTOR_NAMES.get(done.about, done.about)
        return (Message(name), Message(_("{n} machines"), {"n": done.detail}))
    if done.verb == "inspection open":
        inspector, edition, form = done.detail.rsplit(" ", 2)
        return (_subject(done.about), inspector, _form(site, f"{edition} {form}"))
    if done.verb in _IN_SHORT:
        return _IN_SHORT[done.verb](done)
    about = _setting(done.about) if done.verb == "configure" else _subject(done.about)
    return (about, _roles(done.detail.split()) if done.verb in _OF_ROLES else done.detail)


_IN_SHORT: Mapping[str, Callable[[Done], tuple[Cell, ...]]] = {
    "bundle import": lambda done: (done.detail.partition(" ")[2],),  # the number of the bundle tells a person nothing
    "feed import": lambda done: (done.about.removesuffix(f" {ALL}"),),
    "import spreadsheet": lambda done: (f"#{done.about}",),
    "bulk-edit": lambda done: (done.about, Message(_("{n} machines"), {"n": done.detail})),
    "undo": lambda done: (done.about, fields_or_title(done.detail)),
    "import vendor_form": lambda done: (_subject(done.about), done.detail.upper()),
    "hand in form": lambda done: (_subject(done.about), done.detail.upper()),
    "give back form": lambda done: (_subject(done.about), done.detail.upper()),
    "look evidence": lambda done: (f"#{done.about.partition(':')[2]}",),
    **OF_LOGS,
}
_OF_ROLES = ("change account", *invitations.VERBS)
"""What is told of these is a role, or the role of before and the one of now."""


def _roles(roles: Sequence[str]) -> Cell:
    if len(roles) == 2:
        return Message(_("{before} → {now}"), {"before": _role(roles[0]), "now": _role(roles[1])})
    return _role(roles[0]) if roles else ""


def _role(role: str) -> Message:
    return Message(ROLE_NAMES[Role(role)])


def _setting(key: str) -> Cell:
    return Message(SETTABLE[key][2]) if key in SETTABLE else key


def _subject(about: str) -> Cell:
    return Message(_("whole facility")) if about == FACILITY else about.partition(":")[2] or about


def _form(site: Site, about: str) -> str:
    """「R7 医療機関確認用 2-⑥」; as it was written down, where the edition is no longer there."""
    edition, form, row = (*about.split(" "), "", "", "")[:3]
    try:
        known = site.edition(edition)
        asked = known.form(form)
        return " ".join((edition.upper(), asked.title, *([number_of(known, asked.row(row))] if row else [])))
    except (EditionError, KeyError):
        return about
