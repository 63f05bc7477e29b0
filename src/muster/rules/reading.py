"""From a text to checked values, with every fault of the text at once and each at its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Final, TypeVar

from pydantic import ValidationError

from muster.domain.errors import Fault, Invalid, NotFound
from muster.rules.places import Path, Places
from muster.rules.problems import Problem, problems
from muster.rules.words import Form, shown

M = TypeVar("M", bound=Form)

_CALLED: Final = {
    "pack": "this pack",
    "cases": "these cases",
    "recipe": "this recipe",
    "retention": "these rules of retention",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A TOML text that was understood as TOML, and where everything in it stands."""

    source: str
    what: str
    text: str
    raw: dict[str, object]
    places: Places

    def where(self, path: Path) -> str:
        """Say where a key stands: ``file.toml:12 (requirement.terms.within)``."""
        line = f"{self.source}:{self.places.line(path)}"
        name = ".".join(part for part in path if isinstance(part, str))
        return f"{line} ({name})" if name else line

    def refusal(self, problems: Iterable[Problem]) -> Invalid:
        """Return the refusal of this document: every problem once, in the order of the lines."""
        ordered = sorted(dict.fromkeys(problems), key=lambda each: self.places.line(each.path))
        return refusal(
            self.what,
            self.source,
            [Fault(self.where(each.path), each.found, each.expected, each.fix) for each in ordered],
        )


def refusal(what: str, source: str, faults: list[Fault]) -> Invalid:
    """Return the refusal of a file."""
    things = "one thing" if len(faults) == 1 else f"{len(faults)} things"
    return Invalid(f"{source}: {things} to mend in {_CALLED[what]}", code=f"bad-{what}", faults=faults)


def canonical(text: str) -> str:
    """Return the text as it is hashed and kept: line ends as LF, without a byte-order mark.

    An editor or a checkout on Windows changes these two without anybody having changed the
    rule, so they must not make it another pack. Nothing else is forgiven: a comment is part
    of what was reviewed, and a text with a different one is a different text.
    """
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def file_named(path_or_id: str | FilePath) -> FilePath | None:
    """Return the file that is meant, if it is one: its name ends in ``.toml`` or has a folder in it."""
    path = FilePath(path_or_id)
    return path if path.suffix == ".toml" or len(path.parts) > 1 else None


def text_of(file: FilePath, *, what: str) -> str:
    """Read a file.

    Raises:
        NotFound: there is none.
        Invalid: it is not text in UTF-8.
    """
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}") from None
    except OSError as error:
        fault = Fault(
            str(file),
            f"what cannot be read ({error.strerror})",
            "a TOML file",
            "name a file that you may read",
        )
        raise refusal(what, file.name, [fault]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fault = Fault(
            f"{file.name}:{line}", "bytes that are not UTF-8", "text in UTF-8", "save the file again as UTF-8"
        )
        raise refusal(what, file.name, [fault]) from None


def document(text: str, *, source: str, what: str) -> Document:
    """Read a text as TOML.

    Raises:
        Invalid: it is not TOML; the fault names the line.
    """
    text = canonical(text)
    try:
        text.encode()
        return Document(source, what, text, tomllib.loads(text), Places(text))
    except tomllib.TOMLDecodeError as error:
        fault = _syntax(text, source, str(error))
    except UnicodeEncodeError as error:
        line = text[: error.start].count("\n") + 1
        fault = Fault(f"{source}:{line}", "half a character", "text in UTF-8", "type that word again")
    except RecursionError:
        fault = Fault(f"{source}:1", "lists nested very deeply", "plain tables", "start again from a shipped file")
    except ValueError:
        fault = Fault(f"{source}:1", "a number of thousands of digits", "a number", "shorten it")
    raise refusal(what, source, [fault])


def check(
    read: Document, form: type[M], besides: Iterable[Problem], *, others: Mapping[str, Mapping[str, str]] | None = None
) -> M:
    """Return what the document says, as the form wants it.

    ``besides`` are the problems that no single key shows; they are told together with the rest.
    ``others``: what the text translates of itself, for the keys that are prose.

    Raises:
        Invalid: something is wrong; all of it is listed.
    """
    found = list(besides)
    try:
        made = form.model_validate(read.raw, context=others)
    except ValidationError as error:
        raise read.refusal([*problems(error, form), *found]) from None
    if found:
        raise read.refusal(found)
    return made


def _syntax(text: str, source: str, said: str) -> Fault:
    """Say where the text stops being TOML, and what it probably is."""
    at = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", said, re.DOTALL)
    lines = text.rstrip("\n").split("\n")
    number = int(at[2]) if at and at[2] else len(lines)
    line = lines[min(number, len(lines)) - 1].strip()
    rule = at[1] if at else said
    if re.search(r"=\s*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|\d{4}/)", line):
        fix = "write a date as year-month-day, for example 2026-11-30, and one that the calendar has"
    elif rule.startswith(("Cannot", "Duplicate")):
        fix = "the same key or table is there twice; keep one of them"
    elif re.search(r"[\u2018\u2019\u201c\u201d]", line):
        fix = "replace the curly quotation marks by straight ones"
    elif any(each in rule for each in ("Unterminated", "Unclosed", "Illegal character '\\n'", "''", '""', "']'")):
        fix = "a quotation mark or bracket is opened here or above and never closed"
    else:
        fix = 'put text between quotation marks, as in title = "First aid", one key to a line'
    return Fault(f"{source}:{number}", shown(line), f"TOML ({rule[:1].lower()}{rule[1:]})", fix)
