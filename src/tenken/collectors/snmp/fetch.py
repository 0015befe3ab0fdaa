"""Ask one SNMP agent, the one that was named, for a fixed list of values, and bring back what it said.

What an agent may do is bounded: how many values, how long a value, how long all of it takes. Each walk says how it
ended.
"""

import asyncio
import time
from collections.abc import Mapping

from tenken.collectors.model import Refused, Target
from tenken.collectors.snmp.agent import Agent, Patience, Stopped, Told
from tenken.collectors.snmp.answer import Cell, Ended, Index, Walk, written
from tenken.collectors.snmp.asked import COLUMNS, SCALARS, WHO
from tenken.collectors.snmp.key import Community, read_key
from tenken.text import _

PATIENCE = Patience()
AT_ONCE = 25
MOST_ROWS = 50_000
MOST_CELLS = 200_000
LONGEST_VALUE = 4_096
MOST_VALUE_BYTES = 8 * 1024 * 1024
_SILENT_WALKS = 2
"""So many walks in a row without an answer, and the agent is gone."""


def fetch(target: Target, patience: Patience = PATIENCE) -> bytes:
    if not target.address:
        raise Refused(_("say which device: --host ADDRESS"))
    if not target.key_file:
        raise Refused(_("say with which file of secrets: --key FILE"))
    return asyncio.run(_ask(target, patience))


async def _ask(target: Target, patience: Patience) -> bytes:
    key = read_key(target.key_file)
    # What pysnmp cannot take is no answer. The loop would print it, with the community that stands in it.
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
    async with Agent(target, key, patience) as agent:
        who = _scalars(WHO, await agent.first([f"{oid}.0" for oid in WHO.values()]))
        if not any(walk.cells for walk in who):
            raise Refused(_("{where} answers, but does not let this account read who it is"), where=target.name)
        walks = [*who, *await _others(agent), *await Tour(agent, patience.all_s).walks()]
    well_known = key.well_known if isinstance(key, Community) else ""
    return written(target.address, "2c" if isinstance(key, Community) else "3", well_known, walks)


async def _others(agent: Agent) -> list[Walk]:
    asked = {name: oid for name, oid in SCALARS.items() if name not in WHO}
    try:
        return _scalars(asked, await agent.also([f"{oid}.0" for oid in asked.values()]))
    except Stopped as stopped:
        return [Walk(name, oid, stopped.ended) for name, oid in asked.items()]


def _scalars(asked: Mapping[str, str], told: list[Told]) -> list[Walk]:
    found = {index[:-1]: cell for index, cell in told if cell and len(cell.value) <= 2 * LONGEST_VALUE}
    cells = {name: found.get(_parts(oid)) for name, oid in asked.items()}
    return [
        Walk(name, asked[name], Ended.WHOLE, (Cell("0", cell.kind, cell.value),) if cell else ())
        for name, cell in cells.items()
    ]


def _parts(oid: str) -> Index:
    return tuple(map(int, oid.split(".")))


class Tour:
    """The walks through all columns, one after the other, within what one agent may take."""

    def __init__(self, agent: Agent, all_s: float) -> None:
        self._agent = agent
        self._ends = time.monotonic() + all_s
        self._cells = self._bytes = self._silent = 0
        self._at_once = AT_ONCE

    async def walks(self) -> list[Walk]:
        return [await self._walk(name, oid) for name, oid in COLUMNS.items()]

    async def _walk(self, name: str, oid: str) -> Walk:
        cells: list[Cell] = []
        try:
            ended = await self._below(oid, cells)
        except Stopped as stopped:
            ended = stopped.ended
        self._silent = self._silent + 1 if ended is Ended.SILENT else 0
        if self._silent >= _SILENT_WALKS:
            self._ends = time.monotonic()
        return Walk(name, oid, ended, tuple(cells))

    async def _below(self, oid: str, cells: list[Cell]) -> Ended:
        root = last = _parts(oid)
        while True:
            told = await self._next(last)
            if not told:
                return Ended.SILENT
            for index, cell in told:
                if cell is None or index[: len(root)] != root:
                    return Ended.WHOLE
                if index <= last:
                    return Ended.LOOPS
                self._take(cell, index[len(root) :], cells)
                last = index

    async def _next(self, last: Index) -> list[Told]:
        """The next values; fewer at once from now on, where an agent cannot say so much."""
        if time.monotonic() > self._ends:
            raise Stopped(Ended.TOO_LATE)
        at = ".".join(map(str, last))
        try:
            return await self._agent.following(at, self._at_once)
        except Stopped as stopped:
            if not stopped.smaller:
                raise
            self._at_once = max(1, self._at_once // 5)
            return await self._next(last)

    def _take(self, cell: Cell, index: Index, cells: list[Cell]) -> None:
        self._cells += 1
        self._bytes += len(cell.value) // 2
        if len(cells) >= MOST_ROWS or self._cells > MOST_CELLS or self._bytes > MOST_VALUE_BYTES:
            raise Stopped(Ended.TOO_LONG)
        if len(cell.value) > 2 * LONGEST_VALUE:
            raise Stopped(Ended.TOO_LONG)
        cells.append(Cell(".".join(map(str, index)), cell.kind, cell.value))
