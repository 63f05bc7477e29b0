"""Who may sign in: at the prompt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster import catalogue, clock, settings
from muster.cli.prompt import command, give, here, password, place, say
from muster.domain.access import Role
from muster.mail import Post, Sent
from muster.persistence.opening import opened
from muster.services import account_events, account_letters, accounts
from muster.services.account_letters import Change
from muster.services.letters import Mailing

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


Email = Annotated[str, typer.Argument(help="The address they sign in with.")]
PasswordFile = Annotated[Path | None, typer.Option(help="A file with the new password; asked for otherwise.")]


@app.command("password")
@command
async def set_password(email: Email, password_file: PasswordFile = None) -> None:
    """Set somebody's password, once they have shown who they are. They are signed out everywhere, and told by mail."""
    mailing, at = _mailing(), clock.instant()
    async with opened(place()):
        account = await account_events.set_password(email, password(password_file), at=at)
        say(f"{email} has another password now, and is signed out everywhere")
        await _tell(account, Change.PASSWORD_SET, mailing, at=at)


@app.command()
@command
async def disable(email: Email) -> None:
    """Shut somebody's account: they are signed out at once, and nothing lets them in."""
    async with opened(place()):
        await account_events.disable(email, at=clock.instant())
    say(f"{email} is disabled, and signed out everywhere")


@app.command()
@command
async def enable(email: Email) -> None:
    """Open somebody's account again."""
    async with opened(place()):
        await account_events.enable(email, at=clock.instant())
    say(f"{email} may sign in again")


@app.command()
@command
async def forget_second_factor(email: Email, password_file: PasswordFile = None) -> None:
    """Stop asking somebody for codes that they have lost, and set a password that can stand alone.

    Only once they have shown in person who they are: a code asked for by mail or on the phone is what an
    impostor asks for. They are told by mail.
    """
    mailing, at = _mailing(), clock.instant()
    async with opened(place()):
        account = await account_events.forget_second_factor(email, password(password_file), at=at)
        say(f"{email} signs in with the new password alone now, and is signed out everywhere")
        await _tell(account, Change.CODES_FORGOTTEN, mailing, at=at)


@app.command()
@command
async def unlink(email: Email) -> None:
    """Forget who somebody is at their organisation's sign-in. They are signed out everywhere, and told by mail."""
    mailing, at = _mailing(), clock.instant()
    async with opened(place()):
        account = await account_events.unlink(email, at=at)
        say(f"no organisation signs {email} in any more; their password does, and they are signed out everywhere")
        await _tell(account, Change.UNLINKED, mailing, at=at)


def _mailing() -> Mailing:
    """Return how mail goes out; read before anything is done, so that a setting that is wrong undoes nothing."""
    read = settings.read()
    return Mailing(Post.of(**read.mail()).deliver, catalogue.words, read.link)


async def _tell(account: UUID, change: Change, mailing: Mailing, *, at: datetime) -> None:
    """Tell the owner of an account by mail what was changed of it, and say what became of the mail."""
    language = settings.read().language
    outcome = await account_letters.tell(account, change, browser=None, language=language, mailing=mailing, at=at)
    if outcome.state is Sent.SENT:
        say(f"they are told by mail; {outcome.words}")
    else:
        say(f"the mail that tells them is {outcome.state}: {outcome.words}; tell them yourself")
