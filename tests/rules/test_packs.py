"""The packs that come with muster: cited, reviewed, and held to their cases number by number."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeAlias

import pytest

from muster.domain.anchors import Anchor
from muster.domain.credentials import Proof
from muster.domain.errors import Invalid
from muster.domain.requirements import Confidence, Event, VersionBy
from muster.rules import cases, packs

# The day of the release that carries these packs; when a release moves it, packs are reviewed.
RELEASED = date(2026, 11, 22)

ROLES = {
    "*",
    "social-worker",
    "clinician",
    "peer-support-specialist",
    "emt",
    "paramedic",
    "nurse",
    "community-health-worker",
    "harm-reduction-specialist",
    "team-lead",
}
WORDS = {"anchor": Anchor, "confidence": Confidence, "event": Event, "proof": Proof, "version_by": VersionBy}
OPTIONAL = {"through", "initial", "renewal", "validity", "hours", "grace", "proof"}
Change: TypeAlias = Callable[[str, object], Sequence[object]]
SPAN = re.compile(r"(\d+) (day|week|month|year)s?")
MONTH_DAY = re.compile(r"\d\d-\d\d")

every_pack = pytest.mark.parametrize("pack", packs.shipped())


def test_the_packs_that_ship() -> None:
    assert packs.shipped() == ("cpr-first-aid", "program-local", "us-osha-bbp")


@every_pack
def test_it_loads_under_its_own_name(pack: str) -> None:
    assert packs.load(pack).id == pack


@every_pack
def test_it_says_where_the_rule_is_written(pack: str) -> None:
    loaded = packs.load(pack)

    assert loaded.source
    assert all(terms.cite for requirement in loaded.requirements for terms in requirement.terms)


@every_pack
def test_it_was_reviewed_within_a_year_of_the_release(pack: str) -> None:
    loaded = packs.load(pack)

    assert loaded.reviewed_on <= RELEASED
    assert packs.freshness(loaded, RELEASED) is None


@every_pack
def test_it_names_only_roles_that_there_are(pack: str) -> None:
    named = {role for requirement in packs.load(pack).requirements for role in requirement.roles}

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


@dataclass(frozen=True)
class Mutant:
    """A pack with one thing changed, and what was changed."""

    said: str
    text: str


def written(value: object) -> str:
    """Write a value as TOML, on one line."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case dict():
            return "{" + ", ".join(f"{key} = {written(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case _:
            return str(value)


def whole(raw: dict[str, object]) -> str:
    return "".join(f"{key} = {written(value)}\n" for key, value in raw.items())


def numbers(key: str, value: object) -> Sequence[object]:
    """Return this number, date or length of time, changed by one unit each way."""
    if isinstance(value, date) and key != "reviewed_on":
        return [value - timedelta(1), value + timedelta(1)]
    if isinstance(value, int | float):
        return [value + step for step in (-1, 1, -0.25, 0.25) if value + step > 0]
    if not isinstance(value, str):
        return []
    if MONTH_DAY.fullmatch(value):
        near = (date.fromisoformat(f"2001-{value}") + timedelta(step) for step in (-1, 1))
        return [f"{day:%m-%d}" for day in near]
    found = SPAN.fullmatch(value)
    if not found:
        return []
    count, unit = int(found[1]), found[2]
    finer = [f"{12 * count + step} months" for step in (-1, 1)] if unit == "year" else []
    # Nothing at all is refused as a length of time, where it would be a different rule.
    return [f"{count + step} {unit}s" for step in (-1, 1) if count + step > 0] + finer


def words(key: str, value: object) -> Sequence[object]:
    """Return the other words that could stand here, and a list without each of its names."""
    if key in WORDS:
        return [other.value for other in WORDS[key] if other.value != value]
    if key in {"roles", "topic", "credential"} and isinstance(value, list):
        return [[*value[:place], *value[place + 1 :]] for place in range(len(value)) if len(value) > 1]
    return ["90 days"] if value == "before" else []


def changed(value: object, change: Change, key: str = "", path: str = "") -> Iterator[tuple[str, object]]:
    """Yield copies of a value in which one thing is different."""
    for other in change(key, value):
        yield f"{path}: {value} -> {other}", other
    if isinstance(value, dict):
        for name, inside in value.items():
            for said, other in changed(inside, change, name, f"{path}.{name}"):
                yield said, {**value, name: other}
            if change is words and name in OPTIONAL:
                yield f"{path}.{name}: left out", {each: rest for each, rest in value.items() if each != name}
    elif isinstance(value, list) and key not in {"roles", "topic"}:
        for place, inside in enumerate(value):
            for said, other in changed(inside, change, "", f"{path}[{place}]"):
                yield said, [*value[:place], other, *value[place + 1 :]]


def mutants(pack: str, change: Change) -> list[Mutant]:
    raw = tomllib.loads(packs.shipped_text(pack))
    return [Mutant(said, whole(other)) for said, other in changed(raw, change) if isinstance(other, dict)]


def outcome(mutant: Mutant, tried: tuple[cases.Case, ...]) -> str:
    """Try a mutant: the loader refuses it, a case turns red, or it survives."""
    try:
        pack = packs.parse(mutant.text, source="mutant.toml")
    except Invalid:
        return "refused"
    return "red" if cases.run(pack, tried) else "survived"


@every_pack
def test_writing_a_pack_again_changes_nothing(pack: str) -> None:
    again = whole(tomllib.loads(packs.shipped_text(pack)))

    assert outcome(Mutant("nothing", again), cases.load(pack).cases) == "survived"


@every_pack
@pytest.mark.parametrize("change", [numbers, words], ids=["a number or a date", "a word"])
def test_whatever_is_changed_turns_a_case_red(pack: str, change: Change) -> None:
    tried = cases.load(pack).cases
    outcomes = {mutant.said: outcome(mutant, tried) for mutant in mutants(pack, change)}
    counts = {each: list(outcomes.values()).count(each) for each in ("red", "refused", "survived")}

    print(f"{pack}: {len(outcomes)} mutants, {counts}")  # noqa: T201 - for reading: pytest -rP
    assert outcomes
    assert change is words or not counts["refused"], "a changed number is for the cases to notice"
    assert not [said for said, end in outcomes.items() if end == "survived"]


@every_pack
def test_without_cases_every_changed_number_would_survive(pack: str) -> None:
    assert {outcome(mutant, ()) for mutant in mutants(pack, numbers)} == {"survived"}
