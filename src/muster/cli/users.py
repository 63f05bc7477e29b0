"""Who may sign in: at the prompt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import command, give, here, password, say
from muster.domain.access import Role
from muster.services import accounts

app = typer.Typer(help="Who may sign in, and as what.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]


@app.command()
@command
async def add(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    role: Annotated[Role, typer.Option(help="What they are here.")],
    person: Annotated[UUID | None, typer.Option(help="The person they are, when they are one of the people.")] = None,
    program: Annotated[UUID | None, typer.Option(help="The program their place is in, when it is one only.")] = None,
    through: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day of it; an auditor has one.")
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="A file with their first password; asked for otherwise.")
    ] = None,
    agency: Agency = None,
) -> None:
    """Let somebody in, with a role and a first password."""
    async with here(agency) as at:
        made = await accounts.add_member(
            email,
            password(password_file),
            role,
            person=person,
            program=program,
            through=through.date() if through else None,
            by=at.by,
            now=at.now,
        )
    give(str(made))
    say(f"{email} may sign in as {role}")
