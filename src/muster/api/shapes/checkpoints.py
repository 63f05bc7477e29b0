"""Checkpoints and proofs, as the API says them: what anybody needs to check them without asking again."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Record, example
from muster.domain.ledger.checkpoints import Log
from muster.services.checkpoints import SignedCheckpoint
from muster.services.proofs import Grown, Included, Inclusion

_AGENCY: Final = "5f1e8c3a-7b42-4d09-9e6f-a1c2b3d4e540"
_HASH: Final = "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"
_PATH: Final = ("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",)
_NOTE: Final = (
    f"muster/ledger/{_AGENCY}\n6\nduZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=\nposition 5\nat 2026-11-22T15:00:00Z\n"
    f"\n\N{EM DASH} muster/ledger/{_AGENCY} "
    "mZx4Gv2vvk7Hq9vKqkqkVw0m0yY2dXk0b1d8Qm3q0y5l3t9k2r1b7x6c5v4n3m2l1k0j9h8g7f6d5s4a3p2o1i0u9y8=\n"
)
_CHECKPOINT: Final = {
    "log": "ledger",
    "size": 6,
    "root": _HASH,
    "position": 5,
    "at": "2026-11-22T15:00:00Z",
    "key": "3f1c0f0b5c3e7c9f",
    "note": _NOTE,
}
_LEAF: Final = '{"act":"person-added","agency":"5f1e8c3a-7b42-4d09-9e6f-a1c2b3d4e540","leaf":0,"version":1}'


class CheckpointOut(Record):
    """How a log stood, signed. Keep the note: against it, a ledger that was cut or rewritten later shows."""

    model_config = example(**_CHECKPOINT)

    log: Log = Field(description="Which log: the ledger, or the access log.")
    size: int = Field(description="How many leaves it had.")
    root: str = Field(description="The root of the tree over them (RFC 6962), in hex.")
    position: int = Field(description="The last position among them; of the access log, the number of an entry.")
    at: datetime = Field(description="When it was signed.")
    key: str = Field(description="The id of the key that signed: the first half of the key's SHA-256, in hex.")
    note: str = Field(description="The signed note itself, in the form that transparency logs share.")

    @classmethod
    def of(cls, signed: SignedCheckpoint) -> Self:
        """Say it."""
        said = signed.checkpoint
        return cls(
            log=said.log,
            size=said.size,
            root=said.root.hex(),
            position=said.position,
            at=said.at,
            key=signed.key,
            note=signed.note,
        )


class LeafProofOut(Record):
    """One leaf of an act, and the proof that it stands in the tree."""

    model_config = example(
        index=4, subject="5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01", leaf=_LEAF, hash=_HASH, path=list(_PATH)
    )

    index: int = Field(description="Which leaf of the tree it is, from 0.")
    subject: UUID = Field(description="Whom or what the leaf is about.")
    leaf: str = Field(description="The leaf's canonical bytes, as text: hash a zero byte and these.")
    hash: str = Field(description="The hash that is in the tree, in hex.")
    path: tuple[str, ...] = Field(description="The hashes that lead to the root, from the leaf up, in hex (RFC 9162).")

    @classmethod
    def of(cls, proof: Inclusion) -> Self:
        """Say it."""
        return cls(
            index=proof.of.number,
            subject=proof.of.leaf.subject,
            leaf=proof.of.leaf.encoded().decode(),
            hash=proof.of.hash.hex(),
            path=tuple(each.hex() for each in proof.path),
        )


class ActProofOut(Record):
    """The leaves of an act, each with its proof, under one checkpoint."""

    model_config = example(
        position=4,
        leaves=[
            {
                "index": 4,
                "subject": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
                "leaf": _LEAF,
                "hash": _HASH,
                "path": list(_PATH),
            }
        ],
        checkpoint=_CHECKPOINT,
    )

    position: int = Field(description="The position of the act.")
    leaves: tuple[LeafProofOut, ...] = Field(description="Its leaves, or the one about the subject.")
    checkpoint: CheckpointOut = Field(description="The checkpoint that they stand under.")

    @classmethod
    def of(cls, position: int, found: Included) -> Self:
        """Say it."""
        return cls(
            position=position,
            leaves=tuple(map(LeafProofOut.of, found.leaves)),
            checkpoint=CheckpointOut.of(found.checkpoint),
        )


class GrowthProofOut(Record):
    """The proof that a ledger you know is the beginning of what it is now."""

    model_config = example(size=4, root=_HASH, path=list(_PATH), checkpoint=_CHECKPOINT)

    size: int = Field(description="The size that was asked about.")
    root: str = Field(description="The root that the ledger had then, in hex: compare it with the one you kept.")
    path: tuple[str, ...] = Field(description="The proof of consistency, in hex (RFC 9162).")
    checkpoint: CheckpointOut = Field(description="The checkpoint of now.")

    @classmethod
    def of(cls, found: Grown) -> Self:
        """Say it."""
        return cls(
            size=found.size,
            root=found.root.hex(),
            path=tuple(each.hex() for each in found.path),
            checkpoint=CheckpointOut.of(found.checkpoint),
        )
