"""A returned 事業者確認用 workbook."""

from tenken.collectors.model import Collector
from tenken.collectors.vendor_form.read import read
from tenken.facts.vendors import VendorAnswer

COLLECTOR = Collector(id="vendor_form", version=1, gives=(VendorAnswer,), read=read)
