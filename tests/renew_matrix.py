"""Write the table of who may do what into the reference: ``python -m tests.renew_matrix``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from muster.domain.access import MATRIX, Permission, Role
from muster.domain.matrix import ROLES, SAYS, cell, narrow

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference.md"
_TABLES = {heading: re.compile(rf"(?ms)^\| {heading} \|.*?(?=^$)") for heading in ("Permission", "Role", "Name")}


def table() -> str:
    """Return the table as Markdown: a row for each permission, a column for each role."""
    heads = " | ".join(MATRIX)
    rows = [
        f"| `{permission}` | {' | '.join(cell(permission, role) for role in MATRIX)} |" for permission in Permission
    ]
    return _markdown(f"| Permission | {heads} |", rows)


def roles() -> str:
    """Return what each role is, and whether a place with it may be in one program."""
    rows = [f"| `{role}` | {ROLES[role].sentence} | {'yes' if narrow(role) else ''} |" for role in Role]
    return _markdown("| Role | Is | In one program |", rows)


def permissions() -> str:
    """Return what each permission allows."""
    return _markdown(
        "| Name | Allows to |", [f"| `{each}` | {SAYS[each][0].lower()}{SAYS[each][1:]} |" for each in Permission]
    )


def written() -> str:
    """Return the reference with the tables as they should stand."""
    text = REFERENCE.read_text()
    for heading, made in (("Permission", table()), ("Role", roles()), ("Name", permissions())):
        assert _TABLES[heading].search(text), f"the reference has no table that begins with | {heading} |"
        text = _TABLES[heading].sub(lambda _, made=made: made, text, count=1)  # type: ignore[misc]  # what is made here
    return text


def _markdown(heads: str, rows: list[str]) -> str:
    return "\n".join([heads, "|---" * (heads.count("|") - 1) + "|", *rows]) + "\n"


if __name__ == "__main__":
    REFERENCE.write_text(written())
    sys.stdout.write(f"{REFERENCE} is written\n")
