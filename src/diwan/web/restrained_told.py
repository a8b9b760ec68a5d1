"""What a reader is told who is held, muted or barred: what, until when, why, and how to object. Nobody is restrained in secret."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from diwan.bootstrap import House
from diwan.editions.words import ReaderWords, words_for
from diwan.errors import MayNotWrite
from diwan.guidelines import Guideline
from diwan.restraints import Effect, Restraint, silencing
from diwan.sites import Site


@dataclass(frozen=True, slots=True)
class RestrainedTold:
    """For the receipt: `what` is what he is kept from, `why` the reason, `object_to` where he can object; each a sentence."""

    what: Markup
    why: Markup
    object_to: Markup


def told(words: ReaderWords, restraint: Restraint, contact: str) -> RestrainedTold:
    """What is told of a restraint. `contact` is the publisher's own line, "" if there is none."""
    guideline = words.guideline(Guideline(restraint.guideline))
    return RestrainedTold(
        _what(words, restraint),
        words.fill("restrained-why", guideline=_isolated(guideline)),
        words.fill("restrained-object", contact=_isolated(contact))
        if contact
        else words.fill("restrained-object-imprint"),
    )


def of_receipt(words: ReaderWords, restraints: Sequence[Restraint], contact: str) -> RestrainedTold | None:
    """What is told of all that is in force together: that he may not write, or else that he is held. None if nothing is in force."""
    held = [each for each in restraints if each.effect is Effect.HOLD]
    longest = max(held, key=lambda each: (each.until is None, each.until or 0), default=None)
    foremost = silencing(restraints) or longest
    return None if foremost is None else told(words, foremost, contact)


def refusal(words: ReaderWords, refused: MayNotWrite, contact: str) -> Markup:
    """The answer to a comment that he may not write, as HTML, in whole sentences."""
    said = told(words, refused.restraint, contact)
    return Markup(" ").join((said.what, said.why, words.fill("restrained-kept"), said.object_to))


def tell(house: House, site: Site, article_key: str, refused: MayNotWrite) -> MayNotWrite:
    """The same error, which tells it as text, too, in the article's language: for the widget."""
    with house.store.reading() as view:
        article = view.article(site.id, article_key)
    language = article.description.language if article is not None else site.language
    refused.told = refusal(words_for(language), refused, house.settings.statements.contact).striptags()
    return refused


def _what(words: ReaderWords, restraint: Restraint) -> Markup:
    held = restraint.effect is Effect.HOLD
    if restraint.until is None:
        return words.fill("restrained-held" if held else "restrained-endless")
    key = "restrained-held-until" if held else "restrained-until"
    return words.fill(key, date=words.date(restraint.until))


def _isolated(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(text)
