"""The facility's own list of machines, as CSV or Excel: a person's word, not a sighting. It holds no secrets."""

from tenken.collectors.model import Collector
from tenken.collectors.spreadsheet.read import read

COLLECTOR = Collector(id="spreadsheet", version=1, gives=(), read=read)
