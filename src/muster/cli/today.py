"""Who cannot work tomorrow, what lapses next, what waits: at the prompt."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give, give_json, here
from muster.domain.overviews.today import SOON
from muster.services import today as service
from muster.services.today import Today

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@command
async def today(
    within: Annotated[int, typer.Option(min=1, max=90, help="How many days ahead to look for what lapses.")] = SOON,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say who cannot work tomorrow, who is on leave, what lapses next, and what waits."""
    async with here(agency) as at:
        found = await service.today(within=within, by=at.by, now=at.now)
    if json:
        give_json(_as_json(found))
        return
    counts = found.counts
    give(
        f"{found.on}: {counts.there} people hold a role, {counts.not_cleared} are not cleared,"
        f" {counts.review} in doubt, {counts.lapsing} cleared for {SOON} days at most"
    )
    give(f"\ncannot work on {found.tomorrow}:")
    for each in found.unable:
        since = "today, and not tomorrow" if each.newly else str(each.verdict)
        give(f"  {found.names[each.person]}, {found.programs[each.program]}: {since}")
    if found.away:
        give(f"\non leave on {found.tomorrow}:")
    for off in found.away:
        give(f"  {found.names[off.person]}: through {off.through} ({off.verdict})")
    give(f"\nlapses within {within} days:")
    for ending in found.lapsing:
        who = ", ".join(sorted(found.names[one] for one in ending.people))
        give(f"  {ending.last}  {ending.requirement.name}: {who}")
    give("\nwaits:")
    for wait, count in found.waiting.items():
        give(f"  {count:4} {wait}")


def _as_json(found: Today) -> dict[str, object]:
    return {
        "on": found.on,
        "within": found.within,
        "with_a_role": found.counts.there,
        "not_cleared": found.counts.not_cleared,
        "needs_review": found.counts.review,
        "lapsing": found.counts.lapsing,
        "cannot_work_tomorrow": [
            {
                "person": each.person,
                "name": found.names[each.person],
                "program": found.programs[each.program],
                "verdict": each.verdict,
                "cleared_today": each.newly,
            }
            for each in found.unable
        ],
        "on_leave_tomorrow": [
            {
                "person": each.person,
                "name": found.names[each.person],
                "on_leave_through": each.through,
                "verdict": each.verdict,
            }
            for each in found.away
        ],
        "lapses": [
            {"last_good_day": each.last, "requirement": each.requirement.name, "people": list(each.people)}
            for each in found.lapsing
        ],
        "waiting": {str(each): count for each, count in found.waiting.items()},
    }
