"""Term lists at the desk, as editors keep them: tried on a text, tried on the past, put into force, and nothing typed is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan.decisions import Outcome
from diwan.guidelines import Guideline
from diwan.moderators import Moderator, Role
from diwan.screening.policy import Policies, Policy, SitePolicy
from diwan.web.desk import term_form, term_trials
from tests.client import TestClient
from tests.desk_house import DeskHouse, desk_house

FORM = {"content-type": "application/x-www-form-urlencoded"}
BANNED = "/desk/terms/en/banned"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path) as built:
        yield built


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    client.post(desk.link(moderator), headers=FORM)
    return client


@pytest.fixture
def editor(desk: DeskHouse) -> TestClient:
    return signed_in(desk, desk.appoint("Zîn", Role.EDITOR))


def sent(do: str = "save", revision: int = 0, /, **more: str) -> dict[str, str]:
    return {"revision": str(revision), "do": do, **more}


def found_by_lists(desk: DeskHouse, body: str) -> list[str]:
    card = desk.card(desk.submit(body))
    return [f.detail for f in card.findings or () if f.check == "banned-terms"]


def whole_trial(editor: TestClient, address: str) -> tuple[str, int]:
    """The page at the end of a trial, and how many pages it took."""
    pages = 1
    page = editor.get(address).text
    while 'http-equiv="refresh"' in page:
        page = editor.get(address).text
        pages += 1
    return page, pages


def test_a_list_put_into_force_finds_at_once_and_everything_about_it_can_be_read(
    desk: DeskHouse, editor: TestClient
) -> None:
    desk.register()
    assert found_by_lists(desk, "oh drat it all to pieces") == []
    saved = editor.post(BANNED, data=sent(profanity="drat*\r\n# agreed\r\n", vulgarity="blimey"))
    assert saved.headers["location"] == "/desk/terms/revisions/1"
    assert found_by_lists(desk, "oh dratted bridge again, this is it") == ["listed in en-banned@1 (strong)"]
    page = editor.get("/desk/terms/revisions/1").text
    assert "<ins>drat*</ins>" in page
    assert "revision 1, which holds" in page
    overview = editor.get("/desk/terms").text
    assert "Profanity <strong>1</strong>" in overview
    assert "Zîn" in overview
    assert "drat*" not in overview


def test_what_two_revisions_differ_in_is_shown_line_by_line(editor: TestClient) -> None:
    editor.post(BANNED, data=sent(profanity="drat\nblast"))
    editor.post(BANNED, data=sent("save", 1, profanity="blast\nblimey+"))
    page = editor.get("/desk/terms/revisions/2").text
    assert "<ins>blimey+</ins>" in page
    assert "<del>drat</del>" in page
    assert ">blast</" not in page.split('class="rules whole"')[0]
    assert "another one holds" in editor.get("/desk/terms/revisions/1").text


def test_a_text_is_tried_before_anything_is_saved_and_everything_typed_comes_back(editor: TestClient) -> None:
    answer = editor.post(
        BANNED, data=sent("try", 0, profanity="drat+", abuse="- nobody", text="D r a t this, <b>Drats</b>!")
    )
    assert "<mark>D r a t</mark>" in answer.text
    assert "<mark>Drats</mark>" in answer.text
    assert "&lt;b&gt;" in answer.text
    assert "95 %" in answer.text
    assert "drat+</textarea>" in answer.text
    assert "- nobody</textarea>" in answer.text
    assert "Abuse, line 1" in answer.text
    assert "never applies" in answer.text
    assert "holds" not in editor.get("/desk/terms").text.split("<tbody>")[1]


def test_a_list_is_tried_in_its_own_language_and_one_of_every_language_in_each(editor: TestClient) -> None:
    turkish = editor.post(
        "/desk/terms/tr/suspect", data=sent("try", 0, profanity="lan+", text="LANLAR geldi")
    )
    assert "<mark>LANLAR</mark>" in turkish.text
    anywhere = editor.post(
        "/desk/terms/any/banned", data=sent("try", 0, promotion="t.me*", text="see t.me/x")
    )
    assert anywhere.status_code == 200


@pytest.mark.parametrize("do", ["save", "trial"])
def test_lines_that_cannot_be_read_are_refused_by_number_and_nothing_is_lost(
    editor: TestClient, do: str
) -> None:
    refused = editor.post(
        BANNED, data=sent(do, 0, profanity="drat\n\ndr*t\ndrat", threat="x*", text="a text")
    )
    assert refused.status_code == 422
    assert "Profanity, line 3" in refused.text
    assert "Profanity, line 4" in refused.text
    assert "first here: Profanity, line 1" in refused.text
    assert "Threat, line 1" in refused.text
    assert "dr*t\ndrat</textarea>" in refused.text
    assert "a text</textarea>" in refused.text
    assert refused.text.count('aria-invalid="true"') == 2
    assert editor.get("/desk/terms/revisions/1").status_code == 404


def test_the_second_of_two_editors_sees_what_the_first_one_changed_and_keeps_his_lines(
    desk: DeskHouse, editor: TestClient
) -> None:
    other = signed_in(desk, desk.appoint("Hêvî", Role.EDITOR))
    assert other.post(BANNED, data=sent(profanity="drat")).status_code == 303
    refused = editor.post(BANNED, data=sent(profanity="blimey"))
    assert refused.status_code == 409
    assert "<ins>drat</ins>" in refused.text
    assert "Hêvî" in refused.text
    assert "blimey</textarea>" in refused.text
    assert 'name="revision" value="1"' in refused.text
    assert editor.post("/desk/terms/tr/banned", data=sent(profanity="lan")).status_code == 303


def test_saving_what_holds_already_makes_no_revision(editor: TestClient) -> None:
    editor.post(BANNED, data=sent(profanity="drat"))
    again = editor.post(BANNED, data=sent("save", 1, profanity=" drat \r\n\r\n"))
    assert again.status_code == 422
    assert "Nothing was changed" in again.text


def test_a_list_may_be_emptied(desk: DeskHouse, editor: TestClient) -> None:
    desk.register()
    editor.post(BANNED, data=sent(profanity="drat"))
    assert editor.post(BANNED, data=sent("save", 1)).headers["location"] == "/desk/terms/revisions/2"
    assert found_by_lists(desk, "oh drat it all to pieces") == []


def test_a_list_is_tried_on_the_past_beside_what_people_decided(
    desk: DeskHouse, editor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_trials, "PORTION", 2)
    desk.register()
    moderator = desk.appoint("Şîlan")
    editor.post(BANNED, data=sent(profanity="blimey"))
    same = desk.submit("oh drat, they closed it for good")
    desk.decide(same, moderator, Outcome.REJECTED, Guideline.PROFANITY)
    other = desk.submit("drat and threats for everybody here")
    desk.decide(other, moderator, Outcome.REJECTED, Guideline.THREAT)
    fine = desk.submit("the river Drat is as beautiful as ever")
    desk.decide(fine, moderator)
    desk.submit("drat, nobody has looked at this one yet")
    desk.submit("blimey, what a bridge that has become")
    begun = editor.post(BANNED, data=sent("trial", 1, profanity="drat", most="500"))
    assert begun.status_code == 303
    page, pages = whole_trial(editor, begun.headers["location"])
    assert pages == 3
    totals = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
    assert "Comments read: 5" in totals
    assert "4 newly found 1 no longer found 0" in totals
    assert "Comments in which it finds something 1 4" in totals
    assert "rejected by people under this guideline 0 1" in totals
    assert "rejected by people under another one 0 1" in totals
    assert "approved by people 0 1" in totals
    assert "not decided by people 1 1" in totals
    assert "rejected – 67 %" in totals
    assert page.count("<mark>") == 5
    assert "Rejected: Threat" in page
    assert "Nobody has decided" in page
    back = re.search(r'href="(/desk/terms/en/banned\?trial=[0-9a-f]+)"', page)
    assert back is not None
    again = editor.get(back[1]).text
    assert "drat</textarea>" in again
    assert 'name="revision" value="1"' in again


def test_a_trial_says_what_the_policy_in_force_would_let_machines_reject(
    tmp_path: Path,
) -> None:
    with desk_house(tmp_path, screening="model = false") as desk:
        let = Policy(frozenset({"banned-terms"}), {Guideline.PROFANITY: 0.9})
        object.__setattr__(desk.house, "policies", Policies({"courier": SitePolicy(let)}))
        editor = signed_in(desk, desk.appoint("Zîn", Role.EDITOR))
        desk.register()
        moderator = desk.appoint("Şîlan")
        fine = desk.submit("the river Drat is as beautiful as ever")
        desk.decide(fine, moderator)
        assert "may decide at once" in editor.get(BANNED).text
        begun = editor.post(BANNED, data=sent("trial", 0, profanity="drat"))
        page, _ = whole_trial(editor, begun.headers["location"])
        totals = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))
        assert "would be rejected by machine 0 1" in totals
        assert "of these, approved by people 0 1" in totals


def test_a_trial_goes_no_further_than_was_asked(
    desk: DeskHouse, editor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_form, "CHOICES", (3,))
    monkeypatch.setattr(term_trials, "PORTION", 2)
    desk.register()
    for number in range(5):
        desk.submit(f"drat number {'abcde'[number]} of a few")
    begun = editor.post(BANNED, data=sent("trial", 0, profanity="drat", most="3"))
    page, pages = whole_trial(editor, begun.headers["location"])
    assert "Comments read: 3" in page
    assert pages == 2


def test_two_pages_of_one_trial_count_a_portion_once(
    desk: DeskHouse, editor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both read the same portion; the one that comes second finds that the trial has gone on."""
    desk.register()
    desk.submit("drat, and nobody has looked at it")
    begun = editor.post(BANNED, data=sent("trial", 0, profanity="drat"))
    address = begun.headers["location"]
    read_on = term_trials._read_on

    def twice(*asked: object) -> int:
        monkeypatch.setattr(term_trials, "_read_on", read_on)
        assert "Comments read: 1" in editor.get(address).text
        return read_on(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(term_trials, "_read_on", twice)
    assert "Comments read: 1" in editor.get(address).text
    assert "Comments read: 1" in editor.get(address).text


@pytest.mark.parametrize(
    "path",
    [
        "xx/banned",
        "en/fine",
        "revisions/x",
        "revisions/9",
        "trials/x",
        f"trials/{'0' * 32}",
        "files/none",
    ],
)
def test_what_is_not_there_is_not_found(editor: TestClient, path: str) -> None:
    assert editor.get(f"/desk/terms/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/desk/terms", BANNED, "/desk/terms/revisions/1", "/desk/terms/trials/x"])
def test_only_editors_see_term_lists(desk: DeskHouse, path: str) -> None:
    moderator = signed_in(desk, desk.appoint("Berfîn"))
    assert moderator.get(path).status_code == 403
    assert moderator.post(BANNED, data=sent(profanity="drat")).status_code == 403
    assert "/desk/terms" not in moderator.get("/desk/guidelines").text


def test_the_longest_list_fits_a_form_of_an_editor_and_of_nobody_else(
    desk: DeskHouse, editor: TestClient
) -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = [a + b + c for a in letters for b in letters for c in letters][:20_000]
    long = "\n".join(f"{word}{word[::-1]}{word}" for word in words)
    assert editor.post("/desk/terms/ar/banned", data=sent(profanity=long)).status_code == 303
    stranger = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert stranger.post("/desk/terms/ar/banned", data=sent(profanity=long)).status_code == 413


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 10])
def test_a_form_without_its_revision_is_refused(editor: TestClient, revision: str) -> None:
    assert editor.post(BANNED, data={"revision": revision, "profanity": "drat"}).status_code == 400


def test_the_lists_of_the_settings_are_shown_and_read_beside_those_of_the_desk(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(
        'format = 1\nlanguage = "en"\nkind = "suspect"\n[[entries]]\nguideline = "abuse"\n'
        'abuse_kind = "racism"\nstrength = "mild"\nwords = ["blast*"]\nexceptions = ["blast furnace"]\n'
    )
    with desk_house(tmp_path, screening=f'term_lists = ["{file}"]') as desk:
        editor = signed_in(desk, desk.appoint("Zîn", Role.EDITOR))
        assert "/desk/terms/files/house" in editor.get("/desk/terms").text
        shown = editor.get("/desk/terms/files/house").text
        assert "blast* | mild, racism\n- blast furnace" in shown
        editor.post(BANNED, data=sent(profanity="drat"))
        desk.register()
        assert sorted(found_by_lists(desk, "blasted thing, oh drat it all")) == [
            "listed in en-banned@1 (strong)",
            "listed in house (mild)",
        ]
