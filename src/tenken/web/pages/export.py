"""台帳の書き出し: the list as it was narrowed, in the form that is read back unchanged."""

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest, HttpResponse

from tenken.collectors.spreadsheet.model import LedgerRow
from tenken.collectors.spreadsheet.write import as_csv, as_xlsx
from tenken.dates import local_day
from tenken.ledger.inventory import as_rows, machines_of
from tenken.web.frame import current, now
from tenken.web.narrowed import narrowed

_WRITTEN: Mapping[str, tuple[Callable[[Sequence[LedgerRow]], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def export(request: HttpRequest, suffix: str) -> HttpResponse:
    edition, form = current(request)
    moment = now()
    machines = machines_of(narrowed(request.GET).machines(edition, form, moment))
    write, kind = _WRITTEN[suffix]
    name = f"ledger-{local_day(moment).isoformat()}.{suffix}"
    return HttpResponse(
        write(as_rows(machines)), content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def export_csv(request: HttpRequest) -> HttpResponse:
    return export(request, "csv")


def export_xlsx(request: HttpRequest) -> HttpResponse:
    return export(request, "xlsx")
