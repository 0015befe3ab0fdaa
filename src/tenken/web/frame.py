"""What every page stands on: the facility's installation, the clock, and the frame around the content."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest

from tenken.actions.people import FIRST
from tenken.actions.site import Site, site_now
from tenken.dates import local_day
from tenken.ledger.people import Role, role_of
from tenken.ledger.reminders import count_unseen
from tenken.standard.load import EditionError, edition_names
from tenken.text import Message, in_words
from tenken.web.access import AUDITORS, STAFF, opens_to
from tenken.web.menu import menu, tabs
from tenken.web.moment import Moment, moment_of, shows_it
from tenken.web.passkeys import possible


def site() -> Site:
    """As tenken.toml says at this moment."""
    return site_now(settings.DATA)


def now() -> datetime:
    return datetime.now(UTC)


def looked_at(request: HttpRequest) -> Moment:
    """The moment that the visitor looks at. Raises BadRequest for a day that there is not."""
    return moment_of(request, now())


def who(request: HttpRequest) -> str:
    """The name under which the signed-in person acts."""
    user = getattr(request, "user", None)  # a request that was refused early has none
    return (user.get_full_name() or user.get_username()) if user and user.is_authenticated else ""


def role_in(request: HttpRequest) -> Role | None:
    """The role of the signed-in person; None for a visitor."""
    user = getattr(request, "user", None)  # a request that was refused early has none
    return role_of(user) if user else None


def signer(request: HttpRequest) -> str:
    """The name offered where somebody has to put theirs: the one put last, else the account's.

    The first administrator's account bears nobody's name.
    """
    name = who(request)
    return str(request.session.get("signer", "")) or ("" if name == FIRST else name)


def remember_signer(request: HttpRequest, name: str) -> None:
    request.session["signer"] = name.strip()


def in_their_words(request: HttpRequest, message: Message) -> str:
    """A message in the language of whoever looks."""
    return in_words(message, request.LANGUAGE_CODE)


def current(request: HttpRequest) -> tuple[str, str]:
    """Edition and form that pages without their own open with: those last looked at, else the configured ones.

    By their own names: an edition may know a form by the name that it had the year before.
    """
    configured = (site().config.checklist.edition, site().config.checklist.form)
    chosen = request.session.get("checklist") if hasattr(request, "session") else None
    return (_named(*chosen) if chosen else None) or _named(*configured) or configured


def _named(edition: str, form: str) -> tuple[str, str] | None:
    """None where there is no such form."""
    try:
        known = site().edition(edition)
        return known.id, known.form(form).id
    except (EditionError, KeyError):
        return None


def _moment(request: HttpRequest) -> Moment:
    """For the frame, also around a refusal."""
    try:
        return looked_at(request) if hasattr(request, "session") else Moment(now())
    except BadRequest:
        return Moment(now())


def frame(request: HttpRequest) -> dict[str, Any]:
    """For the template around every page."""
    config = site().config
    page = (request.resolver_match.url_name or "") if request.resolver_match else ""
    edition, form = current(request)
    role, moment = role_in(request), _moment(request)
    return {
        "role": role,
        "audits": role in AUDITORS,
        "may_change": role in STAFF and not (moment.past and shows_it(page)),
        "menu": menu(role, request.resolver_match, {"tasks": count_unseen()} if role in STAFF else {}),
        "tabs": tabs(role, page),
        "may_search": role in opens_to("ledger"),
        "passkeys": possible(request),
        "house_service": config.oidc.name if config.oidc else "",
        "facility": config.facility.name,
        "edition_id": edition,
        "form_id": form,
        "editions": edition_names(config.imported_editions),
        "who": who(request),
        "language": getattr(request, "LANGUAGE_CODE", config.language),
        "page": page,
        "moment": moment,
        "moment_shown": shows_it(page),
        "today": local_day(now()),
        "today_iso": local_day(now()).isoformat(),
    }
