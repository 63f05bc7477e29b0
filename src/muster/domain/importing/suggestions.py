"""What words in spreadsheets probably mean. A suggestion is shown and written into a recipe; it is never obeyed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeVar

from muster.domain.importing.recipe import ConditionSaid, CourseSaid, License
from muster.domain.partnerships import PartnerKind

_T = TypeVar("_T")

_TOPICS: Final = (
    (r"de-?escalat", "de-escalation"),
    (r"\bmhfa\b|mental health first aid", "mental-health-first-aid"),
    (r"mental health (?:response|crisis)|\bcit\b", "mental-health-response"),
    (r"narcan|naloxone", "naloxone-administration"),
    (r"overdose|substance use|\bsud\b", "substance-use-response"),
    (r"trauma", "trauma-informed-care"),
    (r"\bbbp\b|blood-?borne", "bloodborne-pathogens"),
    (r"suicid|c-?ssrs|\basist\b|\bqpr\b", "suicide-prevention"),
    (r"lethal means|safety plan", "safety-planning"),
    (r"harm reduction", "harm-reduction"),
    (r"\bhipaa\b|confidential|42 cfr", "confidentiality"),
    (r"peer support", "peer-support"),
    (r"cultur|bias|equity", "cultural-competency"),
    (r"\bcpr\b|\baed\b|\bbls\b", "cpr"),
    (r"(?<!health )first aid|\bfa\b", "first-aid"),
)
_ROLES: Final = (
    (r"team lead|supervisor", "team-lead"),
    (r"clinician|l[ic]sw|lpc|lmft|lmhc|social work|counsel", "clinician"),
    (r"\bpss\b|\bcpss\b|peer", "peer-support-specialist"),
    (r"\bemt\b|emergency medical tech", "emt"),
    (r"paramedic", "paramedic"),
    (r"\brn\b|\blpn\b|nurse", "nurse"),
    (r"\bchw\b|community health worker|promotor", "community-health-worker"),
    (r"case m(?:ana)?ge?r", "case-manager"),
    (r"harm reduction", "harm-reduction-specialist"),
)
_LICENCES: Final = (
    (r"l[ic]sw", License("lcsw-license", "Clinical social work license", "The state's licensing board")),
    (r"\bemt\b", License("emt-certification", "EMT certification", "The state's EMS office")),
    (r"paramedic", License("paramedic-license", "Paramedic license", "The state's EMS office")),
    (r"\brn\b|registered nurse", License("rn-license", "Registered nurse license", "The state's board of nursing")),
)
_FIRST_AID_AND_CPR: Final = "aha-heartsaver-first-aid-cpr-aed"
_PARTNERS: Final = (
    (r"dispatch|911|psap", PartnerKind.DISPATCH),
    (r"988|crisis line", PartnerKind.CRISIS_LINE),
    (r"211|311|help line", PartnerKind.HELP_LINE),
    (r"police|sheriff|law", PartnerKind.LAW_ENFORCEMENT),
    (r"\bems\b|ambulance", PartnerKind.EMS),
    (r"fire", PartnerKind.FIRE),
    (r"behavioral|mental", PartnerKind.BEHAVIORAL_HEALTH),
    (r"hospital|clinic", PartnerKind.HOSPITAL),
    (r"business|\bbid\b", PartnerKind.BUSINESS),
    (r"hous|shelter", PartnerKind.HOUSING),
    (r"faith|church|parish", PartnerKind.FAITH),
    (r"transit|bus|rail", PartnerKind.TRANSIT),
    (r"librar", PartnerKind.LIBRARY),
    (r"school|university", PartnerKind.SCHOOL),
    (r"community|nonprofit|non-profit", PartnerKind.COMMUNITY),
)


def topics_for(words: str) -> tuple[str, ...]:
    """Return the topics that a course's title, or a funder's condition, probably speaks of.

    >>> topics_for("BBP (annual)"), topics_for("Mental Health First Aid (Adult)")
    (('bloodborne-pathogens',), ('mental-health-first-aid',))
    """
    return _all(_TOPICS, words)


def course_for(title: str) -> CourseSaid | None:
    """Return what a course probably teaches, and its length where the title has it.

    >>> course_for("De-escalation 8hr")
    CourseSaid(topics=('de-escalation',), minutes=480, provider='')
    """
    topics = topics_for(title)
    long = re.search(r"\b(\d{1,2})\s*-?\s*h(?:ou)?rs?\b", title, re.IGNORECASE)
    return CourseSaid(topics, int(long[1]) * 60 if long else None) if topics else None


def roles_for(title: str) -> tuple[str, ...]:
    """Return the roles that a job title probably stands for.

    >>> roles_for("Team Lead (LCSW)"), roles_for("EMT-B")
    (('team-lead', 'clinician'), ('emt',))
    """
    return _all(_ROLES, title)


def credential_for(paper: str) -> str | None:
    """Return the credential that a column is probably about; none where it holds licenses of several kinds."""
    if re.search(r"licen|\blic\b", paper, re.IGNORECASE):
        return None
    if re.search(r"\bbls\b", paper, re.IGNORECASE):
        return "aha-bls"
    topics = topics_for(paper)
    if "cpr" in topics:
        return _FIRST_AID_AND_CPR if "first-aid" in topics else "aha-heartsaver-cpr-aed"
    return "aha-heartsaver-first-aid" if "first-aid" in topics else None


def license_for(words: str) -> str | None:
    """Return the license that somebody of a title probably holds."""
    found = _all(_LICENCES, words)
    return found[0].credential if found else None


def license_named(role: str) -> License | None:
    """Return the license that a role's word probably names."""
    found = _all(_LICENCES, role)
    return found[0] if found else None


def condition_for(words: str) -> ConditionSaid | None:
    """Return what probably satisfies a funder's condition.

    >>> condition_for("first aid/CPR").credentials
    ('aha-heartsaver-first-aid-cpr-aed', 'red-cross-first-aid-cpr-aed')
    """
    topics = topics_for(words)
    if {"cpr", "first-aid"} & set(topics):
        return ConditionSaid((), (_FIRST_AID_AND_CPR, "red-cross-first-aid-cpr-aed"))
    return ConditionSaid(topics) if topics else None


def partner_kind_for(words: str) -> PartnerKind | None:
    """Return what a partner probably is."""
    found = _all(_PARTNERS, words)
    return found[0] if found else None


def topics() -> tuple[str, ...]:
    """Return every topic that may be proposed."""
    return tuple(dict.fromkeys(topic for _, topic in _TOPICS))


def roles() -> tuple[str, ...]:
    """Return every role that may be proposed."""
    return tuple(dict.fromkeys(role for _, role in _ROLES))


def licenses() -> tuple[License, ...]:
    """Return every license that may be proposed."""
    return tuple(paper for _, paper in _LICENCES)


def names() -> Iterator[str]:
    """Yield every topic and role that may be proposed, for the translators."""
    yield from topics()
    yield from roles()


def _all(table: tuple[tuple[str, _T], ...], words: str) -> tuple[_T, ...]:
    found = (value for pattern, value in table if re.search(pattern, words, re.IGNORECASE))
    return tuple(dict.fromkeys(found))
