"""Every page for people."""

from __future__ import annotations

from typing import Final

from litestar import Router
from litestar.di import Provide

from muster.web import (
    accounts,
    compliance,
    home,
    members,
    one_time_codes,
    overview,
    passwords,
    people,
    reports,
    roles,
    sessions,
    shares,
    tokens,
    training,
)
from muster.web.reader import reader

ROUTES: Final = (
    Router(
        "/",
        route_handlers=[
            home.home,
            accounts.sign_in_form,
            accounts.submit_sign_in,
            accounts.sign_in_code_form,
            accounts.submit_sign_in_code,
            accounts.sign_in_agency_form,
            accounts.submit_sign_in_agency,
            accounts.submit_sign_out,
            sessions.own_account,
            sessions.submit_end_other_sessions,
            sessions.submit_end_own_session,
            passwords.change_password_form,
            passwords.submit_change_password,
            one_time_codes.one_time_codes_form,
            one_time_codes.submit_begin_one_time_codes,
            one_time_codes.submit_confirm_one_time_codes,
            one_time_codes.submit_remove_one_time_codes,
            one_time_codes.submit_renew_recovery_codes,
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
