"""ネットワークの区画: ranges of addresses, who is in them, whether they may be swept, and what is never touched."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.networks import Network
from tenken.actions.networks import networks as all_networks
from tenken.ledger.page import Page, within
from tenken.web.frame import now
from tenken.web.typed import whole


def networks(request: HttpRequest) -> HttpResponse:
    every = all_networks(now())
    number, lines = within(whole(request.GET.get("page", ""), 1), len(every))
    context = {
        "list": Page(every[lines], len(every), number),
        "one": _one(every, request.GET.get("subnet", "")),
        "named": sum(bool(network.segment) for network in every),
        "unknown": sum(network.range.unknown for network in every),
    }
    return render(request, "networks/page.html", context)


def _one(every: tuple[Network, ...], subnet: str) -> Network | None:
    """The range whose machines are asked for."""
    return next((network for network in every if network.subnet == subnet), None)
