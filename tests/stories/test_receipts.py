"""The receipt: what a reader is told of his comment, and what he can prove with it years later."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import text

from diwan import lifecycle, revising
from diwan.clock import DAY, HOUR, MINUTE
from diwan.comments import Words, digest
from diwan.decisions import Outcome
from diwan.desk.sums import Sums, bin_of
from diwan.editions.words import languages, words_for
from diwan.first_wording import FIRST_WORDING
from diwan.guidelines import FIRST_TEXTS, Guideline, text_key
from diwan.ledger.notes import open_checkpoint
from diwan.ledger.proofs import BadProof, check_receipt
from diwan.screening.findings import Finding, Span
from diwan.storage.sums import keep
from tests import machine
from tests.breadth import on_both, on_one
from tests.served import PUBLIC_URL, Served, texts_in
from tests.waiting import until

database = on_one("a page and its words in six languages; what it reads is asked of both")
shared_database = on_one("the same", scope="module")


@on_both
def test_a_receipt_tells_the_whole_story_of_a_comment(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("words on a receipt", name="Şîlan")
    receipt = sent["receipt"]

    page = newsroom.client.get(receipt)
    assert page.status_code == 200
    assert "no-store" in page.headers["cache-control"]
    assert page.headers["referrer-policy"] == "same-origin"
    assert "noindex" in page.text
    assert "waiting" in page.text.lower()
    assert texts_in(page.text, "div", "body") == ["words on a receipt"]
    assert sent["digest"] in page.text

    approval = newsroom.approve(sent)
    page = newsroom.client.get(receipt)
    link = re.search(r'class="receipt" href="([^"]+#[^"]+)"', page.text)
    assert link, "no permalink"
    address, _, anchor = link[1].partition("#")
    shown = newsroom.client.get(address)
    assert f'id="{anchor}"' in shown.text
    assert "words on a receipt" in shown.text

    newsroom.decide(
        sent, Outcome.REJECTED, Guideline.THREAT, supersedes=approval.id, note="a note for colleagues"
    )
    page = newsroom.client.get(receipt)
    assert FIRST_TEXTS[Guideline.THREAT] in page.text
    assert "a note for colleagues" not in page.text
    newsroom.print()
    assert "#diwan-" not in newsroom.client.get(receipt).text

    gone = newsroom.client.post(f"{receipt}/withdrawal", headers={"origin": PUBLIC_URL})
    assert (gone.status_code, gone.headers["location"]) == (303, receipt)
    page = newsroom.client.get(receipt)
    assert page.status_code == 200
    assert "words on a receipt" not in page.text
    assert "Şîlan" not in page.text
    assert "/withdrawal" not in page.text
    assert sent["digest"] in page.text
    again = newsroom.client.post(f"{receipt}/withdrawal", headers={"origin": PUBLIC_URL})
    assert again.status_code == 303
    newsroom.print()
    assert newsroom.counts()["erasures"] == 1
    assert newsroom.violations() == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("fine", "A trained model decided this, without a person: <bdi>model@9f86d081</bdi>"),
        ("threat", "A trained model decided this, without a person: <bdi>model@9f86d081</bdi>"),
        ("shown by a rule", "A rule decided this, without a person: <bdi>lexicon@3</bdi>"),
    ],
)
def test_a_receipt_says_which_machine_decided_until_a_person_does(
    shared_newsroom: Served, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    rule = machine.lexicon(Guideline.VULGARITY)
    checks = [rule] if "rule" in body else [machine.Model()]
    monkeypatch.setattr(shared_newsroom.house.duties, "_screener", machine.screener(*checks))
    monkeypatch.setattr(shared_newsroom.house.duties, "_policies", machine.PERMISSIVE)
    sent = shared_newsroom.submit(body)

    def page() -> str:
        text: str = shared_newsroom.client.get(sent["receipt"]).text
        return text

    until(lambda: said in page(), "the machine to decide")
    [decided] = shared_newsroom.rows(
        "SELECT id, outcome FROM decisions WHERE comment_id = :id", id=sent["comment"]
    )
    outcome = Outcome.REJECTED if decided[1] == "approved" else Outcome.APPROVED
    shared_newsroom.decide(sent, outcome, supersedes=decided[0])
    assert "A person decided this." in page()
    assert said not in page()


@pytest.mark.parametrize("language", languages())
def test_every_language_has_a_whole_receipt_with_the_guideline_in_its_own_words(
    newsroom: Served, language: str
) -> None:
    newsroom.register(language=language)
    sent = newsroom.submit("words that wait")
    words = words_for(language)
    page = newsroom.client.get(sent["receipt"]).text
    assert f'lang="{language}" dir="{words.direction}"' in page
    assert words.say("standing-waiting-note") in page
    newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT)
    page = newsroom.client.get(sent["receipt"]).text
    assert words.say("standing-rejected-note") in page
    assert FIRST_WORDING[text_key(Guideline.THREAT, language)] in page
    assert words.say("appeal-words") in page


def test_a_rejection_is_told_in_the_wording_of_its_day_and_the_language_of_the_page(newsroom: Served) -> None:
    newsroom.register(language="ckb")
    sent = newsroom.submit("وشەی ناشیرین")
    revised = {**FIRST_TEXTS, "threat/ckb": "هەڕەشە نەکرێت.", "threat/tr": "Tehdit yok."}
    _revise(newsroom, revised)
    newsroom.decide(sent, Outcome.REJECTED, Guideline.THREAT)
    _revise(newsroom, {**revised, "threat/ckb": "دەقێکی دواتر."})
    page = newsroom.client.get(sent["receipt"]).text
    assert 'lang="ckb" dir="rtl"' in page
    assert "هەڕەشە نەکرێت." in page
    assert "دەقێکی دواتر." not in page
    assert "وەشانی ٢ی ڕێنماییەکان" in page


def _revise(newsroom: Served, texts: dict[str, str]) -> None:
    house = newsroom.house
    with house.store.connection() as connection:
        [(revision,)] = connection.execute(text("SELECT max(revision) FROM guidelines")).all()
    by = newsroom.moderator.name
    revising.revise(house.store, house.clock, texts=texts, revision=revision, by=by).result()


def test_the_words_that_a_check_marked_under_the_guideline_are_highlighted_and_no_others(
    newsroom: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Finding("marking", "1", Guideline.PROMOTION, 0.9, (Span(18, 32),)),
        Finding("marking", "1", Guideline.PROFANITY, 0.9, (Span(0, 4),)),
    ]
    marking = machine.Scripted("marking", "1", lambda _reading: found)
    monkeypatch.setattr(newsroom.house.duties, "_screener", machine.screener(marking))
    newsroom.register()
    sent = newsroom.submit("Nice bridge. Call 0750 123 45 67 for a <b>boat</b>!")
    newsroom.screened()
    newsroom.decide(sent, Outcome.REJECTED, Guideline.PROMOTION)
    page = newsroom.client.get(sent["receipt"]).text
    [body] = texts_in(page, "div", "body")
    assert body == "Nice bridge. Call 0750 123 45 67 for a <b>boat</b>!"
    assert re.findall("<mark>(.*?)</mark>", page) == ["0750 123 45 67"]
    assert "what an automatic check saw under this guideline" in page
    other = newsroom.submit("Nice bridge again. Call 0750 123 45 68 for a boat!")
    newsroom.screened()
    newsroom.decide(other, Outcome.REJECTED, Guideline.THREAT)
    assert "<mark>" not in newsroom.client.get(other["receipt"]).text


@on_both
def test_the_typical_wait_is_told_from_the_sums_of_days_or_not_at_all(newsroom: Served) -> None:
    newsroom.register()
    unknown = "too few comments have been decided lately"
    sent = newsroom.submit()
    assert unknown in newsroom.client.get(sent["receipt"]).text
    sums = Sums()
    sums.waits[bin_of(10 * MINUTE)] = 19
    sums.waits[bin_of(3 * HOUR)] = 20
    keep(newsroom.house.store, newsroom.clock() // DAY - 3, {"gazette": sums})
    assert unknown in newsroom.client.get(sent["receipt"]).text
    keep(newsroom.house.store, newsroom.clock() // DAY - 2, {"courier": sums})
    page = newsroom.client.get(sent["receipt"]).text
    assert "in the last 28 days, half had their answer within 4 hours, and nine of ten within 4 hours" in page


def test_a_receipt_runs_only_the_scripts_that_check_its_proof(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit()
    answer = newsroom.client.get(sent["receipt"])
    policy = answer.headers["content-security-policy"]
    widget = f"{PUBLIC_URL}/widget"
    assert f"script-src {widget}/receipt.js {widget}/proof.js; connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script[^>]*>", answer.text) == [f'<script type="module" src="{widget}/receipt.js">']
    for name in ("receipt.js", "proof.js"):
        assert newsroom.client.get(f"/widget/{name}").status_code == 200
    assert "script-src" not in newsroom.read().headers["content-security-policy"]


def test_an_approved_comment_that_is_not_printed_yet_has_no_link(
    newsroom: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The duty that prints would sometimes be first: the press stands still.
    monkeypatch.setattr(lifecycle, "publish", lambda *_: False)
    newsroom.register()
    sent = newsroom.submit()
    newsroom.decide(sent)
    page = newsroom.client.get(sent["receipt"]).text
    assert "#diwan-" not in page
    assert "will appear under the article shortly" in page


def test_the_permalink_of_an_answer_leads_to_the_page_of_its_conversation(newsroom: Served) -> None:
    newsroom.register()
    opening = newsroom.submit("opening")
    newsroom.approve(opening)
    answer = newsroom.submit("an answer", parent=opening["comment"])
    newsroom.approve(answer)
    link = re.search(r'class="receipt" href="([^"]+)#([^"]+)"', newsroom.client.get(answer["receipt"]).text)
    assert link
    assert f'id="{link[2]}"' in newsroom.client.get(link[1]).text


@on_both
def test_a_proof_shows_the_very_words_in_the_ledger(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("words to prove — وشە")
    newsroom.sealed()
    proof = newsroom.client.get(sent["proof"]).json()
    entry = check_receipt(proof["proof"], newsroom.house.secrets.ledger_key.verifier)
    assert proof["verifier_key"] == str(newsroom.house.secrets.ledger_key.verifier)
    assert entry.comment == sent["comment"]
    assert entry.digest == sent["digest"] == proof["digest"]
    assert proof["proof"]["position"] == sent["position"]
    salt = bytes.fromhex(proof["salt"])
    own = {"site": "courier", "article": "bridge", "parent_id": None}
    assert digest(salt, words=Words("Rojîn", "words to prove — وشە"), **own).hex() == entry.digest  # type: ignore[arg-type]
    assert digest(salt, words=Words("Rojîn", "words to prove"), **own).hex() != entry.digest  # type: ignore[arg-type]
    forged = {**proof["proof"], "position": sent["position"] - 1}
    with pytest.raises(BadProof):
        check_receipt(forged, newsroom.house.secrets.ledger_key.verifier)


@on_both
def test_an_old_proof_holds_against_what_the_ledger_has_become(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("early")
    newsroom.sealed()
    early = newsroom.client.get(sent["proof"]).json()
    for number in range(30):
        newsroom.submit(f"later {number}")
    newsroom.sealed()
    late = newsroom.client.get(sent["proof"]).json()
    key = newsroom.house.secrets.ledger_key.verifier
    assert check_receipt(early["proof"], key) == check_receipt(late["proof"], key)
    assert early["proof"]["checkpoint"] != late["proof"]["checkpoint"]


@on_both
def test_a_withdrawn_comments_proof_keeps_its_digest_and_loses_its_salt(newsroom: Served) -> None:
    newsroom.register()
    sent = newsroom.submit("to be withdrawn")
    newsroom.client.post(f"{sent['receipt']}/withdrawal", headers={"origin": PUBLIC_URL})
    newsroom.sealed()
    proof = newsroom.client.get(sent["proof"]).json()
    assert proof["salt"] is None
    entry = check_receipt(proof["proof"], newsroom.house.secrets.ledger_key.verifier)
    assert entry.digest == sent["digest"]


def test_the_published_checkpoint_is_signed_by_the_ledgers_key(newsroom: Served) -> None:
    newsroom.register()
    newsroom.sealed()
    note = newsroom.client.get("/checkpoint").text
    checkpoint = open_checkpoint(note, newsroom.house.secrets.ledger_key.verifier)
    assert 0 < checkpoint.size <= newsroom.counts()["ledger_entries"]


FORGED: dict[str, Callable[[str], str]] = {
    "another tag": lambda token: token[:32] + "0" * 32,
    "another comment under this tag": lambda token: (
        token[:12] + ("0" if token[12] != "0" else "1") + token[13:]
    ),
    "half of it": lambda token: token[:32],
    "more than it": lambda token: token + "0",
    "capitals": lambda token: token.upper(),
    "nonsense": lambda _token: "receipt",
    "letters from elsewhere": lambda _token: "ێ" * 64,
    "one that no secret made": lambda _token: "0" * 64,
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_receipt_does_not_exist(shared_newsroom: Served, how: str) -> None:
    sent = shared_newsroom.submit("kept from forgers")
    token = sent["receipt"].rsplit("/", 1)[1]
    forged = FORGED[how](token)
    for path, method in (("", "GET"), ("/proof", "GET"), ("/withdrawal", "POST")):
        answer = shared_newsroom.client.request(
            method, f"/receipts/{forged}{path}", headers={"origin": PUBLIC_URL}
        )
        assert answer.status_code == 404
        if path == "/proof":
            assert answer.json()["code"] == "unknown-receipt"
        else:
            assert words_for("en").problem("unknown-link") in answer.text
    assert shared_newsroom.client.get(sent["receipt"]).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://courier.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"origin": PUBLIC_URL, "sec-fetch-site": "same-site"},
    ],
)
def test_no_other_page_can_withdraw_a_comment(shared_newsroom: Served, headers: dict[str, str]) -> None:
    sent = shared_newsroom.submit("to stay")
    answer = shared_newsroom.client.post(f"{sent['receipt']}/withdrawal", headers=headers)
    assert answer.status_code == 403
    assert words_for("en").say("page-other") in answer.text
    assert texts_in(shared_newsroom.client.get(sent["receipt"]).text, "div", "body") == ["to stay"]


def test_looking_at_the_withdrawal_withdraws_nothing(shared_newsroom: Served) -> None:
    """Mail scanners and link previews follow links: only a POST counts."""
    sent = shared_newsroom.submit("to stay")
    assert shared_newsroom.client.get(f"{sent['receipt']}/withdrawal").status_code == 405
    assert texts_in(shared_newsroom.client.get(sent["receipt"]).text, "div", "body") == ["to stay"]
