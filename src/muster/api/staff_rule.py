"""Whether the agency asks a second factor of its staff."""

from __future__ import annotations

from litestar import Response, Router, get, put
from litestar.params import JSONBody

from muster.api.operations import VERSIONED, corrected, says
from muster.api.shapes.staff_rule import StaffRuleIn, StaffRuleOut
from muster.api.wire import Corrected
from muster.http.signed import Now, Signed
from muster.http.versions import Version, tagged
from muster.services import staff_rule as service


@get("/agency/second-factor", summary="See whether a second factor is asked of staff", opt=VERSIONED)
async def staff_rule(principal: Signed) -> Response[StaffRuleOut]:
    """Say whether your agency asks a second factor of everybody but responders."""
    found = await service.staff_rule(by=principal)
    return tagged(StaffRuleOut.of(found), found.version)


@put(
    "/agency/second-factor",
    summary="Ask a second factor of staff, or no longer",
    opt=says("ETag", problems=("beyond-your-program", "no-second-factor", "stale", "version-required"), session=True),
)
async def set_staff_rule(
    data: JSONBody[StaffRuleIn], version: Version, principal: Signed, now: Now
) -> Response[Corrected]:
    """Say whether a second factor is asked of everybody but responders. It holds at once, for whoever is signed in too.

    You need one yourself to ask it of others. Tokens are not concerned.
    """
    changed = await service.set_staff_rule(
        required=data.required, version=version, because=data.because, by=principal, now=now
    )
    return corrected(principal.scope.agency, changed)


router = Router("/", route_handlers=[staff_rule, set_staff_rule], tags=["Members"])
