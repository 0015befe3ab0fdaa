"""Whether the newest kernel that is installed runs: an update that waits for a restart mends nothing yet."""

import re
from typing import Any

from tenken.facts.machines import OperatingSystem
from tenken.feeds.behind import KEYS
from tenken.text import Message, _

_IMAGE = re.compile(r"linux-image-(?:unsigned-)?(\d[\w.+~-]*?)(?:-unsigned)?")
_DEBUG = ("-dbg", "-dbgsym")
_RPM = ("kernel", "kernel-core", "kernel-default")


def kernel_doubt(system: OperatingSystem, manager: str, packages: tuple[tuple[str, str], ...]) -> Message | None:
    """Why the running kernel may be an old one; None where it is the newest, or the machine keeps none of its own."""
    kernels = _installed(manager, packages)
    if not kernels:
        return None
    if not system.kernel:
        return Message(_("which kernel runs was not seen; a newer one may wait for a restart"))
    newest = max(key for _release, key in kernels)
    if any(_is(system.kernel, release) for release, key in kernels if key == newest):
        return None
    return Message(_("{kernel} runs, and a newer kernel is installed; since when it waits for a restart is not known"),
                   {"kernel": system.kernel})  # fmt: skip


def _installed(manager: str, packages: tuple[tuple[str, str], ...]) -> list[tuple[str, Any]]:
    """The release of each kernel, as ``uname -r`` tells it or begins, and what orders them."""
    if manager == "rpm":
        cores = [version for name, version in packages if name in _RPM]
        return [(version.partition(":")[2] or version, KEYS["rpm"](version)) for version in cores]
    images = [pair for pair in packages if pair[0].startswith("linux-image-") and not pair[0].endswith(_DEBUG)]
    matches = [(_IMAGE.fullmatch(name), version) for name, version in images]
    return [(match[1], KEYS["dpkg"](version)) for match, version in matches if match]


def _is(running: str, release: str) -> bool:
    return running == release or running.startswith(f"{release}.")
