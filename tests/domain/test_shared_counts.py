"""Numbers of one program are about the same people, and no hidden one can be worked out from the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import combinations_with_replacement, product
from uuid import UUID

import pytest

from muster.domain.clearance import Clearance
from muster.domain.findings import Finding, Standing, Verdict
from muster.domain.findings import Reason as Why
from muster.domain.intervals import Interval
from muster.domain.programs import Program
from muster.domain.requirements import Bar, Confidence, Requirement, Terms
from muster.domain.sharing.shared_counts import VERDICTS, Lapse, ProgramCounts, counted, ranked
from muster.domain.sharing.suppression import one_way

PROGRAM = Program(UUID(int=1), "Harbor CRT", "America/Chicago")
ON = date(2026, 11, 22)
MET, NOT_MET, REVIEW, FREE = VERDICTS
SMALLEST = 3
REASON = {MET: Why.HELD, NOT_MET: Why.MISSING, REVIEW: Why.UNPROVEN}

Way = tuple[Verdict, Verdict, int | None]  # by the first rule, by the second, and in how many days that ends


def rule(name: str) -> Requirement:
    terms = Terms(date(2020, 1, 1), "Policy 1", Confidence.READ)
    return Requirement("local", name, f"Everybody has {name}.", frozenset("*"), frozenset({name}), (), (terms,))


RULES = (rule("cpr"), rule("naloxone"))


def stands(who: int, *verdicts: Verdict, ends: int | None = None) -> Clearance:
    """Return how somebody stands by each of the rules, and in how many days that is over."""
    findings = []
    for asked, verdict in zip(RULES, verdicts, strict=True):
        if verdict is not FREE:
            findings.append(Finding(asked, ON, Standing(verdict, REASON[verdict]), Interval(date(2026, 1, 1))))
    through = None if ends is None else ON + timedelta(days=ends)
    return Clearance(UUID(int=100 + who), PROGRAM, ON, tuple(findings), through)


def published(ways: Sequence[Way], roles: Sequence[Sequence[str]] = (), *, smallest: int = SMALLEST) -> ProgramCounts:
    people = [stands(who, first, second, ends=ends) for who, (first, second, ends) in enumerate(ways)]
    held = {each.person: roles[place] if roles else ["emt"] for place, each in enumerate(people)}
    return counted(PROGRAM, people, roles=held, requirements=RULES, on=ON, smallest=smallest)


def numbers(shown: ProgramCounts) -> dict[str, int | None]:
    """Return every number that is published, by a name."""
    return {
        **{f"standing {each}": count for each, count in shown.standing.items()},
        **{f"lapses {each}": count for each, count in shown.lapses.items()},
        **{f"role {each}": count for each, count in shown.roles.items()},
        **{f"{each.name} {verdict}": count for each in shown.rules for verdict, count in each.by.items()},
    }


# Every way in which somebody can stand by two rules, with an end that is near or far where they are cleared.
BOUND = (MET, NOT_MET, REVIEW)
WAYS: tuple[Way, ...] = (
    (MET, MET, 10),
    (MET, MET, 400),
    *((first, second, None) for first, second in product(BOUND, BOUND) if (first, second) != (MET, MET)),
)
Numbers = tuple[int | None, ...]


@cache
def names() -> tuple[str, ...]:
    """Return what the numbers are called, without the days in which nobody's clearance ends here."""
    return tuple(name for name in numbers(published(WAYS)) if "31" not in name and "61" not in name)


@cache
def true(world: tuple[Way, ...]) -> tuple[int, ...]:
    """Return what the numbers are, with nothing hidden."""
    found = numbers(published(world, smallest=0))
    return tuple(found[name] or 0 for name in names())


# The same, where the second rule binds some of them only.
SOME: tuple[Way, ...] = (
    *((MET, second, ends) for second in (MET, FREE) for ends in (10, 400)),
    *((MET, second, None) for second in (NOT_MET, REVIEW)),
    *((NOT_MET, second, None) for second in VERDICTS),
)


def worlds(people: int, ways: tuple[Way, ...] = WAYS) -> Iterator[tuple[Way, ...]]:
    yield from combinations_with_replacement(ways, people)


def may_be_hidden(world: tuple[int, ...], at: int) -> bool:
    """May this number be hidden in that state of affairs? A zero is, with its total, or where a rule binds few."""
    name = names()[at]
    if world[at] or name.startswith("lapses"):
        return True
    line = [f"{name.rpartition(' ')[0]} {verdict}" for verdict in BOUND]
    return name in line and 0 < sum(world[names().index(each)] for each in line) < SMALLEST


@dataclass
class Attacker:
    """Knows the rule, every state of affairs that there could be, and what is published of the true one."""

    people: int
    ways: tuple[Way, ...] = WAYS
    places: dict[tuple[int, ...], dict[Numbers, list[tuple[int, ...]]]] = field(default_factory=dict)

    def told(self, shown: Numbers) -> set[str]:
        """Return the hidden numbers that are the same in every state of affairs that fits what is shown."""
        there = tuple(place for place, count in enumerate(shown) if count is not None)
        if there not in self.places:
            found = self.places[there] = defaultdict(list)
            for world in worlds(self.people, self.ways):
                found[tuple(true(world)[place] for place in there)].append(true(world))
        fits = [
            world
            for world in self.places[there][tuple(shown[place] for place in there)]
            if all(count is not None or may_be_hidden(world, at) for at, count in enumerate(shown))
        ]
        return {
            names()[at] for at, count in enumerate(shown) if count is None and len({world[at] for world in fits}) < 2
        }


@pytest.mark.parametrize("ways", [WAYS, SOME], ids=["all bound", "some bound"])
@pytest.mark.parametrize("people", [3, 4, *(pytest.param(each, marks=pytest.mark.prove) for each in (5, 6))])
def test_no_hidden_number_can_be_told_from_all_the_others(people: int, ways: tuple[Way, ...]) -> None:
    attacker, hid, whole, every = Attacker(people, ways), 0, 0, 0

    for world in worlds(people, ways):
        found = numbers(published(world))
        shown = tuple(found[name] for name in names())
        assert all(count is None for count, is_ in zip(shown, true(world), strict=True) if 0 < is_ < SMALLEST)
        assert all(count in {None, is_} for count, is_ in zip(shown, true(world), strict=True))
        out = sum(count is None for count in shown)
        hid, whole, every = hid + bool(out), whole + (out == len(shown)), every + 1
        if out != len(shown):  # else nothing is shown that could tell
            assert attacker.told(shown) == set(), f"of {Counter(world)}"

    print(f"{every} states of affairs: something hidden in {hid}, everything in {whole}")  # noqa: T201 - pytest -rP
    assert hid
    assert people == 3 or whole < every * 2 / 3, "hiding everything would be no art"


def by_itself(world: tuple[Way, ...]) -> Numbers:
    """Hide each list of numbers by itself, as if nobody could lay them side by side."""
    found: dict[str, int | None] = dict(zip(names(), true(world), strict=True))
    for start in ("standing ", "lapses ", *(f"{each.name} " for each in RULES)):
        line = {name: count or 0 for name, count in found.items() if name.startswith(start)}
        found |= one_way(line, smallest=SMALLEST).cells
    return tuple(found.values())


def test_each_list_hidden_by_itself_would_be_found_out() -> None:
    """The control: whoever lays the lists side by side learns what each of them hides."""
    attacker = Attacker(5)

    leaking = sum(bool(attacker.told(by_itself(world))) for world in worlds(5))

    print(f"{leaking} states of affairs would be told")  # noqa: T201 - for reading: pytest -rP
    assert leaking


def test_fewer_than_the_smallest_are_too_few_to_say_anything() -> None:
    shown = published([(MET, MET, 400), (MET, MET, 10)])

    assert shown.people is None
    assert set(numbers(shown).values()) == {None}
    assert (shown.bound, shown.share, shown.percent) == (None, None, None)


def test_everybody_cleared_is_said_and_so_is_nobody() -> None:
    all_of_them = published([(MET, MET, 400)] * 12)
    none_of_them = published([(NOT_MET, MET, None)] * 12)

    assert (all_of_them.people, all_of_them.percent, all_of_them.standing[NOT_MET]) == (12, 100, 0)
    assert (none_of_them.percent, none_of_them.rules[0].by[NOT_MET]) == (0, 12)


def test_a_percentage_is_said_only_of_what_is_shown() -> None:
    few = published([*[(MET, MET, 400)] * 48, *[(NOT_MET, MET, None)] * 2])
    more = published([*[(MET, MET, 400)] * 46, *[(NOT_MET, MET, None)] * 4])

    assert (few.standing[MET], few.standing[NOT_MET], few.percent) == (None, None, None)
    assert (more.standing[MET], more.standing[NOT_MET], more.percent) == (46, 4, 92)


def test_a_hundred_percent_is_all_of_them() -> None:
    assert published([*[(MET, MET, 400)] * 997, *[(NOT_MET, MET, None)] * 3]).percent == 99


def test_when_the_cleared_lapse_adds_up_to_the_cleared() -> None:
    ends = [5, 30, 29, 31, 60, 45, 61, 90, 77, 91, 400, 300]
    shown = published([(MET, MET, each) for each in ends])

    assert list(shown.lapses.values()) == [3, 3, 3, 3]
    assert list(shown.lapses) == list(Lapse)


def test_a_role_of_few_is_hidden_with_another_and_their_sum_does_not_tell() -> None:
    roles = [["emt"]] * 6 + [["peer"]] * 9 + [["nurse"]]
    shown = published([(MET, MET, 400)] * 16, roles)

    assert dict(shown.roles) == {"emt": None, "nurse": None, "peer": 9}


def test_where_a_rule_binds_few_it_is_not_said_that_none_of_them_meets_it() -> None:
    ways: list[Way] = [*[(MET, FREE, 400)] * 9, *[(NOT_MET, FREE, None)] * 6, (NOT_MET, NOT_MET, None)]

    shown = published(ways)

    assert dict(shown.rules[1].by) == dict.fromkeys(VERDICTS)
    assert (shown.standing[MET], shown.standing[NOT_MET], shown.percent) == (9, 7, 56)


def test_what_binds_only_a_hidden_role_does_not_tell_how_many_hold_it() -> None:
    roles = [["emt"]] * 6 + [["peer"]] * 9 + [["nurse"]]
    ways: list[Way] = [*[(MET, FREE, 400)] * 15, (MET, MET, 400)]
    shown = published(ways, roles)

    assert shown.roles["nurse"] is None
    assert shown.rules[1].by[MET] is None
    assert shown.rules[1].by[FREE] is None


def test_programs_are_ranked_and_those_too_small_to_say_come_last() -> None:
    def named(name: str, ways: list[Way]) -> ProgramCounts:
        people = [stands(who, first, second, ends=ends) for who, (first, second, ends) in enumerate(ways)]
        return counted(
            Program(UUID(int=9), name, "America/Chicago"), people, roles={}, requirements=RULES, on=ON, smallest=3
        )

    small = named("Aardvark", [(MET, MET, 400)])
    half = named("Bittern", [*[(MET, MET, 400)] * 5, *[(NOT_MET, MET, None)] * 5])
    most = named("Curlew", [*[(MET, MET, 400)] * 9, *[(NOT_MET, MET, None)] * 3])

    assert [each.program.name for each in ranked([small, half, most])] == ["Curlew", "Bittern", "Aardvark"]


def test_a_recommendation_is_counted_and_does_not_clear_anybody_less() -> None:
    advice = Requirement(
        "local",
        "yoga",
        "Everybody does yoga.",
        frozenset("*"),
        frozenset({"yoga"}),
        (),
        (Terms(date(2020, 1, 1), "Advice 1", Confidence.READ),),
        Bar.RECOMMENDED,
    )
    finding = Finding(advice, ON, Standing(NOT_MET, Why.MISSING), Interval(date(2026, 1, 1)))
    people = [Clearance(UUID(int=who), PROGRAM, ON, (finding,)) for who in range(1, 6)]

    shown = counted(PROGRAM, people, roles={}, requirements=[advice], on=ON, smallest=3)

    assert shown.rules[0].by[NOT_MET] == 5
    assert shown.standing[FREE] == 5
