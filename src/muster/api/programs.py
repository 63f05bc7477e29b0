"""The agency's programs."""

from __future__ import annotations

from litestar import Response, Router, get, post
from litestar.params import JSONBody

from muster.api.operations import recorded, says
from muster.api.shapes.programs import ProgramIn, ProgramOut, ProgramsOut
from muster.api.wire import Recorded
from muster.http.signed import Known, Now, Signed
from muster.services import programs as service


@get("/programs", summary="List the programs of your agency")
async def programs(principal: Signed, known: Known) -> ProgramsOut:
    """List every program, by name."""
    found = await service.programs(by=principal, known=known)
    return ProgramsOut(items=tuple(map(ProgramOut.of, found)), known_at=known)


@post("/programs", summary="Add a program", opt=says("Location"))
async def add_program(data: JSONBody[ProgramIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Add a program. Its day turns at its own midnight, which is the agency's unless it names another."""
    return recorded(await service.add_program(data.name, time_zone=data.time_zone, by=principal, now=now), "programs")


router = Router("/", route_handlers=[programs, add_program], tags=["Programs"])
