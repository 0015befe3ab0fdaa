"""Inventories of GLPI-agent and FusionInventory, as files. They may hold keys and environments, which are taken out."""

from tenken.collectors.glpi.mask import mask
from tenken.collectors.glpi.read import read
from tenken.collectors.model import Collector, Nearness

COLLECTOR = Collector(id="glpi", version=1, gives=(), read=read, mask=mask, nearness=Nearness.AGENT)
