"""How it is seen: one folder a source."""

from collections.abc import Mapping

from tenken.collectors import (
    cyclonedx,
    dicom,
    feed,
    glpi,
    leases,
    linux,
    logs,
    nmap,
    osquery,
    person,
    snmp,
    spreadsheet,
    sweep,
    vendor_form,
    windows,
)
from tenken.collectors.model import Collector

COLLECTORS: Mapping[str, Collector] = {
    "cyclonedx": cyclonedx.COLLECTOR,
    "dicom": dicom.COLLECTOR,
    "feed": feed.COLLECTOR,
    "glpi": glpi.COLLECTOR,
    "leases": leases.COLLECTOR,
    "linux": linux.COLLECTOR,
    "logs": logs.COLLECTOR,
    "nmap": nmap.COLLECTOR,
    "osquery": osquery.COLLECTOR,
    "person": person.COLLECTOR,
    "snmp": snmp.COLLECTOR,
    "spreadsheet": spreadsheet.COLLECTOR,
    "sweep": sweep.COLLECTOR,
    "vendor_form": vendor_form.COLLECTOR,
    "windows": windows.COLLECTOR,
}
