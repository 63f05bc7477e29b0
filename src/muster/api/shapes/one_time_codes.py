"""Second factors, as the API says them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Self

from pydantic import Field

from muster.api.wire import Body, Record, example
from muster.domain.accounts.one_time_codes import Enrolment, SecondFactor
from muster.domain.accounts.passwords import LONGEST

_WHOLE: Final = r"^[^\x00]+$"

Password = Annotated[
    str,
    Field(
        min_length=1,
        max_length=LONGEST,
        pattern=_WHOLE,
        description="Your password.",
        json_schema_extra={"format": "password", "writeOnly": True},
    ),
]
GivenCode = Annotated[
    str,
    Field(
        min_length=6,
        max_length=64,
        pattern=r"^[0-9A-Za-z -]+$",
        description="The one-time code that your phone shows now, or one of your recovery codes.",
        json_schema_extra={"writeOnly": True},
    ),
]


class PasswordProof(Body):
    """Your password, once more."""

    model_config = example(password="a sentence that only you would say")  # noqa: S106 - it is nobody's

    password: Password


class CodeProof(Body):
    """A code."""

    model_config = example(code="492039")

    code: GivenCode


class BothProofs(Body):
    """Your password, once more, and a code."""

    model_config = example(password="a sentence that only you would say", code="492039")  # noqa: S106 - it is nobody's

    password: Password
    code: GivenCode


class SecondFactorOut(Record):
    """What is asked for beside the password."""

    model_config = example(on=True, since="2026-11-22T15:00:00Z", recovery_codes_left=10)

    on: bool = Field(description="Whether a one-time code is asked for.")
    since: datetime | None = Field(description="Since when it is.")
    recovery_codes_left: int = Field(description="How many recovery codes have not been used.")

    @classmethod
    def of(cls, found: SecondFactor) -> Self:
        """Say it."""
        return cls(on=found.since is not None, since=found.since, recovery_codes_left=found.recovery_codes)


class EnrolmentOut(Record):
    """What your phone is told."""

    model_config = example(
        secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",  # noqa: S106 - it is nobody's
        uri="otpauth://totp/muster:amara%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=muster",
    )

    secret: str = Field(description="The secret, to be typed: base32, as RFC 6238 and its apps have it.")
    uri: str = Field(description="The same as an address, to be drawn as a QR code.")

    @classmethod
    def of(cls, made: Enrolment) -> Self:
        """Say it."""
        return cls(secret=made.secret, uri=made.uri)


class RecoveryCodes(Record):
    """Ten codes, each of which stands in once for a one-time code. They are not shown again."""

    model_config = example(recovery_codes=["k3f7-0011-abcd-efgh-jkmn-pqrs"])

    recovery_codes: tuple[str, ...] = Field(description="Keep them where your phone is not.")
