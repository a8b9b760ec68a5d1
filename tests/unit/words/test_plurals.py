"""Each number takes the form that its language gives it."""

import pytest

from diwan.words import catalogs
from diwan.words.catalogs import DOMAINS
from diwan.words.languages import LANGUAGES, SOURCE
from diwan.words.plurals import plurals

# The cardinal rules of CLDR 45 for whole numbers, as examples: https://cldr.unicode.org/index/cldr-spec/plural-rules
CARDINALS = {
    "ar": [[0], [1], [2], [3, 10, 103, 110], [11, 26, 99, 111, 199], [100, 101, 102, 200, 1000]],
    "ckb": [[1], [0, 2, 11, 21, 101]],
    "fa": [[0, 1], [2, 11, 21, 101]],
    "ku": [[1], [0, 2, 11, 21, 101]],
    "tr": [[1], [0, 2, 11, 21, 101]],
}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != SOURCE])
def test_every_catalog_counts_as_its_language_does(domain: catalogs.Domain, language: str) -> None:
    rule = plurals(catalogs.catalog(domain, language).header["Plural-Forms"])
    assert rule.forms == len(CARDINALS[language])
    assert [{rule.form(n) for n in numbers} for numbers in CARDINALS[language]] == [
        {form} for form in range(rule.forms)
    ]


def test_arabic_two_stands_alone_and_a_hundred_and_two_does_not() -> None:
    rule = plurals(catalogs.catalog("reader", "ar").header["Plural-Forms"])
    assert rule.numbers(2) == [2]
    assert 102 in rule.numbers(5)


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("", "must read"),
        ("nplurals=2", "must read"),
        ("nplurals=2; plural=(n != 1); print(n)", "invalid token"),
        ("nplurals=2; plural=__import__('os');", "invalid token"),
        ("nplurals=2; plural=n.real;", "invalid token"),
        ("nplurals=3; plural=(n != 1);", "leads to the forms"),
        ("nplurals=1; plural=(n != 1);", "leads to the forms"),
    ],
)
def test_a_rule_that_is_none_or_counts_other_forms_is_refused(rule: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        plurals(rule)
