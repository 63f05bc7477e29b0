"""Shifts: who is to go out, and who went."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import VERSIONED, corrected, recorded, says
from muster.api.shapes.shifts import ShiftCorrection, ShiftIn, ShiftOut, ShiftsOut, WentIn
from muster.api.wire import Corrected, Recorded, Withdrawal
from muster.http.seeing import Seeing
from muster.http.signed import During, Known, Now, Signed
from muster.http.versions import Version, tagged
from muster.services import shifts as service

_OF_A_CREW: Final = ("beyond-your-program", "points-nowhere", "twice-on-a-shift", "unknown-company")


@get(
    "/programs/{program:uuid}/shifts",
    summary="List the shifts of a program",
    opt=says(problems=("ends-before-it-starts",)),
)
async def shifts(program: FromPath[UUID], principal: Signed, known: Known, during: During) -> ShiftsOut:
    """List the shifts that have some moment of some local days of a program, by their start."""
    found = await service.shifts(program, during, by=principal, known=known)
    items = tuple(map(ShiftOut.of, found))
    return ShiftsOut(items=items, first=during.start, last=during.last, known_at=known)


@post(
    "/shifts",
    summary="Plan a shift",
    opt=says(
        "Location",
        problems=("already-recorded", *_OF_A_CREW),
    ),
)
async def plan_shift(data: JSONBody[ShiftIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Say when a team goes out, and who is to be on it.

    Whether its rules let it go is no matter of recording it, so that a shift is never refused for that.
    """
    fact = await service.plan_shift(data.shift(), data.crew(), by=principal, now=now, fact=data.id)
    return recorded(fact, f"shifts/{fact}")


@get("/shifts/{shift:uuid}", summary="Look a shift up", opt=VERSIONED)
async def shift(shift: FromPath[UUID], principal: Signed, known: Known, seeing: Seeing) -> Response[ShiftOut]:
    """Say when a team goes out, who is to be on it, and, once that is told, who went."""
    found = await service.shift(shift, by=principal, known=known)
    await seeing(*(each.person for each in (*found.value.planned, *found.value.went)))
    return tagged(ShiftOut.of(found), found.version)


@put(
    "/shifts/{shift:uuid}",
    summary="Correct a shift",
    opt=says("ETag", problems=("cannot-move", *_OF_A_CREW)),
)
async def correct_shift(
    shift: FromPath[UUID], data: JSONBody[ShiftCorrection], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Plan a shift otherwise. It stays in its program; what is told of who went stays as it is."""
    made = await service.correct_shift(
        shift, data.shift(), data.crew(), version=version, because=data.because, by=principal, now=now
    )
    return corrected(shift, made)


@put(
    "/shifts/{shift:uuid}/went",
    summary="Say who went",
    opt=says(
        "ETag",
        problems=("in-the-future", *_OF_A_CREW),
    ),
)
async def say_who_went(
    shift: FromPath[UUID], data: JSONBody[WentIn], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say who went on a shift that has begun, and how it was; what is left out was as planned.

    Said again, it corrects what was said before. What was planned stays as it is beside it.
    """
    made = await service.say_who_went(
        shift,
        data.crew(),
        data.went.value() if data.went else None,
        version=version,
        because=data.because or "",
        by=principal,
        now=now,
    )
    return corrected(shift, made)


@delete("/shifts/{shift:uuid}", summary="Withdraw a shift", opt=says(problems=("beyond-your-program",)))
async def withdraw_shift(
    shift: FromPath[UUID], data: JSONBody[Withdrawal], version: Version, principal: Signed, now: Now
) -> None:
    """Say that a shift was planned by mistake, or did not go out. What was believed until now stays on record."""
    await service.withdraw_shift(shift, version=version, because=data.because, by=principal, now=now)


router = Router(
    "/",
    route_handlers=[shifts, plan_shift, shift, correct_shift, say_who_went, withdraw_shift],
    tags=["Shifts"],
)
