"""The strings that broke others, in the short form of `make prove`: those of the repository, on every page and in every request; and each planted fault is noticed."""

import gzip
import json
from pathlib import Path

import pytest
from proofs.outcome import Outcome

from proofs import attack_plants, attack_requests, attack_strings, attacks, imitation
from tests.browser import chromium
from tests.databases import DATABASES


def _sound(outcome: Outcome, attempts: int) -> None:
    assert outcome.told == []
    assert outcome.failures == 0
    assert outcome.attempts >= attempts


@chromium.asked_for
def test_no_string_on_any_page_is_script_and_as_raw_html_most_of_them_are(tmp_path: Path) -> None:
    outcome = attacks.on_pages(tmp_path, Outcome(attacks.NAME, "sqlite"), attacks.SHORT)
    _sound(outcome, 1000)
    assert outcome.sizes["surfaces"] > 60
    assert outcome.sizes["under their policy"] > 60


@chromium.asked_for
@pytest.mark.parametrize("plant", attack_plants.ON_PAGES)
def test_a_page_that_takes_words_for_markup_is_noticed(plant: str) -> None:
    assert attacks.run("sqlite", attacks.SHORT, plant).failures


@pytest.mark.parametrize("database", DATABASES)
def test_no_string_in_any_field_is_an_accident_a_header_a_way_elsewhere_or_altered(
    database: str, tmp_path: Path
) -> None:
    outcome = Outcome(attacks.NAME, database)
    attack_requests.tried(tmp_path, database, outcome, attacks.SHORT)
    _sound(outcome, 1000)
    assert outcome.sizes["fields of routes"] > 150
    assert outcome.sizes["stored byte for byte"] > 100


@pytest.mark.parametrize("plant", attack_plants.IN_REQUESTS)
def test_an_answer_that_does_as_the_string_says_is_noticed(plant: str) -> None:
    assert attacks.run("sqlite", attacks.SHORT, plant).failures


def test_a_folder_takes_the_place_of_the_repositorys_own_strings_and_what_it_lacks_is_named(
    tmp_path: Path,
) -> None:
    assert "only the repository's own" in attack_strings.told()
    assert attack_strings.missing_in(tmp_path)[0] == "xss.jsonl.gz"
    for name in (*attack_strings.FILES, attack_strings.IMPERSONATION):
        rows = [{"payload": f"{name} number {number}", "base": "Editor"} for number in range(9)]
        content = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(content))
    assert attack_strings.missing_in(tmp_path) == []
    with attack_strings.of_folder(tmp_path):
        assert attack_strings.told() == ""
        assert [each.text for each in attack_strings.attacks("sqli", 3)] == [
            f"sqli number {n}" for n in (0, 3, 6)
        ]
        outcome = imitation.run("sqlite", imitation.SHORT)
        assert outcome.sizes["of 9 of the folder not held"] == 9
        assert "not held: 'number 0'" in " ".join(outcome.told)
    assert attack_strings.attacks("sqli")[0].text == "'"
