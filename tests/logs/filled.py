"""Logs of two systems, as evidence and to be asked."""

from pathlib import Path

from tenken.logs.columns import read_columns
from tenken.logs.evidence.store import Store
from tenken.logs.search.store import follow
from tenken.logs.sources import LogSource, keep_source, sources
from tenken.logs.take_in import take_in
from tests.logs.evidence.stores import Clock
from tests.logs.exports import HEADINGS, LINES, MAP, export
from tests.logs.formats.messages import dicom


def filled(folder: Path) -> Path:
    """Taken in at three times: segments 0 to 2 are an export, its continuation, and a message about two patients."""
    store = Store(folder / "evidence", Clock())
    ehr = LogSource("電子カルテ", "csv", columns=read_columns(MAP).fitted(HEADINGS.encode()))
    pacs = LogSource("PACS", "atna")
    message = folder / "atna.xml"
    message.write_text(dicom(("P00042^^^HOSP", "P00099")), encoding="utf-8")
    for source, path in (
        (ehr, export(folder, LINES[0])),
        (ehr, export(folder, *LINES, name="later.csv")),
        (pacs, message),
    ):
        keep_source(folder, source)
        take_in(store, source, path, source.context(Clock().now))
        follow(store.folder, folder / "search", sources(folder))
    return folder
