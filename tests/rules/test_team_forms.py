"""Rules of a team in a pack: read whole, and refused with line, found, expected and how to mend it."""

# ruff: noqa: E501 - a sentence that a person will read is written in one piece, as it is read

from datetime import date

import pytest

from muster.domain.adopting.packs import Pack
from muster.domain.credentials import Proof
from muster.domain.errors import Invalid
from muster.domain.intervals import FOREVER
from muster.domain.requirements import Bar, Confidence
from muster.domain.teams.staffing import Hours, Presence
from muster.rules import packs

GOOD = """\
id = "sample"
title = "A sample"
jurisdiction = "Local"
authority = "local"
kind = "required"
reviewed_on = 2026-11-22
source = "A policy"

[[credential]]
id = "assessor"
title = "Able to assess"
issuer = "The state"
sort = "attestation"

[[requirement]]
id = "core"
roles = ["*"]
topic = "de-escalation"
says = "They know it."

[[requirement.terms]]
effective = 2025-01-01
initial = { event = "hire", within = "90 days" }
interim = "in company"
confidence = "read"
cite = "Policy 1"

[[team]]
id = "who"
says = "Two go out together."

[[team.terms]]
effective = 2025-01-01
members_meet = ["core"]
equipment = ["naloxone"]
never = ["law-enforcement"]
uncounted = ["observer"]
confidence = "read"
cite = "Policy 2"

[[team.terms.way]]
hours = "08:00-24:00"
if = "campus"
in_person = 2
place = [{ id = "clinician", roles = ["clinician"], credential = "assessor", presence = ["in-person"], unclear = ["remote"] }]
somebody = [{ id = "naloxone", topic = "naloxone", trained = true }]

[[team.terms.company]]
of = ["peer"]
interim = true
presence = ["in-person"]
somebody = [{ id = "trained", roles = ["*"], trained = true }]

[[team.terms]]
effective = 2026-01-01
in_force = "unknown"
confidence = "read"
cite = "Policy 2, as changed"

[[team.terms.way]]
in_person = 1
"""
HEAD = GOOD[: GOOD.index("[[credential]]")]
TEAM = '[[team]]\nid = "who"\nsays = "Two go."\n[[team.terms]]\neffective = 2025-01-01\nconfidence = "read"\ncite = "P"\nway = [{ in_person = 2 }]\n'


def read(text: str) -> Pack:
    return packs.parse(text, source="sample.toml")


def faults(text: str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        read(text)
    assert refused.value.code == "bad-pack"
    return [str(each) for each in refused.value.faults]


def test_a_rule_of_a_team_is_read_whole() -> None:
    pack = read(GOOD)
    (rule,) = pack.teams
    known, later = rule.terms
    (way,) = known.ways
    (clinician,), (naloxone,) = way.places, way.somebody
    (company,) = known.company

    assert (rule.name, rule.says, rule.bar, rule.authority) == (
        "sample/who",
        "Two go out together.",
        Bar.REQUIRED,
        "local",
    )
    assert (known.effective, known.until, known.in_force, known.cite) == (date(2025, 1, 1), FOREVER, True, "Policy 2")
    assert (later.effective, later.until, later.in_force) == (date(2026, 1, 1), FOREVER, False)
    assert known.members_meet == pack.requirements
    assert (known.equipment, known.never, known.uncounted) == (
        frozenset({"naloxone"}),
        frozenset({"law-enforcement"}),
        frozenset({"observer"}),
    )
    assert (way.hours, way.circumstance, way.in_person) == (Hours(480, 1440), "campus", 2)
    assert (clinician.roles, clinician.presence, clinician.unclear) == (
        frozenset({"clinician"}),
        frozenset({Presence.IN_PERSON}),
        frozenset({Presence.REMOTE}),
    )
    assert clinician.shown is not None
    assert [kind.id for kind in clinician.shown.kinds] == ["assessor"]
    assert clinician.shown.terms[0].proof is Proof.DOCUMENT_SEEN
    assert clinician.shown.terms[0].confidence is Confidence.READ
    assert naloxone.shown is not None
    assert (naloxone.shown.topics, naloxone.trained, naloxone.presence) == (
        frozenset({"naloxone"}),
        True,
        frozenset({Presence.IN_PERSON}),
    )
    assert (company.of, company.interim, company.presence) == (
        frozenset({"peer"}),
        True,
        frozenset({Presence.IN_PERSON}),
    )
    assert rule.circumstances == {"campus"}


def test_a_pack_may_have_teams_alone_or_requirements_alone() -> None:
    assert not read(HEAD + TEAM).requirements
    assert not read(
        GOOD[: GOOD.index("[[team]]")].replace(GOOD[GOOD.index("[[credential]]") : GOOD.index("[[requirement]]")], "")
    ).teams


def test_terms_end_where_the_next_of_their_kind_begin() -> None:
    more = '[[team.terms]]\neffective = 2026-07-01\nconfidence = "read"\ncite = "Q"\nway = [{ in_person = 1 }]\n'
    (rule,) = read(GOOD + more).teams

    assert [(each.effective.year, each.until.year) for each in rule.terms] == [(2025, 2026), (2026, 9999), (2026, 9999)]


def test_what_asks_only_who_may_never_come_along_asks_nothing_else() -> None:
    (rule,) = read(HEAD + TEAM.replace("way = [{ in_person = 2 }]", 'never = ["law-enforcement"]')).teams

    assert [(way.in_person, way.places) for way in rule.terms[0].ways] == [(0, ())]


FAULTS = [
    ('says = "Two go out together."\n', 'says = "Two go out together."\nteam_size = 2\n', "sample.toml:31 (team.team_size): found the key 'team_size', expected one of id, says, unread, terms; take it out; muster would not obey it"),
    ('members_meet = ["core"]', 'members_meet = ["cor"]', "sample.toml:34 (team.terms.members_meet): found 'cor', which is none, expected 'core'; write 'core'"),
    ('credential = "assessor"', 'credential = "assesor"', "sample.toml:45 (team.terms.way.place.credential): found 'assesor', which this pack does not define, expected 'assessor'; write 'assessor'"),
    ('topic = "naloxone"', 'topic = "assessor"', "sample.toml:46 (team.terms.way.somebody.topic): found 'assessor', which is a credential of this pack, expected the name of a training; write credential = 'assessor'"),
    ('"08:00-24:00"', '"8-24"', "sample.toml:42 (team.terms.way.hours): found '8-24', expected hours of the local day; write two times of 24 hours with a hyphen, for example '08:00-24:00'"),
    ('"08:00-24:00"', '"20:00-08:00"', "sample.toml:42 (team.terms.way.hours): found '20:00-08:00', expected hours that begin before they end, on one day; over midnight, write a way for each side of it"),
    ('"08:00-24:00"', '"08:00-24:01"', "sample.toml:42 (team.terms.way.hours): found '08:00-24:01', expected hours that begin before they end, on one day; over midnight, write a way for each side of it"),
    ("in_person = 2", "in_person = 0", "sample.toml:44 (team.terms.way.in_person): found 0, expected a number of people, 1 to 20; write how many are there in person at the fewest"),
    (', unclear = ["remote"] }]', ' }, { id = "peer", roles = ["peer"] }]', "sample.toml:44 (team.terms.way.in_person): found 2, where 2 places are filled in person anyhow, expected more than 2, or no such key; take it out; muster would not look at it"),
    ('roles = ["clinician"], credential = "assessor", ', "", 'sample.toml:45 (team.terms.way.place): found a place that nobody can fill, expected roles, a credential or a topic; add roles = […], credential = "…" or topic = "…" of somebody who counts'),
    ('roles = ["clinician"], credential = "assessor", ', 'roles = ["observer"], ', 'sample.toml:45 (team.terms.way.place): found a place that nobody can fill, expected roles, a credential or a topic; add roles = […], credential = "…" or topic = "…" of somebody who counts'),
    ('unclear = ["remote"]', 'unclear = ["in-person"]', "sample.toml:45 (team.terms.way.place.unclear): found 'in-person', which is clear enough, by 'presence', expected each name once; take it out of one of the two"),
    ('presence = ["in-person"], unclear', 'presence = ["in person"], unclear', "sample.toml:45 (team.terms.way.place.presence): found 'in person', expected one of 'in-person', 'remote', 'reachable'; write 'in-person'"),
    ('uncounted = ["observer"]', 'uncounted = ["law-enforcement"]', "sample.toml:37 (team.terms.uncounted): found 'law-enforcement', which may never be there, expected each name once; take it out of one of the two"),
    ('uncounted = ["observer"]', 'welcome = ["law-enforcement"]', "sample.toml:37 (team.terms.welcome): found 'law-enforcement', which may never be there, expected each name once; take it out of one of the two"),
    ('never = ["law-enforcement"]\nuncounted', 'welcome = ["fire-services"]\nuncounted', "sample.toml:36 (team.terms.welcome): found 'welcome' where nobody is barred, expected who may never be there; take it out; muster would not look at it"),
    ('of = ["peer"]\ninterim = true\n', "", "sample.toml:48 (team.terms.company): found company of nobody, expected who needs it; add of = […], or interim = true"),
    ('interim = "in company"\n', "", "sample.toml:49 (team.terms.company.interim): found 'interim' where no requirement in 'members_meet' has an interim, expected a requirement with terms that say 'interim'; take it out; muster would not look at it"),
    ('in_force = "unknown"', 'in_force = "2026"', "sample.toml:56 (team.terms.in_force): found '2026', expected 'unknown', or no such key; take it out where 'effective' is the day on which it took effect"),
    ('in_force = "unknown"\n', "", ""),
    ('effective = 2026-01-01\nin_force = "unknown"', "effective = 2025-01-01", "sample.toml:55 (team.terms.effective): found 2025-01-01, expected a day after 2025-01-01; write the terms oldest first, each from its own day"),
    ('in_force = "unknown"', 'in_force = "unknown"\nthrough = 2025-12-31', "sample.toml:57 (team.terms.through): found 2025-12-31, expected a day not before 2026-01-01; write the last day on which these are the terms"),
    ('says = "Two go out together."', 'says = "Two go out together."\nunread = "The list."', "sample.toml:35 (team.terms.members_meet): found 'members_meet' where the rule was not read, expected no such key; take it out; muster would not look at it"),
    ("[[team.terms.way]]\nin_person = 1\n", "", "sample.toml:54 (team.terms): found terms that ask nothing of a team, expected something to ask for; add [[team.terms.way]]"),
    ("[[team.terms.way]]\nin_person = 1\n", "[[team.terms.way]]\n", "sample.toml:60 (team.terms.way): found a way that asks nothing, expected something to ask for; add in_person, or a place"),
    ("[[team.terms.way]]\nin_person = 1\n", '[[team.terms.way]]\nin_person = 1\nhours = "00:00-09:00"\n[[team.terms.way]]\nin_person = 2\nhours = "08:00-24:00"\n', "sample.toml:65 (team.terms.way.hours): found hours that overlap with those of way 1, expected the same hours, or hours apart; write each way with hours that begin where others end, or with the same"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_fault_says_where_found_expected_and_fix(old: str, new: str, said: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    if said:
        assert said in faults(text)
    else:
        read(text)


def test_idle_words_are_refused() -> None:
    bare = HEAD + TEAM

    assert faults(bare.replace("in_person = 2", 'place = [{ id = "a", roles = ["a"], trained = true }]')) == [
        "sample.toml:16 (team.terms.way.place.trained): found 'trained' without 'members_meet', expected 'members_meet' in the terms; take it out; muster would not look at it"
    ]
    assert faults(bare.replace("way = [{ in_person = 2 }]", 'never = ["a"]\nuncounted = ["b"]')) == [
        "sample.toml:17 (team.terms.uncounted): found 'uncounted' where nobody is counted, expected a way to be a team; take it out; muster would not look at it"
    ]
    assert faults(bare.replace("in_person = 2", 'place = [{ id = "a", roles = ["*", "b"] }]')) == [
        "sample.toml:16 (team.terms.way.place.roles): found '*' beside others, expected '*' alone; '*' is everybody; take the others out"
    ]
    twice = 'place = [{ id = "a", roles = ["b"] }, { id = "a", roles = ["c"] }]'
    assert faults(bare.replace("in_person = 2", twice)) == [
        "sample.toml:16 (team.terms.way.place.id): found 'a' a second time, expected each id once; give this one another id"
    ]
