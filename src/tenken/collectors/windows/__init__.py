"""Windows machines: answers of collect.ps1, brought as files or fetched by WinRM."""

from tenken.collectors.model import Collector, lazily
from tenken.collectors.windows.mask import mask
from tenken.collectors.windows.read import READERS, collected_at, read

COLLECTOR = Collector(
    id="windows",
    version=1,
    gives=tuple(READERS),
    read=read,
    fetch=lazily("tenken.collectors.windows.fetch"),
    mask=mask,
    dated=collected_at,
    spares=True,
)
