"""Signing in, and what one signs in with, as the API says them."""

from __future__ import annotations

from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field

from muster.api.shapes.one_time_codes import GivenCode, Password, SecondFactorOut
from muster.api.wire import Body, Record, example
from muster.domain.access import Principal, Role
from muster.domain.accounts.passwords import BESIDE, LONGEST
from muster.services.accounts import OwnAccount

_AGENCY: Final = "a5f0f0f2-8c7e-4a53-9c27-6f1f6d0f0c08"


_WHOLE: Final = r"^[^\x00]+$"

NewPassword = Annotated[
    str,
    Field(
        min_length=BESIDE,
        max_length=LONGEST,
        pattern=_WHOLE,
        description="The new one: 15 characters or more, 8 beside one-time codes; none of those that are tried first.",
        json_schema_extra={"format": "password", "writeOnly": True},
    ),
]


class SignIn(Body):
    """Who you say you are."""

    model_config = example(email="amara@example.org", password="a sentence that only you would say")  # noqa: S106 - it is nobody's

    email: Annotated[
        str, Field(min_length=1, max_length=320, pattern=_WHOLE, description="The address you sign in with.")
    ]
    password: Password
    code: GivenCode | None = Field(
        None, description="A one-time code or a recovery code, when the account has a second factor."
    )
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


class AccountOut(Record):
    """What you sign in with."""

    model_config = example(
        account="0c2f4b1a-77f0-4d7e-8f0a-5a1b9f3f2d09",
        email="amara@example.org",
        second_factor={"on": True, "since": "2026-11-22T15:00:00Z", "recovery_codes_left": 10},
    )

    account: UUID = Field(description="Your account.")
    email: str = Field(description="The address you sign in with.")
    second_factor: SecondFactorOut = Field(description="What is asked for beside the password.")

    @classmethod
    def of(cls, found: OwnAccount) -> Self:
        """Say it."""
        return cls(account=found.account, email=found.email, second_factor=SecondFactorOut.of(found.second))


class PasswordChange(Body):
    """The password you have, and the one you want."""

    model_config = example(
        password="a sentence that only you would say",  # noqa: S106 - it is nobody's
        new_password="another one that nobody else would",  # noqa: S106 - it is nobody's
    )

    password: Password
    new_password: NewPassword
