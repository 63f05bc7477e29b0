"""Who paid for training, as forms ask it: an award on record, something else, or it is not said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from muster.domain.training import Payer
from muster.services import training
from muster.web.forms import Mistake, id_of
from muster.web.reader import Reader

FIELD: Final = "paid"
ELSEWHERE: Final = "elsewhere"


async def offered(reader: Reader) -> dict[str, str]:
    """Return who may be said to have paid, by what a form sends."""
    words = reader.words
    awards = await training.payers(by=reader.by)
    return {
        "": words("Not said"),
        **{str(which): words("Award {number}", number=number) for which, number in awards.items()},
        ELSEWHERE: words("Something that is no award on record here"),
    }


def read_payer(typed: Mapping[str, str], choices: Mapping[str, str], reader: Reader) -> Payer | Mistake | None:
    """Return who is said to have paid; ``None``: it is not said."""
    words, chosen = reader.words, typed[FIELD]
    if chosen not in choices:
        return Mistake(FIELD, words("Paid by"), "", words("one of the answers"), words("Choose one."))
    if not chosen:
        return None
    return Payer(None if chosen == ELSEWHERE else id_of(chosen))


def typed_payer(payer: Payer | None) -> str:
    """Return what a form sends of who paid.

    >>> typed_payer(None), typed_payer(Payer())
    ('', 'elsewhere')
    """
    if payer is None:
        return ""
    return str(payer.award) if payer.award else ELSEWHERE
