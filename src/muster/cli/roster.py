"""The roster at the prompt: everybody, narrowed by name, standing, role and program."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give_json, here, say, table
from muster.domain.findings import Verdict
from muster.domain.overviews.roster import Listed, Stands, Wanted
from muster.domain.words import ENGLISH
from muster.services import programs
from muster.services import roster as service

_SAID = {
    Verdict.MET: "cleared",
    Verdict.NOT_MET: "NOT CLEARED",
    Verdict.NEEDS_REVIEW: "needs review",
    Verdict.NOT_APPLICABLE: "no rule binds",
}


@command
async def roster(
    named: Annotated[str, typer.Argument(help="Words of the name, in any order. Unset: everybody.")] = "",
    standing: Annotated[Stands | None, typer.Option(help="How they stand.")] = None,
    within: Annotated[int, typer.Option(min=0, max=3650, help="For lapsing: within how many days.")] = 30,
    role: Annotated[str, typer.Option(help="A role they hold on the day.")] = "",
    program: Annotated[UUID | None, typer.Option(help="A program they hold a role in, by id.")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day asked about; today otherwise.")
    ] = None,
    agency: Annotated[
        UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List who is ready, with their roles and through which day they are cleared."""
    async with here(agency) as at:
        day = on.date() if on else at.now.today
        wanted = Wanted(named=named, stands=standing, within=within, role=role, program=program)
        found = await service.everybody(wanted, on=day, by=at.by)
        called = {each.fact: each.value.name for each in await programs.programs(by=at.by)}
    if json:
        give_json({"on": day, "people": [_as_json(each, called) for each in found]})
        return
    say(f"{len(found)} on {day}")
    table(("name", "roles", "standing", "through", "on leave"), [_row(each) for each in found])


def _row(each: Listed) -> tuple[str, str, str, str, str]:
    roles = ", ".join(dict.fromkeys(ENGLISH.name(role) for role, _ in each.roles))
    away = f"through {each.on_leave}" if each.on_leave else ""
    return each.name, roles, _SAID[each.verdict], str(each.through or ""), away


def _as_json(each: Listed, called: dict[UUID, str]) -> dict[str, object]:
    return {
        "person": each.person,
        "name": each.name,
        "roles": [{"role": role, "program": called.get(program, "")} for role, program in each.roles],
        "verdict": each.verdict,
        "through": each.through,
        "on_leave_through": each.on_leave,
    }
