"""What both methods ask of a comment: that it is plain text of a length that is read, and in which language it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from diwan.scoring.attributes import LANGUAGES
from diwan.screening.guess import Guess
from diwan.screening.language import LANGUAGES as KNOWN, identify
from diwan.web.compat.perspective import errors

MAX_TEXT_BYTES: Final = 20_480
"""In UTF-8."""


@dataclass(frozen=True, slots=True)
class Comment:
    """`requested` are the languages as the client names them; `headline` and `parent` what it says of the context, "" for nothing."""

    text: str
    requested: tuple[str, ...]
    headline: str
    parent: str


@dataclass(frozen=True, slots=True)
class Language:
    """`guess` is what the text was found to be in. `hint` is what it may be taken to be in where the text itself is too short to tell
    (`Text.language`)."""

    guess: Guess
    hint: str

    @property
    def code(self) -> str | None:
        """Of the language, None if nothing tells."""
        return self.guess.code


def checked(sent: Mapping[str, Any]) -> Comment:
    """The comment of a request. Raises Fault: empty, too long, not plain text, two kinds of context; in this order."""
    comment = sent.get("comment", {})
    text: str = comment.get("text", "")
    if not text.strip():
        raise errors.comment_empty()
    if len(text) > MAX_TEXT_BYTES or len(text.encode()) > MAX_TEXT_BYTES:
        raise errors.comment_too_long()
    context = sent.get("context", {})
    entries = context.get("entries", [])
    around = context.get("articleAndParentComment", {})
    above = [around.get("article", {}), around.get("parentComment", {})]
    if any(entry.get("type") == "HTML" for entry in (comment, *entries, *above)):
        raise errors.not_plain_text()
    if entries and around:
        raise errors.both_contexts()
    article, parent = above if around else ({}, entries[-1] if entries else {})
    requested = tuple(language.strip() for language in sent.get("languages", []) if language.strip())
    return Comment(text, requested, article.get("text", ""), parent.get("text", ""))


def language_of(comment: Comment) -> Language:
    """What the comment is written in: what its own words say, and only where these say nothing, what the client claims.

    The claim is a hint and no more: Coral names English for whatever it does not know. "lol" is thereby English if the client says so; a
    Kurdish word is Kurdish, and a French sentence is none of ours, whatever is claimed.
    """
    guess = identify(comment.text)
    if guess.code is not None:
        return Language(guess, "")
    hint = next((main for main in map(_main, comment.requested) if main in KNOWN), "")
    return Language(identify(comment.text, prior=hint) if hint else guess, hint)


def unsupported(requested: Sequence[str]) -> list[str]:
    """Those of the requested languages in which no attribute is served, as they were written."""
    return [language for language in requested if _main(language) not in LANGUAGES]


def _main(language: str) -> str:
    """The language of a tag (BCP 47): `en` of `en-GB`."""
    return language.lower().replace("_", "-").partition("-")[0]
