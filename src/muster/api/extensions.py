"""Which days were moved for whom, and by what authority."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, recorded, says
from muster.api.shapes.extensions import ExtensionIn, ExtensionOut, ExtensionsOut
from muster.api.wire import Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import extensions as service


@get("/people/{person:uuid}/extensions", summary="List what was extended for a person")
async def extensions(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> ExtensionsOut:
    """List every extension of a person, by day. Everybody may list their own. Orders are listed under `/orders`."""
    found = await service.extensions(person, by=principal, known=known)
    await seeing(person)
    return ExtensionsOut(items=tuple(map(ExtensionOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/extensions",
    summary="Record an extension",
    opt=says(
        "Location",
        problems=("already-recorded", "ends-before-it-starts", "in-the-future", "no-such-requirement", "own-waiver"),
    ),
)
async def grant_extension(
    person: FromPath[UUID], data: JSONBody[ExtensionIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that an authority moved the day by which one requirement is due for a person. Nobody records their own."""
    fact = await service.grant_extension(
        person, data.value(), because=data.because, by=principal, now=now, fact=data.id
    )
    return recorded(fact, f"extensions/{fact}")


@get("/extensions/{extension:uuid}", summary="Look an extension up", opt=VERSIONED)
async def extension(
    extension: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing
) -> Response[ExtensionOut]:
    """Say which day was moved for whom, to which, and by what authority. Everybody may look their own up."""
    found = await service.extension(extension, by=principal, known=known)
    await seeing(found.person)
    return tagged(ExtensionOut.of(found), found.version)


@delete("/extensions/{extension:uuid}", summary="Withdraw an extension")
async def withdraw_extension(
    extension: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that an extension was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_extension(extension, version=version, because=data.because, by=principal, now=now)


router = Router("/", route_handlers=[extensions, grant_extension, extension, withdraw_extension], tags=["Extensions"])
