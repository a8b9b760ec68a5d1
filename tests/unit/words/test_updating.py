"""A translation follows the English without losing what still translates something."""

from dataclasses import replace

from diwan.words import po
from diwan.words.updating import updated

HEADER = {"Language": "tr", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
REPLY = po.Message("reply", "Reply", notes=("A button.",))
COUNTED = po.Message(
    "count/comments", "{n} comment", "{n} comments", ("", ""), flags=("python-brace-format",)
)
TEMPLATE = po.Catalog({}, (REPLY, COUNTED))
TURKISH = po.Catalog(
    HEADER,
    (replace(REPLY, texts=("Yanıtla",), remarks=("kısa",)), replace(COUNTED, texts=("{n} yorum",) * 2)),
)


def test_a_translation_in_step_stays_as_it_is() -> None:
    assert updated(TEMPLATE, TURKISH) == TURKISH


def test_a_new_message_comes_in_empty_with_its_notes_and_as_many_forms_as_the_language_has() -> None:
    empty = po.Catalog(HEADER, ())
    assert updated(TEMPLATE, empty).messages == (REPLY, COUNTED)
    arabic = {"Plural-Forms": "nplurals=3; plural=(n > 2 ? 2 : n > 1 ? 1 : 0);"}
    assert updated(TEMPLATE, po.Catalog(arabic, ())).messages[1].texts == ("", "", "")


def test_a_message_whose_english_changed_is_in_doubt_and_shows_what_it_translated() -> None:
    changed = replace(TEMPLATE, messages=(replace(REPLY, english="Answer"), COUNTED))
    [message, _] = updated(changed, TURKISH).messages
    assert (message.english, message.texts, message.flags) == ("Answer", ("Yanıtla",), ("fuzzy",))
    assert message.previous == ('msgid "Reply"',)
    assert not message.translated


def test_a_doubt_stays_until_a_translator_takes_it_away() -> None:
    doubted = replace(TURKISH, messages=(replace(TURKISH.messages[0], flags=("fuzzy",)), TURKISH.messages[1]))
    assert updated(TEMPLATE, doubted) == doubted


def test_a_message_that_is_gone_goes_and_the_order_is_the_template_s() -> None:
    mixed = replace(
        TURKISH, messages=(*reversed(TURKISH.messages), po.Message("gone", "Gone")), obsolete=("#~ x",)
    )
    assert updated(TEMPLATE, mixed) == TURKISH
