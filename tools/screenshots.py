"""Take the pictures of the README on the tour of the fictional hospital: `python -m tools.screenshots`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page
from tests.browser import chromium
from tests.demo.tour import Tour, walk
from tests.serving import first_sign_in, served

IMAGES = Path(__file__).parents[1] / "docs/images"
SHOWN = ("home", "row", "inspection")
"""Stations of the tour that the README shows."""


def main() -> int:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tenken-pictures-") as folder:
        data = Path(folder) / "data"
        subprocess.run([sys.executable, "-m", "tenken.demo", str(data)], check=True)
        with served(data) as address, chromium() as browser:
            walk(Tour(browser.new_page(), address, _keep), first_sign_in(data), Path(folder))
    return 0


def _keep(page: Page, name: str) -> None:
    if name in SHOWN:
        page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
