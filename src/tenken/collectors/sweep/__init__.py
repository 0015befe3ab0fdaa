"""巡回: our own safe look at a subnet, by nmap, where a person agreed to it."""

from tenken.collectors.model import Collector
from tenken.collectors.sweep.report import read
from tenken.facts.sweeps import Swept

COLLECTOR = Collector(id="sweep", version=1, gives=(Swept,), read=read)
