"""logs: look at a file of a log as it would be taken in, before it is. Nothing is written."""

from datetime import datetime
from pathlib import Path

from tenken.actions.log_evidence import logs_of
from tenken.actions.site import Site
from tenken.logs.preview import Preview, preview
from tenken.logs.sources import LogSource, check_source, sources


def preview_log(site: Site, source: LogSource, path: Path, now: datetime) -> Preview:
    """Raises SourceError, TakeInError, where the import would."""
    check_source(sources(logs_of(site)).get(source.name), source)
    return preview(source, path, now)
