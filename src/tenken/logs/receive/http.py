"""ATX:FHIR: AuditEvents by HTTP POST (IHE ITI-20, RESTful ATNA). The answer 201 comes after the sync to the disk."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from email.utils import formatdate
from typing import Any, cast

import h11

from tenken.logs.receive.answers import Answers
from tenken.logs.receive.asked import FHIR, XML, Refused, base_of, checked, is_xml, outcome
from tenken.logs.receive.commit import Batch, Committer
from tenken.logs.receive.counted import Counted
from tenken.logs.receive.fhir_post import NotReadable, Posted, posted
from tenken.logs.receive.framing import LONGEST
from tenken.logs.receive.stream import name_of

_HEAD = 16 * 1024
_LINGER_S = 0.5
"""After a refusal, so that a sender that is not at its end reads it before the connection is."""
CAPABILITIES = {
    "resourceType": "CapabilityStatement", "status": "active", "date": "2026-11-26", "kind": "capability",
    "description": "Audit Record Repository with the option ATX: FHIR Feed (IHE ITI-20)",
    "fhirVersion": "4.0.1", "format": [FHIR, XML],
    "rest": [{
        "mode": "server",
        "resource": [{"type": "AuditEvent", "interaction": [{"code": "create"}]}],
        "interaction": [{"code": "batch"}, {"code": "transaction"}],
    }],
}  # fmt: skip


class Post(asyncio.Protocol):
    """One connection: request after request, each answered before the next is read."""

    def __init__(self, committer: Committer, counted: Counted, answers: Answers) -> None:
        self._committer, self._counted, self._answers = committer, counted, answers
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_HEAD)
        self._request: h11.Request | None = None
        self._body, self._posted = bytearray(), Posted(())
        self._over = self._slow = False
        self.busy, self.since = False, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._source = cast(asyncio.Transport, transport), name_of(transport)
        self.since = asyncio.get_running_loop().time()
        self._counted.open += 1
        self._answers.connected.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio's own form)
        self._over = True
        self._counted.open -= 1
        self._answers.connected.discard(self)

    def data_received(self, data: bytes) -> None:
        self._counted.octets += len(data)
        if not self._over:
            self._http.receive_data(data)
            self._go_on()

    def eof_received(self) -> None:
        if not self._over:
            self._http.receive_data(b"")
            self._go_on()

    def pause_writing(self) -> None:
        """Who does not read answers is not asked for more."""
        self._slow = True
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        self._slow = False
        self._go_on()

    def written(self, batch: Batch, number: int) -> None:
        """The last of what this request brought is on the disk, and the others before it."""
        kept = sum(one is not None for one in self._posted.events)
        index = batch.index + number - batch.first - kept + 1
        names = (f"AuditEvent/{batch.spool}-{place}/_history/1" for place in range(index, index + kept))
        self._kept(["" if one is None else next(names) for one in self._posted.events])
        self._go_on()

    def not_written(self) -> None:
        self._refuse(_full())
        self._go_on()

    def hang_up(self) -> None:
        self._over = True
        self._transport.close()

    def _go_on(self) -> None:
        while not (self._over or self.busy or self._slow):
            try:
                event = self._http.next_event()
                if event is h11.NEED_DATA or event is h11.PAUSED:
                    break
                self._heard(event)
            except h11.RemoteProtocolError as error:
                self._refuse(Refused(error.error_status_hint, str(error)))
            except Refused as refused:
                self._refuse(refused)
        if self.busy or self._slow:
            self._transport.pause_reading()
        elif not self._over:
            self._transport.resume_reading()

    def _heard(self, event: Any) -> None:
        if isinstance(event, h11.Request):
            self._request = event
            checked(event)
            self._refuse_when_full()
            if self._http.they_are_waiting_for_100_continue:
                self._write(h11.InformationalResponse(status_code=100, headers=[]))
        elif isinstance(event, h11.Data):
            self._body += event.data
            if len(self._body) > LONGEST:
                raise Refused(413, f"more than {LONGEST} octets")
        elif isinstance(event, h11.EndOfMessage):
            self._act()
        else:
            self.hang_up()

    def _act(self) -> None:
        if self._request and self._request.method == b"GET":
            self._answer(200, CAPABILITIES)
            return
        self._refuse_when_full()
        try:
            self._posted = posted(bytes(self._body), xml=bool(self._request and is_xml(self._request)))
        except NotReadable as error:
            raise Refused(400, str(error)) from error
        events = [one for one in self._posted.events if one is not None]
        if events:
            self.busy = True
            self._answers.wait(self._committer.add(self._source, events, hurry=True), self)
        else:
            self._kept([""] * len(self._posted.events))

    def _refuse_when_full(self) -> None:
        if self._committer.stopped:
            raise _full()

    def _kept(self, places: Sequence[str]) -> None:
        if not self._posted.bundle:
            self._answer(201, None, [("Location", f"{base_of(self._request)}/{places[0]}")])
            return
        entries = [{"response": {"status": "201", "location": place} if place else
                    {"status": "400", "outcome": outcome(400, "no AuditEvent; it was not kept")}}
                   for place in places]  # fmt: skip
        self._answer(200, {"resourceType": "Bundle", "type": f"{self._posted.bundle}-response", "entry": entries})

    def _refuse(self, refused: Refused) -> None:
        self._answer(refused.status, outcome(refused.status, str(refused)), refused.headers)

    def _answer(self, status: int, resource: Mapping[str, Any] | None, more: Sequence[tuple[str, str]] = ()) -> None:
        """Then the next request may come; where this one was not read to its end, none does."""
        self.busy, self.since = False, asyncio.get_running_loop().time()
        if self._over or self._transport.is_closing() or self._http.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.hang_up()
            return
        content = json.dumps(resource).encode() if resource else b""
        headers = [("Date", formatdate(usegmt=True)), ("Content-Length", str(len(content))), *more]
        headers += [("Content-Type", FHIR)] if content else []
        headers += [("Connection", "close")] if self._http.their_state is not h11.DONE else []
        self._write(h11.Response(status_code=status, headers=headers), h11.Data(data=content), h11.EndOfMessage())
        self._request, self._posted = None, Posted(())
        self._body.clear()
        if set(self._http.states.values()) == {h11.DONE}:
            self._http.start_next_cycle()
            return
        self._over = True
        rest = self._http.their_state in (h11.SEND_BODY, h11.ERROR)
        asyncio.get_running_loop().call_later(_LINGER_S if rest else 0, self._transport.close)

    def _write(self, *events: Any) -> None:
        self._transport.write(b"".join(self._http.send(event) or b"" for event in events))


def _full() -> Refused:
    return Refused(503, "nothing can be written now; send it again later", [("Retry-After", "30")])
