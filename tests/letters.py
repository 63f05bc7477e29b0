"""Where a test finds the letters that went out, and the links in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from uuid import UUID

from muster import catalogue
from muster.domain.access import Membership, Principal, Role
from muster.mail import Message, Outcome, Sent
from muster.services import invitations
from muster.services.letters import Mailing
from tests.cast import NOW

HERE = "https://muster.example"
_LINK = re.compile(rf"{re.escape(HERE)}(\S+)")


@dataclass
class Tray:
    """Takes every message, as a mail server would; says of each what it is told to."""

    messages: list[Message] = field(default_factory=list)
    outcome: Outcome = field(default_factory=lambda: Outcome(Sent.SENT, "taken"))

    @property
    def mailing(self) -> Mailing:
        """How muster is told of it."""
        return Mailing(self._take, catalogue.words, lambda path: f"{HERE}{path}")

    @property
    def paths(self) -> list[str]:
        """Return where the links of the messages lead, in the order in which they went out."""
        return [path_in(each) for each in self.messages]

    @property
    def tokens(self) -> list[str]:
        """Return what each link carries."""
        return [each.rpartition("/")[2] for each in self.paths]

    async def _take(self, message: Message) -> Outcome:
        self.messages.append(message)
        return self.outcome


def path_in(message: Message) -> str:
    """Return where the one link of a message leads, the same in both of its parts."""
    (plain,) = _LINK.findall(message.text)
    assert f'href="{HERE}{plain}"' in message.html
    return str(plain)


async def invited(email: str, *, by: Principal, tray: Tray | None = None, role: Role = Role.RESPONDER) -> UUID:
    """Invite somebody to a place in the whole agency."""
    mailing = (tray or Tray()).mailing
    place = Membership(by.scope.agency, role)
    made, letter = await invitations.invite(email, place, by=by, now=NOW, mailing=mailing, language="en")
    await mailing.post(letter.message)
    return made
