"""The bytes of a message: headers in one piece, two parts that say the same, and nothing that a reader could have written into them."""

import email.policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest

from diwan.editions.words import languages, words_for
from diwan.letters import Kind
from diwan.mail import texts
from diwan.mail.message import Mail, Paragraph, message
from diwan.mail.texts import MOST_LINKS, News
from tests.mail_server import html, plain

STOP = "https://comments.courier.example/mail/courier/stop/" + "0" * 64


def made(mail: Mail, mailbox: str = "rojin@example.org", sender_name: str = "The Courier") -> bytes:
    return message(
        mail,
        mailbox=mailbox,
        sender="comments@courier.example",
        sender_name=sender_name,
        mail_id="0" * 32,
        at=1_790_000_000_000,
    )


def parsed(content: bytes) -> EmailMessage:
    return BytesParser(policy=email.policy.SMTP).parsebytes(content)


def news(*told: News, language: str = "en") -> Mail:
    return texts.news(words_for(language), "The Courier", told, stop=STOP)


def reply(number: int = 0, headline: str = "The bridge") -> News:
    return News(
        Kind.REPLY, "c1", headline, f"https://comments.courier.example/read/courier/bridge?page=0#r{number}"
    )


def test_what_a_mail_program_must_find_stands_in_one_piece_on_one_line() -> None:
    """The library would break these and encode them, and no program would offer its button."""
    mailbox = "a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".org"
    content = made(news(reply()), mailbox)
    head = content.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert f"To: {mailbox}".encode() in head
    assert f"List-Unsubscribe: <{STOP}>".encode() in head
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    assert f"Message-ID: <{'0' * 32}@courier.example>".encode() in head
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert content.isascii()


@pytest.mark.parametrize("place", ["mailbox", "name", "subject", "stop"])
def test_a_line_end_in_a_header_is_an_error_and_no_second_header(place: str) -> None:
    evil = "x\r\nBcc: azad@example.org"
    given = {"subject": "News", "stop": STOP} | ({place: evil} if place in {"subject", "stop"} else {})
    mail = Mail(given["subject"], (Paragraph("Words."),), "en", "ltr", stop=given["stop"])
    with pytest.raises(ValueError):  # noqa: PT011 - whose words it is told in is the library's affair
        made(
            mail,
            evil if place == "mailbox" else "rojin@example.org",
            evil if place == "name" else "The Courier",
        )


def test_names_and_subjects_in_any_script_come_back_as_they_were() -> None:
    read = parsed(made(news(reply(), language="ckb"), sender_name="ڕۆژنامەی پرد, Inc."))
    assert str(read["From"]) == '"ڕۆژنامەی پرد, Inc." <comments@courier.example>'
    assert str(read["Subject"]) == "وەڵامێک بۆ لێدوانەکەت لە The Courier"


def test_markup_in_what_is_said_stays_text() -> None:
    mail = Mail(
        "<b>",
        (Paragraph("<script>alert(1)</script> & more", ('https://x.example/?a=1&b="2"',)),),
        "en",
        "ltr",
    )
    page = html(parsed(made(mail)))
    assert "<script>" not in page
    assert "<title>&lt;b&gt;</title>" in page
    assert 'href="https://x.example/?a=1&amp;b=&#34;2&#34;"' in page


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_news_can_be_told_in_every_language(language: str) -> None:
    told = [
        News(kind, f"c{number}", "The bridge", STOP, guideline="X", until=1_790_000_000_000)
        for number, kind in enumerate((Kind.APPROVED, Kind.REJECTED, Kind.UPHELD, Kind.REPLY))
    ]
    for each in (*([one] for one in told), told, [reply(0), reply(1)]):
        read = parsed(made(news(*each, language=language)))
        assert "{" not in plain(read) + str(read["Subject"])
        assert f'dir="{words_for(language).direction}"' in html(read)
    for asking in (texts.confirmation, texts.entrance):
        read = parsed(made(asking(words_for(language), "The Courier", link=STOP, refuse=STOP)))
        assert "{" not in plain(read) + str(read["Subject"])
        assert read["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    "headline",
    ["see evil.example", "http://x", "WWW.evil", "mail a@b", "evil.com/now", "پرد evil.example", ""],
)
def test_a_headline_that_looks_like_a_link_is_not_told(headline: str) -> None:
    assert "on an article has" in plain(parsed(made(news(reply(headline=headline)))))


@pytest.mark.parametrize(
    "headline", ["The bridge is open.", "3.5 million at the river", "U.S. and others", "ئاوی شار"]
)
def test_any_other_headline_is_told_between_isolates(headline: str) -> None:
    assert f"“\u2068{headline}\u2069”" in plain(parsed(made(news(reply(headline=headline)))))


@pytest.mark.parametrize(
    ("language", "marks"),
    [("en", "“”"), ("ku", "“”"), ("tr", "“”"), ("ckb", "«»"), ("ar", "«»"), ("fa", "«»")],
)
def test_a_headline_stands_between_the_quotation_marks_of_the_language(language: str, marks: str) -> None:
    said = plain(parsed(made(news(reply(headline="The bridge"), language=language))))
    assert f"{marks[0]}\u2068The bridge\u2069{marks[1]}" in said


def test_of_many_replies_to_a_comment_so_many_are_linked_to() -> None:
    said = plain(parsed(made(news(*(reply(number) for number in range(MOST_LINKS + 5))))))
    assert said.count("/read/courier/") == MOST_LINKS
    assert said.count("has new replies") == 1
