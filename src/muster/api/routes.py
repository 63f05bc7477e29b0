"""Every route of the API."""

from __future__ import annotations

from typing import Final

from litestar import Router

from muster.api import (
    accounts,
    compliance,
    credentials,
    health,
    ledger,
    packs,
    people,
    programs,
    reference,
    training,
)

ROUTES: Final = (
    Router(
        "/api/v1",
        route_handlers=[
            accounts.router,
            compliance.router,
            programs.router,
            people.router,
            training.router,
            credentials.router,
            packs.router,
            ledger.router,
            reference.router,
        ],
    ),
    health.router,
)
