"""How it is seen: one folder a source."""

from collections.abc import Mapping

from tenken.collectors import linux, person, vendor_form
from tenken.collectors.model import Collector

COLLECTORS: Mapping[str, Collector] = {
    "linux": linux.COLLECTOR,
    "person": person.COLLECTOR,
    "vendor_form": vendor_form.COLLECTOR,
}
