"""Directories through which accounts log in that the machine does not keep itself: SSSD, Winbind, LDAP, Kerberos."""

import re

from tenken.collectors.linux.answer import Answer

_ASKED = re.compile(r": -?auth\s.*\bpam_(sss|winbind|ldap|krb5)\.so\b")
_DAEMONS = {"sss": "sssd.service", "winbind": "winbind.service"}


def directories(answer: Answer) -> tuple[str, ...]:
    """The names of the PAM modules without ``pam_``: sss, winbind, ldap, krb5.

    Red Hat's own PAM files ask SSSD on every machine, so a module with a daemon counts only where that runs, or where
    it was not seen what runs.
    """
    asked = {match[1] for match in map(_ASKED.search, answer["pam"].lines) if match}
    units = answer["units"]
    running = set(units.all("running"))
    return tuple(sorted(n for n in asked if n not in _DAEMONS or not units.seen or _DAEMONS[n] in running))
