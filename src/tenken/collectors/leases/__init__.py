"""Lists of who is on the network: DHCP leases, ARP and neighbour tables, LLDP neighbours, MAC tables of switches.

What was told on a terminal may hold lines of a configuration; those that name a secret are not kept.
"""

from tenken.collectors.leases.mask import mask
from tenken.collectors.leases.read import read
from tenken.collectors.model import Collector, Nearness

COLLECTOR = Collector(id="leases", version=1, gives=(), read=read, mask=mask, nearness=Nearness.AFAR)
