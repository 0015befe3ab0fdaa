"""The log store: what it has of each source, which accounts its events tell of, and whether it is whole."""

from tenken.collectors.logs.read import read
from tenken.collectors.model import Collector, Nearness

COLLECTOR = Collector(id="logs", version=1, gives=(), read=read, nearness=Nearness.AFAR)
