"""Against what a scan was sent, out of its own arguments."""

import pytest

from tenken.collectors.nmap.targets import targets_of


@pytest.mark.parametrize(
    ("arguments", "targets"),
    [
        ("nmap -sT -T2 --max-rate 50 -p 22,80 -oX - 10.20.0.0/24", "10.20.0.0/24"),
        ("nmap 10.20.0.1-9 srv.hosp.example -sn -oX scan.xml", "10.20.0.1-9 srv.hosp.example"),
        ("nmap -p22 -oX out.xml --exclude 10.20.0.9 10.20.0.0/24", "10.20.0.0/24"),
        ("nmap -sn -iL targets.txt -oX -", "-iL targets.txt"),
        ("", ""),
    ],
)
def test_targets_are_what_is_no_option_and_no_value_of_one(arguments: str, targets: str) -> None:
    assert targets_of(arguments) == targets
