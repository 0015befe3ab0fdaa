"""Where to look again, and which host key is pinned there."""

from tenken.collectors.model import Target
from tenken.facts.model import SubjectId
from tenken.ledger.models import Subject, TargetRow


def remembered(collector: str, target: Target) -> tuple[Target, SubjectId | None]:
    """The target with what is pinned for it, and whom it led to last time."""
    row = TargetRow.objects.filter(collector=collector, name=target.name).select_related("subject").first()
    if row is None:
        return target, None
    pinned = target.host_key or row.host_key
    known = Target(target.address, target.user, target.port, target.key_file or row.key_file, pinned)
    return known, SubjectId(row.subject.slug) if row.subject else None


def remember(collector: str, target: Target, host_key: str, about: SubjectId | None) -> None:
    """Look there again from now on. A host key that came is pinned for good."""
    values = {
        "address": target.address,
        "user": target.user,
        "port": target.port,
        "key_file": target.key_file,
        "host_key": host_key or target.host_key,
    }
    if about:
        values["subject"] = Subject.objects.get(slug=about)
    TargetRow.objects.update_or_create(collector=collector, name=target.name, defaults=values)


def all_targets(collector: str) -> tuple[Target, ...]:
    rows = TargetRow.objects.filter(collector=collector).order_by("name")
    return tuple(Target(row.address, row.user, row.port, row.key_file, row.host_key) for row in rows)
