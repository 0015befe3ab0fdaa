"""A process that has loaded all it needs, and forks a receiver for each line that it is given: `python -m` this.

Arguments: certificate, key, authority. A line, in JSON: where the evidence lies, octets of a segment, ports of TLS,
HTTP, TCP and UDP. It answers with the receiver's process id; the receiver says when it is ready, and at its end what it
counted.
"""

import asyncio
import json
import os
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path

from tenken.logs.evidence.clock import Clock
from tenken.logs.evidence.store import Store
from tenken.logs.receive.commit import Committer
from tenken.logs.receive.counted import Counted
from tenken.logs.receive.serve import Doors, Receiver
from tenken.logs.receive.server import tls_context


def main(cert: str, key: str, ca: str) -> None:
    warnings.simplefilter("error")
    context = tls_context(Path(cert), Path(key), Path(ca))
    for line in sys.stdin:
        evidence, largest, *ports = json.loads(line)
        tls, http, tcp, udp = (("127.0.0.1", port) for port in ports)
        if pid := os.fork():
            _reap()
            print(pid, flush=True)
            continue
        os.close(0)
        _receive(Path(evidence), Doors(tls, http, context, tcp, udp), largest)
        os._exit(0)


def _receive(evidence: Path, doors: Doors, largest: int) -> None:
    counted = Counted()
    store = Store(evidence, _now, Clock(_now))
    committer = Committer(store, _now, tell=_tell, sealed=_nothing, largest=largest)
    receiver = Receiver(committer, doors, counted, _now, _tell)
    asyncio.run(receiver.serve(lambda: print("ready", flush=True), _nothing))
    print("ended", committer.taken, counted.misframed, counted.cut_off, receiver.lost, counted.octets, flush=True)


def _nothing(_of_it: object) -> None:
    """Nobody keeps a state or a checkpoint here."""


def _tell(what: object) -> None:
    print("told", what, flush=True)


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main(*sys.argv[1:])
