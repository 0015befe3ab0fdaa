"""What stands in two exports of one source is taken once; nothing that is not the same is left out."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tenken.logs.columns import read_columns
from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import Store
from tenken.logs.search.ask import ask_by
from tenken.logs.search.engines import engine_at
from tenken.logs.search.question import Question
from tenken.logs.search.store import follow, rebuild
from tenken.logs.sources import LogSource
from tenken.logs.take_in import TakenIn, take_in
from tests.logs.evidence.stores import Clock
from tests.logs.exports import HEADINGS, MAP, export
from tests.logs.formats.windows_events import Made, evtx

AUTH, DC = LogSource("auth", "authlog"), LogSource("dc", "evtx")
LINE = b"Apr  1 08:%02d:00 ehr sshd[7]: Accepted password for sato from 10.1.2.3 port 5 ssh2\n"
LINES = [LINE % minute for minute in range(6)]
TORN = b"  at Foo.bar\n"


class Logs:
    """A store of evidence, and the search store that follows it."""

    def __init__(self, folder: Path, *sources: LogSource) -> None:
        self.folder, self.search = folder, folder / "search"
        self.sources = {source.name: source for source in sources}
        self.store = Store(folder / "evidence", Clock())

    def take(self, pieces: Sequence[bytes], source: LogSource = AUTH, *, at: datetime = Clock().now) -> TakenIn:
        path = self.folder / "a.log"
        path.write_bytes(b"".join(pieces))
        done = take_in(self.store, source, path, source.context(at), self.search)
        self.follow()
        return done

    def follow(self) -> None:
        follow(self.store.folder, self.search, self.sources)

    def kept(self) -> list[bytes]:
        return [event.raw for record in records(self.store.folder) for event in events_of(self.store.folder, record)]

    def found(self) -> int:
        everything = Question(since=datetime(2000, 1, 1, tzinfo=UTC), until=datetime(2100, 1, 1, tzinfo=UTC))
        with engine_at("") as engine:
            return ask_by(engine, self.search, everything).total


@pytest.fixture
def logs(tmp_path: Path) -> Logs:
    return Logs(tmp_path, AUTH, DC)


def test_of_the_next_export_only_what_did_not_stand_in_the_last_is_new(logs: Logs) -> None:
    logs.take(LINES[:4])
    assert logs.take(LINES[2:]) == TakenIn(events=2, unparsed=0, already=2, segments=(1,))
    assert (logs.kept(), logs.found()) == (LINES, 6)


def test_an_export_that_holds_nothing_new_makes_no_segment(logs: Logs) -> None:
    logs.take(LINES)
    assert logs.take(LINES[1:3]) == TakenIn(0, 0, 2, ())


def test_it_need_not_stand_in_the_search_store_yet(logs: Logs) -> None:
    path = logs.folder / "a.log"
    path.write_bytes(b"".join(LINES[:4]))
    take_in(logs.store, AUTH, path, AUTH.context(Clock().now))
    assert logs.take(LINES[2:]).already == 2


def test_equal_lines_of_one_file_are_two_events_and_stand_for_two(logs: Logs) -> None:
    assert logs.take([LINES[0]] * 2 + LINES[1:2]).events == 3
    assert logs.take([LINES[0]] * 3) == TakenIn(1, 0, 2, (1,))
    assert Counter(logs.kept()) == Counter({LINES[0]: 3, LINES[1]: 1})


def test_a_line_that_comes_again_where_its_own_file_grew_is_another_event(logs: Logs) -> None:
    logs.take(LINES[:2])
    assert logs.take([*LINES[:2], LINES[1]]) == TakenIn(1, 0, 2, (1,))


def test_what_an_elder_file_brought_stands_for_the_beginning_of_a_file_and_not_for_what_it_grew_by(logs: Logs) -> None:
    logs.take(LINES[:2])
    logs.take([LINES[1], LINES[2]])
    assert logs.take([LINES[1], LINES[2], LINES[1]]) == TakenIn(1, 0, 2, (2,))
    assert Counter(logs.kept())[LINES[1]] == 2


def test_an_import_that_broke_off_goes_on_within_an_overlap(logs: Logs) -> None:
    logs.take(LINES[:4])
    logs.take(LINES[2:5])
    assert logs.take([*LINES[2:], LINES[0]]) == TakenIn(1, 0, 4, (2,))
    assert sorted(logs.kept()) == LINES
    assert logs.take([*LINES[2:], LINES[0]]).already == 5


def test_one_octet_makes_another_event(logs: Logs) -> None:
    logs.take(LINES)
    assert logs.take([LINES[0].replace(b"port 5", b"port 6"), LINES[1]]) == TakenIn(1, 0, 1, (1,))


def test_the_end_of_a_line_is_no_part_of_it(logs: Logs) -> None:
    logs.take([LINES[0], LINES[1].rstrip()])
    assert logs.take(LINES[1:3]) == TakenIn(1, 0, 1, (1,))


def test_the_same_line_of_another_year_is_another_event(logs: Logs) -> None:
    logs.take([LINES[0], b"Mar 31 23:00:00 ehr cron[1]: tick\n"], at=datetime(2026, 4, 2, tzinfo=UTC))
    assert logs.take(LINES[:1], at=datetime(2027, 4, 2, tzinfo=UTC)).events == 1


def test_of_another_source_nothing_is_the_same(logs: Logs) -> None:
    logs.take(LINES)
    assert logs.take(LINES, replace(AUTH, name="other")).events == 6


def test_what_tells_no_time_goes_with_the_line_before_it(logs: Logs) -> None:
    logs.take([*LINES[:2], TORN, TORN])
    assert logs.take([LINES[1], TORN, TORN, LINES[2], TORN]) == TakenIn(2, 1, 3, (1,))
    assert logs.kept() == [*LINES[:2], TORN, TORN, LINES[2], TORN]


def test_the_headings_of_an_export_come_once(tmp_path: Path) -> None:
    rows = [f"2026/04/01,08:{minute:02},sato,P00042,参照,成功" for minute in range(4)]
    source = LogSource("ehr", "csv", columns=read_columns(MAP).fitted(HEADINGS.encode("cp932")))
    logs = Logs(tmp_path, source)
    logs.take([export(tmp_path, *rows[:3]).read_bytes()], source)
    assert logs.take([export(tmp_path, *rows[1:]).read_bytes()], source) == TakenIn(1, 0, 2, (1,))
    assert len(logs.kept()) == 5


def test_what_is_no_longer_what_was_sealed_is_no_witness(logs: Logs) -> None:
    logs.take(LINES[:4])
    (record,) = records(logs.store.folder)
    (logs.store.folder / record.path).write_bytes(b"other")
    assert logs.take(LINES[2:]).events == 4


@pytest.mark.parametrize(
    "name", [".", "..", ".read", "a/../b", " ", "%2E", "電子カルテ" * 17, "電子カルテ" * 16 + "検査"]
)
def test_whatever_a_source_is_called_its_events_are_found(logs: Logs, name: str) -> None:
    source = logs.sources[name] = replace(AUTH, name=name)
    logs.take(LINES)
    logs.take(LINES[:2], source)
    assert (logs.found(), {path.name for path in logs.folder.iterdir()}) == (8, {"a.log", "evidence", "search"})


def test_two_imports_at_once_bring_nothing_twice(logs: Logs) -> None:
    def take(some: Sequence[bytes]) -> TakenIn:
        path = logs.folder / f"{some[0][7:12].decode()}.log"
        path.write_bytes(b"".join(some))
        return take_in(Store(logs.store.folder, Clock()), AUTH, path, AUTH.context(Clock().now), logs.search)

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(take, (LINES[:4], LINES[2:])))
    assert (sum(one.events for one in done), sorted(logs.kept())) == (6, LINES)


EXPORTS = st.lists(st.lists(st.sampled_from(LINES[:3]), min_size=1, max_size=6), min_size=1, max_size=4)


@settings(max_examples=25)
@given(EXPORTS)
@example([LINES[:1], LINES[:1] * 3, LINES[:1] * 2])
def test_in_the_end_each_line_is_kept_as_often_as_it_stands_in_the_file_that_has_most_of_it(
    exports: list[list[bytes]],
) -> None:
    with TemporaryDirectory() as folder:
        logs = Logs(Path(folder), AUTH)
        counts = [logs.take(one) for one in exports]
        most = Counter[bytes]()
        for one in exports:
            most |= Counter(one)
        assert Counter(logs.kept()) == most
        assert [done.events + done.already for done in counts] == [len(one) for one in exports]


WINDOWS = [
    Made(4624, {"TargetUserName": f"user{number}"}, datetime(2026, 4, 1, 8, number // 60, number % 60, tzinfo=UTC))
    for number in range(500)
]


def test_a_record_of_windows_that_stands_in_two_exports_is_told_once_and_both_stay_as_they_came(logs: Logs) -> None:
    first, second = evtx(WINDOWS[:300]), evtx(WINDOWS[200:], first=201)
    logs.take([first], DC)
    done = logs.take([second], DC)
    assert (done.events, done.already, logs.found()) == (200, 100, 500)
    assert b"".join(logs.kept()) == first + second
    assert logs.take([second], DC) == TakenIn(0, 0, 300, ())
    rebuild(logs.store.folder, logs.search, logs.sources)
    assert logs.found() == 500


def test_a_chunk_of_windows_that_comes_again_as_it_was_is_not_kept_twice(logs: Logs) -> None:
    logs.take([evtx(WINDOWS[:300])], DC)
    grown = evtx(WINDOWS)
    done = logs.take([grown], DC)
    assert (done.events, done.already, logs.found()) == (200, 300, 500)
    assert sum(map(len, logs.kept())) < len(grown) + len(evtx(WINDOWS[:300]))


@pytest.mark.parametrize(
    "other",
    [{"computer": "DC02.midorino.local"}, {"channel": "System"}, {"data": {"TargetUserName": "mallory"}}, {"id": 4634}],
)
def test_a_record_of_windows_with_the_same_number_is_another_where_anything_else_is_told(
    logs: Logs, other: dict[str, object]
) -> None:
    logs.take([evtx(WINDOWS[:1])], DC)
    assert logs.take([evtx([replace(WINDOWS[0], **other)])], DC).events == 1  # type: ignore[arg-type]
    assert logs.found() == 2
