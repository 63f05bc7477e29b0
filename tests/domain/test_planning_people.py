"""Who is meant by a row, and what a roster plans."""

from dataclasses import replace
from datetime import date

import pytest

from muster.domain.importing.planning.plan import Kind, Step
from muster.domain.importing.recipe import NEW, Recipe
from muster.domain.intervals import Interval
from muster.domain.people import FlsaStatus, Identifier, Identity, Register, RoleHeld
from tests.planning import (
    BEN,
    HARBOR,
    HOA,
    PROGRAM,
    RECIPE,
    UMA,
    after,
    completion,
    moved,
    named,
    of,
    only,
    person,
    plan,
    steps,
    values,
)


def with_people(accepted: dict[str, str]) -> Recipe:
    return replace(RECIPE, people=accepted)


def test_a_roster_adds_somebody_with_number_employment_and_role_and_says_nothing_new_the_second_time() -> None:
    first = plan(person(HOA, fte_percent=80))

    assert moved(first) == len(first.lines) == 3
    assert values(first, Kind.PERSON) == [Identity("Hoa Tran", email="htran@example.org")]
    assert values(first, Kind.ROLE) == [RoleHeld("nurse", PROGRAM, Interval(date(2024, 4, 18)), 80)]
    assert values(first, Kind.IDENTIFIER) == [Identifier(Register.HR, "01001")]

    second = plan(person(HOA, fte_percent=80), on=after(first))

    assert {each.step for each in second.lines} == {Step.UNCHANGED}
    assert not second.writes


def test_a_roster_that_says_another_share_of_a_role_leaves_whether_it_is_exempt_as_it_was_said() -> None:
    on = after(plan(person(HOA, fte_percent=80)))
    (role,) = on.roles
    exempt = role._replace(value=replace(role.value, flsa=FlsaStatus.EXEMPT))

    changed = plan(person(HOA, fte_percent=50), on=replace(on, roles=(exempt,)))

    assert only(changed, Step.UPDATE).changes == {"fte_percent": (80, 50)}
    roles = [each for each in values(changed, Kind.ROLE) if isinstance(each, RoleHeld)]
    assert [(each.fte_percent, each.flsa) for each in roles] == [(50, FlsaStatus.EXEMPT)]


def test_a_roster_that_says_something_else_updates_that_field_and_no_other() -> None:
    on = after(plan(person(HOA, phone="555-0101")))

    changed = plan(person(replace(HOA, email="hoa@example.org"), phone=""), on=on)

    assert only(changed, Step.UPDATE).changes == {"email": ("htran@example.org", "hoa@example.org")}
    assert values(changed, Kind.PERSON) == [Identity("Hoa Tran", email="hoa@example.org", phone="555-0101")]


@pytest.mark.parametrize(
    "who",
    [
        named("Tran, Hoa", "01001"),
        named("Hoa Tran", "1001"),
        named("", "01001"),
        named("Hoa Tran", "", "HTRAN@example.org"),
        named("", "", "htran@example.org"),
        named("Hoa T. Tran", "01001"),
        named("HOA TRAN", "01001"),
    ],
)
def test_a_number_or_an_address_settles_who_is_meant(who: object) -> None:
    on = after(plan(person(HOA)))

    found = plan(completion(who), on=on)  # type: ignore[arg-type]

    assert steps(found, Kind.COMPLETION) == [Step.CREATE]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (named("Ben Müller", "01001"), "'Hoa Tran', who has it on record"),
        (named("Ben Müller", "", "htran@example.org"), "'Hoa Tran', who has it on record"),
        (named("", "1001"), "differ by leading zeros"),
        (named("Hoa Tran"), "muster would take it for Hoa Tran (01001)"),
        (named("Tran, Hoa"), "muster would take it for Hoa Tran (01001)"),
        (named("Ho? Tran", "", "htran@example.or?"), "muster would take it for Hoa Tran (01001)"),
    ],
)
def test_what_only_resembles_somebody_is_a_conflict_that_proposes_them_and_the_recipe_settles_it(
    who: object, expected: str
) -> None:
    on = after(plan(person(HOA)))

    found = plan(completion(who), on=on)  # type: ignore[arg-type]

    held = next(each for each in of(found, Kind.COMPLETION))
    assert held.step is Step.CONFLICT
    assert held.fault
    assert expected in held.fault.expected
    assert held.proposal
    assert held.proposal.table == ("people",)
    assert held.proposal.value == "01001"
    accepted = with_people({held.proposal.key: "01001"})
    assert steps(plan(completion(who), on=on, recipe=accepted), Kind.COMPLETION) == [Step.CREATE]  # type: ignore[arg-type]


def test_twins_are_told_apart_by_number_and_never_by_name() -> None:
    twins = [person(named("Sam Okafor", "01"), title=""), person(named("Sam Okafor", "02"), title="")]
    both = plan(*twins)

    assert [each.step for each in of(both, Kind.PERSON)] == [Step.CREATE, Step.CREATE]
    assert len({each.fact for each in both.writes if each.kind is Kind.PERSON}) == 2

    held = only(plan(*twins, completion(named("Sam Okafor"))), Step.CONFLICT)

    assert held.fault
    assert held.fault.expected == "one of several people of that name: Sam Okafor (01), Sam Okafor (02)"
    assert held.proposal is None


def test_two_rows_of_one_name_without_a_key_are_conflicts_and_nobody_is_added() -> None:
    found = plan(person(named("Sam Okafor")), person(named("Sam Okafor")))

    assert steps(found, Kind.PERSON) == [Step.CONFLICT, Step.CONFLICT]
    assert not found.writes


def test_somebody_the_recipe_calls_new_is_added_by_name_once() -> None:
    recipe = with_people({"Sam Okafor": NEW})
    first = plan(person(named("Sam Okafor")), recipe=recipe)

    assert steps(first, Kind.PERSON) == [Step.CREATE]
    assert moved(plan(person(named("Sam Okafor")), recipe=recipe, on=after(first))) == 0


def test_a_new_number_beside_somebody_of_that_name_without_a_number_is_asked_about() -> None:
    on = after(plan(person(named("Ben Abdi", "", "ben@example.org"), title="", hired_on=None)))
    row = person(named("Ben Abdi", "01003", "babdi3@example.org"), title="", hired_on=None)

    asked = plan(row, on=on)

    assert only(asked, Step.CONFLICT).kind is Kind.PERSON
    assert not asked.writes
    key = "Ben Abdi <babdi3@example.org>"
    added = plan(row, on=on, recipe=with_people({key: NEW}))
    joined = plan(row, on=on, recipe=with_people({key: "ben@example.org"}))
    assert [each.step for each in of(joined, Kind.PERSON)] == [Step.UPDATE]
    assert [each.kind for each in joined.writes] == [Kind.PERSON, Kind.IDENTIFIER]
    assert [each.step for each in of(added, Kind.PERSON)] == [Step.CREATE]
    assert moved(plan(row, on=after(added, on), recipe=with_people({key: NEW}))) == 0


def test_a_name_that_lost_its_letters_never_replaces_a_whole_one() -> None:
    on = after(plan(person(BEN, title="", hired_on=None)))

    found = plan(
        person(named("Ben M?ller", "01007", "bm?ller@example.org", lossy=True), title="", hired_on=None), on=on
    )
    plain = plan(person(named("MULLER, BEN", "01007"), title="", hired_on=None), on=on)

    assert moved(found) == moved(plain) == 0
    assert only(plan(person(named("?ukasz M?ller", "5", lossy=True))), Step.CONFLICT).fault


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "Zoë", "X", "L" * 400, "O'Brien", "+Ana", "de la Cruz, Ines"])
def test_names_go_in_unchanged(name: str) -> None:
    found = plan(person(named(name, "9")))

    (added,) = values(found, Kind.PERSON)
    assert isinstance(added, Identity)
    assert added.name == name


def test_a_title_that_nobody_has_settled_holds_the_role_back_and_nothing_else() -> None:
    found = plan(person(HOA, title="BH Case Mgr"))

    held = only(found, Step.CONFLICT)
    assert held.kind is Kind.ROLE
    assert held.proposal
    assert (held.proposal.key, held.proposal.value) == ("BH Case Mgr", ("case-manager",))
    assert steps(found, Kind.EMPLOYMENT) == steps(found, Kind.PERSON) == [Step.CREATE]


def test_one_title_may_stand_for_two_roles() -> None:
    found = plan(person(HOA, title="Team Lead (LCSW)"))

    assert [each.role for each in values(found, Kind.ROLE) if isinstance(each, RoleHeld)] == ["team-lead", "clinician"]


def test_an_unknown_program_is_rejected_with_those_on_record_and_a_way_to_add_it() -> None:
    held = only(plan(person(HOA, program="Far CRT")), Step.REJECTED)

    assert held.fault
    assert held.fault.expected == "a program on record: 'Harbor CRT'"
    assert "muster init --program" in held.fault.fix
    settled = replace(RECIPE, programs={"Far CRT": "Harbor CRT"})
    assert not plan(person(HOA, program="Far CRT"), recipe=settled).held_back()


def test_somebody_who_left_has_an_end_to_job_and_role_and_one_who_left_before_starting_is_rejected() -> None:
    on = after(plan(person(HOA)))

    left = plan(person(HOA, left_on=date(2026, 6, 30)), on=on)
    wrong = plan(person(HOA, left_on=date(2023, 1, 1)), on=on)

    assert steps(left, Kind.EMPLOYMENT) == steps(left, Kind.ROLE) == [Step.UPDATE]
    assert values(left, Kind.ROLE) == [
        RoleHeld("nurse", PROGRAM, Interval.through(date(2024, 4, 18), date(2026, 6, 30)))
    ]
    assert moved(plan(person(HOA), on=after(left, on))) == 0
    assert only(wrong, Step.REJECTED).kind is Kind.EMPLOYMENT


def test_another_hire_date_or_another_role_is_a_conflict_since_the_file_does_not_say_since_when() -> None:
    on = after(plan(person(HOA)))

    assert steps(plan(person(HOA, hired_on=date(2024, 5, 1)), on=on), Kind.EMPLOYMENT) == [Step.CONFLICT]
    assert steps(plan(person(HOA, title="PSS"), on=on), Kind.ROLE) == [Step.CONFLICT]


def test_a_pay_rate_is_recorded_once_and_a_new_one_asks_for_its_first_day() -> None:
    first = plan(person(HOA, rate_cents=3_150))

    assert steps(first, Kind.PAY_RATE) == [Step.CREATE]
    assert steps(plan(person(HOA, rate_cents=3_150), on=after(first)), Kind.PAY_RATE) == [Step.UNCHANGED]
    assert steps(plan(person(HOA, rate_cents=3_300), on=after(first)), Kind.PAY_RATE) == [Step.CONFLICT]
    assert steps(plan(person(HOA, rate_cents=0)), Kind.PAY_RATE) == [Step.REJECTED]


def test_somebody_nobody_knows_is_rejected() -> None:
    held = only(plan(completion(UMA)), Step.REJECTED)

    assert held.fault
    assert held.fault.found == "'Uma Okafor', number 01005"
    assert held.fault.where == str(held.at)


def test_a_person_of_the_same_run_is_known_whatever_the_order_of_the_rows() -> None:
    found = plan(completion(HOA), person(HOA))

    assert not found.held_back()
    assert found.effects == ("1 person will hold a role", "training of 1 person")


def test_a_shared_mailbox_is_no_key_between_people_with_numbers() -> None:
    shared = "team@example.org"
    both = plan(
        person(named("Ana Ruiz", "1", shared), title=""), person(named("Bo Lee", "2", shared), title=""), on=HARBOR
    )

    assert steps(both, Kind.PERSON) == [Step.CREATE, Step.CREATE]


def test_a_row_said_twice_differently_in_one_run_keeps_the_first_and_asks() -> None:
    found = plan(person(HOA, phone="1"), person(HOA, phone="2"))

    assert steps(found, Kind.PERSON) == [Step.CREATE, Step.CONFLICT]


def test_an_address_that_the_roster_changes_is_known_to_the_other_files_of_the_run() -> None:
    on = after(plan(person(HOA)))
    new = replace(HOA, email="hoa.tran@example.org")

    found = plan(completion(named("", "", "hoa.tran@example.org")), person(new), on=on)

    assert steps(found, Kind.COMPLETION) == [Step.CREATE]
