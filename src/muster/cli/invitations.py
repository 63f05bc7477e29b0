"""Invite people at the prompt, see who has not come yet, take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import typer

from muster import catalogue, settings
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.cli.reports import Language
from muster.domain.access import Membership, Role
from muster.mail import Post, Sent
from muster.persistence.invitations import Offered
from muster.services import invitations as service
from muster.services.letters import Mailing, hand_over

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_PAGE: Final = 1000


@command
async def invite(
    email: Annotated[str, typer.Argument(help="The address that the mail goes to; they will sign in with it.")],
    role: Annotated[Role, typer.Option(help="What they will be here.")],
    person: Annotated[UUID | None, typer.Option(help="The person they are, when they are one of the people.")] = None,
    program: Annotated[UUID | None, typer.Option(help="The program their place is in, when it is one only.")] = None,
    through: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day of it; an auditor has one.")
    ] = None,
    language: Annotated[Language, typer.Option(help="The language of the mail.")] = Language.EN,
    agency: Agency = None,
) -> None:
    """Invite somebody by mail: they choose a password themselves, within seven days."""
    read = settings.read()
    mailing = Mailing(Post.of(**read.mail()).deliver, catalogue.words, read.link)
    async with here(agency) as at:
        place = Membership(at.agency.id, role, person, program=program, through=through.date() if through else None)
        made, letter = await service.invite(email, place, by=at.by, now=at.now, mailing=mailing, language=language)
        outcome = await hand_over(letter, mailing)
    give(str(made))
    if outcome.state is Sent.SENT:
        say(f"invited {email} as {role}; {outcome.words}")
    else:
        say(f"the invitation stands, but its mail is {outcome.state}: {outcome.words}; invite them again for another")


@command
async def invited(agency: Agency = None, json: Json = False) -> None:
    """List who was invited and has not come yet."""
    async with here(agency) as at:
        found: list[Offered] = []
        after: UUID | None = None
        while True:
            page = await service.invitations(by=at.by, at=at.now.at, after=after, limit=_PAGE)
            found += page.items
            if page.after is None:
                break
            after = UUID(page.after)
    if json:
        give_json([_said(each) for each in found])
    elif found:
        shown = [
            [str(each.record.fact), each.record.value.email, each.record.value.role, _until(each), each.mail or ""]
            for each in found
        ]
        table(("invitation", "address", "role", "good until", "mail"), shown)
    else:
        give("nobody is invited")


@command
async def uninvite(
    invitation: Annotated[UUID, typer.Argument(help="The invitation, as `muster user invited` lists it.")],
    because: Annotated[str, typer.Option(help="Why; kept with the act.")],
    agency: Agency = None,
) -> None:
    """Take an invitation back: its link lets nobody in any more."""
    async with here(agency) as at:
        await service.withdraw_invitation(invitation, version=None, because=because, by=at.by, now=at.now)
    say("withdrawn")


def _said(each: Offered) -> dict[str, object]:
    offer = each.record.value
    return {
        "invitation": each.record.fact,
        "email": offer.email,
        "role": str(offer.role),
        "person": offer.person,
        "program": offer.program,
        "through": offer.through,
        "invited_by": each.who or None,
        "ends_at": offer.ends_at,
        "mail": each.mail,
    }


def _until(each: Offered) -> str:
    return f"{each.record.value.ends_at:%Y-%m-%d %H:%M} UTC"
