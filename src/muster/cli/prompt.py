"""What every command shares: the database it works in, what it prints, and how it ends."""

from __future__ import annotations

import asyncio
import getpass
import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec
from uuid import UUID

import typer

from muster import clock, settings
from muster.domain.access import Principal, operator
from muster.domain.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Refusal,
    TooManyTries,
    Unauthenticated,
    Unavailable,
)
from muster.domain.ledger.leaves import plain
from muster.domain.moments import Moment
from muster.domain.programs import Agency
from muster.persistence.opening import Place, agencies, opened
from muster.signing import KeyFile

P = ParamSpec("P")

FAILED, USAGE, FOUND_PROBLEMS, INTERRUPTED = 1, 2, 3, 130
# One code for each kind of refusal, so that a script can tell them apart without reading English.
CODES: dict[type[Refusal], int] = {
    Invalid: FAILED,
    NotFound: 4,
    Unauthenticated: 5,
    Forbidden: 5,
    Conflict: 6,
    Unavailable: 7,
    TooManyTries: 7,
}


@dataclass(frozen=True, slots=True)
class Here:
    """The agency a command works in, whoever is at the prompt, and the moment it runs."""

    agency: Agency
    by: Principal
    now: Moment


def command(work: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    """Run an asynchronous command to its end; say a refusal in words, and end with its code."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            asyncio.run(work(*args, **kwargs))
        except Refusal as refusal:
            refuse(refusal)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None

    return run


def refuse(refusal: Refusal) -> NoReturn:
    """Print a refusal and end with the code of its kind."""
    say(f"muster: {refusal}")
    kinds = (kind for kind in type(refusal).__mro__ if kind in CODES)
    raise typer.Exit(next((CODES[kind] for kind in kinds), FAILED))


def place() -> Place:
    """Return where the database is, by the settings."""
    return Place(**settings.read().database())


def signing() -> KeyFile:
    """Return where the key is that signs checkpoints, by the settings."""
    return KeyFile(**settings.read().signing())


@asynccontextmanager
async def here(agency: UUID | None) -> AsyncIterator[Here]:
    """Open the database, as the operator of one agency: the one named, or the only one there is.

    Raises:
        NotFound: there is no such agency, or none at all.
        Conflict: there are several, and none was named.
    """
    where = place()
    async with opened(where):
        there = await agencies(where)
        found = [each for each in there if agency in {None, each.id}]
        if not found:
            raise NotFound(
                "there is no such agency here" if there else "there is no agency here yet; found one with `muster init`"
            )
        if len(found) > 1:
            names = "\n".join(f"  {each.id}  {each.name}" for each in found)
            raise Conflict(f"there are several agencies here; say which with --agency:\n{names}", code="which-agency")
        yield Here(found[0], operator(found[0].id), clock.moment(found[0].time_zone))


def say(words: str) -> None:
    """Print what is not data."""
    print(words, file=sys.stderr)


def give(words: str) -> None:
    """Print data."""
    print(words)


def give_json(value: object) -> None:
    """Print data as JSON: dates and ids as text."""
    give(json.dumps(plain(value), ensure_ascii=False, indent=2))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their heads, each column as wide as it must be."""
    widths = [max(len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    for row in (heads, ["-" * width for width in widths], *rows):
        give("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        Conflict: it is there already.
        Invalid: it cannot be written.
    """
    try:
        with file.open("xb") as out:
            out.write(content)
    except FileExistsError as why:
        raise Conflict(
            f"{file} is there already, and is not overwritten; name another file", code="file-there"
        ) from why
    except OSError as why:
        raise Invalid(f"{file} cannot be written: {why.strerror}; name another file", code="file-not-written") from why


def password(file: Path | None) -> str:
    """Read a password from a file or from the prompt; never from an argument, which others can see."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as why:
            raise Invalid(f"the password file cannot be read: {why}", code="no-password") from why
    if not sys.stdin.isatty():
        raise Invalid("there is no terminal to ask for a password; give --password-file", code="no-password")
    first = getpass.getpass("Password (a sentence makes a good one): ")
    if first != getpass.getpass("The same again: "):
        raise Invalid("the two differ; try again", code="no-password")
    return first
