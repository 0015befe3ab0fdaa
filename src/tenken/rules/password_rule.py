"""password-rule: パスワードは英数字、記号が混在した8文字以上とし、定期的に変更している。

Met:      the machine accepts only passwords of 13 characters or more; or a second factor is asked as well; or it
          accepts only mixed ones of 8 or more that must be changed regularly; or nobody can log in by password.
Not met:  it accepts less than that, or an account has an empty password.
Unknown:  the password settings were not seen, or accounts of a directory log in too; or several kinds of characters are
          demanded, but not which (complexity of Windows).
Source:   checklist 2-7 (R7, R8), with ※二要素認証、または13文字以上の場合は定期的な変更は不要. Guideline 6.0,
          planning 15②, operation 14⑥. Guideline 7.0 drops the periodic change, so it is asked by the row and not by
          this file. "定期的" has no number: ``rotate_within`` follows the two months of guideline 5.2 (background,
          unverified).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tenken.facts.model import Fact, SubjectId, SubjectKind, setting
from tenken.facts.passwords import PasswordSetting
from tenken.rules.model import Exhibits, Finding, Measured, Rule, Standing, cannot_tell, met, need, not_met
from tenken.text import Blanks, Message, _, shortened


@dataclass(frozen=True)
class PasswordPolicy(Measured):
    min_length: int = setting(8, _("characters a mixed password must have"), _("checklist 2-7 (R7)"))
    long_length: int = setting(
        13, _("characters from which on a password need not be changed regularly"), _("checklist 2-7 (R7)")
    )
    rotation: bool = setting(False, _("passwords are changed regularly"), _("asked by the row itself in R7"))
    rotate_within: timedelta = setting(
        timedelta(days=62),
        _("days within which a password is changed"),
        _("no number in the checklist; two months in guideline 5.2 (unverified)"),
    )


def passwords_follow_the_rule(about: SubjectId, seen: Exhibits, policy: PasswordPolicy, today: date) -> Finding:
    fact = seen[PasswordSetting]
    says = fact.says
    if says.empty:
        because = Message(_("accounts with an empty password: {accounts}"), {"accounts": shortened(says.empty)})
        return not_met(about, because, fact)
    if says.second_factor:
        return met(about, Message(_("a second factor is asked with every password")), fact)
    found = _by_own_accounts(about, fact, policy)
    if found.standing is Standing.MET and says.directories:
        names: Blanks = {"directories": shortened(says.directories)}
        words = _("accounts of a directory log in too, and its password rules were not seen: {directories}")
        return cannot_tell(about, Message(words, names), fact)
    return found


def _by_own_accounts(about: SubjectId, fact: Fact[PasswordSetting], policy: PasswordPolicy) -> Finding:
    says = fact.says
    blanks: Blanks = {"length": says.min_length, "days": policy.rotate_within.days}
    if not says.max_days:
        return met(about, Message(_("no account can log in by password")), fact)
    if says.min_length >= policy.long_length:
        return met(about, Message(_("only passwords of {length} characters or more are accepted"), blanks), fact)
    lacking = _lacking(says, policy)
    if lacking:
        return not_met(about, Message(_("the password settings fall short: {points}"), {"points": lacking}), fact)
    if says.mixed is None:
        words = _(
            "{length} characters of several kinds are demanded; whether symbols are always among them was not seen"
        )
        return cannot_tell(about, Message(words, blanks), fact)
    return met(about, Message(_("only mixed passwords of {length} characters or more are accepted"), blanks), fact)


def _lacking(says: PasswordSetting, policy: PasswordPolicy) -> tuple[Message, ...]:
    points = []
    if says.min_length < policy.min_length:
        blanks: Blanks = {"length": says.min_length, "wanted": policy.min_length}
        points.append(Message(_("{length} characters are enough where {wanted} are asked"), blanks))
    if says.mixed is False:
        points.append(Message(_("letters, digits and symbols are not demanded together")))
    limit = policy.rotate_within.days
    lasting = tuple(name for name, days in says.max_days if days is None or days > limit)
    if policy.rotation and lasting:
        kept: Blanks = {"days": limit, "accounts": shortened(lasting)}
        points.append(Message(_("need not be changed within {days} days: {accounts}"), kept))
    return tuple(points)


RULES = (
    Rule(
        "password-rule.passwords-follow-the-rule",
        SubjectKind.MACHINE,
        (need(PasswordSetting),),
        PasswordPolicy(),
        passwords_follow_the_rule,
    ),
)
