"""/healthz: is the program alive and its database in reach?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from tenken.ledger.recall import newest


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse(f"ok {newest()}\n", content_type="text/plain")
