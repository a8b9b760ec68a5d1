"""What mails say, in the site's language. Nothing here is a reader's: neither words, nor a name, nor a link.

A reply is told of, and not quoted: what somebody wrote would otherwise reach another one's inbox under the newspaper's name, and be an
invitation to write things that look like the newspaper's. A headline is named only to who has confirmed, and only where no mail program
would make a link of it, for an embed may have brought it (`first_sight`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diwan.clock import DAY, MINUTE, Milliseconds
from diwan.editions.words import ReaderWords
from diwan.letters import CONFIRM_WITHIN, ENTER_WITHIN, Kind
from diwan.mail.message import Mail, Paragraph

MOST_LINKS = 10
"""So many replies to one comment are linked to; of further ones the thread tells."""

_LIKE_A_LINK = re.compile(r"://|www\.|@|[^\W\d]\.[^\W\d]{2,}", re.IGNORECASE)
_FIRST_STRONG, _POP = "\u2068", "\u2069"
"""Unicode's isolates: the headline keeps its own direction, and the sentence around it too."""


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell about a comment. `link` leads to it, or to the receipt; `guideline` and `until` (when one can object no more) belong
    to a rejection.
    """

    kind: Kind
    comment_id: str
    headline: str
    link: str
    guideline: str = ""
    until: Milliseconds | None = None


def confirmation(words: ReaderWords, site: str, *, link: str, refuse: str) -> Mail:
    """Whether the owner of this mailbox wants mail at all."""
    within = words.count("days", CONFIRM_WITHIN // DAY)
    return Mail(
        _said(words, "letter-confirm-subject", site=site),
        (
            Paragraph(_said(words, "letter-confirm", site=site, time=within), (link,)),
            Paragraph(words.say("letter-not-asked"), (refuse,), quiet=True),
        ),
        words.language,
        words.direction,
    )


def entrance(words: ReaderWords, site: str, *, link: str, refuse: str) -> Mail:
    """A link to sign in with."""
    within = words.count("minutes", ENTER_WITHIN // MINUTE)
    return Mail(
        _said(words, "letter-enter-subject", site=site),
        (
            Paragraph(_said(words, "letter-enter", site=site, time=within), (link,)),
            Paragraph(words.say("letter-not-asked"), (refuse,), quiet=True),
        ),
        words.language,
        words.direction,
    )


def news(words: ReaderWords, site: str, told: Sequence[News], *, stop: str) -> Mail:
    """What happened to a reader's comments: at least one thing. `stop` ends such mail."""
    paragraphs: list[Paragraph] = []
    for kind, comment_id in dict.fromkeys((each.kind, each.comment_id) for each in told):
        same = [each for each in told if (each.kind, each.comment_id) == (kind, comment_id)]
        paragraphs += _replies(words, same) if kind is Kind.REPLY else [_outcome(words, same[-1])]
    kinds = {each.kind for each in told}
    subject = f"letter-{kinds.pop().value}-subject" if len(told) == 1 else "letter-news-subject"
    return Mail(
        _said(words, subject, site=site),
        (*paragraphs, Paragraph(_said(words, "letter-why", site=site), (stop,), quiet=True)),
        words.language,
        words.direction,
        stop=stop,
    )


def _outcome(words: ReaderWords, told: News) -> Paragraph:
    text = _said(
        words, f"letter-{told.kind.value}", headline=_headline(words, told.headline), guideline=told.guideline
    )
    if told.until is not None:
        text += " " + _said(words, "letter-object", date=words.date(told.until))
    return Paragraph(text, (told.link,))


def _replies(words: ReaderWords, told: Sequence[News]) -> list[Paragraph]:
    key = "letter-reply" if len(told) == 1 else "letter-replies"
    links = tuple(each.link for each in told[:MOST_LINKS])
    return [Paragraph(_said(words, key, headline=_headline(words, told[0].headline)), links)]


def _headline(words: ReaderWords, headline: str) -> str:
    if not headline or _LIKE_A_LINK.search(headline):
        return words.say("letter-some-article")
    return _said(words, "letter-headline", headline=f"{_FIRST_STRONG}{headline}{_POP}")


def _said(words: ReaderWords, key: str, **values: str) -> str:
    return words.say(key).format(**values)
