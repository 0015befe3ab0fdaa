"""Linux machines: this one, and others by ssh."""

from tenken.collectors.linux.fetch import fetch
from tenken.collectors.linux.passwords import mask
from tenken.collectors.linux.read import READERS, read
from tenken.collectors.model import Collector
from tenken.facts.model import MachineClass

COLLECTOR = Collector(
    id="linux",
    version=1,
    gives=tuple(READERS),
    read=read,
    fetch=fetch,
    mask=mask,
    presumed=MachineClass.SERVER,
)
