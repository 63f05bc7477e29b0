"""Where in a TOML text each key stands. ``tomllib`` reads the values, but does not say.

The scanner walks text that ``tomllib`` has already accepted, so it looks for nothing but
keys and where values end; what it cannot place is given the line of the table around it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_PART: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT: Final = re.compile(r"[ \t]*\.[ \t]*")
_STRING: Final = re.compile(r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''', re.DOTALL)
_PLAIN: Final = re.compile(r"[^,\]}#\n]+")


class Places:
    r"""The line of every key and of every element of an array.

    >>> places = Places('id = "x"\n\n[[credential]]\nid = "y"\n')
    >>> places.line(("credential", 0, "id")), places.line(("credential", 0, "title"))
    (4, 3)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._lines: dict[Path, int] = {(): 1}
        self._elements: dict[Path, int] = {}
        self._scan()

    def __contains__(self, path: Path) -> bool:
        """Does this very key stand in the text?"""
        return path in self._lines

    def line(self, path: Path) -> int:
        """Return the line of a key; of one that is absent, the line of the table that should hold it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _note(self, path: Path, at: int) -> None:
        """Remember where a key stands, and the tables that it brings into being."""
        line = bisect_right(self._starts, at)
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], line)

    def _scan(self) -> None:
        here: Path = ()
        at = self._after_blank(0)
        while at < len(self._text):
            if self._text[at] == "[":
                brackets = 2 if self._text.startswith("[[", at) else 1
                keys, end = self._key(self._after_blank(at + brackets))
                here = self._table(keys, many=brackets == len("[["))
                self._note(here, at)
                at = self._text.index("]" * brackets, end) + brackets
            else:
                at = self._pair(here, at)
            at = self._after_blank(at)

    def _after_blank(self, at: int) -> int:
        """Step over spaces, new lines and comments."""
        found = _BLANK.match(self._text, at)
        return found.end() if found else at

    def _key(self, at: int) -> tuple[Path, int]:
        """Read a key, dotted or quoted."""
        parts: list[str] = []
        while found := _PART.match(self._text, at):
            part, at = found[0], found.end()
            parts.append(tomllib.loads(f"key = {part}")["key"] if part[0] in "\"'" else part)
            dot = _DOT.match(self._text, at)
            if not dot:
                break
            at = dot.end()
        return tuple(parts), at

    def _table(self, keys: Path, *, many: bool) -> Path:
        """Return what a header names: through arrays of tables, always their latest element."""
        path: Path = ()
        for place, key in enumerate(keys):
            path += (key,)
            if many and place == len(keys) - 1:
                self._elements[path] = self._elements.get(path, 0) + 1
            if path in self._elements:
                path += (self._elements[path] - 1,)
        return path

    def _pair(self, table: Path, at: int) -> int:
        """Note ``key = value``; return where the value ends."""
        keys, end = self._key(at)
        path = table + keys
        self._note(path, at)
        return self._value(path, self._after_blank(self._text.index("=", end) + 1))

    def _value(self, path: Path, at: int) -> int:
        """Step over a value, noting what stands inside it."""
        if self._text[at] == "[":
            return self._inside(path, at, "]")
        if self._text[at] == "{":
            return self._inside(path, at, "}")
        found = _STRING.match(self._text, at) or _PLAIN.match(self._text, at)
        return found.end() if found else at + 1

    def _inside(self, path: Path, at: int, closing: str) -> int:
        """Step over an array or an inline table."""
        at = self._after_blank(at + 1)
        place = 0
        while self._text[at] != closing:
            if closing == "}":
                at = self._pair(path, at)
            else:
                self._note((*path, place), at)
                at = self._value((*path, place), at)
                place += 1
            at = self._after_blank(at)
            if self._text[at] == ",":
                at = self._after_blank(at + 1)
        return at + 1
