"""The closed list of things the ledger says. A name, once used, never changes its meaning."""

from enum import StrEnum


class Act(StrEnum):
    """What somebody did."""

    AGENCY_FOUNDED = "agency-founded"
    SECOND_FACTOR_RULE_SET = "second-factor-rule-set"
    PROGRAM_ADDED = "program-added"
    MEMBERSHIP_GRANTED = "membership-granted"
    ACCOUNT_DISABLED = "account-disabled"
    ACCOUNT_ENABLED = "account-enabled"
    ACCOUNT_PASSWORD_SET = "account-password-set"  # noqa: S105 - the name of an act
    SECOND_FACTOR_FORGOTTEN = "second-factor-forgotten"
    MEMBERSHIP_CHANGED = "membership-changed"
    MEMBERSHIP_ENDED = "membership-ended"
    TOKEN_ISSUED = "token-issued"  # noqa: S105 - the name of an act
    TOKEN_REVOKED = "token-revoked"  # noqa: S105 - the name of an act
    MEMBER_INVITED = "member-invited"
    INVITATION_WITHDRAWN = "invitation-withdrawn"
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
    IDENTIFIER_RECORDED = "identifier-recorded"
    FILES_IMPORTED = "files-imported"
    AWARD_ADDED = "award-added"
    AWARD_CORRECTED = "award-corrected"
    LINE_ADDED = "line-added"
    LINE_CORRECTED = "line-corrected"
    PARTNER_ADDED = "partner-added"
    PARTNERSHIP_RECORDED = "partnership-recorded"
    PARTNERSHIP_CORRECTED = "partnership-corrected"
    ALLOCATION_RECORDED = "allocation-recorded"
    ALLOCATION_CORRECTED = "allocation-corrected"
    EFFORT_RECORDED = "effort-recorded"
    EFFORT_CORRECTED = "effort-corrected"
    EFFORT_WITHDRAWN = "effort-withdrawn"
    PAY_RATE_RECORDED = "pay-rate-recorded"
    WAIVER_GRANTED = "waiver-granted"
    WAIVER_WITHDRAWN = "waiver-withdrawn"
    SHARE_GRANTED = "share-granted"
    SHARE_CORRECTED = "share-corrected"
    SHARE_WITHDRAWN = "share-withdrawn"
    HOLD_PLACED = "hold-placed"
    HOLD_LIFTED = "hold-lifted"
    RETENTION_SET = "retention-set"
    RETENTION_ENDED = "retention-ended"
    FINAL_REPORT_RECORDED = "final-report-recorded"
    FINAL_REPORT_CORRECTED = "final-report-corrected"
    PERSON_ERASED = "person-erased"
    # What people say of themselves, and ask for, has one name: the ledger does not tell which of it it was.
    OWN_DATA_CHANGED = "own-data-changed"
    OWN_DATA_ERASED = "own-data-erased"
    REQUEST_ANSWERED = "request-answered"


# Only these may say that a leaf has lost what it committed to.
ERASES = frozenset({Act.PERSON_ERASED, Act.OWN_DATA_ERASED})
