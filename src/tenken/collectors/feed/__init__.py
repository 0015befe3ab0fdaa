"""What makers publish, carried in by a person: lists of security updates. They hold no secrets."""

from tenken.collectors.feed.read import read
from tenken.collectors.model import Collector
from tenken.facts.feeds import WindowsReleases

COLLECTOR = Collector(id="feed", version=1, gives=(WindowsReleases,), read=read)
