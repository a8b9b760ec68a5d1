"""What the tests leave out when they do not look at every combination."""

from itertools import combinations, product

import pytest

from tests import breadth

LANGUAGES = ("ku", "ckb", "tr", "ar", "de", "en")
SCREENS = ("320-light", "320-dark", "1280-light", "1280-dark")
DATABASES = ("sqlite", "postgresql")


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breadth, "EVERYTHING", False)


@pytest.mark.usefixtures("narrow")
def test_each_value_of_each_axis_is_met() -> None:
    met = breadth.each(LANGUAGES, SCREENS, DATABASES)
    assert len(met) == len(LANGUAGES)
    assert [set(axis) for axis in zip(*met, strict=True)] == [set(LANGUAGES), set(SCREENS), set(DATABASES)]


@pytest.mark.usefixtures("narrow")
def test_each_value_is_met_beside_each_of_another_axis() -> None:
    met = breadth.pairs(LANGUAGES, SCREENS, DATABASES)
    assert len(met) == len(set(met)) < len(LANGUAGES) * len(SCREENS) * len(DATABASES)
    for one, other in combinations(range(3), 2):
        axes = (LANGUAGES, SCREENS, DATABASES)
        assert {(row[one], row[other]) for row in met} == set(product(axes[one], axes[other]))


@pytest.mark.parametrize("choose", [breadth.each, breadth.pairs])
def test_every_combination_is_met_where_all_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, choose: object
) -> None:
    monkeypatch.setattr(breadth, "EVERYTHING", True)
    assert callable(choose)
    assert choose(LANGUAGES, SCREENS, DATABASES) == list(product(LANGUAGES, SCREENS, DATABASES))
    assert breadth.wide("a few", "all") == "all"
