"""What is wrong with the catalogs: every gap, every doubt and every text that would not fill as the English one does."""

import re
import string
from collections.abc import Iterator

from diwan.words import catalogs, po
from diwan.words.catalogs import DOMAINS, Domain
from diwan.words.languages import LANGUAGES, SOURCE
from diwan.words.plurals import Plurals, plurals

REVIEW = "X-Native-Review"
"""The header field that names who, of those who grew up with the language, has read the whole catalog; or says "not yet"."""
COUNT = "n"


def wrongs() -> list[str]:
    """One line for each thing that is wrong, empty if nothing is: `reader/ku.po: reply: not translated`."""
    return [wrong for domain in DOMAINS for wrong in _in_domain(domain)]


def _in_domain(domain: Domain) -> Iterator[str]:
    try:
        template = catalogs.template(domain)
    except po.Malformed as malformed:
        yield f"{domain}/messages.pot: {malformed}"
        return
    yield from (f"{domain}/messages.pot: {wrong}" for wrong in in_template(template))
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        try:
            translation = catalogs.catalog(domain, language)
        except FileNotFoundError:
            yield f"{domain}/{language}.po: there is no such file"
        except po.Malformed as malformed:
            yield f"{domain}/{language}.po: {malformed}"
        else:
            yield from (
                f"{domain}/{language}.po: {wrong}" for wrong in in_catalog(template, translation, language)
            )


def in_template(template: po.Catalog) -> Iterator[str]:
    """What is wrong with the English itself."""
    for message in template.messages:
        counted = bool(message.english_plural)
        if counted != message.key.startswith("count/"):
            yield f"{message.key}: what is counted stands behind count/, and nothing else does"
        if any(message.texts):
            yield f"{message.key}: the template holds no translations"
        for text in (message.english, message.english_plural) if counted else (message.english,):
            if not text or _places(text) is None:
                yield f"{message.key}: {text!r} is empty, or its places are not plain names such as {{name}}"
        if counted and COUNT not in (_places(message.english_plural) or ()):
            yield f"{message.key}: the plural has no {{{COUNT}}}"


def in_catalog(template: po.Catalog, translation: po.Catalog, language: str) -> Iterator[str]:
    """What is wrong with a translation."""
    if translation.header.get("Language") != language:
        yield f"its header must say Language: {language}"
    if not translation.header.get(REVIEW):
        yield f"its header must have {REVIEW}: who has read it, or `not yet`"
    if translation.obsolete:
        yield f"{len(translation.obsolete)} lines on messages that are gone (#~): remove them"
    try:
        rule = plurals(translation.header.get("Plural-Forms", ""))
    except ValueError as wrong:
        yield f"its header: {wrong}"
        return
    given = {message.key: message for message in translation.messages}
    for message in template.messages:
        if message.key in given:
            yield from (
                f"{message.key}: {wrong}" for wrong in _in_message(message, given.pop(message.key), rule)
            )
        else:
            yield f"{message.key}: missing"
    yield from (f"{key}: no such message in English any more" for key in given)


def _in_message(english: po.Message, given: po.Message, rule: Plurals) -> Iterator[str]:
    if po.FUZZY in given.flags:
        yield "fuzzy: the English has changed, or the translation is in doubt"
    elif (english.english, english.english_plural) != (given.english, given.english_plural):
        yield "its English is not the template's: run `python -m diwan.words update`"
    forms = rule.forms if english.english_plural else 1
    if len(given.texts) != forms:
        yield f"has {len(given.texts)} forms where the language has {forms}"
        return
    wanted = _places(english.english_plural or english.english) or set()
    for place, text in enumerate(given.texts):
        form = f" (form {place})" if english.english_plural else ""
        # "One reply", "two replies": a form that one number alone takes may say it in words.
        free = {COUNT} if english.english_plural and len(rule.numbers(place)) == 1 else set()
        if not text:
            yield f"not translated{form}"
        elif (places := _places(text)) is None or not wanted - free <= places <= wanted:
            yield f"must have the places of the English, {sorted(wanted)}, and no others{form}"
        elif _elements(text) != _elements(english.english_plural or english.english):
            yield f"must have the elements of the English, such as <a>…</a>, each opened and closed{form}"
        elif text != text.strip() or "\n" in text:
            yield f"has spaces at its ends, or a line break{form}"


def _elements(text: str) -> list[str]:
    """The elements of a text, sorted: a translation may set them in another order."""
    return sorted(re.findall(r"</?[a-z]+>", text))


def _places(text: str) -> set[str] | None:
    """The names between braces; None if there is anything but plain names between them, or a brace too many."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        return None
    if any(
        spec or conversion or name == "" or (name and not name.isidentifier())
        for _, name, spec, conversion in parsed
    ):
        return None
    return {name for _, name, _, _ in parsed if name}
