"""Cases of teams, tried: what a pack says of an invented crew, against what its author expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches

from muster.domain.adopting.packs import Pack
from muster.domain.findings import Verdict
from muster.domain.intervals import FOREVER, ONE_DAY
from muster.domain.teams.checking import answer, check
from muster.domain.teams.staffing import Crew, Lack, Member, TeamFinding, TeamRule, Want
from muster.rules.differences import Difference, Uncovered, told


@dataclass(frozen=True, slots=True)
class TeamCase:
    """One case of a team. ``expect`` holds only what its author wrote.

    ``terms``: only the terms that are effective from this day are asked, as if they were surely in force.
    """

    name: str
    where: str
    team: str
    crew: Crew
    start: datetime
    end: datetime
    expect: Mapping[str, object]
    terms: date | None = None


def differing(pack: Pack, case: TeamCase) -> tuple[Difference, ...]:
    """Return everything in which a case does not hold."""
    rules = {each.id: each for each in pack.teams}
    rule = rules.get(case.team)
    if rule is None:
        near = get_close_matches(case.team, rules, n=1)
        expected = f"'{near[0]}'" if near else f"a team of {pack.id}: {', '.join(rules)}"
        return (Difference("team", expected, f"'{case.team}'"),)
    if case.terms is not None:
        alone = [replace(each, in_force=True) for each in rule.terms if each.effective == case.terms]
        if not alone:
            days = ", ".join(str(each.effective) for each in rule.terms)
            return (Difference("terms", f"terms of {days}", str(case.terms)),)
        rule = replace(rule, terms=tuple(alone))
    found = _said(rule, check(rule, _waived(case.crew, pack.id), start=case.start, end=case.end))
    return tuple(
        Difference(field, told(expected), told(found[field]))
        for field, expected in case.expect.items()
        if not (str(expected) in str(found[field]) if field == "cite" else expected == found[field])
    )


def _waived(crew: Crew, pack: str) -> Crew:
    """Return the crew with waivers that name the pack as well, which a case leaves out."""

    def member(each: Member) -> Member:
        waivers = tuple(replace(waiver, requirement=f"{pack}/{waiver.requirement}") for waiver in each.facts.waivers)
        return each._replace(facts=replace(each.facts, waivers=waivers))

    return replace(crew, members=tuple(map(member, crew.members)))


def uncovered(pack: Pack, cases: Sequence[TeamCase]) -> list[Uncovered]:
    """Return where terms of a team change and no case looks at the day before, the day itself or the day after."""
    looked = {(case.team, day) for case in cases for day in (case.start.date(), case.end.date())}
    found: list[Uncovered] = []
    for rule in pack.teams:
        starts = {terms.effective: "take effect" for terms in rule.terms}
        ends = {terms.until: "are over" for terms in rule.terms if terms.until != FOREVER}
        for edge, happens in sorted({**ends, **starts}.items()):
            for days, side in ((-1, "the day before"), (0, "the day"), (1, "the day after")):
                day = edge + days * ONE_DAY
                if (rule.id, day) not in looked:
                    found.append(Uncovered(rule.id, day, f"asks about {day}, {side} its terms {happens}"))
    return found


def _said(rule: TeamRule, pieces: Sequence[TeamFinding]) -> dict[str, object]:
    """Return the findings in the words of a case. The confidence is that of all texts of the days."""
    lacks = [lack for each in pieces for lack in each.lacks]
    texts = {terms.confidence for each in pieces for terms in rule.on(each.since.date())}
    return {
        "verdict": answer(pieces),
        "pieces": [each.verdict for each in pieces],
        "lacking": sorted({_thing(each) for each in lacks if each.verdict is Verdict.NOT_MET}),
        "in_doubt": sorted({_thing(each) for each in lacks if each.verdict is Verdict.NEEDS_REVIEW}),
        "filled": sorted({place.id for each in pieces for place, _ in each.filled}),
        "confidence": next(iter(texts)) if len(texts) == 1 else sorted(texts),
        "cite": "; ".join(_cited(pieces)),
    }


def _cited(pieces: Sequence[TeamFinding]) -> Iterator[str]:
    for each in pieces:
        if each.terms is not None:
            yield each.terms.cite
        yield from (lack.what for lack in each.lacks if lack.want is Want.READINGS)


def _thing(lack: Lack) -> str:
    """Return what is wanting as a case names it.

    >>> _thing(Lack(Want.PLACE, "peer", Verdict.NOT_MET)), _thing(Lack(Want.TRAINING, "pack/core", Verdict.NOT_MET))
    ('place peer', 'training core')
    """
    if lack.want in {Want.UNREAD, Want.READINGS}:
        return lack.want
    return f"{lack.want} {lack.what.rpartition('/')[2]}"
