"""Switches, routers, printers and other devices, asked by SNMP (v2c, v3): what they are, and whom they met."""

from tenken.collectors.model import Collector, Nearness, lazily
from tenken.collectors.snmp.read import read
from tenken.facts.sightings import SeenOnNetwork

COLLECTOR = Collector(
    id="snmp",
    version=1,
    gives=(SeenOnNetwork,),
    read=read,
    fetch=lazily("tenken.collectors.snmp.fetch"),
    nearness=Nearness.ASKED,
    spares=True,
)
