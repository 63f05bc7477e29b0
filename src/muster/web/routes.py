"""Every page for people."""

from __future__ import annotations

from typing import Final

from litestar import Router
from litestar.di import Provide

from muster.web import accounts, compliance, home, members, people, reports, roles, tokens, training
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
            members.members,
            members.member,
            members.submit_change,
            members.submit_end,
            roles.roles,
            tokens.tokens,
            tokens.submit_token,
            tokens.submit_revocation,
            people.people,
            people.person,
            training.record_completion_form,
            training.submit_completion,
        ],
        dependencies={"reader": Provide(reader)},
    ),
)
