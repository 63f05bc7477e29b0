"""What columns are called, as data: English and Spanish, the likeliest name of each first.

Names are written as ``plain`` leaves them: no accents, no capitals, no signs; ``#`` is "number".
To teach muster a name, add it to its line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class SheetKind(StrEnum):
    """What a sheet was taken for."""

    ROSTER = "roster"
    TRACKER = "tracker"
    LMS = "lms"
    AWARDS = "awards"
    LINES = "lines"
    PARTNERSHIPS = "partnerships"
    ALLOCATIONS = "allocations"
    EFFORT = "effort"


Table = Mapping[str, tuple[str, ...]]


def _names(lines: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {field: tuple(each.strip() for each in line.split(",")) for field, line in lines.items()}


# In a name, "employee", "learner" and the like may stand before any of these: see `candidates`.
WHO: Final[Table] = _names(
    {
        "number": "employee id, employee number, employee no, emp id, emp number, emp no, emp num, emp,"
        "ee id, ee number,"
        "employee code, empl id, emplid, id, id number, number, no, num, hr id, hr number, personnel number,"
        "personnel no,"
        "payroll id, payroll number, staff id, staff number, worker id, associate id, file number, badge number,"
        "numero de empleado, no de empleado, num de empleado, id de empleado, numero empleado, id empleado, legajo,"
        "clave de empleado, numero",
        "last_name": "last name, legal last name, surname, family name, last, lname, lastname, apellido, apellidos,"
        "primer apellido, apellido paterno",
        "first_name": "first name, legal first name, given name, given names, first, fname, firstname,"
        "forename, nombres,"
        "primer nombre, nombre de pila",
        "second_last_name": "second last name, segundo apellido, apellido materno",
        "middle_name": "middle name, legal middle name, middle, middle initial, mi, m i, segundo nombre",
        "suffix": "suffix, name suffix, legal suffix",
        "name": "name, full name, legal name, legal full name, employee name, display name, name last first,"
        "last first,"
        "last name first name, name first last, last name first, nombre completo, nombre y apellido,"
        "nombre y apellidos,"
        "apellidos y nombre, apellido y nombre, nombre, nombre del empleado",
        "anyhow": "employee, learner, staff, staff member, responder, participant, person, worker,"
        "team member, trainee,"
        "attendee, student, personnel, empleado, empleada, persona, participante, who",
        "preferred_name": "preferred name, preferred first name, preferred, chosen name, nickname, goes by, known as,"
        "nombre preferido, apodo",
        "email": "work email, email, email address, work email address, business email, company email, primary email,"
        "mail, e mail, correo electronico, correo, correo de trabajo, personal email",
    }
)
_AWARD: Final = (
    "award no, award number, award num, award id, award, grant number, grant no, grant id, grant, fain,"
    "federal award identification number, federal award id, contract number, contract no, numero de subvencion,"
    "subvencion, numero de premio, fondo"
)
_LINE: Final = "line, line code, line id, line no, line number, personnel line, budget line, award line, linea, renglon"
_FIRST: Final = (
    "start, start date, from, effective, effective date, begin, begins, begin date, first day, date from, valid from,"
    "effective from, inicio, fecha de inicio, desde, vigente desde"
)
_LAST: Final = (
    "end, end date, to, through, thru, until, ends, last day, last good day, date to, valid through, valid until,"
    "effective to, expires, expiration, expiration date, fin, fecha de fin, fecha final, hasta, vence, vencimiento,"
    "vigente hasta"
)
_TITLE: Final = (
    "job title, title, job code title, position title, position, job, working title, business title, classification,"
    "job classification, role, puesto, cargo, titulo, titulo del puesto"
)
_FTE: Final = "fte, fte percent, percent fte, full time equivalent, ftes, etc equivalente, jornada"
_NOTES: Final = "notes, note, comments, comment, remarks, notas, nota, comentarios, observaciones"
_PARTNER: Final = (
    "partner, partner name, partner organization, partner agency, partnership, socio, organizacion asociada"
)

FIELDS: Final[Mapping[SheetKind, Table]] = MappingProxyType(
    {
        SheetKind.EFFORT: {
            **WHO,
            **_names(
                {
                    "on": "work date, date worked, worked on, service date, shift date, date, day, pay date worked,"
                    "fecha de trabajo, fecha trabajada, fecha, dia",
                    "hours": "hours, hours worked, worked hours, hrs, hrs worked, total hours, time, duration, horas,"
                    "horas trabajadas",
                    "pay_code": "pay code, paycode, earnings code, earn code, earning code, hour type, hours type,"
                    "pay type, time code, time type, earnings type, code, type, codigo de pago, tipo de hora",
                    "award": _AWARD,
                    "line": _LINE,
                    "partner": _PARTNER,
                    "approved_by": "approved by, approver, approved by id, approver id, supervisor approval,"
                    "aprobado por",
                    "paid": "paid hours, hours paid, total paid hours, total hours paid, day paid hours, paid,"
                    "horas pagadas",
                    "notes": _NOTES,
                }
            ),
        },
        SheetKind.ALLOCATIONS: {
            **WHO,
            **_names(
                {
                    "award": _AWARD,
                    "line": _LINE,
                    "percent": "percent, percent of time, allocation, allocation percent, percent allocation, pct,"
                    "percent effort, effort percent, percent allocated, allocated percent, share, share of time,"
                    "porcentaje, asignacion",
                    "first": _FIRST,
                    "last": _LAST,
                    "partner": _PARTNER,
                    "notes": _NOTES,
                }
            ),
        },
        SheetKind.LINES: _names(
            {
                "award": _AWARD,
                "line": f"{_LINE}, code",
                "position": "position, position title, title, job title, puesto, cargo",
                "role": "role required, role, required role, license required, licence required, credential required,"
                "qualification, required qualification, funded role, rol requerido, rol",
                "fte": _FTE,
                "annual": "annual amount, annual salary, annual cost, annual, annual budget, amount, budgeted amount,"
                "budget, salary, importe anual, salario anual, monto anual",
                "notes": _NOTES,
            }
        ),
        SheetKind.PARTNERSHIPS: _names(
            {
                "partner": f"{_PARTNER}, organization, organisation, agency, organizacion, entidad",
                "kind": "kind, partner kind, partner type, type, type of partner, sector, category, tipo,tipo de socio",
                "instrument": "instrument, agreement type, document type, document, type of agreement,"
                "agreement, paper,"
                "instrumento, documento, tipo de acuerdo",
                "signed": "signed, signed on, date signed, signed date, signature date, executed, executed on,"
                "execution date, firmado, fecha de firma",
                "first": _FIRST,
                "last": _LAST,
                "award": _AWARD,
                "expects": "what they expect of us, what they expect, expects, expectations, our obligations,"
                "obligations, commitments, our commitments, deliverables, scope, scope of work, purpose,"
                "lo que esperan, obligaciones, compromisos",
                "notes": _NOTES,
            }
        ),
        SheetKind.AWARDS: _names(
            {
                "award": _AWARD,
                "title": "title, award title, project title, grant title, award name, grant name, project, name,"
                "titulo, nombre del proyecto",
                "funder": "funder, awarding agency, federal awarding agency, funding agency, federal agency, grantor,"
                "sponsor, funding source, agency, financiador, agencia",
                "pass_through": "pass through, passthrough, pass through entity, pass through agency, pte,"
                "entidad de transferencia",
                "assistance_listing": "assistance listing, assistance listing number, assistance listing no, aln,"
                "al number, cfda, cfda number, cfda no",
                "amount": "amount, award amount, total award, total amount, total award amount, federal amount,"
                "obligated amount, award total, monto, importe",
                "first": f"{_FIRST}, period start, project start, project start date, performance start,"
                "period of performance start, pop start, award start, award start date, budget start",
                "last": f"{_LAST}, period end, project end, project end date, performance end,"
                "period of performance end, pop end, award end, award end date, budget end",
                "frequency": "report frequency, reporting frequency, reporting, reports, reporting schedule,"
                "report schedule, frecuencia de informes",
                "report_days": "report due days, reports due days, days to report, report days, due days after period",
                "conditions": "conditions, special conditions, training conditions, award conditions,"
                "required training,"
                "conditions of award, condiciones",
                "notes": _NOTES,
            }
        ),
        SheetKind.LMS: {
            **WHO,
            **_names(
                {
                    "course": "course title, course, course name, training title, training, training name, class,"
                    "class title, class name, activity, activity name, activity title, learning item,"
                    "item title, module,"
                    "module name, event, titulo del curso, nombre del curso, curso, capacitacion",
                    "on": "completion date, date completed, completed date, completed on, date of completion,"
                    "course completion date, completion, completed, finish date, date finished, finished on,"
                    "attended on,"
                    "date attended, date taken, class date, training date, session date, date,"
                    "fecha de finalizacion, fecha de terminacion, fecha de conclusion, fecha completado, fecha",
                    "hours": "credit hrs, credit hours, hours, hrs, contact hours, ce hours, training hours,"
                    "hours earned, course hours, duration hours, hours completed, total hours, horas, horas de credito",
                    "minutes": "minutes, duration minutes, duration min, minutos",
                    "mode": "delivery, delivery method, delivery mode, delivery type, modality, format, mode, method,"
                    "training type, course type, modalidad, formato",
                    "status": "status, completion status, course status, enrollment status, training status, estado,"
                    "estatus",
                    "certificate": "certificate id, certificate number, certificate no, certificate, cert id,"
                    "cert number, cert no, numero de certificado, certificado",
                    "notes": _NOTES,
                }
            ),
        },
        SheetKind.TRACKER: {**WHO, **_names({"title": _TITLE, "notes": _NOTES})},
        SheetKind.ROSTER: {
            **WHO,
            **_names(
                {
                    "phone": "mobile, mobile phone, cell, cell phone, phone, phone number, work phone, telephone,"
                    "mobile number, work mobile, telefono, celular, movil",
                    "title": _TITLE,
                    "hired_on": "hire date, date of hire, date hired, hired on, hired, doh, hiring date,"
                    "most recent hire date, last hire date, start date, employment start date, employment start, start,"
                    "fecha de contratacion, fecha de ingreso, fecha de alta, fecha de inicio, original hire date",
                    "left_on": "termination date, term date, date of termination, separation date, date of separation,"
                    "end date, employment end date, employment end, last day worked, last day,"
                    "last day of work, left on,"
                    "fecha de baja, fecha de salida, fecha de terminacion, fecha de egreso",
                    "status": "status, employment status, employee status, emp status, work status, estado, estatus",
                    "fte": _FTE,
                    "rate": "hourly rate, pay rate, hourly pay rate, hourly pay, rate, base rate, hourly wage, hourly,"
                    "tarifa por hora, pago por hora, salario por hora",
                    "program": "program, program name, programa",
                    "notes": _NOTES,
                }
            ),
        },
    }
)

# What a sheet must have to be of a kind: of each group, one. Kinds stand in the order in which they are preferred.
SOMEBODY: Final = frozenset({"number", "name", "last_name", "anyhow", "email"})
NEEDS: Final[Mapping[SheetKind, tuple[frozenset[str], ...]]] = MappingProxyType(
    {
        SheetKind.EFFORT: (
            SOMEBODY,
            frozenset({"on"}),
            frozenset({"hours"}),
            frozenset({"pay_code", "award", "line", "paid", "approved_by"}),
        ),
        SheetKind.ALLOCATIONS: (SOMEBODY, frozenset({"award"}), frozenset({"percent"}), frozenset({"first"})),
        SheetKind.LINES: (frozenset({"award"}), frozenset({"line"}), frozenset({"role", "position"})),
        SheetKind.PARTNERSHIPS: (
            frozenset({"partner"}),
            frozenset({"first"}),
            frozenset({"instrument", "kind", "signed", "expects"}),
        ),
        SheetKind.AWARDS: (
            frozenset({"award"}),
            frozenset({"first"}),
            frozenset({"last"}),
            frozenset({"funder", "title", "amount"}),
        ),
        SheetKind.LMS: (SOMEBODY, frozenset({"course"}), frozenset({"on", "status"})),
        SheetKind.TRACKER: (SOMEBODY,),  # and one column of a course or a card
        SheetKind.ROSTER: (
            SOMEBODY,
            frozenset({"hired_on", "status", "title", "program", "fte", "phone", "email", "rate"}),
            frozenset({"name", "last_name", "first_name", "anyhow"}),
        ),
    }
)

# Words in a header that make its column one of training or of cards, in a tracker.
TRAINING: Final = re.compile(
    r"\b(?:de ?escalat\w*|mhfa|mental health|cpr|aed|first aid|fa|bls|acls|narcan|naloxone|overdose|trauma\w*|bbp|"
    r"blood ?borne|hipaa|42 cfr|cit|c ?ssrs|suicid\w*|qpr|asist|safe ?talk|lethal means|safety plan\w*|harm reduction|"
    r"peer support|motivational|mi training|crisis|cpi|mandt|mandated report\w*|cultural\w*|implicit bias|equity|"
    r"sexual harassment|harassment|orientation|onboarding|training|trained|class|course|ethics|safety|first response|"
    r"psychological|pfa|wrap|cism|boundaries|confidential\w*|substance|opioid|stigma|lgbtq\w*|tic|dei|ppe|defensive "
    r"driving|driver training|nremt|emt\w*|paramedic|rn|lpn|lcsw|lmsw|lpc|cpss|cpsp|chw|licen[sc]e\w*|lic|"
    r"certif\w*|cert|certs|card|credential\w*|background check|clearance|fingerprint\w*|tb test|tb|hep b|flu shot|"
    r"primeros auxilios|rcp|capacitacion|curso|licencia|certificado|desescalada|desescalamiento|naloxona)\b"
)
# Dates that are about a person or a paper, and are neither training nor a card.
NOT_TRAINING: Final = re.compile(
    r"\b(?:birth\w*|dob|born|hire\w*|hiring|doh|rehire\w*|start|started|terminat\w*|term date|separat\w*|seniority|"
    r"review\w*|evaluat\w*|appraisal|anniversary|updated|modified|created|entered|due|assigned|enrolled|registered|"
    r"scheduled|sched|requested|approved|last login|printed|as of|probation\w*|leave|return\w*|nacimiento|"
    r"contratacion|ingreso|alta|baja|programad\w*|supervisor|manager|status|reports? to|why it was held back|"
    r"por que se retuvo)\b"
)
# What says whether a date in a header's column is a last good day, and what says that it is the day of the class.
EXPIRES: Final = re.compile(
    r"\b(?:exp|exps|expire|expires|expired|expiry|expiration|expirations|valid|good|through|thru|until|vence|"
    r"vencimiento|caduca|caducidad|vigencia|renew by|renewal date)\b"
)
COMPLETED: Final = re.compile(
    r"\b(?:date|dates|completed|completion|complete|done|taken|attended|passed|training|trained|class|course|issued|"
    r"issue|earned|finished|certified|fecha|curso|capacitacion|completado)\b"
)
PAPER: Final = re.compile(
    r"\b(?:licen[sc]e|licen[sc]es|lic|licencia|cert|certs|certification|certifications|certificate|certificado|card|"
    r"cards|credential|credentials|registration|clearance|nremt)\b"
)
NUMBER: Final = re.compile(r"\b(?:number|no|num|nr|numero|id)\b")

_SOMEBODYS: Final = re.compile(
    r"^(?:employee|employees|emp|ee|staff|staff member|worker|learner|student|user|participant|responder|member|person|"
    r"personnel|trainee|attendee|associate|team member)(?: s)? (?=\w)"
)
_FILLERS: Final = re.compile(r"\b(?:the|of|legal|current|official|primary|s|your|required)\b")
_ACCOUNT: Final = re.compile(
    r"^(?:learner|student|user|participant|trainee|attendee|member|person)(?: s)? (?:id|no|num|number)\b"
)


def plain(header: str) -> str:
    """Return a header as names are compared.

    >>> plain("Emp #"), plain("Fecha de Contratación"), plain("workEmail"), plain("% of time (FY26)")
    ('emp number', 'fecha de contratacion', 'work email', 'percent of time fy26')
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])|(?<=[a-z])(?=ID\b)", " ", header)
    apart = unicodedata.normalize("NFKD", words)
    words = "".join(each for each in apart if not unicodedata.combining(each)).casefold()
    words = words.replace("#", " number ").replace("%", " percent ")
    words = words.replace("&", " and ").replace("e-mail", "email")
    return " ".join(re.sub(r"[^0-9a-z]+", " ", words).split())


def candidates(header: str) -> Iterable[str]:
    """Yield what a header may be called, the fullest first: as it is, without brackets, without "employee".

    >>> list(candidates("Employee's Hire Date (mm/dd/yyyy)"))[-1]
    'hire date'
    """
    whole = plain(header)
    bare = plain(re.sub(r"[(\[].*?[)\]]", " ", header))
    for each in dict.fromkeys((whole, bare)):
        if not each or _ACCOUNT.search(each):  # somebody's number in a learning system is not their number here
            continue
        yield each
        yield _SOMEBODYS.sub("", each)
        yield " ".join(_FILLERS.sub(" ", _SOMEBODYS.sub("", each)).split())
