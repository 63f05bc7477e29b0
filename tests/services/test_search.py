"""Finding by name or number: as far as whoever asks may read, and nothing of anybody else's."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from muster.domain.access import Role
from muster.domain.overviews.search import Entry, Sought, matching
from muster.domain.people import Identifier, Register
from muster.services import awards, partnerships, people, search, training
from tests import make, money
from tests.cast import NOW, Cast, join


@pytest.fixture
async def garcia(cast: Cast) -> UUID:
    """Everything at Harbor has Garcia in it."""
    by = cast.amara.principal
    who = await people.add_person(make.identity("Inés García Muñoz", preferred_name="Nes"), by=by, now=NOW)
    await people.record_identifier(who, Identifier(Register.HR, "01-007"), by=by, now=NOW)
    await training.add_course(make.course("García method"), by=by, now=NOW)
    await money.award(by, "GARCIA-99")
    await partnerships.add_partner(make.partner("Garcia House"), by=by, now=NOW)
    return who


def titles(found: tuple[search.Group, ...]) -> dict[Sought, list[str]]:
    return {each.kind: [one.title for one in each.items] for each in found}


async def test_an_administrator_finds_all_kinds_whatever_accents_they_have(garcia: UUID, cast: Cast) -> None:
    found = titles(await search.search("GARC", by=cast.amara.principal))

    assert list(found) == [Sought.PERSON, Sought.COURSE, Sought.AWARD, Sought.PARTNER]
    assert found[Sought.PERSON] == ["Inés García Muñoz"]


@pytest.mark.parametrize("asked", ["munoz ines", "nes", "01-007", "01007", "0100", "Inés García Muñoz"])
async def test_a_person_is_found_by_any_words_of_the_name_and_by_a_number(asked: str, garcia: UUID, cast: Cast) -> None:
    (people_found,) = [
        each for each in await search.search(asked, by=cast.amara.principal) if each.kind is Sought.PERSON
    ]

    assert [each.fact for each in people_found.items] == [garcia]


@pytest.mark.parametrize("asked", ["", "  ", "%", "arcia", "1007", "garcia lopez", "' OR 1=1 --", "\x00"])
async def test_what_nothing_begins_with_finds_nothing(asked: str, garcia: UUID, cast: Cast) -> None:
    assert await search.search(asked, by=cast.amara.principal) == ()


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.HR, [Sought.PERSON, Sought.COURSE]),
        (Role.SUPERVISOR, [Sought.PERSON, Sought.COURSE]),
        (Role.GRANT_OFFICER, [Sought.PERSON, Sought.COURSE, Sought.AWARD, Sought.PARTNER]),
        (Role.RESPONDER, []),
        (Role.SYSTEM_ADMINISTRATOR, []),
    ],
)
async def test_a_role_finds_what_it_may_read(role: Role, kinds: list[Sought], garcia: UUID, cast: Cast) -> None:
    who = (await join(cast.amara, role)).principal

    assert [each.kind for each in await search.search("garcia", by=who)] == kinds
    assert titles(await search.search("harbor", by=who)).get(Sought.PROGRAM) == ["Harbor CRT"]


async def test_another_agency_finds_nothing_of_it(garcia: UUID, cast: Cast) -> None:
    assert await search.search("garcia", by=cast.chidi.principal) == ()


async def test_a_place_in_one_program_finds_its_people(garcia: UUID, cast: Cast) -> None:
    by = cast.amara.principal
    here = await people.add_person(make.identity("Ana García"), by=by, now=NOW)
    await people.record_role(here, make.role(program=cast.program), by=by, now=NOW)
    supervisor = (await join(cast.amara, Role.SUPERVISOR, program=cast.program)).principal

    assert titles(await search.search("garcia", by=supervisor))[Sought.PERSON] == ["Ana García"]


async def test_no_more_than_twenty_are_shown_and_all_are_counted(cast: Cast) -> None:
    for number in range(search.SHOWN + 3):
        await people.add_person(make.identity(f"Quin {number:02}"), by=cast.amara.principal, now=NOW)

    (found,) = await search.search("quin", by=cast.amara.principal)

    assert (len(found.items), found.total) == (search.SHOWN, search.SHOWN + 3)


def test_the_closest_comes_first() -> None:
    names = ("Anabel Li", "Li Ana", "Ana", "Ana Li", "Ana Lima")

    found = matching([Entry(Sought.PERSON, uuid4(), each) for each in names], "ana li")

    assert [each.title for each in found] == ["Ana Li", "Ana Lima", "Anabel Li", "Li Ana"]


async def test_an_award_is_found_by_its_number_however_it_is_written(garcia: UUID, cast: Cast) -> None:
    by = cast.amara.principal
    (award,) = [each for each in await awards.awards(by=by) if each.value.number == "GARCIA-99"]

    for asked in ("garcia99", "GARCIA 99", "garcia-9"):
        (found,) = [each for each in await search.search(asked, by=by) if each.kind is Sought.AWARD]
        assert [each.fact for each in found.items] == [award.fact]
