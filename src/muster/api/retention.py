"""How long things are kept."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, Router, delete, get, post, put
from litestar.params import FromPath, JSONBody

from muster.api.operations import recorded, says
from muster.api.shapes.retention import FinalReportIn, FinalReportOut, RetentionIn, RetentionOut, RetentionsOut
from muster.api.wire import Recorded, Withdrawal
from muster.http.signed import Now, Signed
from muster.services import retention as service


@get("/retention-rules", summary="List how long things are kept", opt=says(anyone=True))
async def retention_rules(principal: Signed) -> RetentionsOut:
    """List every rule of retention: those that came with muster, then the agency's own. The longest counts."""
    return RetentionsOut(items=tuple(map(RetentionOut.of, await service.retention_rules(by=principal))))


@post(
    "/retention-rules",
    summary="Keep something longer",
    opt=says("Location", problems=("already-recorded", "not-longer", "said-already")),
)
async def set_retention_rule(data: JSONBody[RetentionIn], principal: Signed, now: Now) -> Response[Recorded]:
    """Add a rule of the agency's own. It may keep longer than the law asks, never shorter."""
    fact = await service.set_retention_rule(
        data.rule(today=now.today), because=data.because, by=principal, now=now, fact=data.id
    )
    return recorded(fact, "retention-rules")


@delete("/retention-rules/{retention:uuid}", summary="Stop keeping something longer")
async def end_retention_rule(
    retention: FromPath[UUID], data: JSONBody[Withdrawal], principal: Signed, now: Now
) -> None:
    """Stop going by a rule of the agency's own. The law's stand as they are."""
    await service.end_retention_rule(retention, because=data.because, by=principal, now=now)


@get("/awards/{award:uuid}/final-report", summary="Say when an award's final report was submitted")
async def final_report(award: FromPath[UUID], principal: Signed) -> FinalReportOut:
    """Say on which day an award's final financial report was submitted, if it was."""
    return FinalReportOut(award=award, on=await service.final_report(award, by=principal))


@put(
    "/awards/{award:uuid}/final-report",
    summary="Record when an award's final report was submitted",
    opt=says(problems=("not-that-day",)),
)
async def record_final_report(
    award: FromPath[UUID], data: JSONBody[FinalReportIn], principal: Signed, now: Now
) -> FinalReportOut:
    """Record the day, or correct it. What bears on the award is kept for three years from it."""
    await service.record_final_report(award, data.on, because=data.because, by=principal, now=now)
    return FinalReportOut(award=award, on=data.on)


router = Router(
    "/",
    route_handlers=[retention_rules, set_retention_rule, end_retention_rule, final_report, record_final_report],
    tags=["Retention"],
)
