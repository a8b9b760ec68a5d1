"""How Turkish and Kurmanji speak to whom: politely to a reader, as a colleague to a moderator, and never both in one catalog."""

import re

import pytest

from diwan.words import catalogs
from diwan.words.catalogs import Domain

POLITE = {
    "tr": re.compile(r"\b(?:siz(?:i|e|in|de|den|ce|lere?)?)\b", re.IGNORECASE),
    "ku": re.compile(r"\b(?:hûn|we)\b", re.IGNORECASE),
}
# Kurmanji's "tu" is "no" and "any" as well, before a noun ("tu carî": never).
FAMILIAR = {
    "tr": re.compile(r"\b(?:sen(?:i|in|de|den|ce)?|sana)\b", re.IGNORECASE),
    "ku": re.compile(
        r"\bte\b|\btu (?!(?:carî|tişt|cih|qanûn|kontrol|rêgez|danişîn|kes|navê)\w*\b)", re.IGNORECASE
    ),
}


@pytest.mark.parametrize("language", ["tr", "ku"])
@pytest.mark.parametrize(("domain", "never"), [("reader", FAMILIAR), ("desk", POLITE)])
def test_nobody_is_spoken_to_in_two_ways(
    domain: Domain, never: dict[str, re.Pattern[str]], language: str
) -> None:
    said = {
        message.key: text
        for message in catalogs.catalog(domain, language).messages
        for text in message.texts
        if never[language].search(text)
    }
    assert said == {}


@pytest.mark.parametrize("language", ["tr", "ku"])
def test_the_pronouns_are_found_where_they_belong(language: str) -> None:
    """Or the test above would find nothing whatever is said."""
    belongs: dict[Domain, dict[str, re.Pattern[str]]] = {"reader": POLITE, "desk": FAMILIAR}
    for domain, expected in belongs.items():
        texts = [text for m in catalogs.catalog(domain, language).messages for text in m.texts]
        assert sum(bool(expected[language].search(text)) for text in texts) > 5, domain
