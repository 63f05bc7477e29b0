"""Who would stand otherwise if a pack were adopted, as the API says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.packs import AdoptionCorrection, AdoptionIn, TriedOut
from muster.api.wire import Body, Day, Record, example
from muster.domain.charged_previews import ChargedPreview, Otherwise, Turned
from muster.domain.charging import ChargeClass
from muster.domain.findings import Reason, Verdict
from muster.domain.previews import Changed, Moved
from muster.services.previews import Foreseen

_MOST: Final = 10_000
_ON: Final = "The day to look at. Left out: the first day on which anything would be answered otherwise."
_MOVED: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "before": "not_applicable",
    "before_because": "not_bound",
    "after": "not_met",
    "after_because": "missing",
}
_CHANGED: Final = {
    "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    "name": "Ines de la Cruz",
    "program": "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02",
    "before": "met",
    "after": "not_met",
    "through": [_MOVED],
}
_COUNT: Final = {"before": "met", "after": "not_met", "people": 14}
_TRIED: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "met": 31,
    "not_met": 14,
    "needs_review": 3,
}


_TURNED: Final = {
    "requirement": "us-osha-bbp/annual-training",
    "says": "Everyone exposed is trained at first assignment and again within a year of the last training.",
    "before": "not-bound",
    "after": "not-qualified",
}
_OTHERWISE: Final = {
    "person": "0b6f2a52-6b0e-4b43-9a5e-1f6f3a4d2c10",
    "name": "Ben Abdi",
    "line": "5d8f0a0e-3f0e-4e8a-8a53-0a9c6a1f7b21",
    "code": "P-1",
    "role": "emt",
    "first": "2026-10-05",
    "last": "2026-11-20",
    "minutes": 14400,
    "before": "qualified",
    "after": "not-qualified",
    "through": [_TURNED],
}
_SPLIT: Final = {"qualified": 48000, "under-condition": 0, "unproven": 0, "not-qualified": 0, "not-bound": 0}
_CHARGES: Final = {
    "since": "2026-10-01",
    "people": 9,
    "changed": 1,
    "others": 0,
    "before": _SPLIT,
    "after": _SPLIT | {"qualified": 33600, "not-qualified": 14400},
    "days": [_OTHERWISE],
}


class _Looking(Body):
    """The day, and how many people to name."""

    on: Day | None = Field(None, description=_ON)
    limit: int = Field(
        200, ge=0, le=_MOST, description="How many people, or days of theirs, to name at most; all are counted."
    )


class AdoptionPreviewIn(AdoptionIn, _Looking):
    """A pack that might be adopted, and the day to look at."""

    model_config = example(shipped="us-osha-bbp", valid_from="2026-01-01", on="2026-11-22", limit=50)


class CorrectionPreviewIn(AdoptionCorrection, _Looking):
    """What an adoption might be corrected to, and the day to look at."""

    model_config = example(valid_from="2026-01-15", on="2026-11-22", limit=50)


class SaysOtherwiseOut(Record):
    """A requirement that would say something else of somebody."""

    model_config = example(**_MOVED)

    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    before: Verdict = Field(description="What it says now; `not_applicable` also where it is not asked.")
    before_because: Reason = Field(description="Why.")
    after: Verdict = Field(description="What it would say.")
    after_because: Reason = Field(description="Why.")

    @classmethod
    def of(cls, moved: Moved) -> Self:
        """Say it."""
        return cls(
            requirement=moved.requirement.name,
            says=moved.requirement.says,
            before=moved.before.verdict,
            before_because=moved.before.reason,
            after=moved.after.verdict,
            after_because=moved.after.reason,
        )


class ChangedOut(Record):
    """Somebody whose answer in a program would be another, and the requirements that make it so."""

    model_config = example(**_CHANGED)

    person: UUID = Field(description="Whose.")
    name: str = Field(description="What they are called.")
    program: UUID = Field(description="In which program.")
    before: Verdict = Field(description="The answer that all that is required gives now.")
    after: Verdict = Field(description="The answer that it would give.")
    through: tuple[SaysOtherwiseOut, ...] = Field(
        description="Every requirement that would say something else of them."
    )

    @classmethod
    def of(cls, changed: Changed, name: str) -> Self:
        """Say it."""
        return cls(
            person=changed.person,
            name=name,
            program=changed.program,
            before=changed.before,
            after=changed.after,
            through=tuple(map(SaysOtherwiseOut.of, changed.moved)),
        )


class ChangeCountOut(Record):
    """How many people go from one answer to another."""

    model_config = example(**_COUNT)

    before: Verdict = Field(description="The answer now.")
    after: Verdict = Field(description="The answer that it would be.")
    people: int = Field(description="Of how many people; somebody in two programs may be counted under two answers.")


class TurnedOut(Record):
    """A requirement that would make something else of somebody's charged days."""

    model_config = example(**_TURNED)

    requirement: str = Field(description="The requirement, as pack/id.")
    says: str = Field(description="What it asks, in its own words.")
    before: ChargeClass = Field(description="What it makes of them now; `not-bound` also where it is not asked.")
    after: ChargeClass = Field(description="What it would make of them.")

    @classmethod
    def of(cls, turned: Turned) -> Self:
        """Say it."""
        asked = turned.requirement
        return cls(requirement=asked.name, says=asked.says, before=turned.before, after=turned.after)


class OtherwiseOut(Record):
    """Days of somebody's that would count otherwise, on one line and by the same requirements."""

    model_config = example(**_OTHERWISE)

    person: UUID = Field(description="Whose.")
    name: str = Field(description="What they are called; empty once they are erased.")
    line: UUID = Field(description="The personnel line that they are charged to, or meant for.")
    code: str = Field(description="What the budget calls that line.")
    role: str = Field(description="The role that it pays for.")
    first: date = Field(description="The first of these days.")
    last: date = Field(description="The last of them; not every day between need be one.")
    minutes: int | None = Field(description="The minutes charged on them; `null` where they are only meant.")
    before: ChargeClass = Field(description="What they count as now.")
    after: ChargeClass = Field(description="What they would count as.")
    through: tuple[TurnedOut, ...] = Field(description="Every requirement that would make something else of them.")

    @classmethod
    def of(cls, found: Otherwise, name: str) -> Self:
        """Say it."""
        assert found.line.fact is not None  # noqa: S101 - it was read from a record
        return cls(
            person=found.person,
            name=name,
            line=found.line.fact,
            code=found.line.code,
            role=found.line.role,
            first=found.during.start,
            last=found.during.last,
            minutes=found.minutes,
            before=found.before,
            after=found.after,
            through=tuple(map(TurnedOut.of, found.turned)),
        )


class ChargedPreviewOut(Record):
    """What would become of the days charged to the award, or under the partnership. Allocations are estimates."""

    model_config = example(**_CHARGES)

    since: date = Field(description="The first of the days that were looked at.")
    people: int = Field(description="How many people are charged, or meant to be, on such a day.")
    changed: int = Field(description="Of how many of them days would be of another class.")
    others: int = Field(description="Of how many a requirement would say something else, and every day stays.")
    before: dict[ChargeClass, int] = Field(description="The minutes charged since, by class, as they count now.")
    after: dict[ChargeClass, int] = Field(description="The same minutes, as they would count.")
    days: tuple[OtherwiseOut, ...] = Field(description="Whose days, the worst news first: as many as were asked for.")

    @classmethod
    def of(cls, found: ChargedPreview, names: Mapping[UUID, str], *, limit: int) -> Self:
        """Say it."""
        return cls(
            since=found.since,
            people=found.people,
            changed=found.moved,
            others=found.others,
            before=found.before.parts(),
            after=found.after.parts(),
            days=tuple(OtherwiseOut.of(each, names.get(each.person, "")) for each in found.changed[:limit]),
        )


class PreviewOut(Record):
    """Who would stand otherwise on a day. Nothing was recorded."""

    model_config = example(
        on="2026-11-22",
        pack="us-osha-bbp",
        bound=48,
        changed=14,
        others=2,
        roleless=5,
        counts=[_COUNT],
        requirements=[_TRIED],
        people=[_CHANGED],
        charges=None,
    )

    on: date = Field(description="The day that was looked at.")
    pack: str = Field(description="The pack.")
    bound: int = Field(description="How many people hold a role on the day in a program that it would bind.")
    changed: int = Field(description="Of how many of them the answer would be another.")
    others: int = Field(description="Of how many the answer stays, though a requirement would say something else.")
    roleless: int = Field(
        description="How many people are on record who hold no role there on the day: of them nothing can be said."
    )
    counts: tuple[ChangeCountOut, ...] = Field(description="From which answer to which, the worst news first.")
    requirements: tuple[TriedOut, ...] = Field(description="How people would stand by each requirement of the pack.")
    people: tuple[ChangedOut, ...] = Field(description="Who they are, the worst news first: as many as were asked for.")
    charges: ChargedPreviewOut | None = Field(
        description="What would become of charged days, where the pack would bind an award or a partnership; it then "
        "changes nobody's answer in a program."
    )

    @classmethod
    def of(cls, found: Foreseen, *, limit: int) -> Self:
        """Say it."""
        preview = found.preview
        return cls(
            on=preview.on,
            pack=found.pack.id,
            bound=preview.bound,
            changed=preview.people,
            others=preview.others,
            roleless=preview.roleless,
            counts=tuple(
                ChangeCountOut(before=before, after=after, people=count)
                for (before, after), count in preview.counts.items()
            ),
            requirements=tuple(map(TriedOut.of, preview.tallies)),
            people=tuple(ChangedOut.of(each, found.names.get(each.person, "")) for each in preview.changed[:limit]),
            charges=ChargedPreviewOut.of(found.charges, found.names, limit=limit) if found.charges else None,
        )
