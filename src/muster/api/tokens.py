"""API tokens: issue one, list them, revoke one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import says
from muster.api.shapes.tokens import TokenIn, TokenMade, TokenOut, TokensOut
from muster.http.lists import Paging, linked
from muster.http.signed import Now, Signed
from muster.services import tokens as service


@get("/tokens", summary="List tokens", opt=says("Link", anyone=True, session=True))
async def tokens(request: Request[Any, Any, Any], principal: Signed, paging: Paging) -> Response[TokensOut]:
    """List your own tokens, and the others that your role shows you, by id, a page at a time. None is shown whole."""
    found = await service.tokens(by=principal, after=paging.after, limit=paging.limit)
    return linked(TokensOut(items=tuple(map(TokenOut.of, found.items))), request, after=found.after)


@post(
    "/tokens",
    summary="Issue a token",
    opt=says(
        "Location",
        problems=("already-recorded", "beyond-your-program", "beyond-your-rights", "no-such-token", "points-nowhere"),
        session=True,
    ),
)
async def issue_token(data: JSONBody[TokenIn], principal: Signed, now: Now) -> Response[TokenMade]:
    """Issue a token to yourself. The reply shows it, once; muster keeps only its digest.

    Whoever bears it may do what you may at that moment, as far as the token names it, and no more.
    """
    made, token = await service.issue_token(
        data.name,
        data.permissions,
        program=data.program,
        through=data.valid_through,
        by=principal,
        now=now,
        fact=data.id,
    )
    return Response(TokenMade(id=made, token=token), headers={"Location": "/api/v1/tokens"})


@delete("/tokens/{token:uuid}", summary="Revoke a token", opt=says(session=True))
async def revoke_token(token: FromPath[UUID], principal: Signed, now: Now) -> None:
    """Revoke a token at once: your own, or another that your role lets you revoke."""
    await service.revoke_token(token, by=principal, now=now)


router = Router("/", route_handlers=[tokens, issue_token, revoke_token], tags=["Tokens"])
