"""Reminders at the prompt: work them off, see what became of them, see what would be told."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Annotated
from uuid import UUID

import typer

from muster import logs, settings
from muster.cli.compliance import names_of
from muster.cli.prompt import Here, command, give, give_json, here, say, table
from muster.domain.people import Identity
from muster.domain.reminders import Notice, Reminder, State
from muster.persistence.facts import NOW
from muster.persistence.opening import Place, opened
from muster.services import programs
from muster.services import reminders as service

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_PAGE = 1000
_LOG = logging.getLogger("muster.work")


@command
async def work(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Plan and send reminders until stopped, for every agency; serve nothing."""
    from muster.jobs import Worker  # noqa: PLC0415 - only who works waits for the scheduler to load

    read = settings.read()
    worker = Worker.of(read)
    logs.set_up(read.log_level, read.log_format)
    async with opened(Place(**read.database())):
        if once:
            done = await worker.tick()
            say(", ".join(f"{done[state]} {state}" for state in State if done[state]) or "nothing was due")
            return
        stopped = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
        _LOG.info("muster works; Ctrl-C stops it")
        async with worker.working():
            await stopped.wait()


@command
async def remind(
    plan: Annotated[bool, typer.Option("--plan", help="Show what people would be told now; send nothing.")] = False,
    state: Annotated[list[State] | None, typer.Option(help="Only these; may be given several times.")] = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """List the reminders, and what became of each."""
    async with here(agency) as at:
        names = await names_of(at, NOW)
        where = {each.fact: each.value.name for each in await programs.programs(by=at.by)}
        if plan:
            due = await service.due_reminders(by=at.by, now=at.now.at)
            on_file = {each.reminder.key for each in await _filed(at, [])}
            rows = [(_about(each, names, where), {"filed": each.key in on_file, "due_on": each.due_on}) for each in due]
            heads: tuple[str, ...] = ("filed", "due_on")
        else:
            found = await _filed(at, state or [])
            rows = [(_about(each.reminder, names, where), _became(each)) for each in found]
            heads = ("state", "detail")
    if json:
        give_json([about | said for about, said in rows])
    elif rows:
        shown = ("name", "requirement", "last good day", "rung")
        table(
            [*shown, *(head.replace("_", " ") for head in heads)],
            [[str(each) for each in (*_shown(about), *(_word(said[head]) for head in heads))] for about, said in rows],
        )
    else:
        give("nothing is due" if plan else "no reminder is on file")


@command
async def resend(
    notices: Annotated[list[UUID], typer.Argument(help="The notices, by id: muster remind --json has them.")],
    agency: Agency = None,
) -> None:
    """Have notices sent again that failed, or that may not have arrived; each is looked at again first."""
    async with here(agency) as at:
        found = await service.resend_reminders(notices, by=at.by, now=at.now.at)
    for each in found:
        say(f"{each.id}: {each.state}, from {each.not_before:%Y-%m-%d %H:%M} UTC on")


async def _filed(at: Here, states: list[State]) -> list[Notice]:
    """Return every reminder on file, those that somebody should look at first."""
    found: list[Notice] = []
    after: UUID | None = None
    while True:
        page = await service.reminders(by=at.by, states=states, after=after, limit=_PAGE)
        found += page.items
        if page.after is None:
            return sorted(found, key=lambda each: (_ORDER.index(each.state), each.planned_at, each.reminder))
        after = UUID(page.after)


_ORDER = (
    State.FAILED,
    State.UNKNOWN,
    State.DEFERRED,
    State.SENDING,
    State.PENDING,
    State.SENT,
    State.WITHDRAWN,
)


def _about(each: Reminder, names: dict[UUID, Identity], where: dict[UUID, str]) -> dict[str, object]:
    return {
        "key": each.key,
        "person": each.person,
        "name": names[each.person].name if each.person in names else "",
        "program": where.get(each.program, ""),
        "requirement": each.requirement,
        "cycle_on": each.cycle_on,
        "rung": each.rung,
        "channel": each.channel,
    }


def _became(each: Notice) -> dict[str, object]:
    return {
        "id": each.id,
        "state": each.state,
        "detail": each.detail,
        "attempts": each.attempts,
        "planned_at": each.planned_at,
        "not_before": each.not_before,
        "handed_over_at": each.handed_over_at,
        "settled_at": each.settled_at,
    }


def _shown(about: dict[str, object]) -> tuple[object, ...]:
    return about["name"] or about["person"], about["requirement"], about["cycle_on"], about["rung"]


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
