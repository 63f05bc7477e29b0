"""Extensions at the prompt: an authority moved the day by which something is due for somebody."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.easing import tell
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.access_log import Sight
from muster.domain.extensions import Extension
from muster.services import access_log
from muster.services import extensions as service

app = typer.Typer(help="Days that were moved for somebody, by whom, and through when.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Because = Annotated[str, typer.Option(help="Why: kept in the ledger.")]
Person = Annotated[UUID, typer.Argument(help="The person, by id.")]
_DAY = ["%Y-%m-%d"]


@app.command("list")
@command
async def listed(person: Person, agency: Agency = None, json: Json = False) -> None:
    """List the extensions of a person, by day. That you asked is told in the access log."""
    async with here(agency) as at:
        found = await service.extensions(person, by=at.by)
        await access_log.looked(Sight.RECORD, [person], by=at.by, now=at.now)
    lines = [
        {
            "id": each.fact,
            "requirement": each.value.requirement,
            "moves": each.value.moves,
            "through": each.value.through,
            "granted_on": each.value.granted_on,
            "authority": each.value.authority,
        }
        for each in found
    ]
    if json:
        give_json(lines)
        return
    heads = ["id", "requirement", "moves", "through", "granted_on", "authority"]
    table(heads, [[str(each[head]) for head in heads] for each in lines])


@app.command()
@command
async def grant(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    person: Person,
    requirement: Annotated[str, typer.Argument(help="The requirement, as PACK/REQUIREMENT.")],
    moves: Annotated[datetime, typer.Option(formats=_DAY, help="The day that is moved: it is, or was, due by it.")],
    through: Annotated[datetime, typer.Option(formats=_DAY, help="Through which day it may be done now.")],
    authority: Annotated[str, typer.Option(help="The office that granted it; never a person's name.")],
    because: Because,
    granted: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="The day it was granted; today otherwise.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Record it; otherwise only say what it would change.")] = False,
    agency: Agency = None,
) -> None:
    """Say what an extension would change; record it with --yes, and print its id."""
    async with here(agency) as at:
        given = granted.date() if granted else at.now.today
        said = Extension(requirement, moves.date(), through.date(), given, authority)
        would = await service.extension_would(person, said, by=at.by, now=at.now)
        await access_log.looked(Sight.RECORD, [person], by=at.by, now=at.now)
        tell(would)
        if yes:
            give(str(await service.grant_extension(person, said, because=because, by=at.by, now=at.now)))
    say("recorded" if yes else "nothing was recorded; add --yes to record it")


@app.command()
@command
async def withdraw(
    extension: Annotated[UUID, typer.Argument(help="The extension, by id.")],
    because: Because,
    yes: Annotated[bool, typer.Option("--yes", help="Withdraw it; otherwise only say what that would change.")] = False,
    agency: Agency = None,
) -> None:
    """Say what withdrawing an extension would change; withdraw it with --yes."""
    async with here(agency) as at:
        found = await service.extension(extension, by=at.by)
        would = await service.withdrawal_would(found.fact, on=at.now.today, by=at.by)
        await access_log.looked(Sight.RECORD, [found.person] if found.person else [], by=at.by, now=at.now)
        tell(would)
        if yes:
            await service.withdraw_extension(extension, version=found.version, because=because, by=at.by, now=at.now)
    say("withdrawn" if yes else "nothing was withdrawn; add --yes to withdraw it")
