"""Statements of reasons out of the records, on both databases: one for each rejection, and nobody's words in any."""

import json

import pytest

from diwan import appealing, guard, revising
from diwan.appeals import Appeal, Verdict
from diwan.articles import Description
from diwan.clock import DAY
from diwan.decisions import Author, AuthorKind, Decision, Outcome
from diwan.guidelines import FIRST_TEXTS, AbuseKind, Guideline
from diwan.statements_of_reasons.rejection import Rejection
from diwan.statements_of_reasons.rules import problems_of, problems_of_batch
from diwan.statements_of_reasons.statement import statement
from diwan.storage import rejections as stored
from tests import machine
from tests.house import SITE, House

MODEL = Author(AuthorKind.MODEL, "model", "9f86d081")


def read(diwan: House, *, after: int = -1, site: str = "", limit: int = 100) -> list[Rejection]:
    with diwan.store.connection() as connection:
        return stored.rejections(connection, diwan.sites, after=after, site=site, limit=limit)


@pytest.fixture
def open_bridge(diwan: House) -> House:
    diwan.register()
    return diwan


def test_each_rejection_yields_one_statement_in_the_order_of_the_ledger(open_bridge: House) -> None:
    rejected = [open_bridge.submit(f"number {n}") for n in range(3)]
    open_bridge.approve(open_bridge.submit("a fine one"))
    open_bridge.submit("still waits")
    made = [open_bridge.decide(each, Outcome.REJECTED, Guideline.VULGARITY) for each in reversed(rejected)]
    found = read(open_bridge)
    assert [each.id for each in found] == [each.id for each in made]
    assert problems_of_batch([statement(each) for each in found]) == []
    assert read(open_bridge, after=found[1].position) == found[2:]
    assert read(open_bridge, limit=2) == found[:2]
    assert read(open_bridge, site="gazette") == []
    assert read(open_bridge, site=SITE.id) == found


def test_the_wording_is_that_of_the_day_and_the_language_that_of_the_article(diwan: House) -> None:
    diwan.register("aw", Description("https://courier.example/aw", "ئاو", "شار", "ckb"))
    first, second = (diwan.submit(f"{n}", article="aw") for n in range(2))
    diwan.decide(first, Outcome.REJECTED, Guideline.THREAT)
    revised = {**FIRST_TEXTS, "threat": "No threats at all."}
    revising.revise(diwan.store, diwan.clock, texts=revised, revision=1, by=diwan.moderator.name).result()
    diwan.decide(second, Outcome.REJECTED, Guideline.THREAT)
    before, after = read(diwan)
    assert (before.revision, before.wording) == (1, FIRST_TEXTS[Guideline.THREAT])
    assert (after.revision, after.wording) == (2, "No threats at all.")
    assert statement(after)["content_language"] == "KU"


def test_a_report_counts_only_if_it_came_between_the_approval_and_the_rejection(open_bridge: House) -> None:
    reported, quiet, late = (open_bridge.submit(f"number {n}") for n in range(3))
    approvals = [open_bridge.approve(each) for each in (reported, quiet, late)]
    open_bridge.report(reported.comment_id, Guideline.THREAT, reason="he means me")
    open_bridge.report(late.comment_id, Guideline.THREAT)
    again = open_bridge.decide(late, Outcome.REJECTED, Guideline.THREAT, supersedes=approvals[2].id)
    approved = open_bridge.decide(late, supersedes=again.id)
    open_bridge.decide(reported, Outcome.REJECTED, Guideline.THREAT, supersedes=approvals[0].id)
    open_bridge.decide(quiet, Outcome.REJECTED, Guideline.THREAT, supersedes=approvals[1].id)
    open_bridge.decide(late, Outcome.REJECTED, Guideline.ABUSE, supersedes=approved.id)
    assert [each.reported for each in read(open_bridge)] == [True, True, False, False]
    assert all(each.was_printed for each in read(open_bridge))


def test_what_checks_saw_before_the_decision_is_told_and_who_decided(
    open_bridge: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_bridge, "screener", machine.screener(machine.Model()))
    seen, unseen = open_bridge.submit("a threat"), open_bridge.submit("a threat, too")
    with monkeypatch.context() as as_it_was:
        # Ledgers hold rejections of what no check had read: the guard did not ask for it always.
        as_it_was.setattr(guard, "guarded", lambda *_: None)
        open_bridge.decide(unseen, Outcome.REJECTED, Guideline.THREAT)
    # What a check says after the decision did not lead to it.
    open_bridge.screen(unseen.comment_id)
    open_bridge.screen(seen.comment_id)
    open_bridge.decide(seen, Outcome.REJECTED, Guideline.THREAT, author=MODEL)
    alike = [open_bridge.submit(f"buy {n}") for n in range(2)]
    open_bridge.batch(alike, Outcome.REJECTED)
    told = [statement(each) for each in read(open_bridge)]
    assert [(each["automated_detection"], each["automated_decision"]) for each in told] == [
        ("No", "AUTOMATED_DECISION_NOT_AUTOMATED"),
        ("Yes", "AUTOMATED_DECISION_FULLY"),
        ("No", "AUTOMATED_DECISION_PARTIALLY"),
        ("No", "AUTOMATED_DECISION_PARTIALLY"),
    ]
    assert "model@9f86d081" in str(told[1]["decision_facts"])


def test_an_overturned_rejection_has_an_end_and_an_upheld_one_has_none(open_bridge: House) -> None:
    overturned, upheld = open_bridge.submit("one"), open_bridge.submit("two")
    decisions = [open_bridge.decide(each, Outcome.REJECTED) for each in (overturned, upheld)]
    open_bridge.clock.advance(DAY)
    other = open_bridge.appoint("Azad")
    for decision, verdict in zip(decisions, (Verdict.OVERTURNED, Verdict.UPHELD), strict=True):
        _answer(open_bridge, _appeal(open_bridge, decision, "It was a quotation."), other, verdict)
    first, second = read(open_bridge)
    assert (first.ended_at, second.ended_at) == (open_bridge.clock.at, None)


def test_an_erased_comment_keeps_its_statement(open_bridge: House) -> None:
    gone = open_bridge.submit("words to be gone")
    open_bridge.decide(gone, Outcome.REJECTED)
    before = read(open_bridge)
    open_bridge.erase(gone.comment_id)
    assert read(open_bridge) == before
    assert len(before) == 1


def test_nobodys_words_are_in_a_statement(diwan: House) -> None:
    canaries = [f"canary-{n}" for n in range(7)]
    body, name, note, reason, words, headline, address = canaries
    diwan.register("bridge", Description(f"https://courier.example/{address}", headline, "City", "en"))
    sent = diwan.submit(body, name=name)
    diwan.screen(sent.comment_id)
    approval = diwan.approve(sent)
    diwan.report(sent.comment_id, Guideline.ABUSE, AbuseKind.RACISM, reason=reason)
    rejection = diwan.decide(sent, Outcome.REJECTED, Guideline.ABUSE, supersedes=approval.id, note=note)
    _appeal(diwan, rejection, words)
    [told] = read(diwan)
    made = json.dumps(statement(told))
    assert [canary for canary in canaries if canary in made] == []
    assert problems_of(json.loads(made)) == []
    # Nor does it say who wrote it, who reported it or who decided.
    assert sent.comment_id not in made
    assert diwan.moderator.name not in made
    assert "Berfîn" not in made


def _appeal(diwan: House, decision: Decision, words: str) -> Appeal:
    return appealing.appeal(
        diwan.store,
        diwan.clock,
        comment_id=decision.comment_id,
        decision_id=decision.id,
        words=words,
        days=14,
    ).result()


def _answer(diwan: House, to: Appeal, by: str, verdict: Verdict) -> None:
    note = "Because it names a person." if verdict is Verdict.UPHELD else ""
    appealing.answer(
        diwan.store, diwan.clock, by, appeal_id=to.id, digest=to.digest, verdict=verdict, note=note
    ).result()
