"""What makers and others publish, carried in by a person: lists that verdicts rest on. They hold no secrets."""

from tenken.collectors.feed.read import read
from tenken.collectors.model import Collector

COLLECTOR = Collector(id="feed", version=2, gives=(), read=read)
