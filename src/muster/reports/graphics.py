"""A drawing of reportlab's shapes, as SVG fit for a page of ours.

Our pages allow no style inside them, so that nothing here has any: what a shape looks like is said by
attributes and by classes, which the style sheet colours for light, for dark and for forced colours. A
shape that is filled is filled with the colour of its group's text (``currentColor``). Texts are written
as text and nothing else. The same drawing, the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from reportlab.graphics.shapes import Circle, Drawing, Group, Line, Path, Polygon, Rect, Shape, String

_ANCHORS: Final = {"start": "start", "middle": "middle", "end": "end"}


def marked(*shapes: Shape, sign: str) -> Group:
    """Return shapes that belong together, under the class that the style sheet knows them by."""
    group = Group(*shapes)
    group._svgAttrs = {"class": sign}  # noqa: SLF001 - the library's own name for what goes into the SVG as it is
    return group


def svg(drawing: Drawing, *, name: str = "", title: str = "", description: str = "", sign: str = "") -> str:
    """Return a drawing as a picture in a page; without a title it only adorns the words beside it.

    ``name``: what its ids begin with, once in a page. It says its size, so that nothing moves when it is
    there, and scales with what is around it.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    size = {"class": sign, "viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    drawn = "".join(_shapes(drawing, drawing.height))
    if not title:
        return f"<svg{_attributes({**size, 'aria-hidden': 'true', 'focusable': 'false'})}>{drawn}</svg>"
    said = f'<title id="{name}-title">{escape(title)}</title>'
    named = {"role": "img", "aria-labelledby": f"{name}-title"}
    if description:
        said += f'<desc id="{name}-description">{escape(description)}</desc>'
        named["aria-describedby"] = f"{name}-description"
    return f"<svg{_attributes({**size, **named})}>{said}{drawn}</svg>"


def _shapes(group: Group, height: float) -> Iterator[str]:
    """Yield the shapes of a group; in a drawing upwards is up, in a page it is down."""
    for each in group.contents:
        match each:
            case Group():
                kept = getattr(each, "_svgAttrs", {})
                yield f"<g{_attributes(kept)}>{''.join(_shapes(each, height))}</g>"
            case Rect():
                yield _element(
                    "rect",
                    {
                        "x": _number(each.x),
                        "y": _number(height - each.y - each.height),
                        "width": _number(each.width),
                        "height": _number(each.height),
                        "rx": _number(each.rx) if each.rx else "",
                        **_painted(each),
                    },
                )
            case Line():
                ends = {"x1": each.x1, "y1": height - each.y1, "x2": each.x2, "y2": height - each.y2}
                yield _element("line", {**{key: _number(value) for key, value in ends.items()}, **_stroked(each)})
            case Circle():
                at = {"cx": each.cx, "cy": height - each.cy, "r": each.r}
                yield _element("circle", {**{key: _number(value) for key, value in at.items()}, **_painted(each)})
            case Path():
                yield _element("path", {"d": _strokes(each, height), **_painted(each)})
            case Polygon():
                pairs = zip(each.points[::2], each.points[1::2], strict=True)
                points = " ".join(f"{_number(x)},{_number(height - y)}" for x, y in pairs)
                yield _element("polygon", {"points": points, **_painted(each)})
            case String():
                at = {"x": _number(each.x), "y": _number(height - each.y), "font-size": _number(each.fontSize)}
                anchor = _ANCHORS[each.textAnchor]
                more = {"text-anchor": "" if anchor == "start" else anchor, "fill": "currentColor"}
                bold = {"font-weight": "600"} if each.fontName.endswith("-Bold") else {}
                yield f"<text{_attributes({**at, **more, **bold})}>{escape(each.text)}</text>"
            case _:
                raise TypeError(f"a {type(each).__name__} is no shape that a page of ours draws")


def _strokes(path: Path, height: float) -> str:
    """Return straight strokes as a page writes them, each from where the last one ended."""
    pairs = zip(path.points[::2], path.points[1::2], strict=True)
    return "".join(
        f"{'L' if drawn else 'M'}{_number(x)} {_number(height - y)}"
        for drawn, (x, y) in zip(path.operators, pairs, strict=True)
    )


def _painted(shape: Shape) -> dict[str, str]:
    fill = {"fill": "currentColor" if shape.fillColor is not None else "none"}
    return {**fill, **(_stroked(shape) if shape.strokeColor is not None else {})}


def _stroked(shape: Shape) -> dict[str, str]:
    dashes = " ".join(map(_number, shape.strokeDashArray or ()))
    return {"stroke": "currentColor", "stroke-width": _number(shape.strokeWidth), "stroke-dasharray": dashes}


def _element(tag: str, attributes: Mapping[str, str]) -> str:
    return f"<{tag}{_attributes(attributes)}/>"


def _attributes(said: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in said.items() if value)


def _number(value: float) -> str:
    """Return a number as short as it may be.

    >>> _number(3.0), _number(2.345), _number(-0.001)
    ('3', '2.35', '0')
    """
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
