"""Two texts of rules beside each other: those that come with muster, that were adopted, or that somebody sends."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from muster.domain.access import Permission, Principal
from muster.domain.adopting.packs import Pack
from muster.domain.adopting.tightening import Texts, compare_packs
from muster.domain.intervals import ALWAYS, Interval
from muster.services import packs


@dataclass(frozen=True, slots=True)
class Which:
    """One text: of a pack that comes with muster, as it was adopted, or as it is sent."""

    shipped: str | None = None
    adoption: UUID | None = None
    text: str | None = None


async def compare_texts(parent: Which, child: Which, *, during: Interval = ALWAYS, by: Principal) -> Texts:
    """Say in what one text is tighter or looser than another, requirement by requirement, on some days.

    Raises:
        Invalid: one of them is not a pack.
        NotFound: no pack of this name comes with muster, or there is no such adoption here.
    """
    by.require(Permission.PACK_READ)
    return compare_packs(await _read(parent, by), await _read(child, by), during=during)


async def _read(which: Which, by: Principal) -> Pack:
    if which.adoption is not None:
        return packs.read_pack(await packs.adopted_text(which.adoption, by=by), kept=True)
    return packs.read_pack(packs.shipped_text(which.shipped) if which.shipped else which.text or "")
