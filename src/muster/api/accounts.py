"""Sign in, see who you are, sign out."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, Router, delete, get, post
from litestar.params import JSONBody

from muster import clock
from muster.api.operations import says
from muster.api.shapes.accounts import SignedIn, SignIn
from muster.http import sessions
from muster.http.signed import Signed
from muster.services import accounts as service


@post("/session", summary="Sign in", opt=says("Set-Cookie", problems=("sign-in-failed", "which-agency")))
async def sign_in(request: Request[Any, Any, Any], data: JSONBody[SignIn]) -> Response[SignedIn]:
    """Sign in with an address and a password. The reply sets a cookie; send it with every further request."""
    who = await service.sign_in(data.email, data.password, agency=data.agency, at=clock.instant())
    sessions.begin(request, who)
    return Response(SignedIn.of(who))


@get("/session", summary="See who is signed in", opt=says(anyone=True))
async def signed_in(principal: Signed) -> SignedIn:
    """Say who is signed in, with the roles they have at this moment."""
    return SignedIn.of(principal)


@delete("/session", summary="Sign out", opt=says("Set-Cookie", anyone=True, session=True))
async def sign_out(request: Request[Any, Any, Any]) -> None:
    """Sign out. The session is gone from the server too: a copy of its cookie lets nobody in."""
    sessions.end(request)


router = Router("/", route_handlers=[sign_in, signed_in, sign_out], tags=["Session"])
