"""/healthz: is the program alive and its database in reach?"""

from django.http import HttpRequest, HttpResponse

from tenken.ledger.recall import newest


def healthz(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse(f"ok {newest()}\n", content_type="text/plain")
