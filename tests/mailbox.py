"""Mail servers for tests: one that takes everything, and one that fails just where it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

# Where a server may fail, and what it then says; nothing said: it breaks the line.
FAULTS = {
    "banner 554": "554 no service",
    "no banner": None,
    "mail 451": "451 busy",
    "mail 550": "550 who are you",
    "rcpt 450": "450 greylisted",
    "rcpt 550": "550 no such user",
    "data 451": "451 disk full",
    "data 554": "554 looks like spam",
    "drop after rcpt": None,
    "drop after the dot": None,
    "hang after the dot": None,
}


@dataclass  # without slots: aiosmtpd looks at every member, and Python before 3.11.3 stumbles over one of theirs
class Mailbox:
    """What a server took, in the order it came."""

    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """Every message, as a mail program reads it."""
        return [parsed(each.original_content or b"") for each in self.envelopes]

    @property
    def url(self) -> str:
        """How muster is told where it is."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message."""
        self.envelopes.append(envelope)
        return "250 taken"


def parsed(content: bytes) -> EmailMessage:
    """Read a message with the parser that everybody has."""
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert found.defects == []
    return found


@asynccontextmanager
async def mailbox(*, wide: bool = False) -> AsyncIterator[Mailbox]:
    """Run a real mail server, in the test's own loop; ``wide``: it takes addresses in any alphabet."""
    box = Mailbox()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(box, hostname="mx.example", enable_SMTPUTF8=wide), "127.0.0.1", 0
    )
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box


@dataclass(slots=True)
class Faulty:
    """A server that fails in one way. ``took`` counts the messages that it has, whatever it says."""

    fault: str
    port: int = 0
    took: int = 0
    _open: list[asyncio.StreamWriter] = field(default_factory=list)

    @property
    def url(self) -> str:
        """How muster is told where it is."""
        return f"smtp://127.0.0.1:{self.port}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to one client, until the fault."""
        self._open.append(writer)
        if self.fault == "no banner":
            await reader.read()
        elif await self._say(writer, "banner", "220 mx.example"):
            while line := (await reader.readline()).decode().strip().upper():
                if not await self._answer(line, reader, writer):
                    break
        writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        word = line.partition(" ")[0]
        if word == "DATA":
            if self.fault == "drop after rcpt":
                return False
            await self._write(writer, "354 go on")
            await reader.readuntil(b"\r\n.\r\n")
            if self.fault == "hang after the dot":
                self.took += 1
                await reader.read()
                return False
            self.took += self.fault == "drop after the dot"
            return self.fault != "drop after the dot" and await self._say(writer, "data", "250 taken")
        return await self._say(writer, {"EHLO": "ehlo", "MAIL": "mail", "RCPT": "rcpt"}.get(word, word), "250 fine")

    async def _say(self, writer: asyncio.StreamWriter, where: str, well: str) -> bool:
        """Say the fault if this is its place; should the talk go on?"""
        failing = self.fault.startswith(f"{where} ")
        await self._write(writer, FAULTS[self.fault] or well if failing else well)
        return not (failing and where == "banner")

    async def _write(self, writer: asyncio.StreamWriter, words: str) -> None:
        writer.write(f"{words}\r\n".encode())
        await writer.drain()

    def hang_up(self) -> None:
        """Let go of every client."""
        for each in self._open:
            each.close()


@asynccontextmanager
async def faulty(fault: str) -> AsyncIterator[Faulty]:
    """Run a server that fails in this way."""
    box = Faulty(fault)
    server = await asyncio.start_server(box.talk, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box
        box.hang_up()
