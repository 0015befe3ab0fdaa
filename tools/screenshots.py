"""Make the pictures of the README from the fictional hospital: `python -m tools.screenshots`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page
from tests.browser import chromium
from tests.serving import first_sign_in, served

IMAGES = Path(__file__).parents[1] / "docs/images"
PAGES = {"home": "/", "row": "/checklist/r8/hospital/2-6/"}
"""Name of the picture → the page that it shows."""


def main() -> int:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tenken-pictures-") as folder:
        data = Path(folder) / "data"
        subprocess.run([sys.executable, "-m", "tenken.demo", str(data)], check=True)
        with served(data) as address, chromium() as browser:
            page = browser.new_page()
            _sign_in(page, address, *first_sign_in(data))
            for name, path in PAGES.items():
                page.goto(address + path)
                page.screenshot(path=IMAGES / f"{name}.png")
    return 0


def _sign_in(page: Page, address: str, user: str, password: str) -> None:
    page.goto(address)
    page.fill("[name=login]", user)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


if __name__ == "__main__":
    sys.exit(main())
