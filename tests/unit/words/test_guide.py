"""The translators' guide says what the catalogs say."""

import re
from pathlib import Path

import pytest

from diwan.guidelines import Guideline
from diwan.words import catalogs
from diwan.words.catalogs import words_for
from diwan.words.checking import REVIEW
from diwan.words.languages import LANGUAGES, SOURCE

GUIDE = (Path(__file__).parents[3] / "docs" / "translating.md").read_text(encoding="utf-8")
COLUMNS = ("ckb", "ku", "ar", "tr", "fa")


@pytest.mark.parametrize("code", list(Guideline))
def test_its_glossary_has_the_guidelines_names(code: Guideline) -> None:
    names = [words_for("reader", language).guideline(code) for language in COLUMNS]
    assert f"| `{code}` | {' | '.join(names)} |" in GUIDE


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != SOURCE])
def test_it_says_of_each_language_whether_a_native_speaker_has_read_it(language: str) -> None:
    [row] = re.findall(rf"^\| `{language}` \|.*\| ([^|]+) \|$", GUIDE, re.MULTILINE)
    for domain in catalogs.DOMAINS:
        assert catalogs.catalog(domain, language).header[REVIEW] == row
