"""Cases, tried: what a pack says of invented people, against what its author expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Final, TypeAlias

from muster.domain.adopting.packs import Pack
from muster.domain.facts import Facts
from muster.domain.findings import Finding, good_through
from muster.domain.in_time import Sent, Share, shown
from muster.domain.intervals import BEGINNING, FOREVER, ONE_DAY
from muster.domain.program_duties import judged
from muster.domain.requirements import Requirement, VersionBy
from muster.domain.standing.renewing import window
from muster.rules import award_trials
from muster.rules.award_trials import AwardCase
from muster.rules.differences import Difference, Failure, Uncovered, told
from muster.rules.team_trials import TeamCase, differing, uncovered


@dataclass(frozen=True, slots=True)
class Case:
    """One case. ``expect`` holds only what its author wrote; ``None`` there expects that there is none.

    ``applied_on`` and ``circumstances`` are those of the program that adopts the pack, ``responses`` its own.
    """

    name: str
    where: str
    on: date
    requirement: str
    facts: Facts
    expect: Mapping[str, object]
    applied_on: date | None = None
    circumstances: frozenset[str] = frozenset()
    responses: tuple[Sent, ...] = ()


AnyCase: TypeAlias = Case | TeamCase | AwardCase


def run(pack: Pack, cases: Iterable[AnyCase]) -> list[Failure]:
    """Return the cases that do not hold."""
    return list(failing(pack, cases))


def failing(pack: Pack, cases: Iterable[AnyCase]) -> Iterator[Failure]:
    """Yield the cases that do not hold, one by one as they are tried."""
    requirements = {each.id: each for each in pack.everything}
    for case in cases:
        if isinstance(case, TeamCase):
            differences = differing(pack, case)
        elif isinstance(case, AwardCase):
            differences = award_trials.differing(pack, case)
        else:
            requirement = requirements.get(case.requirement)
            differences = _unknown(pack, case) if requirement is None else _differences(requirement, case)
        if differences:
            yield Failure(case.name, case.where, differences)


def check_edges(pack: Pack, cases: Sequence[AnyCase]) -> list[Uncovered]:
    """Return where terms change and no case looks at the day before, the day itself or the day after.

    Terms that are picked by the day of hire are looked at by somebody hired on that day; those of an award, by one
    made on it; a band, by what was sent.
    """
    looked: dict[tuple[str, VersionBy], set[date]] = {}
    for case in cases:
        if not isinstance(case, Case):
            continue
        looked.setdefault((case.requirement, VersionBy.SERVICE_DATE), set()).update(
            {case.on, *(each.day for each in case.responses)}
        )
        hires = {max(job.validity.start, case.applied_on or BEGINNING) for job in case.facts.employments}
        hires |= {job.validity.start for job in case.facts.employments}
        looked.setdefault((case.requirement, VersionBy.HIRE_DATE), set()).update(hires)
        printed = {held.valid_through for held in case.facts.credentials if held.valid_through}
        looked.setdefault((case.requirement, VersionBy.EXPIRATION_DATE), set()).update(printed)
    found = uncovered(pack, [each for each in cases if isinstance(each, TeamCase)])
    found += award_trials.uncovered(pack, [each for each in cases if isinstance(each, AwardCase)])
    for requirement in pack.everything:
        known = [terms for terms in requirement.terms if terms.effective != BEGINNING]
        starts = {terms.effective: (terms.version_by, "take effect") for terms in known}
        ends = {terms.until: (terms.version_by, "are over") for terms in requirement.terms if terms.until != FOREVER}
        for edge, (version_by, happens) in sorted({**ends, **starts}.items()):
            who = _LOOKS[version_by]
            for days, side in ((-1, "the day before"), (0, "the day"), (1, "the day after")):
                day = edge + days * ONE_DAY
                if day not in looked.get((requirement.id, version_by), set()):
                    found.append(Uncovered(requirement.id, day, f"{who} {day}, {side} its terms {happens}"))
    return found


_LOOKS: Final = {
    VersionBy.SERVICE_DATE: "asks about",
    VersionBy.HIRE_DATE: "is about somebody hired on",
    VersionBy.EXPIRATION_DATE: "is about a card good through",
}


def _differences(requirement: Requirement, case: Case) -> tuple[Difference, ...]:
    adopted = replace(requirement, applied_on=case.applied_on, circumstances=case.circumstances)
    found = _said(judged(adopted, case.facts, case.responses, on=case.on))
    return tuple(
        Difference(field, told(expected), told(found[field]))
        for field, expected in case.expect.items()
        if not _agrees(field, expected, found[field])
    )


def _said(finding: Finding) -> dict[str, object]:
    """Return a finding in the words of a case."""
    change, missing, terms = finding.next, finding.missing, finding.terms
    return {
        "verdict": finding.verdict,
        "reason": finding.reason,
        "since": None if finding.during.start == BEGINNING else finding.during.start,
        "until": good_through(finding),
        "due_on": finding.due_on,
        "cured_on": finding.cured_on,
        "days_late": finding.days_late,
        "next": {"on": change.on, "verdict": change.standing.verdict, "reason": change.standing.reason}
        if change
        else None,
        "missing_hours": missing.minutes / 60 if missing and missing.minutes is not None else None,
        "missing": sorted((*missing.topics, *missing.kinds)) if missing else None,
        "confidence": terms.confidence if terms else None,
        "assumed": finding.assumed,
        "cite": terms.cite if terms else None,
        **_of_cycle(finding),
        "share": _share(finding.share),
    }


def _share(share: Share | None) -> str | None:
    """Return what share of responses was in time as it is written: in percent, at least and at most."""
    if share is None or share.lowest is None or share.highest is None:
        return None
    lowest, highest = shown(share.lowest), shown(share.highest)
    return lowest if lowest == highest else f"{lowest} to {highest}"


def _of_cycle(finding: Finding) -> dict[str, object]:
    """Return what a finding says of a cycle, of the hours of the path on which least is left, and of a renewal."""
    cycle, renewal = finding.cycle, window(finding)
    nearest = finding.nearest
    lines = [(line.name or "total", line) for line in nearest.lines] if nearest else []
    moves = nearest.moves if nearest and not nearest.complete else ()
    return {
        "cycle_from": cycle.start if cycle else None,
        "cycle_through": cycle.last if cycle else None,
        "left": {name: line.left / 60 for name, line in lines if line.left},
        "cut": {name: line.cut / 60 for name, line in lines if line.cut},
        "could_move": {move.source: move.minutes / 60 for move in moves},
        "renewal_opens": renewal.opens_on if renewal else None,
        "apply_by": renewal.apply_by if renewal else None,
        "late_through": renewal.late_through if renewal else None,
    }


def _agrees(field: str, expected: object, found: object) -> bool:
    """Is it what was expected? A citation need only be part of the whole one, a change may leave out why."""
    if field == "cite" and expected is not None:
        return str(expected) in str(found or "")
    if field == "next" and isinstance(expected, dict) and isinstance(found, dict):
        return all(found[key] == value for key, value in expected.items())
    return expected == found


def _unknown(pack: Pack, case: Case) -> tuple[Difference, ...]:
    ids = [each.id for each in pack.everything]
    near = get_close_matches(case.requirement, ids, n=1)
    expected = f"'{near[0]}'" if near else f"a requirement of {pack.id}: {', '.join(ids)}"
    return (Difference("requirement", expected, f"'{case.requirement}'"),)
