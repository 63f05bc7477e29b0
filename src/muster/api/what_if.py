"""What would be otherwise if something were so."""

from __future__ import annotations

from litestar import Router, post
from litestar.params import JSONBody

from muster.api.operations import says
from muster.api.shapes.what_if import WhatIfIn, WhatIfOut
from muster.http.seeing import Seeing
from muster.http.signed import Now, Signed
from muster.services import what_if as service


@post(
    "/what-if",
    status_code=200,
    summary="Say what would be otherwise if something were so",
    opt=says(problems=("overlaps", "points-nowhere", "supposed-of-too-many")),
)
async def what_if(data: JSONBody[WhatIfIn], principal: Signed, now: Now, seeing: Seeing) -> WhatIfOut:
    """Lay facts that are not on record over those that are, and say what changes: nothing is recorded.

    For each person and program both answers of the day, and every run of days that a requirement would answer
    otherwise; how many of each program are cleared without it and with it; which teams could be formed no longer, or
    again; and what awards would pay for. Everybody may suppose something of themselves.
    """
    supposed = [each.value() for each in data.suppose]
    found = await service.what_if(supposed, on=data.on or now.today, months=data.months, by=principal)
    await seeing(*[each.person for each in found.people])
    return WhatIfOut.of(found)


router = Router("/", route_handlers=[what_if], tags=["Standing"])
