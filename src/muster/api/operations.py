"""What operations have in common: the headers they reply with, and how a new record is announced."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from litestar import Response

from muster.api.wire import Corrected, Recorded

HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Disposition": "The name to keep the file under.",
        "ETag": "The version of the record, in quotation marks. Send it back as If-Match with a correction, or as "
        "If-None-Match to be told 304 when nothing has changed.",
        "Link": 'While there is more: the address of the next page, with `rel="next"`.',
        "Location": "The address of what was recorded, or of the list it is in.",
        "Set-Cookie": "The session: HttpOnly, SameSite=Strict, and over TLS Secure. Signing out takes it back.",
    }
)

# One example of everything that an address or a parameter may name; the records show the same.
EXAMPLES: Final[Mapping[str, object]] = MappingProxyType(
    {
        "person": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
        "program": "9d0a7c56-1f5b-4c0e-9f39-6a2f4f7f3b02",
        "employment": "e21b7a6c-5a62-4a0f-8b36-93c1f0a8ad03",
        "role": "3f7c1d52-8f64-4b1b-a7a0-5e8d9c2b4f04",
        "duty_done": "4a6b0c9e-2d17-4f35-8b1a-7c9e5d3f6038",
        "approval": "3d0d1f4e-7a55-4c0b-9f6e-2f9d1f1f8a44",
        "course": "7c4b9f10-2d7d-4f3b-9c1a-6b1de0a5c705",
        "completion": "b84f1f6e-0a56-4d6c-8a0b-2f7be0d1e806",
        "head_count": "6f0d2c1b-93a4-4e7f-8b52-1c9e7d3a5f08",
        "workforce": "2a9c5e70-4b1d-4f36-9e08-7d5b3c1a6f42",
        "sheet": "d2a7c4f1-6b0e-4e58-9c3d-8f1b5a7e2041",
        "notice": "2d7f0b86-3c45-4e19-a8d6-9b1e5c7f4028",
        "brought": "5542f9d6-b351-4dd3-8b04-91aa06efe7e1",
        "credential": "d41c7e5a-93b8-4a1f-8f57-0e2c6b7a1907",
        "adoption": "f0a9d3b8-5c1e-4d2a-8e6b-7a4c2f9b1c10",
        "allocation": "a5d0e7c1-6b39-4f84-9d1e-8c3b7f2a0e21",
        "effort": "c7e4b2f9-1d68-4a05-b3c7-5f90a1d6e422",
        "confirmation": "1f8c4e2b-9d06-4b73-a5e8-3c7d0b6f9a45",
        "award": "6c0f3d92-8e47-4a1b-9b25-d4a7e1c8f526",
        "line": "4d9b1e63-72ac-4c58-a0f5-e6b8c3d7f123",
        "paper_sent": "8e1f4c60-3b7d-4a29-9c58-d0a6f2b7e341",
        "cost": "1d7a9e42-6c3f-4b80-a5d1-e8f2c0b7a936",
        "figures": "b6c2e8d4-0f17-4a5b-93e6-7d1f8a0c5294",
        "partnership": "8f2a6c0d-95e1-4b37-8d4a-1c7e9b5f3024",
        "membership": "1b6f4e82-3d95-4a70-9c1e-d8a2f5b7c031",
        "token": "5e2a9c47-8b13-4f6d-a0e5-7c4d1f9b3632",
        "invitation": "3d8e1f60-5b2a-4c97-8e04-a6c9d7b1f228",
        "shift": "0c8e5b7d-4f21-4a96-9d3e-b7a1c6f0e843",
        "response": "1d7b3f90-6c2e-4a58-b4f1-9e0d5c8a7236",
        "leave": "6e2b9d07-1f4c-4a85-b3d6-0c7a8e5f9142",
        "waiver": "9b3e7a50-4c1d-4f26-8a9b-e5d0c8f17427",
        "extension": "4f0c2a91-7d3e-4b58-9c6f-1e8a5d0b7234",
        "order": "7b1d9e40-2c5f-4a83-8e06-f3a9c1d57b28",
        "link": "6a1d9e34-2c7f-4b80-9e5a-d3f8c0b17e42",
        "session": "2f6d1c80-4b7e-4d59-9a3c-8e5b0f7a6d28",
        "share": "e3a81c5d-72f6-4b09-9d4e-a06b8c1f2d73",
        "given": "e3a81c5d-72f6-4b09-9d4e-a06b8c1f2d73",
        "shown": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
        "hold": "2f6c1d84-7a3e-4b90-8c5d-e1f0a9b37428",
        "retention": "7d2e9f10-3b4c-4a5d-8e6f-9a0b1c2d3e4f",
        "disclosure": "3e8b1a72-5d4c-4f60-9a7b-c2d1e0f98364",
        "calendar": "6f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1",
        "card": "8a7b6c5d-4e3f-4a2b-9c1d-0e9f8a7b6c5d",
        "wish": "1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
        "first": "2026-11-01",
        "last": "2026-11-22",
        "If-Match": '"c1f7f0a4-3a0b-4c39-8a43-9f0d2b7f6e55"',
        "known_at": "2026-11-22T12:00:00Z",
        "on": "2026-11-22",
        "format": "pdf",
        "language": "en",
        "only": "failed",
        "named": "cruz",
        "standing": "lapsing",
        "within": 30,
        "months": 12,
        "fewest": 45,
        "through": "2027-03-31",
        "seat_days": 14,
        "processing_days": 14,
        "required": True,
        "requirement": "us-osha-bbp/annual-training",
        "holding": "emt",
        "granted_on": "2026-03-01",
        "lapses_from": "2026-03-01",
        "lapses_through": "2026-06-30",
        "runs_through": "2026-09-30",
        "kind": "emt",
        "q": "de la cruz",
        "shipped": "us-osha-bbp",
        "stage": "planned",
        "limit": 50,
        "position": 4,
        "subject": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
        "from": 4,
        "after": "5b0c9a1e-4a43-4b7e-8d2f-0c7f3e0c6a01",
    }
)


def says(*headers: str, problems: tuple[str, ...] = (), anyone: bool = False, session: bool = False) -> dict[str, Any]:
    """Return what the reference should know of an operation, beside what its signature tells.

    ``headers`` it replies with, ``problems`` it may meet; ``anyone`` who is signed in may use it.
    ``session``: only people do it, signed in themselves, and never a token.
    """
    return {"headers": headers, "problems": problems, "anyone": anyone, "session": session}


VERSIONED: Final = says("ETag")
LISTED: Final = says("Link")


def recorded(fact: UUID, at: str) -> Response[Recorded]:
    """Announce a new record, and where it can be read; ``at`` is the list it is in."""
    return Response(Recorded(id=fact), headers={"Location": f"/api/v1/{at}"})


def corrected(fact: UUID, version: UUID) -> Response[Corrected]:
    """Announce a correction, and the version that is current now."""
    return Response(Corrected(id=fact, version=version), headers={"ETag": f'"{version}"'})
