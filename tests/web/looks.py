"""What a real Chromium makes of a page: its complaints, what it fetches, what axe finds, what sticks out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, ViewportSize

from tests.web.furnished import NAME, PASSWORD

WIDTHS: Mapping[str, ViewportSize] = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
NARROWER: Mapping[int, tuple[int, ...]] = {1440: (768, 1024), 390: (320,)}
"""Widths at which a page only has to fit."""
STICKS_OUT = "document.documentElement.scrollWidth - Math.round(document.body.getBoundingClientRect().width)"
REFUSED = "Failed to load resource: the server responded with a status of 4"
BARRIERS = """axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(
    found => found.violations.map(rule => rule.id + ": " + rule.nodes.map(node => node.target).join(", ")))"""


@dataclass(frozen=True)
class Look:
    """A page once it stands. ``barriers`` are axe's, each with the elements it is about.

    ``sticks_out_at`` are the widths at which something is cut off at the side.
    """

    fetched: frozenset[str]
    complaints: tuple[str, ...]
    barriers: tuple[str, ...]
    sticks_out_at: tuple[int, ...]


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def looks(page: Page, size: ViewportSize, addresses: Mapping[str, str]) -> Iterator[tuple[str, Look]]:
    """Open each page and look at it. A page is judged when it stands whole, its typeface with it."""
    fetched, complaints = list[str](), list[str]()

    def hear(message: ConsoleMessage) -> None:
        # That a page is refused which is to be refused is no complaint.
        refused = message.text.startswith(REFUSED) and message.location["url"] == page.url
        if message.type in ("error", "warning") and not refused:
            complaints.append(message.text)

    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name, address in addresses.items():
        fetched.clear()
        complaints.clear()
        page.goto(address)
        yield name, Look(frozenset(fetched), tuple(complaints), _barriers(page), _sticks_out_at(page, size))


def _sticks_out_at(page: Page, size: ViewportSize) -> tuple[int, ...]:
    found = []
    for width in (*NARROWER[size["width"]], size["width"]):
        page.set_viewport_size({**size, "width": width})
        if page.evaluate(STICKS_OUT) > 0:
            found.append(width)
    return tuple(found)


def _barriers(page: Page) -> tuple[str, ...]:
    page.evaluate(Axe().axe_script)
    return tuple(page.evaluate(BARRIERS))
