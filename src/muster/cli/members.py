"""Who has a place here: at the prompt."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import Here, command, give, give_json, here, say, table
from muster.domain.access import Role
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.members import Member
from muster.domain.records import OnRecord
from muster.services import members as service
from muster.services import programs, staff_rule

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Place = Annotated[str, typer.Argument(metavar="PLACE", help="The id of the place, or the address they sign in with.")]
Because = Annotated[str, typer.Option(help="Why. It is kept with the act.")]

_AT_A_TIME = 1000


@command
async def members(agency: Agency = None, json: Json = False) -> None:
    """List everybody who has a place here, with role, program, and from when to when."""
    async with here(agency) as at:
        found = await _all(at)
        where = {each.fact: each.value.name for each in await programs.programs(by=at.by)}
    found.sort(key=lambda each: (each.value.email, str(each.fact)))
    if json:
        give_json([_as_json(each) for each in found])
        return
    rows = [
        (
            str(each.fact),
            each.value.email,
            each.value.name,
            each.value.place.role,
            where.get(each.value.place.program, "") if each.value.place.program else "the whole agency",
            f"{each.value.given_at:%Y-%m-%d}",
            _until(each.value, at),
        )
        for each in found
    ]
    table(("place", "address", "person", "role", "where", "since", "through"), rows)


@command
async def change_membership(
    place: Place,
    because: Because,
    role: Annotated[Role | None, typer.Option(help="What they are from now on; unset: as before.")] = None,
    program: Annotated[
        UUID | None, typer.Option(help="The one program that the place is in; unset: as before.")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Let it be in the whole agency.")] = False,
    through: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its last day; unset: as before.")
    ] = None,
    no_end: Annotated[bool, typer.Option("--no-end", help="Let it have no last day.")] = False,
    agency: Agency = None,
) -> None:
    """Change a place: its role, where it is, its last day. What is not said stays."""
    if (whole and program) or (no_end and through):
        raise Invalid("--whole goes with no --program, and --no-end with no --through", code="contradiction")
    async with here(agency) as at:
        found = await _one(place, at)
        before = found.value.place
        await service.change_membership(
            found.fact,
            role or before.role,
            program=None if whole else program or before.program,
            through=None if no_end else through.date() if through else before.through,
            version=found.version,
            because=because,
            by=at.by,
            now=at.now,
        )
    say(f"the place of {found.value.email} is changed, from now on")


@command
async def end_membership(place: Place, because: Because, agency: Agency = None) -> None:
    """End a place at once. With the last that somebody has here, they are signed out and their tokens end."""
    async with here(agency) as at:
        found = await _one(place, at)
        await service.end_membership(found.fact, version=found.version, because=because, by=at.by, now=at.now)
    say(f"the place of {found.value.email} as {found.value.place.role} is ended")


@command
async def second_factor(
    ask: Annotated[
        bool | None,
        typer.Option("--ask/--do-not-ask", help="Ask it of everybody but responders, or no longer; unset: only say."),
    ] = None,
    because: Annotated[str, typer.Option(help="Why. It is kept with the act.")] = "",
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say whether one-time codes are asked of all staff; ask them, or ask them no longer."""
    async with here(agency) as at:
        if ask is not None:
            if not because:
                raise Invalid("say why, with --because; it is kept with the act", code="contradiction")
            await staff_rule.set_staff_rule(required=ask, because=because, by=at.by, now=at.now)
        found = (await staff_rule.staff_rule(by=at.by)).value
    if json:
        give_json({"required": found.required, "since_at": found.since})
    else:
        give("one-time codes are asked of all staff" if found.required else "one-time codes are not asked of staff")


async def _all(at: Here) -> list[OnRecord[Member]]:
    found: list[OnRecord[Member]] = []
    after: UUID | None = None
    while True:
        page = await service.members(by=at.by, after=after, limit=_AT_A_TIME)
        found += page.items
        if page.after is None:
            return found
        after = UUID(page.after)


async def _one(asked: str, at: Here) -> OnRecord[Member]:
    """Return the one place meant; never guess between two.

    Raises:
        NotFound: nobody has it.
        Conflict: whoever signs in with that address has several.
    """
    try:
        return await service.member(UUID(asked), by=at.by)
    except ValueError:
        found = await service.members_at(asked, by=at.by)
    if not found:
        raise NotFound(f"nobody who signs in as {asked} has a place here")
    if len(found) > 1:
        listed = "\n".join(f"  {each.fact}  {each.value.place.role}" for each in found)
        raise Conflict(f"{asked} has several places; give the id of one:\n{listed}", code="which-place")
    return found[0]


def _until(member: Member, at: Here) -> str:
    last = member.place.through
    if last is None:
        return ""
    return f"{last} (over)" if member.ended(at.now.today) else str(last)


def _as_json(found: OnRecord[Member]) -> dict[str, object]:
    member, place = found.value, found.value.place
    return {
        "id": found.fact,
        "version": found.version,
        "account": member.account,
        "email": member.email,
        "role": str(place.role),
        "program": place.program,
        "through": place.through,
        "person": place.person,
        "name": member.name or None,
        "given_at": member.given_at,
    }
