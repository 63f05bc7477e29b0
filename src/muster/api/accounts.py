"""Sign in, see who you are and what you sign in with, sign out."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, delete, get, post
from litestar.params import JSONBody

from muster import clock
from muster.api.operations import says
from muster.api.shapes.accounts import AccountOut, PasswordChange, SignedIn, SignIn
from muster.http import sessions
from muster.http.letters import Mailed, told
from muster.http.signed import From, Held, Sealed, Signed
from muster.services import accounts as service
from muster.services import passwords
from muster.services.account_letters import Change

_NEW_PASSWORD = ("bad-password-length", "common-password", "own-name-password")


@post(
    "/session",
    summary="Sign in",
    opt=says(
        "Set-Cookie",
        problems=(
            "sign-in-failed",
            "second-factor-required",
            "wrong-code",
            "which-agency",
            "too-many-tries",
            "sealed-elsewhere",
        ),
    ),
)
async def sign_in(
    request: Request[Any, Any, Any], data: JSONBody[SignIn], origin: From, sealing: Sealed
) -> Response[SignedIn]:
    """Sign in with an address and a password, and with a code where the account has a second factor.

    The reply sets a cookie; send it with every further request.
    """
    found = await service.sign_in(
        data.email,
        data.password,
        code=data.code or "",
        agency=data.agency,
        origin=origin,
        at=clock.instant(),
        sealing=sealing,
    )
    await sessions.begin(request, found.who, second=found.second)
    return Response(SignedIn.of(found.who))


@get("/session", summary="See who is signed in", opt=says(anyone=True))
async def signed_in(principal: Signed) -> SignedIn:
    """Say who is signed in, with the roles they have at this moment."""
    return SignedIn.of(principal)


@delete("/session", summary="Sign out", opt=says("Set-Cookie", anyone=True, session=True))
async def sign_out(request: Request[Any, Any, Any]) -> None:
    """Sign out. The session is gone from the server too: a copy of its cookie lets nobody in."""
    await sessions.end(request)


@get("/account", summary="See what you sign in with", opt=says(anyone=True, session=True))
async def own_account(own: Held) -> AccountOut:
    """Say what you sign in with: the address, and whether a one-time code is asked for beside the password."""
    return AccountOut.of(await service.own_account(own.account, at=clock.instant()))


@post(
    "/account/password",
    summary="Change your password",
    status_code=204,
    opt=says(
        "Set-Cookie", problems=("not-proved", "too-many-tries", *_NEW_PASSWORD, "conflict"), anyone=True, session=True
    ),
)
async def change_password(
    request: Request[Any, Any, Any],
    data: JSONBody[PasswordChange],
    principal: Signed,
    own: Held,
    origin: From,
    mailing: Mailed,
) -> Response[None]:
    """Change your own password. Your other sessions end; the one that asked goes on, under a new cookie.

    You are told so by mail.
    """
    at = clock.instant()
    await passwords.change_password(own.account, data.password, data.new_password, origin=origin, at=at)
    await sessions.begin(request, principal, second=own.second)
    return told(Response(None), request, own.account, Change.PASSWORD, mailing=mailing, at=at)


router = Router(
    "/",
    route_handlers=[
        Router("/", route_handlers=[sign_in, signed_in, sign_out], tags=["Session"]),
        Router("/", route_handlers=[own_account, change_password], tags=["Account"]),
    ],
)
