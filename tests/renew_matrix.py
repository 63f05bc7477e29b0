"""Write the table of who may do what into the reference: ``python -m tests.renew_matrix``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from muster.domain.access import MATRIX, OWN, Permission, Role

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference.md"
_TABLE = re.compile(r"(?ms)^\| Permission \|.*?(?=^$)")


def table() -> str:
    """Return the table as Markdown: a row for each permission, a column for each role."""
    heads = " | ".join(MATRIX)
    rows = [
        f"| `{permission}` | {' | '.join(cell(permission, role) for role in MATRIX)} |" for permission in Permission
    ]
    return "\n".join([f"| Permission | {heads} |", "|---" * (len(MATRIX) + 1) + "|", *rows]) + "\n"


def cell(permission: Permission, role: Role) -> str:
    """Return ``yes``, ``own`` (about oneself only) or nothing."""
    if permission in MATRIX[role]:
        return "yes"
    return "own" if role is Role.RESPONDER and permission in OWN else ""


def written() -> str:
    """Return the reference with the table as it should stand."""
    return _TABLE.sub(lambda _: table(), REFERENCE.read_text(), count=1)


if __name__ == "__main__":
    REFERENCE.write_text(written())
    sys.stdout.write(f"{REFERENCE} is written\n")
