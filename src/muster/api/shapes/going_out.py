"""Whether a team may go out, as the API says it: what each rule says of it, and how each member stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.shifts import MEMBERS, OUTING, PERSON, PROGRAM, SHIFT, Members, OutingSaid
from muster.api.wire import KNOWN_AT, Kebab, Record, example
from muster.domain.explanations.explaining import headline, sentence
from muster.domain.findings import Finding, Verdict
from muster.domain.requirements import Bar, Confidence
from muster.domain.teams.going_out import Checked, Fit, Substitute
from muster.domain.teams.shifts import Beside, Going, Tense
from muster.domain.teams.staffing import Lack, Presence, TeamFinding, Want
from muster.domain.teams.staffing_words import lacking, said
from muster.services.going_out import Hands

_LACK: Final = {
    "want": "equipment",
    "what": "naloxone-kit",
    "verdict": "not_met",
    "people": [],
    "sentence": "Not carried: naloxone kit.",
}
_FINDING: Final = {
    "rule": "md-mct/team",
    "says": "Two go out together, one of them a clinician.",
    "bar": "required",
    "since": "2026-11-22T20:00:00-06:00",
    "until": "2026-11-23T00:00:00-06:00",
    "verdict": "not_met",
    "sentence": "The team is not as this rule asks. (COMAR 10.63.03.20)",
    "filled": [{"place": "clinician", "person": PERSON}],
    "lacks": [_LACK],
    "cite": "COMAR 10.63.03.20",
    "confidence": "read",
    "authority": "Maryland Department of Health",
}
_BESIDE: Final = {
    "shift": "7b1d9c40-2e6a-4f83-b5c7-90d4e1a8f652",
    "program": PROGRAM,
    "starts_at": "2026-11-22T18:00:00-06:00",
    "ends_at": "2026-11-22T22:00:00-06:00",
    "both": False,
}
_ASKED: Final = {
    "requirement": "county-policy/ride-along",
    "says": "Whoever goes out with the night team has ridden along.",
    "bar": "required",
    "verdict": "met",
    "sentence": "Met through January 5, 2027. (Policy 7)",
    "cite": "Policy 7",
    "confidence": "read",
    "authority": "Harbor County",
}
_STAND: Final = {
    "person": PERSON,
    "presence": "in-person",
    "verdict": "met",
    "holds_role": True,
    "on": "2026-11-22",
    "through": "2027-01-05",
    "headline": "cleared through January 5, 2027",
    "beside": [_BESIDE],
    "asked": [_ASKED],
}
_CHECK: Final = {
    "stage": "planned",
    "verdict": "not_met",
    "team": "not_met",
    "findings": [_FINDING],
    "members": [_STAND],
    "known_at": 42,
}
_HAND: Final = {"person": PERSON, "instead_of": None, "fills": True}


class CrewIn(OutingSaid):
    """A crew to ask about; nothing of it is recorded."""

    model_config = example(program=PROGRAM, team="mobile-crisis", **OUTING, members=MEMBERS)

    program: UUID = Field(description="The program whose rules are asked.")
    team: Kebab | None = Field(
        None, description="The kind of team that they would be: what is adopted for it is asked as well."
    )
    members: Members

    def crew(self) -> tuple[Going, ...]:
        """Return who would go."""
        return tuple(each.value() for each in self.members)


class LackOut(Record):
    """One thing that is wanting, or in doubt."""

    model_config = example(**_LACK)

    want: Want = Field(description="What kind of thing it is.")
    what: str = Field(description="The place, the thing, the role, the requirement or the number that is meant.")
    verdict: Verdict = Field(description="`not_met`: it is wanting; `needs_review`: a person must look.")
    people: tuple[UUID, ...] = Field(description="Whom it is about, where it is about somebody.")
    sentence: str = Field(description="The same for people to read; who it is, by id. Its wording may improve.")

    @classmethod
    def of(cls, lack: Lack) -> Self:
        """Say what is wanting."""
        return cls(want=lack.want, what=lack.what, verdict=lack.verdict, people=lack.people, sentence=lacking(lack))


class FilledOut(Record):
    """A place, and who was put in it."""

    model_config = example(place="clinician", person=PERSON)

    place: str = Field(description="What this member is for the team.")
    person: UUID = Field(description="Who that is.")


class TeamFindingOut(Record):
    """What one rule of a team says of a crew for a piece of the time."""

    model_config = example(**_FINDING)

    rule: str = Field(description="The rule, as pack/id: its name for ever.")
    says: str = Field(description="What it asks, in its own words.")
    bar: Bar = Field(description="Why it is asked: `payment-incentive` and `recommended` only show, the others block.")
    since: datetime = Field(description="When the piece begins: a local midnight, or an hour that the rule names.")
    until: datetime = Field(description="When it ends.")
    verdict: Verdict = Field(description="The answer, in one word.")
    sentence: str = Field(description="The same for people to read. Its wording may improve.")
    filled: tuple[FilledOut, ...] = Field(description="Who was put in which place.")
    lacks: tuple[LackOut, ...] = Field(description="Everything that is wanting, or in doubt.")
    cite: str | None = Field(description="The paragraph; null where none of it is in force.")
    confidence: Confidence | None = Field(description="How well its words are known.")
    authority: str = Field(description="Who asks for it.")

    @classmethod
    def of(cls, found: TeamFinding) -> Self:
        """Say a finding."""
        return cls(
            rule=found.rule.name,
            says=found.rule.says,
            bar=found.rule.bar,
            since=found.since,
            until=found.until,
            verdict=found.verdict,
            sentence=said(found),
            filled=tuple(FilledOut(place=place.id, person=person) for place, person in found.filled),
            lacks=tuple(map(LackOut.of, found.lacks)),
            cite=found.terms.cite if found.terms else None,
            confidence=found.terms.confidence if found.terms else None,
            authority=found.rule.authority,
        )


class BesideOut(Record):
    """Another shift in the same hours."""

    model_config = example(**_BESIDE)

    shift: UUID = Field(description="Which one.")
    program: UUID = Field(description="Of which program.")
    starts_at: datetime = Field(description="When it starts.")
    ends_at: datetime = Field(description="When it ends.")
    both: bool = Field(description="Whether they are in person on both, which nobody can be.")

    @classmethod
    def of(cls, found: Beside) -> Self:
        """Say another shift."""
        return cls(
            shift=found.shift,
            program=found.program,
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            both=found.both,
        )


class AskedOfKindOut(Record):
    """What a pack that was adopted for this kind of team asks of a member, beside what their program goes by."""

    model_config = example(**_ASKED)

    requirement: str = Field(description="The requirement, as pack/id: its name for ever.")
    says: str = Field(description="What it asks, in its own words.")
    bar: Bar = Field(description="Why it is asked: `payment-incentive` and `recommended` only show, the others block.")
    verdict: Verdict = Field(description="The answer, in one word.")
    sentence: str = Field(description="The same for people to read. Its wording may improve.")
    cite: str | None = Field(description="The paragraph.")
    confidence: Confidence | None = Field(description="How well its words are known.")
    authority: str = Field(description="Who asks for it.")

    @classmethod
    def of(cls, found: Finding) -> Self:
        """Say a finding."""
        return cls(
            requirement=found.requirement.name,
            says=found.requirement.says,
            bar=found.requirement.bar,
            verdict=found.verdict,
            sentence=sentence(found),
            cite=found.terms.cite if found.terms else None,
            confidence=found.terms.confidence if found.terms else None,
            authority=found.requirement.authority,
        )


class MemberStandingOut(Record):
    """How a member stands on the gravest of the days of a shift."""

    model_config = example(**_STAND)

    person: UUID = Field(description="Who it is.")
    presence: Presence = Field(description="How they are there. The answer counts no one who is only reachable.")
    verdict: Verdict = Field(description="May they go? In person on two shifts at once, a person must look.")
    holds_role: bool = Field(description="Whether they hold a role in the program on all of its days.")
    on: date | None = Field(description="The day that this is the answer of; null without a role.")
    through: date | None = Field(description="The last day of that answer, if nothing is done; null when none ends it.")
    headline: str = Field(description="The same in one line for people. Its wording may improve.")
    beside: tuple[BesideOut, ...] = Field(description="Other shifts of theirs in the same hours.")
    asked: tuple[AskedOfKindOut, ...] = Field(
        description="What packs adopted for this kind of team ask of whoever goes out, on the gravest of its days."
    )

    @classmethod
    def of(cls, fit: Fit) -> Self:
        """Say how somebody stands."""
        stand = fit.clearance
        return cls(
            person=fit.going.person,
            presence=fit.going.presence,
            verdict=fit.verdict,
            holds_role=stand is not None,
            on=stand.on if stand else None,
            through=stand.through if stand else None,
            headline=headline(stand) if stand else "holds no role in the program then",
            beside=tuple(map(BesideOut.of, fit.beside)),
            asked=tuple(map(AskedOfKindOut.of, fit.of_kind.findings)) if fit.of_kind else (),
        )


class CheckOut(Record):
    """Whether a team may go out: the gravest of what its required rules say, and of how whoever goes stands."""

    model_config = example(**_CHECK)

    stage: Tense = Field(description="Of whom: those who are to go, or those who went.")
    verdict: Verdict = Field(description="The answer, in one word. `not_applicable`: no rule binds.")
    team: Verdict = Field(description="What the required rules of teams say together, whoever is cleared.")
    findings: tuple[TeamFindingOut, ...] = Field(description="What each rule says, piece by piece.")
    members: tuple[MemberStandingOut, ...] = Field(description="How each stands.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, found: Checked, *, known: int) -> Self:
        """Say an answer."""
        return cls(
            stage=found.stage,
            verdict=found.verdict,
            team=found.team,
            findings=tuple(map(TeamFindingOut.of, found.findings)),
            members=tuple(map(MemberStandingOut.of, found.fits)),
            known_at=known,
        )


class SubstituteOut(Record):
    """Somebody who would help."""

    model_config = example(**_HAND)

    person: UUID = Field(description="Who it is.")
    instead_of: UUID | None = Field(description="In whose place; null: as one more.")
    fills: bool = Field(description="Whether nothing is wanting then; else less than now.")

    @classmethod
    def of(cls, found: Substitute) -> Self:
        """Say who would help."""
        return cls(person=found.person, instead_of=found.instead_of, fills=found.fills)


class SubstitutesOut(Record):
    """Who would help a team that may not go out as it is: those first who leave nothing wanting."""

    model_config = example(shift=SHIFT, items=[_HAND], tried=12, free=12, known_at=42)

    shift: UUID = Field(description="The shift.")
    items: tuple[SubstituteOut, ...] = Field(description="Who would help; nobody where the team may go as it is.")
    tried: int = Field(description="How many were tried: 100 at most.")
    free: int = Field(description="How many are cleared and on no other shift in those hours.")
    known_at: int = Field(description=KNOWN_AT)

    @classmethod
    def of(cls, shift: UUID, hands: Hands, *, known: int) -> Self:
        """Say who would help."""
        return cls(
            shift=shift,
            items=tuple(map(SubstituteOut.of, hands.found)),
            tried=hands.tried,
            free=hands.free,
            known_at=known,
        )
