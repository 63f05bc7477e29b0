"""What a program itself owes, at the prompt: how it stands, and that something was done."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from muster.cli.compliance import MARKS, Agency, Json, on_one_line
from muster.cli.prompt import Here, command, give, give_json, here, say
from muster.domain.adopting.applications import ApplicationTest
from muster.domain.errors import NotFound
from muster.domain.explanations.explaining import sentence
from muster.domain.findings import Verdict
from muster.domain.program_duties import DutyDone, Owed
from muster.domain.programs import Program
from muster.domain.records import OnRecord
from muster.services import program_duties as service
from muster.services import programs

app = typer.Typer(help="What a program itself owes: how it stands, and that something was done.", no_args_is_help=True)

_Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today otherwise.")]


@app.command("list")
@command
async def duties(
    program: Annotated[str | None, typer.Argument(help="The program, by its name or id. Unset: every one.")] = None,
    on: _Day = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say how programs stand by what they owe themselves, with the day and the paragraph of each."""
    async with here(agency) as at:
        day = on.date() if on else at.now.today
        found = [
            (
                each.value.name,
                (await service.duties(each.fact, on=day, by=at.by))[1],
                await service.application_tests(each.fact, by=at.by),
            )
            for each in await _programs(program, at)
        ]
    if json:
        give_json(
            {
                "on": day,
                "duties": [_as_json(name, each) for name, owed, _ in found for each in owed],
                "applications": [_tested(name, each) for name, _, tests in found for each in tests],
            }
        )
        return
    for name, owed, tests in found:
        give(f"{name}, {day}")
        for each in owed:
            give(f"  {on_one_line(each.finding)}")
        for test in tests:
            had = f"{test.count(Verdict.MET)} of {len(test.people)} hired before had all that it asks by then"
            give(f"  {MARKS[test.verdict]:8}{test.pack.id}, applied {test.applied_on}: {had}")


@app.command("record")
@command
async def record_duty(
    program: Annotated[str, typer.Argument(help="The program, by its name or id.")],
    duty: Annotated[str, typer.Argument(help="The duty, as pack/duty.")],
    on: _Day = None,
    reference: Annotated[str, typer.Option(help="Where it can be looked up; never a person's name.")] = "",
    document: Annotated[str, typer.Option(help="The SHA-256 of the paper, in hex.")] = "",
    agency: Agency = None,
) -> None:
    """Record that a program did what a duty asks."""
    async with here(agency) as at:
        (there,) = await _programs(program, at)
        did = DutyDone(there.fact, duty, on.date() if on else at.now.today, document, reference)
        made = await service.record_duty(did, by=at.by, now=at.now)
    say(f"recorded: {there.value.name}, {duty}, {did.done_on}")
    give(str(made))


async def _programs(asked: str | None, at: Here) -> list[OnRecord[Program]]:
    """Return the program that is meant, or every one.

    Raises:
        NotFound: none is called so.
    """
    there = await programs.programs(by=at.by)
    if asked is None:
        return there
    found = [each for each in there if asked.casefold() == each.value.name.casefold() or asked == str(each.fact)]
    if not found:
        raise NotFound(f"there is no program {asked!r}; there are {', '.join(each.value.name for each in there)}")
    return found[:1]


def _as_json(program: str, each: Owed) -> dict[str, object]:
    finding = each.finding
    return {
        "program": program,
        "duty": each.duty.name,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "due_on": finding.due_on,
        "sentence": sentence(finding),
        "cite": finding.terms.cite if finding.terms else None,
    }


def _tested(program: str, test: ApplicationTest) -> dict[str, object]:
    return {
        "program": program,
        "pack": test.pack.id,
        "applied_on": test.applied_on,
        "verdict": test.verdict,
        "people": [
            {"person": each.person, "verdict": each.verdict, "by": [one.name for one in each.by]}
            for each in test.people
        ],
    }
