"""Everything that can be asked for, as a program and as a browser would ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from muster.http.pages import _PLACES
from tests.api.matrix import ROWS
from tests.api.world import World
from tests.web.matrix import PAGES

A_PAGE = "text/html"
NAMED = {"code": "stale", "name": _PLACES["muster.css"].rpartition("/")[2]}


def everything_to_read(world: World) -> Iterator[dict[str, Any]]:
    """Return every request that only asks, as a browser and as a program sends it."""
    for row in ROWS:
        if row.method == "GET" and row.public:
            yield {"method": "GET", "url": anywhere(row.path)}
        elif row.method == "GET":
            yield row.request(world)
            yield row.request(world, missing=True)
    for page in PAGES:
        if page.method == "GET":
            url = anywhere(page.path) if page.public else world.at(page.path)
            yield {"method": "GET", "url": url, "headers": {"Accept": A_PAGE}}


def anywhere(path: str) -> str:
    """Return an address that needs no sign-in, with something in every place of it."""
    return re.sub(r"\{(\w+)\}", lambda found: NAMED.get(found[1]) or str(uuid4()), path)
