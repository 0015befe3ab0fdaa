"""A real Chromium, driven by Playwright: Debian's own browser, for the length of a with."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

from playwright.sync_api import BrowserContext, ViewportSize, sync_playwright

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
"""Chromium as root, on a machine that has no screen and perhaps no internet."""
WIDE: ViewportSize = {"width": 1440, "height": 900}


@contextmanager
def chromium(
    size: ViewportSize = WIDE, language: str = "ja-JP", javascript: bool = True, trusting: bool = False
) -> Iterator[BrowserContext]:
    """A new profile in a browser of its own. Nothing is waited for longer than a minute. ``language`` is that of the
    browser too: so it writes dates and its buttons.

    Playwright keeps an event loop in the thread that opened it, and there Django refuses to ask its database: prepare
    the ledger before, or let the pages be served by a process of their own. ``trusting`` takes any certificate.
    """
    with tempfile.TemporaryDirectory(prefix="tenken-chromium-") as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=which("chromium") or "/usr/bin/chromium",
            headless=True,
            args=[*QUIET, f"--lang={language}", *(["--ignore-certificate-errors"] if trusting else [])],
            env={**os.environ, "LANGUAGE": language.replace("-", "_")},
            ignore_https_errors=trusting,
            viewport=size,
            locale=language,
            timezone_id="Asia/Tokyo",
            java_script_enabled=javascript,
        )
        context.set_default_timeout(60_000)
        yield context
        context.close()
