"""Linux machines: this one, and others by ssh."""

from tenken.collectors.linux.passwords import mask
from tenken.collectors.linux.read import READERS, read
from tenken.collectors.model import Collector, lazily
from tenken.facts.model import MachineClass

COLLECTOR = Collector(
    id="linux",
    version=1,
    gives=tuple(READERS),
    read=read,
    fetch=lazily("tenken.collectors.linux.fetch"),
    mask=mask,
    presumed=MachineClass.SERVER,
)
