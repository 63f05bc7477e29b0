"""The organisations whose sign-in opens an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get
from litestar.params import FromPath, JSONBody

from muster import clock
from muster.api.operations import says
from muster.api.shapes.one_time_codes import PasswordProof
from muster.api.shapes.providers import ProviderOut, ProvidersOut
from muster.http import sessions
from muster.http.letters import Mailed, told
from muster.http.signed import From, Held, Signed
from muster.services import openid as service
from muster.services.account_letters import Change


@get("/account/providers", summary="List the organisations that sign you in", opt=says(anyone=True, session=True))
async def linked(own: Held) -> ProvidersOut:
    """List the organisations whose sign-in opens your account."""
    return ProvidersOut(items=tuple(map(ProviderOut.of, await service.linked(own.account))))


@delete(
    "/account/providers/{link:uuid}",
    summary="Let an organisation sign you in no longer",
    opt=says("Set-Cookie", problems=("not-proved", "too-many-tries"), anyone=True, session=True),
)
async def unlink(
    link: FromPath[UUID],
    request: Request[Any, Any, Any],
    data: JSONBody[PasswordProof],
    principal: Signed,
    own: Held,
    origin: From,
    mailing: Mailed,
) -> Response[None]:
    """Forget who you are at an organisation. It takes your password: the way in that is left.

    Your other sessions end, and you are told by mail. Signing in there once more, with your address
    verified, links it anew.
    """
    at = clock.instant()
    await service.unlink(own.account, link, data.password, origin=origin, at=at)
    await sessions.begin(request, principal)
    return told(Response(None), request, own.account, Change.UNLINKED, mailing=mailing, at=at)


router = Router("/", route_handlers=[linked, unlink], tags=["Account"])
