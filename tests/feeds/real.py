"""Real versions, and what the distributions' own programs say of pairs of them."""

import subprocess
from pathlib import Path
from random import Random

ORACLE = Path(__file__).with_name("oracle.py")
SYSTEM_PYTHON = "/usr/bin/python3"
Pairs = list[tuple[str, str]]


def versions() -> list[str]:
    """Every version in this machine's index of Debian packages."""
    return _asked("versions").split("\n")


def offers() -> list[tuple[str, str, str]]:
    """(package, installed version, the one that apt would install) of every package on this machine."""
    return [(name, own, best) for name, own, best in (line.split("\t") for line in _asked("offers").split("\n"))]


def pairs(known: list[str], size: int) -> Pairs:
    """Neighbours in the order of the alphabet, which differ little, and versions drawn by chance."""
    chance = Random(1)
    near = [(known[i], known[i + 1]) for i in chance.sample(range(len(known) - 1), size // 2)]
    far = [(chance.choice(known), chance.choice(known)) for _number in range(size - len(near))]
    return near + far


def said_by(program: str, asked: Pairs) -> list[int]:
    return [int(line) for line in _asked(program, "\n".join(f"{one}\t{other}" for one, other in asked)).split()]


def _asked(what: str, given: str = "") -> str:
    command = [SYSTEM_PYTHON, str(ORACLE), what]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout.strip()
