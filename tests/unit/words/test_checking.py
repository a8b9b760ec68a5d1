"""The build fails on a message that is missing, in doubt, gone, or would not fill as the English one does."""

from dataclasses import replace
from typing import Any

import pytest

from diwan.words import checking, po

PLAIN = po.Message("reply", "Reply to {name}")
COUNTED = po.Message("count/comments", "{n} comment", "{n} comments", ("", ""))
TEMPLATE = po.Catalog({}, (PLAIN, COUNTED))
ARABIC = {
    "Language": "ar",
    "X-Native-Review": "not yet",
    "Plural-Forms": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
FORMS = ("none", "one", "two", "{n} few", "{n} many", "{n} others")
GOOD = po.Catalog(ARABIC, (replace(PLAIN, texts=("ردّ على {name}",)), replace(COUNTED, texts=FORMS)))


def wrongs(catalog: po.Catalog) -> list[str]:
    return list(checking.in_catalog(TEMPLATE, catalog, "ar"))


def plain(**changes: Any) -> po.Catalog:
    return replace(GOOD, messages=(replace(GOOD.messages[0], **changes), GOOD.messages[1]))


def counted(place: int, text: str) -> po.Catalog:
    forms = (*FORMS[:place], text, *FORMS[place + 1 :])
    return replace(GOOD, messages=(GOOD.messages[0], replace(COUNTED, texts=forms)))


def test_nothing_is_wrong_with_our_own_catalogs() -> None:
    assert checking.wrongs() == []


def test_nothing_is_wrong_with_a_whole_translation() -> None:
    assert wrongs(GOOD) == []


@pytest.mark.parametrize(
    ("catalog", "wrong"),
    [
        (replace(GOOD, messages=GOOD.messages[1:]), "reply: missing"),
        (replace(GOOD, messages=(*GOOD.messages, po.Message("gone", "Gone"))), "gone: no such message"),
        (replace(GOOD, obsolete=('#~ msgid "a"',)), "gone (#~)"),
        (plain(flags=("fuzzy",)), "reply: fuzzy"),
        (plain(english="Answer {name}"), "not the template's"),
        (plain(texts=("",)), "reply: not translated"),
        (plain(texts=("ردّ",)), "must have the places"),
        (plain(texts=("ردّ على {nmae}",)), "must have the places"),
        (plain(texts=("ردّ على {name} {n}",)), "must have the places"),
        (plain(texts=("ردّ على {name.__class__}",)), "must have the places"),
        (plain(texts=("ردّ على {name!r}",)), "must have the places"),
        (plain(texts=("ردّ على {name:>99}",)), "must have the places"),
        (plain(texts=("ردّ على {}",)), "must have the places"),
        (plain(texts=("ردّ على {name",)), "must have the places"),
        (plain(texts=("ردّ <a>على</a> {name}",)), "must have the elements"),
        (plain(texts=(" ردّ على {name}",)), "spaces at its ends"),
        (plain(texts=("ردّ\nعلى {name}",)), "a line break"),
        (counted(3, "few"), "(form 3)"),
        (counted(5, ""), "not translated (form 5)"),
        (replace(GOOD, messages=(GOOD.messages[0], replace(COUNTED, texts=FORMS[:2]))), "has 2 forms where"),
        (replace(GOOD, header=ARABIC | {"Language": "fa"}), "Language: ar"),
        (replace(GOOD, header=ARABIC | {"X-Native-Review": ""}), "X-Native-Review"),
        (replace(GOOD, header=ARABIC | {"Plural-Forms": "nplurals=6"}), "its header: Plural-Forms"),
    ],
)
def test_what_would_not_reach_a_reader_whole_is_named(catalog: po.Catalog, wrong: str) -> None:
    [told] = wrongs(catalog)
    assert wrong in told


def test_a_form_that_one_number_alone_takes_may_say_it_in_words() -> None:
    assert wrongs(counted(2, "a pair")) == []


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        (po.Message("a", ""), "is empty"),
        (po.Message("a", "{0}"), "plain names"),
        (po.Message("a", "A", texts=("B",)), "holds no translations"),
        (po.Message("a", "{n} a", "{n} as", ("", "")), "behind count/"),
        (po.Message("count/a", "A"), "behind count/"),
        (po.Message("count/a", "{n} a", "many as", ("", "")), "has no {n}"),
    ],
)
def test_the_english_is_held_to_the_same(message: po.Message, wrong: str) -> None:
    [told] = checking.in_template(po.Catalog({}, (message,)))
    assert wrong in told
