"""A machine's decisions take the path of everybody's, on both databases; people come first."""

import threading
from dataclasses import replace

import pytest

from diwan.decisions import Author, AuthorKind, Outcome
from diwan.errors import AlreadyDecided
from diwan.guidelines import Guideline
from diwan.ledger.verify import verify
from diwan.screening.findings import Mark
from diwan.screening.policy import Policies, Policy, SitePolicy
from diwan.storage.book import StoredBook
from diwan.storage.desk import DeskReader
from diwan.storage.figures import FiguresReader
from diwan.storage.work_lists import check_work_lists
from tests.house import DESCRIPTION, SITE, House
from tests.machine import MOST_PERMISSIVE, PERMISSIVE, Model, Scripted, broken, lexicon, marking, screener


@pytest.fixture
def machine(diwan: House) -> House:
    """A house with a model, and a policy that lets it decide whatever a policy can."""
    diwan.screener = screener(Model())
    diwan.policies = PERMISSIVE
    diwan.register()
    return diwan


def standing(house: House, comment_id: str) -> str:
    with house.store.connection() as connection:
        card = DeskReader(connection).card(comment_id)
    assert card is not None
    return card.standing


def violations(house: House) -> list[str]:
    with house.store.connection() as connection:
        found = [
            *verify(StoredBook(connection), verifier_key=house.key.verifier),
            *check_work_lists(connection),
        ]
    return [str(violation) for violation in found]


def waiting(house: House) -> list[str]:
    with house.store.connection() as connection:
        return [card.comment.id for card in DeskReader(connection).waiting(100)]


def test_what_the_machine_approves_is_printed(machine: House) -> None:
    comment = machine.submit("words-to-print")
    decision = machine.screen(comment.comment_id)
    assert decision is not None
    assert (decision.outcome, decision.digest) == (Outcome.APPROVED, comment.digest)
    assert decision.author == Author(AuthorKind.MODEL, "model", "9f86d081")
    assert waiting(machine) == []
    assert "words-to-print" not in machine.read_everything()
    machine.print()
    assert "words-to-print" in machine.front()
    assert violations(machine) == []


def test_what_the_machine_rejects_is_nowhere_among_the_printed_files(machine: House) -> None:
    comment = machine.submit("canary threat")
    decision = machine.screen(comment.comment_id)
    assert decision is not None
    assert (decision.outcome, decision.reason.guideline) == (Outcome.REJECTED, Guideline.THREAT)
    assert waiting(machine) == []
    machine.print()
    machine.approve(machine.submit("fine"))
    assert "canary" not in machine.read_everything()
    assert violations(machine) == []


def test_a_rules_decision_names_the_rule_with_its_version_everywhere(machine: House) -> None:
    machine.screener = screener(lexicon(Guideline.VULGARITY))
    comment = machine.submit()
    machine.screen(comment.comment_id)
    with machine.store.connection() as connection:
        card = DeskReader(connection).card(comment.comment_id)
    assert card is not None
    assert card.current is not None
    assert card.current.author_name == "lexicon@3"
    assert card.current.decision.author.kind is AuthorKind.RULE
    [counted] = FiguresReader(machine.store).read(machine.clock()).decisions
    assert (counted.outcome, counted.author_kind, counted.guideline) == ("rejected", "rule", "vulgarity")
    assert violations(machine) == []


def test_without_a_policy_the_same_findings_decide_nothing(machine: House) -> None:
    machine.policies = Policies()
    comments = [machine.submit("threat").comment_id, machine.submit("fine").comment_id]
    assert [machine.screen(comment) for comment in comments] == [None, None]
    assert waiting(machine) == comments


def test_a_moderator_who_was_first_is_not_overruled(machine: House) -> None:
    comment = machine.submit("threat")
    own = machine.decide(comment)
    assert machine.screen(comment.comment_id) is None
    assert standing(machine, comment.comment_id) == "approved"
    with machine.store.connection() as connection:
        card = DeskReader(connection).card(comment.comment_id)
    assert card is not None
    assert [past.decision for past in card.history] == [own]
    assert card.findings
    assert violations(machine) == []


def test_a_moderator_who_decides_while_the_checks_look_is_not_overruled(machine: House) -> None:
    comment = machine.submit("threat")
    machine.screener = screener(Model(lambda _reading: machine.decide(comment)))
    assert machine.screen(comment.comment_id) is None
    assert standing(machine, comment.comment_id) == "approved"
    assert violations(machine) == []


def test_what_is_erased_while_the_checks_look_is_not_decided(machine: House) -> None:
    comment = machine.submit("words-to-erase")
    machine.screener = screener(Model(lambda _reading: machine.erase(comment.comment_id)))
    assert machine.screen(comment.comment_id) is None
    assert standing(machine, comment.comment_id) == "erased"
    machine.print()
    assert "words-to-erase" not in machine.read_everything()
    assert violations(machine) == []


def test_screening_again_decides_nothing_again(machine: House) -> None:
    comment = machine.submit("fine")
    assert machine.screen(comment.comment_id) is not None
    assert machine.screen(comment.comment_id) is None


def test_a_person_supersedes_a_machines_decision_as_any_other(machine: House) -> None:
    comment = machine.submit("words-to-go")
    first = machine.screen(comment.comment_id)
    assert first is not None
    machine.print()
    assert "words-to-go" in machine.front()
    with pytest.raises(AlreadyDecided) as refused:
        machine.decide(comment, Outcome.REJECTED)
    assert refused.value.decision == first
    machine.decide(comment, Outcome.REJECTED, supersedes=first.id)
    machine.print()
    assert "words-to-go" not in machine.front()
    assert violations(machine) == []


def test_the_section_as_the_publisher_names_it_says_which_policy_holds(machine: House) -> None:
    machine.policies = Policies({SITE.id: SitePolicy(MOST_PERMISSIVE, {"Obituaries": Policy()})})
    machine.register("mayor", replace(DESCRIPTION, section="Obituaries"))
    assert machine.screen(machine.submit("fine", article="mayor").comment_id) is None
    assert machine.screen(machine.submit("fine").comment_id) is not None


@pytest.mark.parametrize("how", ["fails", "hangs", "talks nonsense", "says nothing of sense"])
@pytest.mark.parametrize("body", ["fine", "threat"])
def test_whatever_breaks_in_a_check_ends_at_the_desk_under_the_most_permissive_policy(
    machine: House, how: str, body: str
) -> None:
    release = threading.Event()
    try:
        check = Scripted("broken", "1", broken(release)[how])
        limit_s = 0.05 if how == "hangs" else 60
        machine.screener = screener(Model(), check, timeout_s=limit_s)
        # A hanging check is not asked again while it hangs; the comment after it is left to people all the same.
        for _ in range(2):
            comment = machine.submit(body)
            assert machine.screen(comment.comment_id) is None
            assert standing(machine, comment.comment_id) == "waiting"
    finally:
        release.set()
    machine.print()
    assert len(waiting(machine)) == 2


@pytest.mark.parametrize("body", ["fine", "threat"])
def test_criticism_of_the_publisher_is_left_to_people_in_either_direction(machine: House, body: str) -> None:
    machine.screener = screener(Model(), marking(Mark.CRITICISM))
    comment = machine.submit(body)
    assert machine.screen(comment.comment_id) is None
    assert standing(machine, comment.comment_id) == "waiting"


def test_a_language_that_a_check_was_not_validated_in_is_left_to_people(machine: House) -> None:
    model = Model()
    model.languages = frozenset({"tr"})
    machine.screener = screener(model, lexicon(Guideline.THREAT))
    comment = machine.submit("threat")
    assert machine.screen(comment.comment_id) is None
    assert standing(machine, comment.comment_id) == "waiting"


def test_restock_decides_what_was_not_screened_before(machine: House) -> None:
    machine.submit("words-to-print")
    machine.submit("canary threat")
    machine.restock()
    assert "words-to-print" in machine.front()
    assert "canary" not in machine.read_everything()
    assert waiting(machine) == []
