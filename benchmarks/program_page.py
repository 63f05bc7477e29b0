"""Figure 5: a page of everybody in one program, and the roster of it as somebody opens and narrows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

from benchmarks import bare
from benchmarks.forms import Form
from benchmarks.loading import Loaded, Stage
from benchmarks.measure import Figure, peak, side_by_side
from benchmarks.new_fact import once as record
from benchmarks.workload import DAY
from muster.domain.clearance import Clearance
from muster.domain.overviews.roster import Roster, Stands, Wanted
from muster.persistence.facts import NOW
from muster.services import compliance, judged, roster

# Whoever holds a role in the program on the day: all that the page is about, in an agency with others.
_THERE = (
    " AND {person} IN (SELECT r.person FROM role_held_version r WHERE r.agency = $1 AND r.program = $3"
    " AND r.valid_from <= $4 AND $4 < r.valid_until AND r.known_from <= $2 AND $2 < r.known_until)"
)


async def there(raw: bare.Raw, loaded: Loaded) -> int:
    """Read the rows of the people of the first program, barely."""
    return await bare.facts(raw, loaded, whose=_THERE, values=(loaded.size.programs[0], DAY))


async def page(loaded: Loaded) -> list[Clearance]:
    """Ask for the page of the first program."""
    return await compliance.clearances_of_program(loaded.size.programs[0], on=DAY, known=NOW, by=loaded.by)


async def first(loaded: Loaded) -> list[Clearance]:
    """Ask for it as the first one since muster was started."""
    judged.forget_all()
    return await page(loaded)


async def after(loaded: Loaded) -> list[Clearance]:
    """Record one completion, and ask for it."""
    await record(loaded)
    return await page(loaded)


async def opened(loaded: Loaded) -> Roster:
    """Record one completion, and ask for the first page of the roster of the first program, by name."""
    await record(loaded)
    return await roster.roster(Wanted(program=loaded.size.programs[0]), on=DAY, by=loaded.by)


async def narrowed(loaded: Loaded) -> Roster:
    """Record one completion, and ask for the first page of whoever is not cleared there."""
    await record(loaded)
    wanted = Wanted(program=loaded.size.programs[0], stands=Stands.NOT_CLEARED)
    return await roster.roster(wanted, on=DAY, by=loaded.by)


async def figures(stage: Stage, form: Form) -> AsyncIterator[Figure]:
    """Take the figures."""
    loaded = await stage.loaded(form.main)
    async with loaded.connected(), bare.signed_in(loaded) as raw:
        people = len(await page(loaded))
        for name, what, asked, most in (
            ("program page, first", "every finding, since muster was started", first, None),
            ("program page, after", "one completion recorded, then every finding", after, 2.0),
            ("roster, opened", "one completion recorded, then the first 50 by name", opened, 2.0),
            ("roster, narrowed", "one completion recorded, then the first 50 not cleared", narrowed, 2.0),
        ):
            muster, read = await side_by_side(
                partial(asked, loaded),
                partial(there, raw, loaded),
                rounds=form.rounds,
            )
            yield Figure(
                name,
                f"{people:,} people of {loaded.size.people:,}: {what}",
                "the bare queries for those people's rows",
                muster,
                read,
                most=most,
                peak=await peak(f"program_page.{asked.__name__}", loaded),
            )
