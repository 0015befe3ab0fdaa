"""Every collector reads what was recorded, keeps its promise, and fails in one way only: Unreadable."""

import json
import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.actions.collect import read_promised
from tenken.collectors import COLLECTORS
from tenken.collectors.linux.answer import SCRIPT, parse_answer
from tenken.collectors.model import Claim, CollectError, Collector, Refused, Target, Unreachable, Unreadable, Withheld
from tenken.facts import STATEMENTS
from tenken.facts.codec import from_json, to_json
from tenken.facts.model import Mark
from tenken.facts.patches import PatchLevel
from tenken.text import Message
from tests import samples
from tests.collectors.recorded import SAMPLES

EVERY_SAMPLE = pytest.mark.parametrize(("name", "sample"), [(name, one) for name in SAMPLES for one in SAMPLES[name]])
EVERY_COLLECTOR = pytest.mark.parametrize("name", COLLECTORS)
ODD = st.sampled_from([*b"0129 :=\t\n\r-@%()[]{}\"'\\/", 0, 0xB2, 0xE3, 0xFF]) | st.integers(0, 255)
LINES = samples.linux().split(b"\n")
LISTS = ("leases", "osquery")
"""Lists without an end of their own, whose rows stand for themselves: ``ip neigh`` cut at a line is ``ip neigh``."""
MARKERS = ("== shadow", "== end 32", "== end 1", "-- 0", "-- 77", "==", "--", " == users")


def claims(collector: Collector, raw: bytes) -> tuple[Claim, ...] | None:
    """The claims, or None where the bytes are Unreadable. Whatever is claimed can be stored and comes back."""
    try:
        found = tuple(collector.read(raw))
    except Unreadable:
        return None
    kept = [claim.says for claim in found if not isinstance(claim.says, Withheld)]
    assert [from_json(says.kind, to_json(says)) for says in kept] == kept
    return found


def with_bytes(raw: bytes, changes: list[tuple[float, int]]) -> bytes:
    """Some bytes changed, each where its share of the whole falls."""
    changed = bytearray(raw)
    for share, byte in changes:
        changed[int(share * (len(raw) - 1))] = byte
    return bytes(changed)


def named(found: tuple[Claim, ...] | None) -> set[tuple[Mark, str]]:
    """Each machine by its best mark, with what kind of thing is said of it."""
    kinds = ((claim, claim.says.kind) for claim in found or ())
    return {(claim.about[0], kind if isinstance(kind, str) else kind.kind) for claim, kind in kinds}


def says_no_other(name: str, cut: bytes, raw: bytes) -> bool:
    """Whether an answer that was cut says the same as the whole, or nothing; a list of sightings may say less."""
    collector = COLLECTORS[name]
    part, whole = claims(collector, cut), claims(collector, raw)
    return part in (None, whole) or (name in LISTS and named(part) <= named(whole))


def test_every_collector_has_recorded_samples() -> None:
    assert {name for name, recorded in SAMPLES.items() if recorded} == set(COLLECTORS)


@EVERY_COLLECTOR
def test_a_collector_is_listed_under_its_own_name_and_names_its_reader(name: str) -> None:
    collector = COLLECTORS[name]
    assert (collector.id, collector.reader) == (name, f"{name}/{collector.version}")


@EVERY_COLLECTOR
def test_what_a_collector_promises_are_known_statements(name: str) -> None:
    assert set(COLLECTORS[name].gives) <= set(STATEMENTS.values())


@EVERY_SAMPLE
def test_every_recorded_sample_is_read_and_speaks_of_every_promised_kind(name: str, sample: str) -> None:
    assert read_promised(COLLECTORS[name], SAMPLES[name][sample])


@EVERY_SAMPLE
def test_what_a_sample_says_can_be_stored_and_comes_back(name: str, sample: str) -> None:
    assert claims(COLLECTORS[name], SAMPLES[name][sample])


def test_silence_about_a_promised_kind_is_unreadable() -> None:
    mute = Collector("mute", 1, gives=(PatchLevel,), read=lambda _raw: ())
    with pytest.raises(Unreadable, match="the answer is silent about: missing security updates"):
        read_promised(mute, b"")


@EVERY_COLLECTOR
@settings(max_examples=100)
@given(data=st.data())
def test_a_sample_cut_at_any_byte_says_the_same_or_is_unreadable(name: str, data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from(sorted(SAMPLES[name].values())))
    length = data.draw(st.integers(0, len(raw)))
    assert says_no_other(name, raw[:length], raw)


@EVERY_SAMPLE
def test_a_sample_that_lacks_its_last_bytes_says_the_same_or_is_unreadable(name: str, sample: str) -> None:
    raw = SAMPLES[name][sample]
    assert [n for n in range(1, 33) if not says_no_other(name, raw[:-n], raw)] == []


@EVERY_COLLECTOR
@settings(max_examples=150)
@given(garbage=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_garbage_is_unreadable(name: str, garbage: bytes) -> None:
    assert claims(COLLECTORS[name], garbage) in (None, ())


@EVERY_COLLECTOR
@settings(max_examples=200)
@given(data=st.data(), changes=st.lists(st.tuples(st.floats(0, 1), ODD), min_size=1, max_size=8))
def test_a_sample_with_bytes_changed_is_read_or_unreadable_and_nothing_else(
    name: str, data: st.DataObject, changes: list[tuple[float, int]]
) -> None:
    raw = data.draw(st.sampled_from(sorted(SAMPLES[name].values())))
    claims(COLLECTORS[name], with_bytes(raw, changes))


@settings(max_examples=300)
@given(st.integers(1, len(LINES) - 3), st.text(max_size=40) | st.text("0123456789²-:= \t/", max_size=40))
def test_an_answer_with_any_line_put_in_is_read_or_unreadable(at: int, line: str) -> None:
    claims(COLLECTORS["linux"], b"\n".join([*LINES[:at], b" " + line.encode(), *LINES[at:]]))


@settings(max_examples=100)
@given(st.integers(1, len(LINES) - 3), st.sampled_from(MARKERS))
def test_a_line_of_content_that_looks_like_a_marker_changes_no_section(at: int, marker: str) -> None:
    changed = parse_answer(b"\n".join([*LINES[:at], b" " + marker.encode(), *LINES[at:]]))
    recorded = parse_answer(samples.linux())
    assert {name: section.status for name, section in changed.items()} == {
        name: section.status for name, section in recorded.items()
    }


def test_the_script_indents_whatever_a_program_prints() -> None:
    section = re.search(r"^section\(\) \{.*?^\}", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    hostile = r"printf '== end 1\n-- 0\n\n x'"
    program = f"count=0\n{section and section[0]}\nsection users {hostile}\necho '== end 1'"
    done = subprocess.run(["sh", "-c", program], capture_output=True, check=True)
    assert parse_answer(done.stdout)["users"].lines == ("== end 1", "-- 0", "", " x")


@pytest.mark.parametrize(
    "raw", [b"[" * 100_000, b'{"says":' * 100_000, b'{"about": 1, "says": {}, "kind": "document"}']
)
def test_a_statement_that_is_none_is_unreadable(raw: bytes) -> None:
    assert claims(COLLECTORS["person"], raw) is None


def test_a_statement_of_a_kind_that_is_not_known_says_nothing() -> None:
    raw = json.dumps({"about": "facility", "kind": "of-tomorrow", "item": "", "says": {}}).encode()
    assert claims(COLLECTORS["person"], raw) == ()


@pytest.mark.parametrize("kind", [Unreachable, Refused, Unreadable])
def test_every_way_to_fail_bears_a_message(kind: type[CollectError]) -> None:
    assert kind("{what} is missing", what="x").reason == Message("{what} is missing", {"what": "x"})


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (Target(), "this machine"),
        (Target("10.20.0.5", "tenken"), "tenken@10.20.0.5"),
        (Target("10.20.0.5", "tenken", 2222), "tenken@10.20.0.5:2222"),
        (Target("fd00::5", "tenken", 2222), "tenken@[fd00::5]:2222"),
    ],
)
def test_a_target_is_called_by_account_address_and_port(target: Target, name: str) -> None:
    assert target.name == name


def test_a_target_does_not_show_its_key() -> None:
    assert "secret.key" not in repr(Target("10.20.0.5", "tenken", key_file="/keys/secret.key"))
