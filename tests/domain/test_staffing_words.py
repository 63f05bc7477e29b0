"""What a rule of a team says of a crew is said whole, in English and in Spanish."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID

import pytest

from muster import catalogue
from muster.domain.findings import Verdict
from muster.domain.requirements import Confidence
from muster.domain.teams.staffing import Lack, TeamFinding, TeamRule, TeamTerms, Want, Way
from muster.domain.teams.staffing_words import lacking, said
from muster.domain.words import ENGLISH

BEN, ANA = UUID(int=1), UUID(int=2)
TERMS = TeamTerms(date(2026, 1, 1), "Policy 4.1", Confidence.READ, (Way(2, ()),))
RULE = TeamRule("local", "two", "Two go out together.", (TERMS,))
START, END = datetime(2026, 5, 1, 8, tzinfo=UTC), datetime(2026, 5, 1, 16, tzinfo=UTC)
WHAT = {Want.IN_PERSON: "2", Want.TRAINING: "local/core", Want.UNREAD: "Cut off.", Want.READINGS: "Policy 4.2"}
SPANISH = catalogue.words("es")


def called(person: UUID) -> str:
    return {BEN: "Ben Abdi", ANA: "Ana Peña"}[person]


@pytest.mark.parametrize(("want", "verdict"), list(product(Want, (Verdict.NOT_MET, Verdict.NEEDS_REVIEW))))
def test_each_thing_that_is_lacking_names_what_and_whom_in_both_languages(want: Want, verdict: Verdict) -> None:
    what = WHAT.get(want, "peer")
    of_people = {Want.TRAINING, Want.COMPANY} | ({Want.NEVER} if verdict is Verdict.NOT_MET else set())
    lack = Lack(want, what, verdict, (BEN, ANA) if want in of_people else ())

    english, spanish = lacking(lack, ENGLISH, called), lacking(lack, SPANISH, called)

    for sentence in (english, spanish):
        assert sentence.endswith((".", ")"))
        assert all(called(each) in sentence for each in lack.people)
    assert english != spanish
    assert ENGLISH.name(what.rpartition("/")[2]) in english


@pytest.mark.parametrize("verdict", Verdict)
def test_each_answer_is_said_with_its_paragraph_and_how_well_it_is_known(verdict: Verdict) -> None:
    finding = TeamFinding(RULE, START, END, verdict, TERMS)
    remembered = finding._replace(terms=replace(TERMS, confidence=Confidence.MEMORY))

    assert said(finding, ENGLISH) != said(finding, SPANISH)
    if verdict is not Verdict.NOT_APPLICABLE:
        assert said(finding, SPANISH).endswith("(Policy 4.1)")
        assert "not read at the source" in said(remembered, ENGLISH)
