"""What a program itself owes, and what it did."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.program_duties import DutiesDoneOut, DutiesOut, DutyCorrection, DutyIn, DutyOut
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.signed import Day, Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import program_duties as service


@get("/programs/{program:uuid}/duties", summary="Say how a program stands by what it owes itself")
async def duties(program: FromPath[UUID], principal: Signed, known: Known, day: Day) -> DutiesOut:
    """Say how a program stands on a day by each duty of the packs that it goes by, and why.

    Where it is stated when the program applied, and the pack asks that all its staff have something by that day, say
    of everybody who was hired before whether they had.
    """
    _, found = await service.duties(program, on=day, known=known, by=principal)
    tested = await service.application_tests(program, known=known, by=principal)
    return DutiesOut.said(found, tested, on=day, known=known)


@get("/programs/{program:uuid}/duties-done", summary="List what a program did of its duties")
async def duties_done(program: FromPath[UUID], principal: Signed, known: Known) -> DutiesDoneOut:
    """List every record of a duty that a program did, by day."""
    found = await service.duties_done(program, known=known, by=principal)
    return DutiesDoneOut(items=tuple(map(DutyOut.of, found)), known_at=known)


@post(
    "/programs/{program:uuid}/duties-done",
    summary="Record that a program did a duty",
    opt=says("Location", problems=("already-recorded", "in-the-future", "no-such-duty")),
)
async def record_duty(
    program: FromPath[UUID], data: JSONBody[DutyIn], principal: Signed, now: Now
) -> Response[Recorded]:
    """Record that a program did what a duty of a pack asks."""
    fact = await service.record_duty(data.of(program), by=principal, now=now, fact=data.id)
    return recorded(fact, f"duties-done/{fact}")


@get("/duties-done/{duty_done:uuid}", summary="Look up what a program did", opt=VERSIONED)
async def duty_done(duty_done: FromPath[UUID], principal: Signed, known: Known) -> Response[DutyOut]:
    """Say which duty a program did, and when."""
    found = await service.duty_done(duty_done, known=known, by=principal)
    return tagged(DutyOut.of(found), found.version)


@put(
    "/duties-done/{duty_done:uuid}",
    summary="Correct what a program did",
    opt=says("ETag", problems=("in-the-future", "no-such-duty")),
)
async def correct_duty(
    duty_done: FromPath[UUID], data: JSONBody[DutyCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say something else of it. It stays with its program."""
    made = await service.correct_duty(
        duty_done, data.value(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(duty_done, made)


@delete("/duties-done/{duty_done:uuid}", summary="Withdraw what a program did")
async def withdraw_duty(
    duty_done: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that it was recorded by mistake. What was believed until now stays on record."""
    await service.withdraw_duty(duty_done, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[duties, duties_done, record_duty, duty_done, correct_duty, withdraw_duty],
    tags=["Programs"],
)
