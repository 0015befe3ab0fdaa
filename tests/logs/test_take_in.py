"""A file is taken in once, however often it comes and however it grew; what cannot be read is kept and counted."""

from pathlib import Path

import pytest

from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import Store
from tenken.logs.mistaken import TakeInError
from tenken.logs.sources import LogSource, SourceError, keep_source, sources
from tenken.logs.take_in import TakenIn, take_in
from tenken.logs.verify import verify
from tests.logs.evidence.stores import Clock

AUTH = LogSource("auth", "authlog")
LINE = b"Apr  1 08:30:%02d ehr sshd[7]: Accepted password for sato from 10.1.2.3 port 5 ssh2\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "evidence", Clock())


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "auth.log"
    path.write_bytes(b"".join(LINE % second for second in range(3)) + b"torn\n")
    return path


def taken(store: Store, path: Path, source: LogSource = AUTH) -> TakenIn:
    return take_in(store, source, path, source.context(Clock().now))


def kept(store: Store) -> bytes:
    return b"".join(event.raw for record in records(store.folder) for event in events_of(store.folder, record))


def test_every_octet_of_a_file_is_kept_and_what_is_unread_is_counted(store: Store, log: Path) -> None:
    assert taken(store, log) == TakenIn(events=4, unparsed=1, already=0, segments=(0,))
    assert kept(store) == log.read_bytes()


def test_the_same_file_is_recognised_under_another_name_too(store: Store, log: Path) -> None:
    taken(store, log)
    assert taken(store, log.rename(log.with_name("auth.log.1"))) == TakenIn(0, 0, 4, ())


def test_of_a_file_that_grew_only_the_rest_is_taken_in(store: Store, log: Path) -> None:
    taken(store, log)
    log.write_bytes(log.read_bytes() + LINE % 9)
    assert taken(store, log) == TakenIn(1, 0, 4, (1,))
    assert taken(store, log) == TakenIn(0, 0, 5, ())
    assert kept(store) == log.read_bytes()


def test_of_a_file_that_was_changed_the_changed_line_is_taken_in_beside_what_it_was(store: Store, log: Path) -> None:
    taken(store, log)
    log.write_bytes(log.read_bytes().replace(b"sato", b"abe!", 1))
    assert taken(store, log) == TakenIn(1, 0, 3, (1,))


def test_the_same_content_of_another_source_is_taken_in(store: Store, log: Path) -> None:
    taken(store, log)
    assert taken(store, log, LogSource("other", "authlog")).events == 4


def test_an_import_that_broke_off_begins_anew_and_brings_nothing_twice(store: Store, log: Path) -> None:
    broken = store.spool(of_file=True)
    broken.add([b"\0" * 8 + b"\x04authfrom the import that broke off"])
    broken.close()
    assert (taken(store, log).events, kept(store)) == (4, log.read_bytes())


def test_an_empty_file_makes_no_segment(store: Store, log: Path) -> None:
    log.write_bytes(b"")
    assert taken(store, log) == TakenIn(0, 0, 0, ())


def test_a_file_that_is_no_log_at_all_is_refused_before_anything_is_sealed(store: Store, log: Path) -> None:
    log.write_bytes(bytes(17 * 1024 * 1024))
    with pytest.raises(TakeInError):
        taken(store, log)
    assert (list(records(store.folder)), verify(store.folder).faults) == ([], ())


def test_a_source_keeps_its_format(tmp_path: Path, store: Store, log: Path) -> None:
    keep_source(tmp_path, AUTH)
    taken(store, log)
    keep_source(tmp_path, AUTH)
    with pytest.raises(SourceError):
        keep_source(tmp_path, LogSource("auth", "atna"))
    assert sources(tmp_path) == {"auth": AUTH}


@pytest.mark.parametrize("name", ["", "x" * 256, "a\nb"])
def test_a_source_has_a_name_that_can_be_printed(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError):
        keep_source(tmp_path, LogSource(name, "atna"))


@pytest.mark.parametrize("zone", ["Asia/Tokyoo", "../../etc/passwd", "Asia", ""])
def test_a_source_has_a_zone_that_there_is(tmp_path: Path, zone: str) -> None:
    with pytest.raises(SourceError, match="Tokyo"):
        keep_source(tmp_path, LogSource("auth", "authlog", zone))
    assert sources(tmp_path) == {}


def test_a_source_of_which_nothing_came_may_be_described_anew(tmp_path: Path, store: Store, log: Path) -> None:
    keep_source(tmp_path, LogSource("auth", "atna"))
    keep_source(tmp_path, AUTH)
    taken(store, log)
    with pytest.raises(SourceError):
        keep_source(tmp_path, LogSource("auth", "atna"))
    assert sources(tmp_path) == {"auth": AUTH}
