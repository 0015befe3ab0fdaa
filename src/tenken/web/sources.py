"""情報源: what each source tells, and by which command it is asked or brought."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenken.text import _


@dataclass(frozen=True, slots=True)
class Source:
    """``tells`` in a few words; ``command`` as it is typed, empty where pages do it."""

    tells: str
    command: str = ""


SOURCES: Mapping[str, Source] = {
    "windows": Source(
        _("build and updates, accounts, services, passwords, logs, USB of Windows machines"),
        "tenken import windows FILE",
    ),
    "linux": Source(
        _("updates, accounts, services, passwords, logs, USB of Linux machines"),
        "tenken collect linux --host USER@ADDRESS",
    ),
    "snmp": Source(
        _("what network devices and printers are, and whom they saw"), "tenken collect snmp --host ADDRESS --key FILE"
    ),
    "spreadsheet": Source(_("the machines of the facility's own list"), "tenken import spreadsheet FILE"),
    "leases": Source(_("who is on the network: DHCP, ARP, LLDP, MAC tables"), "tenken import leases FILE"),
    "nmap": Source(_("who answers on the network, and on which ports"), "tenken import nmap FILE"),
    "sweep": Source(
        _("who answers in subnets that a person allowed, asked slowly"),
        "tenken collect sweep --subnet SUBNET --by NAME",
    ),
    "dicom": Source(
        _("whether a modality answers, where its vendor allows to ask"),
        "tenken collect dicom --host AETITLE@ADDRESS:PORT",
    ),
    "glpi": Source(_("system, build, software and administrators, by GLPI"), "tenken import glpi FILE"),
    "osquery": Source(_("system, build, software and services, by osquery or Fleet"), "tenken import osquery FILE"),
    "cyclonedx": Source(_("software of a device, by its vendor"), "tenken import cyclonedx FILE"),
    "feed": Source(_("lists of makers, with which versions are compared"), "tenken feed import FILE"),
    "logs": Source(_("silence, gaps, clocks and accounts of the access logs that are kept"), "tenken logs sources"),
    "vendor_form": Source(_("the answers of a vendor, by its own form"), "tenken import vendor_form FILE"),
    "person": Source(_("papers, confirmations and what only people know")),
}
"""Every source, those that tell most of a machine first."""
