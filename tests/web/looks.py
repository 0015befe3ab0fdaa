"""What a real Chromium makes of a page: its complaints, what it fetches, what axe finds, what keys do not reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, ViewportSize

from tests.web.furnished import NAME, PASSWORD

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROWER = (1024, 768, 320)
"""Widths at which a page only has to fit."""
STICKS_OUT = "document.documentElement.scrollWidth - Math.round(document.body.getBoundingClientRect().width)"
REFUSED = "Failed to load resource: the server responded with a status of 4"
BARRIERS = """axe.run({resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(
    found => found.violations.map(rule => rule.id + ": " + rule.nodes.map(node => node.target).join(", ")))"""
PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary"
CONTROLS = f"""[...document.querySelectorAll("{PRESSED}")].filter(
    one => !one.disabled && one.checkVisibility({{visibilityProperty: true}}))"""
SHOWN = f'{CONTROLS}.map(one => one.outerHTML.replace(/ (checked|open|value)(="[^"]*")?/g, \'\'))'
UNREACHED = f"""{CONTROLS}.filter(one => {{
    one.focus({{preventScroll: true, focusVisible: true}});
    const marked = [one, one.parentElement, one.nextElementSibling].filter(Boolean).map(getComputedStyle);
    return document.activeElement !== one || one.tabIndex !== 0
        || marked.every(style => style.outlineStyle === "none");
}}).map(one => one.outerHTML.slice(0, 160))"""


@dataclass(frozen=True)
class Look:
    """A page once it stands. ``barriers`` are axe's, each with the width and the elements it is about.

    ``unreached`` are controls that keys do not reach, or that do not show that they were reached. ``scripted`` are
    those that only stand there with scripts; ``sticks_out_at`` the widths at which something is cut off at the side.
    """

    fetched: frozenset[str]
    complaints: tuple[str, ...]
    barriers: tuple[str, ...]
    unreached: tuple[str, ...]
    scripted: tuple[str, ...]
    sticks_out_at: tuple[int, ...]


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def looks(page: Page, plain: Page, addresses: Mapping[str, str]) -> Iterator[tuple[str, Look]]:
    """Open each page and look at it; in ``plain`` too, where no script runs. A page is judged when it stands whole, its
    typeface with it.
    """
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
        page.set_viewport_size(DESK)
        page.goto(address)
        plain.goto(address)
        scripted = set(page.evaluate(SHOWN)) - set(plain.evaluate(SHOWN))
        seen = _barriers(page), tuple(page.evaluate(UNREACHED)), tuple(sorted(scripted)), _sticks_out_at(page)
        yield name, Look(frozenset(fetched), tuple(complaints), *seen)


def _sticks_out_at(page: Page) -> tuple[int, ...]:
    return tuple(width for width in (DESK["width"], *NARROWER, PHONE["width"]) if _sticks_out(page, width))


def _sticks_out(page: Page, width: int) -> bool:
    page.set_viewport_size({**DESK, "width": width})
    return bool(page.evaluate(STICKS_OUT) > 0)


def _barriers(page: Page) -> tuple[str, ...]:
    page.evaluate(Axe().axe_script)
    found = list[str]()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        found += (f"{size['width']}: {one}" for one in page.evaluate(BARRIERS))
    return tuple(found)
