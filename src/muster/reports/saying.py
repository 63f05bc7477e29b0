"""What reports say of closed lists and of days, in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from muster.domain.bar_words import LABELS
from muster.domain.charging import ChargeClass, Split
from muster.domain.partnerships import Instrument, PaperState, PartnerKind
from muster.domain.reporting.exposures import WRONG_ROLE
from muster.domain.reporting.mismatches import MismatchKind
from muster.domain.reporting.parts import PackShown, Proof
from muster.domain.requirements import Confidence
from muster.domain.words import Words, message
from muster.reports.document import Share, Tone

CLASSES: Final[Mapping[ChargeClass, str]] = {
    ChargeClass.QUALIFIED: message("Qualified"),
    ChargeClass.UNDER_CONDITION: message("Under condition"),
    ChargeClass.UNPROVEN: message("Unproven"),
    ChargeClass.NOT_QUALIFIED: message("Not qualified"),
    ChargeClass.NOT_BOUND: message("Not bound"),
}
MEANINGS: Final[Mapping[ChargeClass, str]] = {
    ChargeClass.QUALIFIED: message("Held the role, and met every required rule on that day."),
    ChargeClass.UNDER_CONDITION: message("Held the role; a rule was met by a grace period, a waiver or an extension."),
    ChargeClass.UNPROVEN: message("The records, or the words of a rule, do not settle it: somebody has to look."),
    ChargeClass.NOT_QUALIFIED: message("Did not hold the role that the line pays for, or did not meet a rule."),
    ChargeClass.NOT_BOUND: message("Held the role; no adopted rule asks anything of it."),
}
TONES: Final[Mapping[ChargeClass, Tone]] = {
    ChargeClass.QUALIFIED: Tone.GOOD,
    ChargeClass.UNDER_CONDITION: Tone.CAUTION,
    ChargeClass.UNPROVEN: Tone.CAUTION,
    ChargeClass.NOT_QUALIFIED: Tone.BAD,
    ChargeClass.NOT_BOUND: Tone.PLAIN,
}
_LABELS: Final[Mapping[str, str]] = {
    PartnerKind.DISPATCH: message("Dispatch center"),
    PartnerKind.CRISIS_LINE: message("Crisis line"),
    PartnerKind.HELP_LINE: message("Help line"),
    PartnerKind.LAW_ENFORCEMENT: message("Law enforcement"),
    PartnerKind.EMS: message("Emergency medical services"),
    PartnerKind.FIRE: message("Fire department"),
    PartnerKind.BEHAVIORAL_HEALTH: message("Behavioral health"),
    PartnerKind.HOSPITAL: message("Hospital"),
    PartnerKind.COMMUNITY: message("Community organization"),
    PartnerKind.HOUSING: message("Housing"),
    PartnerKind.BUSINESS: message("Business improvement district"),
    PartnerKind.FAITH: message("Faith community"),
    PartnerKind.TRANSIT: message("Transit"),
    PartnerKind.LIBRARY: message("Library"),
    PartnerKind.SCHOOL: message("School"),
    PartnerKind.ADVOCACY: message("Advocacy"),
    PartnerKind.ASSOCIATION: message("Association"),
    PartnerKind.OTHER: message("Other"),
    Instrument.MOU: message("Memorandum of understanding"),
    Instrument.CONTRACT: message("Contract"),
    Instrument.AGREEMENT: message("Agreement"),
    Instrument.LETTER: message("Letter"),
    PaperState.IN_FORCE: message("In force"),
    PaperState.IN_FORCE_FOR_A_PART: message("In force for a part"),
    PaperState.NOT_YET: message("Not yet in force"),
    PaperState.ENDED: message("Ended"),
    PaperState.UNSIGNED: message("No signature on file"),
    **{str(bar): text for bar, text in LABELS.items()},
    Confidence.READ: message("Read at the source"),
    Confidence.SECONDARY: message("Read in a secondary source"),
    Confidence.MEMORY: message("Remembered, not read"),
    Confidence.AMBIGUOUS: message("Can be read in two ways"),
}
MISMATCHES: Final[Mapping[MismatchKind, str]] = {
    MismatchKind.NOT_APPROVED: message("Effort that nobody has approved"),
    MismatchKind.NOT_ON_PAYROLL: message("Charged, and no payroll is on file for the day"),
    MismatchKind.PAID_DIFFERS: message("All effort of the day is not what payroll paid"),
    MismatchKind.PAPER_NOT_IN_FORCE: message("Charged with a partnership whose paper was not in force"),
    MismatchKind.OUTSIDE_ALLOCATION: message("Charged to a line that no allocation names on that day"),
    MismatchKind.NOT_EMPLOYED: message("Charged on a day outside every employment on file"),
}
WRONG_ROLE_RULE: Final = message("Time is charged to the line that pays for the role held.")


def label(word: str, words: Words) -> str:
    """Return how people write a word of a closed list; nothing for nothing."""
    return words(_LABELS[word]) if word else ""


def rule_name(requirement: str, reason: str, words: Words) -> str:
    """Return the requirement's name; a wrong line breaks none of a pack."""
    return words("Role of the line") if reason == WRONG_ROLE else requirement


def days(listed: Sequence[date], words: Words) -> str:
    """Return some days as people write them: the first, the last, and how many."""
    if len(listed) == 1:
        return words.day(listed[0])
    return words.plural(
        "{first} to {last}: {count} day",
        "{first} to {last}: {count} days",
        len(listed),
        first=words.day(listed[0]),
        last=words.day(listed[-1]),
    )


def period(first: date, last: date, words: Words) -> str:
    """Return a period as people write it."""
    return words("{first} to {last}", first=words.day(first), last=words.day(last))


def money(cents: int | None, words: Words) -> str:
    """Return dollars as people write them; never nothing where nothing is known."""
    return words("not computable") if cents is None else f"${cents / 100:,.2f}"


def shares(minutes: Split, words: Words) -> tuple[Share, ...]:
    """Return the parts of a bar; a class without time has none."""
    return tuple(Share(words(CLASSES[each]), size, TONES[each]) for each, size in minutes.parts().items() if size)


def spoken(minutes: Split, words: Words) -> str:
    """Return the same parts in words."""
    parts = [f"{words(CLASSES[each])}: {words.hours(size)}" for each, size in minutes.parts().items() if size]
    return "; ".join(parts) or words("Nothing was charged.")


def standing(counts: Split, words: Words) -> str:
    """Return how somebody stood on the days charged; ``counts`` are days."""
    whole = counts.whole
    if counts.qualified == whole:
        return words("Qualified on every day charged.")
    said = (
        (counts.not_qualified, message("Not qualified on {count} of {whole} days.")),
        (counts.unproven, message("Unproven on {count} of {whole} days.")),
        (counts.under_condition, message("Under a condition on {count} of {whole} days.")),
        (counts.not_bound, message("Not bound on {count} of {whole} days.")),
    )
    return " ".join(words(text, count=count, whole=whole) for count, text in said if count)


def adopted_by(pack: PackShown, words: Words) -> str:
    """Return whom a pack was adopted for."""
    match pack.adopted_by:
        case "partnership":
            return words("a partnership")
        case "award":
            return words("the award")
        case "program":
            return pack.program
        case _:
            return words("the whole agency")


def instant(at: datetime | None, words: Words) -> str:
    """Return an instant as people write it, to the second, in UTC."""
    if at is None:
        return words("before anything was recorded")
    return words("{day} at {time} UTC", day=words.day(at.date()), time=at.strftime("%H:%M:%S"))


def proof(asked: Proof, packs: Sequence[PackShown], content_hash: str, words: Words) -> tuple[tuple[str, str], ...]:
    """Return how anybody can ask for the same report again, and see that it is the same."""
    tree = asked.tree
    return (
        (words("As of"), words.day(asked.as_of)),
        (words("As known at"), words("ledger position {position}", position=asked.known_at)),
        (words("Position taken"), instant(asked.recorded_at, words)),
        (
            words("Ledger checkpoint"),
            words("{size} leaves, root {root}, key {key}", size=tree.size, root=tree.root, key=tree.key),
        ),
        (words("Worked out by"), f"muster {asked.engine}"),
        *((words("Rules of {pack}", pack=each.pack), f"SHA-256 {each.digest}") for each in packs),
        (words("Content"), f"SHA-256 {content_hash}"),
    )


def foot(title: str, asked: Proof, content_hash: str, words: Words) -> str:
    """Return what stands on every page."""
    return words(
        "{title} · as of {day} · as known at position {position} · ledger {tree} · SHA-256 {hash}",
        title=title,
        day=words.day(asked.as_of),
        position=asked.known_at,
        tree=asked.tree.short,
        hash=content_hash,
    )
