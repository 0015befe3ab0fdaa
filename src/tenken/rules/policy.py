"""A policy in force: the shipped default ← the facility's own setting ← what the edition's row asks."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from tenken.dates import read_day
from tenken.facts.model import Setting
from tenken.rules.model import P, Policy
from tenken.text import Complaint, Message, _


class PolicyError(Complaint):
    """A setting does not fit its field; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a policy as a person meets it. ``default`` is its shipped value."""

    name: str
    says: str
    source: str
    default: Any


def described(policy: Policy) -> tuple[Field, ...]:
    return tuple(_described(policy, f.name, f.metadata["setting"]) for f in fields(policy))


def _described(policy: Policy, name: str, about: Setting) -> Field:
    return Field(name, about.says, about.source, getattr(policy, name))


def in_force(policy: P, settings: Mapping[str, str], asks: Mapping[str, Any]) -> P:
    """The policy with the facility's ``settings`` (as text) and the row's ``asks`` laid over it."""
    own = {name: read_value(policy, name, text) for name, text in settings.items()}
    asked = {name: _typed(policy, name, value) for name, value in asks.items()}
    return replace(policy, **(own | asked)) if own or asked else policy


def read_value(policy: Policy, name: str, text: str) -> Any:
    """A field's value from a person's text: days for a length of time, はい/いいえ, a date, names by commas."""
    default = _default(policy, name)
    try:
        return _READERS[type(default)](text.strip())
    except (ValueError, KeyError) as error:
        wanted = Message(_WANTED[type(default)])
        raise PolicyError(_("{field}: “{text}” is not {wanted}"), field=name, text=text, wanted=wanted) from error


def written(value: Any) -> str:
    """A field's value as a person writes it; ``read_value`` reads it back."""
    if isinstance(value, timedelta):
        return str(value.days)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value) if value is not None else ""


def _typed(policy: Policy, name: str, value: Any) -> Any:
    default = _default(policy, name)
    wanted = date if default is None else type(default)
    if wanted is timedelta and type(value) is int:
        return timedelta(days=value)
    fitting = tuple(value) if isinstance(value, list) else value
    if type(fitting) is not wanted:
        raise PolicyError(_("{field}: a row asks {value}, which is no value for it"), field=name, value=repr(value))
    return fitting


def _default(policy: Policy, name: str) -> Any:
    try:
        return getattr(policy, name)
    except AttributeError as error:
        known = tuple(f.name for f in fields(policy))
        raise PolicyError(_("{field}: there is no such field; known are {known}"), field=name, known=known) from error


def _days(text: str) -> timedelta:
    days = int(text.removesuffix("日").removesuffix("days"))
    if not 0 <= days <= 36500:
        raise ValueError(days)
    return timedelta(days=days)


def _yes(text: str) -> bool:
    return {"yes": True, "true": True, "はい": True, "no": False, "false": False, "いいえ": False}[text.lower()]


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("、", ",").split(",") if part.strip())


_READERS: Mapping[type, Any] = {
    timedelta: _days,
    bool: _yes,
    int: int,
    str: str,
    date: read_day,
    tuple: _names,
    type(None): read_day,
}
_WANTED: Mapping[type, str] = {
    timedelta: _("a number of days from 0 to 36500"),
    bool: _("はい or いいえ"),
    int: _("a number"),
    str: _("a text"),
    date: _("a date"),
    tuple: _("a list of names"),
    type(None): _("a date"),
}
