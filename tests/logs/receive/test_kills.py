"""What was answered for is kept and what was torn is not believed, wherever the receiver was killed: 200 times."""

import json
import os
import random
import signal
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from itertools import islice
from pathlib import Path
from time import sleep

import pytest

from tenken.logs.evidence.entries import Event
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import Store
from tenken.logs.verify import verify
from tests.logs.evidence.stores import Clock
from tests.logs.receive.bare import Bare, Warm

KILLS, LONGEST_LIFE_S, SEGMENT = 200, 0.08, 96 * 1024
NEVER_READY = 5
"""Every fifth is killed while it begins, or not much later; the others some time after their first answer."""
RETRY_S, CREATED = 0.005, 201
BROKEN = (OSError, ssl.SSLError, HTTPException)


def streamed(life: int) -> Iterator[bytes]:
    """The messages of one life, each of which tells whether it is whole."""
    chance = random.Random(life)  # noqa: S311 (the same every time)
    for number in range(400):
        yield b"<85>1 - ehr app %d %d - " % (life, number) + chance.randbytes(chance.randrange(1500))


def counted(messages: list[bytes]) -> bytes:
    return b"".join(b"%d %s" % (len(one), one) for one in messages)


def posted(life: int, number: int) -> bytes:
    filling = random.Random(f"{life} {number}").randbytes(200).hex()  # noqa: S311
    return json.dumps({"resourceType": "AuditEvent", "recorded": "2026-04-01T08:30:00Z", "id": f"{life}-{number}",
                       "outcomeDesc": filling}).encode()  # fmt: skip


class Senders:
    """Two at once: one is answered by HTTP and remembers it, one streams over TLS."""

    def __init__(self, house: Bare) -> None:
        self._house, self._context = house, house.context()
        self._dead, self._heard = threading.Event(), threading.Event()
        self.answered: list[bytes] = []

    def life(self, number: int, seconds: float) -> None:
        threads = [threading.Thread(target=work, args=(number,)) for work in (self._post, self._stream)]
        self._dead.clear()
        self._heard.clear()
        pid = self._house.begin(wait=False)
        for thread in threads:
            thread.start()
        if number % NEVER_READY:
            self._heard.wait(5)
        sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        while not _is_gone(pid):  # else the senders of the next life might still reach it
            sleep(0.001)
        self._dead.set()
        for thread in threads:
            thread.join()

    def _post(self, life: int) -> None:
        number = 0
        while not self._dead.wait(RETRY_S):
            connection = HTTPSConnection("127.0.0.1", self._house.ports[1], timeout=20, context=self._context)
            with closing(connection), suppress(*BROKEN):
                while not self._dead.is_set():
                    number += 1
                    self._post_one(connection, posted(life, number))

    def _post_one(self, connection: HTTPSConnection, event: bytes) -> None:
        connection.request("POST", "/AuditEvent", event, {"Content-Type": "application/fhir+json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status == CREATED:
            self.answered.append(event)
            self._heard.set()

    def _stream(self, life: int) -> None:
        while not self._dead.wait(RETRY_S):
            with suppress(*BROKEN), self._house.tls(self._context) as sender:
                for message in streamed(life):
                    sender.sendall(counted([message]))
                return


def _is_gone(pid: int) -> bool:
    """With all its threads, and so its sockets, though nobody may have asked yet how it ended."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return len(threads) == 1 and (threads[0] / "stat").read_text().rpartition(") ")[2][0] in "ZX"
    except OSError:
        return True


@dataclass(frozen=True)
class After:
    evidence: Path
    kept: list[Event]
    answered: list[bytes]


@pytest.fixture(scope="module")
def after(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> After:
    """The store after all of it, its last writer's spool sealed by the next."""
    chance = random.Random(5)  # noqa: S311
    house = Bare(warm, tmp_path_factory.mktemp("kills") / "evidence", SEGMENT)
    senders = Senders(house)
    for life in range(KILLS):
        senders.life(life, chance.uniform(0, LONGEST_LIFE_S))
    Store(house.evidence, Clock())
    return After(house.evidence, house.kept(), senders.answered)


def test_all_that_was_answered_for_is_kept_once_and_to_the_octet(after: After) -> None:
    kept = Counter(event.raw for event in after.kept)
    assert len(after.answered) > KILLS
    assert {kept[event] for event in after.answered} == {1}


def test_of_each_stream_a_beginning_is_kept_and_nothing_else(after: After) -> None:
    lives: dict[int, list[bytes]] = {}
    for event in after.kept:
        if event.raw.startswith(b"<85>"):
            lives.setdefault(int(event.raw.split(b" ", 5)[4]), []).append(event.raw)
    wrong = {life: [int(message.split(b" ", 6)[5]) for message in found] for life, found in lives.items()
             if found != list(islice(streamed(life), len(found)))}  # fmt: skip
    assert (wrong, len(lives) > KILLS / 3) == ({}, True)


def test_the_store_is_whole_and_says_what_was_recovered(after: After) -> None:
    sealed = list(records(after.evidence))
    assert verify(after.evidence).faults == ()
    assert 0 < sum(record.recovered for record in sealed) < len(sealed)
