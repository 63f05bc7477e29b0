"""What has a name is written down: commands, settings, acts, permissions, exit codes, words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from muster.cli import prompt
from muster.cli.main import app
from muster.domain.access import MATRIX, OWN, Permission, Role
from muster.domain.acts import Act
from muster.domain.anchors import Anchor
from muster.domain.findings import Reason, Verdict
from muster.settings import Settings
from tests.renew_matrix import written

DOCS = Path(__file__).resolve().parents[2] / "docs"
REFERENCE = (DOCS / "reference.md").read_text()
GLOSSARY = (DOCS / "glossary.md").read_text()


def commands() -> list[str]:
    """Every command, as it is typed."""
    click = typer.main.get_command(app)
    found = []
    for name, each in sorted(click.commands.items()):  # type: ignore[attr-defined]  # a group, as typer makes it
        inner = getattr(each, "commands", None)
        found += [f"{name} {below}" for below in sorted(inner)] if inner else [name]
    return found


def unwritten(names: list[str], page: str) -> list[str]:
    """Return the names that the page does not give in code marks."""
    marked = " ".join(re.findall(r"`([^`]+)`", page))
    return [name for name in names if not re.search(rf"(?<![\w:-]){re.escape(name)}(?![\w:-])", marked)]


def test_every_command_is_in_the_reference() -> None:
    assert unwritten([f"muster {name}" for name in commands()], REFERENCE) == []


def test_every_setting_is_in_the_reference() -> None:
    assert unwritten([f"MUSTER_{name.upper()}" for name in Settings.model_fields], REFERENCE) == []


def test_every_act_is_in_the_reference() -> None:
    assert unwritten([str(act) for act in Act], REFERENCE) == []


def test_every_anchor_is_in_the_reference() -> None:
    assert unwritten([str(anchor) for anchor in Anchor], REFERENCE) == []


def test_every_exit_code_is_in_the_reference() -> None:
    codes = {*prompt.CODES.values(), prompt.FAILED, prompt.USAGE, prompt.FOUND_PROBLEMS, prompt.INTERRUPTED}
    assert [code for code in sorted(codes) if f"| {code} |" not in REFERENCE] == []


def test_the_matrix_on_the_page_is_written_from_the_table() -> None:
    assert written() == REFERENCE, "run `python -m tests.renew_matrix`"


@pytest.mark.parametrize("permission", Permission)
def test_the_matrix_on_the_page_is_the_matrix_that_is_enforced(permission: Permission) -> None:
    heads = re.search(r"\| Permission \|(.*)\|", REFERENCE)
    row = re.search(rf"\| `{permission}` \|(.*)\|", REFERENCE)
    assert heads
    assert row, f"{permission} has no row"
    written = dict(zip((cell.strip() for cell in heads[1].split("|")), row[1].split("|"), strict=True))
    for role in Role:
        allowed = "yes" if permission in MATRIX[role] else "own" if role is Role.RESPONDER and permission in OWN else ""
        assert written[role].strip() == allowed, f"{permission} for {role}"


def test_every_verdict_and_reason_is_explained_in_words() -> None:
    said = (GLOSSARY + (DOCS / "decisions" / "0003-how-a-standing-is-judged.md").read_text()).replace("_", " ")
    assert [word for word in (*Verdict, *Reason) if word.replace("_", " ") not in said] == []


def test_a_name_that_is_not_written_down_is_found() -> None:
    assert unwritten(["muster fly", "muster init"], REFERENCE) == ["muster fly"]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: str(page.relative_to(DOCS)))
def test_every_link_between_the_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []
