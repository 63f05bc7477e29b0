"""What kinds, steps, sheets and columns are called, wherever a plan is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from muster.domain.importing.planning.plan import Kind, Step
from muster.domain.words import Words, message

KINDS: Final[Mapping[Kind, str]] = {
    Kind.PERSON: message("people"),
    Kind.IDENTIFIER: message("employee numbers"),
    Kind.EMPLOYMENT: message("employments"),
    Kind.ROLE: message("roles held"),
    Kind.PAY_RATE: message("pay rates"),
    Kind.COURSE: message("courses"),
    Kind.COMPLETION: message("completions"),
    Kind.CREDENTIAL: message("credentials"),
    Kind.AWARD: message("awards"),
    Kind.LINE: message("personnel lines"),
    Kind.PARTNER: message("partners"),
    Kind.PARTNERSHIP: message("partnerships"),
    Kind.ALLOCATION: message("allocations"),
    Kind.EFFORT: message("rows of effort"),
    Kind.PAID_DAY: message("paid days"),
    Kind.CONDITIONS: message("conditions of awards"),
    Kind.CELL: message("cells that cannot be read"),
}
STEPS: Final[Mapping[Step, str]] = {
    Step.CREATE: message("create"),
    Step.UPDATE: message("update"),
    Step.UNCHANGED: message("unchanged"),
    Step.CONFLICT: message("conflict"),
    Step.REJECTED: message("rejected"),
}
SHEETS: Final[Mapping[str, str]] = {
    "roster": message("a roster of people"),
    "tracker": message("a training tracker"),
    "lms": message("an export of a learning system"),
    "awards": message("awards"),
    "lines": message("personnel lines"),
    "partnerships": message("partnerships"),
    "allocations": message("allocations"),
    "effort": message("a payroll"),
    "not read": message("nothing that muster knows: not read"),
}
_COLUMNS: Final[Mapping[str, str]] = {
    "amount": message("amount"),
    "annual": message("pay for a year"),
    "anyhow": message("name or number"),
    "approved_by": message("approved by"),
    "assistance_listing": message("assistance listing"),
    "award": message("award number"),
    "card_number": message("number of the card"),
    "certificate": message("number of the certificate"),
    "conditions": message("what the funder asks"),
    "course": message("course"),
    "email": message("e-mail address"),
    "expects": message("what the partner does"),
    "first": message("first day"),
    "first_name": message("first name"),
    "frequency": message("how often reports are due"),
    "fte": message("part of full time"),
    "funder": message("funder"),
    "hired_on": message("hire date"),
    "hours": message("hours"),
    "instrument": message("kind of agreement"),
    "kind": message("kind"),
    "last": message("last day"),
    "last_name": message("last name"),
    "left_on": message("last day of work"),
    "line": message("personnel line"),
    "middle_name": message("middle name"),
    "minutes": message("minutes"),
    "mode": message("how it was taken"),
    "name": message("name"),
    "notes": message("notes"),
    "number": message("employee number"),
    "on": message("day"),
    "paid": message("paid hours"),
    "paper": message("card or license"),
    "partner": message("partner"),
    "pass_through": message("pass-through entity"),
    "pay_code": message("pay code"),
    "percent": message("percent"),
    "phone": message("telephone"),
    "position": message("position"),
    "preferred_name": message("preferred name"),
    "program": message("program"),
    "rate": message("pay for an hour"),
    "report_days": message("days until reports are due"),
    "role": message("role"),
    "second_last_name": message("second last name"),
    "signed": message("day of signature"),
    "status": message("status"),
    "suffix": message("suffix"),
    "title": message("title"),
}
# Fields of facts whose name says less than people need.
_FIELDS: Final[Mapping[str, str]] = {
    "validity": message("from and through"),
    "during": message("from and through"),
    "fte_percent": message("percent of full time"),
    "flsa": message("overtime rules (FLSA)"),
    "end": message("how it ends"),
    "valid_through": message("last good day"),
    "text": message("what it asks"),
    "adoption": message("since when it asks"),
}


def column(name: str, words: Words) -> str:
    """Return what a column holds, as people say it.

    >>> from muster.domain.words import ENGLISH
    >>> column("hired_on", ENGLISH), column("card_number", ENGLISH)
    ('hire date', 'number of the card')
    """
    return words(_COLUMNS[name])


def field(name: str, words: Words) -> str:
    """Return what a field of a fact is called, for whoever reads that it changes.

    >>> from muster.domain.words import ENGLISH
    >>> field("phone", ENGLISH), field("valid_through", ENGLISH), field("minutes", ENGLISH)
    ('telephone', 'last good day', 'minutes')
    """
    found = _FIELDS.get(name) or _COLUMNS.get(name)
    return words(found) if found else words.name(name.replace("_", "-"))
