"""A masked word on a page: the first letter and dots beside the word itself, everything else exactly as readers would see it."""

import re
from html import unescape

from hypothesis import given, strategies as st

from diwan.comments import Words
from diwan.desk.care import Masked
from diwan.editions import text
from diwan.screening.findings import Span
from diwan.web.desk import marking, masking
from diwan.web.desk.speaking import speaking

BODY = "You vile <b> & 'vile' one,\r\nsee https://vile.example/vile?a=1&b=2 today."


def places(body: str, word: str) -> list[Masked]:
    return [Masked(found.start(), found.end()) for found in re.finditer(re.escape(word), body)]


def unmasked(html: str) -> str:
    """The page as it is once what is masked is asked for: what stands in `bare`, without what stands in `hid`."""
    html = re.sub(
        r'<span class="hid">(?:[^<]*<span[^>]*>[^<]*</span><span[^>]*>[^<]*</span>)?</span>', "", html
    )
    return re.sub(r'<span class="veil"><span class="bare">(.*?)</span></span>', r"\1", html, flags=re.DOTALL)


def test_a_masked_word_shows_its_first_letter_and_says_that_it_is_masked() -> None:
    html = str(masking.printed("so vile", [Masked(3, 7)]))
    assert (
        '<span class="hid">v<span aria-hidden="true">•••</span><span class="away"> masked</span></span>'
        in html
    )
    assert '<span class="bare">vile</span>' in html
    with speaking("tr"):
        assert "gizlendi" in str(masking.printed("so vile", [Masked(3, 7)]))


def test_without_its_masks_the_body_is_what_readers_would_see() -> None:
    html = str(masking.printed(BODY, places(BODY, "vile")))
    assert html.count('class="veil"') == 4
    assert unmasked(html) == str(text.html(BODY))
    assert 'href="https://vile.example/vile?a=1&amp;b=2"' in html


@given(
    st.text(alphabet="ab <&'\r\n\u200c\u0302", max_size=40),
    st.lists(st.integers(0, 40), max_size=6),
)
def test_whatever_is_masked_nothing_is_added_dropped_or_left_unescaped(body: str, ends: list[int]) -> None:
    bounds = sorted({min(end, len(body)) for end in ends})
    masks = [Masked(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=False)]
    # A mask never lies over white space: see tests of care.
    masks = [mask for mask in masks if not any(c.isspace() for c in body[mask.begin : mask.end])]
    html = str(masking.printed(body, masks))
    assert unmasked(html) == str(text.html(body))
    assert unescape(re.sub(r"<[^>]*>", "", unmasked(html))) == re.sub(r"\r\n|\r|\n", "\n", body)


def test_a_name_and_a_quote_are_masked_where_their_field_says() -> None:
    assert str(masking.in_text("a vile", [Masked(2, 6, "name")], "name")).count("veil") == 1
    assert str(masking.in_text("a vile", [Masked(2, 6, "name")], "body")) == "a vile"
    quote = masking.in_text("vile one", [Masked(10, 14)], "body", begins=10)
    assert '<span class="bare">vile</span>' in str(quote)


def test_in_a_list_the_word_itself_is_not_there() -> None:
    assert masking.in_short(Words("x", "a vile thing"), [Masked(2, 6)]) == "a v••• thing"


def test_marked_stretches_are_cut_where_a_word_is_masked() -> None:
    found = marking.pieces("a vi\u200ble word", [Span(2, 12)], [Masked(2, 7)])
    assert [(piece.text, piece.masked, piece.begins) for piece in found] == [
        ("a ", False, False),
        ("vi", True, True),
        ("U+200B", True, False),
        ("le", True, False),
        (" word", False, False),
    ]


def test_stored_words_are_marked_and_masked_and_each_stretch_is_escaped() -> None:
    found = marking.pieces("<a> vi\u200ble & b", [Span(4, 9)], [Masked(4, 9)])
    html = str(masking.in_pieces(found))
    assert html.startswith('&lt;a&gt; <span class="veil">')
    assert html.endswith(" &amp; b")
    assert unmasked(html) == (
        "&lt;a&gt; <mark>vi</mark>"
        '<span class="unseen marked" title="An invisible character">U+200B</span><mark>le</mark> &amp; b'
    )


def test_an_entry_of_a_list_masks_what_it_shows_of_a_body_and_what_is_cut_off_stays_masked() -> None:
    words = Words("Zana", "vile " * 55 + "abcdvile and more")
    body = words.body
    masks = [*places(body, "vile")[:2], Masked(275, 283)]
    html = str(masking.entry(words, masks))
    assert html.count('class="veil"') == 3
    assert re.sub(r"<[^>]*>", "", unmasked(html)) == body[:280] + "…"
