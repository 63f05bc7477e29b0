"""What a refusal says over the wire: problem+json, RFC 9457."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE: Final = "application/problem+json"


class ProblemError(BaseModel):
    """One thing wrong in a request."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    place: str = Field(
        alias="in",
        description="The part of the request it is in.",
        json_schema_extra={"enum": ["body", "path", "query", "header"]},
    )
    pointer: str = Field(
        description="Where in that part, as a JSON pointer (RFC 6901); empty for the whole of it.",
        examples=["/completed_on"],
    )
    at: str | None = Field(
        None,
        description="Where inside that value, when it is a text with lines of its own.",
        examples=["the pack:12 (requirement.terms)"],
    )
    found: str = Field(description="What stands there.", examples=['"2027-01-05"'])
    expected: str = Field(description="What could stand there.", examples=["a day up to 2026-11-22"])
    fix: str = Field(description="How to mend it.", examples=["correct the date, or record it once the course is done"])


class Problem(BaseModel):
    """Why a request was refused, as RFC 9457 has it. ``type`` leads to a page that says what to do."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/in-the-future",
                    "title": "It is dated after today",
                    "status": 422,
                    "detail": "a completion cannot be dated 2027-01-05, after today (2026-11-22)",
                    "request_id": "7f3c2f0e-6f0a-4f56-9c55-0d6a3f0c9f11",
                    "errors": [
                        {
                            "in": "body",
                            "pointer": "/completed_on",
                            "found": "2027-01-05",
                            "expected": "a day up to 2026-11-22",
                            "fix": "correct the date, or record it once the course is done",
                        }
                    ],
                }
            ]
        }
    )

    type: str = Field(description="The kind of problem; a page at this address says what to do.")
    title: str = Field(description="The same in a few words; it does not vary.")
    status: int = Field(description="The HTTP status, once more.")
    detail: str = Field(description="What went wrong this time, in a sentence for people. Its wording may improve.")
    request_id: str = Field(description="The id of this request, as in the X-Request-ID header: quote it when you ask.")
    errors: list[ProblemError] | None = Field(
        None, description="Every single thing that is wrong, where it can be told."
    )
