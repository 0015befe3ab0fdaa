"""Bills of materials in CycloneDX JSON. Those of running machines may hold command lines, which are taken out."""

from tenken.collectors.cyclonedx.mask import mask
from tenken.collectors.cyclonedx.read import read
from tenken.collectors.model import Collector, Nearness

COLLECTOR = Collector(id="cyclonedx", version=1, gives=(), read=read, mask=mask, nearness=Nearness.AFAR)
