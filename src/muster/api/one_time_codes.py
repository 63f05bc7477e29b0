"""One-time codes beside the password, and the recovery codes that stand in for them."""

from __future__ import annotations

from typing import Any, Final

from litestar import Request, Response, Router, delete, get, post
from litestar.params import JSONBody

from muster import clock
from muster.api.operations import says
from muster.api.shapes.one_time_codes import (
    BothProofs,
    CodeProof,
    EnrolmentOut,
    PasswordProof,
    RecoveryCodes,
    SecondFactorOut,
)
from muster.http import sessions
from muster.http.letters import Mailed, told
from muster.http.signed import From, Held, Sealed, Signed
from muster.services import one_time_codes as service
from muster.services.account_letters import Change

Asked = Request[Any, Any, Any]

_PROVED: Final = ("not-proved", "too-many-tries")
_SEALED: Final = ("sealed-elsewhere", "no-sealing-key")


@get("/account/one-time-codes", summary="See whether one-time codes are asked for", opt=says(anyone=True, session=True))
async def second_factor(own: Held) -> SecondFactorOut:
    """Say whether a one-time code is asked for beside your password, and how many recovery codes are left."""
    return SecondFactorOut.of(await service.second_factor(own.account, at=clock.instant()))


@post(
    "/account/one-time-codes",
    summary="Begin to set one-time codes up",
    opt=says(problems=(*_PROVED, "second-factor-exists", "no-sealing-key"), anyone=True, session=True),
)
async def begin_one_time_codes(data: JSONBody[PasswordProof], own: Held, origin: From, sealing: Sealed) -> EnrolmentOut:
    """Make a secret for your phone. Nothing is asked for before you confirm it with a code, within half an hour."""
    made = await service.begin_one_time_codes(
        own.account, data.password, origin=origin, at=clock.instant(), sealing=sealing
    )
    return EnrolmentOut.of(made)


@post(
    "/account/one-time-codes/confirmation",
    summary="Confirm one-time codes",
    opt=says("Set-Cookie", problems=(*_PROVED, "nothing-to-confirm", *_SEALED), anyone=True, session=True),
)
async def confirm_one_time_codes(
    request: Asked,
    data: JSONBody[CodeProof],
    principal: Signed,
    own: Held,
    origin: From,
    sealing: Sealed,
    mailing: Mailed,
) -> Response[RecoveryCodes]:
    """Show that your phone has the secret. A code is asked for at every sign-in from now on.

    The recovery codes in the reply are shown this once. Your other sessions end, and you are told by mail.
    """
    at = clock.instant()
    codes = await service.confirm_one_time_codes(own.account, data.code, origin=origin, at=at, sealing=sealing)
    await sessions.begin(request, principal, second=True)
    reply = Response(RecoveryCodes(recovery_codes=tuple(codes)))
    return told(reply, request, own.account, Change.CODES_SET_UP, mailing=mailing, at=at)


@delete(
    "/account/one-time-codes",
    summary="Remove one-time codes",
    opt=says(
        "Set-Cookie", problems=(*_PROVED, "no-second-factor", "too-short-alone", *_SEALED), anyone=True, session=True
    ),
)
async def remove_one_time_codes(
    request: Asked,
    data: JSONBody[BothProofs],
    principal: Signed,
    own: Held,
    origin: From,
    sealing: Sealed,
    mailing: Mailed,
) -> Response[None]:
    """Stop asking for one-time codes. It takes the password, which has to be long enough to stand alone, and a code.

    You are told so by mail.
    """
    at = clock.instant()
    await service.remove_one_time_codes(own.account, data.password, data.code, origin=origin, at=at, sealing=sealing)
    await sessions.begin(request, principal)
    return told(Response(None), request, own.account, Change.CODES_REMOVED, mailing=mailing, at=at)


@post(
    "/account/recovery-codes",
    summary="Make recovery codes anew",
    opt=says(problems=(*_PROVED, "no-second-factor", *_SEALED), anyone=True, session=True),
)
async def renew_recovery_codes(
    request: Asked, data: JSONBody[CodeProof], own: Held, origin: From, sealing: Sealed, mailing: Mailed
) -> Response[RecoveryCodes]:
    """Make ten recovery codes anew, shown this once. Those you had are worth nothing from now on.

    You are told so by mail.
    """
    at = clock.instant()
    codes = await service.renew_recovery_codes(own.account, data.code, origin=origin, at=at, sealing=sealing)
    reply = Response(RecoveryCodes(recovery_codes=tuple(codes)))
    return told(reply, request, own.account, Change.RECOVERY_CODES, mailing=mailing, at=at)


router = Router(
    "/",
    route_handlers=[
        second_factor,
        begin_one_time_codes,
        confirm_one_time_codes,
        remove_one_time_codes,
        renew_recovery_codes,
    ],
    tags=["Account"],
)
