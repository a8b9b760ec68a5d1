"""The desk as a browser without script uses it: who may come in, what is decided, what is refused and how it is told."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from diwan import erasure, founding, lifecycle
from diwan.clock import HOUR, MINUTE
from diwan.decisions import Outcome
from diwan.errors import Unavailable
from diwan.guidelines import AbuseKind, Guideline
from diwan.lifecycle import Acknowledgement
from diwan.moderators import Moderator, Role
from diwan.screening.check import Check
from diwan.screening.findings import Finding, Mark
from diwan.screening.policy import Policies
from diwan.storage.people import PeopleReader
from diwan.storage.store import Store
from diwan.web import sessions
from tests import machine
from tests.client import TestClient
from tests.desk_house import BRIDGE, SITE, DeskHouse, desk_house, fields
from tests.house import HandClock

PASSWORD = "four quiet words here"
JSON = {"accept": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[DeskHouse]:
    with desk_house(tmp_path, clock=clock) as built:
        yield built


def browser(desk: DeskHouse) -> TestClient:
    return TestClient(desk.app, base_url="https://testserver", follow_redirects=False)


def signed_in(desk: DeskHouse, moderator: Moderator) -> TestClient:
    client = browser(desk)
    assert client.post(desk.link(moderator), headers=FORM).status_code == 303
    return client


# --- coming in -----------------------------------------------------------------------------------------------------


def test_looking_at_a_sign_in_link_does_not_use_it_up(desk: DeskHouse) -> None:
    link = desk.link(desk.appoint())
    scanner, client = browser(desk), browser(desk)
    for _ in range(3):
        assert scanner.get(link).status_code == 200
    assert scanner.head(link).status_code == 200
    assert not scanner.cookies
    answer = client.post(link, headers=FORM)
    assert answer.headers["location"] == "/desk/arrived?next=/desk/password"
    assert client.get("/desk").status_code == 200


def test_a_sign_in_link_works_once_and_for_an_hour(desk: DeskHouse, clock: HandClock) -> None:
    moderator = desk.appoint()
    used, lapsed = desk.link(moderator), desk.link(moderator)
    assert browser(desk).post(used, headers=FORM).status_code == 303
    assert browser(desk).post(used, headers=FORM).status_code == 410
    clock.advance(HOUR)
    assert browser(desk).get(lapsed).status_code == 410
    client = browser(desk)
    assert client.post(lapsed, headers=FORM).status_code == 410
    assert not client.cookies


def test_a_password_set_after_the_link_opens_the_desk(desk: DeskHouse) -> None:
    client = signed_in(desk, desk.appoint("Berfîn"))
    assert "Set a password" in client.get("/desk/password").text
    answer = client.post("/desk/password", data={"password": PASSWORD, "again": PASSWORD})
    assert answer.headers["location"] == "/desk"
    another = browser(desk)
    answer = another.post(
        "/desk/sign-in", data={"name": "Berfîn", "password": PASSWORD, "next": "/desk/decided"}
    )
    assert answer.headers["location"] == "/desk/arrived?next=/desk/decided"
    assert another.get("/desk/arrived?next=/desk/decided").headers["location"] == "/desk/decided"
    assert "Berfîn" in another.get("/desk").text


@pytest.mark.parametrize(
    ("password", "again"),
    [("short", "short"), (PASSWORD, PASSWORD + "."), ("", ""), ("passwordpassword", "passwordpassword")],
)
def test_a_poor_password_is_refused_with_what_to_do(desk: DeskHouse, password: str, again: str) -> None:
    answer = signed_in(desk, desk.appoint()).post(
        "/desk/password", data={"password": password, "again": again}
    )
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_password_is_set_only_soon_after_signing_in(desk: DeskHouse, clock: HandClock) -> None:
    client = signed_in(desk, desk.appoint("Berfîn"))
    clock.advance(15 * MINUTE)
    assert client.post("/desk/password", data={"password": PASSWORD, "again": PASSWORD}).status_code == 403
    assert "Sign in once more" in client.get("/desk/password").text
    assert client.get("/desk").status_code == 200


def test_a_wrong_password_and_an_unknown_name_are_told_alike(desk: DeskHouse) -> None:
    signed_in(desk, desk.appoint("Berfîn")).post(
        "/desk/password", data={"password": PASSWORD, "again": PASSWORD}
    )
    desk.appoint("Hawrê")
    answers = []
    for name in ("Berfîn", "Hawrê", "Nobody"):
        answer = browser(desk).post("/desk/sign-in", data={"name": name, "password": "wrong words entirely"})
        answers.append((answer.status_code, answer.text.replace(name, "")))
    assert len(set(answers)) == 1
    assert answers[0][0] == 401


def test_guessing_is_slowed_down_even_for_the_right_password(desk: DeskHouse, clock: HandClock) -> None:
    signed_in(desk, desk.appoint("Berfîn")).post(
        "/desk/password", data={"password": PASSWORD, "again": PASSWORD}
    )
    client = browser(desk)
    for _ in range(5):
        assert client.post("/desk/sign-in", data={"name": "Berfîn", "password": "wrong"}).status_code == 401
    answer = client.post("/desk/sign-in", data={"name": "Berfîn", "password": PASSWORD})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "30"
    assert "Please wait 30 seconds" in answer.text
    clock.advance(30_000)
    assert client.post("/desk/sign-in", data={"name": "Berfîn", "password": PASSWORD}).status_code == 303


def test_the_cookie_is_a_host_cookie_that_script_cannot_read(desk: DeskHouse) -> None:
    answer = browser(desk).post(desk.link(desk.appoint()), headers=FORM)
    name, _, attributes = answer.headers["set-cookie"].partition("=")
    token, *rest = [part.strip() for part in attributes.split(";")]
    assert name == "__Host-diwan-desk"
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert {part.lower() for part in rest} == {
        "httponly",
        "max-age=43200",
        "path=/",
        "samesite=lax",
        "secure",
    }


def test_the_database_holds_no_token(desk: DeskHouse) -> None:
    moderator = desk.appoint()
    link = desk.link(moderator)
    client = signed_in(desk, moderator)
    token = client.cookies[sessions.COOKIE]
    stored = (desk.house.settings.sqlite_file).read_bytes()
    assert token.encode() not in stored
    assert link.rsplit("/", 1)[1].encode() not in stored


def test_signing_in_again_ends_the_session_before(desk: DeskHouse) -> None:
    moderator = desk.appoint()
    client = signed_in(desk, moderator)
    before = client.cookies[sessions.COOKIE]
    client.post(desk.link(moderator), headers=FORM)
    assert client.cookies[sessions.COOKIE] != before
    assert sessions.holder(desk.house, before) is None


def test_a_session_ends_by_signing_out_by_time_and_by_dismissal(desk: DeskHouse, clock: HandClock) -> None:
    moderator = desk.appoint("Berfîn")
    out, dismissed = signed_in(desk, moderator), signed_in(desk, moderator)
    lapsed = signed_in(desk, desk.appoint("Hawrê"))
    token = out.cookies[sessions.COOKIE]
    assert out.post("/desk/sign-out", headers=FORM).status_code == 303
    assert sessions.holder(desk.house, token) is None
    assert out.get("/desk").status_code == 303
    founding.dismiss(desk.house.store, desk.house.clock, name="Berfîn", by="test").result()
    assert dismissed.get("/desk").status_code == 303
    # Used all the time, so that it does not end for being idle.
    for _ in range(sessions.LIFETIME // (30 * MINUTE) - 1):
        clock.advance(30 * MINUTE)
        assert lapsed.get("/desk/decided").status_code == 200
    clock.advance(30 * MINUTE - 1)
    assert lapsed.get("/desk").status_code == 200
    clock.advance(1)
    assert lapsed.get("/desk").status_code == 303


def test_nobody_gets_in_without_a_session(desk: DeskHouse) -> None:
    comment = desk.submit("canary-words")
    for path in ("/desk", "/desk/decided", f"/desk/comments/{comment.comment_id}", "/desk/password"):
        client = browser(desk)
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/desk/sign-in?next={path}"
        assert "canary" not in answer.text
        as_json = client.get(path, headers=JSON)
        assert as_json.status_code == 401
        assert as_json.json()["code"] == "not-signed-in"
    refused = browser(desk).post(
        f"/desk/comments/{comment.comment_id}/decisions",
        data={"digest": comment.digest.hex(), "outcome": "approved"},
        headers=JSON,
    )
    assert refused.status_code == 401
    assert desk.card(comment).current is None


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/desk/../x", "/desk\\evil", "javascript:alert(1)", "/other"],
)
def test_after_signing_in_nobody_is_led_elsewhere(desk: DeskHouse, elsewhere: str) -> None:
    client = signed_in(desk, desk.appoint())
    assert client.get("/desk/arrived", params={"next": elsewhere}).headers["location"] == "/desk"


def test_a_browser_that_keeps_no_cookie_is_told_why(desk: DeskHouse) -> None:
    answer = browser(desk).get("/desk/arrived?next=/desk")
    assert answer.status_code == 403
    assert "kept no session" in answer.text


# --- what every answer carries -----------------------------------------------------------------------------------


def test_every_answer_carries_the_desks_headers(desk: DeskHouse) -> None:
    comment = desk.submit()
    client = signed_in(desk, desk.appoint())
    paths = [
        "/desk",
        "/desk/decided",
        f"/desk/comments/{comment.comment_id}",
        "/desk/password",
        "/desk/nothing",
    ]
    paths += ["/desk/sign-in", "/desk/sign-in/x", "/desk/arrived", "/desk/static/desk.js"]
    for path in paths:
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "require-trusted-types-for 'script'" in policy
        assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"


def test_no_page_holds_inline_script_or_style(desk: DeskHouse) -> None:
    comment = desk.submit()
    client = signed_in(desk, desk.appoint())
    for path in ("/desk", "/desk/decided", f"/desk/comments/{comment.comment_id}", "/desk/password"):
        html = client.get(path).text
        assert re.findall(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=", html) == []


def test_script_and_style_are_sent_again_only_when_they_changed(desk: DeskHouse) -> None:
    client = browser(desk)
    for name, kind in (("desk.js", "text/javascript"), ("desk.css", "text/css")):
        first = client.get(f"/desk/static/{name}")
        assert first.headers["content-type"].startswith(kind)
        again = client.get(f"/desk/static/{name}", headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304
    assert client.get("/desk/static/desk.toml").status_code == 404


def test_a_page_of_another_origin_decides_nothing(desk: DeskHouse) -> None:
    comment = desk.submit()
    client = signed_in(desk, desk.appoint())
    form = {"digest": comment.digest.hex(), "outcome": "approved"}
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        answer = client.post(f"/desk/comments/{comment.comment_id}/decisions", data=form, headers=headers)
        assert answer.status_code == 403
        assert client.post("/desk/sign-out", headers=headers | FORM).status_code == 403
    assert desk.card(comment).current is None
    assert client.get("/desk").status_code == 200


# --- the queue ---------------------------------------------------------------------------------------------------


def test_a_card_shows_all_there_is_to_know(desk: DeskHouse, clock: HandClock) -> None:
    parent = desk.submit("the opening words", name="Azad")
    berfin = desk.appoint()
    desk.decide(parent, berfin)
    desk.print()
    desk.submit("See www.cheap.shop <b>now</b>!!!!", parent=parent.comment_id)
    clock.advance(3 * HOUR + 12 * MINUTE)
    html = signed_in(desk, berfin).get("/desk").text
    for words in (
        "the opening words",
        "In answer to <bdi>Azad</bdi>",
        BRIDGE.headline,
        f'href="{BRIDGE.url}"',
        "The Courier",
        "City",
        "&lt;b&gt;now&lt;/b&gt;",
        "<mark>www.cheap.shop</mark>",
        "links@2",
        "30 %",
        "Here because",
        "3 h 12 min",
        "No swearing.",
    ):
        assert words in html, words
    assert "<b>now" not in html


def screened_by(
    desk: DeskHouse, body: str, *checks: Check, policies: Policies | None = None
) -> Acknowledgement:
    """A comment that these checks have looked at."""
    comment = desk.submit(body, screened=False)
    house = desk.house
    lifecycle.screen(
        house.store, house.clock, machine.screener(*checks), policies or house.policies, comment.comment_id
    )
    return comment


def test_a_card_shows_the_few_scores_that_matter_and_the_rest_on_request(desk: DeskHouse) -> None:
    aside = Finding("relevance", "1", None, 0.88, mark=Mark.RELEVANCE)
    abuse = Finding("lexicon", "3", Guideline.ABUSE, 0.9, abuse_kind=AbuseKind.XENOPHOBIA)
    screened_by(
        desk,
        "a threat",
        machine.Model(),
        machine.Scripted("relevance", "1", lambda _reading: [aside]),
        machine.Scripted("lexicon", "3", lambda _reading: [abuse]),
    )
    html = signed_in(desk, desk.appoint()).get("/desk").text
    shown, rest = html[html.index('class="findings"') :].split('<details class="scores">')
    assert re.findall("<strong>([^<]+)</strong>", shown) == ["Threat", "Abuse (xenophobia)"]
    assert "About the article" not in shown
    rest = rest[: rest.index("</details>")]
    assert "All scores" in rest
    assert [int(number) for number in re.findall(r"(\d+) %", rest)] == [97, 90, 88, 1, 1, 1, 1, 1]
    assert "About the article" in rest
    [reasons] = re.findall(r'class="reasons">(.*?)</p>', html)
    assert reasons.endswith("model: threat, 97 % · lexicon: abuse, 90 %")


def test_checks_that_see_the_same_are_one_line_on_the_card_with_each_of_them_below(desk: DeskHouse) -> None:
    listed = Finding("terms", "1-0123456789abcdef", Guideline.THREAT, 0.6, detail="on the list <courier>")
    screened_by(
        desk,
        "a threat",
        machine.Model(),
        machine.Scripted("terms", listed.version, lambda _reading: [listed]),
    )
    html = signed_in(desk, desk.appoint()).get("/desk").text
    shown, _ = html[html.index('class="findings"') :].split('<details class="scores">')
    assert re.findall("<strong>([^<]+)</strong>", shown) == ["Threat"]
    assert [int(number) for number in re.findall(r"(\d+) %", shown)] == [97, 97, 60]
    assert "Seen by model, terms" in shown
    assert 'title="terms@1-0123456789abcdef">terms@1-012345…<' in shown
    assert "on the list &lt;courier&gt;" in shown


def test_a_card_shows_how_the_articles_text_begins_and_nothing_where_there_is_none(desk: DeskHouse) -> None:
    desk.submit()
    client = signed_in(desk, desk.appoint())
    assert 'class="begins"' not in client.get("/desk").text
    desk.register(text="At <b>ten</b> to six." + " Still true." * 1000)
    html = client.get("/desk").text
    [begins] = re.findall(r'<p class="begins" lang="en" dir="auto">([^<]*)</p>', html)
    assert begins.startswith("At &lt;b&gt;ten&lt;/b&gt; to six. Still true.")
    assert len(begins) < 1000


def test_where_the_model_sees_nothing_a_card_says_so_and_keeps_the_scores_aside(desk: DeskHouse) -> None:
    screened_by(desk, "fine", machine.Model())
    html = signed_in(desk, desk.appoint()).get("/desk").text
    assert "The checks had nothing to remark." in html
    assert 'class="findings"' not in html
    assert html.count(">model@9f86d081<") == len(Guideline)


@pytest.mark.parametrize(
    ("mark", "phrase"),
    [
        (Mark.CRITICISM, "Criticises the publisher"),
        (Mark.CAMPAIGN, "Many like this"),
        (Mark.DISGUISE, "Disguised text"),
        (Mark.TOXICITY, "Toxicity"),
    ],
)
def test_a_mark_has_its_phrase_on_the_card(desk: DeskHouse, mark: Mark, phrase: str) -> None:
    screened_by(desk, "fine", machine.marking(mark))
    html = signed_in(desk, desk.appoint()).get("/desk").text
    assert f"<strong>{phrase}</strong>" in html
    assert ("second pair of eyes" in html) is (mark is Mark.CRITICISM)


def test_a_silent_check_is_on_the_card_under_the_most_permissive_policy(desk: DeskHouse) -> None:
    def fail(_reading: object) -> None:
        raise ValueError

    comment = screened_by(
        desk, "fine", machine.Model(), machine.Scripted("lexicon", "3", fail), policies=machine.PERMISSIVE
    )
    assert desk.card(comment).current is None
    html = signed_in(desk, desk.appoint()).get("/desk").text
    assert "<strong>Could not tell</strong>: failed (ValueError)" in html
    assert "lexicon could not tell" in html


def test_the_history_says_which_rule_or_model_decided(desk: DeskHouse) -> None:
    by_rule = screened_by(desk, "one", machine.lexicon(Guideline.VULGARITY), policies=machine.PERMISSIVE)
    by_model = screened_by(desk, "another", machine.Model(), policies=machine.PERMISSIVE)
    client = signed_in(desk, desk.appoint())
    assert "by <bdi>lexicon@3</bdi> (rule)" in client.get(f"/desk/comments/{by_rule.comment_id}").text
    assert "by <bdi>model@9f86d081</bdi> (model)" in client.get(f"/desk/comments/{by_model.comment_id}").text
    assert "lexicon@3" in client.get("/desk/decided").text


def test_a_person_changes_a_machines_decision_from_its_card(desk: DeskHouse) -> None:
    comment = screened_by(desk, "words-to-go", machine.Model(), policies=machine.PERMISSIVE)
    client = signed_in(desk, desk.appoint("Hawrê"))
    path = f"/desk/comments/{comment.comment_id}"
    form = fields(client.get(path).text) | {"outcome": "rejected/threat"}
    assert client.post(f"{path}/decisions", data=form).headers["location"] == path
    html = client.get(path).text
    assert "supersedes decision 1, by <bdi>model@9f86d081</bdi>" in html


def test_a_withdrawn_parent_is_called_withdrawn(desk: DeskHouse) -> None:
    parent = desk.submit("gone-words")
    berfin = desk.appoint()
    desk.decide(parent, berfin)
    desk.print()
    desk.submit("a reply", parent=parent.comment_id)
    erasure.erase(desk.house.store, desk.house.clock, comment_id=parent.comment_id, by="reader").result()
    html = signed_in(desk, berfin).get("/desk").text
    assert "withdrawn" in html
    assert "gone-words" not in html
    page = signed_in(desk, berfin).get(f"/desk/comments/{parent.comment_id}").text
    assert "its words are erased" in page
    assert 'class="decide"' not in page


def test_a_comment_no_check_has_seen_can_be_decided(desk: DeskHouse) -> None:
    desk.submit(screened=False)
    html = signed_in(desk, desk.appoint()).get("/desk").text
    assert "No check has looked yet" in html
    assert 'class="decide"' in html


def test_the_queue_is_oldest_first_and_twenty_to_a_page(desk: DeskHouse) -> None:
    for n in range(23):
        desk.submit(f"comment number {n:02}.")
    client = signed_in(desk, desk.appoint())
    first = client.get("/desk").text
    numbers = r"<p>comment number (\d\d)\."
    assert re.findall(numbers, first) == [f"{n:02}" for n in range(20)]
    assert '<span class="count">23</span>' in first
    [later] = re.findall(r'href="(/desk\?after=\d+)"', first)
    assert re.findall(numbers, client.get(later).text) == ["20", "21", "22"]


@pytest.mark.parametrize("asked", ["x", "-5", "9" * 40, "٣"])
def test_an_odd_page_number_is_the_first_page(desk: DeskHouse, asked: str) -> None:
    desk.submit("the first words")
    assert "the first words" in signed_in(desk, desk.appoint()).get("/desk", params={"after": asked}).text


@pytest.mark.parametrize(
    "name_and_body",
    [
        ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>"),
        ('"><svg onload=alert(1)>', "javascript:alert(1) \"'><script>"),
    ],
)
def test_nothing_a_reader_writes_becomes_markup(desk: DeskHouse, name_and_body: tuple[str, str]) -> None:
    name, body = name_and_body
    comment = desk.submit(body, name=name)
    berfin = desk.appoint()
    client = signed_in(desk, berfin)
    pages = [client.get("/desk").text]
    desk.decide(comment, berfin)
    pages += [client.get(path).text for path in ("/desk/decided", f"/desk/comments/{comment.comment_id}")]
    for html in pages:
        assert not re.search(r"<(?:img|svg on|script>)", html)


# --- lanes and claims --------------------------------------------------------------------------------------------


def page_of(html: str) -> str:
    [name] = re.findall(r'data-page="([0-9a-f]{16})"', html)
    return str(name)


def test_the_lane_for_editors_is_for_editors(desk: DeskHouse) -> None:
    for role, seen in ((Role.MODERATOR, False), (Role.EDITOR, True)):
        client = signed_in(desk, desk.appoint(f"A {role}", role))
        html = client.get("/desk?lane=escalated").text
        assert ("For editors" in html) is seen
        assert ("<h1>For editors</h1>" in html) is seen


@pytest.mark.parametrize(
    "asked", ["lane=x", "order=x", "mixed=x", "lane=fine&order=sureness&after=3-x", "after=1-2-3"]
)
def test_an_odd_question_is_answered_with_what_one_sees_at_first(desk: DeskHouse, asked: str) -> None:
    desk.submit("the first words")
    assert signed_in(desk, desk.appoint()).get(f"/desk?{asked}").status_code == 200


def test_a_card_says_when_it_is_late_by_what_the_newsroom_means_to_keep(
    desk: DeskHouse, clock: HandClock
) -> None:
    desk.house.sites[SITE] = replace(desk.house.sites[SITE], answer_within_minutes=60)
    desk.submit()
    client = signed_in(desk, desk.appoint())
    assert 'class="late"' not in client.get("/desk").text
    clock.advance(50 * MINUTE)
    assert "due in 10 min" in client.get("/desk").text
    clock.advance(15 * MINUTE)
    assert "late by 5 min" in client.get("/desk").text


def test_a_page_renews_its_claims_and_is_told_what_was_decided(desk: DeskHouse) -> None:
    first, second = desk.submit("one"), desk.submit("two")
    client = signed_in(desk, desk.appoint("Hawrê"))
    page = page_of(client.get("/desk").text)
    desk.decide(first, desk.appoint("Berfîn"), Outcome.REJECTED, Guideline.THREAT)
    form = {"page": page, "lane": "oldest", "comments": f"{first.comment_id} {second.comment_id}"}
    answer = client.post("/desk/claims", data=form)
    assert answer.status_code == 200
    assert answer.json()["taken"] == {}
    [told] = answer.json()["decided"].values()
    assert (told["author"], told["said"]) == ("Berfîn", "Rejected: Threat")


@pytest.mark.parametrize(
    "change",
    [{"page": ""}, {"page": "x" * 17}, {"lane": "x"}, {"comments": "x"}, {"comments": f"{'0' * 32} " * 21}],
)
def test_a_renewal_that_is_none_is_refused(desk: DeskHouse, change: dict[str, str]) -> None:
    client = signed_in(desk, desk.appoint())
    form = {"page": "0" * 16, "lane": "oldest", "comments": ""} | change
    assert client.post("/desk/claims", data=form, headers=JSON).status_code == 400


def test_nobody_claims_or_passes_on_without_a_session_or_from_elsewhere(desk: DeskHouse) -> None:
    comment = desk.submit()
    paths = ["/desk/claims", "/desk/claims/back", f"/desk/comments/{comment.comment_id}/consultations"]
    client = signed_in(desk, desk.appoint())
    for path in paths:
        assert browser(desk).post(path, data={"page": "0" * 16}, headers=JSON).status_code == 401
        assert client.post(path, data={}, headers={"origin": "https://evil.example"}).status_code == 403


def test_a_comment_is_passed_on_by_form_and_by_script(desk: DeskHouse) -> None:
    one, two = desk.submit("one"), desk.submit("two")
    client = signed_in(desk, desk.appoint("Berfîn"))
    form = {
        "digest": one.digest.hex(),
        "asked": "colleague",
        "note": "Is it?\r\nI wonder.",
        "back": "/desk?lane=fine",
    }
    answer = client.post(f"/desk/comments/{one.comment_id}/consultations", data=form)
    assert answer.headers["location"] == f"/desk?lane=fine&decided={one.comment_id}"
    assert "Passed on for a second opinion" in client.get(answer.headers["location"]).text
    assert desk.card(one).passed_on[0].consultation.note == "Is it?\nI wonder."
    form = {"digest": two.digest.hex(), "asked": "editor"}
    answer = client.post(f"/desk/comments/{two.comment_id}/consultations", data=form, headers=JSON)
    assert answer.status_code == 201
    assert answer.json()["consultation"]["said"] == "Passed on to an editor"
    again = client.post(f"/desk/comments/{two.comment_id}/consultations", data=form, headers=JSON)
    assert again.status_code == 409
    for change in ({"asked": "x"}, {"digest": "x"}):
        refused = client.post(
            f"/desk/comments/{two.comment_id}/consultations", data=form | change, headers=JSON
        )
        assert refused.status_code == 400
    html = client.get(f"/desk/comments/{one.comment_id}").text
    assert "Passed on for a second opinion</strong> by <bdi>Berfîn</bdi>" in html
    assert "I wonder." in html


def test_who_passes_on_what_a_colleague_has_decided_is_told(desk: DeskHouse) -> None:
    comment = desk.submit()
    desk.decide(comment, desk.appoint("Berfîn"), Outcome.REJECTED, Guideline.VULGARITY)
    client = signed_in(desk, desk.appoint("Hawrê"))
    form = {"digest": comment.digest.hex(), "asked": "colleague"}
    told = client.post(f"/desk/comments/{comment.comment_id}/consultations", data=form, headers=JSON)
    assert told.status_code == 409
    assert told.json()["decision"]["author"] == "Berfîn"


def test_the_history_says_how_long_an_approval_is_held_back(desk: DeskHouse, clock: HandClock) -> None:
    desk.house.sites[SITE] = replace(desk.house.sites[SITE], hold_seconds=10)
    comment = desk.submit()
    berfin = desk.appoint()
    desk.decide(comment, berfin)
    client = signed_in(desk, berfin)
    path = f"/desk/comments/{comment.comment_id}"
    assert "held back from print until" in client.get(path).text
    clock.advance(10_000)
    assert "it is being printed" in client.get(path).text


# --- deciding ----------------------------------------------------------------------------------------------------


def test_a_form_decides_and_goes_on_to_the_next(desk: DeskHouse) -> None:
    comment = desk.submit("words-to-print")
    client = signed_in(desk, desk.appoint())
    form = fields(client.get("/desk").text)
    answer = client.post(
        f"/desk/comments/{comment.comment_id}/decisions", data=form | {"outcome": "approved"}
    )
    assert answer.status_code == 303
    assert "Approved" in client.get(answer.headers["location"]).text
    desk.print()
    assert "words-to-print" in desk.front()


def test_a_script_gets_the_decision_as_json(desk: DeskHouse) -> None:
    comment = desk.submit()
    client = signed_in(desk, desk.appoint("Berfîn"))
    form = {
        "digest": comment.digest.hex(),
        "outcome": "rejected",
        "guideline": "abuse",
        "abuse_kind": "racism",
    }
    answer = client.post(f"/desk/comments/{comment.comment_id}/decisions", data=form, headers=JSON)
    assert answer.status_code == 201
    decision = answer.json()["decision"]
    assert decision["author"] == "Berfîn"
    assert decision["yours"]
    assert (decision["outcome"], decision["guideline"], decision["abuse_kind"]) == (
        "rejected",
        "abuse",
        "racism",
    )
    assert decision["said"] == "Rejected: Abuse (racism)"


@pytest.mark.parametrize("role", list(Role))
def test_both_roles_decide_and_the_page_says_who_is_there(desk: DeskHouse, role: Role) -> None:
    comment = desk.submit()
    client = signed_in(desk, desk.appoint("Hawrê", role))
    html = client.get("/desk").text
    assert "<bdi>Hawrê</bdi>" in html
    assert f'<span class="role">{role.value}</span>' in html
    form = {"digest": comment.digest.hex(), "outcome": "approved"}
    assert client.post(f"/desk/comments/{comment.comment_id}/decisions", data=form).status_code == 303


def test_the_second_to_decide_is_told_who_was_first_and_how(desk: DeskHouse) -> None:
    comment = desk.submit()
    desk.decide(comment, desk.appoint("Berfîn"), Outcome.REJECTED, Guideline.VULGARITY)
    client = signed_in(desk, desk.appoint("Hawrê"))
    form = {"digest": comment.digest.hex(), "outcome": "approved"}
    page = client.post(f"/desk/comments/{comment.comment_id}/decisions", data=form)
    assert page.status_code == 409
    assert "Berfîn" in page.text
    assert "Rejected: Vulgarity" in page.text
    told = client.post(f"/desk/comments/{comment.comment_id}/decisions", data=form, headers=JSON)
    assert told.status_code == 409
    assert told.json()["code"] == "already-decided"
    decision = told.json()["decision"]
    assert (decision["author"], decision["yours"], decision["guideline"]) == ("Berfîn", False, "vulgarity")
    assert len(desk.card(comment).history) == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"outcome": "rejected"}, 422),
        ({"outcome": "approved", "guideline": "threat"}, 422),
        ({"outcome": "rejected/threat", "abuse_kind": "racism"}, 400),
        ({"outcome": "approved", "note": "x" * 1001}, 422),
        ({"outcome": "approved", "note": "\0"}, 422),
        ({"outcome": "maybe"}, 400),
        ({"digest": "00" * 32}, 409),
        ({"digest": ""}, 400),
        ({"supersedes": "0" * 32}, 400),
        ({"supersedes": "01a2089dff817444bc15aca6cab19583"}, 409),
    ],
)
def test_a_bad_verdict_is_refused_and_nothing_is_recorded(
    desk: DeskHouse, change: dict[str, str], status: int
) -> None:
    comment = desk.submit()
    client = signed_in(desk, desk.appoint())
    form = {"digest": comment.digest.hex(), "outcome": "approved"} | change
    for headers in (JSON, {}):
        answer = client.post(f"/desk/comments/{comment.comment_id}/decisions", data=form, headers=headers)
        assert answer.status_code == status
        assert headers or 'role="alert"' in answer.text
    assert desk.card(comment).current is None


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"outcome": "approved"}', "application/json", 400),
        (b"outcome=approved", "text/plain", 400),
        (b"outcome=approved&outcome=rejected", FORM["content-type"], 400),
        (b"outcome=%ff", FORM["content-type"], 400),
        (b"outcome=\xff", FORM["content-type"], 400),
        (b"&".join(b"f%d=x" % n for n in range(30)), FORM["content-type"], 400),
        (b"note=" + b"x" * 70_000, FORM["content-type"], 413),
    ],
)
def test_a_form_that_is_none_is_refused(desk: DeskHouse, content: bytes, kind: str, status: int) -> None:
    comment = desk.submit()
    client = signed_in(desk, desk.appoint())
    path = f"/desk/comments/{comment.comment_id}/decisions"
    answer = client.post(path, content=content, headers={"content-type": kind})
    assert answer.status_code == status


@pytest.mark.parametrize("comment_id", ["0" * 32, "x", "01a2089dff817444bc15aca6cab19583"])
def test_an_unknown_comment_is_not_found(desk: DeskHouse, comment_id: str) -> None:
    client = signed_in(desk, desk.appoint())
    assert client.get(f"/desk/comments/{comment_id}").status_code == 404
    form = {"digest": "00" * 32, "outcome": "approved"}
    assert client.post(f"/desk/comments/{comment_id}/decisions", data=form).status_code == 404


def test_a_lost_database_is_told_with_when_to_come_back(
    desk: DeskHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(desk, desk.appoint())

    def gone(_store: Store) -> None:
        raise Unavailable("The database cannot be reached.")

    monkeypatch.setattr(Store, "connection", gone)
    for headers in ({}, JSON):
        answer = client.get("/desk", headers=headers)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
        assert "The database cannot be reached." in answer.text


# --- history -----------------------------------------------------------------------------------------------------


def test_a_superseding_decision_takes_the_comment_out_and_both_stay_on_record(desk: DeskHouse) -> None:
    comment = desk.submit("words-to-go")
    desk.decide(comment, desk.appoint("Berfîn"))
    desk.print()
    client = signed_in(desk, desk.appoint("Hawrê"))
    path = f"/desk/comments/{comment.comment_id}"
    html = client.get(path).text
    assert "Readers see it." in html
    form = fields(html) | {"outcome": "rejected/personal-attack", "note": "names a child"}
    assert client.post(f"{path}/decisions", data=form).headers["location"] == path
    desk.print()
    assert "words-to-go" not in desk.front()
    html = client.get(path).text
    for words in (
        "No reader sees it.",
        "Berfîn",
        "Hawrê",
        "names a child",
        "supersedes decision 1",
        "revision 1",
    ):
        assert words in html, words
    assert comment.digest.hex() in html
    assert f"<dd><code>{comment.position}</code></dd>" in html


def test_the_decided_list_is_newest_first_with_every_decision(desk: DeskHouse) -> None:
    berfin = desk.appoint("Berfîn")
    for n in range(53):
        desk.decide(desk.submit(f"decided number {n:02}."), berfin)
    client = signed_in(desk, berfin)
    html = client.get("/desk/decided").text
    numbers = r"decided number (\d\d)\."
    assert re.findall(numbers, html) == [f"{n:02}" for n in range(52, 2, -1)]
    [older] = re.findall(r'href="(/desk/decided\?before=\d+)"', html)
    assert re.findall(numbers, client.get(older).text) == ["02", "01", "00"]


def test_a_dated_hash_is_made_again_at_the_next_sign_in(desk: DeskHouse) -> None:
    from argon2 import PasswordHasher

    moderator = desk.appoint("Berfîn")
    dated = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD.encode())
    of_the_house = PasswordHasher(1, 8, 1)  # as `desk_house` has it
    assert of_the_house.check_needs_rehash(dated)
    desk.house.store.write(lambda tx: tx.set_password(moderator.id, dated)).result()
    answer = browser(desk).post("/desk/sign-in", data={"name": "Berfîn", "password": PASSWORD})
    assert answer.status_code == 303
    with desk.house.store.connection() as connection:
        stored = PeopleReader(connection).password_hash(moderator.id)
    assert stored is not None
    assert stored != dated
    assert not of_the_house.check_needs_rehash(stored)
