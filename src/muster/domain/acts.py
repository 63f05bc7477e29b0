"""The closed list of things the ledger says. A name, once used, never changes its meaning."""

from enum import StrEnum


class Act(StrEnum):
    """What somebody did."""

    AGENCY_FOUNDED = "agency-founded"
    PROGRAM_ADDED = "program-added"
    MEMBERSHIP_GRANTED = "membership-granted"
    PERSON_ADDED = "person-added"
    PERSON_CORRECTED = "person-corrected"
    EMPLOYMENT_RECORDED = "employment-recorded"
    EMPLOYMENT_CORRECTED = "employment-corrected"
    ROLE_RECORDED = "role-recorded"
    ROLE_CORRECTED = "role-corrected"
    COURSE_ADDED = "course-added"
    COURSE_CORRECTED = "course-corrected"
    COMPLETION_RECORDED = "completion-recorded"
    COMPLETION_CORRECTED = "completion-corrected"
    COMPLETION_WITHDRAWN = "completion-withdrawn"
    CREDENTIAL_RECORDED = "credential-recorded"
    CREDENTIAL_CORRECTED = "credential-corrected"
    CREDENTIAL_WITHDRAWN = "credential-withdrawn"
    CREDENTIAL_STATUS_RECORDED = "credential-status-recorded"
    PACK_ADOPTED = "pack-adopted"
    ADOPTION_ENDED = "adoption-ended"
