"""Adopting rule packs at the prompt: who would stand otherwise, adopt, correct, end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import typer

from muster.cli.packs import Agency, Json, PackName
from muster.cli.prompt import command, give, give_json, here, say, table
from muster.domain.adopting.adoptions import Stated, Whom
from muster.domain.charged_previews import ChargedPreview
from muster.rules import packs
from muster.services import awards, previews
from muster.services import packs as service
from muster.services.previews import Foreseen

_DAY = ["%Y-%m-%d"]
_NAMED = 50  # people, at a prompt; --json names all

Applied = Annotated[
    datetime | None, typer.Option(formats=_DAY, help="The day the program applied, where the pack asks.")
]
Circumstances = Annotated[
    list[str] | None, typer.Option(help="What is so of the program, of what the pack names. May be given again.")
]
Previewed = Annotated[bool, typer.Option("--preview", help="Only say who would stand otherwise; nothing is recorded.")]
On = Annotated[
    datetime | None,
    typer.Option(formats=_DAY, help="With --preview: the day to look at; the first that differs otherwise."),
]


@command
async def adopt(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    pack: PackName,
    since: Annotated[datetime, typer.Option("--from", formats=_DAY, help="The first day it binds.")],
    program: Annotated[UUID | None, typer.Option(help="The program; unset: every program of the agency.")] = None,
    award: Annotated[
        str | None,
        typer.Option(metavar="NUMBER", help="The award whose terms it is, by its number; never with --program."),
    ] = None,
    partnership: Annotated[
        UUID | None, typer.Option(help="The partnership that asks for it: what is charged under it goes by it.")
    ] = None,
    team_kind: Annotated[
        str | None,
        typer.Option(help="Only whoever goes out on a shift of this kind of team."),
    ] = None,
    applied: Applied = None,
    circumstance: Circumstances = None,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="An older text of the pack, adopted by the same, ends the day before.")
    ] = False,
    digest: Annotated[
        str | None, typer.Option(help="The SHA-256 that its body published; another text is refused.")
    ] = None,
    preview: Previewed = False,
    on: On = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Adopt a pack: its text is copied as it reads now, and binds from a day on. --preview: say first what changes."""
    text = packs.text(pack)
    async with here(agency) as at:
        of = await awards.award_numbered(award, by=at.by) if award else None
        proposed = await service.to_adopt(
            text,
            since=since.date(),
            whom=Whom(program, of.fact if of else None, partnership, team_kind),
            stated=_stated(applied, circumstance),
            in_place=in_place,
            digest=digest,
            by=at.by,
        )
        if preview:
            _tell(await previews.preview_adoption(proposed, on=_day(on), by=at.by), json=json)
            return
        fact = await service.adopt(proposed, by=at.by, now=at.now)
    whose = f" for the award {of.value.number}" if of else ""
    say(f"adopted {proposed.pack.id} ({proposed.pack.digest[:12]}){whose} from {since:%Y-%m-%d} on")
    give(str(fact))


@command
async def correct(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    adoption: Annotated[UUID, typer.Argument(help="The adoption, by the id that it was adopted under.")],
    since: Annotated[datetime, typer.Option("--from", formats=_DAY, help="The first day it really binds.")],
    because: Annotated[str, typer.Option(help="Why, for the ledger.")] = "",
    through: Annotated[
        datetime | None, typer.Option(formats=_DAY, help="The last day it binds; unset: until further notice.")
    ] = None,
    applied: Applied = None,
    circumstance: Circumstances = None,
    preview: Previewed = False,
    on: On = None,
    agency: Agency = None,
    json: Json = False,
) -> None:
    """Say on which days an adopted pack really binds, and what is so of its adopter: all of it anew. History stays."""
    stated, last = _stated(applied, circumstance), _day(through)
    async with here(agency) as at:
        if preview:
            found = await previews.preview_correction(
                adoption, since=since.date(), through=last, stated=stated, on=_day(on), by=at.by
            )
            _tell(found, json=json)
            return
        if not because:
            raise typer.BadParameter("say why, for the ledger: --because '…'")
        await service.correct_adoption(
            adoption,
            since=since.date(),
            through=last,
            stated=stated,
            version=None,
            because=because,
            by=at.by,
            now=at.now,
        )
    say(f"corrected: it binds from {since:%Y-%m-%d} on" + (f", through {last}" if last else ""))


@command
async def end(
    adoption: Annotated[UUID, typer.Argument(help="The adoption, by the id that it was adopted under.")],
    through: Annotated[datetime, typer.Option(formats=_DAY, help="The last day it binds.")],
    because: Annotated[str, typer.Option(help="Why, for the ledger.")],
    agency: Agency = None,
) -> None:
    """End an adoption: from the day after, nothing of it is asked. Answers about earlier days stay."""
    async with here(agency) as at:
        await service.end_adoption(
            adoption, through=through.date(), version=None, because=because, by=at.by, now=at.now
        )
    say(f"it ends: its last day is {through:%Y-%m-%d}")


def _stated(applied: datetime | None, circumstance: list[str] | None) -> Stated:
    return Stated(_day(applied), tuple(sorted(set(circumstance or ()))))


def _day(parsed: datetime | None) -> date | None:
    return parsed.date() if parsed else None


def _tell(found: Foreseen, *, json: bool) -> None:
    """Say who would stand otherwise: counts first, then people."""
    preview = found.preview
    if json:
        give_json(_as_json(found))
        return
    if found.charges:
        _tell_of_charges(found, found.charges)
        return
    give(
        f"{preview.on}: of {preview.bound} people whom {found.pack.id} would bind, the answer of {preview.people} "
        f"would be another; {preview.others} more would be asked otherwise, and the answer stays"
    )
    give(f"{preview.roleless} people on record hold no role there on that day: of them nothing can be said")
    for (before, after), count in preview.counts.items():
        give(f"  {count:5}  {before} -> {after}")
    table(
        ("person", "program", "before", "after", "through"),
        [
            (
                found.names.get(each.person, str(each.person)),
                found.programs[each.program],
                str(each.before),
                str(each.after),
                ", ".join(f"{moved.requirement.name} ({moved.after.reason})" for moved in each.moved),
            )
            for each in preview.changed[:_NAMED]
        ],
    )
    if len(preview.changed) > _NAMED:
        say(f"and {len(preview.changed) - _NAMED} more: --json names all")


def _tell_of_charges(found: Foreseen, charges: ChargedPreview) -> None:
    """Say whose charged days would count otherwise: minutes by class first, then days of people."""
    give(
        f"from {charges.since} on: of {charges.people} people charged or meant to be, days of {charges.moved} would "
        f"count otherwise; of {charges.others} more something else would be asked, and every day stays as it is"
    )
    for (name, before), after in zip(charges.before.parts().items(), charges.after.parts().values(), strict=True):
        give(f"  {name:15}  {before:8} -> {after:8} minutes charged")
    table(
        ("person", "line", "days", "minutes", "before", "after", "through"),
        [
            (
                found.names.get(each.person, str(each.person)),
                each.line.code,
                f"{each.during.start} to {each.during.last}",
                "meant" if each.minutes is None else str(each.minutes),
                str(each.before),
                str(each.after),
                ", ".join(f"{one.requirement.name} ({one.after})" for one in each.turned),
            )
            for each in charges.changed[:_NAMED]
        ],
    )
    if len(charges.changed) > _NAMED:
        say(f"and {len(charges.changed) - _NAMED} more: --json names all")


def _charges_as_json(found: Foreseen, charges: ChargedPreview) -> dict[str, object]:
    return {
        "since": charges.since,
        "people": charges.people,
        "changed": charges.moved,
        "others": charges.others,
        "before": charges.before.parts(),
        "after": charges.after.parts(),
        "days": [
            {
                "person": each.person,
                "name": found.names.get(each.person, ""),
                "line": each.line.code,
                "first": each.during.start,
                "last": each.during.last,
                "minutes": each.minutes,
                "before": each.before,
                "after": each.after,
                "through": [
                    {"requirement": one.requirement.name, "before": one.before, "after": one.after}
                    for one in each.turned
                ],
            }
            for each in charges.changed
        ],
    }


def _as_json(found: Foreseen) -> dict[str, object]:
    preview = found.preview
    return {
        "on": preview.on,
        "pack": found.pack.id,
        "bound": preview.bound,
        "changed": preview.people,
        "others": preview.others,
        "roleless": preview.roleless,
        "counts": [{"before": was, "after": will, "people": count} for (was, will), count in preview.counts.items()],
        "people": [
            {
                "person": each.person,
                "name": found.names.get(each.person, ""),
                "program": found.programs[each.program],
                "before": each.before,
                "after": each.after,
                "through": [
                    {
                        "requirement": moved.requirement.name,
                        "before": moved.before.verdict,
                        "after": moved.after.verdict,
                        "because": moved.after.reason,
                    }
                    for moved in each.moved
                ],
            }
            for each in preview.changed
        ],
        "charges": _charges_as_json(found, found.charges) if found.charges else None,
    }
