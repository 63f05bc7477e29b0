"""May this team go out? What every rule of it says, how each member stands, and who could take a place.

Nothing is judged here: what the rules say comes from ``teams``, what is said of each member from ``judged``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from muster.domain.clearance import Clearance, gravest
from muster.domain.findings import Verdict
from muster.domain.teams.shifts import Beside, Going, Tense
from muster.domain.teams.staffing import Lack, Presence, TeamFinding, TeamRule


@dataclass(frozen=True, slots=True)
class Fit:
    """How a member stands on the days of a shift: the gravest of them.

    ``clearance`` unset: they hold no role in the program on one of its days. ``beside``: other shifts of theirs
    in the same hours. ``of_kind``: what packs adopted for this kind of team ask of whoever goes out with it.
    """

    going: Going
    clearance: Clearance | None
    beside: tuple[Beside, ...] = ()
    of_kind: Clearance | None = None

    @property
    def verdict(self) -> Verdict:
        """May they go? A role that is not held, or a place elsewhere at the same time, is for a person to look at."""
        if self.clearance is None:
            return Verdict.NEEDS_REVIEW
        doubt = {Verdict.NEEDS_REVIEW} if any(each.both for each in self.beside) else set()
        return gravest({self.clearance.verdict, *doubt, *({self.of_kind.verdict} if self.of_kind else ())})

    @property
    def counts(self) -> bool:
        """Is it an answer about the team? Who can only be reached does not go out."""
        return self.going.presence is not Presence.REACHABLE


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer about a crew: what every rule of its team says of each piece of the time, and how each stands."""

    stage: Tense
    findings: tuple[TeamFinding, ...]
    fits: tuple[Fit, ...]

    @property
    def team(self) -> Verdict:
        """The gravest answer of the required rules of the team; ``not_applicable`` when none binds."""
        return gravest({each.verdict for each in self.findings if each.rule.bar.binds})

    @property
    def verdict(self) -> Verdict:
        """The gravest of the team's answer and those of whoever goes out."""
        return gravest({self.team, *(each.verdict for each in self.fits if each.counts)})

    @property
    def lacks(self) -> tuple[tuple[TeamRule, Lack], ...]:
        """What is wanting or in doubt by any required rule, each once, the gravest first."""
        found = {
            (each.rule.name, lack.want, lack.what, lack.people): (each.rule, lack)
            for each in self.findings
            if each.rule.bar.binds
            for lack in each.lacks
        }
        return tuple(sorted(found.values(), key=lambda each: _GRAVITY[each[1].verdict]))

    @property
    def kept_back(self) -> tuple[Fit, ...]:
        """Who would go out and is not cleared, or has to be looked at."""
        return tuple(each for each in self.fits if each.counts and each.verdict in _BAD)

    @property
    def shortfall(self) -> tuple[int, int]:
        """How far it is from an answer that lets the team go: the less, the nearer."""
        return _GRAVITY[self.verdict], len(self.lacks) + len(self.kept_back)


_BAD: Final = frozenset({Verdict.NOT_MET, Verdict.NEEDS_REVIEW})
_GRAVITY: Final = {Verdict.NOT_MET: 2, Verdict.NEEDS_REVIEW: 1, Verdict.MET: 0, Verdict.NOT_APPLICABLE: 0}


class Substitute(NamedTuple):
    """Somebody who would help. ``instead_of`` unset: if they came along as well. ``fills``: nothing is wanting then."""

    person: UUID
    instead_of: UUID | None
    fills: bool
    shortfall: tuple[int, int]


def gravest_by_rule(findings: Iterable[TeamFinding]) -> list[TeamFinding]:
    """Return the gravest finding of every rule, the gravest first; of pieces that are alike, the first."""
    found: dict[str, TeamFinding] = {}
    for each in findings:
        before = found.get(each.rule.name)
        if before is None or _worse(each.verdict, before.verdict):
            found[each.rule.name] = each
    return sorted(found.values(), key=lambda each: (-_GRAVITY[each.verdict], each.rule.name))


def _worse(this: Verdict, other: Verdict) -> bool:
    return this is not other and gravest({this, other}) is this


class Question(NamedTuple):
    """A crew, how each of it stands, and the rules to ask: what they say of any crew at that time."""

    stage: Tense
    crew: tuple[Fit, ...]
    ask: Callable[[Sequence[Going]], tuple[TeamFinding, ...]]

    def now(self) -> Checked:
        """Return the answer about the crew as it is."""
        return self.answer(self.crew)

    def answer(self, crew: Sequence[Fit]) -> Checked:
        """Return the answer about a crew."""
        return Checked(self.stage, self.ask([each.going for each in crew]), tuple(crew))


def substitutes(question: Question, hands: Sequence[Fit]) -> list[Substitute]:
    """Return who would help, those first who leave nothing wanting, then as they were named.

    Each is tried as one more, and in the place of each member of whom something is wanting; a crew that passes
    needs nobody.
    """
    now = question.now()
    if now.shortfall[0] == 0:
        return []
    found = [each for hand in hands if (each := _best(question, hand, now)) is not None]
    return sorted(found, key=lambda each: each.shortfall)


def _best(question: Question, hand: Fit, now: Checked) -> Substitute | None:
    """Return where somebody would help the most; ``None``: nowhere. To come along is asked first."""
    troubled = {each.going.person for each in now.kept_back} | {one for _, lack in now.lacks for one in lack.people}
    best: Substitute | None = None
    for out in (None, *(each for each in question.crew if each.going.person in troubled)):
        crew = [each for each in question.crew if each is not out]
        shortfall = question.answer([*crew, hand]).shortfall
        if shortfall < (best.shortfall if best else now.shortfall):
            best = Substitute(hand.going.person, out.going.person if out else None, shortfall[0] == 0, shortfall)
        if best and best.fills:
            break
    return best
