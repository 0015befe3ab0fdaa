"""Modalities and image servers, asked by one C-ECHO of DICOM whether they are there, where their vendor allows it."""

from tenken.collectors.dicom.fetch import fetch
from tenken.collectors.dicom.read import read
from tenken.collectors.model import Collector, Nearness
from tenken.facts.sightings import SeenOnNetwork

COLLECTOR = Collector(
    id="dicom",
    version=1,
    gives=(SeenOnNetwork,),
    read=read,
    fetch=fetch,
    nearness=Nearness.ASKED,
    on_consent=True,
)
