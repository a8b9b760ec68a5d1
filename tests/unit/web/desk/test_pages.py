"""How a page calls what it calls: as it stands, with everything that a reader wrote escaped."""

import pytest
from jinja2 import UndefinedError

from diwan.web.desk.pages import _templates


def test_nothing_that_a_page_calls_wants_to_be_handed_the_page() -> None:
    wanting = [name for name, called in _templates.globals.items() if hasattr(called, "jinja_pass_arg")]
    assert _templates.globals["say"]
    assert not wanting


def test_what_a_macro_is_given_is_escaped_within_it_and_what_it_makes_is_not_escaped_again() -> None:
    page = _templates.from_string('{% import "words.html" as words %}{{ words.named(name) }} {{ name }}')
    assert page.render(name="<i>&") == "<bdi>&lt;i&gt;&amp;</bdi> &lt;i&gt;&amp;"


def test_what_a_page_sets_in_a_loop_is_not_handed_to_what_it_calls_there() -> None:
    page = _templates.from_string(
        "{% for n in (1, 2) %}{% set twice = n * 2 %}{{ told(twice, by=n) }};{% endfor %}"
    )
    assert page.render(told=lambda twice, by: f"{twice}/{by}") == "2/1;4/2;"


def test_what_nobody_has_named_cannot_be_called() -> None:
    with pytest.raises(UndefinedError):
        _templates.from_string("{{ nobody() }}").render()
