"""A parent publishes a text, a child tightens it: adopted beside it, and refused where anything in it is looser."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from muster.domain.adopting.adoptions import Whom
from muster.domain.errors import Conflict, Invalid
from muster.domain.findings import Verdict
from muster.persistence.facts import NOW as LATEST
from muster.rules import packs as rules
from muster.services import awards, compliance, packs, people
from tests import make
from tests.cast import NOW, TODAY, Cast

SINCE = date(2026, 1, 1)
# What a state publishes, as a file with its digest.
STATE = """
id = "state-crisis"
title = "Crisis teams"
jurisdiction = "US-XX"
authority = "Example State"
kind = "required"
reviewed_on = 2026-11-22
source = "https://example.gov"
[[requirement]]
id = "naloxone"
roles = ["*"]
topic = "naloxone"
says = "Everybody knows how to give naloxone."
[[requirement.terms]]
effective = 2020-01-01
initial = { event = "assignment", within = "90 days" }
renewal = { every = "2 years" }
confidence = "read"
cite = "Example Code 1"
[[requirement]]
id = "de-escalation"
roles = ["*"]
topic = "de-escalation"
says = "Everybody can calm a scene."
[[requirement.terms]]
effective = 2020-01-01
initial = { event = "assignment", within = "90 days" }
confidence = "read"
cite = "Example Code 2"
"""
DIGEST = sha256(rules.canonical(STATE).encode()).hexdigest()


def county(**changed: str) -> str:
    """Return what a county makes of it: naloxone sooner and again each year, and nothing said of de-escalation."""
    head, _, rest = STATE.partition("[[requirement]]")
    naloxone = rest.partition('[[requirement]]\nid = "de-escalation"')[0]
    head = head.replace("state-crisis", "county-crisis").replace("Example State", "Example County")
    text = f'{head}tightens = {{ pack = "state-crisis", digest = "{DIGEST}" }}\n[[requirement]]{naloxone}'
    for old, new in {"90 days": "30 days", "2 years": "1 year", **changed}.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


async def test_a_county_adopts_what_tightens_its_states_text_beside_it(cast: Cast) -> None:
    by, ben = cast.amara.principal, cast.ben_himself
    await people.record_role(ben, make.role(program=cast.program, start=SINCE), by=by, now=NOW)
    await packs.adopt(await packs.to_adopt(STATE, since=SINCE, digest=DIGEST, by=by), by=by, now=NOW)

    _, pack = await packs.adopt_pack(county(), since=SINCE, program=cast.program, by=by, now=NOW)

    assert pack.tightens is not None
    assert (pack.tightens.pack, pack.tightens.digest) == ("state-crisis", DIGEST)
    (found,) = await compliance.clearances_of_person(ben, on=date(2026, 2, 15), known=LATEST, by=by)
    assert {each.requirement.name: each.verdict for each in found.findings} == {
        "state-crisis/naloxone": Verdict.MET,  # within its 90 days
        "state-crisis/de-escalation": Verdict.MET,  # which the county does not name: the state's stays
        "county-crisis/naloxone": Verdict.NOT_MET,  # after its 30 days
    }
    assert found.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("changed", "key", "found", "expected"),
    [
        (
            {"30 days": "91 days"},
            "initial",
            "within 91 days of assignment",
            "within 90 days of assignment, as the parent has",
        ),
        ({"1 year": "3 years"}, "renewal", "every 3 years, completion", "every 2 years, completion, as the parent has"),
        ({'event = "assignment"': 'event = "hire"'}, "initial", "within 30 days of hire", "counted from another event"),
        (
            {'topic = "naloxone"': 'topic = ["naloxone", "cpr"]'},
            "topic",
            "cpr or naloxone",
            "naloxone, as the parent has",
        ),
        (
            {'confidence = "read"': 'leave = "pause"\nconfidence = "read"'},
            "leave",
            "pause",
            "nothing, as the parent has",
        ),
        ({'kind = "required"': 'kind = "recommended"'}, "kind", "recommended", "required, as the parent has"),
        (
            {"effective = 2020-01-01": "effective = 2026-03-01"},
            "terms",
            "no terms from 2026-01-01 on",
            "terms on every day",
        ),
    ],
)
async def test_what_is_looser_is_refused_with_its_line_and_what_the_parent_asks(
    changed: dict[str, str], key: str, found: str, expected: str, cast: Cast
) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(STATE, since=SINCE, by=by, now=NOW)
    text = county(**changed)

    with pytest.raises(Invalid) as refused:
        await packs.adopt_pack(text, since=SINCE, program=cast.program, by=by, now=NOW)

    (fault,) = refused.value.faults
    number = int(fault.where.removeprefix("the pack:").partition(" ")[0])
    assert refused.value.code == "loosens"
    assert text.splitlines()[number - 1].startswith((key, f"[[requirement.{key}"))
    assert (fault.found, expected in fault.expected) == (found, True)
    assert "another id" in fault.fix or "later day" in fault.fix
    assert len(await packs.adoptions(by=by)) == 1


async def test_what_cannot_be_compared_may_be_asked_under_an_id_of_its_own(cast: Cast) -> None:
    by = cast.amara.principal
    await packs.adopt_pack(STATE, since=SINCE, by=by, now=NOW)

    text = county(**{'event = "assignment"': 'event = "hire"', 'id = "naloxone"': 'id = "naloxone-at-hire"'})

    await packs.adopt_pack(text, since=SINCE, program=cast.program, by=by, now=NOW)
    assert len(await packs.adoptions(by=by)) == 2


async def test_a_child_binds_only_where_its_parent_does_and_by_the_text_it_was_compared_with(cast: Cast) -> None:
    by = cast.amara.principal
    award = await awards.add_award(make.award(), by=by, now=NOW)

    async def refused(**whom: object) -> str:
        with pytest.raises(Conflict) as why:
            await packs.adopt_pack(county(), since=SINCE, by=by, now=NOW, **whom)  # type: ignore[arg-type]
        return why.value.code

    assert await refused() == "parent-not-adopted"
    await packs.adopt_pack(STATE, since=TODAY, program=cast.program, by=by, now=NOW)
    assert await refused() == "parent-not-adopted", "of one program only"
    assert await refused(award=award) == "parent-not-adopted"
    assert await refused(program=cast.program) == "parent-not-adopted", "of a later day"
    await packs.adopt_pack(STATE + "# as amended\n", since=SINCE, by=by, now=NOW)
    assert await refused() == "parent-differs"
    await packs.to_adopt(county(), since=TODAY, whom=Whom(cast.program), by=by)


async def test_another_text_than_the_one_that_was_published_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        await packs.to_adopt(STATE + "# changed on the way\n", since=SINCE, digest=DIGEST, by=cast.amara.principal)

    assert refused.value.code == "other-text"


@pytest.mark.parametrize(
    ("tightens", "found"),
    [
        ('tightens = "state-crisis"', "state-crisis"),
        ('tightens = { pack = "state-crisis", digest = "abc" }', "abc"),
        (f'tightens = {{ pack = "county-crisis", digest = "{DIGEST}" }}', "the pack itself"),
        ('tightens = { pack = "state-crisis" }', "nothing"),
    ],
)
def test_what_a_pack_says_it_tightens_is_read_strictly(tightens: str, found: str) -> None:
    said = f'tightens = {{ pack = "state-crisis", digest = "{DIGEST}" }}'

    with pytest.raises(Invalid) as refused:
        packs.read_pack(county().replace(said, tightens))

    assert found in refused.value.faults[0].found
    assert refused.value.faults[0].where.startswith("the pack:9 (tightens")
