"""Rules of the review, one file each; a list, so that none is forgotten and none comes by itself."""

from tenken.logs.review.model import Rule
from tenken.logs.review.rules import (
    clock_changed,
    colleague,
    copied,
    emergency,
    failed_burst,
    guessed,
    left_user,
    log_cleared,
    new_account,
    no_explanation,
    outside_plan,
    own_record,
    same_address,
    same_family,
    unknown_user,
    unusual_hour,
    vip,
    volume,
)

RULES: tuple[Rule, ...] = (
    left_user.RULE,
    unknown_user.RULE,
    new_account.RULE,
    guessed.RULE,
    failed_burst.RULE,
    log_cleared.RULE,
    clock_changed.RULE,
    outside_plan.RULE,
    vip.RULE,
    own_record.RULE,
    emergency.RULE,
    copied.RULE,
    colleague.RULE,
    same_address.RULE,
    same_family.RULE,
    volume.RULE,
    unusual_hour.RULE,
    no_explanation.RULE,
)
"""In the order of pages and documents: of two that flag the same user and patient, the first tells it."""
