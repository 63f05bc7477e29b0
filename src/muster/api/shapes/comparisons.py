"""Two texts of rules beside each other, as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Final, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from muster.api.wire import Body, Day, Kebab, Record, example, last_good
from muster.domain.adopting.tightening import Compared, Stretch, Texts
from muster.domain.adopting.tighter_terms import Difference, Relation
from muster.domain.intervals import ALWAYS, BEGINNING, Interval
from muster.services.comparisons import Which

_DIGEST: Final = "3f1c0f0b5c3e7c9f6d5b8a1e2f4d7c6b9a8e0d1c2b3a4f5e6d7c8b9a0f1e2d3c"
_DIFFERENCE: Final = {
    "what": "initial",
    "relation": "tighter",
    "parent": "within 90 days of hire",
    "child": "within 30 days of hire",
    "because": "",
}
_STRETCH: Final = {
    "valid_from": "2026-07-01",
    "valid_through": None,
    "relation": "tighter",
    "differences": [_DIFFERENCE],
}
_COMPARED: Final = {"requirement": "naloxone", "relation": "tighter", "stretches": [_STRETCH]}


class WhichIn(Body):
    """One text: name it in one of three ways."""

    model_config = example(shipped="or-mcis")

    shipped: Kebab | None = Field(None, description="The id of a pack that comes with muster.")
    adoption: UUID | None = Field(None, description="An adoption: the text as it was adopted.")
    text: str | None = Field(
        None, min_length=1, max_length=500_000, pattern=r"^[^\x00]*$", description="The TOML text of a pack."
    )

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if sum(each is not None for each in (self.shipped, self.adoption, self.text)) != 1:
            context = {
                "pointer": "shipped",
                "expected": "`shipped`, `adoption` or `text`, and no second of them",
                "fix": "send one of them",
            }
            raise PydanticCustomError("one_of_three", "{expected}", context)
        return self

    def which(self) -> Which:
        """Return which text."""
        return Which(self.shipped, self.adoption, self.text)


class ComparisonIn(Body):
    """Two texts, and from which day on they are compared."""

    model_config = example(parent={"shipped": "or-mcis"}, child={"shipped": "wa-mrrct"}, valid_from="2026-07-01")

    parent: WhichIn = Field(description="The text that is compared with.")
    child: WhichIn = Field(description="The text that may be tighter or looser.")
    valid_from: Day | None = Field(None, description="Only the days from this one on. Left out: all days.")

    def during(self) -> Interval:
        """Return the days that are compared."""
        return Interval(self.valid_from) if self.valid_from else ALWAYS


class DifferenceOut(Record):
    """One part of the terms in which the texts are not the same, in the words of a pack."""

    model_config = example(**_DIFFERENCE)

    what: str = Field(description="The part: a key of a pack, or `accepts`, for the topics and credentials that count.")
    relation: Relation = Field(description="How what the child asks stands to it.")
    parent: str = Field(description="What the parent has; empty: nothing.")
    child: str = Field(description="What the child has; empty: nothing.")
    because: str = Field(description="Why the two cannot be compared, where they cannot.")

    @classmethod
    def of(cls, found: Difference) -> Self:
        """Say it."""
        return cls(**found._asdict())


class StretchOut(Record):
    """Some days of service, or of hire where that picks the terms, and what is otherwise on them."""

    model_config = example(**_STRETCH)

    valid_from: date | None = Field(description="The first of these days; null: from the beginning.")
    valid_through: date | None = Field(description="The last; null: no end.")
    relation: Relation = Field(description="What all parts together come to.")
    differences: tuple[DifferenceOut, ...] = Field(description="Part by part; empty where only one text speaks.")

    @classmethod
    def of(cls, found: Stretch) -> Self:
        """Say it."""
        first = found.during.start
        return cls(
            valid_from=None if first == BEGINNING else first,
            valid_through=last_good(found.during),
            relation=found.relation,
            differences=tuple(map(DifferenceOut.of, found.differences)),
        )


class ComparedOut(Record):
    """One requirement in the two texts."""

    model_config = example(**_COMPARED)

    requirement: str = Field(description="Its id, in either text.")
    relation: Relation = Field(description="`different`: not comparable, so that it is not shown to be as tight.")
    stretches: tuple[StretchOut, ...] = Field(description="The days on which the two are not the same.")

    @classmethod
    def of(cls, found: Compared) -> Self:
        """Say it."""
        return cls(requirement=found.id, relation=found.relation, stretches=tuple(map(StretchOut.of, found.stretches)))


class ComparisonOut(Record):
    """Two texts, requirement by requirement."""

    model_config = example(parent=_DIGEST, child=_DIGEST, relation="tighter", requirements=[_COMPARED])

    parent: str = Field(description="SHA-256 of the text that was compared with.")
    child: str = Field(description="SHA-256 of the other.")
    relation: Relation = Field(description="What all requirements together come to.")
    requirements: tuple[ComparedOut, ...] = Field(description="Those of the parent, then what the child adds.")

    @classmethod
    def of(cls, found: Texts) -> Self:
        """Say it."""
        return cls(
            parent=found.parent.digest,
            child=found.child.digest,
            relation=found.relation,
            requirements=tuple(map(ComparedOut.of, found.compared)),
        )
