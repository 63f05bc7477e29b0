"""The ledger, as the API says it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.records import Head
from muster.services.ledger import Verification


class HeadOut(Record):
    """Where the agency's ledger stands."""

    model_config = example(position=42, at="2026-11-22T15:00:00Z")

    position: int = Field(description="The last position taken: one for every act.")
    at: datetime = Field(description="When it was taken.")

    @classmethod
    def of(cls, head: Head) -> Self:
        """Say where the ledger stands."""
        return cls(position=head.position, at=head.at)


class VerificationOut(Record):
    """What was verified, and everything that does not hold."""

    model_config = example(
        head={"position": 42, "at": "2026-11-22T15:00:00Z"},
        leaves=57,
        erased=0,
        looks=12,
        checkpoints=3,
        keys=["3f1c0f0b5c3e7c9f"],
        holds=True,
        faults=[],
        notes=[],
    )

    head: HeadOut = Field(description="Where the ledger stood.")
    leaves: int = Field(description="How many leaves were recomputed from the facts.")
    erased: int = Field(
        description="Of them, those whose facts were erased, so that only the leaf itself can be checked."
    )
    looks: int = Field(description="How many leaves of the access log were recomputed.")
    checkpoints: int = Field(description="How many signed checkpoints were compared with the trees built again.")
    keys: tuple[str, ...] = Field(description="The ids of the keys that sign, or signed, for the agency.")
    holds: bool = Field(description="Whether every leaf says what the facts say, and the trees are those signed.")
    faults: tuple[str, ...] = Field(description="What does not hold, and where.")
    notes: tuple[str, ...] = Field(description="What only a person can settle: a key that no other key introduced.")

    @classmethod
    def of(cls, found: Verification) -> Self:
        """Say what was verified."""
        return cls(
            head=HeadOut.of(found.head),
            leaves=found.leaves,
            erased=found.erased,
            looks=found.looks,
            checkpoints=found.witness.checkpoints,
            keys=found.witness.keys,
            holds=not found.faults,
            faults=found.faults,
            notes=found.notes,
        )
