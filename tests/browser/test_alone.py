"""The browser speaks to this machine and to nobody else."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Error


@pytest.mark.parametrize("address", ["http://192.0.2.1/", "http://elsewhere.example/", "https://elsewhere.example/"])
async def test_nothing_leaves_this_machine(address: str, browser: Browser) -> None:
    context = await browser.new_context()
    page = await context.new_page()

    with pytest.raises(Error, match="ERR_PROXY_CONNECTION_FAILED"):  # not even its name is asked for
        await page.goto(address)

    await context.close()
