"""logs --engine: the program asks a cluster, and finds what it finds by itself."""

import json
from pathlib import Path

from tests.conftest import Tenken
from tests.logs.formats.messages import dicom
from tests.logs.search.clusters import cluster

ASK = ("--patient", "P00042^^^HOSP", "--since", "2026-03-01", "--until", "2026-05-01", "--json")


def test_the_program_asks_a_cluster_as_it_asks_itself(tenken: Tenken, tmp_path: Path) -> None:
    log = tmp_path / "audit.xml"
    log.write_text("".join(f"{dicom((patient,))}\n" for patient in ("P00042^^^HOSP", "P7", "P00042")))
    taken = tenken("logs", "import", "--source", "ehr", "--format", "atna", str(log), "--json")
    here = tenken("logs", "ask", *ASK)
    with cluster(tmp_path, 1) as (address, environment):
        there = tenken("logs", "--engine", address, "ask", *ASK, env=dict(environment))
    assert (json.loads(taken.stdout)["events"], here.returncode, there.returncode) == (3, 0, 0), there.stderr
    assert [row["index"] for row in json.loads(there.stdout)["rows"]] == [0, 2]
    assert there.stdout == here.stdout
