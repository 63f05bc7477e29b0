"""What a template says of its own, outside every expression: nothing that anybody could read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from jinja2 import Environment, nodes

# The name of the program is the same in every language; a page's width is a class, in a block of its own.
ALLOWED: Final = frozenset({"muster", "narrow", "wide"})
READ: Final = frozenset({"alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"})
CALLS: Final = frozenset({"words", "plural"})

_STANDS_FOR: Final = "zzz"  # an expression: letters, since it may be the name of a tag
_ATTRIBUTE: Final = re.compile(r"""([\w-]+)="([^"]*)\"""")  # outside a tag: what a macro hands to one
_A_WORD: Final = re.compile(r"[^\W\d_]+")
_A_SENTENCE: Final = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]{2,}")


def unsaid(template: str) -> list[str]:
    """Return what a template says without asking the language for it.

    >>> unsaid('<p title="Here">Hello, {{ name }}, muster</p>')
    ['Here', 'Hello']
    >>> unsaid('<p{% if a %} class="b"{% endif %}>{{ words("Hello, {name}", name=name) }}</p>')
    []
    >>> unsaid('{{ "Come in" if open else words("Closed now") }}')
    ['Come in']
    """
    page = _Page()
    page.feed("".join(_outside(template)))
    page.close()
    return [*page.found, *_inside(template)]


def unseen(template: str) -> list[int]:
    """Return the lines that ask for a plural in a way that no translator hears of: say ``plural(...)`` for it.

    >>> unseen('{{ words.plural("{count} day", "{count} days", n) }}')
    [1]
    """
    calls = Environment(autoescape=True).parse(template).find_all(nodes.Call)
    return [each.lineno for each in calls if isinstance(each.node, nodes.Getattr) and each.node.attr in CALLS]


def _outside(template: str) -> Iterator[str]:
    """Yield a template with each expression as one word, and without its statements."""
    for _, kind, text in Environment(autoescape=True).lex(template):
        if kind == "data":
            yield text
        elif kind == "variable_begin":
            yield _STANDS_FOR


def _inside(template: str) -> Iterator[str]:
    """Yield the sentences inside expressions that are no message."""
    tree = Environment(autoescape=True).parse(template)
    messages = {
        id(text)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in CALLS
        for argument in call.args
        for text in (argument, *argument.find_all(nodes.Const))
    }
    for text in tree.find_all(nodes.Const):
        if isinstance(text.value, str) and id(text) not in messages and _A_SENTENCE.search(text.value):
            yield text.value


class _Page(HTMLParser):
    """A page that remembers the words on it, and in the attributes that are read to people."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Take in a text."""
        data = _ATTRIBUTE.sub(lambda each: each[2] if each[1] in READ else "", data)
        self.found += [each for each in _A_WORD.findall(data.replace(_STANDS_FOR, " ")) if each not in ALLOWED]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the attributes of a tag."""
        for name, value in attrs:
            if name in READ:
                self.handle_data(value or "")
