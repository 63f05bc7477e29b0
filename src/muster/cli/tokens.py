"""Tokens for scripts: at the prompt."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import Here, command, give, give_json, here, say, table
from muster.domain.access import Permission
from muster.domain.accounts.tokens import Issued
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.records import OnRecord
from muster.services import members
from muster.services import tokens as service

app = typer.Typer(help="Tokens that let scripts in to the API.", no_args_is_help=True)

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_AT_A_TIME = 1000
_OURS_ALONE = 0o600


@app.command()
@command
async def add(
    name: Annotated[str, typer.Argument(help="What it is for, in a few words.")],
    owner: Annotated[str, typer.Option(help="The address of whoever it is issued to: it may do no more than they.")],
    permission: Annotated[list[Permission], typer.Option(help="What it may do. Give it once for each.")],
    through: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Its last day, a year away at most.")],
    program: Annotated[UUID | None, typer.Option(help="The only program that it reaches.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="A new file to write it to, for your eyes only; printed once otherwise.")
    ] = None,
    agency: Agency = None,
) -> None:
    """Issue a token. It is printed this once, and nobody can show it again."""
    async with here(agency) as at:
        account = await _owner(owner, at)
        with_file = _opened(out) if out else None
        try:
            made, text = await service.issue_token(
                name,
                frozenset(permission),
                program=program,
                through=through.date(),
                owner=account,
                by=at.by,
                now=at.now,
            )
        except BaseException:
            if out and with_file is not None:
                os.close(with_file)
                out.unlink()
            raise
    if with_file is None:
        give(text)
    else:
        with os.fdopen(with_file, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        say(f"the token is in {out}, which only you may read")
    say(f"issued as {made}; revoke it with: muster token revoke {made}")


@app.command(name="list")
@command
async def tokens(agency: Agency = None, json: Json = False) -> None:
    """List the tokens that were not revoked: whose, for what, through when, and when they were last used."""
    async with here(agency) as at:
        found = await _all(at)
    if json:
        give_json([_as_json(each) for each in found])
        return
    rows = [
        (
            str(each.fact),
            each.value.token.begins,
            each.value.email,
            each.value.token.name,
            " ".join(sorted(each.value.token.permissions)),
            str(each.value.token.program or ""),
            str(each.value.token.through),
            f"{each.value.used_at:%Y-%m-%d %H:%M %Z}" if each.value.used_at else "never",
        )
        for each in found
    ]
    table(("id", "begins", "owner", "for", "may", "program", "through", "last used"), rows)


@app.command()
@command
async def revoke(
    token: Annotated[UUID, typer.Argument(help="Its id, as `muster token list` has it.")], agency: Agency = None
) -> None:
    """Revoke a token at once."""
    async with here(agency) as at:
        await service.revoke_token(token, by=at.by, now=at.now)
    say("revoked: it lets nobody in any more")


async def _owner(email: str, at: Here) -> UUID:
    found = {each.value.account for each in await members.members_at(email, by=at.by)}
    if not found:
        raise NotFound(f"nobody who signs in as {email} has a place here")
    return found.pop()


def _opened(out: Path) -> int:
    """Make the file before anything is issued, so that no token is lost to a file that cannot be written.

    Raises:
        Conflict: it is there already.
        Invalid: it cannot be written.
    """
    try:
        return os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS_ALONE)
    except FileExistsError:
        raise Conflict(f"{out} is there already; name a file that is not", code="file-exists") from None
    except OSError as why:
        raise Invalid(f"{out} cannot be written ({why.strerror})", code="unwritable-file") from why


async def _all(at: Here) -> list[OnRecord[Issued]]:
    found: list[OnRecord[Issued]] = []
    after: UUID | None = None
    while True:
        page = await service.tokens(by=at.by, after=after, limit=_AT_A_TIME)
        found += page.items
        if page.after is None:
            return found
        after = UUID(page.after)


def _as_json(found: OnRecord[Issued]) -> dict[str, object]:
    issued, token = found.value, found.value.token
    return {
        "id": found.fact,
        "begins": token.begins,
        "account": issued.account,
        "email": issued.email,
        "name": token.name,
        "permissions": sorted(map(str, token.permissions)),
        "program": token.program,
        "through": token.through,
        "issued_at": issued.issued_at,
        "used_at": issued.used_at,
    }
