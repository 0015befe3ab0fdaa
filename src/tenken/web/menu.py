"""主なメニュー: the main pages in groups, each with the pages that lie behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import ResolverMatch, reverse

from tenken.ledger.people import Role
from tenken.text import _
from tenken.web.access import opens_to


@dataclass(frozen=True)
class Item:
    """``page`` is opened; it is marked as where one is on the pages ``behind`` it too.

    An item of several ``tabs`` opens the first that the role may open.
    """

    page: str
    mark: str
    title: str
    behind: tuple[str, ...] = ()
    tabs: tuple["Tab", ...] = ()


@dataclass(frozen=True)
class Tab:
    """One page of several that have an entry of the menu together, and the pages ``behind`` it."""

    page: str
    title: str
    behind: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    title: str
    items: tuple[Item, ...]


MENU = (
    Group(
        _("checklist"),
        (
            Item("home", "home", _("home")),
            Item(
                "checklist",
                "check",
                _("checklist"),
                ("row", "answer", "one", "one-row", "one-finished", "editions-diff"),
            ),
            Item("xray", "eye", _("before the inspector finds it")),
            Item("tasks", "clip", _("tasks"), ("task", "new-task", "change-task", "settle-task", "print-tasks")),
            Item("asking", "users", _("put questions to people"), ("mine", "my-question")),
        ),
    ),
    Group(
        _("ledger"),
        (
            Item(
                "ledger",
                "box",
                _("asset ledger"),
                (
                    "machine",
                    "changes",
                    "change-set",
                    "stock-takes",
                    "stock-take",
                    "labels",
                    "readings",
                    "edit-machines",
                    "pairs",
                    "classes",
                    "services",
                    "services-of",
                    "remote",
                    "sweep",
                    "attest-ledger-entry",
                ),
            ),
            Item("vendors", "vendor", _("vendors"), ("vendor",)),
            Item("letters", "doc", _("letters"), ("letter", "new-letter")),
            Item("systems", "log", _("medical information systems")),
            Item("networks", "net", _("network")),
            Item("places", "home", _("places")),
        ),
    ),
    Group(
        _("evidence"),
        (
            Item("documents", "doc", _("documents and confirmations"), ("attest", "document")),
            Item("sources", "net", _("sources of evidence"), ("source", "bundles", "api-tokens")),
            Item("contact-chart", "users", _("contact chart"), ("approve-chart",)),
            Item("import", "down", _("take in a file"), ("import-columns", "import-preview")),
            Item("feeds", "log", _("lists of publishers")),
            Item(
                "logs",
                "search",
                _("access logs"),
                tabs=(
                    Tab("logs", _("ask"), ("log-event", "log-proof")),
                    Tab("log-timeline", _("timeline")),
                    Tab("log-reviews", _("monthly review"), ("log-review",)),
                    Tab("log-sources", _("source of the log"), ("log-source",)),
                    Tab(
                        "log-keeping",
                        _("keeping and anchors"),
                        ("log-line", "log-stamp-request", "log-token", "agree-log-removal"),
                    ),
                    Tab("log-import", _("take in a log"), ("log-import-file",)),
                    Tab("log-diary", _("work diary")),
                ),
            ),
        ),
    ),
    Group(
        _("inspection"),
        (
            Item("inspections", "eye", _("inspection mode"), ("inspection", "note-remark")),
            Item("pack", "folder", _("pack for the inspection")),
        ),
    ),
    Group(
        _("administration"),
        (
            Item("settings", "gear", _("settings"), ("policy", "keep-facility")),
            Item("editions", "doc", _("editions"), ("edition-preview", "edition-upload")),
            Item("people", "users", _("people and roles"), ("person", "change-person", "invite", "invitation-slip")),
            Item("log", "log", _("record of what was done")),
            Item("start", "check", _("the first twelve minutes"), ("start-step", "start-result")),
            Item("connection", "shield", _("protection of the connection")),
        ),
    ),
)


@dataclass(frozen=True)
class Entry:
    title: str
    address: str
    mark: str
    here: bool
    count: int = 0


def menu(
    role: Role | None, match: ResolverMatch | None, counts: Mapping[str, int]
) -> Sequence[tuple[str, tuple[Entry, ...]]]:
    """(group, its entries) with what opens to this role; a group without any is left out.

    ``counts`` says of pages how much waits there.
    """
    here = _here(match)
    groups = [(group.title, tuple(_entries(group, role, here, counts))) for group in MENU]
    return [(title, entries) for title, entries in groups if entries]


def _entries(group: Group, role: Role | None, here: set[str], counts: Mapping[str, int]) -> Iterator[Entry]:
    for item in group.items:
        page = next((page for page in _pages(item) if role in opens_to(page)), None)
        if page:
            is_here = bool(here & _behind(item))
            yield Entry(item.title, reverse(page), item.mark, is_here, counts.get(page, 0))


def tabs(role: Role | None, page: str) -> Sequence[Entry]:
    """The tabs that this page is one of, or lies behind; only those that open to this role."""
    items = [item for group in MENU for item in group.items if item.tabs and page in _behind(item)]
    return [
        Entry(tab.title, reverse(tab.page), item.mark, page in (tab.page, *tab.behind))
        for item in items
        for tab in item.tabs
        if role in opens_to(tab.page)
    ]


def _pages(item: Item) -> tuple[str, ...]:
    return tuple(tab.page for tab in item.tabs) or (item.page,)


def _behind(item: Item) -> set[str]:
    """All pages on which one is at this item."""
    return {*_pages(item), *item.behind, *(page for tab in item.tabs for page in tab.behind)}


def _here(match: ResolverMatch | None) -> set[str]:
    """The page by its name; the entry of a machine is a page of the ledger, any other that is stated is not."""
    if match is None:
        return set()
    machine = match.url_name == "attest" and match.kwargs.get("kind") == "ledger-entry"
    return {"attest-ledger-entry" if machine else str(match.url_name)}
