"""`diwan backtest`: an editor tries thresholds on the past before a machine decides by them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from diwan import bootstrap, lifecycle, registration
from diwan.articles import Description
from diwan.bootstrap import House
from diwan.clock import DAY, iso
from diwan.comments import Submission, Words
from diwan.decisions import Author, AuthorKind, Outcome
from diwan.founding import appoint
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement, Verdict
from diwan.moderators import Role
from diwan.screening.policy import Policies
from diwan.storage import screened
from diwan.storage.desk import DeskReader
from tests import databases, machine
from tests.breadth import on_both, on_one
from tests.house import START, HandClock
from tests.served import PUBLIC_URL, load
from tests.stories.test_commands import Terminal

database = on_one("what is told of a past that was read; how it is read is asked of both")


BRIDGE = Description("https://courier.example/b", "B", "City", "en")
FLAGS = ("--reject", "threat=0.95", "--reject", "vulgarity=0.95", "--approve-below", "0.02")
POLICY = """
[sites.policy]
deciders = ["model"]
approve_below = 0.02
reject = { threat = 0.95, vulgarity = 0.95 }
[sites.policy.sections."Sport"]
deciders = []
"""


class Past:
    """Comments that were screened and decided, for a command to look back at."""

    def __init__(self, house: House, clock: HandClock) -> None:
        self.house = house
        self.clock = clock
        self.moderator = Author(
            AuthorKind.MODERATOR, appoint(house.store, clock, name="Berfîn", role=Role.MODERATOR).result().id
        )
        self.names: dict[str, str] = {}
        for site, article, section in (
            ("courier", "bridge", "City"),
            ("courier", "match", "Sport"),
            ("gazette", "bridge", "City"),
        ):
            registration.register(
                house.store,
                clock,
                site=house.sites[site],
                key=article,
                description=replace(BRIDGE, section=section),
                by="test",
            ).result()

    def comment(
        self,
        name: str,
        body: str,
        outcome: Outcome | None = None,
        guideline: Guideline | None = None,
        *,
        site: str = "courier",
        article: str = "bridge",
        policies: Policies | None = None,
    ) -> Acknowledgement:
        house = self.house
        sent = self.submit(name, body, site=site, article=article)
        self.screen(sent, policies)
        if outcome is not None:
            verdict = Verdict(sent.comment_id, sent.digest, outcome, guideline)
            lifecycle.decide(house.store, self.clock, self.moderator, verdict).result()
        return sent

    def submit(
        self, name: str, body: str, *, site: str = "courier", article: str = "bridge"
    ) -> Acknowledgement:
        house, self.clock.at = self.house, self.clock.at + DAY
        submission = Submission(site, article, f"backtest-{name:>8}".replace(" ", "-"), Words("Canary", body))
        sent = lifecycle.submit(house.store, self.clock, house.sites[site], submission).result()
        self.names[sent.comment_id] = name
        return sent

    def screen(self, sent: Acknowledgement, policies: Policies | None = None) -> None:
        checks = machine.screener(machine.Model())
        lifecycle.screen(self.house.store, self.clock, checks, policies or Policies(), sent.comment_id)


@pytest.fixture
def told(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[tuple[Terminal, Past]]:
    url = databases.migrated(database, tmp_path / "data")
    terminal = Terminal(tmp_path, url, capsys)
    clock = HandClock()
    house = bootstrap.build(load(tmp_path, url), clock=clock)
    past = Past(house, clock)
    past.comment("agreed", "canary threat", Outcome.REJECTED, Guideline.THREAT)
    past.comment("other", "canary threat", Outcome.REJECTED, Guideline.ABUSE)
    past.comment("rejected", "canary threat", Outcome.APPROVED)
    past.comment("approved", "canary", Outcome.REJECTED, Guideline.PROMOTION)
    past.comment("undecided", "canary vulgarity")
    past.comment("left", "canary profanity", Outcome.APPROVED)
    past.comment("sport", "canary threat", Outcome.APPROVED, article="match")
    past.comment("elsewhere", "canary threat", Outcome.APPROVED, site="gazette")
    house.store.close()
    yield terminal, past
    if database == "postgresql":
        databases.drop_database(url)


def lines(terminal: Terminal, past: Past, *arguments: str) -> tuple[dict[str, str], dict[str, object]]:
    """What `--json` says: the comparison by the comment's name here, in order, and the totals."""
    *found, last = [json.loads(line) for line in terminal.run("backtest", "--json", *arguments).splitlines()]
    return {past.names[line["comment"]]: line["comparison"] for line in found}, last["totals"]


DIFFERENT = {
    "elsewhere": "wrongly-rejected",
    "sport": "wrongly-rejected",
    "undecided": "undecided",
    "approved": "wrongly-approved",
    "rejected": "wrongly-rejected",
    "other": "other-guideline",
}


@on_both
def test_what_would_have_been_decided_differently_is_told_the_latest_first(
    told: tuple[Terminal, Past],
) -> None:
    terminal, past = told
    found, totals = lines(terminal, past, *FLAGS)
    assert list(found.items()) == list(DIFFERENT.items())
    assert totals == {
        "comments": 8,
        "left-to-people": 1,
        "agreed": 1,
        "other-guideline": 1,
        "wrongly-approved": 1,
        "wrongly-rejected": 3,
        "undecided": 1,
        "by": {"model": 7},
        "guidelines": {
            "profanity": {},
            "threat": {"agreed": 1, "other-guideline": 1, "wrongly-rejected": 3},
            "personal-attack": {},
            "vulgarity": {"undecided": 1},
            "abuse": {},
            "promotion": {"wrongly-approved": 1},
        },
    }


def test_a_line_names_the_comment_its_card_and_both_decisions_and_no_words(
    told: tuple[Terminal, Past],
) -> None:
    terminal, past = told
    comment = next(comment for comment, name in past.names.items() if name == "other")
    for arguments in (FLAGS, (*FLAGS, "--all"), (*FLAGS, "--json", "--all")):
        out = terminal.run("backtest", *arguments)
        assert "canary" not in out.lower()
        [line] = [line for line in out.splitlines() if comment in line]
        assert f"{PUBLIC_URL}/desk/comments/{comment}" in line
    first = terminal.run("backtest", *FLAGS).splitlines()
    [line] = [line for line in first if comment in line]
    assert line.split("\t") == [
        comment,
        "rejected under another guideline",
        "people: rejected under abuse",
        "machine: model@9f86d081 rejected under threat",
        f"{PUBLIC_URL}/desk/comments/{comment}",
    ]
    assert "8 comments were screened" in first
    assert "  wrongly rejected: 3 (37.5 %)" in first


def test_a_file_with_another_policy_can_be_tried_section_by_section(told: tuple[Terminal, Past]) -> None:
    terminal, past = told
    assert lines(terminal, past)[0] == {}
    other = terminal.folder / "other.toml"
    text = (terminal.folder / "diwan.toml").read_text()
    at = text.index("[[sites]]", text.index("[[sites]]") + 1)
    other.write_text(text[:at] + POLICY + text[at:])
    found, totals = lines(terminal, past, "--policy", str(other))
    assert list(found) == ["undecided", "approved", "rejected", "other"]
    assert (totals["comments"], totals["left-to-people"]) == (8, 3)
    assert "not both" in terminal.refused("backtest", "--policy", str(other), *FLAGS)
    other.write_text(text[:at] + POLICY.replace("0.95", "0.4", 1) + text[at:])
    assert "sites.policy.reject.threat must be a number from 0.5 to 1" in terminal.refused(
        "backtest", "--policy", str(other)
    )


@on_both
def test_the_past_can_be_narrowed(told: tuple[Terminal, Past]) -> None:
    terminal, past = told
    assert list(lines(terminal, past, *FLAGS, "--site", "gazette")[0]) == ["elsewhere"]
    assert list(lines(terminal, past, *FLAGS, "--limit", "2", "--all")[0]) == ["elsewhere", "sport"]
    assert lines(terminal, past, *FLAGS, "--limit", "0")[1]["comments"] == 0
    sixth = iso(START + 6 * DAY)[:10]
    late = lines(terminal, past, *FLAGS, "--since", sixth, "--all")[0]
    assert list(late) == ["elsewhere", "sport", "left"]
    assert "no site herald" in terminal.refused("backtest", "--site", "herald")


def test_deciders_are_tried_like_thresholds(told: tuple[Terminal, Past]) -> None:
    terminal, past = told
    assert lines(terminal, past, *FLAGS, "--deciders", "lexicon,links")[0] == {}
    assert lines(terminal, past, *FLAGS, "--deciders", "lexicon, model")[0] == DIFFERENT


def test_a_machines_own_decision_is_no_persons(told: tuple[Terminal, Past]) -> None:
    terminal, past = told
    house = bootstrap.build(load(terminal.folder, terminal.database), clock=past.clock)
    past.house = house
    superseded = past.comment("superseded", "canary threat", policies=machine.PERMISSIVE)
    past.comment("alone", "canary threat", policies=machine.PERMISSIVE)
    with house.store.connection() as connection:
        card = DeskReader(connection).card(superseded.comment_id)
    assert card is not None
    assert card.current is not None
    verdict = Verdict(
        superseded.comment_id, superseded.digest, Outcome.APPROVED, supersedes=card.current.decision.id
    )
    lifecycle.decide(house.store, past.clock, past.moderator, verdict).result()
    house.store.close()
    found, _ = lines(terminal, past, *FLAGS, "--limit", "2")
    assert found == {"alone": "undecided", "superseded": "wrongly-rejected"}


@on_both
def test_the_past_is_read_in_portions_and_none_is_left_out_between(
    told: tuple[Terminal, Past], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal, past = told
    monkeypatch.setattr(screened, "PORTION", 3)
    past.house = bootstrap.build(load(terminal.folder, terminal.database), clock=past.clock)
    # Their screenings stand side by side in the ledger.
    for sent in [past.submit(f"late {n}", "canary") for n in range(5)]:
        past.screen(sent)
    store, asked = past.house.store, []

    def count(*given: object) -> None:
        if "FROM screenings" in str(given[2]):
            asked.append(given)

    event.listen(store.engine, "before_cursor_execute", count)
    with store.connection() as connection:
        rows = screened.screened(connection)
        first = next(rows)
        assert len(asked) == 1
        found = [first, *rows]
        assert len(asked) == 5
        limited = list(screened.screened(connection, limit=4))
    store.close()
    assert {each.comment_id for each in found} == past.names.keys()
    assert found == sorted(found, key=lambda each: -each.position)
    assert limited == found[:4]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--reject", "threat=0.4"), "the threshold must be a number from 0.5 to 1"),
        (("--reject", "threat=nan"), "the threshold must be a number from 0.5 to 1"),
        (("--reject", "threat"), "the threshold must be a number from 0.5 to 1"),
        (("--reject", "criticism=0.9"), "the guidelines are profanity, threat"),
        (("--approve-below", "0.6"), "the threshold must be a number from 0 to 0.5"),
        (("--deciders", "shouting"), "the checks that may decide are banned-terms"),
        (("--since", "yesterday"), "write the date as 2026-11-01"),
        (("--limit", "-1"), "write a whole number"),
    ],
)
def test_what_cannot_be_tried_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str], said: str
) -> None:
    code, _, err = Terminal(tmp_path, "sqlite", capsys).try_("backtest", *arguments)
    assert code == 2
    assert said in err


def test_a_term_list_is_tried_beside_what_people_decided(told: tuple[Terminal, Past], tmp_path: Path) -> None:
    terminal, past = told
    (tmp_path / "tried.toml").write_text(
        'format = 1\nlanguage = "en"\nkind = "banned"\n[[entries]]\nguideline = "threat"\nwords = ["threat"]\n'
    )
    asked = ("--terms", str(tmp_path / "tried.toml"), "--site", "courier")
    lines = [json.loads(line) for line in terminal.run("backtest", *asked, "--json").splitlines()]
    totals = lines.pop()["totals"]
    assert {past.names[line["comment"]] for line in lines} == {"agreed", "other", "rejected", "sport"}
    assert all(line["change"] == "newly" and line["tried"] == ["threat"] for line in lines)
    assert totals["changes"] == {"newly": 4, "no-longer": 0, "otherwise": 0}
    tried = totals["tried"]
    assert (tried["found"], tried["rejected"], tried["rejected_otherwise"], tried["approved"]) == (4, 1, 1, 2)
    assert tried["precision"] == 0.5
    shown = terminal.run("backtest", *asked)
    assert "newly found: 4" in shown
    assert "people rejected 50.0 %" in shown
    assert "canary" not in shown.lower().replace("canary-", "")
