"""5分セルフチェック: our own questions, one for each group of lineages, in the order in which they are put."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.text import _


@dataclass(frozen=True, slots=True)
class Question:
    """``weight`` 3 is for what lets attackers in or lets nobody recover, 1 for what helps. ``first`` is what to do."""

    lineages: tuple[str, ...]
    weight: int
    asks: str
    why: str
    first: str


QUESTIONS: Mapping[str, Question] = {
    "officer": Question(
        ("responsible-officer",),
        2,
        _("Has the head of the facility named the person responsible for the safety of its information systems?"),
        _("Otherwise nobody may decide to stop a system in an emergency. The checklist begins with this person."),
        _("Let the head name the person, and put the name and the day of appointment on paper."),
    ),
    "ledger": Question(
        ("has-system", "asset-ledger"),
        3,
        _("Do you have a complete list of your systems (EHR, receipt computer …), servers, PCs and routers?"),
        _("What is on no list is not updated, and nobody notices when it is broken into. All else rests on this list."),
        _("Walk through the house and write down every machine that has a plug. Tenken then shows the gaps."),
    ),
    "vendors": Question(
        ("remote-maintenance",),
        3,
        _("Have you asked every vendor which of your machines it maintains from afar?"),
        _("In the great incidents at Japanese hospitals the attackers came in through connections for maintenance. "
          "Only the vendor knows where they are."),
        _("Send each vendor a letter, and have it reply in writing whether and how it connects from outside."),
    ),
    "disclosures": Question(
        ("mds-sds",),
        1,
        _("Have your vendors given you the papers (MDS/SDS) that explain how their products are protected?"),
        _("They tell what the vendor protects, and what is left to you."),
        _("Ask the vendors for their disclosures of medical information security (MDS/SDS)."),
    ),
    "entrance": Question(
        ("source-restriction",),
        3,
        _("Does the router or VPN device towards the internet let in only those whom you permitted?"),
        _("An entrance that is open to anybody is tried from all over the world. A password alone will not hold."),
        _("Have whoever maintains the router and the VPN device list every way in, and who may use it."),
    ),
    "updates": Question(
        ("patch",),
        3,
        _("Are PCs, servers and routers updated at regular intervals?"),
        _("Weaknesses are published, so what is not updated is attacked first. VPN devices are the most urgent."),
        _("Look up the firmware version of the router and the VPN device; if it is old, ask when it will be updated."),
    ),
    "accounts": Question(
        ("access-rights", "account-cleanup"),
        2,
        _("Does everybody have a user ID of their own, with the rights of their job, and are unused IDs stopped?"),
        _("IDs left behind can be used by those who left, and by thieves. With shared IDs nobody knows who looked."),
        _("Print the list of users of the EHR, and mark those who left and the shared IDs."),
    ),
    "passwords": Question(
        ("password-rule", "password-reuse"),
        2,
        _("Are your passwords hard to guess, and different for each machine and system?"),
        _("Once one is known, all with the same password are open. Passwords set at delivery can be public."),
        _("Change the administrators' passwords and those set at delivery to different ones of 13 characters or more."),
    ),
    "two-factor": Question(
        ("two-factor",),
        2,
        _("Does signing in to the EHR ask for more than a password (card, fingerprint, app …), or is it settled "
          "from when it will?"),
        _("Nobody notices when a password is stolen. With a second check the password alone opens nothing."),
        _("Ask the vendor whether the next update or replacement brings two-factor authentication, and when."),
    ),
    "media": Question(
        ("removable-media",),
        1,
        _("Are USB sticks blocked, or limited to those that you permitted?"),
        _("Viruses reach machines without a network by USB sticks, and data leaves the house the same way."),
        _("Decide which USB sticks may be used, number them, and ask the vendor whether the others can be blocked."),
    ),
    "services": Question(
        ("unneeded-services",),
        1,
        _("Have you stopped the software and services on servers and PCs that nobody needs?"),
        _("What runs can be attacked, even if nobody uses it. Remote-control programs are ways in from outside."),
        _("Have Tenken list what runs, and see first whether its remote-control programs are needed."),
    ),
    "logs": Question(
        ("access-log",),
        2,
        _("Do your servers record who did what and when, and does somebody look at it now and then?"),
        _("Without records nobody can tell what was seen, or since when. Nor can you explain it to your patients."),
        _("Ask the vendor where the records are, how many days they go back, and how to look at them."),
    ),
    "backup": Question(
        ("backup-recovery",),
        3,
        _("Is one backup of the EHR's data kept away from the network, and have you checked how to restore it?"),
        _("A backup that stays connected is encrypted with the rest. If nothing can be restored, care stands still."),
        _("Find out when the last backup succeeded and where it is, and keep one of them disconnected."),
    ),
    "emergency": Question(
        ("contact-chart", "bcp"),
        2,
        _("Do you have a chart of whom to call in a cyberattack, and a plan to go on treating without the systems?"),
        _("With dark screens nobody can look up a number. Working on paper has to be agreed beforehand as well."),
        _("Write the numbers of vendors, police, prefecture and ministry on one sheet, and put it at the reception."),
    ),
    "rules": Question(
        ("operating-rules",),
        1,
        _("Is all this laid down in operating rules or other documents of your facility?"),
        _("So that the same is done when people change. The checklist asks whether it is written down."),
        _("Begin by writing down what you do already; a sample helps."),
    ),
}  # fmt: skip
"""Every lineage of the current edition stands in one of them."""
