"""The guidelines as editors revise them and everybody reads them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from diwan import receipts
from diwan.decisions import Outcome
from diwan.first_wording import FIRST_WORDING
from diwan.guidelines import FIRST_TEXTS, Guideline
from diwan.moderators import Moderator, Role
from diwan.web import app
from tests.client import TestClient
from tests.desk_house import WATER, DeskHouse, desk_house

FORM = {"content-type": "application/x-www-form-urlencoded"}


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


def sent(revision: int = 1, /, **texts: str) -> dict[str, str]:
    return {
        **FIRST_WORDING,
        **{key.replace("__", "/"): text for key, text in texts.items()},
        "revision": str(revision),
    }


def test_an_editor_revises_and_everybody_reads_what_changed(desk: DeskHouse, editor: TestClient) -> None:
    form = editor.get("/desk/guidelines/new").text
    assert form.count("<textarea") == 36
    assert FIRST_TEXTS[Guideline.THREAT] in form
    answer = editor.post("/desk/guidelines", data=sent(profanity="No cursing.", threat__ckb="هەڕەشە مەکە."))
    assert answer.headers["location"] == "/desk/guidelines/2"
    page = signed_in(desk, desk.appoint("Berfîn")).get("/desk/guidelines").text
    assert "revision 2, which holds" in page
    assert '<dd lang="ckb" dir="auto">هەڕەشە مەکە.</dd>' in page
    assert "<del>swearing</del><ins>cursing</ins>" in page
    assert "Zîn" in page
    assert "/desk/guidelines/new" not in page


def test_two_revisions_that_are_not_neighbours_are_compared(editor: TestClient) -> None:
    editor.post("/desk/guidelines", data=sent(1, profanity="No cursing."))
    editor.post("/desk/guidelines", data=sent(2, profanity="No cursing.", threat="Threaten nobody."))
    page = editor.get("/desk/guidelines/3?from=1").text
    assert "Changed since revision 1" in page
    assert "<ins>cursing</ins>" in page
    assert "<ins>cursing</ins>" not in editor.get("/desk/guidelines/3").text


def test_the_second_of_two_editors_is_told_sees_what_changed_and_loses_no_word(
    desk: DeskHouse, editor: TestClient
) -> None:
    other = signed_in(desk, desk.appoint("Hêvî", Role.EDITOR))
    assert other.post("/desk/guidelines", data=sent(1, threat="Threaten nobody.")).status_code == 303
    refused = editor.post("/desk/guidelines", data=sent(1, abuse="Insult nobody for what he is."))
    assert refused.status_code == 409
    assert "Revision 2 came into force" in refused.text
    assert "Hêvî" in refused.text
    assert "<ins>Threaten nobody</ins>" in refused.text or "<ins>Threaten</ins>" in refused.text
    assert "Insult nobody for what he is." in refused.text
    assert 'name="revision" value="2"' in refused.text


@pytest.mark.parametrize("texts", [{"threat": ""}, {"threat__ar": "x" * 301}, {"threat__fa": "a\u202eb"}])
def test_a_text_that_cannot_stand_comes_back_with_everything_that_was_written(
    editor: TestClient, texts: dict[str, str]
) -> None:
    refused = editor.post("/desk/guidelines", data=sent(**texts, profanity="No cursing."))
    assert refused.status_code == 422
    assert "No cursing." in refused.text
    assert refused.text.count('aria-invalid="true"') == 1
    assert "revision 1, which holds" in editor.get("/desk/guidelines").text


def test_sending_the_same_texts_makes_no_revision(editor: TestClient) -> None:
    refused = editor.post("/desk/guidelines", data=sent())
    assert refused.status_code == 422
    assert "Nothing was changed" in refused.text


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 10])
def test_a_form_without_its_revision_is_refused(editor: TestClient, revision: str) -> None:
    assert editor.post("/desk/guidelines", data={**sent(), "revision": revision}).status_code == 400


def test_a_form_from_a_revision_that_never_was_is_out_of_date(editor: TestClient) -> None:
    assert editor.post("/desk/guidelines", data=sent(7, threat="Threaten nobody.")).status_code == 409


@pytest.mark.parametrize("path", ["2", "0", "x", "9" * 12, "1?from=9", "1?from=x"])
def test_a_revision_that_is_not_there_is_not_found(editor: TestClient, path: str) -> None:
    assert editor.get(f"/desk/guidelines/{path}").status_code == 404


def test_the_longest_texts_in_all_languages_fit_one_form(editor: TestClient) -> None:
    long = "ه" * 300
    texts = {
        f"{code}__{language}": long for code in Guideline for language in ("ckb", "ku", "ar", "tr", "fa")
    }
    assert editor.post("/desk/guidelines", data=sent(**texts)).status_code == 303


def test_a_rejected_reader_reads_the_guideline_in_the_language_of_his_page(
    desk: DeskHouse, editor: TestClient
) -> None:
    editor.post("/desk/guidelines", data=sent(threat__ckb="هەڕەشە مەکە."))
    desk.register("aw", WATER)
    comment = desk.submit("سڵاو", article="aw")
    desk.decide(comment, desk.appoint("Berfîn"), Outcome.REJECTED, Guideline.THREAT)
    token = receipts.token(desk.house.secrets.receipts, comment.comment_id)
    page = TestClient(app.create(desk.house), base_url="https://testserver").get(f"/receipts/{token}").text
    assert "هەڕەشە مەکە." in page
