"""Answers of osquery and hosts of Fleet, as files. Command lines and environments in them are taken out."""

from tenken.collectors.model import Collector, Nearness
from tenken.collectors.osquery.mask import mask
from tenken.collectors.osquery.read import read

COLLECTOR = Collector(id="osquery", version=1, gives=(), read=read, mask=mask, nearness=Nearness.AGENT)
