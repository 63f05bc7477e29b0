"""Data that is carried along: migrations, the report catalogue, cases of the packs, sample files, the verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from muster.domain.errors import NotFound, Unavailable

_HERE: Final = Path(__file__).resolve().parent
_ROOT: Final = _HERE.parents[1]

# The name in the wheel, and where the same data lies in a checkout, in plain sight.
_IN_A_CHECKOUT: Final = {
    "migrations": "migrations",
    "reports": "reports",
    "cases": "tests/rules/cases",
    "samples": "docs/samples",
    "verifier": "verifier",
}


def folder(name: str) -> Path:
    """Return the folder of that name: from the wheel where muster is installed, else from the checkout.

    Raises:
        NotFound: muster carries nothing of that name.
        Unavailable: it should be there, and is not.
    """
    if name not in _IN_A_CHECKOUT:
        raise NotFound(f"muster carries no data called '{name}'; it carries {', '.join(sorted(_IN_A_CHECKOUT))}")
    installed, checked_out = _HERE / "_data" / name, _ROOT / _IN_A_CHECKOUT[name]
    for place in (installed, checked_out):
        if place.is_dir() and (place == installed or (_ROOT / "pyproject.toml").is_file()):
            return place
    raise Unavailable(
        f"muster's own data '{name}' is missing: it is neither in {installed} nor in {checked_out}. "
        "The installation is incomplete; install muster again.",
        code="data-missing",
    )
