"""What trackers and exports of learning systems plan."""

from dataclasses import replace
from datetime import date

import pytest

from muster.domain.credentials import Credential, End, Proof
from muster.domain.importing.planning.plan import Kind, Step
from muster.domain.importing.recipe import CourseSaid, MonthOnly
from muster.domain.training import Completion, Course, Mode
from tests.planning import (
    BEN,
    FIRST_AID,
    HOA,
    RECIPE,
    after,
    card,
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

HARBOR_PEOPLE = after(plan(person(HOA), person(BEN)))


def test_a_completion_is_the_same_by_person_course_and_day_and_another_day_is_another() -> None:
    first = plan(completion(HOA, "Narcan", date(2026, 1, 5)), on=HARBOR_PEOPLE)
    on = after(first, HARBOR_PEOPLE)

    assert steps(first, Kind.COURSE) == steps(first, Kind.COMPLETION) == [Step.CREATE]
    again = plan(completion(HOA, "  NARCAN ", date(2026, 1, 5)), completion(HOA, "Narcan", date(2026, 1, 6)), on=on)
    assert steps(again, Kind.COURSE) == [Step.UNCHANGED]
    assert steps(again, Kind.COMPLETION) == [Step.UNCHANGED, Step.CREATE]
    assert steps(plan(completion(BEN, "Narcan", date(2026, 1, 5)), on=on), Kind.COMPLETION) == [Step.CREATE]


def test_a_second_row_of_the_same_completion_is_unchanged_and_may_fill_in_what_the_first_left_out() -> None:
    found = plan(completion(HOA), completion(HOA, minutes=120, mode=Mode.IN_PERSON), completion(HOA), on=HARBOR_PEOPLE)

    assert steps(found, Kind.COMPLETION) == [Step.CREATE, Step.UNCHANGED, Step.UNCHANGED]
    (done,) = values(found, Kind.COMPLETION)
    assert isinstance(done, Completion)
    assert (done.minutes, done.mode) == (120, Mode.IN_PERSON)
    everything = [completion(HOA), completion(HOA, minutes=120, mode=Mode.IN_PERSON)]
    assert moved(plan(*everything, on=after(found, HARBOR_PEOPLE))) == 0


def test_two_lengths_of_one_completion_in_one_run_are_a_conflict() -> None:
    found = plan(completion(HOA, minutes=120), completion(HOA, minutes=60), on=HARBOR_PEOPLE)

    held = only(found, Step.CONFLICT)
    assert held.fault
    assert (held.fault.found, held.fault.expected) == ("minutes 60", "minutes 120, as another row says")


def test_the_recipe_gives_the_length_of_a_course_to_rows_that_do_not_say() -> None:
    found = plan(completion(HOA, "De-escalation 8hr"), on=HARBOR_PEOPLE)

    assert values(found, Kind.COURSE) == [Course("De-escalation 8hr", frozenset({"de-escalation"}), "", 480)]
    (done,) = values(found, Kind.COMPLETION)
    assert isinstance(done, Completion)
    assert done.minutes == 480
    assert moved(plan(completion(HOA, "De-escalation 8hr"), on=after(found, HARBOR_PEOPLE))) == 0


def test_a_course_that_nobody_has_settled_holds_its_completions_back_with_one_proposal() -> None:
    found = plan(completion(HOA, "BBP (annual)"), completion(BEN, "BBP (annual)"), on=HARBOR_PEOPLE)

    assert steps(found, Kind.COURSE) == [Step.CONFLICT]
    assert steps(found, Kind.COMPLETION) == [Step.CONFLICT, Step.CONFLICT]
    assert not found.writes
    assert [(each.key, each.value) for each in found.proposals] == [
        ("BBP (annual)", CourseSaid(("bloodborne-pathogens",)))
    ]


def test_a_course_on_record_settles_itself_and_a_recipe_that_says_otherwise_corrects_it() -> None:
    on = after(plan(completion(HOA), on=HARBOR_PEOPLE), HARBOR_PEOPLE)
    nothing = replace(RECIPE, courses={})
    more = replace(RECIPE, courses={"Narcan": CourseSaid(("naloxone-administration", "substance-use-response"))})

    assert steps(plan(completion(BEN), on=on, recipe=nothing), Kind.COMPLETION) == [Step.CREATE]
    assert steps(plan(completion(BEN), on=on, recipe=more), Kind.COURSE) == [Step.UPDATE]


def test_a_completion_of_unknown_date_is_kept_as_such() -> None:
    found = plan(completion(HOA, on=None), on=HARBOR_PEOPLE)

    (done,) = values(found, Kind.COMPLETION)
    assert isinstance(done, Completion)
    assert done.completed_on is None
    assert moved(plan(completion(HOA, on=None), on=after(found, HARBOR_PEOPLE))) == 0


@pytest.mark.parametrize(
    ("meant", "day"), [(MonthOnly.FIRST, date(2025, 2, 1)), (MonthOnly.LAST, date(2025, 2, 28)), (MonthOnly.ASK, None)]
)
def test_a_month_alone_is_the_day_that_the_recipe_says_or_it_is_asked_about(meant: MonthOnly, day: date | None) -> None:
    row = completion(HOA, on=date(2025, 2, 1), month_only=True)

    found = plan(row, on=HARBOR_PEOPLE, recipe=replace(RECIPE, month_only=meant))

    if day is None:
        held = only(found, Step.CONFLICT)
        assert held.fault
        assert held.fault.found == "a month without a day: 2025-02"
        assert [each.key for each in found.proposals] == ["month_only"]
    else:
        (done,) = values(found, Kind.COMPLETION)
        assert isinstance(done, Completion)
        assert done.completed_on == day


@pytest.mark.parametrize(("day", "step"), [(date(2026, 11, 22), Step.CREATE), (date(2026, 11, 23), Step.REJECTED)])
def test_a_completion_may_be_of_today_and_not_of_tomorrow(day: date, step: Step) -> None:
    assert steps(plan(completion(HOA, on=day), on=HARBOR_PEOPLE), Kind.COMPLETION) == [step]


def test_what_is_proven_already_stays_proven() -> None:
    on = after(plan(completion(HOA), on=HARBOR_PEOPLE), HARBOR_PEOPLE)
    seen = [each._replace(value=replace(each.value, proof=Proof.DOCUMENT_SEEN)) for each in on.completions]

    found = plan(completion(HOA, minutes=90), on=replace(on, completions=seen))

    (done,) = values(found, Kind.COMPLETION)
    assert isinstance(done, Completion)
    assert (done.minutes, done.proof) == (90, Proof.DOCUMENT_SEEN)
    assert only(found, Step.UPDATE).changes == {"minutes": (None, 90)}


def test_a_card_is_the_same_by_kind_number_and_last_day_and_a_later_day_is_a_renewal() -> None:
    first = plan(card(HOA, through=date(2027, 5, 31)), on=HARBOR_PEOPLE)
    on = after(first, HARBOR_PEOPLE)

    assert values(first, Kind.CREDENTIAL) == [Credential(FIRST_AID, valid_through=date(2027, 5, 31))]
    assert moved(plan(card(HOA, through=date(2027, 5, 31)), on=on)) == 0
    assert steps(plan(card(HOA, through=date(2029, 5, 31)), on=on), Kind.CREDENTIAL) == [Step.CREATE]


def test_the_number_of_a_card_is_filled_in_once_and_another_number_is_another_card() -> None:
    on = after(plan(card(HOA), on=HARBOR_PEOPLE), HARBOR_PEOPLE)

    filled = plan(card(HOA, number="N-1"), card(HOA, number="N-1"), card(HOA, number="N-2"), on=on)

    assert steps(filled, Kind.CREDENTIAL) == [Step.UPDATE, Step.UNCHANGED, Step.CREATE]
    assert moved(plan(card(HOA), card(HOA, number="N-2"), on=after(filled, on))) == 0


def test_a_card_without_a_last_day_is_of_unknown_end() -> None:
    (held,) = values(plan(card(HOA, through=None), on=HARBOR_PEOPLE), Kind.CREDENTIAL)

    assert isinstance(held, Credential)
    assert held.end is End.UNKNOWN


def test_a_column_of_licenses_is_told_apart_by_title_and_a_title_unknown_is_asked_about() -> None:
    column = "EMT / Lic # + exp"

    found = plan(
        card(HOA, column, title="RN", number="87015"), card(BEN, column, title="LCSW", number="1"), on=HARBOR_PEOPLE
    )

    assert [each.kind for each in values(found, Kind.CREDENTIAL) if isinstance(each, Credential)] == ["rn-license"]
    held = only(found, Step.CONFLICT)
    assert held.proposal
    assert (held.proposal.table, held.proposal.key) == (("papers", column, "by_title"), "LCSW")
    assert held.proposal.value == "lcsw-license"


def test_numbers_of_certificates_are_said_to_stay_in_the_file() -> None:
    found = plan(completion(HOA, certificate="C895310"), on=HARBOR_PEOPLE)

    assert [each.words for each in found.remarks] == ["C895310"]


def test_a_lossy_row_of_somebody_with_a_whole_address_is_settled_by_it() -> None:
    whole = named("Ben M?ller", "", "bmüller@example.org", lossy=True)
    broken = named("Ben M?ller", "", "bm?ller@example.org", lossy=True)

    assert steps(plan(completion(whole), on=HARBOR_PEOPLE), Kind.COMPLETION) == [Step.CREATE]
    held = of(plan(completion(broken), on=HARBOR_PEOPLE), Kind.COMPLETION)[0]
    assert held.step is Step.CONFLICT
    assert held.proposal
    assert (held.proposal.key, held.proposal.value) == ("Ben M?ller <bm?ller@example.org>", "01007")
