"""What a sweep sends is gentle: few named ports, slowly, no probes of versions, no scripts."""

from tenken.collectors.sweep.profile import MOST_PORTS, NEVER, PACKETS_A_SECOND, PORTS, WHICH_PORTS, WHO_ANSWERS


def test_at_most_twenty_ports_are_asked_each_once() -> None:
    assert (len(PORTS), len(set(PORTS))) == (MOST_PORTS, MOST_PORTS)


def test_ports_of_printers_and_modalities_are_never_asked() -> None:
    assert set(PORTS) & set(NEVER) == set()
    assert set(range(9100, 9108)) < set(NEVER)


def test_every_call_is_slow_and_asks_no_names() -> None:
    slow = {"-n", "-T2", "--max-rate", "--max-retries"}
    assert [slow <= set(call) for call in (WHO_ANSWERS, WHICH_PORTS)] == [True, True]
    assert PACKETS_A_SECOND == 50


def test_no_call_probes_versions_systems_or_runs_scripts() -> None:
    loud = {"-sV", "-sC", "-O", "-A", "-sS", "-sU", "--script", "--allports", "-Pn", "-T3", "-T4", "-T5"}
    assert loud & {*WHO_ANSWERS, *WHICH_PORTS} == set()


def test_ports_are_asked_by_an_ordinary_connect() -> None:
    assert "-sT" in WHICH_PORTS
    assert "-sn" in WHO_ANSWERS
