"""Somebody who brings spreadsheets in by the pages alone, and counts what they had to press."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx

from tests.web.filling import Form, Forms
from tests.web.markup import Markup

Files = Sequence[tuple[str, bytes]]
ROSTER = b"""\
Employee ID,Name,Work Email,Job Title,Hire Date,Program,Locker
01001,Hoa Tran,htran@example.org,RN,2024-04-18,Harbor CRT,7
01002,Yusuf Kowalski,yk@example.org,BH Case Mgr,2024-06-21,Harbor CRT,8
01003,Maya O'Brien,maya@example.org,RN,2024-13-45,Harbor CRT,9
"""


@dataclass(slots=True)
class Importer:
    """A browser on the way from the choice of files to the record; ``pressed``: buttons and choices since then."""

    client: httpx.AsyncClient
    at: str = "/imports"
    html: str = ""
    pressed: int = 0

    async def open(self, path: str) -> Markup:
        """Open a page, and go where it sends to."""
        reply = await self.client.get(path, follow_redirects=True)
        assert reply.status_code == 200, reply.text
        self.at, self.html = str(reply.url.path), reply.text
        page = Markup(reply.text)
        assert page.faults == []
        return page

    async def choose(self, files: Files, recipe: str = "") -> Markup:
        """Choose files, with what was decided before if anything was."""
        parts = [("file", each) for each in files]
        parts += [("recipe", ("recipe.toml", recipe.encode()))]  # a browser sends the field if it is empty too
        return await self._sent(await self.client.post("/imports/new", files=parts))

    async def press(self, end: str, form: Form | None = None) -> Markup:
        """Press the button of a form on this page."""
        filled = form or Forms(self.html).to(end)
        return await self._sent(await self.client.post(filled.action, data=filled.sent))

    async def answer(self, choose: Callable[[list[str], list[str]], list[str] | None] = lambda _, __: None) -> Markup:
        """Send the questions as they are filled in, but for what ``choose`` says otherwise."""
        form = Forms(self.html).to("/questions")
        for name in [each for each in form.sent if each.startswith("w-")]:
            answer = name.replace("w-", "q-", 1)
            said = choose(json.loads(form.sent[name][0]), form.options[answer])
            if said is not None:
                form.sent[answer] = said
                self.pressed += 1
        return await self.press("/questions", form)

    async def _sent(self, reply: httpx.Response) -> Markup:
        self.pressed += 1
        assert reply.status_code == 303, reply.text
        return await self.open(reply.headers["Location"])

    @property
    def may_record(self) -> bool:
        """Does this page offer to record anything?"""
        return any(each.action.endswith("/commit") for each in Forms(self.html).forms)

    async def record(self) -> Markup:
        """Record what is shown."""
        return await self.press("/commit")
