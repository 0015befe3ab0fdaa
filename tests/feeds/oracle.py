"""The distributions' own programs, asked many pairs at once. Runs with the system's Python, which has their modules.

``oracle.py versions`` prints every version that apt's index knows, ``oracle.py offers`` every installed package with
its version and the one that apt would install; ``oracle.py dpkg`` and ``oracle.py rpm`` read a
pair a line, two versions with a tab between them, and print -1, 0 or 1 for each.
"""

import sys

import apt_pkg
import rpm as rpmlib


def versions() -> None:
    apt_pkg.init()
    found = {version.ver_str for package in apt_pkg.Cache(None).packages for version in package.version_list}
    print("\n".join(sorted(found)))


def offers() -> None:
    apt_pkg.init()
    cache = apt_pkg.Cache(None)
    policy = apt_pkg.DepCache(cache)
    installed = (package for package in cache.packages if package.current_ver)
    for one in sorted(installed, key=lambda package: (package.name, package.architecture)):
        print(one.name, one.current_ver.ver_str, policy.get_candidate_ver(one).ver_str, sep="\t")


def dpkg(pairs: "list[list[str]]") -> "list[int]":
    apt_pkg.init_system()
    return [apt_pkg.version_compare(one, other) for one, other in pairs]


def rpm(pairs: "list[list[str]]") -> "list[int]":
    return [rpmlib.labelCompare(_label(one), _label(other)) for one, other in pairs]


def _label(text: str) -> "tuple[str, str, str]":
    epoch, colon, rest = text.partition(":")
    version, _dash, release = (rest if colon else text).partition("-")
    return (epoch if colon else "0"), version, release


if __name__ == "__main__":
    if sys.argv[1] in ("versions", "offers"):
        versions() if sys.argv[1] == "versions" else offers()
    else:
        asked = [line.rstrip("\n").split("\t") for line in sys.stdin]
        answers = dpkg(asked) if sys.argv[1] == "dpkg" else rpm(asked)
        print("\n".join(str((answer > 0) - (answer < 0)) for answer in answers))
