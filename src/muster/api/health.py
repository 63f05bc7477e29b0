"""Is this process alive, and can it serve? For the machines that watch it; nobody has to sign in."""

from __future__ import annotations

from typing import Final, Literal

from litestar import Router, get
from pydantic import Field

from muster.api.wire import Record, example
from muster.services import health as service

_WELL: Final = "ok"


class Health(Record):
    """All is well."""

    model_config = example(status=_WELL)

    status: Literal["ok"] = Field(description="Always `ok`: what is not well is answered with a problem.")


@get("/health", summary="Ask whether the process is alive", opt={"skip_session": True})
async def health() -> Health:
    """Answer at once, from the process alone: nothing else is asked."""
    return Health(status=_WELL)


@get("/ready", summary="Ask whether requests can be served", opt={"skip_session": True})
async def ready() -> Health:
    """Answer whether the database answers and has the shape that this muster expects; 503 when not."""
    await service.ready()
    return Health(status=_WELL)


router = Router("/", route_handlers=[health, ready], tags=["Health"])
