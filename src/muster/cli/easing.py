"""What easing somebody changes, at the prompt: waivers and extensions tell it alike."""

from __future__ import annotations

from muster.cli.prompt import say
from muster.domain.easing import Becomes
from muster.domain.intervals import FOREVER, Interval


def tell(would: list[Becomes]) -> None:
    """Print which days would be answered otherwise."""
    lines = [
        f"{each.program.name}: {one.requirement.name}, {_days(one.during)}: "
        f"{one.was.verdict} ({one.was.reason}) becomes {one.becomes.verdict} ({one.becomes.reason})"
        for each in would
        for one in each.differences
    ]
    for line in lines or ["no day is answered otherwise"]:
        say(line)


def _days(during: Interval) -> str:
    return f"from {during.start} on" if during.end == FOREVER else f"{during.start} to {during.last}"
