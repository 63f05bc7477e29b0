"""Bring spreadsheets in from the prompt: the plan first, and only with ``--yes`` the deed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from muster import catalogue, settings
from muster.cli.prompt import FOUND_PROBLEMS, command, give, give_json, here, say, table
from muster.domain.errors import Conflict, Invalid, NotFound
from muster.domain.importing.planning.labels import KINDS, STEPS
from muster.domain.importing.planning.overview import groups, places
from muster.domain.importing.planning.plan import Kind, Plan, PlanLine, Step
from muster.domain.importing.recipe import Recipe
from muster.domain.importing.recipe_text import recipe_text
from muster.domain.importing.rejects import rejected_rows
from muster.domain.words import Words
from muster.files import Files
from muster.rules import recipes
from muster.rules.reading import text_of
from muster.services import imports as service

Agency = Annotated[UUID | None, typer.Option(envvar="MUSTER_AGENCY", help="The agency, where there are several.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_GROUPS = 40  # how many faults are printed


@command
async def bring(
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help="Spreadsheets: xlsx, csv or tsv.")],
    recipe: Annotated[Path | None, typer.Option(help="What you have accepted about these files.")] = None,
    write_recipe: Annotated[
        Path | None, typer.Option(help="Write what muster proposes here, to read and edit.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Store what the plan settles. Without it nothing is.")] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Write the rows that are held back here, each with its reason.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with 3 when anything is held back.")] = False,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Bring in spreadsheets of people, training, awards and payroll. Prints what it would do, and why."""
    words = catalogue.words(settings.read().language)
    accepted = recipes.parse(text_of(recipe, what="recipe"), source=recipe.name) if recipe else Recipe()
    _free(write_recipe)
    contents = [(file.name, _content(file)) for file in files]
    brought = await service.bring(contents, accepted, words=words)
    async with here(agency) as at:
        plan = await service.plan(brought, accepted, by=at.by, now=at.now, words=words)
        position = None
        if yes:
            kept = Files(settings.read().home / "evidence")
            done = await service.commit(brought, accepted, by=at.by, now=at.now, kept=kept, shown=plan, words=words)
            plan, position = done.plan, done.position
    if json:
        give_json(_as_json(plan, position))
    else:
        _show(plan, words)
    if write_recipe:
        write_recipe.write_text(recipe_text(accepted, plan.proposals), encoding="utf-8")
        say(words("wrote {file}: read every line of it, then use it with --recipe", file=write_recipe))
    if rejects:
        _write_rejects(rejects, plan, brought, words)
    _say_what_was_done(plan, position, words, yes=yes)
    if strict and plan.held_back():
        raise typer.Exit(FOUND_PROBLEMS)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}") from None
    except OSError as why:
        raise Invalid(f"{file} cannot be read ({why.strerror})", code="unreadable-file") from None


def _free(file: Path | None) -> None:
    """Refuse to write over what somebody may have edited."""
    if file is not None and file.exists():
        raise Conflict(
            f"{file} is there already; name another file, so that nothing of yours is lost",
            code="file-exists",
        )


def _show(plan: Plan, words: Words) -> None:
    """Print a plan: counts, then what is held back, then what is only said."""
    counts = plan.counts()
    steps = list(Step)
    rows = [
        (words(KINDS[kind]), *(str(found[step]) if found[step] else "" for step in steps))
        for kind, found in counts.items()
    ]
    table((words("what"), *(words(STEPS[step]) for step in steps)), rows)
    for title, step in (
        (words("Conflicts: somebody has to settle these"), Step.CONFLICT),
        (words("Rejected"), Step.REJECTED),
    ):
        _show_held_back(title, [line for line in plan.lines if line.step is step], words)
    for line in plan.lines:
        if line.step is Step.UPDATE and line.kind is not Kind.EFFORT:
            fields = ", ".join(line.changes)
            give(
                "\n" + words("changes {what}: {fields} ({at})", what=line.words, fields=fields, at=line.at.said(words))
            )
    if plan.remarks:
        give("\n" + words("Cells that are no facts, by sort:"))
        for because, count in Counter(each.because for each in plan.remarks).most_common():
            give(f"  {count:>5}  {because}")
    if plan.ignored:
        columns = "; ".join(each.said(words) for each in plan.ignored)
        give("\n" + words("Columns that nobody knows, ignored: {columns}", columns=columns))
    if plan.effects:
        give("\n" + words("What else changes: {effects}", effects="; ".join(plan.effects)))


def _show_held_back(title: str, lines: Sequence[PlanLine], words: Words) -> None:
    """Print lines by what is wrong with them, so that one mistake made often is read once."""
    if not lines:
        return
    found = groups(lines)
    give(f"\n{title} ({len(lines)}):")
    for each in found[:_GROUPS]:
        give("  " + words("found {found}, expected {expected}", found=each.found, expected=each.expected))
        give("    " + words("to mend it: {fix}", fix=each.fix))
        give(f"    {places(each.spots, words)}")
    others = len(found) - _GROUPS
    if others > 0:
        give(
            "  "
            + words.plural(
                "and {count} other: --json or --rejects has them all",
                "and {count} others: --json or --rejects has them all",
                others,
            )
        )


def _say_what_was_done(plan: Plan, position: int | None, words: Words, *, yes: bool) -> None:
    """Say whether anything was stored, and how to go on."""
    held = len(plan.held_back())
    moving = plan.total(Step.CREATE, Step.UPDATE)
    things = _things(moving, words)
    if position is not None:
        say(words("stored {things}, at position {position} of the ledger", things=things, position=position))
    elif yes or not moving:
        say(words("nothing was stored: there is nothing new that is settled"))
    else:
        say(words("nothing was stored. To store {things}, run the same again with --yes", things=things))
    if held:
        things = _things(held, words)
        say(words("{things} held back; --rejects FILE writes their rows, to mend and bring in again", things=things))
    if plan.proposals:
        things = _things(len(plan.proposals), words)
        say(words("muster proposes {things}; --write-recipe FILE writes them, for you to accept", things=things))


def _things(count: int, words: Words) -> str:
    return words.plural("{count} thing", "{count} things", count)


def _as_json(plan: Plan, position: int | None) -> dict[str, object]:
    return {
        "stored_at_position": position,
        "planned_at_position": plan.position,
        "counts": {
            str(kind): {str(step): count for step, count in steps.items()} for kind, steps in plan.counts().items()
        },
        "lines": [_line(each) for each in plan.lines],
        "remarks": [{"at": str(each.at), "words": each.words, "because": each.because} for each in plan.remarks],
        "ignored": [str(each) for each in plan.ignored],
        "effects": list(plan.effects),
        "sheets": dict(plan.sheets),
    }


def _line(line: PlanLine) -> dict[str, object]:
    said: dict[str, object] = {
        "at": str(line.at),
        "step": str(line.step),
        "kind": str(line.kind),
        "words": line.words,
    }
    if line.changes:
        said["changes"] = {name: [_shown(old), _shown(new)] for name, (old, new) in line.changes.items()}
    if line.fault:
        said |= {"found": line.fault.found, "expected": line.fault.expected, "fix": line.fault.fix}
    if line.proposal:
        said["proposal"] = {"under": list(line.proposal.table), "key": line.proposal.key}
    return said


def _shown(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)


def _write_rejects(file: Path, plan: Plan, brought: Iterable[service.Brought], words: Words) -> None:
    """Write the held-back rows: one file for each sheet they come from."""
    written = rejected_rows(plan, [each.reading for each in brought], words)
    for name, content in written.items():
        beside = re.sub(r"[^\w-]+", "-", name).strip("-")
        place = file if len(written) == 1 else file.with_name(f"{file.stem}-{beside}{file.suffix or '.csv'}")
        place.write_bytes(content)
        say(words("wrote {file}: mend the rows, and bring that file in", file=place))
