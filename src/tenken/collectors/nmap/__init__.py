"""Scans of a network by nmap, as ``-oX`` writes them. What scripts found or were given may be secret, so it goes."""

from tenken.collectors.model import Collector, Nearness
from tenken.collectors.nmap.mask import mask
from tenken.collectors.nmap.read import read

COLLECTOR = Collector(id="nmap", version=1, gives=(), read=read, mask=mask, nearness=Nearness.AFAR)
