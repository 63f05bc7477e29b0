"""Requirement packs and their adoption, as the API says them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Final, Self
from uuid import UUID

from pydantic import Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from muster.api.wire import SINCE, VERSION, Because, Body, Day, Kebab, Listed, Record, Said, days, example, last_good
from muster.domain.adopting.adoptions import Adoption, Stated, Whom
from muster.domain.adopting.packs import Pack
from muster.domain.intervals import Interval
from muster.domain.overviews.tallies import Tally
from muster.domain.owing.indirect import IndirectRule
from muster.domain.owing.papers import PaperRule
from muster.domain.records import OnRecord
from muster.domain.requirements import Bar
from muster.domain.teams.staffing import TeamRule

_ID: Final = "f0a9d3b8-5c1e-4d2a-8e6b-7a4c2f9b1c10"
_VERSION: Final = {"version": "c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55", "since": 5}
_PACK: Final[dict[str, JsonValue]] = {
    "pack": "us-osha-bbp",
    "title": "Bloodborne pathogens training",
    "jurisdiction": "US",
    "authority": "OSHA",
    "kind": "required",
    "reviewed_on": "2026-11-22",
    "source": "https://www.osha.gov/laws-regs/regulations/standardnumber/1910/1910.1030",
    "digest": "3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c",
    "tightens": None,
}
_TRIED: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "met": 31,
    "not_met": 14,
    "needs_review": 3,
}
_TEAM: Final = {
    "rule": "wa-mrrct/without-law-enforcement",
    "says": "Law enforcement is never part of an endorsed team.",
    "cites": ["RCW 71.24.903"],
    "unread": None,
}
_DURING: Final[dict[str, object]] = {
    "program": None,
    "award": None,
    "partnership": None,
    "team_kind": None,
    "valid_from": "2026-01-01",
    "valid_through": None,
    "applied_on": None,
    "circumstances": [],
}
_PROGRAM: Final = "The program that goes by it; null, with no award named: every program of the agency."
_AWARD: Final = "The award whose terms it is; it binds whoever is charged to it, and nobody else."


_PARTNERSHIP: Final = "The partnership that asks for it; it binds what is charged under it, and nothing else."
_OF_AN_AWARD: Final = {
    "rule": "us-grants/liquidation",
    "says": "Everything owed under the award is paid within 120 days of its end; a subrecipient's within 90.",
    "cites": ["2 CFR 200.344: liquidation"],
}
_TEAM_KIND: Final = "The kind of team: it binds whoever goes out on a shift of it, and nobody else."
_APPLIED: Final = "The day the program applied for what the pack is about, where a deadline of the pack hangs on it."
_SO: Final = "Those circumstances named in the pack that are so of the program, such as `tribe-operated`."


class AdoptionIn(Said[Interval]):
    """A pack to adopt: one that comes with muster, by its id, or a text of your own."""

    model_config = example(shipped="us-osha-bbp", valid_from="2026-01-01")
    places: ClassVar = {"ends-before-it-starts": "valid_through"}

    shipped: Kebab | None = Field(None, description="The id of a pack that comes with muster. Or send `text`.")
    text: str | None = Field(
        None,
        min_length=1,
        max_length=500_000,
        pattern=r"^[^\x00]*$",
        description="The TOML text of a pack of your own. Or send `shipped`.",
    )
    program: UUID | None = Field(
        None, description="The program that goes by it. Left out, with no award named: every program of the agency."
    )
    award: UUID | None = Field(None, description=f"{_AWARD} Name a program or an award, never both.")
    partnership: UUID | None = Field(None, description=f"{_PARTNERSHIP} Never with a program or an award.")
    team_kind: Kebab | None = Field(None, description=f"{_TEAM_KIND} With a program, or with none for all.")
    valid_from: Day = Field(description="The first day it binds.")
    valid_through: Day | None = Field(None, description="The last day it binds. Left out: until further notice.")

    applied_on: Day | None = Field(None, description=f"{_APPLIED} Left out: not on file.")
    circumstances: tuple[Kebab, ...] = Field((), max_length=20, description=_SO)
    digest: str | None = Field(
        None,
        pattern=r"^[0-9a-f]{64}$",
        description="SHA-256 of the text, as its body published it: another text is refused.",
    )
    in_place: bool = Field(
        False,  # noqa: FBT003 - the default of a field
        description="Whether it takes the place of an older text of the pack, adopted by the same: that one ends the "
        "day before, in the same act.",
    )

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.shipped is None) == (self.text is None):
            context = {"pointer": "shipped", "expected": "either `shipped` or `text`", "fix": "send one of the two"}
            raise PydanticCustomError("one_of_two", "{expected}", context)
        return self

    def value(self) -> Interval:
        """Return the days it binds."""
        return days(self.valid_from, self.valid_through)

    @property
    def whom(self) -> Whom:
        """Who goes by it."""
        return Whom(self.program, self.award, self.partnership, self.team_kind)

    @property
    def stated(self) -> Stated:
        """What the adopter states of itself."""
        return Stated(self.applied_on, tuple(sorted(set(self.circumstances))))


class AdoptionCorrection(Said[Interval]):
    """What an adoption really is: its days, and what is so of its adopter. All of it is said anew."""

    model_config = example(valid_from="2026-01-15", valid_through=None, applied_on=None, circumstances=[])
    places: ClassVar = {"ends-before-it-starts": "valid_through"}

    valid_from: Day = Field(description="The first day it binds.")
    valid_through: Day | None = Field(None, description="The last day it binds. Left out: until further notice.")
    applied_on: Day | None = Field(None, description=f"{_APPLIED} Left out: not on file.")
    circumstances: tuple[Kebab, ...] = Field((), max_length=20, description=_SO)

    def value(self) -> Interval:
        """Return the days it binds."""
        return days(self.valid_from, self.valid_through)

    @property
    def stated(self) -> Stated:
        """What the adopter states of itself."""
        return Stated(self.applied_on, tuple(sorted(set(self.circumstances))))


class AdoptionCorrected(AdoptionCorrection):
    """What an adoption really is, and why that is said now."""

    model_config = example(valid_from="2026-01-15", because="the order says 15 January")

    because: Because


class AdoptionEnd(Body):
    """The last day an adopted pack binds."""

    model_config = example(valid_through="2026-12-31", because="the state's own rule replaces it")

    valid_through: Day = Field(description="The last day it binds, that day included.")
    because: Because


class TightensOut(Record):
    """A parent's text that a pack tightens."""

    model_config = example(pack="or-mcis", digest=_PACK["digest"])

    pack: str = Field(description="The parent's pack, by its id.")
    digest: str = Field(description="SHA-256 of the text that it was compared with.")


class PackOut(Record):
    """A requirement pack."""

    model_config = example(**_PACK)

    pack: str = Field(description="Its id, for ever.")
    title: str = Field(description="What it is called.")
    jurisdiction: str = Field(description="Where it applies.")
    authority: str = Field(description="Who asks for it.")
    kind: Bar = Field(description="Why it is asked: `payment-incentive` and `recommended` only show, the others block.")
    reviewed_on: date = Field(description="The day it was last compared with its source.")
    source: str = Field(description="Where its words are.")
    digest: str = Field(description="SHA-256 of its text: two packs with the same digest are the same text.")
    tightens: TightensOut | None = Field(None, description="The parent's text that it says it tightens; null: none.")

    @classmethod
    def of(cls, pack: Pack) -> Self:
        """Say a pack."""
        return cls(
            pack=pack.id,
            title=pack.title,
            jurisdiction=pack.jurisdiction,
            authority=pack.authority,
            kind=pack.bar,
            reviewed_on=pack.reviewed_on,
            source=pack.source,
            digest=pack.digest,
            tightens=TightensOut(pack=pack.tightens.pack, digest=pack.tightens.digest) if pack.tightens else None,
        )


class PacksOut(Record):
    """The packs that come with this muster."""

    model_config = example(items=[_PACK])

    items: tuple[PackOut, ...] = Field(description="Every pack, by id.")


class AdoptionOut(PackOut):
    """A pack as it was adopted: never as it reads today."""

    model_config = example(id=_ID, **_VERSION, **_PACK, **_DURING)

    id: UUID = Field(description="The adoption's id, for ever.")
    version: UUID = Field(description=VERSION)
    since: int = Field(description=SINCE)
    program: UUID | None = Field(description=_PROGRAM)
    award: UUID | None = Field(description=f"{_AWARD} Null: of none.")
    partnership: UUID | None = Field(description=f"{_PARTNERSHIP} Null: of none.")
    team_kind: str | None = Field(description=f"{_TEAM_KIND} Null: whatever the team.")
    valid_from: date = Field(description="The first day it binds.")
    valid_through: date | None = Field(description="The last day it binds; null: until further notice.")
    applied_on: date | None = Field(description=f"{_APPLIED} Null: not on file.")
    circumstances: tuple[str, ...] = Field(description=_SO)

    @classmethod
    def adopted(cls, found: OnRecord[Adoption], pack: Pack) -> Self:
        """Say an adoption, with the pack it adopts."""
        return cls(
            **PackOut.of(pack).model_dump(),
            id=found.fact,
            version=found.version,
            since=found.since,
            program=found.value.program,
            award=found.value.award,
            partnership=found.value.partnership,
            team_kind=found.value.team_kind,
            valid_from=found.value.during.start,
            valid_through=last_good(found.value.during),
            applied_on=found.value.stated.applied_on,
            circumstances=found.value.stated.circumstances,
        )


class AdoptionsOut(Listed):
    """What the agency and its programs have adopted, by pack and first day: all of it."""

    model_config = example(items=[{"id": _ID, **_VERSION, **_PACK, **_DURING}], known_at=42)

    items: tuple[AdoptionOut, ...] = Field(description="Every adoption on record.")


class TriedOut(Record):
    """What one requirement would say of the people there."""

    model_config = example(**_TRIED)

    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    met: int = Field(description="Of how many people it would say that it is met.")
    not_met: int = Field(description="And of how many that it is not.")
    needs_review: int = Field(description="And of how many that somebody has to look.")

    @classmethod
    def of(cls, found: Tally) -> Self:
        """Say it."""
        asked = found.requirement
        return cls(
            requirement=asked.name, says=asked.says, met=found.met, not_met=found.not_met, needs_review=found.review
        )


class TeamRuleOut(Record):
    """What a pack asks of those who go out together."""

    model_config = example(**_TEAM)

    rule: str = Field(description="The rule, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    cites: tuple[str, ...] = Field(description="The paragraphs: several, where it is not known which text binds.")
    unread: str | None = Field(description="What of it could not be read at the source; null: nothing.")

    @classmethod
    def of(cls, team: TeamRule) -> Self:
        """Say it."""
        return cls(rule=team.name, says=team.says, cites=team.cites, unread=team.unread or None)


class AwardRuleOut(Record):
    """One rule of awards: what it asks, and by which paragraph."""

    model_config = example(**_OF_AN_AWARD)

    rule: str = Field(description="The rule, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    cites: tuple[str, ...] = Field(description="The paragraphs of all its texts, oldest first.")

    @classmethod
    def of(cls, rule: PaperRule | IndirectRule) -> Self:
        """Say it."""
        return cls(rule=rule.name, says=rule.says, cites=tuple(each.cite for each in rule.terms))


class TrialOut(Record):
    """What a pack would say of whoever holds a role on a day; whom a requirement does not bind is not counted."""

    model_config = example(pack="us-osha-bbp", on="2026-11-22", items=[_TRIED], teams=[], awards=[])

    pack: str = Field(description="The pack that was tried.")
    on: date = Field(description="The day asked about.")
    items: tuple[TriedOut, ...] = Field(description="One for each requirement of the pack.")
    teams: tuple[TeamRuleOut, ...] = Field(
        description="What the pack asks of those who go out together: of a crew, not of people one by one."
    )

    awards: tuple[AwardRuleOut, ...] = Field(description="What it says an award owes on paper, and may charge.")

    @classmethod
    def of(cls, pack: Pack, found: Iterable[Tally], *, on: date) -> Self:
        """Say it."""
        return cls(
            pack=pack.id,
            on=on,
            items=tuple(map(TriedOut.of, found)),
            teams=tuple(map(TeamRuleOut.of, pack.teams)),
            awards=tuple(map(AwardRuleOut.of, pack.of_awards)),
        )
