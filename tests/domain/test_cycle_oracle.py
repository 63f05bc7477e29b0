"""The engine and the naive judge, set against each other on hours counted in the cycles of a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given, seed, settings

from muster.domain.anchors import Renewal
from muster.domain.credentials import Credential, CredentialKind, End, Proof
from muster.domain.facts import Facts
from muster.domain.findings import Reason
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Bucket, Cap, Path
from muster.domain.intervals import Interval, Span
from muster.domain.people import RoleHeld
from muster.domain.requirements import Confidence, Requirement, Terms
from muster.domain.standing.engine import assess, timeline
from muster.domain.training import Completion, Mode
from tests.domain import cycle_oracle, oracle
from tests.domain.cycle_oracle import Cards, Cycle, Done
from tests.domain.cycles_at_random import cycle_cases
from tests.domain.people_at_random import Case
from tests.domain.test_oracle import (
    BUDGET,
    SEED,
    SOME,
    THOROUGH,
    UNSHRUNK,
    AllMet,
    DisagreementError,
    Plant,
    compare,
    some_now,
)


@SOME
@given(cycle_cases())
def test_on_every_day_of_every_cycle_the_engine_says_what_the_page_says(case: Case) -> None:
    compare(case)


@pytest.mark.prove
def test_five_thousand_cards_find_no_day_on_which_engine_and_page_differ() -> None:
    @seed(SEED)
    @THOROUGH
    @given(cycle_cases())
    def thousands(case: Case) -> None:
        compare(case)

    print(f"MUSTER_SEED={SEED}")  # noqa: T201 - shown when it fails, and by pytest -rP

    thousands()


@pytest.mark.prove
def test_everything_that_a_cycle_can_say_occurs_among_the_random_people() -> None:
    missing: set[object] = {
        *(set(Reason) - {Reason.LATE, Reason.EXEMPT, Reason.INTERIM, Reason.UNAPPROVED}),
        "closed early",
        "a cycle before",
        "assumed",
        "unknown",
        "carried",
        "cut",
        "moved",
        "a short cycle",
    }

    @settings(UNSHRUNK, max_examples=10 * BUDGET)
    @given(cycle_cases())
    def look(case: Case) -> None:
        for each in timeline(case.requirement, case.facts).segments[1:]:
            missing.discard(each.standing.reason if case.requirement.each_cycle else None)
            if each.cycle is None or each.terms is None:
                continue
            found = assess(case.requirement, case.facts, on=each.during.start)
            unknown = each.cycle.last == date.max
            said = {
                "closed early": each.cycle.closes < each.cycle.last,
                "a cycle before": each.cycle.before,
                "assumed": each.cycle.assumed,
                "unknown": unknown,
                "a short cycle": not each.cycle.full,
                "carried": any(tally.carried for tally in found.tallies),
                "cut": any(line.cut for tally in found.tallies for line in tally.lines),
                "moved": any(tally.moves for tally in found.tallies),
            }
            missing.difference_update(name for name, so in said.items() if so)
        if not missing:
            raise AllMet

    try:
        look()
    except AllMet:
        return
    pytest.fail(f"never met: {sorted(map(str, missing))}")


# --- rare cases, by hand -----------------------------------------------------------------------

JANUARY: Final = date(2025, 1, 1)
MARCH: Final = date(2025, 3, 1)
ENDS: Final = date(2025, 12, 31)
LATER: Final = date(2026, 6, 1)
CARD: Final = CredentialKind("card", "Card", "Issuer")
LICENSE: Final = CredentialKind("license", "License", "Issuer")
YEARLY: Final = Cycles((CARD,), Span(months=12))
CAPPED: Final = Cap(frozenset({Mode.SELF_PACED}), 60)


def by_hand(path: Path | None, *on_file: Completion | Credential, cycle: Cycles = YEARLY, **terms: Any) -> Case:  # noqa: ANN401
    """Make somebody bound since 2024, whose card ends with 2025 and may have been renewed; and what the rule asks."""
    asked = Terms(
        **{
            "effective": date(1992, 3, 6),
            "cite": "Example Code 2",
            "confidence": Confidence.READ,
            "cycle": cycle,
            "paths": (path,) if path else (),
            **terms,
        }
    )
    cards = [each for each in on_file if isinstance(each, Credential)]
    return Case(
        Requirement("example", "by-hand", "Done.", frozenset({"*"}), frozenset({"a", "b"}), (), (asked,)),
        Facts(
            roles=(RoleHeld("peer", UUID(int=1), Interval(date(2024, 1, 1))),),
            completions=tuple(each for each in on_file if isinstance(each, Completion)),
            credentials=(Credential("card", issued_on=JANUARY, valid_through=ENDS), *cards),
        ),
    )


def done(topics: str, minutes: int | None = 60, on: date | None = MARCH, **more: Any) -> Completion:  # noqa: ANN401
    """Make a completion of topics of one letter."""
    return Completion(frozenset(topics), on, minutes, **more)


def path(*buckets: Bucket, **more: Any) -> Path:  # noqa: ANN401 - any part of a path
    """Make a path of both topics."""
    return Path(frozenset("ab"), buckets=buckets, **more)


def at_the_renewal(*papers: Credential) -> Case:
    """Ask for a paper when the card is renewed, and for nothing else."""
    case = by_hand(None, *papers, RENEWED)
    asked = replace(case.requirement, topics=frozenset(), kinds=(LICENSE,))
    return replace(case, requirement=asked)


def paper(first: date, last: date | None) -> Credential:
    """Make a paper that says through when it is so, or that it still is."""
    return Credential("license", first, None, last, end=End.PRINTED if last else End.NEVER)


RENEWED: Final = Credential("card", issued_on=date(2026, 1, 1), valid_through=date(2026, 12, 31))
BY_HAND: Final = {
    "a mode that is not on file": by_hand(
        path(Bucket(("a",), 120, cap=CAPPED)), done("a"), done("a", on=JANUARY, mode=Mode.SELF_PACED)
    ),
    "what was blended": by_hand(path(Bucket(("a",), 120, cap=CAPPED)), done("a", 120, mode=Mode.BLENDED)),
    "the total of what a cap leaves": by_hand(
        path(Bucket(("a",), 30, cap=CAPPED), minutes=150), done("a", 120, mode=Mode.SELF_PACED), done("b", 60)
    ),
    "the total of what a ceiling leaves": by_hand(
        path(Bucket(("a",), 30, most=60), minutes=120), done("a", 120), done("b", 30)
    ),
    "a surplus carried over": by_hand(path(minutes=120, carry=60), done("a", 240), RENEWED, done("b", 60, LATER)),
    "a surplus beyond what may be carried": by_hand(
        path(minutes=120, carry=30), done("a", 240), RENEWED, done("b", 60, LATER)
    ),
    "one hour of the topics of two buckets": by_hand(
        path(Bucket(("a",), 60), Bucket(("b",), 60), apart=True), done("ab"), done("a", on=JANUARY)
    ),
    "one hour of two buckets that may share it": by_hand(path(Bucket(("a",), 60), Bucket(("b",), 60)), done("ab")),
    "a bucket inside another": by_hand(path(Bucket(("a",), 60), Bucket(("b",), 60, inside="a")), done("a"), done("b")),
    "a certificate asked of what is inside": by_hand(
        path(Bucket(("a",), 60, proof=Proof.DOCUMENT_SEEN), minutes=60), done("a"), done("b")
    ),
    "a bucket of one completion, of unknown length": by_hand(path(Bucket(("a",))), done("a", None)),
    "hours that are not on file": by_hand(path(minutes=120), done("a", None)),
    "a day that is not on file": by_hand(path(minutes=120), done("a", 120, None)),
    "done on the last day": by_hand(path(minutes=60), done("a", on=ENDS)),
    "done on the day after": by_hand(path(minutes=60), done("a", on=date(2026, 1, 1))),
    "done on the day the next was approved": by_hand(
        path(minutes=60), done("a", on=LATER), Credential("card", LATER, None, date(2026, 12, 31))
    ),
    "a look back beyond the cycle": by_hand(path(minutes=60, within=Span(months=24)), done("a", on=date(2024, 1, 1))),
    "a look back, one day too far": by_hand(path(minutes=60, within=Span(months=24)), done("a", on=date(2023, 12, 31))),
    "a higher card in its place": by_hand(
        path(minutes=60),
        Credential("license", MARCH, None, LATER),
        cycle=Cycles((CARD,), Span(months=12), unless=(LICENSE,)),
    ),
    "a first cycle that is not full": by_hand(
        path(minutes=60), RENEWED, cycle=Cycles((CARD,), Span(months=14), full=True)
    ),
    "a paper that is there when the card is renewed": at_the_renewal(paper(MARCH, None)),
    "a paper that was there in the first year alone": at_the_renewal(paper(JANUARY, MARCH)),
    "a paper through the last day": at_the_renewal(paper(JANUARY, ENDS)),
    "a paper through the day before the last": at_the_renewal(paper(JANUARY, ENDS - timedelta(days=1))),
    "a paper from the day after": at_the_renewal(paper(ENDS + timedelta(days=1), None)),
    "no paper at all": at_the_renewal(),
    "a card in doubt after the cycle": by_hand(path(minutes=60), Credential("card", LATER, end=End.UNKNOWN)),
    "a course for years, first due with the first cycle": by_hand(
        None, done("a", on=LATER), RENEWED, renewal=Renewal(Span(months=6)), minutes=60
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_engine_and_page_agree_on_the_cycles_that_chance_seldom_makes(name: str) -> None:
    compare(BY_HAND[name])


# --- the comparison can fail -------------------------------------------------------------------

PLANTS: Final[dict[str, Plant]] = {}


def plant(mistake: Plant) -> Plant:
    """Name a mistake that the comparison must find."""
    PLANTS[mistake.__name__] = mistake
    return mistake


@plant
def education_of_the_week_after_counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Cycle, "shuts", lambda cycle, path: cycle.closes + timedelta(days=40))


@plant
def education_of_the_cycle_before_counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Cycle, "opens", lambda cycle, path: cycle.first - timedelta(days=40))


@plant
def the_first_day_of_the_cycle_left_out(patch: pytest.MonkeyPatch) -> None:
    right = Cycle.opens
    patch.setattr(Cycle, "opens", lambda cycle, path: right(cycle, path) + oracle.ONE_DAY)


@plant
def the_last_day_of_the_cycle_left_out(patch: pytest.MonkeyPatch) -> None:
    right = Cycle.shuts
    patch.setattr(Cycle, "shuts", lambda cycle, path: right(cycle, path) - oracle.ONE_DAY)


@plant
def caps_ignored(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.cut_down
    patch.setattr(
        cycle_oracle,
        "cut_down",
        lambda bucket, inside, *, at_best: right(replace(bucket, cap=None), inside, at_best=at_best),
    )


@plant
def ceilings_ignored(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.cut_down
    patch.setattr(
        cycle_oracle,
        "cut_down",
        lambda bucket, inside, *, at_best: right(replace(bucket, most=None), inside, at_best=at_best),
    )


@plant
def a_mode_not_on_file_taken_for_the_better(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cycle_oracle, "ONCE_IN_DOUBT", set())


@plant
def nothing_cut_off_the_total(patch: pytest.MonkeyPatch) -> None:
    def wrong(path: Path, done: list[Completion], *, at_best: bool) -> int:
        return sum(each.minutes or 0 for each in done)

    patch.setattr(cycle_oracle, "total", wrong)


@plant
def nothing_carried_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cycle_oracle, "carried", lambda path, terms, facts, cycle: 0)


@plant
def an_hour_counted_in_two_buckets_that_are_apart(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.belongs

    def wrong(path: Path, bucket: Bucket, done: Completion, *, at_best: bool) -> bool:
        alone = replace(path, buckets=(bucket,)) if path.apart else path
        return right(alone, bucket, done, at_best=at_best)

    patch.setattr(cycle_oracle, "belongs", wrong)


@plant
def the_bucket_around_it_not_asked(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.belongs

    def wrong(path: Path, bucket: Bucket, done: Completion, *, at_best: bool) -> bool:
        alone = replace(path, buckets=tuple(replace(each, inside=None) for each in path.buckets))
        return right(alone, replace(bucket, inside=None), done, at_best=at_best)

    patch.setattr(cycle_oracle, "belongs", wrong)


@plant
def no_certificate_asked_of_a_bucket(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.belongs

    def wrong(path: Path, bucket: Bucket, done: Completion, *, at_best: bool) -> bool:
        seen = replace(done, proof=Proof.SOURCE_CHECKED)
        return right(path, bucket, seen, at_best=at_best)

    patch.setattr(cycle_oracle, "belongs", wrong)


@plant
def the_total_alone_enough(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.complete

    def wrong(here: Done, counting: list[Completion], *, at_best: bool) -> bool:
        if here.path.minutes is not None:
            here = replace(here, path=replace(here.path, buckets=()))
        return right(here, counting, at_best=at_best)

    patch.setattr(cycle_oracle, "complete", wrong)


@plant
def the_terms_of_the_day_for_every_card(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        oracle,
        "terms_in",
        lambda requirement, cycle, day: oracle.terms_of(requirement, oracle.Stint([], None, day), day),
    )


@plant
def an_unknown_end_taken_for_no_cycle(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.cards
    patch.setattr(cycle_oracle, "cards", lambda terms, facts: Cards(right(terms, facts).cycles))


@plant
def a_cycle_as_old_as_the_first_card(patch: pytest.MonkeyPatch) -> None:
    right = cycle_oracle.cards

    def wrong(terms: object, facts: object) -> Cards:
        found = right(terms, facts)  # type: ignore[arg-type]  # handed on as it came
        for each in found.cycles:
            each.first = min(each.first, each.last - timedelta(days=300))
        return found

    patch.setattr(cycle_oracle, "cards", wrong)


def disagreement(mistake: Plant | None) -> str:
    """Compare engine and oracle by hand, then on the ordinary number of cards; return where they first differ."""

    @UNSHRUNK
    @given(cycle_cases())
    def run(case: Case) -> None:
        compare(case)

    with pytest.MonkeyPatch.context() as patch:
        if mistake:
            mistake(patch)
        try:
            for case in BY_HAND.values():
                compare(case)
            run()
        except DisagreementError as found:
            return str(found)
    return ""


@pytest.mark.parametrize("mistake", some_now(PLANTS))
def test_a_planted_mistake_about_cycles_is_found_within_the_ordinary_budget(mistake: str) -> None:
    assert disagreement(PLANTS[mistake])
