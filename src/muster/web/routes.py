"""Every page for people."""

from __future__ import annotations

from typing import Final

from litestar import Router
from litestar.di import Provide

from muster.web import accounts, compliance, home, overview, people, reports, shares, training
from muster.web.reader import reader

ROUTES: Final = (
    Router(
        "/",
        route_handlers=[
            home.home,
            accounts.sign_in_form,
            accounts.submit_sign_in,
            accounts.submit_sign_out,
            compliance.own_standing,
            reports.reports,
            people.people,
            people.person,
            training.record_completion_form,
            training.submit_completion,
            shares.shares,
            shares.grant_share_form,
            shares.submit_share,
            shares.share,
            shares.submit_end,
            overview.overview,
            overview.export,
            overview.received_counts,
            overview.received_people,
            overview.received_person,
        ],
        dependencies={"reader": Provide(reader)},
    ),
)
