"""POST /api/score: whoever holds a key is told everything the checks saw; whoever does not is told how to come by one."""

import io
import json
import math
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest

from diwan import settings
from diwan.guidelines import Guideline
from diwan.scoring.answers import MarkName
from diwan.scoring.line import BUDGET_CHARACTERS
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Mark
from diwan.web.scoring import api
from tests.scoring_house import ScoringServed, Scripted, scoring_house
from tests.served import Served
from tests.unit.scoring.test_quota import Seconds
from tests.waiting import until

RUDE = "You are a complete idiot."
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScoringServed]:
    """A scripted server for facts that no other test can spoil."""
    with scoring_house(
        tmp_path_factory.mktemp("scoring"),
        ordered=[Scripted(by_text={RUDE: {"personal_attack": 0.9, "toxicity": 0.8}})],
    ) as served:
        yield served


def test_the_shipped_checks_tell_all_they_saw(tmp_path: Path, database: str) -> None:
    with scoring_house(tmp_path, database) as served:
        answer = served.score(
            {"text": f"{RUDE} 👍 Buy at https://pills.example", "id": "a"}, {"text": "سڵاو", "id": 7}
        )
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "no-store"
        first, second = answer.json()["results"]
        assert list(first) == ["id", "language", "toxicity", "scores", "findings"]
        assert (first["id"], first["language"], second["id"]) == ("a", "en", 7)
        assert list(first["scores"]) == [guideline.value for guideline in Guideline]
        assert first["toxicity"] > 0.5
        [link] = [finding for finding in first["findings"] if finding["check"] == "links"]
        [span] = link["spans"]
        assert link["guideline"] is None, "one link is no promotion yet"
        # Code points: the emoji before it counts one.
        begin = len(f"{RUDE} 👍 Buy at ")
        assert (span["begin"], span["field"]) == (begin, "body")
        assert second["toxicity"] is None
        assert [f["score"] for f in second["findings"] if f["check"] == "model"] == [None]
        assert [f["could_not_tell"] for f in second["findings"] if f["check"] == "model"] == [True]


def test_it_says_the_same_as_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from diwan.cli.main import main

    monkeypatch.chdir(tmp_path)
    with scoring_house(tmp_path) as served:
        [over_http] = served.score(RUDE).json()["results"]
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["score", "--text", RUDE])
    assert json.loads(capsys.readouterr().out) == over_http


def test_a_newsroom_scores_as_well_with_the_same_keys(newsroom: Served) -> None:
    from tests.scoring_house import make_key

    key = make_key(newsroom.house.scoring, "client")
    sent = {"texts": [{"text": "https://a.example https://b.example https://c.example"}]}
    answer = newsroom.client.post("/api/score", json=sent, headers={"authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    assert answer.json()["results"][0]["scores"]["promotion"] > 0.5
    assert newsroom.counts()["comments"] == 0
    assert (
        'diwan_scored_texts_total{outcome="scored",surface="score"} 1.0'
        in newsroom.client.get("/metrics").text
    )


def test_what_surrounds_a_text_reaches_the_checks(tmp_path: Path) -> None:
    seen = []

    class Curious(Scripted):
        def look(self, reading: Reading) -> Sequence[Finding]:
            context = reading.context
            seen.append((context.language, context.headline, context.section, context.parent))
            return []

    with scoring_house(tmp_path, ordered=[Curious()]) as served:
        article = {"headline": "H", "section": "S"}
        served.score({"text": "x", "language": "tr", "article": article, "parent": "P"})
        served.score({"text": "x", "language": None, "article": None, "parent": None, "id": None})
    assert seen == [("tr", "H", "S", "P"), ("", "", "", "")]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer "},
        {"authorization": "Bearer nonsense"},
        {"authorization": "Bearer diwan_scoring_" + "a" * 43},
        {"authorization": "Basic abc"},
        {"authorization": "Bearer " + "x" * 5000},
        {"authorization": "Bearer kéy"},
    ],
)
def test_without_a_known_key_nothing_is_scored(shared: ScoringServed, headers: dict[str, str]) -> None:
    raw = {name.encode(): value.encode("latin-1") for name, value in headers.items()}
    answer = shared.client.post("/api/score", json={"texts": [{"text": "x"}]}, headers=raw)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["code"] == "api-key"
    assert "diwan keys add --scoring" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"", 400, "not valid JSON"),
        (b"{", 400, "not valid JSON"),
        (b"[]", 400, "Expected `object`"),
        (b"{}", 400, "`texts`"),
        (b'{"texts": []}', 400, "length >= 1"),
        (b'{"text": "x"}', 400, "`text`"),
        (b'{"texts": ["x"]}', 400, "$.texts[0]"),
        (b'{"texts": [{"id": 1}]}', 400, "`text`"),
        (b'{"texts": [{"text": null}]}', 400, "$.texts[0].text"),
        (b'{"texts": [{"text": "x", "lang": "en"}]}', 400, "`lang`"),
        (b'{"texts": [{"text": "x", "article": "H"}]}', 400, "$.texts[0].article"),
        (b'{"texts": [{"text": "x", "id": 1.5}]}', 400, "$.texts[0].id"),
        (b'{"texts": [{"text": "\\ud800"}]}', 400, "surrogate"),
        (b'{"texts": [{"text": "\xff"}]}', 400, "UTF-8"),
        (json.dumps({"texts": [{"text": "x"}] * 65}).encode(), 400, "length <= 64"),
        (json.dumps({"texts": [{"text": "x" * 50_001}]}).encode(), 400, "length <= 50000"),
        (json.dumps({"texts": [{"text": "x" * 40_000}] * 40}).encode(), 413, "1048576 bytes"),
        (b"[" * 200_000, 400, "Expected `object`"),
    ],
)
def test_what_cannot_be_scored_is_refused_with_what_is_wrong(
    shared: ScoringServed, body: bytes, status: int, told: str
) -> None:
    answer = shared.client.post("/api/score", content=body, headers={**JSON, **shared.bearer})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.json()["detail"]


def test_the_longest_text_and_the_most_texts_are_scored(shared: ScoringServed) -> None:
    assert shared.score("x" * api.MOST_CHARACTERS).status_code == 200
    assert len(shared.score(*["x"] * api.MOST_TEXTS).json()["results"]) == api.MOST_TEXTS
    assert shared.score("").status_code == 200


def test_another_content_type_and_another_method_are_refused(shared: ScoringServed) -> None:
    answer = shared.client.post(
        "/api/score", content=b"{}", headers={"content-type": "text/plain", **shared.bearer}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "content-type")
    refused = shared.client.get("/api/score")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


def test_over_its_quota_a_key_is_told_when_to_come_back_and_then_let_in(
    tmp_path: Path, database: str
) -> None:
    clock = Seconds()
    with scoring_house(tmp_path, database, ordered=[Scripted()], seconds=clock) as served:
        key = served.make_key("small", per_minute=6)
        assert served.score(*["x"] * 5, key=key).status_code == 200
        answer = served.score("x", "y", "z", key=key)
        assert (answer.status_code, answer.json()["code"]) == (429, "too-many")
        assert "6 texts a minute" in answer.json()["detail"]
        assert served.score("x").status_code == 200, "another key has a quota of its own"
        clock.at += int(answer.headers["retry-after"])
        assert served.score("x", "y", "z", key=key).status_code == 200


def test_a_revoked_key_is_refused_after_five_seconds(tmp_path: Path, database: str) -> None:
    clock = Seconds()
    with scoring_house(tmp_path, database, ordered=[Scripted()], seconds=clock) as served:
        key = served.make_key("leaver")
        assert served.score("x", key=key).status_code == 200
        assert served.revoke("leaver")
        clock.at += 5
        assert served.score("x", key=key).status_code == 401
        assert served.rows("SELECT name FROM scoring_keys") == [("test",)]


def test_an_overloaded_line_says_so_and_nothing_is_lost(tmp_path: Path) -> None:
    class Slow(Scripted):
        may_read = threading.Event()

        def look(self, reading: Reading) -> Sequence[Finding]:
            assert self.may_read.wait(30)
            return super().look(reading)

    slow = Slow()
    with scoring_house(
        tmp_path, ordered=[slow], toml="[scoring]\nmost_waiting = 64\ntimeout_ms = 60000\n"
    ) as served:
        answers: list[Any] = []
        # More than is ever begun at once, so that some of them wait until the checks may read.
        texts = ["x" * (BUDGET_CHARACTERS // 40)] * 60
        asker = threading.Thread(target=lambda: answers.append(served.score(*texts)))
        asker.start()
        try:
            until(lambda: 0 < served.house.line.waiting < 60, "the first texts to be begun")
            refused = served.score(*["y"] * 64)
        finally:
            slow.may_read.set()
            asker.join(30)
        assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")
        assert int(refused.headers["retry-after"]) > 0
        assert [answer.status_code for answer in answers] == [200]
        page = served.client.get("/metrics").text
    assert 'diwan_scored_texts_total{outcome="overloaded",surface="score"} 64.0' in page
    assert 'diwan_scored_texts_total{outcome="scored",surface="score"} 60.0' in page
    assert "diwan_scoring_waiting 0.0" in page


def test_what_would_take_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "WITHIN_S", 0.0)
    with scoring_house(tmp_path, ordered=[Scripted()]) as served:
        answer = served.score("x")
    assert (answer.status_code, answer.json()["code"]) == (503, "overdue")


def test_a_failing_check_is_told_as_silent_and_not_as_0(tmp_path: Path) -> None:
    class Failing(Scripted):
        def look(self, reading: Reading) -> Sequence[Finding]:
            raise ValueError("canary")

    with scoring_house(tmp_path, ordered=[Failing()]) as served:
        [result] = served.score("x").json()["results"]
    assert (result["toxicity"], set(result["scores"].values())) == (None, {None})
    [finding] = result["findings"]
    assert (finding["could_not_tell"], finding["score"]) == (True, None)


def test_neither_texts_nor_keys_are_logged_measured_or_stored(
    tmp_path: Path, lines: io.StringIO, database: str
) -> None:
    canary = "canary-of-a-stranger"

    class Failing(Scripted):
        def look(self, reading: Reading) -> Sequence[Finding]:
            if "fail" in reading.words.body:
                raise ValueError(reading.words.body)
            return super().look(reading)

    with scoring_house(tmp_path, database, ordered=[Failing()]) as served:
        served.score(canary, f"fail {canary}", {"text": canary, "parent": canary, "id": canary})
        served.client.post("/api/score", content=canary.encode(), headers={**JSON, **served.bearer})
        served.score("x", key=f"{canary}-key")
        said = lines.getvalue() + served.client.get("/metrics").text + served.client.get("/readyz").text
        tables = [
            table
            for (table,) in served.rows(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
                if database == "sqlite"
                else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
        ]
        stored = repr([served.rows(f"SELECT * FROM {table}") for table in tables])
        assert "serving" in said
        for secret in (canary, served.key):
            assert secret not in said
            assert secret not in stored


# --- the description ------------------------------------------------------------------------------------------------


def described(shared: ScoringServed) -> dict[str, Any]:
    answer = shared.client.get("/api/openapi.json")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    return document


def test_the_description_is_openapi_3_1_and_whole(shared: ScoringServed) -> None:
    document = described(shared)
    assert document["openapi"].startswith("3.1")
    assert set(document) == {"openapi", "info", "paths", "components"}
    told = document["paths"]["/api/score"]["post"]
    assert set(told["responses"]) == {"200", "400", "401", "413", "429", "503"}
    references = set(_references(document))
    assert references
    for reference in references:
        here: Any = document
        for part in reference.removeprefix("#/").split("/"):
            here = here[part]
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key == "$ref")
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def test_every_described_path_is_answered(shared: ScoringServed) -> None:
    for path, operations in described(shared)["paths"].items():
        for method in operations:
            answer = shared.client.request(method, path)
            # A phase of Coral's that nobody set up is not there, whatever its name.
            missing = {405} if path == "/coral/{phase}" else {404, 405}
            assert answer.status_code not in missing, (method, path)


def test_an_answer_fits_its_description(shared: ScoringServed) -> None:
    schemas = described(shared)["components"]["schemas"]
    for result in shared.score(RUDE, "x").json()["results"]:
        assert set(result) == set(schemas["Result"]["properties"]) == set(schemas["Result"]["required"])
        for finding in result["findings"]:
            assert set(finding) == set(schemas["Found"]["properties"])
            assert finding["score"] is None or math.isfinite(finding["score"])
    assert schemas["Guideline"]["enum"] == sorted(guideline.value for guideline in Guideline)


def test_the_marks_are_named_as_the_checks_name_them() -> None:
    assert set(get_args(MarkName)) == {mark.value for mark in Mark}


# --- the server that only scores ---------------------------------------------------------------------------------------


def test_a_server_that_only_scores_answers_nothing_else_and_says_how_it_is(shared: ScoringServed) -> None:
    assert shared.client.get("/livez").text == "alive\n"
    assert shared.client.get("/readyz").json() == {"ready": True, "troubles": {}}
    page = shared.client.get("/metrics").text
    assert "diwan_scoring_waiting" in page
    assert "diwan_ledger_size" not in page
    for path in ("/api/comments", "/desk", "/checkpoint", "/read/a/b", "/widget/embed.js"):
        assert shared.client.get(path).status_code == 404
    assert not (shared.folder / "data" / "keys").exists()
    assert not (shared.folder / "data" / "press").exists()
    assert shared.rows("SELECT count(*) FROM ledger_entries") == [(0,)]


def test_metrics_can_be_switched_off_here_too(tmp_path: Path) -> None:
    with scoring_house(tmp_path, ordered=[Scripted()], toml="[server]\nmetrics = false\n") as served:
        assert served.client.get("/metrics").status_code == 403


def test_to_score_nothing_need_be_set() -> None:
    plain = settings.parse("", {}, folder=Path("/srv"), name="diwan.toml", scoring_only=True)
    assert (plain.public_url, plain.sites, plain.database.is_sqlite) == ("http://127.0.0.1:8000", (), True)
    several = '[server]\nworkers = 4\nhost = "::1"\n'
    told = settings.parse(several, {}, folder=Path("/srv"), name="diwan.toml", scoring_only=True)
    assert (told.public_url, told.server.workers) == ("http://[::1]:8000", 4)
