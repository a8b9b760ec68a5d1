"""The documented rules, one by one: what keeps them passes, and one step beyond each limit is named."""

import pytest

from diwan.statements_of_reasons.rules import FIELDS, problems_of, problems_of_batch
from diwan.statements_of_reasons.statement import statement
from tests.unit.statements_of_reasons.test_statement import REJECTION


def told(**changed: object) -> dict[str, object]:
    made: dict[str, object] = {**statement(REJECTION, terms_url="https://courier.example/rules"), **changed}
    return {name: value for name, value in made.items() if value is not None}


def wrong(**changed: object) -> list[str]:
    return [problem.field for problem in problems_of(told(**changed))]


def test_a_sound_statement_has_no_problem() -> None:
    assert problems_of(told()) == []


@pytest.mark.parametrize("field", [name for name, (required, _) in FIELDS.items() if required])
def test_each_field_that_must_be_there_is_missed(field: str) -> None:
    assert field in wrong(**{field: None})


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("incompatible_content_ground", 500),
        ("incompatible_content_explanation", 2000),
        ("decision_facts", 5000),
    ],
)
def test_a_text_may_be_as_long_as_documented_and_no_longer(field: str, most: int) -> None:
    assert wrong(**{field: "ش" * most}) == []
    assert wrong(**{field: "ش" * (most + 1)}) == [field]
    assert wrong(**{field: " "}) == [field]
    assert wrong(**{field: 7}) == [field]


def test_a_puid_has_up_to_500_of_its_characters() -> None:
    for sound in ("a", "A-z_0", "x" * 500):
        assert wrong(puid=sound) == []
    for bad in ("", "x" * 501, "a b", "a.b", "ä", "a\n", 7, "a/b"):
        assert wrong(puid=bad) == ["puid"]


@pytest.mark.parametrize(
    ("field", "first"),
    [("content_date", "2000-01-01"), ("application_date", "2020-01-01")],
)
def test_a_day_lies_within_the_documented_years(field: str, first: str) -> None:
    year = int(first[:4])
    other = (
        {"content_date": "2000-01-01"} if field == "application_date" else {"application_date": "2038-01-01"}
    )
    assert wrong(**{**other, field: first}) == []
    assert wrong(**{**other, field: "2038-01-01"}) in ([], ["application_date"])
    for bad in (
        f"{year - 1}-12-31",
        "2038-01-02",
        "2026-13-01",
        "2026-02-30",
        "2026-1-1",
        "01-01-2026",
        "",
        20260101,
        "٢٠٢٦-٠١-٠١",
    ):
        assert wrong(**{**other, field: bad}) == [field]


def test_a_restriction_neither_begins_before_the_comment_nor_ends_before_it_began() -> None:
    assert wrong(content_date="2026-01-02", application_date="2026-01-01") == ["application_date"]
    assert wrong(end_date_visibility_restriction="2026-09-22") == []
    assert wrong(end_date_visibility_restriction="2026-09-21") == ["end_date_visibility_restriction"]


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("decision_visibility", []),
        ("decision_visibility", "DECISION_VISIBILITY_CONTENT_DISABLED"),
        ("decision_visibility", ["DECISION_VISIBILITY_CONTENT_HIDDEN"]),
        ("decision_visibility", ["DECISION_VISIBILITY_CONTENT_DISABLED"] * 2),
        ("decision_ground", "DECISION_GROUND_ILLEGAL_CONTENT"),
        ("decision_ground_reference_url", "courier.example/rules"),
        ("decision_ground_reference_url", "javascript:alert(1)"),
        ("decision_ground_reference_url", "https://courier.example/" + "x" * 500),
        ("incompatible_content_illegal", "no"),
        ("content_type", ["CONTENT_TYPE_VIDEO"]),
        ("category", "STATEMENT_CATEGORY_SCOPE_OF_PLATFORM_SERVICE"),
        ("category_specification", ["KEYWORD_SUICIDE"]),
        ("content_language", "ckb"),
        ("content_language", "en"),
        ("source_type", "SOURCE_ARTICLE_9"),
        ("automated_detection", True),
        ("automated_detection", "yes"),
        ("automated_decision", "Yes"),
    ],
)
def test_a_value_that_the_database_does_not_take_is_named(field: str, bad: object) -> None:
    assert wrong(**{field: bad}) == [field]


def test_a_keyword_belongs_to_its_category() -> None:
    assert wrong(category_specification=["KEYWORD_HATE_SPEECH"]) == ["category_specification"]


def test_what_other_means_is_said_exactly_where_other_is_named() -> None:
    field = "category_specification_other"
    assert wrong(category_specification=["KEYWORD_OTHER"]) == [field]
    assert wrong(category_specification=["KEYWORD_OTHER"], category_specification_other="Profanity") == []
    assert wrong(category_specification_other="Profanity") == [field]
    assert wrong(category_specification=["KEYWORD_OTHER"], category_specification_other="x" * 501) == [field]


def test_an_unknown_field_is_named_and_no_value_is_repeated() -> None:
    [problem] = problems_of(told(url="https://secret.example"))
    assert str(problem) == "url is no field of a statement"
    assert problems_of("a text")[0].field == "statement"


def test_a_batch_holds_one_to_a_hundred_statements_with_different_names() -> None:
    hundred: list[object] = [told(puid=f"courier-{n}") for n in range(100)]
    assert problems_of_batch(hundred) == []
    assert [p.field for p in problems_of_batch([*hundred, told()])] == ["statements"]
    assert [p.field for p in problems_of_batch([])] == ["statements"]
    assert [str(p) for p in problems_of_batch([told(), told()])] == ["statements name a puid twice"]
    assert [p.field for p in problems_of_batch([told(), told(puid="other", source_type="x")])] == [
        "statements.1.source_type"
    ]
