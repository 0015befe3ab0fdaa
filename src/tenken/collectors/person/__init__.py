"""A named person: uploads and confirmations. One pipeline for papers and machines."""

from tenken.collectors.model import Collector
from tenken.collectors.person.read import read

COLLECTOR = Collector(id="person", version=1, gives=(), read=read)
