"""patch: セキュリティパッチ(最新ファームウェアや更新プログラム)を適用している。

Met:      no security update that was released more than ``grace`` ago is missing, and no newer kernel has been
          waiting that long for a restart. By packages: the machine's own index says so, or its list of packages against
          the imported index of its distribution. Windows: no build fixed that long ago is newer than the machine's own.
          Firmware: no version of its branch released that long ago is. Where a list of ends of support knows the
          product: its maker still mends the branch.
Not met:  at least one is, or one has; support of the branch has ended; or an agent of Japanese asset management runs in
          a version whose hole is used in attacks.
Unknown:  the patch level was not seen lately; the index it was compared with is old, not the whole one or carries no
          security updates; or an update is missing whose release cannot be dated yet. Windows: the imported lists are
          old, do not know the build, or name nothing new for it, so that its support may have ended. Firmware: no list
          knows the branch, or it is old. Support: the list is old or does not know the branch, the edition was not
          seen, or only an extended support is left.
Source:   checklist 2-6 (R7, R8) and 2-7 (R5, R6); guideline 6.0, system operation 8③ and 8.2.
          No text sets a number of days: ``grace`` is the facility's own rule.
"""

from tenken.facts.catalogues import FirmwareCatalogue
from tenken.facts.feeds import KnownExploited, SupportDates, WindowsReleases
from tenken.facts.indexes import SecurityIndex
from tenken.facts.machines import Firmware, InstalledSoftware, OperatingSystem
from tenken.facts.model import SubjectKind
from tenken.facts.patches import PatchLevel, RunningKernel
from tenken.facts.windows import WindowsBuild
from tenken.rules.model import Need, Of, Rule, may, need
from tenken.rules.patches.agents import no_agent_has_a_known_hole
from tenken.rules.patches.firmware import no_newer_firmware_is_overdue
from tenken.rules.patches.packages import no_update_is_overdue
from tenken.rules.patches.policy import PatchPolicy
from tenken.rules.patches.support import support_has_not_ended
from tenken.rules.patches.windows import no_newer_build_is_overdue

RULES = (
    Rule(
        "patch.no-update-is-overdue",
        SubjectKind.MACHINE,
        (
            Need(PatchLevel, instead=(InstalledSoftware,)),
            may(InstalledSoftware),
            may(OperatingSystem),
            may(RunningKernel),
            may(SecurityIndex, Of.FACILITY),
            may(KnownExploited, Of.FACILITY),
        ),
        PatchPolicy(),
        no_update_is_overdue,
        not_on=("windows", "firmware"),
    ),
    Rule(
        "patch.no-newer-build-is-overdue",
        SubjectKind.MACHINE,
        (need(WindowsBuild), Need(WindowsReleases, None, Of.FACILITY), may(KnownExploited, Of.FACILITY)),
        PatchPolicy(),
        no_newer_build_is_overdue,
        only_on="windows",
    ),
    Rule(
        "patch.no-newer-firmware-is-overdue",
        SubjectKind.MACHINE,
        (
            need(Firmware),
            may(FirmwareCatalogue, Of.FACILITY),
            may(SupportDates, Of.FACILITY),
            may(KnownExploited, Of.FACILITY),
        ),
        PatchPolicy(),
        no_newer_firmware_is_overdue,
        only_on="firmware",
    ),
    Rule(
        "patch.no-agent-has-a-known-hole",
        SubjectKind.MACHINE,
        (may(InstalledSoftware),),
        PatchPolicy(),
        no_agent_has_a_known_hole,
        refutes_only=True,
    ),
    Rule(
        "patch.support-has-not-ended",
        SubjectKind.MACHINE,
        (
            may(OperatingSystem),
            may(WindowsBuild),
            may(Firmware),
            may(InstalledSoftware),
            may(SupportDates, Of.FACILITY),
            may(WindowsReleases, Of.FACILITY),
        ),
        PatchPolicy(),
        support_has_not_ended,
        only_with=SupportDates,
    ),
)
