"""The locator: tomllib reads the values, this says on which line each of them stands."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.rules.places import Path as Place
from muster.rules.places import Places

ROOT = Path(__file__).resolve().parents[2]

AWKWARD = '''\
# a comment with = and [brackets] and "quotes
top = 1   # [[not.a.table]]
"quoted key" = "a = b"
'literal.key' = 'c:\\new'
dotted . "inner part" . leaf = 2

text = """
[not.a.table]
key = "not a key" \\
""" # after
text2 = """ends with a quote\\""""
raw = \'\'\'
a = 1
\'\'\'\'

list = [
    1, # one, with ] and "
    [2,
     3],
    { a = 1, b = [
        "x",
        "]",
    ] },
]
inline = { x.y = 1, z = { w = 2026-01-01 } }
at = 2026-01-01 10:00:00   # a space inside

[ table . "sub table" ]   # spaces are allowed
key = 1
[[many]]
name = "first"
[[many.inner]]
v = 1
[[many.inner]]
v = 2
[many.single]
v = 3
[[many]]
name = "second"
[[many.inner]]
v = 4
'''

LINES: dict[Place, int] = {
    ("top",): 2,
    ("quoted key",): 3,
    ("literal.key",): 4,
    ("dotted", "inner part", "leaf"): 5,
    ("text",): 7,
    ("text2",): 11,
    ("raw",): 12,
    ("list",): 16,
    ("list", 0): 17,
    ("list", 1, 1): 19,
    ("list", 2, "b"): 20,
    ("list", 2, "b", 1): 22,
    ("inline", "x", "y"): 25,
    ("inline", "z", "w"): 25,
    ("at",): 26,
    ("table", "sub table", "key"): 29,
    ("many", 0): 30,
    ("many", 0, "name"): 31,
    ("many", 0, "inner", 0, "v"): 33,
    ("many", 0, "inner", 1): 34,
    ("many", 0, "inner", 1, "v"): 35,
    ("many", 0, "single", "v"): 37,
    ("many", 1, "name"): 39,
    ("many", 1, "inner", 0, "v"): 41,
    # absent: the table that should hold it
    ("many", 1, "title"): 38,
    ("table", "sub table", "absent", "more"): 28,
    ("absent",): 1,
}


def paths(value: object, path: Place = ()) -> Iterator[Place]:
    """Yield the path of every key and every element."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key)
        yield from paths(each, (*path, key))


@pytest.mark.parametrize(("path", "line"), LINES.items(), ids=map(str, LINES))
def test_a_key_is_found_on_its_line_in_an_awkward_file(path: Place, line: int) -> None:
    assert tomllib.loads(AWKWARD)

    assert Places(AWKWARD).line(path) == line


@pytest.mark.parametrize(
    "file", sorted([*ROOT.glob("*.toml"), *ROOT.glob("src/**/*.toml"), *ROOT.glob("tests/**/*.toml")]), ids=str
)
def test_every_key_of_every_toml_file_here_is_found(file: Path) -> None:
    text = file.read_text()
    places = Places(text)

    assert [path for path in paths(tomllib.loads(text)) if path not in places] == []


NAMES = st.text('abé.= [#"', min_size=1, max_size=4)
LEAVES = st.one_of(
    st.integers(), st.booleans(), st.dates(), st.text("ab\"'#[]{}=,\\é", max_size=6), st.floats(allow_nan=False)
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)


def toml(value: object) -> str:
    """Write a value as TOML."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value)
        case dict():
            return "{ " + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case _:
            return str(value)


@given(st.dictionaries(NAMES, VALUES, max_size=4), st.lists(st.dictionaries(NAMES, VALUES, max_size=3), max_size=3))
@settings(deadline=None, database=None, derandomize=True)
def test_the_locator_agrees_with_what_was_written(top: dict[str, object], many: list[dict[str, object]]) -> None:
    lines: list[str] = []
    expected: dict[Place, int] = {}
    for table, path in [(top, ()), *((each, ("many", place)) for place, each in enumerate(many))]:
        if path:
            lines += ["# next", "[[many]]"]
            expected[path] = len(lines)
        for key, value in table.items():
            lines.append(f"{json.dumps(key)} = {toml(value)}")
            expected |= {(*path, key): len(lines)}
            expected |= {each: len(lines) for each in paths(value, (*path, key))}
    text = "\n".join(lines)

    places = Places(text)

    assert {path: places.line(path) for path in expected} == expected
    assert all(path in places for path in paths(tomllib.loads(text)))
