"""The browser: Debian's own Chromium, found on the path, and kept from speaking to anybody but this machine."""

from __future__ import annotations

import shutil
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
INSTALL: Final = "apt install chromium"

FLAGS: Final = (
    # Whatever is not on this machine is asked of a proxy that nobody runs: nothing leaves, not even a question
    # for an address. tests/browser/test_alone.py tries.
    "--proxy-server=127.0.0.1:9",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    # In a container, and for root, there is no sandbox to be had; and nothing is looked at but our own pages.
    "--no-sandbox",
    "--disable-gpu",
)


def where() -> str | None:
    """Return where a browser is on this machine, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)
