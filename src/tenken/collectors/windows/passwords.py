"""Which passwords a Windows machine accepts from its own accounts, by the keys of its security policy."""

from tenken.collectors.model import Withheld
from tenken.collectors.records import Record, each, flag, word, words
from tenken.collectors.windows.accounts import accounts_of, directories
from tenken.collectors.windows.answer import Answer, Section, number, withheld
from tenken.facts.passwords import PasswordSetting
from tenken.text import Blanks, Message, _, shortened

_OWN_FILTERS = ("scecli", "rassfm")
"""Notification packages that come with Windows."""
_NEVER = (-1, 0)
"""MaximumPasswordAge of a policy that lets passwords stand for ever."""


def password_setting(answer: Answer) -> PasswordSetting | Withheld:
    """Complexity demands three of five kinds of characters, so any one of letters, digits and symbols may lack."""
    accounts = accounts_of(answer)
    if isinstance(accounts, Withheld):
        return Withheld(PasswordSetting, accounts.why)
    policy, sign_in = answer["password_policy"], answer["sign_in"]
    if missing := withheld(PasswordSetting, policy, sign_in) or _decided_elsewhere(sign_in, answer["accounts"]):
        return missing
    length, oldest = number(policy.record, "MinimumPasswordLength"), _oldest(policy.record)
    if length is None or oldest is None:
        return Withheld(PasswordSetting, Message(_("the security policy does not tell length and age of passwords")))
    limit = None if oldest in _NEVER else oldest
    usable = [account for account in accounts if account.password == "set"]
    return PasswordSetting(
        min_length=length,
        mixed=None if number(policy.record, "PasswordComplexity") == 1 else False,
        second_factor=False,
        max_days=tuple((a.name, limit if a.max_days is not None else None) for a in usable),
        directories=directories(answer),
    )


def _oldest(policy: Record) -> int | None:
    """secedit writes -1 for never."""
    value = policy.get("MaximumPasswordAge")
    return value if isinstance(value, int) and not isinstance(value, bool) and -1 <= value <= 999 else None


def _decided_elsewhere(sign_in: Section, accounts: Section) -> Withheld | None:
    """Where something else than the policy decides which passwords are taken, or what is asked beside them."""
    said = sign_in.record
    filters = [name for name in words(said.get("filters")) if name.lower() not in _OWN_FILTERS]
    loaded = [row for row in each(said.get("providers")) if flag(row, "there") is not False]
    strange = [row for row in loaded if not word(row, "maker").startswith("Microsoft")]
    free = [word(row, "name") for row in accounts.rows if flag(row, "enabled") and not flag(row, "password_required")]
    blanks: Blanks = {"names": shortened(tuple(filters or [word(row, "file", "id") for row in strange] or free))}
    if filters:
        return Withheld(PasswordSetting, Message(_("a filter of another maker decides on passwords: {names}"), blanks))
    if number(said, "smart_card"):
        return Withheld(
            PasswordSetting, Message(_("a smart card is asked at the screen; how else one logs in, was not seen"))
        )
    if strange:
        words_ = _("a log-in of another maker may ask for another factor: {names}")
        return Withheld(PasswordSetting, Message(words_, blanks))
    if free:
        words_ = _("Windows demands no password of these accounts, whatever its settings say: {names}")
        return Withheld(PasswordSetting, Message(words_, blanks))
    return None
