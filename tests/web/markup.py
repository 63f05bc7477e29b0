"""A page read by its tags: what a browser and a screen reader go by."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta"}
SELF_CLOSED = {"circle", "path"}
ASKED_WITH = {"input", "select", "textarea"}


class Markup(HTMLParser):
    """Collects what a page is made of, and what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.questions: list[str] = []
        self.pointed: set[str] = set()
        self.tags: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.fields: dict[str, str] = {}
        self.links: list[str] = []
        self.lang = ""
        self._open: list[str] = []
        if not html.startswith("<!doctype html>"):
            self.faults.append("it does not say that it is HTML")
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]
        self.faults += [f"the id {each} is there twice" for each in set(self.ids) if self.ids.count(each) > 1]
        self.faults += [f"nothing has the id {each}" for each in self.pointed - set(self.ids)]
        self.faults += [f"the question {each} has no label" for each in self.questions if each not in self.labels]
        self.faults += [
            f"there are {self.tags.count(tag)} of <{tag}>"
            for tag in ("h1", "main", "title")
            if self.tags.count(tag) != 1
        ]
        self.faults += [f"<{tag}> stands in the page" for tag in ("style", "iframe") if tag in self.tags]
        if not self.lang:
            self.faults.append("it does not say which language it is in")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append("title of a picture" if tag == "title" and "svg" in self._open else tag)
        if tag not in VOID | SELF_CLOSED:
            self._open.append(tag)
        self.faults += [f"<{tag}> has {name}" for name in said if name == "style" or name.startswith("on")]
        if tag == "script" and not said.get("src", "").startswith("/assets/"):
            self.faults.append("a script stands in the page")
        if "id" in said:
            self.ids.append(said["id"])
        for name in ("aria-describedby", "aria-labelledby"):
            self.pointed |= set(said.get(name, "").split())
        if tag == "html":
            self.lang = said.get("lang", "")
        if tag == "label":
            self.labels.add(said.get("for", ""))
        if tag == "a":
            self.links.append(said.get("href", ""))
            if said.get("href", "").startswith("#"):
                self.pointed.add(said["href"][1:])
        if tag in ASKED_WITH:
            self._question(said)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1] if self._open else 'nothing'}")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self.texts.append((self._open[-1], " ".join(data.split())))

    def text(self, tag: str) -> str:
        """Return what stands in the elements of this name."""
        return " ".join(text for inside, text in self.texts if inside == tag)

    @property
    def words(self) -> str:
        """Everything that can be read, in one line."""
        return " ".join(text for _, text in self.texts)

    def _question(self, said: dict[str, str]) -> None:
        if said.get("type") != "hidden":
            self.questions.append(said.get("id", "(without an id)"))
        if said.get("type") != "radio" or "checked" in said:
            self.fields[said.get("name", "")] = said.get("value", "")
