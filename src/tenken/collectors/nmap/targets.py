"""What a scan was sent against, out of the arguments that nmap wrote down."""

import re

_WITH_VALUE = re.compile(
    r"-[peSDgmMb]|-i[LR]|-o[NXSGA]|-sI|--(?:exclude|excludefile|exclude-ports|top-ports|port-ratio|script|script-args"
    r"|script-args-file|script-timeout|version-intensity|max-os-tries|data|data-string|data-length|ip-options|ttl|spoof-mac"
    r"|source-port|proxies|proxy|dns-servers|datadir|servicedb|versiondb|stylesheet|resume|scanflags|mtu|m(?:in|ax)-hostgroup"
    r"|m(?:in|ax)-parallelism|(?:min|max|initial)-rtt-timeout|max-retries|host-timeout|scan-delay|max-scan-delay"
    r"|m(?:in|ax)-rate|stats-every)"
)
"""Options whose value stands behind a blank, as nmap(1) lists them."""
_LISTED = ("-iL", "-iR")


def targets_of(arguments: str) -> str:
    """The targets with a blank between them; where they came from a list, the option that named it."""
    words = arguments.split()[1:]
    pairs = list(zip(["", *words], words, strict=False))
    named = [word for before, word in pairs if not word.startswith("-") and not _WITH_VALUE.fullmatch(before)]
    listed = [f"{before} {word}" for before, word in pairs if before in _LISTED]
    return " ".join(named + listed)
