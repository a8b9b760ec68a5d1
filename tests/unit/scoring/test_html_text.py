"""The text of a comment that came as HTML."""

import pytest
from hypothesis import given, strategies as st

from diwan.scoring.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("A fine bridge.", "A fine bridge."),
        ("A &lt;b&gt; &amp; a &quot;quote&quot; &#128578;", 'A <b> & a "quote" 🙂'),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("One<br>Two<br />Three", "One\nTwo\nThree"),
        ("<p>One</p><ul><li>Two</li><li>Three</li></ul>", "One\nTwo\nThree"),
        ("fi<b>ne</b> br<i>id</i>ge", "fine bridge"),
        ("<blockquote>They said</blockquote>I say", "They said\nI say"),
        ("before<script>alert(1)</script><style>p{}</style>after", "beforeafter"),
        ("before<!-- unseen -->after", "beforeafter"),
        ("پردەکە <b>باشە</b>", "پردەکە باشە"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert text_of(html) == text


def test_an_address_behind_other_words_follows_them() -> None:
    assert text_of('<a href="https://pills.example">Read on</a>, please') == (
        "Read on (https://pills.example), please"
    )


def test_an_address_that_can_be_read_is_told_once() -> None:
    link = '<a href="https://pills.example" rel="nofollow">https://<b>pills</b>.example</a>'
    assert text_of(link) == "https://pills.example"


def test_an_address_is_told_though_its_link_is_never_closed() -> None:
    assert text_of('<a href="https://pills.example">Read on') == "Read on (https://pills.example)"
    assert text_of("Read on <a").startswith("Read on")


@given(st.text(alphabet=st.sampled_from("<>/&;!-=\"'abp sciptx#0 \n"), max_size=60))
def test_no_html_is_too_broken_to_be_read(html: str) -> None:
    assert isinstance(text_of(html), str)


@given(st.text(alphabet=st.characters(exclude_characters="<&\r\0", exclude_categories=["Cs"])))
def test_what_has_no_markup_comes_back_as_it_is(text: str) -> None:
    assert text_of(text) == text.strip()
