"""Is this person cleared, and why? At the prompt, with both clocks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.prompt import Here, command, give, give_json, here, say
from muster.domain.access_log import Sight
from muster.domain.bar_words import label
from muster.domain.clearance import Clearance
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.explanations.arithmetic import lines
from muster.domain.explanations.explaining import headline, sentence
from muster.domain.findings import Finding, Verdict
from muster.domain.overviews.roster import folded
from muster.domain.people import Identity
from muster.services import access_log, compliance, people, programs

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

MARKS = {
    Verdict.MET: "met",
    Verdict.NOT_MET: "NOT MET",
    Verdict.NEEDS_REVIEW: "LOOK",
    Verdict.NOT_APPLICABLE: "-",
}


def on_one_line(finding: Finding) -> str:
    """Say a finding on one line: in capitals only what takes somebody off the roster, and why it is asked otherwise."""
    asked, mark = finding.requirement, MARKS[finding.verdict]
    if asked.bar.binds:
        return f"{mark:8}{asked.name}: {sentence(finding)}"
    return f"{mark.lower():8}{asked.name} ({label(asked.bar).lower()}): {sentence(finding)}"


@command
async def assess(
    person: Annotated[str | None, typer.Argument(help="A person's id, or part of a name. Unset: everybody.")] = None,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day asked about; today otherwise.")
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(help="What was on record by then: a ledger position, or an instant as 2026-03-03T12:00:00Z."),
    ] = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say who is cleared, and why: as of a day, as known at a position of the ledger."""
    async with here(agency) as at:
        day = on.date() if on else at.now.today
        known = await compliance.position(asked_position(known_at), by=at.by)
        names = await names_of(at, known)
        if person is None:
            found = [
                each
                for program in await programs.programs(by=at.by, known=known)
                for each in await compliance.clearances_of_program(program.fact, on=day, known=known, by=at.by)
            ]
        else:
            who = one_of(person, names)
            found = await compliance.clearances_of_person(who, on=day, known=known, by=at.by)
            await access_log.looked(Sight.RECORD, [who], by=at.by, now=at.now)
            if not found:
                say(f"{names[who].name} holds no role in any program on {day}")
    if json:
        give_json({"on": day, "known_at": known, "clearances": [_as_json(each, names) for each in found]})
        return
    give(f"as of {day}, as known at position {known}")
    for each in sorted(found, key=lambda each: (each.program.name, names[each.person].name)):
        show(each, names)


ORDER = (Verdict.NOT_MET, Verdict.NEEDS_REVIEW, Verdict.MET, Verdict.NOT_APPLICABLE)


def show(clearance: Clearance, names: dict[UUID, Identity], *, only: str | None = None) -> None:
    """Print the answer about one person, then every finding behind it, the worst first."""
    give(f"\n{names[clearance.person].name}, {clearance.program.name}: {headline(clearance)}")
    for finding in sorted(clearance.findings, key=lambda finding: ORDER.index(finding.verdict)):
        if only in {None, finding.requirement.name}:
            give(f"  {on_one_line(finding)}")
            for line in lines(finding):
                give(f"{'':10}{line}")


async def names_of(at: Here, known: int) -> dict[UUID, Identity]:
    """Return everybody's name, page by page."""
    names: dict[UUID, Identity] = {}
    after: UUID | None = None
    while True:
        page = await people.people(by=at.by, known=known, after=after, limit=1000)
        names |= {each.fact: each.value for each in page.items}
        if page.after is None:
            return names
        after = UUID(page.after)


def one_of(asked: str, names: dict[UUID, Identity]) -> UUID:
    """Return the one person meant; never guess between two."""
    try:
        exact = UUID(asked)
    except ValueError:
        pass
    else:
        if exact in names:
            return exact
        raise NotFound(f"there is no person {asked} on record")
    wanted = folded(asked)
    found = [who for who, named in names.items() if wanted in folded(f"{named.name} {named.preferred_name}")]
    if not found:
        raise NotFound(f"nobody on record is called {asked!r}")
    if len(found) > 1:
        listed = "\n".join(f"  {who}  {names[who].name}" for who in found)
        raise Conflict(f"{asked!r} could be any of these; give the id:\n{listed}", code="which-person")
    return found[0]


def asked_position(asked: str | None) -> int | datetime | None:
    """Read ``--known-at``: a position, an instant, or nothing for now.

    Raises:
        Invalid: it is none of these.
    """
    if asked is None or asked.isdecimal():
        return None if asked is None else int(asked)
    try:
        at = datetime.fromisoformat(asked)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Invalid(
            f"--known-at {asked!r} is neither a position nor an instant; write 42, or 2026-03-03T12:00:00Z",
            code="bad-known-at",
        )
    return at


def _as_json(clearance: Clearance, names: dict[UUID, Identity]) -> dict[str, object]:
    return {
        "person": clearance.person,
        "name": names[clearance.person].name,
        "program": clearance.program.name,
        "verdict": clearance.verdict,
        "through": clearance.through,
        "findings": [_finding_as_json(each) for each in clearance.findings],
    }


def _finding_as_json(finding: Finding) -> dict[str, object]:
    terms = finding.terms
    return {
        "requirement": finding.requirement.name,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "since": finding.during.start,
        "until": finding.during.last,
        "due_on": finding.due_on,
        "cured_on": finding.cured_on,
        "days_late": finding.days_late,
        "extended": finding.extended._asdict() if finding.extended else None,
        "sentence": sentence(finding),
        "arithmetic": lines(finding),
        "cite": terms.cite if terms else None,
        "confidence": terms.confidence if terms else None,
    }
