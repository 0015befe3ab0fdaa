"""A policy in force: the shipped default ← the facility's own setting ← what the edition's row asks."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from tenken.dates import read_day
from tenken.facts.model import Setting
from tenken.rules.model import P, Policy
from tenken.text import Complaint


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
        raise PolicyError(f"{name}: '{text}' is not a value for this field ({error})") from error


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
        raise PolicyError(f"{name}: a row asks {value!r}, which is not a value for this field")
    return fitting


def _default(policy: Policy, name: str) -> Any:
    try:
        return getattr(policy, name)
    except AttributeError as error:
        known = ", ".join(f.name for f in fields(policy))
        raise PolicyError(f"{name}: there is no such field; known are {known}") from error


def _days(text: str) -> timedelta:
    days = int(text.removesuffix("日").removesuffix("days"))
    if not 0 <= days <= 36500:
        raise ValueError("a number of days between 0 and 36500")
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
