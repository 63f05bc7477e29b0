"""Every route of the API."""

from __future__ import annotations

from typing import Final

from litestar import Router

from muster.api import (
    access_log,
    accounts,
    awards,
    checkpoints,
    compliance,
    credentials,
    disclosures,
    effort,
    erasure,
    health,
    imports,
    invitations,
    ledger,
    members,
    one_time_codes,
    own_data,
    packs,
    partnerships,
    pay,
    people,
    programs,
    reference,
    reminders,
    reports,
    retention,
    sessions,
    shares,
    tokens,
    training,
    waivers,
)

ROUTES: Final = (
    Router(
        "/api/v1",
        route_handlers=[
            accounts.router,
            one_time_codes.router,
            sessions.router,
            members.router,
            tokens.router,
            invitations.router,
            compliance.router,
            programs.router,
            people.router,
            training.router,
            credentials.router,
            effort.router,
            pay.router,
            waivers.router,
            awards.router,
            partnerships.router,
            reports.router,
            imports.router,
            reminders.router,
            packs.router,
            ledger.router,
            access_log.router,
            checkpoints.router,
            shares.router,
            own_data.router,
            disclosures.router,
            retention.router,
            erasure.router,
            reference.router,
        ],
    ),
    health.router,
)
