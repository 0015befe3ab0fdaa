"""事案: everything that is judged, as it was known at one moment."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from tenken.dates import local_day
from tenken.facts.documents import OutOfScope, PolicySetting
from tenken.facts.machines import Firmware, LedgerEntry, OperatingSystem
from tenken.facts.model import FACILITY, Fact, MachineClass, Observation, S, Statement, SubjectId
from tenken.facts.vendors import VendorContract, vendor_key
from tenken.standard.model import Scope
from tenken.text import Message

AnyFact = Fact[Any]


@dataclass(frozen=True)
class Case:
    """Subjects and facts as of a moment. ``machines`` are those in use, by class.

    ``failures`` holds the last attempt at a subject where that attempt failed; ``withheld`` why a source that
    answered could not say a kind of thing.
    """

    as_of: datetime
    names: Mapping[SubjectId, str]
    machines: Mapping[MachineClass, tuple[SubjectId, ...]]
    vendors: tuple[SubjectId, ...]
    systems: tuple[SubjectId, ...]
    facts: Mapping[tuple[SubjectId, type[Statement]], tuple[AnyFact, ...]]
    failures: Mapping[SubjectId, Observation] = field(default_factory=dict)
    withheld: Mapping[tuple[SubjectId, str], Message] = field(default_factory=dict)

    @cached_property
    def today(self) -> date:
        return local_day(self.as_of)

    def about(self, subject: SubjectId, kind: type[S]) -> tuple[Fact[S], ...]:
        """The facts of one kind about one subject, one for each item."""
        return self.facts.get((subject, kind), ())

    def everybody(self, kind: type[S]) -> tuple[Fact[S], ...]:
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[type[Statement], tuple[AnyFact, ...]]:
        found = defaultdict[type[Statement], list[AnyFact]](list)
        for (_subject, kind), facts in self.facts.items():
            found[kind].extend(facts)
        return {kind: tuple(facts) for kind, facts in found.items()}

    @cached_property
    def class_of(self) -> Mapping[SubjectId, MachineClass]:
        return {subject: name for name, subjects in self.machines.items() for subject in subjects}

    @cached_property
    def contracted_vendors(self) -> tuple[SubjectId, ...]:
        """Vendors whose contract is in force, and those of whose contract nothing is known."""
        return tuple(v for v in self.vendors if self._may_be_contracted(v))

    def _may_be_contracted(self, vendor: SubjectId) -> bool:
        contracts = self.about(vendor, VendorContract)
        return not contracts or any(fact.says.in_force(self.today) for fact in contracts)

    @cached_property
    def vendor_of(self) -> Mapping[SubjectId, SubjectId]:
        """Machine → the vendor that the ledger names for it, where that vendor itself is in the ledger."""
        called = {vendor_key(vendor.partition(":")[2]): vendor for vendor in self.vendors}
        called |= {vendor_key(self.names[vendor]): vendor for vendor in self.vendors if vendor in self.names}
        called.pop("", None)  # a name of nothing but 株式会社 is nobody's
        named = ((entry.about, vendor_key(entry.says.vendor)) for entry in self.everybody(LedgerEntry))
        return {about: called[key] for about, key in named if key in called and about in self.class_of}

    @cached_property
    def machines_of(self) -> Mapping[SubjectId, tuple[SubjectId, ...]]:
        """Vendor → the machines that the ledger names it for."""
        found = defaultdict[SubjectId, list[SubjectId]](list)
        for machine, vendor in self.vendor_of.items():
            found[vendor].append(machine)
        return {vendor: tuple(machines) for vendor, machines in found.items()}

    def system_of(self, subject: SubjectId) -> str:
        """The family of its operating system, as last seen; ``firmware`` where that alone was seen; else empty."""
        known = next((fact.says.family for fact in self.about(subject, OperatingSystem)), "")
        return known or ("firmware" if self.about(subject, Firmware) else "")

    def out_of_scope(self, subject: SubjectId, topic: str) -> Fact[OutOfScope] | None:
        """The declaration that a topic does not concern a subject, while it holds."""
        for fact in self.about(subject, OutOfScope):
            if fact.says.topic == topic and fact.says.good_until >= self.today:
                return fact
        return None

    def none_here(self, what: Scope | str) -> Fact[OutOfScope] | None:
        """The declaration that the facility has no machine of a class, no vendor or no system."""
        return self.out_of_scope(FACILITY, str(what))

    @cached_property
    def settings(self) -> Mapping[str, Mapping[str, str]]:
        """The facility's own policy values: lineage → field → text."""
        found = defaultdict[str, dict[str, str]](dict)
        for fact in self.about(FACILITY, PolicySetting):
            lineage, _dot, name = fact.says.field.partition(".")
            found[lineage][name] = fact.says.value
        return found
