"""What people hold, and what its issuers did to it."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.credentials import (
    CredentialCorrection,
    CredentialIn,
    CredentialOut,
    CredentialsOut,
    StatusIn,
)
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import credentials as service


@get("/people/{person:uuid}/credentials", summary="List what a person holds")
async def credentials(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> CredentialsOut:
    """List every credential a person holds or held, by first good day. Everybody may list their own."""
    found = await service.credentials(person, by=principal, known=known)
    await seeing(person)
    return CredentialsOut(items=tuple(map(CredentialOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/credentials",
    summary="Record a credential",
    opt=says("Location", problems=("already-recorded", "in-the-future", "points-nowhere")),
)
async def record_credential(
    person: FromPath[UUID], data: JSONBody[CredentialIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record a credential as its paper says. One issued already may well become good only later."""
    fact = await service.record_credential(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"credentials/{fact}")


@get("/credentials/{credential:uuid}", summary="Look a credential up", opt=VERSIONED)
async def credential(
    credential: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing
) -> Response[CredentialOut]:
    """Say what a credential's paper says, and what its issuer did to it. Everybody may look their own up."""
    found = await service.credential(credential, by=principal, known=known)
    await seeing(found.person)
    shown = CredentialOut.of(found)
    return tagged(shown, found.version, beside=shown.statuses)


@put(
    "/credentials/{credential:uuid}",
    summary="Correct a credential",
    opt=says("ETag", problems=("in-the-future",)),
)
async def correct_credential(
    credential: FromPath[UUID],
    data: JSONBody[CredentialCorrection],
    version: Version,
    principal: Signed,
    now: Now,
) -> Response[Corrected]:
    """Say something else of a credential. What its issuer did to it stays as it is."""
    made = await service.correct_credential(
        credential, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(credential, made)


@delete("/credentials/{credential:uuid}", summary="Withdraw a credential")
async def withdraw_credential(
    credential: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a credential was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_credential(credential, version=version, because=data.because, by=principal, now=now)


@post(
    "/credentials/{credential:uuid}/statuses",
    summary="Record what its issuer did",
    opt=says("Location", problems=("in-the-future",)),
)
async def record_status(
    credential: FromPath[UUID], data: JSONBody[StatusIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that the issuer suspended, revoked or reinstated a credential."""
    fact = await service.record_status(credential, data.value(), because=data.because, by=principal, now=now)
    return recorded(fact, f"credentials/{credential}")


router = Router(
    "/",
    route_handlers=[
        credentials,
        record_credential,
        credential,
        correct_credential,
        withdraw_credential,
        record_status,
    ],
    tags=["Credentials"],
)
