"""The catalogue of reports, as the API says it."""

from __future__ import annotations

from typing import Final, Self

from pydantic import Field

from muster.api.wire import Record, example
from muster.reports.catalogue import Parameter, Report

_PARAMETER: Final = {
    "name": "award",
    "title": "Award",
    "says": "The number of the award, or its id.",
    "required": True,
}
_REPORT: Final = {
    "id": "grant-compliance",
    "title": "Grant compliance report",
    "promise": "Every hour charged to an award came from somebody who was then qualified for the role it paid for.",
    "cite": "2 CFR 200.430(g)",
    "disclosure": "funder",
    "parameters": [_PARAMETER],
    "sections": ["The answer", "The award"],
}


class ParameterOut(Record):
    """Something to be said when a report is asked for."""

    model_config = example(**_PARAMETER)

    name: str = Field(description="Its name in the query.")
    title: str = Field(description="What people call it.")
    says: str = Field(description="What it does, and what leaving it out means.")
    required: bool = Field(description="Whether it has to be said.")

    @classmethod
    def of(cls, said: Parameter) -> Self:
        """Say a parameter."""
        return cls(name=said.id, title=said.title, says=said.says, required=said.required)


class ReportOut(Record):
    """A report there is, and what it promises."""

    model_config = example(**_REPORT)

    id: str = Field(description="Its name, for ever: the last part of its address.")
    title: str = Field(description="What people call it.")
    promise: str = Field(description="What it shows, and whether that holds.")
    cite: str = Field(description="The paragraph that asks for it.")
    disclosure: str = Field(description="Who may see what is in it: public, council, funder or hr.")
    parameters: tuple[ParameterOut, ...] = Field(description="What may be said when asking for it.")
    sections: tuple[str, ...] = Field(description="What is in it, in order.")

    @classmethod
    def of(cls, found: Report) -> Self:
        """Say a report."""
        return cls(
            id=found.id,
            title=found.title,
            promise=found.promise,
            cite=found.cite,
            disclosure=found.disclosure,
            parameters=tuple(map(ParameterOut.of, found.parameters)),
            sections=tuple(section.title for section in found.sections),
        )


class ReportsOut(Record):
    """Every report there is."""

    model_config = example(items=[_REPORT])

    items: tuple[ReportOut, ...] = Field(description="By name.")
