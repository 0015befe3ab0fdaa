"""collect: this machine or another is looked at; that it did not answer is recorded too, and the call says no."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tenken.collectors.linux.answer import SCRIPT
from tests.cli.steps import Run, at_once, clean, count, sql
from tests.conftest import Tenken, data_folder, run_tenken

WRONG = {
    "no account": (("--host", "10.0.0.5"), "--host is written USER@ADDRESS, not “10.0.0.5”"),
    "no address": (("--host", "root@"), "--host is written USER@ADDRESS, not “root@”"),
    "no port": (("--host", "root@10.0.0.5:ssh"), "--host: “ssh” is no port number"),
    "no such port": (("--host", "root@[fd00::5]:70000"), "--host: “70000” is no port number"),
    "no AE title": (("dicom", "--host", "10.0.0.5:104"), "--host is written AETITLE@ADDRESS:PORT, not “10.0.0.5:104”"),
    "a device with an account": (("snmp", "--host", "root@10.0.0.5"), "--host is written ADDRESS or ADDRESS:PORT"),
    "a device by name": (("snmp", "--host", "switch-1"), "--host is written ADDRESS or ADDRESS:PORT, not “switch-1”"),
    "no device": (("snmp",), "--host is written ADDRESS or ADDRESS:PORT, not “”"),
    "no such key": (("--host", "root@10.0.0.5", "--key", "/nowhere/key"), "there is no file /nowhere/key"),
}
ALONE = ("unshare", "--net")
"""Where no other test opens a port."""
KEYS = ["target", "machines", "observation", "changed", "unchanged", "failure", "new_host_key", "met", "cut"]


@dataclass(frozen=True)
class Looked:
    data: Path
    here: Run
    again: Run
    away: Run
    away_in_words: Run
    everywhere: Run
    reread: Run

    @property
    def port(self) -> str:
        return str(json.loads(self.away.stdout)["target"]).partition(":")[2]


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looked]:
    """This machine twice, a closed port twice, then both of them again."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        away = ("collect", "linux", "--host", f"tenken@127.0.0.1:{probe.getsockname()[1]}")
    with data_folder(tmp_path_factory.mktemp("collect") / "data") as data:
        yield Looked(
            data=data,
            here=run_tenken(data, "collect", "linux", around=ALONE),
            again=run_tenken(data, "collect", "linux", "--json", around=ALONE),
            away=run_tenken(data, *away, "--json"),
            away_in_words=run_tenken(data, *away),
            everywhere=run_tenken(data, "collect", "linux", "--all", "--json"),
            reread=run_tenken(data, "collect", "linux", "--reread", "--json"),
        )


@pytest.fixture(scope="module")
def mistakes(looked: Looked) -> dict[str, Run]:
    return at_once(
        looked.data,
        {
            name: ("collect", *(() if args[0] in ("dicom", "snmp") else ("linux",)), *args)
            for name, (args, _words) in WRONG.items()
        },
    )


def of(run: Run) -> Any:
    return json.loads(run.stdout)


def test_what_was_seen_is_said(looked: Looked) -> None:
    machine = of(looked.again)["machines"][0]
    assert (looked.here.returncode, looked.here.stderr) == (0, "")
    assert looked.here.stdout.startswith(f"○ this machine → {machine}: ")


def test_a_machine_that_did_not_change_adds_nothing(looked: Looked) -> None:
    again = of(looked.again)
    assert (list(again), again["changed"], again["failure"]) == (KEYS, 0, None)


def test_a_machine_that_does_not_answer_makes_the_call_say_no(looked: Looked) -> None:
    away = of(looked.away)
    assert (looked.away.returncode, looked.away.stderr, list(away)) == (1, "", KEYS)
    assert "does not answer (" in away["failure"]


def test_a_machine_that_does_not_answer_in_words(looked: Looked) -> None:
    words = looked.away_in_words.stdout
    assert words.startswith(f"× tenken@127.0.0.1:{looked.port}: tenken@127.0.0.1:{looked.port} does not answer (")


def test_every_attempt_is_recorded_also_one_that_failed(looked: Looked) -> None:
    attempts = sql(looked.data, "SELECT complete, COUNT(*) FROM observation GROUP BY complete ORDER BY complete")
    assert [number for _complete, number in attempts] == [3, 3]


def test_all_looks_at_each_of_them_again(looked: Looked) -> None:
    outcomes = of(looked.everywhere)
    assert [bool(outcome["failure"]) for outcome in outcomes] == [True, False]
    assert looked.everywhere.returncode == 1


def test_there_is_nothing_to_read_anew_where_the_reader_is_the_same(looked: Looked) -> None:
    assert (looked.reread.returncode, looked.reread.stdout) == (0, "[]\n")


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_says_what_it_wants(mistakes: dict[str, Run], name: str) -> None:
    run = mistakes[name]
    assert (run.returncode, run.stdout, WRONG[name][1] in run.stderr) == (2, "", True), run.stderr


def test_a_source_that_there_is_not_names_those_there_are(tenken: Tenken) -> None:
    run = tenken("collect", "mainframe")
    assert (run.returncode, "invalid choice: 'mainframe' (choose from 'dicom', 'linux'" in run.stderr) == (2, True)


def test_the_script_that_runs_there_can_be_read(tenken: Tenken) -> None:
    assert tenken("collect", "linux", "--print-script").stdout == SCRIPT.read_text(encoding="utf-8")


def test_ctrl_c_stops_it_and_nothing_is_recorded(looked: Looked) -> None:
    before = count(looked.data, "observation")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        host = f"tenken@127.0.0.1:{mute.getsockname()[1]}"
        command = [sys.executable, "-m", "tenken.cli", "--data", str(looked.data), "collect", "linux", "--host", host]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=clean()) as program:
            connection, _address = mute.accept()
            os.kill(program.pid, signal.SIGINT)
            complaint = program.communicate(timeout=30)[1]
            connection.close()
    assert (program.returncode, complaint, count(looked.data, "observation")) == (130, "", before)
