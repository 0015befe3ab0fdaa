"""A Spark standalone cluster of the wheel and Debian's Java, on the loopback address."""

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

_SMALL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Machines that live for a minute compile little, and collect by one thread."""
_DEFAULTS = f"""
spark.sql.shuffle.partitions 2
spark.driver.memory 512m
spark.executor.memory 512m
spark.driver.extraJavaOptions {_SMALL}
spark.executor.extraJavaOptions {_SMALL}
"""
_DEPLOY = "org.apache.spark.deploy"


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Its address, and the environment of whoever asks it. Each worker has one core."""
    (folder / "spark-defaults.conf").write_text(_DEFAULTS)
    known = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONF_DIR": str(folder)}
    own = {**os.environ, **known, "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": _SMALL}
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    of_worker = ("--cores", "1", "--memory", "600m", "-d", str(folder), address)
    with ExitStack() as stack:
        stack.enter_context(_running(f"{_DEPLOY}.master.Master", ("--port", str(port)), own))
        _wait_for(port)
        for _worker in range(workers):
            stack.enter_context(_running(f"{_DEPLOY}.worker.Worker", of_worker, own))
        yield address, known


@contextmanager
def _running(what: str, arguments: tuple[str, ...], environment: Mapping[str, str]) -> Iterator[None]:
    (home,) = find_spec("pyspark").submodule_search_locations  # type: ignore[union-attr,misc]
    command = (f"{home}/bin/spark-class", what, "--host", "127.0.0.1", "--webui-port", "0", *arguments)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    end = monotonic() + 120
    while monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            sleep(0.2)
    raise TimeoutError(f"no master at {port}")
