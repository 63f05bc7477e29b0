"""Why is Ben off the roster? At the prompt: every finding of a day, and where each of its days comes from."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.compliance import ORDER, asked_position, names_of, on_one_line, one_of
from muster.cli.prompt import command, give, give_json, here, say
from muster.domain.access_log import Sight
from muster.domain.explanations import left_out_words
from muster.domain.explanations.advising import todo
from muster.domain.explanations.dating import Reckoning
from muster.domain.explanations.dating_words import said
from muster.domain.explanations.explaining import headline, sentence, span
from muster.domain.explanations.explanation import Explained, Explanation, rows
from muster.domain.explanations.left_out import LeftOut
from muster.services import access_log, compliance
from muster.services import explaining as service


@command
async def explain(
    person: Annotated[str, typer.Argument(help="A person's id, or part of a name.")],
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day asked about; today otherwise.")
    ] = None,
    known_at: Annotated[
        str | None,
        typer.Option(help="What was on record by then: a ledger position, or an instant as 2026-03-03T12:00:00Z."),
    ] = None,
    program: Annotated[UUID | None, typer.Option(help="In one program only, by id.")] = None,
    requirement: Annotated[str, typer.Option(help="By one requirement only, as pack/id.")] = "",
    agency: Annotated[
        UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Explain why somebody is cleared or is not: each rule, each day and what it is counted from, the paragraph."""
    async with here(agency) as at:
        day = on.date() if on else at.now.today
        known = await compliance.position(asked_position(known_at), by=at.by)
        names = await names_of(at, known)
        who = one_of(person, names)
        found = await service.explain(who, on=day, known=known, program=program, requirement=requirement, by=at.by)
        await access_log.looked(Sight.RECORD, [who], by=at.by, now=at.now)
    name = names[who].name
    if json:
        items = [_as_json(each) for each in found]
        give_json({"person": who, "name": name, "on": day, "known_at": known, "items": items})
        return
    if not found:
        say(f"{name} holds no role in any program on {day}")
    give(f"as of {day}, as known at position {known}")
    for each in found:
        give(f"\n{name}, {each.clearance.program.name}: {headline(each.clearance)}")
        for one in sorted(each.items, key=lambda item: ORDER.index(item.finding.verdict)):
            give(f"  {on_one_line(one.finding)}")
            for label, text in rows(one):
                give(f"{'':10}{label}: {text}")


def _as_json(found: Explanation) -> dict[str, object]:
    clearance = found.clearance
    return {
        "program": clearance.program.name,
        "verdict": clearance.verdict,
        "through": clearance.through,
        "headline": headline(clearance),
        "findings": [_explained(each) for each in found.items],
    }


def _explained(found: Explained) -> dict[str, object]:
    finding, terms = found.finding, found.finding.terms
    return {
        "requirement": finding.requirement.name,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "sentence": sentence(finding),
        "rows": [{"label": label, "says": text} for label, text in rows(found)],
        "reckonings": [_reckoned(each) for each in found.reckonings],
        "left_out": [_left_out(each) for each in found.left_out],
        "todo": todo(finding),
        "cite": terms.cite if terms else None,
        "confidence": terms.confidence if terms else None,
    }


def _reckoned(each: Reckoning) -> dict[str, object]:
    return {
        "by": each.by,
        "since": each.since,
        "plus": span(each.plus) if each.plus else None,
        "first": each.first,
        "last": each.last,
        "says": said(each),
    }


def _left_out(each: LeftOut) -> dict[str, object]:
    return {
        "why": each.why,
        "fact": each.fact,
        "done_on": each.done_on,
        "since": each.since,
        "less": span(each.less) if each.less else None,
        "first": each.first,
        "last": each.last,
        "says": left_out_words.said(each),
    }
