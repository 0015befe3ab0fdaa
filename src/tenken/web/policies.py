"""A policy's field as a page shows it: values in words, and how another one is typed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tenken.actions.policies import Setting
from tenken.collectors.person.labels import FIELD_NAMES
from tenken.rules import LINEAGES
from tenken.rules.points import POINTS
from tenken.rules.policy import PolicyError, read_value
from tenken.text import Message, _
from tenken.web.plain import named

_POINTS = {code: says for points in POINTS.values() for code, says in points.items()}


@dataclass(frozen=True)
class Shown:
    """``own`` is the facility's value in words; None where the default is in force."""

    setting: Setting
    default: Message
    own: Message | None


def shown(setting: Setting) -> Shown:
    return Shown(setting, value_words(setting.field.default, setting.field.name), _own(setting))


def value_words(value: Any, field: str = "") -> Message:
    """A value as a person reads it: 31 days, yes, a list of names by what they are called in that field."""
    if isinstance(value, timedelta) and value.days >= 0:
        return Message(_("{n} days"), {"n": value.days})
    if isinstance(value, bool):
        return Message(_("yes")) if value else Message(_("no"))
    if isinstance(value, (tuple, list)):
        return (
            Message("{names}", {"names": tuple(_called(str(one), field) for one in value)})
            if value
            else Message(_("none"))
        )
    return Message("{value}", {"value": str(value)}) if value not in (None, "") else Message(_("none"))


def _called(code: str, field: str) -> Message | str:
    """A point that a paper must cover, a column of the ledger, a lineage; else the name itself."""
    known = {"must_cover": _POINTS, "columns": FIELD_NAMES}.get(field, {})
    return Message(known[code]) if code in known else named(code)


def shape_of(default: Any) -> str:
    """Which field of a form takes it: yes-no, days, number, day, names, text."""
    shapes = ((bool, "yes-no"), (timedelta, "days"), (int, "number"), (date, "day"), (tuple, "names"))
    return "day" if default is None else next((name for kind, name in shapes if isinstance(default, kind)), "text")


def _own(setting: Setting) -> Message | None:
    if setting.own is None:
        return None
    rule = next(rule for rule in LINEAGES[setting.lineage] if hasattr(rule.policy, setting.field.name))
    text = setting.own.says.value
    try:
        return value_words(read_value(rule.policy, setting.field.name, text), setting.field.name)
    except PolicyError:  # kept when the field took other values
        return Message("{value}", {"value": text})
