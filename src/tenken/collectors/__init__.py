"""How it is seen: one folder a source."""

from collections.abc import Mapping

from tenken.collectors import feed, linux, person, vendor_form
from tenken.collectors.model import Collector

COLLECTORS: Mapping[str, Collector] = {
    "feed": feed.COLLECTOR,
    "linux": linux.COLLECTOR,
    "person": person.COLLECTOR,
    "vendor_form": vendor_form.COLLECTOR,
}
