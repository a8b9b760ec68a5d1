"""What the widget weighs, and that making it lighter changes nothing in it."""

import brotli
import pytest
from benchmarks.widget import ALWAYS, LIMIT, SCRIPTS

from diwan.web import assets


def weight(text: str) -> int:
    return len(brotli.compress(text.encode(), quality=11))


def test_reading_and_writing_take_no_more_than_eight_kilobytes() -> None:
    # What signing in and a surge take besides comes for whom it concerns: reader.js, work.js. tests/browser/test_widget.py
    # shows that nobody else fetches them.
    assert ALWAYS == ("diwan.js", "compose.js")
    assert weight(assets.script()) + weight(assets.part("compose.js")) <= LIMIT


def test_opening_hours_weigh_nothing_where_there_are_none() -> None:
    assert "/hours/" not in assets.script()
    with_hours = assets.script(["gazette", "courier"])
    assert 'if (["courier", "gazette"].includes(this.site))' in with_hours
    assert weight(with_hours) - weight(assets.script()) <= 100


def test_every_part_is_weighed_or_belongs_to_the_receipt() -> None:
    assert set(SCRIPTS) | {"receipt.js", "proof.js"} == {"diwan.js", *assets.PARTS}
    # The week of a site comes with what it says in one language, for readers of that site alone.
    assert weight(assets.part("hours.js")) <= 1300


def test_scripts_go_out_without_comments_and_indentation() -> None:
    source = """// What this is.
/** And
    how. */
export const f = (x) => {
  // Why.
  return x; // Because.
};
"""
    assert assets.without_comments(source) == "export const f = (x) => {\nreturn x;\n};\n"


@pytest.mark.parametrize(
    "line",
    [
        'const a = "x // y";',
        "const a = 'x // y';",
        "const a = `x // y`;",
        "const a = `${b} // ${c}`; // And why.",
        'const a = "https://example.org";',
        "const a = /[/]/;",
    ],
)
def test_what_only_looks_like_a_comment_stays(line: str) -> None:
    assert assets.without_comments(line + "\n") == line + "\n"


@pytest.mark.parametrize("source", ["const a = `one\n  // two`;\n", "/* why */ const a = 1;\n"])
def test_a_script_that_cannot_be_shortened_safely_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"template string|no code"):
        assets.without_comments(source)
