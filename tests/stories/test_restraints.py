"""A reader who is held, muted or barred: what he is answered, that he keeps his words, and how the desk does it; and names like the staff's."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from diwan import arriving, founding, lifecycle, restraining
from diwan.clock import DAY, iso
from diwan.comments import Submission, Words
from diwan.guidelines import Guideline
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator, Role
from diwan.readers import Arrival, Badge, Reader, Source
from diwan.restraining import Wish
from diwan.restraints import Effect, Restraint
from diwan.screening import findings
from diwan.screening.findings import Mark
from diwan.storage.desk_readers import DeskReaders
from tests.breadth import on_both, on_one
from tests.client import TestClient
from tests.desk_house import SITE, DeskHouse, desk_house
from tests.machine import PERMISSIVE, Model, screener
from tests.publisher import SECRET, Publisher, ed25519, key_set
from tests.served import JSON, PAPER, Served, served, texts_in

database = on_one(
    "what a reader is told, in which words; that restraints are kept alike in both is proven in tests/contracts/test_restraints.py"
)


FORM = {"content-type": "application/x-www-form-urlencoded"}
COOKIE = "__Host-diwan-reader"
SIGN_IN = """
[sites.sign_in]
issuer = "https://courier.example"
keys_file = "courier.jwks.json"
secrets_file = "courier.secret"
page = "https://courier.example/account"
"""
CONTACT = '[statements]\ncontact = "ombud@courier.example"'
BERIVAN_MAY_NOT = {
    "en": "You may not write here until",
    "ckb": "ناتوانیت لێرە بنووسیت",
    "ku": "hûn nikarin li vir binivîsin",
    "ar": "لا يمكنك الكتابة هنا حتى",
    "tr": "burada yazamazsınız",
    "fa": "نمی‌توانید اینجا بنویسید",
}


@pytest.fixture
def newspaper(database: str, tmp_path: Path) -> Iterator[Served]:
    """A newsroom whose publisher signs his readers in, and who says where to object."""
    (tmp_path / "courier.jwks.json").write_bytes(key_set(ed25519()))
    (tmp_path / "courier.secret").write_bytes(SECRET)
    with served(database, tmp_path, site=SIGN_IN, server=f"\n{CONTACT}") as running:
        running.register()
        running.print()
        yield running


def session(newspaper: Served, **claims: object) -> str:
    token = Publisher(newspaper.clock.at).token(jti=newspaper.fresh_key(), **claims)
    answer = newspaper.client.post(
        "/api/readers/sessions",
        content=json.dumps({"site": "courier", "token": token}),
        headers={**JSON, "origin": PAPER},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["session"])


def write(newspaper: Served, token: str, **given: object) -> httpx2.Response:
    return newspaper.post(newspaper.body(**given), headers={"authorization": f"Bearer {token}"})


def restrain(newspaper: Served, effect: Effect, days: int | None = None) -> Restraint:
    """What an editor does to the one reader there is."""
    [[reader_id]] = newspaper.rows("SELECT id FROM readers")
    house = newspaper.house
    known = newspaper.rows("SELECT id FROM moderators WHERE role = 'editor'")
    editor = Moderator(
        known[0][0] if known else _appoint(newspaper), "An editor", Role.EDITOR, newspaper.clock.at
    )
    seen = house.store.write(lambda tx: tx.last_act_on(reader_id)).result()
    wish = Wish(reader_id, effect, Guideline.PERSONAL_ATTACK, days, seen, note="A note for colleagues.")
    return restraining.restrain(house.store, house.clock, editor, wish).result()


def _appoint(newspaper: Served) -> str:
    return (
        founding.appoint(newspaper.house.store, newspaper.clock, name="An editor", role=Role.EDITOR)
        .result()
        .id
    )


# --- what a reader is answered ----------------------------------------------------------------------------------


@on_both
def test_who_is_muted_is_told_with_the_widget_until_when_why_and_how_to_object(newspaper: Served) -> None:
    token = session(newspaper)
    mute = restrain(newspaper, Effect.MUTE, 3)
    answer = write(newspaper, token)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == PAPER
    told = answer.json()
    assert (told["code"], told["guideline"]) == ("may-not-write", "personal-attack")
    assert mute.until is not None
    assert told["until"] == iso(mute.until)
    for part in ("You may not write here until", "Personal attack", "ombud@courier.example", "still here"):
        assert part in told["told"]
    assert "<" not in told["told"]
    for secret in ("colleagues", "An editor", "Berfîn"):
        assert secret not in answer.text
    assert newspaper.rows("SELECT id FROM comments") == []
    newspaper.clock.advance(3 * DAY)
    assert write(newspaper, session(newspaper)).status_code == 201
    assert newspaper.violations() == []


def test_who_is_barred_without_an_end_is_told_so(newspaper: Served) -> None:
    token = session(newspaper)
    restrain(newspaper, Effect.BAR)
    told = write(newspaper, token).json()
    assert told["until"] is None
    assert "no longer write here" in told["told"]


@pytest.mark.parametrize(("language", "may_not"), list(BERIVAN_MAY_NOT.items()))
def test_without_javascript_the_form_comes_back_with_his_words_in_six_languages(
    newspaper: Served, language: str, may_not: str
) -> None:
    token = session(newspaper)
    newspaper.register(f"in-{language}", language=language)
    newspaper.print()
    restrain(newspaper, Effect.MUTE, 3)
    newspaper.client.cookies.set(COOKIE, token)
    answer = newspaper.post_form(f"in-{language}", signed="1", body="Words that nobody else has.")
    assert answer.status_code == 403
    assert "Words that nobody else has." in texts_in_textarea(answer.text)
    [problem] = texts_in(answer.text, "p", "problem")
    assert may_not in problem
    assert "ombud@courier.example" in problem
    assert newspaper.rows("SELECT id FROM comments") == []
    told = write(newspaper, token, article=f"in-{language}").json()["told"]
    assert may_not in told


def texts_in_textarea(page: str) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_his_receipt_tells_him_and_a_guests_tells_nothing(newspaper: Served) -> None:
    mine = write(newspaper, session(newspaper)).json()
    guests = newspaper.submit("I am a guest.", name="Berîvan")
    untouched = newspaper.client.get(guests["receipt"]).text
    restrain(newspaper, Effect.HOLD)
    page = newspaper.client.get(mine["receipt"]).text
    assert "A person decides about each of your comments here; no machine does." in page
    assert "ombud@courier.example" in page
    restrain(newspaper, Effect.MUTE, 2)
    assert "You may not write here until" in newspaper.client.get(mine["receipt"]).text
    newspaper.clock.advance(2 * DAY)
    assert "You may not write" not in newspaper.client.get(mine["receipt"]).text
    assert 'id="restrained"' not in newspaper.client.get(guests["receipt"]).text
    assert 'id="restrained"' not in untouched


@on_both
def test_his_archive_holds_what_was_done_to_him_without_notes_and_names(newspaper: Served) -> None:
    mine = write(newspaper, session(newspaper)).json()
    restrain(newspaper, Effect.HOLD, 9)
    archive = newspaper.client.get(mine["receipt"] + "/archive").content
    told = json.loads(zipfile.ZipFile(io.BytesIO(archive)).read("data.json"))
    [restraint] = told["comments"][0]["restraints"]
    assert (restraint["effect"], restraint["guideline"], restraint["lifted_at"]) == (
        "hold",
        "personal-attack",
        None,
    )
    assert "colleagues" not in json.dumps(told)
    assert "An editor" not in json.dumps(told)


def test_nobody_is_told_of_another_readers_restraint(newspaper: Served) -> None:
    session(newspaper)
    restrain(newspaper, Effect.BAR)
    answer = write(newspaper, session(newspaper, sub="account-4712", name="Rojîn"))
    assert answer.status_code == 201


# --- names like the staff's -----------------------------------------------------------------------------------------


def marks(newspaper: Served) -> list[bool]:
    newspaper.screened()
    rows = newspaper.rows("SELECT findings FROM screenings ORDER BY position")
    return [any(f.mark is Mark.IMITATION for f in findings.decode(bytes(row[0]))) for row in rows]


def test_a_name_like_the_staffs_is_marked_unless_the_sign_in_gave_a_badge(newspaper: Served) -> None:
    newspaper.submit("One.", name="Rojîn")
    newspaper.submit("Two.", name="Bеrfîn")
    newspaper.submit("Three.", name="The Couriеr Team")
    write(newspaper, session(newspaper, badge="staff", name="Moderator Zana"), body="Four.")
    newspaper.submit("Five.", name="moderator zana")
    write(newspaper, session(newspaper, sub="another", name="M0derator"), body="Six.")
    assert marks(newspaper) == [False, True, True, False, True, True]
    assert newspaper.violations() == []


def test_nothing_that_a_reader_is_told_differs(newspaper: Served) -> None:
    plain, imitating = newspaper.submit("One.", name="Rojîn"), newspaper.submit("Two.", name="Berfîn")
    newspaper.screened()
    assert plain.keys() == imitating.keys()
    pages = [
        re.sub(r"[0-9a-f]{32,}|/receipts/[\w-]+", "", newspaper.client.get(each["receipt"]).text)
        for each in (plain, imitating)
    ]
    told = [page.replace("One.", "Two.").replace("Rojîn", "Berfîn") for page in pages]
    assert re.sub(r"\d+", "", told[0]) == re.sub(r"\d+", "", told[1])
    for each in (plain, imitating):
        archive = zipfile.ZipFile(io.BytesIO(newspaper.client.get(each["receipt"] + "/archive").content))
        assert b"imitation" not in archive.read("data.json") + archive.read("data.html")


def test_what_imitates_is_never_approved_by_machine(tmp_path: Path) -> None:
    with desk_house(tmp_path) as desk:
        desk.appoint("Berfîn Dêrsim")
        imitation = next(c for c in desk.house.screener.now()._checks if c.name == "imitation")
        fixed: Any = screener(Model(), imitation)
        desk.house = replace(desk.house, screener=fixed, policies=PERMISSIVE)
        approved, held = desk.submit(name="Rojîn Kaya"), desk.submit(name="BERFIN DERSIM")
        assert desk.card(approved).standing == "approved"
        assert desk.card(held).standing == "waiting"
        referral = desk.card(held).referral
        assert referral is not None
        assert "imitation: the name is, or looks like, that of somebody at the desk" in referral.reasons[0]


# --- at the desk ------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHouse]:
    with desk_house(tmp_path) as built:
        yield built


def arrive(desk: DeskHouse, name: str = "Berîvan", subject: str = "17", badge: Badge | None = None) -> Reader:
    house = desk.house
    desk.keys += 1
    return arriving.arrive(
        house.store,
        house.clock,
        Arrival(SITE, Source.PUBLISHER, subject, name, badge),
        token_hash=desk.keys.to_bytes(32, "big"),
        until=house.clock() + DAY,
    ).result()


def signed(desk: DeskHouse, reader: Reader, body: str = "A fine bridge.") -> Acknowledgement:
    house = desk.house
    desk.keys += 1
    submission = Submission(SITE, "bridge", f"desk-signed-key-{desk.keys:06d}", Words("", body))
    sent = lifecycle.submit(house.store, house.clock, house.sites[SITE], submission, reader).result()
    lifecycle.screen(house.store, house.clock, house.screener, house.policies, sent.comment_id)
    return sent


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = TestClient(desk.app, base_url="https://testserver", follow_redirects=False)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


def form(page: str, **more: str) -> dict[str, str]:
    [seen] = set(re.findall(r'name="seen" value="(-?\d+)"', page))
    return {"seen": seen, "effect": "hold", "guideline": "threat", "days": "", "note": "", **more}


def in_force(desk: DeskHouse, reader: Reader) -> list[Effect]:
    with desk.house.store.connection() as connection:
        known = DeskReaders(connection).known(reader.id)
    assert known is not None
    return [act.restraint.effect for act in known.record.in_force(desk.house.clock())]


def test_the_card_shows_how_a_reader_fared_here_and_leads_to_his_page(desk: DeskHouse) -> None:
    moderator, reader = desk.appoint(), arrive(desk)
    desk.decide(signed(desk, reader, "Fine."), moderator)
    waiting = signed(desk, reader, "It waits.")
    guest = desk.submit("A guest's.", name="Berîvan")
    client = signed_in(desk, moderator)
    lane = client.get("/desk").text
    assert lane.count(f'href="/desk/readers/{reader.id}"') == 1
    [counts] = texts_in(lane, "p", "counts")
    assert " ".join(counts.split()).startswith("Approved 1 Rejected 0 Waiting 1")
    assert "A guest. A name proves nothing" in client.get(f"/desk/comments/{guest.comment_id}").text
    assert "A guest." not in client.get(f"/desk/comments/{waiting.comment_id}").text
    page = client.get(f"/desk/readers/{reader.id}").text
    assert "Reader <bdi>Berîvan</bdi>" in page
    assert "It waits." in page
    assert "Fine." in page
    assert "Fine." not in client.get(f"/desk/readers/{reader.id}?state=waiting").text
    assert "account" not in page


def test_a_moderator_holds_and_mutes_and_an_editor_lifts(desk: DeskHouse) -> None:
    reader = arrive(desk)
    signed(desk, reader)
    address = f"/desk/readers/{reader.id}"
    client, editor = signed_in(desk, desk.appoint()), signed_in(desk, desk.appoint("Zîn", Role.EDITOR))
    page = client.get(address).text
    assert 'value="bar"' not in page
    answer = client.post(f"{address}/restraints", data=form(page, note="He names people."))
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    page = client.get(address).text
    assert "He names people." in page
    assert "Only an editor lifts it." in page
    assert client.post(f"{address}/restraints", data=form(page, effect="mute", days="14")).status_code == 303
    assert in_force(desk, reader) == [Effect.MUTE, Effect.HOLD]
    lane = client.get("/desk").text
    assert "Held" in lane
    assert "Muted" in lane
    page = editor.get(address).text
    assert 'value="bar"' in page
    restraint = re.findall(r'name="restraint" value="([0-9a-f]{32})"', page)[0]
    lifted = editor.post(f"{address}/liftings", data=form(page, restraint=restraint, note="He wrote to us."))
    assert lifted.status_code == 303
    assert in_force(desk, reader) == [Effect.HOLD]
    page = client.get(address).text
    assert "Lifted by <bdi>Zîn</bdi>" in page
    assert "He wrote to us." in page
    log = client.get("/desk/log").text
    assert 'href="/desk/readers"' in log
    everybody = client.get("/desk/readers").text
    assert everybody.count("Berîvan") == 3
    assert "He wrote to us." in everybody


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"effect": "mute", "days": "15"}, 403, "at most 14 days"),
        ({"effect": "bar"}, 403, "Only an editor bars"),
        ({"effect": "mute"}, 422, "Say for how many days"),
        ({"effect": "hold", "days": "0"}, 422, "from 1 to 3650 days"),
        ({"effect": "hold", "days": "soon"}, 422, "from 1 to 3650 days"),
        ({"effect": "ban"}, 422, "Choose one of: hold, mute, bar"),
        ({"guideline": ""}, 422, "Choose the guideline"),
        ({"guideline": "rudeness"}, 422, "Choose the guideline"),
        ({"seen": "7"}, 409, "A colleague has acted"),
        ({"seen": "x"}, 400, "Load the page again"),
    ],
)
def test_what_cannot_be_is_told_beside_the_form_which_keeps_what_was_typed(
    desk: DeskHouse, sent: dict[str, str], status: int, told: str
) -> None:
    reader, client = arrive(desk), signed_in(desk, desk.appoint())
    signed(desk, reader)
    address = f"/desk/readers/{reader.id}"
    answer = client.post(
        f"{address}/restraints", data=form(client.get(address).text, **{"note": "Why I do it.", **sent})
    )
    assert answer.status_code == status
    assert told in answer.text
    if status != 400:
        assert "Why I do it." in answer.text
    assert in_force(desk, reader) == []


def test_only_editors_lift_and_only_what_is_in_force(desk: DeskHouse) -> None:
    reader, client = arrive(desk), signed_in(desk, desk.appoint())
    editor = signed_in(desk, desk.appoint("Zîn", Role.EDITOR))
    address = f"/desk/readers/{reader.id}"
    editor.post(f"{address}/restraints", data=form(editor.get(address).text, effect="bar"))
    page = editor.get(address).text
    [restraint] = re.findall(r'name="restraint" value="([0-9a-f]{32})"', page)
    sent = form(page, restraint=restraint)
    assert client.post(f"{address}/liftings", data=sent).status_code == 403
    assert editor.post(f"{address}/liftings", data=sent | {"restraint": reader.id}).status_code == 404
    assert editor.post(f"{address}/liftings", data=sent | {"restraint": "x"}).status_code == 400
    assert editor.post(f"{address}/liftings", data=sent).status_code == 303
    assert editor.post(f"{address}/liftings", data=sent).status_code == 409
    assert in_force(desk, reader) == []


@pytest.mark.parametrize("address", ["0" * 32, "x", "../people"])
def test_there_is_no_page_of_a_reader_who_never_came(desk: DeskHouse, address: str) -> None:
    assert signed_in(desk, desk.appoint()).get(f"/desk/readers/{address}").status_code == 404


def test_a_reader_who_was_forgotten_has_a_page_and_no_form(desk: DeskHouse) -> None:
    reader, client = arrive(desk), signed_in(desk, desk.appoint())
    sent = signed(desk, reader)
    house = desk.house
    arriving.depart(house.store, house.clock, reader_id=reader.id, by="reader").result()
    page = client.get(f"/desk/readers/{reader.id}").text
    assert "was forgotten" in page
    assert 'name="effect"' not in page
    assert sent.comment_id in page


def test_pages_of_his_comments_are_turned(desk: DeskHouse) -> None:
    reader, client = arrive(desk), signed_in(desk, desk.appoint())
    comments = [signed(desk, reader, f"comment number {n}") for n in range(32)]
    address = f"/desk/readers/{reader.id}"
    first = client.get(address).text
    [older] = re.findall(rf'href="{address}\?before=(\d+)"', first)
    rest = client.get(f"{address}?before={older}").text
    shown = [set(re.findall(r"/desk/comments/([0-9a-f]{32})", page)) for page in (first, rest)]
    assert (len(shown[0]), len(shown[1])) == (30, 2)
    assert shown[0] | shown[1] == {each.comment_id for each in comments}


def test_a_batch_by_reader_finds_what_he_signed_and_by_name_what_guests_left(desk: DeskHouse) -> None:
    reader = arrive(desk)
    his = [signed(desk, reader, "One."), signed(desk, arrive(desk, "Another name now"), "Two.")]
    guests = [desk.submit("Three.", name="Berîvan"), desk.submit("Four.", name="Berîvan")]
    signed(desk, arrive(desk, "Berîvan", "18"), "Five.")
    client = signed_in(desk, desk.appoint())
    page = client.get(f"/desk/batches/new?reader={his[0].comment_id}").text
    assert "Decide 2 together" in page
    assert "One." in page
    assert "Two." in page
    page = client.get(f"/desk/batches/new?name={guests[0].comment_id}").text
    assert "Decide 2 together" in page
    assert "Five." not in page
    assert "Decide 0 together" in client.get(f"/desk/batches/new?reader={guests[0].comment_id}").text
    card = client.get(f"/desk/comments/{his[0].comment_id}").text
    assert f"/desk/batches/new?reader={his[0].comment_id}" in card
    assert "?name=" not in card
