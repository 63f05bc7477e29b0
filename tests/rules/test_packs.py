"""The packs that come with muster: cited, reviewed, and held to their cases number by number."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from hashlib import sha256

import pytest

from muster.rules import cases, mutants, packs
from muster.rules.mutants import Fate
from tests.rules.counting import CHANGED

# The day of the release that carries these packs; when a release moves it, packs are reviewed.
RELEASED = date(2026, 11, 22)

ROLES = {
    "*",
    "social-worker",
    "clinician",
    "peer-support-specialist",
    "emr",
    "emt",
    "aemt",
    "paramedic",
    "nurse",
    "registered-nurse",
    "clinical-supervisor",
    "peer-supervisor",
    "community-health-worker",
    "harm-reduction-specialist",
    "team-lead",
    "qmhp",
    "qmha",
    "law-enforcement",
}
HOURS = re.compile(r"team\[.*\.hours: ")
every_pack = pytest.mark.parametrize("pack", packs.shipped())
# The longest pack takes longer than all the others: its numbers are changed in every run, its words by `make prove`.
every_pack_in_time = pytest.mark.parametrize(
    "pack",
    [pytest.param(each, marks=[pytest.mark.prove] if each == "us-nremt" else []) for each in packs.shipped()],
)
# That it is the cases which notice is tried on some; on all by `make prove`.
every_third_pack = pytest.mark.parametrize(
    "pack",
    [pytest.param(each, marks=[pytest.mark.prove] if place % 3 else []) for place, each in enumerate(packs.shipped())],
)


def test_the_packs_that_ship() -> None:
    assert packs.shipped() == (
        "cpr-first-aid",
        "md-ems",
        "md-license",
        "md-mct",
        "or-mcis",
        "program-local",
        "us-grants",
        "us-medicaid-1947",
        "us-nremt",
        "us-osha-bbp",
        "wa-cpss",
        "wa-mrrct",
        "wa-mrrct-payment",
        "wi-dhs-34",
    )


@every_pack
def test_it_loads_under_its_own_name(pack: str) -> None:
    assert packs.load(pack).id == pack


@every_pack
def test_it_says_where_the_rule_is_written(pack: str) -> None:
    loaded = packs.load(pack)

    assert loaded.source
    assert all(terms.cite for requirement in loaded.requirements for terms in requirement.terms)
    assert all(terms.cite for team in loaded.teams for terms in team.terms)
    assert all(terms.cite for paper in loaded.papers for terms in paper.terms)
    assert all(terms.cite for indirect in loaded.indirect for terms in indirect.terms)


@every_pack
def test_it_was_reviewed_within_a_year_of_the_release(pack: str) -> None:
    loaded = packs.load(pack)

    assert loaded.reviewed_on <= RELEASED
    assert packs.freshness(loaded, RELEASED) is None


@every_pack
def test_it_names_only_roles_that_there_are(pack: str) -> None:
    loaded = packs.load(pack)
    named = {role for requirement in loaded.requirements for role in requirement.roles}
    for terms in (terms for team in loaded.teams for terms in team.terms):
        named |= terms.never | terms.uncounted
        named |= {role for place in terms.places for role in place.roles}
        named |= {role for company in terms.company for role in company.of}

    assert named <= ROLES


@every_pack
def test_its_digest_is_that_of_the_text_that_is_kept(pack: str) -> None:
    assert packs.load(pack).digest == sha256(packs.shipped_text(pack).encode()).hexdigest()


@every_pack
def test_every_case_holds(pack: str) -> None:
    file = cases.load(pack)
    failures = cases.run(packs.load(file.pack), file.cases)

    assert file.pack == pack
    assert not failures, "\n".join(map(str, failures))


@every_pack
def test_cases_look_at_both_sides_of_every_change_of_terms(pack: str) -> None:
    missing = cases.check_edges(packs.load(pack), cases.load(pack).cases)

    assert not missing, "\n".join(map(str, missing))


# --- Mutation: what no case would notice, nobody would ---------------------------------------


@every_pack
def test_writing_a_pack_again_changes_nothing(pack: str) -> None:
    again = mutants.whole(tomllib.loads(packs.shipped_text(pack)))

    assert mutants.fate(mutants.Mutant("nothing", again), list(cases.load(pack).cases)) is Fate.SURVIVED


@pytest.mark.changes_numbers
@every_pack
def test_every_number_and_date_changed_by_one_unit_turns_a_case_red(
    pack: str, record_property: Callable[[str, object], None]
) -> None:
    said = mutants.fates(packs.shipped_text(pack), cases.load(pack).cases, mutants.numbers)
    record_property(CHANGED, [pack, len(said)])

    assert said
    # Hours of the day that are a minute off may overlap with others, which is refused; nothing else is.
    unnoticed = [each for each, end in said.items() if end is not Fate.NOTICED]
    assert [each for each in unnoticed if said[each] is Fate.SURVIVED or not HOURS.search(each)] == []


@every_pack_in_time
def test_every_word_changed_is_refused_or_turns_a_case_red(pack: str) -> None:
    said = mutants.fates(packs.shipped_text(pack), cases.load(pack).cases, mutants.words)

    assert [each for each, end in said.items() if end is Fate.SURVIVED] == []


@every_third_pack
def test_without_cases_every_changed_number_would_survive(pack: str) -> None:
    said = mutants.fates(packs.shipped_text(pack), (), mutants.numbers)

    assert {end for each, end in said.items() if not HOURS.search(each)} == {Fate.SURVIVED}
    assert Fate.NOTICED not in said.values()
