"""Sessions, as the API says them."""

from __future__ import annotations

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.wire import Body, Record, example
from muster.domain.access import Principal, Role

_AGENCY: Final = "a5f0f0f2-8c7e-4a53-9c27-6f1f6d0f0c08"


class SignIn(Body):
    """Who you say you are."""

    model_config = example(email="amara@example.org", password="a sentence that only you would say")  # noqa: S106 - it is nobody's

    email: Annotated[
        str, Field(min_length=1, max_length=320, pattern=r"^[^\x00]+$", description="The address you sign in with.")
    ]
    password: Annotated[
        str,
        Field(
            min_length=1,
            max_length=1024,
            pattern=r"^[^\x00]+$",
            description="Your password.",
            json_schema_extra={"format": "password", "writeOnly": True},
        ),
    ]
    agency: UUID | None = Field(None, description="The agency, when you belong to several.")


class SignedIn(Record):
    """Who is signed in."""

    model_config = example(account="0c2f4b1a-77f0-4d7e-8f0a-5a1b9f3f2d09", agency=_AGENCY, roles=["hr"], person=None)

    account: UUID | None = Field(description="The account that signed in.")
    agency: UUID = Field(description="The agency that is seen.")
    roles: tuple[Role, ...] = Field(description="What the account is there, at this moment.")
    person: UUID | None = Field(description="The person that the account is, if it is one of the agency's people.")

    @classmethod
    def of(cls, who: Principal) -> Self:
        """Say who is signed in."""
        return cls(
            account=who.scope.account,
            agency=who.scope.agency,
            roles=tuple(sorted({place.role for place in who.memberships})),
            person=who.person,
        )
