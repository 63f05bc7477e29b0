"""Effort, confirmed and reviewed after the fact."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.confirmations import ConfirmationApproval, ConfirmationIn, ConfirmationOut, ConfirmationsOut
from muster.api.shapes.effort_review import EffortReviewedOut, EffortReviewsOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import During, Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import confirmations as service
from muster.services import effort_review


@get("/people/{person:uuid}/effort-review", summary="Review a person's effort")
async def review_person(
    person: FromPath[UUID], principal: Signed, known: Known, during: During, now: Now, seeing: Seeing
) -> EffortReviewedOut:
    """Hold what a person did against what payroll was charged by, and say what must be moved.

    An allocation is an estimate and supports no charge; effort does. Everybody may review their own. Dollars are for
    whoever may read pay.
    """
    found = await effort_review.review_person(person, during=during, by=principal, now=now, known=known)
    await seeing(person)
    return EffortReviewedOut.of(found.people[0])


@get("/awards/{award:uuid}/effort-review", summary="Review the effort of an award")
async def review_award(
    award: FromPath[UUID], principal: Signed, known: Known, during: During, now: Now, seeing: Seeing
) -> EffortReviewsOut:
    """Review everybody whose time was meant for an award or charged to it, each over all of their time."""
    found = await effort_review.review_award(award, during=during, by=principal, now=now, known=known)
    await seeing(*(each.person for each in found.people))
    return EffortReviewsOut.of(found, known)


@get("/people/{person:uuid}/effort-confirmations", summary="List what was confirmed of a person's effort")
async def confirmations(person: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> ConfirmationsOut:
    """List every confirmation, by first day. Everybody may list their own."""
    found = await service.confirmations(person, by=principal, known=known)
    await seeing(person)
    return ConfirmationsOut(items=tuple(map(ConfirmationOut.of, found)), known_at=known)


@post(
    "/people/{person:uuid}/effort-confirmations",
    summary="Confirm effort",
    opt=says(
        "Location",
        problems=(
            "already-recorded",
            "overlaps",
            "points-nowhere",
            "above-the-whole",
            "own-name",
            "in-the-future",
            "hours-on-record",
            "not-the-records",
            "not-what-was-paid",
        ),
    ),
)
async def confirm_effort(
    person: FromPath[UUID], data: JSONBody[ConfirmationIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record what was signed of the whole of somebody's time: one's own, or on paper that is before you.

    What rests on daily hours is what the hours on record come to, and those are what payroll paid where any is on
    file; otherwise it is refused.
    """
    fact = await service.confirm_effort(person, data.value(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"effort-confirmations/{fact}")


@get("/effort-confirmations/{confirmation:uuid}", summary="Look a confirmation up", opt=VERSIONED)
async def confirmation(
    confirmation: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing
) -> Response[ConfirmationOut]:
    """Say what was signed, by whom and when, and who approved it. Everybody may look their own up."""
    found = await service.confirmation(confirmation, by=principal, known=known)
    await seeing(found.person)
    return tagged(ConfirmationOut.of(found), found.version)


@put(
    "/effort-confirmations/{confirmation:uuid}/approval",
    summary="Approve a confirmation",
    opt=says("ETag", problems=("own-effort", "points-nowhere", "in-the-future")),
)
async def approve_confirmation(
    confirmation: FromPath[UUID], data: JSONBody[ConfirmationApproval], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Record that somebody with first-hand knowledge of the work approved it. Nobody approves their own."""
    made = await service.approve_confirmation(
        confirmation,
        approved_by=data.approved_by,
        approved_on=data.approved_on,
        version=version,
        by=principal,
        now=now,
    )
    return corrected(confirmation, made)


@delete("/effort-confirmations/{confirmation:uuid}", summary="Withdraw a confirmation")
async def withdraw_confirmation(
    confirmation: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a confirmation no longer holds, so that it can be signed anew. What was signed stays on record."""
    await service.withdraw_confirmation(confirmation, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[
        review_person,
        review_award,
        confirmations,
        confirm_effort,
        confirmation,
        approve_confirmation,
        withdraw_confirmation,
    ],
    tags=["Effort"],
)
