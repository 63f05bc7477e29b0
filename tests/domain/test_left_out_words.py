"""Each reason for which a record does not count, by somebody of whom it is so, with its arithmetic in the sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

import pytest

from muster import catalogue
from muster.domain.anchors import Anchor, Renewal
from muster.domain.approvals import Approval
from muster.domain.credentials import Credential, CredentialKind, End, Proof, Status, StatusEvent
from muster.domain.duties import Prior
from muster.domain.explanations.dating import reckonings
from muster.domain.explanations.explanation import Explained, lines
from muster.domain.explanations.left_out import Cause, left_out
from muster.domain.explanations.left_out_words import said
from muster.domain.facts import Facts
from muster.domain.hours.cycles import Cycles
from muster.domain.hours.paths import Bucket, Path
from muster.domain.intervals import ALWAYS, Interval, Span
from muster.domain.people import Employment, RoleHeld
from muster.domain.requirements import Confidence, Requirement, Terms
from muster.domain.standing.engine import finding, timeline
from muster.domain.standing.judged import Rule
from muster.domain.training import Completion

HIRED, ON = date(2025, 1, 6), date(2025, 4, 10)
YEARLY = Renewal(Span.parse("1 year"))
TERMS = Terms(date(2020, 1, 1), "Policy 1", Confidence.READ)
BLS = CredentialKind("bls", "BLS card", "Heart", validity=Renewal(Span.parse("2 years"), Anchor.END_OF_MONTH))
EMT = CredentialKind("emt", "EMT card", "State EMS office")
SEEN, CHECKED = Proof.DOCUMENT_SEEN, Proof.SOURCE_CHECKED
BEN = UUID(int=7)
THREE_YEARS = Prior(Span.parse("3 years"), frozenset({"our-policies"}), CHECKED)
EMS = Cycles((EMT,), Span.parse("2 years"))
HOURS = Path(frozenset({"cpr", "airway"}), 1200)
CARD = Credential("emt", date(2023, 4, 1), None, date(2025, 3, 31), proof=SEEN)
NEXT = Credential("emt", date(2025, 4, 1), None, date(2027, 3, 31), proof=SEEN)


def done(on: date | None, *topics: str, **more: object) -> Completion:
    return Completion(frozenset(topics or {"cpr"}), on, **({"minutes": 60, "proof": SEEN} | more))  # type: ignore[arg-type]


def bls(**more: object) -> Credential:
    return Credential("bls", **({"end": End.UNKNOWN, "proof": SEEN} | more))  # type: ignore[arg-type]  # the test says


def in_cycles(**more: object) -> Terms:
    return replace(TERMS, cycle=EMS, paths=(replace(HOURS, **more),))  # type: ignore[arg-type]  # likewise


ONLY_AIRWAY = {"minutes": None, "buckets": (Bucket(("airway",), 60),)}
APART = {"minutes": None, "apart": True, "buckets": (Bucket(("airway",), 60), Bucket(("cpr",), 60))}
APPROVED = Approval(None, "WA HCA", Interval.through(date(2024, 1, 1), date(2024, 12, 31)))
SAYS: Final[dict[Cause, list[tuple[Terms, Completion | Credential, str]]]] = {
    Cause.TOO_OLD: [
        (
            replace(TERMS, prior=THREE_YEARS),
            done(date(2021, 12, 30)),
            (
                "Training in CPR, completed December 30, 2021, does not count: "
                "hire, January 6, 2025, less 3 years is January 6, 2022, and it was before that."
            ),
        )
    ],
    Cause.NEVER_PRIOR: [
        (
            replace(TERMS, prior=THREE_YEARS),
            done(date(2024, 12, 1), "our-policies"),
            (
                "Training in our policies, completed December 1, 2024, does not count: "
                "it was done before hire, January 6, 2025, and of this nothing done before ever counts."
            ),
        )
    ],
    Cause.PRIOR_NOT_SAID: [
        (
            replace(TERMS, prior=replace(THREE_YEARS, lookback=None)),
            done(date(2024, 12, 1)),
            (
                "Training in CPR, completed December 1, 2024, does not count: it was done before hire, "
                "January 6, 2025, and the rule does not say whether that counts."
            ),
        )
    ],
    Cause.WEAKER_PRIOR_PROOF: [
        (
            replace(TERMS, prior=THREE_YEARS),
            done(date(2024, 12, 1)),
            (
                "Training in CPR, completed December 1, 2024, does not count: it was done before hire, "
                "January 6, 2025, and is a record seen on paper; of that time this asks for one checked at its source."
            ),
        )
    ],
    Cause.WEAKER_PROOF: [
        (
            replace(TERMS, proof=SEEN),
            done(date(2025, 2, 1), proof=Proof.SELF_REPORTED),
            (
                "Training in CPR, completed February 1, 2025, does not count: "
                "it is a record on their word alone, and this asks for one seen on paper."
            ),
        ),
        (
            replace(TERMS, proof=CHECKED),
            bls(issued_on=date(2025, 2, 1)),
            "BLS card does not count: it is a record seen on paper, and this asks for one checked at its source.",
        ),
    ],
    Cause.OWN_APPROVAL: [
        (
            replace(TERMS, by_another=True),
            done(date(2025, 2, 1), approved_by=BEN),
            (
                "Training in CPR, completed February 1, 2025, does not count: "
                "they approved it themselves, and another has to."
            ),
        )
    ],
    Cause.NOT_APPROVED: [
        (
            replace(TERMS, approved_by="WA HCA"),
            done(date(2025, 2, 1), approvals=(APPROVED,)),
            (
                "Training in CPR, completed February 1, 2025, does not count: WA HCA had approved the course "
                "from January 1, 2024 through December 31, 2024, and that day is not among them."
            ),
        )
    ],
    Cause.APPROVAL_NOT_SAID: [
        (
            replace(TERMS, approved_by="WA HCA"),
            done(date(2025, 2, 1)),
            (
                "Training in CPR, completed February 1, 2025, does not count: "
                "nobody has said whether WA HCA had approved the course then."
            ),
        )
    ],
    Cause.LATER: [
        (
            TERMS,
            done(date(2025, 4, 11)),
            (
                "Training in CPR, completed April 11, 2025, does not count: "
                "it was after April 10, 2025, the day asked about."
            ),
        ),
        (
            TERMS,
            bls(issued_on=date(2025, 5, 1), valid_through=date(2027, 5, 31), end=End.PRINTED),
            (
                "BLS card, good through May 31, 2027, does not count: "
                "it begins on May 1, 2025, after April 10, 2025, the day asked about."
            ),
        ),
    ],
    Cause.OVER: [
        (
            replace(TERMS, renewal=YEARLY),
            done(date(2024, 4, 9)),
            (
                "Training in CPR, completed April 9, 2024, plus 1 year: good through April 9, 2025. "
                "That was over on April 10, 2025, so it does not count."
            ),
        ),
        (
            TERMS,
            bls(issued_on=date(2023, 3, 5)),
            (
                "BLS card, from March 5, 2023, plus 2 years, to the end of that month: good through March 31, 2025, by "
                "the rule of its issuer. That was over on April 10, 2025, so it does not count."
            ),
        ),
    ],
    Cause.UNDATED: [
        (
            TERMS,
            done(None),
            "Training in CPR does not count: the day on which it was completed is not on file.",
        ),
        (TERMS, bls(), "BLS card does not count: its days are not on file."),
    ],
    Cause.MISMATCH: [
        (
            TERMS,
            done(date(2025, 2, 1), proof=Proof.SUSPECTED_MISMATCH),
            (
                "Training in CPR, completed February 1, 2025, does not count: "
                "a mismatch is suspected between it and its source."
            ),
        )
    ],
    Cause.LENGTH_UNKNOWN: [
        (
            replace(TERMS, minutes=120),
            done(date(2025, 2, 1), minutes=None),
            "Training in CPR, completed February 1, 2025, does not count: how many hours it took is not on file.",
        )
    ],
    Cause.END_UNKNOWN: [
        (
            replace(TERMS, renewal=Renewal(Span.parse("2 years"), Anchor.BIRTH_MONTH)),
            done(date(2025, 2, 1)),
            (
                "Training in CPR, completed February 1, 2025, does not count: "
                "until when it is good is not on file, and cannot be worked out."
            ),
        )
    ],
    Cause.START_UNKNOWN: [
        (
            in_cycles(),
            Credential("acls", valid_through=date(2026, 1, 1), proof=SEEN),
            "ACLS card, good through January 1, 2026, does not count: since when it is good is not on file.",
        )
    ],
    Cause.REVOKED: [
        (
            TERMS,
            bls(issued_on=date(2025, 1, 5), statuses=(StatusEvent(date(2025, 3, 1), Status.REVOKED),)),
            "BLS card does not count: it is revoked from March 1, 2025 on.",
        )
    ],
    Cause.SUSPENDED: [
        (
            TERMS,
            bls(
                issued_on=date(2025, 1, 5),
                statuses=(
                    StatusEvent(date(2025, 3, 1), Status.SUSPENDED),
                    StatusEvent(date(2025, 5, 1), Status.REINSTATED),
                ),
            ),
            "BLS card does not count: it is suspended from March 1, 2025 through April 30, 2025.",
        )
    ],
    Cause.OUTSIDE: [
        (
            in_cycles(),
            done(date(2025, 3, 31)),
            (
                "Training in CPR, completed March 31, 2025, does not count: "
                "education counts from April 1, 2025 through March 31, 2027 only."
            ),
        ),
        (
            in_cycles(minutes=60, carry=60),
            done(date(2025, 3, 31), minutes=120),
            (
                "Training in CPR, completed March 31, 2025, does not count: education counts "
                "from April 1, 2025 through March 31, 2027; carried over from the cycle before: 1 hour."
            ),
        ),
    ],
    Cause.NOT_TAKEN: [
        (
            in_cycles(**ONLY_AIRWAY),
            done(date(2025, 4, 2)),
            (
                "Training in CPR, completed April 2, 2025, does not count: "
                "what the rule says on April 10, 2025 takes no training in this."
            ),
        )
    ],
    Cause.NO_ONE_BUCKET: [
        (
            in_cycles(**APART),
            done(date(2025, 4, 2), "cpr", "airway"),
            (
                "Training in airway or CPR, completed April 2, 2025, does not count: "
                "it belongs to several of the parts asked for, and an hour counts in one only."
            ),
        )
    ],
}


def explained(terms: Terms, record: Completion | Credential, *, hired: bool = True, known: bool = True) -> Explained:
    """Explain the day asked about of somebody who has this one record, and the card of their cycle."""
    jobs = (Employment(Interval(HIRED)),) if hired else ()
    cards = (CARD, NEXT) if known else (Credential("emt", issued_on=date(2023, 4, 1), end=End.UNKNOWN),)
    held = (*cards, *([record] if isinstance(record, Credential) else []))
    completed = (record,) if isinstance(record, Completion) else ()
    facts = Facts((RoleHeld("emt", UUID(int=1), Interval(HIRED)),), jobs, completed, held, person=BEN)
    kinds = (BLS, CredentialKind("acls", "ACLS card", "Heart"))
    topics = frozenset({"cpr", "airway", "our-policies"})
    asked = Requirement("local", "cpr", "Knows CPR.", frozenset("*"), topics, kinds, (terms,))
    judged = timeline(asked, facts)
    found = finding(asked, judged, on=ON)
    return Explained(found, reckonings(found, Rule(asked, ALWAYS), judged, facts), left_out(found, facts))


@pytest.mark.parametrize(("why", "case"), [(why, each) for why, several in SAYS.items() for each in several])
def test_a_record_that_does_not_count_says_why_with_the_days_that_it_comes_from(
    why: Cause, case: tuple[Terms, Completion | Credential, str]
) -> None:
    terms, record, says = case
    (left,) = explained(terms, record).left_out

    assert (left.why, said(left)) == (why, says)


def test_what_hangs_on_a_day_that_is_not_on_file_says_which() -> None:
    prior, cycle = replace(TERMS, prior=THREE_YEARS), done(date(2024, 12, 1), proof=CHECKED)

    (hire,) = explained(prior, cycle, hired=False).left_out
    (card,) = explained(in_cycles(), done(date(2025, 4, 2)), known=False).left_out

    assert (hire.why, card.why) == (Cause.HIRE_UNKNOWN, Cause.CYCLE_UNKNOWN)
    assert said(hire).endswith("the day of hire is not on file, so that it may have been done before.")
    assert said(card).endswith("the last good day of the card whose cycle counts is not on file.")
    assert {*SAYS, hire.why, card.why} == set(Cause), "every reason has its sentence here"


def test_every_reason_speaks_spanish() -> None:
    spanish = catalogue.words("es")
    for several in SAYS.values():
        for terms, record, says in several:
            (left,) = explained(terms, record).left_out
            assert said(left, spanish) != says
    old = explained(*SAYS[Cause.TOO_OLD][0][:2]).left_out[0]
    assert said(old, spanish).endswith("menos 3 años es el 6 de enero de 2022, y fue antes.")


def test_what_was_left_out_stands_between_what_was_worked_out_and_what_is_to_be_done() -> None:
    told = lines(explained(*SAYS[Cause.TOO_OLD][0][:2]))

    (place,) = [at for at, each in enumerate(told) if each.startswith("On record, and left out: Training in CPR,")]
    assert told[place + 1].startswith("This answer since: ")


def test_what_was_over_is_told_once() -> None:
    told = lines(explained(*SAYS[Cause.OVER][0][:2]))

    (line,) = [each for each in told if "April 9, 2024" in each]
    assert line.startswith("On record, and left out: Training in CPR, completed April 9, 2024, plus 1 year")


def test_what_counts_is_not_left_out() -> None:
    assert explained(TERMS, done(date(2025, 2, 1))).left_out == ()
    assert explained(TERMS, bls(issued_on=date(2025, 2, 1))).left_out == ()
    assert explained(in_cycles(), done(date(2025, 4, 2))).left_out == ()
