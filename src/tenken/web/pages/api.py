"""The description of the collectors' door (OpenAPI 3.1), made of the code that serves it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path

from tenken.web.collectors_door import api
from tenken.web.problems import CONTENT_TYPE

PREFIX = "api/v1/"


def openapi(request: HttpRequest) -> HttpResponse:
    del request
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@cache
def described() -> dict[str, Any]:
    """Every answer with its media type: refusals are problems."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"/{PREFIX}"))
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {CONTENT_TYPE: answer["content"]["application/json"]}
    return document


def doors() -> list[URLPattern]:
    """The addresses of the door, as ninja made them of its operations."""
    patterns, _app, _namespace = api.urls
    made = [one for one in patterns if isinstance(one, URLPattern) and str(one.pattern)]
    return [path(f"{PREFIX}{one.pattern}", one.callback, name=f"api-{one.name}") for one in made]
