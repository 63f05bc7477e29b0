"""How often chance is asked: two times in five of what the long rigs ask, in every run."""

from __future__ import annotations

import os
from typing import Final

WHOLE: Final = os.environ.get("MUSTER_CHANCE") == "whole"  # as `make prove` says


def examples(whole: int) -> int:
    """Return how many examples a test takes of so many: all of them in the long rigs, and the same ones every time."""
    return whole if WHOLE else -(-whole * 2 // 5)
