"""What draws a chart is loaded when it is first asked for, off the loop that answers everybody else."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import lru_cache

from muster.reports.charts import Chart, Form, Steps


@dataclass(frozen=True, slots=True)
class Pictures:
    """The same chart twice, as SVG; the style sheet shows the one that there is room for."""

    wide: str
    narrow: str


async def drawn(chart: Chart) -> Pictures:
    """Return a chart as pictures. The same chart, the same bytes."""
    return await asyncio.to_thread(_draw, chart)


async def steps(chart: Steps) -> Pictures:
    """Return numbers over days as pictures. The same chart, the same bytes."""
    return await asyncio.to_thread(_steps, chart)


async def swatches(bars: tuple[tuple[Form, str], ...]) -> tuple[str, ...]:
    """Return one bar each for a legend; each: its form and its class."""
    return await asyncio.to_thread(_swatches, bars)


def _draw(chart: Chart) -> Pictures:
    from muster.reports import timeline  # noqa: PLC0415 - its vendor is heavy, and most requests draw nothing

    return Pictures(timeline.wide(chart), timeline.narrow(chart))


def _steps(chart: Steps) -> Pictures:
    from muster.reports import steps as drawing  # noqa: PLC0415 - as above

    return Pictures(drawing.wide(chart), drawing.narrow(chart))


@lru_cache(maxsize=16)
def _swatches(bars: tuple[tuple[Form, str], ...]) -> tuple[str, ...]:
    from muster.reports import timeline  # noqa: PLC0415 - as above

    return tuple(timeline.swatch(form, sign) for form, sign in bars)
