"""What the database refuses by itself: facts that exclude each other, and rows with something left out."""

# ruff: noqa: S608 - names come from here or from the catalogue; values are parameters

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from piccolo.table import Table

from muster.domain.access import Principal
from muster.domain.errors import Conflict
from muster.domain.intervals import Interval
from muster.domain.people import Employment
from muster.persistence.embedded import Embedded
from muster.persistence.piccolo_app import APP_CONFIG
from muster.rules.packs import shipped_text
from muster.services import packs, people, programs
from tests import make
from tests.cast import NOW
from tests.persistence.full import fill
from tests.persistence.rigs import found, superuser

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


@contextmanager
def overlapping() -> Iterator[None]:
    with pytest.raises(Conflict, match="overlaps") as refused:
        yield
    assert refused.value.code == "overlaps"


def employed(start: date, last: date | None = None) -> Employment:
    return Employment(Interval.through(start, last) if last else Interval(start))


@pytest.fixture
async def by(database: Embedded) -> Principal:
    return await found()


@pytest.fixture
async def ben(by: Principal) -> UUID:
    return await people.add_person(make.identity("Ben Abdi"), by=by, now=NOW)


# -- employment


@pytest.mark.parametrize(
    "another",
    [
        employed(JANUARY, MARCH),
        employed(date(2025, 1, 1), JANUARY),
        employed(MARCH, JUNE),
        employed(date(2026, 2, 1), date(2026, 2, 1)),
        employed(date(2025, 1, 1), JUNE),
        employed(date(2025, 1, 1)),
    ],
    ids=["the same days", "ends on the first day", "starts on the last day", "one day inside", "around it", "open"],
)
async def test_two_employments_of_one_person_cannot_overlap(by: Principal, ben: UUID, another: Employment) -> None:
    await people.record_employment(ben, employed(JANUARY, MARCH), by=by, now=NOW)

    with overlapping():
        await people.record_employment(ben, another, by=by, now=NOW)

    assert len(await people.employments(ben, by=by)) == 1


async def test_one_employment_may_start_on_the_day_after_another_ends(by: Principal, ben: UUID) -> None:
    await people.record_employment(ben, employed(JANUARY, MARCH), by=by, now=NOW)
    await people.record_employment(ben, employed(date(2026, 3, 2)), by=by, now=NOW)
    await people.record_employment(ben, employed(date(2025, 1, 1), date(2025, 12, 31)), by=by, now=NOW)

    assert len(await people.employments(ben, by=by)) == 3


async def test_two_people_may_be_employed_on_the_same_days(by: Principal, ben: UUID) -> None:
    ines = await people.add_person(make.identity(), by=by, now=NOW)

    await people.record_employment(ben, employed(JANUARY), by=by, now=NOW)
    await people.record_employment(ines, employed(JANUARY), by=by, now=NOW)


async def test_an_employment_that_was_corrected_is_not_in_the_way_of_another(by: Principal, ben: UUID) -> None:
    first = await people.record_employment(ben, employed(JANUARY), by=by, now=NOW)
    with overlapping():
        await people.record_employment(ben, employed(JUNE), by=by, now=NOW)

    await people.correct_employment(
        first, employed(JANUARY, MARCH), version=None, because="they left in March", by=by, now=NOW
    )
    await people.record_employment(ben, employed(JUNE), by=by, now=NOW)

    assert [each.value.validity.start for each in await people.employments(ben, by=by)] == [JANUARY, JUNE]


async def test_a_correction_cannot_make_two_employments_overlap(by: Principal, ben: UUID) -> None:
    first = await people.record_employment(ben, employed(JANUARY, MARCH), by=by, now=NOW)
    await people.record_employment(ben, employed(JUNE), by=by, now=NOW)
    before = await people.employments(ben, by=by)

    with overlapping():
        await people.correct_employment(first, employed(JANUARY, JUNE), version=None, because="", by=by, now=NOW)

    assert await people.employments(ben, by=by) == before, "what was believed is believed still"


async def test_one_person_may_hold_two_roles_and_two_cards_on_the_same_days(by: Principal, ben: UUID) -> None:
    """Roles, completions and credentials exclude nothing: early renewals and twin cards are normal life."""
    program = await programs.add_program("Harbor CRT", time_zone="America/Chicago", by=by, now=NOW)
    for _ in range(2):
        await people.record_role(ben, make.role(program=program), by=by, now=NOW)

    assert len(await people.roles(ben, by=by)) == 2


# -- adoption

BLOODBORNE = shipped_text("us-osha-bbp")
ANOTHER = BLOODBORNE.replace('id = "us-osha-bbp"', 'id = "another-pack"')


async def test_a_program_cannot_adopt_two_texts_of_one_pack_for_the_same_days(by: Principal) -> None:
    harbor = await programs.add_program("Harbor CRT", time_zone="America/Chicago", by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE, since=JANUARY, through=MARCH, program=harbor, by=by, now=NOW)

    with overlapping():
        await packs.adopt_pack(BLOODBORNE + "# as amended\n", since=MARCH, through=JUNE, program=harbor, by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE + "# as amended\n", since=date(2026, 3, 2), program=harbor, by=by, now=NOW)

    assert len(await packs.adoptions(by=by)) == 2


async def test_an_agency_cannot_adopt_one_pack_twice_for_the_same_days(by: Principal) -> None:
    await packs.adopt_pack(BLOODBORNE, since=JANUARY, by=by, now=NOW)

    with overlapping():
        await packs.adopt_pack(BLOODBORNE, since=MARCH, by=by, now=NOW)


async def test_two_programs_and_two_agencies_may_adopt_one_pack_for_the_same_days(by: Principal) -> None:
    harbor = await programs.add_program("Harbor CRT", time_zone="America/Chicago", by=by, now=NOW)
    bay = await programs.add_program("Bay CRT", time_zone="America/Chicago", by=by, now=NOW)

    for program in (harbor, bay, None):
        await packs.adopt_pack(BLOODBORNE, since=JANUARY, program=program, by=by, now=NOW)
    await packs.adopt_pack(BLOODBORNE, since=JANUARY, by=await found("Far County"), now=NOW)

    assert len(await packs.adoptions(by=by)) == 3


async def test_one_program_may_adopt_two_packs_for_the_same_days(by: Principal) -> None:
    harbor = await programs.add_program("Harbor CRT", time_zone="America/Chicago", by=by, now=NOW)

    for text in (BLOODBORNE, ANOTHER):
        await packs.adopt_pack(text, since=JANUARY, program=harbor, by=by, now=NOW)

    assert len(await packs.adoptions(by=by)) == 2


async def test_an_adoption_that_was_ended_is_not_in_the_way_of_the_next(by: Principal) -> None:
    first, _ = await packs.adopt_pack(BLOODBORNE, since=JANUARY, by=by, now=NOW)
    await packs.end_adoption(first, through=MARCH, version=None, because="a new edition", by=by, now=NOW)

    await packs.adopt_pack(BLOODBORNE, since=JUNE, by=by, now=NOW)

    assert len(await packs.adoptions(by=by)) == 2


# -- nothing is guessed


def required(table: type[Table]) -> list[str]:
    return [each._meta.name for each in table._meta.columns if each._meta.required]


def test_every_column_that_cannot_be_empty_has_to_be_given() -> None:
    guessed = [
        f"{table._meta.tablename}.{each._meta.name}"
        for table in APP_CONFIG.table_classes
        for each in table._meta.columns
        if not each._meta.null and not each._meta.required
    ]

    assert guessed == []


@pytest.mark.parametrize(
    ("table", "left_out"),
    [(table, column) for table in APP_CONFIG.table_classes for column in required(table)],
    ids=lambda each: each if isinstance(each, str) else each._meta.tablename,
)
def test_a_row_with_something_left_out_cannot_even_be_made(table: type[Table], left_out: str) -> None:
    given: dict[str, Any] = {name: object() for name in required(table) if name != left_out}

    with pytest.raises(ValueError, match=f"^{left_out} wasn't provided"):
        table(**given)


# Tables that are empty but for a moment, and where that moment is tested.
PASSING = {"doomed": "a file on its way out: tests/persistence/test_erasing.py"}


async def test_a_row_with_something_left_out_is_refused_by_the_database_and_never_dated_today(
    database: Embedded,
) -> None:
    await fill("kestrel")
    tried = 0
    async with superuser(database, tampering=True) as root:
        for table in APP_CONFIG.table_classes:
            name, columns = table._meta.tablename, [each._meta.name for each in table._meta.columns]
            before = await root.fetchval(f"SELECT count(*) FROM {name}")
            if name in PASSING:
                continue
            assert before, f"{name} is empty: there is no row to leave anything out of"
            for left_out in required(table):
                others = ", ".join(f'"{each}"' for each in columns if each != left_out)
                tried += 1
                with pytest.raises(asyncpg.NotNullViolationError) as refused:
                    await root.execute(f"INSERT INTO {name} ({others}) SELECT {others} FROM {name} LIMIT 1")
                assert refused.value.column_name == left_out
            assert await root.fetchval(f"SELECT count(*) FROM {name}") == before
    print(f"{tried} omissions, none accepted")  # noqa: T201 - for reading: pytest -rP


async def test_a_default_would_be_found(database: Embedded) -> None:
    """The control: with a default of today, the omission is accepted."""
    await fill("kestrel")
    async with superuser(database, tampering=True) as root:
        trying = root.transaction()
        await trying.start()
        try:
            await root.execute("ALTER TABLE completion_version ALTER valid_from SET DEFAULT '2026-11-22'")
            await root.execute(
                "INSERT INTO completion_version (id, agency, fact, valid_until, dating, known_from, known_until,"
                " person, course, mode, proof) SELECT gen_random_uuid(), agency, fact, valid_until, dating, 1, 2,"
                " person, course, mode, proof FROM completion_version LIMIT 1"
            )
        finally:
            await trying.rollback()
