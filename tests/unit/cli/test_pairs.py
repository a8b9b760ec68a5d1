"""Old scores read out of files, as teams have kept them."""

import io
import json

import pytest

from diwan.cli.pairs import Bad, Columns, Known, read
from diwan.errors import Malformed

CANARY = "canary"


def csv(table: str | bytes, **columns: object) -> list[Known | Bad]:
    content = table.encode() if isinstance(table, str) else table
    found = list(read(io.BytesIO(content), is_csv=True, columns=Columns(**columns)))  # type: ignore[arg-type]
    assert not any(isinstance(each, Bad) and CANARY in each.why for each in found)
    return found


def jsonl(*lines: object, **columns: object) -> list[Known | Bad]:
    content = b"".join(
        (each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in lines
    )
    found = list(read(io.BytesIO(content), is_csv=False, columns=Columns(**columns)))  # type: ignore[arg-type]
    assert not any(isinstance(each, Bad) and CANARY in each.why for each in found)
    return found


def scores(found: list[Known | Bad]) -> list[tuple[str, dict[str, float]]]:
    return [(each.text.body, dict(each.scores)) for each in found if isinstance(each, Known)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_gives_each_attribute_that_its_first_line_names(delimiter: str) -> None:
    rows = [["id", "text", "toxicity", "THREAT", "likes"], ["1", "Shame", "0.91", "1e-2", "7"]]
    text = "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows)
    assert scores(csv(text)) == [("Shame", {"TOXICITY": 0.91, "THREAT": 0.01})]


def test_a_text_in_a_table_may_hold_lines_quotes_and_commas_and_comes_out_as_it_went_in() -> None:
    assert scores(csv('text,score\n"He said ""no"",\r\nthen left.",0.5\n')) == [
        ('He said "no",\r\nthen left.', {"TOXICITY": 0.5})
    ]


def test_columns_with_other_names_are_named_by_whoever_knows_them() -> None:
    found = csv("comment,tox,score\nShame,0.9,0.1\n", text="comment", attributes={"TOXICITY": "tox"})
    assert scores(found) == [("Shame", {"TOXICITY": 0.9})]
    assert scores(csv("text,TOXICITY,score\nShame,0.9,0.1\n")) == [("Shame", {"TOXICITY": 0.9})]


@pytest.mark.parametrize(
    ("header", "columns", "says"),
    [
        ("comment,TOXICITY", {}, "no column text"),
        ("text,rating", {}, "no attribute"),
        ("text,TOXICITY", {"attributes": {"TOXICITY": "tox"}}, "no column tox"),
        ("", {}, "no column text"),
    ],
)
def test_a_table_without_the_columns_is_refused_with_what_to_say(
    header: str, columns: dict[str, object], says: str
) -> None:
    with pytest.raises(Malformed, match=says):
        csv(header + "\na,0.5\n", **columns)


def test_json_is_read_in_every_form_in_which_answers_are_kept() -> None:
    summary = {"TOXICITY": {"summaryScore": {"value": 0.7, "type": "PROBABILITY"}}, "SPAM": {}}
    found = jsonl(
        {"text": "a", "score": 0.1},
        {"text": "b", "TOXICITY": 0.2, "insult": "0.3", "id": 9},
        {"text": "c", "scores": {"TOXICITY": 0.4}},
        {"comment": {"text": "d"}, "attributeScores": summary, "languages": ["en"]},
        {"body": "e", "tox": 0.5},
        text="text",
    )
    assert scores(found) == [
        ("a", {"TOXICITY": 0.1}),
        ("b", {"TOXICITY": 0.2, "INSULT": 0.3}),
        ("c", {"TOXICITY": 0.4}),
        ("d", {"TOXICITY": 0.7}),
    ]
    assert found[4] == Bad(5, "There is no text under text.")


def test_a_bad_line_is_told_by_its_number_and_costs_no_other() -> None:
    found = csv(
        b"text,TOXICITY\n"
        b"canary,much\ncanary,80\ncanary,nan\ncanary,\ncanary\n\xff canary,0.5\n"
        + b"canary" * 30_000
        + b",0.5\nfine,0.5\n"
    )
    assert [each.line for each in found if isinstance(each, Bad)] == [2, 3, 4, 5, 6, 7, 8]
    assert scores(found) == [("fine", {"TOXICITY": 0.5})]
    bad = [
        *(b"canary", b'"canary"', b'{"text": 1, "score": 0.5}', b'{"text": "canary", "score": true}'),
        *(b'{"text": "canary", "score": {}}', b'{"text": "canary\xff", "score": 0.5}', b"[" * 5000),
        *(
            b'{"text": "canary", "score": 1e999}',
            b'{"text": "canary"}',
            b'{"text": "' + b"canary" * 200_000 + b'"}',
        ),
    ]
    found = jsonl(*bad, {"text": "fine", "score": 0.5})
    assert [each.line for each in found if isinstance(each, Bad)] == list(range(1, len(bad) + 1))
    assert scores(found) == [("fine", {"TOXICITY": 0.5})]
