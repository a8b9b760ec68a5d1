"""Bringing a translation in step with the English: new messages come in empty, changed ones in doubt, and what is gone goes."""

from dataclasses import replace

from diwan.words import po
from diwan.words.plurals import plurals


def updated(template: po.Catalog, translation: po.Catalog) -> po.Catalog:
    """The translation with exactly the template's messages, in its order. No text that still translates something is lost."""
    known = {message.key: message for message in translation.messages}
    forms = plurals(translation.header["Plural-Forms"]).forms
    messages = tuple(_updated(message, known.get(message.key), forms) for message in template.messages)
    return replace(translation, messages=messages, obsolete=())


def _updated(english: po.Message, given: po.Message | None, forms: int) -> po.Message:
    wanted = forms if english.english_plural else 1
    if given is None or len(given.texts) != wanted:
        return replace(english, texts=("",) * wanted)
    flags = tuple(flag for flag in given.flags if flag == po.FUZZY)
    previous = given.previous
    if (english.english, english.english_plural) != (given.english, given.english_plural) and any(
        given.texts
    ):
        flags = (po.FUZZY,)
        previous = (f"msgid {po.quoted(given.english)}",)
        if given.english_plural:
            previous += (f"msgid_plural {po.quoted(given.english_plural)}",)
    return replace(
        english, texts=given.texts, remarks=given.remarks, flags=(*flags, *english.flags), previous=previous
    )
