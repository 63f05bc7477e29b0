"""The table of who may do what, in words: what each role is, what each permission allows, what a cell says."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from muster.domain.access import IN_A_PROGRAM, MATRIX, OWN, Permission, Role
from muster.domain.words import message


class Cell(StrEnum):
    """What a role may do with a permission. ``own``: about oneself only, when one is among the people on record."""

    YES = "yes"
    OWN = "own"
    NO = ""


class Said(NamedTuple):
    """What a role is called, and what it is."""

    name: str
    sentence: str


ROLES: Final[Mapping[Role, Said]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: Said(
            message("administrator"), message("Runs a program, or all of an agency's, and may do everything there.")
        ),
        Role.HR: Said(
            message("HR staff"),
            message("Keeps the records of people: who they are, what they learned, what they hold, what they earn."),
        ),
        Role.SUPERVISOR: Said(
            message("supervisor"), message("Sees who may go out tonight, and why not; records nothing.")
        ),
        Role.GRANT_OFFICER: Said(
            message("grant officer"), message("Keeps awards, effort and partnerships, and draws the reports on them.")
        ),
        Role.RESPONDER: Said(
            message("responder"), message("Goes out to calls, and sees their own record and nobody else's.")
        ),
        Role.AUDITOR: Said(
            message("auditor"), message("Reads and verifies, and changes nothing. The place always has a last day.")
        ),
        Role.REGION_LIAISON: Said(
            message("region liaison"),
            message("Belongs to a region, and sees of a program what it shares with the region, and no more."),
        ),
        Role.STATE_LIAISON: Said(
            message("state liaison"),
            message("Belongs to a state association, and sees of a program what it shares with it, and no more."),
        ),
        Role.SYSTEM_ADMINISTRATOR: Said(
            message("system administrator"),
            message(
                "Runs muster for the agency: lets people in, ends places and tokens, verifies. Sees nobody's record."
            ),
        ),
    }
)

SAYS: Final[Mapping[Permission, str]] = MappingProxyType(
    {
        Permission.PROGRAM_ADD: message("Add a program to the agency"),
        Permission.MEMBERSHIP_READ: message("See who has a place here, as what, and until when"),
        Permission.MEMBERSHIP_GRANT: message("Give, change and end places; nobody gives more than they have"),
        Permission.TOKEN_ISSUE: message("Issue oneself a token for a script"),
        Permission.TOKEN_READ: message("See which tokens there are, and when they were used"),
        Permission.TOKEN_REVOKE: message("Revoke anybody's token"),
        Permission.PEOPLE_READ: message("Read who people are, how they are employed, which roles they hold"),
        Permission.PEOPLE_RECORD: message("Record and correct who people are, their employment and their roles"),
        Permission.TRAINING_READ: message("Read courses, and who completed them"),
        Permission.TRAINING_RECORD: message("Record and correct courses and completions"),
        Permission.CREDENTIAL_READ: message("Read certifications, licenses and clearances"),
        Permission.CREDENTIAL_RECORD: message("Record and correct certifications, licenses and clearances"),
        Permission.PACK_READ: message("Read the rules, the programs, and where the ledger stands"),
        Permission.PACK_ADOPT: message("Adopt rules, and end their adoption"),
        Permission.STANDING_READ: message("See who is cleared, and why; what was waived"),
        Permission.LEDGER_VERIFY: message("Verify that nothing on record was altered"),
        Permission.ACCESS_LOG_READ: message("See who looked at whom"),
        Permission.SHARE_GRANT: message("Share with a region, a state or another agency, and stop sharing"),
        Permission.SHARE_READ: message("Look at what other agencies share with this one"),
        Permission.AWARD_READ: message("Read awards, their lines, and partnerships"),
        Permission.AWARD_RECORD: message("Record and correct awards, lines and partnerships"),
        Permission.EFFORT_READ: message("Read what time was meant for, and what it went to"),
        Permission.EFFORT_RECORD: message("Record and correct time and what it was charged to"),
        Permission.EFFORT_CONFIRM: message("Confirm time once it is over: one's own, or on paper that somebody signed"),
        Permission.EFFORT_APPROVE: message("Approve what somebody confirmed; never one's own"),
        Permission.SHIFT_READ: message("See which teams are to go out and who went, and whether their rules let them"),
        Permission.SHIFT_RECORD: message("Plan shifts, say who went, and record responses"),
        Permission.PAY_READ: message("Read what somebody's hour costs"),
        Permission.PAY_RECORD: message("Record what somebody's hour costs"),
        Permission.WAIVER_GRANT: message(
            "Record that an authority waived or extended a requirement; never for oneself"
        ),
        Permission.FILES_IMPORT: message("Bring spreadsheets in, as far as one may record what is in them"),
        Permission.REPORT_DRAW: message("Draw and take away reports"),
        Permission.REMINDER_READ: message("See who was reminded of what, and what became of it"),
        Permission.REMINDER_RESEND: message("Have a notice sent again that did not arrive, or may not have"),
        Permission.HOLD_PLACE: message("Place and lift legal holds"),
        Permission.ERASURE_CARRY_OUT: message("Erase a person, as far as the law allows"),
        Permission.RETENTION_SET: message("Keep something longer than the law asks"),
        Permission.OWN_DATA: message("See what is held about oneself, say what one has lived through, and ask"),
        Permission.REQUEST_ANSWER: message("Answer what people ask for of what is held about them"),
        Permission.DISCLOSURE_READ: message("Read what people have lived through, as far as they let it be shown"),
        Permission.DISCLOSURE_COUNT: message("Count what people have lived through, where enough agreed to it"),
    }
)


def cell(permission: Permission, role: Role) -> Cell:
    """Return what a role may do with a permission.

    What anybody may read of themselves is shown with responders, who have nothing else.

    >>> cell(Permission.PEOPLE_READ, Role.HR), cell(Permission.PEOPLE_READ, Role.RESPONDER).value
    (<Cell.YES: 'yes'>, 'own')
    """
    if permission in MATRIX[role]:
        return Cell.YES
    return Cell.OWN if role is Role.RESPONDER and permission in OWN else Cell.NO


def narrow(role: Role) -> bool:
    """May a place with this role be in one program?

    >>> narrow(Role.SUPERVISOR), narrow(Role.GRANT_OFFICER)
    (True, False)
    """
    return role in IN_A_PROGRAM
