"""A sender of syslog, with a certificate over TLS: `python -m bench.logs_send HOST PORT FILE TIMES [CERT KEY CA]`.

It sends the frames of the file so many times, as fast as they are taken.
"""

import socket
import ssl
import sys
from pathlib import Path
from time import monotonic, sleep

_CHUNK = 256 * 1024


def main(host: str, port: str, file: str, times: str, *files: str) -> None:
    content = memoryview(Path(file).read_bytes())
    plain = socket.create_connection((host, int(port)))
    connection = _secured(plain, *files) if files else plain
    for _time in range(int(times)):
        for place in range(0, len(content), _CHUNK):
            connection.sendall(content[place : place + _CHUNK])
    if isinstance(connection, ssl.SSLSocket):
        connection.unwrap()
    connection.close()


def at_rate(host: str, port: str, frames: list[bytes], per_s: int, seconds: float, *files: str) -> int:
    """So many a second, twenty times a second; how many were sent."""
    connection, start, sent = _secured(socket.create_connection((host, int(port))), *files), monotonic(), 0
    step = per_s // 20
    while (gone := monotonic() - start) < seconds:
        if sent > gone * per_s:
            sleep(0.05)
            continue
        begin = sent % (len(frames) - step)
        connection.sendall(b"".join(frames[begin : begin + step]))
        sent += step
    connection.unwrap()
    connection.close()
    return sent


def _secured(plain: socket.socket, cert: str, key: str, ca: str) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=ca)
    context.load_cert_chain(cert, key)
    return context.wrap_socket(plain, server_hostname="127.0.0.1")


if __name__ == "__main__":
    main(*sys.argv[1:])
