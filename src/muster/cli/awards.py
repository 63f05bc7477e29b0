"""What awards owe on paper, at the prompt: papers and their days, what was sent, the indirect costs allowed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import typer

from muster.cli.compliance import Agency, Json
from muster.cli.prompt import command, give, give_json, here, say
from muster.domain.owing.owing_words import CATEGORIES, answered, arithmetic, dollars, named
from muster.domain.owing.papers import PaperAnswer, PaperFinding, PaperKind, PaperSent
from muster.domain.words import ENGLISH
from muster.services import awards, indirect, papers

app = typer.Typer(help="What awards owe on paper, and the indirect costs that they allow.", no_args_is_help=True)

_Number = Annotated[str, typer.Argument(help="The award, by its number.")]
_Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today otherwise.")]
_MARKS: Final = {
    PaperAnswer.MET: "met",
    PaperAnswer.DUE: "due",
    PaperAnswer.NOT_MET: "NOT MET",
    PaperAnswer.NEEDS_REVIEW: "review",
    PaperAnswer.NOT_ASKED: "-",
}


@app.command("papers")
@command
async def papers_owed(number: _Number, on: _Day = None, agency: Agency = None, json: Json = False) -> None:
    """Say how an award stands by each paper that it owes, how its day is counted, and by whose word."""
    async with here(agency) as at:
        which = (await awards.award_numbered(number, by=at.by)).fact
        award, found = await papers.papers(which, on=on.date() if on else at.now.today, by=at.by)
    if json:
        give_json({"award": award.value.number, "papers": [_as_json(each) for each in found]})
        return
    for each in found:
        paper, due = each.paper, each.paper.due
        of = f"{paper.during.start} to {paper.during.last}"
        give(f"{_MARKS[each.answer]:8}{named(paper, ENGLISH)}, {of}: {answered(each, ENGLISH)}")
        cite = f" [{due.terms.cite}]" if due.terms else ""
        give(f"        {arithmetic(each, ENGLISH)}{cite}")


@app.command("sent")
@command
async def record_paper(
    number: _Number,
    kind: Annotated[PaperKind, typer.Argument(help="What sort of paper it is.")],
    of: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day of what it speaks of: a period, or the award.")
    ],
    on: _Day = None,
    reference: Annotated[str, typer.Option(help="Where it can be looked up; never a person's name.")] = "",
    document: Annotated[str, typer.Option(help="The SHA-256 of the paper, in hex.")] = "",
    agency: Agency = None,
) -> None:
    """Record that a paper of an award was sent."""
    async with here(agency) as at:
        which = (await awards.award_numbered(number, by=at.by)).fact
        sent = PaperSent(which, kind, of.date(), on.date() if on else at.now.today, reference, document)
        made = await papers.record_paper(sent, by=at.by, now=at.now)
    say(f"recorded: {number}, {kind.value} through {sent.of_end}, sent on {sent.sent_on}")
    give(str(made))


@app.command("indirect")
@command
async def indirect_allowed(number: _Number, on: _Day = None, agency: Agency = None, json: Json = False) -> None:
    """Work out which of the costs up to a day count, and up to which share of that may be charged."""
    async with here(agency) as at:
        which = (await awards.award_numbered(number, by=at.by)).fact
        award, found = await indirect.indirect(which, on=on.date() if on else at.now.today, by=at.by)
    if json:
        give_json(
            {
                "award": award.value.number,
                "rules": [
                    {
                        "rule": rule.name,
                        "base_cents": each.base_cents,
                        "allowed_cents": each.allowed_cents,
                        "cite": each.terms.cite,
                        "needs_review": not each.terms.confidence.settles,
                    }
                    for rule, each in found
                ],
            }
        )
        return
    for rule, each in found:
        give(f"{rule.says} [{each.terms.cite}]")
        for part in each.parts:
            what = f"{CATEGORIES[part.category]} {part.subaward}".strip()
            give(f"  {what:32}{dollars(part.spent_cents):>16}  counts {dollars(part.counts_cents):>16}")
        rate = f"{each.terms.rate_hundredths / 100:g} %"
        give(f"  {dollars(each.base_cents)} counts; {rate} of it is {dollars(each.allowed_cents)}")
        if not each.terms.confidence.settles:
            give("  This rule is remembered, not read: somebody has to look at it.")
    if not found:
        say("no text that the award goes by says which indirect costs it allows; adopt us-grants, for instance")


def _as_json(each: PaperFinding) -> dict[str, object]:
    paper, due = each.paper, each.paper.due
    return {
        "kind": paper.kind,
        "first": paper.during.start,
        "last": paper.during.last,
        "final": paper.final,
        "answer": each.answer,
        "due_on": due.on,
        "speaks": due.speaks,
        "days_late": each.days_late,
        "sent_on": each.sent.sent_on if each.sent else None,
        "cite": due.terms.cite if due.terms else None,
        "assumed": each.assumed,
        "unlisted": each.unlisted,
    }
