"""How it is seen: one folder a source."""

from collections.abc import Mapping

from tenken.collectors import feed, leases, linux, nmap, person, spreadsheet, vendor_form
from tenken.collectors.model import Collector

COLLECTORS: Mapping[str, Collector] = {
    "feed": feed.COLLECTOR,
    "leases": leases.COLLECTOR,
    "linux": linux.COLLECTOR,
    "nmap": nmap.COLLECTOR,
    "person": person.COLLECTOR,
    "spreadsheet": spreadsheet.COLLECTOR,
    "vendor_form": vendor_form.COLLECTOR,
}
