"""collect windows: asked at an address, with a pinned certificate; the script can be read before it runs."""

import json
from pathlib import Path

import pytest

from tenken.collectors.windows.answer import SCRIPT
from tests.cli.steps import Run, at_once
from tests.collectors.linux.sshd import free_port
from tests.conftest import Tenken, data_folder, run_tenken

WRONG = {
    "no machine": ((), "--host is written USER@ADDRESS, not “”"),
    "no account": (("--host", "10.0.0.5"), "--host is written USER@ADDRESS, not “10.0.0.5”"),
    "a name": (("--host", "HOSP\\tenken@pc01"), "“pc01” is no IP address"),
}


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    with data_folder(tmp_path_factory.mktemp("mistakes") / "data") as data:
        return at_once(data, {name: ("collect", "windows", *args) for name, (args, _words) in WRONG.items()})


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_says_what_it_wants(mistakes: dict[str, Run], name: str) -> None:
    run = mistakes[name]
    assert (run.returncode, WRONG[name][1] in run.stderr) == (2, True), run.stderr


def test_the_script_that_runs_there_can_be_read(tenken: Tenken) -> None:
    assert tenken("collect", "windows", "--print-script").stdout == SCRIPT.read_text(encoding="ascii")


def test_a_machine_that_is_off_is_recorded_by_account_address_and_port(tmp_path: Path) -> None:
    port = free_port()
    with data_folder(tmp_path / "data") as data:
        run = run_tenken(data, "collect", "windows", "--host", f"HOSP\\tenken@127.0.0.1:{port}", "--json")
        told = json.loads(run.stdout)
        assert (run.returncode, told["target"]) == (1, f"HOSP\\tenken@127.0.0.1:{port}")
        assert "does not answer" in told["failure"]
