"""A form as a browser sends it: everything that is filled in, and what somebody changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Form:
    """One form of a page. ``sent``: what a browser would send now; ``options``: what could be chosen, by field."""

    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self._text: tuple[str, list[str]] | None = None
        self.feed(html)
        self.close()

    def to(self, end: str) -> Form:
        """Return the only form that is sent to an address with this end."""
        (found,) = [each for each in self.forms if each.action.endswith(end)]
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "form":
            self.forms.append(Form(said.get("action", "")))
        elif tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = name, []
        elif tag == "option" and self._select:
            self.forms[-1].options.setdefault(self._select, []).append(value)
            if "selected" in said:
                self.forms[-1].sent[self._select] = [value]
        elif tag == "input" and name and self.forms:
            choice = said.get("type") in {"radio", "checkbox"}
            if choice:
                self.forms[-1].options.setdefault(name, []).append(value)
            if said.get("type") != "file" and (not choice or "checked" in said):
                self.forms[-1].sent.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._text:
            name, parts = self._text
            self.forms[-1].sent[name] = ["".join(parts).removeprefix("\n")]
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1].append(data)
