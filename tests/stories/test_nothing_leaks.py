"""Canaries: words and names that no reader may see are looked for in every public answer, file and log line."""

import io

import brotli
import pytest
import zstandard

from diwan import leisure
from diwan.decisions import Outcome
from tests.served import PAPER, PUBLIC_URL, Served

PUBLIC_PATHS = [
    "/read/courier/bridge",
    "/read/courier/bridge?page=0",
    "/read/courier/bridge?page=1",
    "/read/courier/other",
    "/read/herald/bridge",
    "/read/courier/bridge/replies/" + "0" * 64,
    "/checkpoint",
    "/metrics",
    "/readyz",
    "/livez",
    "/api/comments",
    "/api/articles/courier/bridge",
    "/receipts/" + "0" * 64,
    "/receipts/" + "0" * 64 + "/archive",
    "/transparency/courier/page.html",
    "/transparency/courier/figures.json",
    "/transparency/courier/figures.csv",
    "/transparency/herald/page.html",
    "/api/tickets?site=courier&article=bridge",
    "/api/readers/sessions",
    "/api/readers/links",
    "/api/readers/arrivals",
    "/sign-in/courier",
    "/sign-in/courier/email",
    "/sign-out/courier",
    "/yours/courier",
    "/yours/courier/archive",
    "/yours/courier/withdrawal",
    "/yours/courier/departure",
    "/openid/courier",
    "/mail/courier/confirm/" + "0" * 43,
    "/mail/courier/stop/" + "0" * 43,
    "/mail/courier/refuse/" + "0" * 43,
    "/mail/courier/enter/" + "0" * 43,
    "/reported/courier/bridge",
    "/report/courier/bridge/" + "0" * 32,
    "/api/reports",
    "/desk/search",
    "/desk",
    "/desk/decided",
    "/desk/sign-in",
    "/threads/courier/bridge/pointer.json",
    "/threads/courier/bridge/head.html",
    "/threads/courier/nothing/pointer.json",
    "/nothing",
]


def _unpacked(path: str, content: bytes) -> bytes:
    if path.endswith(".br"):
        return bytes(brotli.decompress(content))
    if path.endswith(".zst"):
        return zstandard.ZstdDecompressor().decompress(content)
    if path.endswith(".gz"):
        import gzip

        return gzip.decompress(content)
    return content


def _everything_public(newsroom: Served, own_receipts: list[str]) -> dict[str, str]:
    """Every printed file in every encoding, every public route with every method, and receipts of other comments."""
    found = {path: _unpacked(path, content).decode() for path, content in newsroom.press_files().items()}
    decided = [row[0] for row in newsroom.rows("SELECT id FROM comments")]
    paths = [*PUBLIC_PATHS, *(path for path in found if path.endswith((".json", ".html"))), *own_receipts]
    for comment in decided:
        paths += [
            f"/read/courier/bridge?reply={comment}",
            f"/receipts/{comment}",
            f"/receipts/{comment}/archive",
            f"/report/courier/bridge/{comment}",
            f"/report/courier/other/{comment}",
            f"/desk/comments/{comment}",
        ]
    for path in paths:
        for method in ("GET", "HEAD", "OPTIONS", "DELETE"):
            answer = newsroom.client.request(method, path, headers={"origin": PAPER})
            found[f"{method} {path}"] = answer.text + str(answer.headers)
    return found


def test_what_readers_may_not_see_appears_nowhere_in_public(lines: io.StringIO, newsroom: Served) -> None:
    newsroom.register(text="canary-article-text, which is sold")
    newsroom.register("other")
    stands = newsroom.submit("words that stand", name="Name that stands")
    newsroom.approve(stands)

    def canary(kind: str, parent: str | None = None) -> dict[str, object]:
        return newsroom.submit(f"canary-words-{kind} {'x' * 30}", name=f"canary-name-{kind}", parent=parent)

    undecided = canary("undecided")
    undecided_answer = canary("undecided-answer", stands["comment"])
    rejected = canary("rejected")
    newsroom.decide(rejected, Outcome.REJECTED, note="canary-note")
    superseded = canary("superseded")
    approval = newsroom.approve(superseded)
    # What readers report, and why, is for the desk alone; a refused report is told of by nobody either.
    for comment, reason in (
        (stands["comment"], "canary-reason"),
        (superseded["comment"], "canary-reason"),
        (undecided["comment"], "canary-reason"),
        (stands["comment"], "canary-reason\0"),
    ):
        sent = {"site": "courier", "comment": comment, "guideline": "threat", "reason": reason}
        told = newsroom.client.post(
            "/api/reports", json={**sent, "key": newsroom.fresh_key()}, headers={"origin": PAPER}
        )
        assert told.status_code in {201, 409, 422}
        assert "canary" not in told.text
    answer_to_superseded = newsroom.submit("an answer", name="Answers", parent=str(superseded["comment"]))
    newsroom.approve(answer_to_superseded)
    newsroom.decide(superseded, Outcome.REJECTED, supersedes=approval.id, note="canary-note")
    erased = canary("erased")
    newsroom.approve(erased)
    rejected_then_erased = canary("rejected-then-erased")
    approval = newsroom.approve(rejected_then_erased)
    newsroom.decide(rejected_then_erased, Outcome.REJECTED, supersedes=approval.id)
    newsroom.print()
    erased_undecided = canary("erased-undecided")
    for each in (erased, rejected_then_erased, erased_undecided):
        answer = newsroom.client.post(f"{each['receipt']}/withdrawal", headers={"origin": PUBLIC_URL})
        assert answer.status_code == 303
    newsroom.print()
    # What is refused must not come back either, nor be logged.
    for refused in (
        newsroom.post(body="canary-words-refused\0"),
        newsroom.post(body="canary-words-refused", name="canary-name\u202e"),
        newsroom.post(body="canary-words-refused", article="nobody-knows"),
        newsroom.post(b'{"body": "canary-words-refused'),
        newsroom.post(body="canary-words-refused", origin="https://evil.example"),
    ):
        assert refused.status_code >= 400
        assert "canary" not in refused.text
    newsroom.sealed()
    newsroom.screened()
    house = newsroom.house
    leisure.print_account(house.store, house.press, house.sites["courier"], newsroom.clock())

    public = _everything_public(newsroom, [str(stands["receipt"]), str(stands["proof"])])
    assert any("words that stand" in content for content in public.values()), "the crawl finds nothing"
    leaks = sorted(where for where, content in public.items() if "canary" in content)
    assert leaks == []
    assert "How comments are moderated here" in public["GET /transparency/courier/page.html"]
    assert "Name that stands" in newsroom.read().text
    assert "canary" not in lines.getvalue()
    assert "words that stand" not in lines.getvalue()
    assert "Name that stands" not in lines.getvalue()
    for own in (undecided, undecided_answer):
        assert "canary-words-undecided" in newsroom.client.get(str(own["receipt"])).text
    assert newsroom.violations() == []


@pytest.mark.parametrize("also_withdrawn", [False, True])
def test_what_is_rejected_after_all_is_gone_from_former_sheets_too(
    newsroom: Served, also_withdrawn: bool
) -> None:
    newsroom.register()
    stands = newsroom.submit("words that stand")
    newsroom.approve(stands)
    sent = newsroom.submit("canary-words", name="canary-name", parent=str(stands["comment"]))
    approval = newsroom.approve(sent)
    newsroom.approve(newsroom.submit("an answer to it", parent=str(sent["comment"])))
    former = [path for path, content in newsroom.press_files().items() if b"canary" in content]
    assert former
    newsroom.decide(sent, Outcome.REJECTED, supersedes=approval.id)
    newsroom.print()
    if also_withdrawn:
        newsroom.client.post(f"{sent['receipt']}/withdrawal", headers={"origin": PUBLIC_URL})
        newsroom.print()
    left = [path for path, content in newsroom.press_files().items() if b"canary" in _unpacked(path, content)]
    assert left == []
    assert newsroom.client.get(former[0]).status_code == 404
    assert "words that stand" in newsroom.read().text


def test_erased_words_are_in_no_file_of_the_database(newsroom: Served) -> None:
    """On SQLite `secure_delete` overwrites what is deleted; PostgreSQL's VACUUM is the administrator's."""
    if newsroom.database_url != "sqlite":
        return
    newsroom.register()
    sent = newsroom.submit("canary-words-of-the-erased", name="canary-name-of-the-erased")
    newsroom.screened()
    newsroom.client.post(f"{sent['receipt']}/withdrawal", headers={"origin": PUBLIC_URL})
    with newsroom.house.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    for file in newsroom.folder.rglob("*"):
        if file.is_file():
            assert b"of-the-erased" not in file.read_bytes(), file.name


def test_an_accident_of_ours_tells_no_words(
    lines: io.StringIO, newsroom: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.register()

    def stumble(*_: object) -> None:
        raise RuntimeError("canary-words in an error")

    monkeypatch.setattr("diwan.lifecycle.submitting._branch", stumble)
    monkeypatch.setattr(newsroom.client._transport, "raise_server_exceptions", False)
    answer = newsroom.post(body="canary-words")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.headers["access-control-allow-origin"] == PAPER
    assert "canary" not in answer.text + lines.getvalue()
    assert "RuntimeError" in lines.getvalue()
