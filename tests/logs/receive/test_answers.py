"""Who waits is answered when the disk has it or cannot take it, and who says nothing holds no place."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from tenken.logs.evidence.store import Store
from tenken.logs.receive.answers import IDLE_S, Answers
from tenken.logs.receive.commit import Batch, Committer
from tenken.text import Message
from tests.logs.evidence.stores import Clock


@dataclass(eq=False)
class Waiting:
    since: float = 0.0
    busy: bool = False
    heard: list[str] = field(default_factory=list)

    def written(self, batch: Batch, number: int) -> None:
        self.heard.append(f"{batch.spool} {number}")

    def not_written(self) -> None:
        self.heard.append("not written")

    def hang_up(self) -> None:
        self.heard.append("hang up")


def answers(folder: Path) -> Answers:
    clock = Clock()
    return Answers(Committer(Store(folder, clock), clock, tell=print, sealed=print))


def test_all_up_to_what_is_synced_are_answered_and_no_other(tmp_path: Path) -> None:
    waiting, first, second = answers(tmp_path), Waiting(), Waiting()
    waiting.wait(3, first)
    waiting.wait(5, second)
    waiting.written(Batch("spool", 0, 1, 4))
    assert (first.heard, second.heard) == (["spool 3"], [])


def test_when_nothing_can_be_written_all_are_told(tmp_path: Path) -> None:
    async def look() -> list[str]:
        waiting, one = answers(tmp_path), Waiting()
        waiting.wait(3, one)
        waiting.look()
        waiting.committer.stopped = Message("the disk is full")
        waiting.look()
        return one.heard

    assert asyncio.run(look()) == ["not written"]


def test_one_who_says_nothing_for_a_minute_is_left_and_one_who_waits_for_us_is_not(tmp_path: Path) -> None:
    async def look() -> list[list[str]]:
        now = asyncio.get_running_loop().time()
        all_ = [Waiting(now - IDLE_S - 1), Waiting(now - IDLE_S - 1, busy=True), Waiting(now - IDLE_S + 5)]
        waiting = answers(tmp_path)
        waiting.connected |= set(all_)
        waiting.look()
        return [one.heard for one in all_]

    assert asyncio.run(look()) == [["hang up"], [], []]
