"""A comment's words become HTML in which nothing but paragraphs, line breaks and honest links is markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, strategies as st

from diwan.editions import text


class _Reader(HTMLParser):
    """Collects the elements and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.words += data


def read(body: str) -> _Reader:
    return _Reader(str(text.html(body)))


def hrefs(body: str) -> list[str | None]:
    return [link["href"] for link in read(body).links]


BODIES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=("Cs", "Cc"))),
        st.sampled_from(
            [
                "\n",
                "\r\n",
                "\r",
                "\n\n",
                " \t",
                "https://",
                "http://a.example/",
                "(",
                ")",
                "&amp;",
                "<b>",
                '"',
            ]
        ),
    ),
    max_size=12,
).map("".join)


@given(BODIES)
@example("\n\n\n")
@example(" \n \n x \n\n")
@example("https://example.com/\"onmouseover='x'")
@example("http://[::1]/ http://a.b.c:99999/ https://.. http://xn--a/")
def test_without_its_tags_the_html_is_what_was_written(body: str) -> None:
    assert read(body).words == re.sub(r"\r\n|\r", "\n", body)


@given(BODIES)
@example("<script>alert(1)</script><p onclick=x>")
def test_the_html_holds_only_paragraphs_breaks_and_links_to_http(body: str) -> None:
    html = read(body)
    assert set(html.tags) <= {"p", "br", "a"}
    for link in html.links:
        assert set(link) <= {"href", "rel", "dir", "data-host"}
        assert link["rel"] == "ugc nofollow noopener"
        assert re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?([/?#][!-~]*)?", link["href"] or "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_part_paragraphs_and_single_line_ends_break_lines(end: str) -> None:
    assert text.html(f"one{end}two{end} \t{end}{end}three{end}") == (
        "<p>one<br>\ntwo</p>\n \t\n\n<p>three</p>\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript://https://example.com/%0aalert(1)",
        "javascript:https://example.com",
        "view-source:https://example.com",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "ftp://example.com/",
        "//example.com/",
        "www.example.com",
        "http:/example.com",
        "http:\\\\example.com",
        "https://",
        "https:///example.com",
        "http\u200b://example.com",
        "ｈttps://example.com",
        "xhttps://example.com",
        "me@https://example.com",
        # Who is it really? Not told plainly, so not linked.
        "https://bank.example@evil.example/",
        "https://bank.example:pw@evil.example/",
        "https://good.example\\@evil.example/",
        "https://127.0.0.1/",
        "https://0x7f.0x1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://localhost/",
        "https://example.com:99999/",
        "https://exa\u00admple.com/",
        "https://strasse-straße.de/",
        "https://a\u200db.example.com/",
    ],
)
def test_what_is_not_plainly_a_web_address_stays_text(body: str) -> None:
    assert hrefs(body) == []


def test_an_address_ends_where_an_invisible_character_stands() -> None:
    assert hrefs("https://good.example\u202e/moc.live") == ["https://good.example"]


@pytest.mark.parametrize(
    ("body", "href"),
    [
        ("https://example.com", "https://example.com"),
        ("See https://example.com.", "https://example.com"),
        ("(https://example.com/a_(b))", "https://example.com/a_(b)"),
        ("«https://example.com/»", "https://example.com/"),
        ("https://example.com/؟", "https://example.com/"),
        ("https://example.com/a,b?c=d&e=%20f#g", "https://example.com/a,b?c=d&e=%20f#g"),
        ("HTTPS://EXAMPLE.COM/Path", "https://example.com/Path"),
        ("http://example.com:8080/x", "http://example.com:8080/x"),
        ("https://example.com/نان", "https://example.com/%D9%86%D8%A7%D9%86"),
        ("https://example.com/a\\b", "https://example.com/a%5Cb"),
        ("https://example.com/<b>", "https://example.com/"),
        ("https://example.com/it's", "https://example.com/it's"),
    ],
)
def test_a_web_address_is_linked_without_the_punctuation_around_it(body: str, href: str) -> None:
    assert hrefs(body) == [href]


def test_a_host_in_other_letters_is_linked_and_named_by_the_form_it_is_looked_up_by() -> None:
    (link,) = read("https://аррӏе.com/x").links
    assert link["href"] == "https://xn--80ak6aa92e.com/x"
    assert link["data-host"] == "xn--80ak6aa92e.com"
    assert "data-host" not in read("https://apple.com/x").links[0]


def test_several_addresses_in_one_line_are_linked_each() -> None:
    assert hrefs("https://a.example/ and http://b.example/ on\nhttps://c.example") == [
        "https://a.example/",
        "http://b.example/",
        "https://c.example",
    ]


def test_five_thousand_brackets_take_no_time_to_speak_of() -> None:
    assert hrefs("https://example.com/" + ")" * 5000) == ["https://example.com/"]
