"""What Diwan believes of a provider, and what it does not."""

import base64
import hmac
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from diwan.openid.party import Party, Registration, Vouched, derived
from diwan.openid.trouble import Denied, NotGenuine, Silent
from tests.openid_provider import CLIENT_ID, SECRET, Provider, another_key, provider, segment

NOW_S = 1_790_000_000
REDIRECT = "https://comments.courier.example/openid/courier/accounts"


@dataclass
class Parties:
    """A provider, and Diwan before it. `seconds` goes on by hand."""

    provider: Provider
    at_s: int = NOW_S
    seconds: float = 0.0
    timeout_s: float = 60.0
    registered: dict[str, Any] = field(default_factory=dict)

    def party(self, **told: Any) -> Party:
        registration = Registration(
            issuer=told.pop("issuer", self.provider.issuer),
            client_id=CLIENT_ID,
            redirect_uri=REDIRECT,
            scopes=("openid", "profile"),
            timeout_s=self.timeout_s,
            **{"secret": SECRET, **told},
        )
        return Party(registration, lambda: self.at_s * 1000, lambda: self.seconds)

    def sign_in(self, party: Party, *, nonce: str = "n" * 43) -> Vouched:
        there = party.way_there(state="s" * 43, nonce=nonce, verifier="v" * 43)
        back = self.provider.authorize(there)
        party.check_answer(issuer=back["iss"], error=None)
        return party.vouched(code=back["code"], nonce=nonce, verifier="v" * 43)


@pytest.fixture
def both() -> Iterator[Parties]:
    with provider(lambda: NOW_S) as built:
        yield Parties(built)


def test_the_code_flow_tells_who_somebody_is(both: Parties) -> None:
    vouched = both.sign_in(both.party())
    assert (vouched.issuer, vouched.subject, vouched.claims["name"]) == (
        both.provider.issuer,
        "rojin-17",
        "Rojîn",
    )


def test_the_browser_is_sent_with_state_nonce_and_a_challenge_by_sha256(both: Parties) -> None:
    there = both.party().way_there(state="the-state", nonce="the-nonce", verifier="v" * 43)
    asked = both.provider.codes[both.provider.authorize(there)["code"]]
    assert asked["state"] == "the-state"
    assert asked["nonce"] == "the-nonce"
    assert asked["code_challenge_method"] == "S256"
    assert "v" * 43 not in there
    assert (asked["redirect_uri"], asked["response_type"], asked["scope"]) == (
        REDIRECT,
        "code",
        "openid profile",
    )


def test_the_verifier_of_another_journey_redeems_no_code(both: Parties) -> None:
    party = both.party()
    back = both.provider.authorize(party.way_there(state="s", nonce="n", verifier="v" * 43))
    with pytest.raises(Denied) as refused:
        party.vouched(code=back["code"], nonce="n", verifier="w" * 43)
    assert refused.value.why == "code"


def test_a_code_works_once(both: Parties) -> None:
    party = both.party()
    back = both.provider.authorize(party.way_there(state="s", nonce="n", verifier="v" * 43))
    party.vouched(code=back["code"], nonce="n", verifier="v" * 43)
    with pytest.raises(Denied):
        party.vouched(code=back["code"], nonce="n", verifier="v" * 43)


def test_the_secret_goes_as_the_provider_wants_it(both: Parties) -> None:
    both.sign_in(both.party())
    basic = both.provider.tokens[0]["authorization"].removeprefix("Basic ")
    assert base64.b64decode(basic).decode() == "diwan:a+secret%3A+with+%2B%25+and"
    both.provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    both.sign_in(both.party())
    assert both.provider.tokens[1]["client_secret"] == SECRET
    both.sign_in(both.party(secret=""))
    assert both.provider.tokens[2]["client_id"] == CLIENT_ID
    assert "client_secret" not in both.provider.tokens[2]


def test_a_private_key_signs_instead_of_a_secret(both: Parties) -> None:
    key = RSAKey.generate_key(2048)
    both.sign_in(both.party(secret="", private_key=key))
    asserted = jwt.decode(both.provider.tokens[0]["client_assertion"], key, ["RS256"])
    assert (asserted.claims["iss"], asserted.claims["sub"], asserted.claims["aud"]) == (
        CLIENT_ID,
        CLIENT_ID,
        f"{both.provider.issuer}/token",
    )


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("another journey's nonce", {"nonce": "of another"}, "nonce"),
    ("no nonce", {"nonce": None}, "nonce"),
    ("a list of nonces", {"nonce": ["n" * 43, "of another"]}, "nonce"),
    ("another issuer", {"iss": "https://evil.example"}, "iss"),
    ("no issuer", {"iss": None}, "iss"),
    ("another client", {"aud": "somebody-else"}, "aud"),
    ("several audiences and no party", {"aud": [CLIENT_ID, "somebody-else"]}, "azp"),
    (
        "several audiences for another party",
        {"aud": [CLIENT_ID, "somebody-else"], "azp": "somebody-else"},
        "azp",
    ),
    ("another party", {"azp": "somebody-else"}, "azp"),
    ("over", {"exp": NOW_S - 61}, "exp"),
    ("no end", {"exp": None}, "exp"),
    ("an end that is a word", {"exp": "tomorrow"}, "exp"),
    ("from the future", {"iat": NOW_S + 61}, "iat"),
    ("long made", {"iat": NOW_S - 601}, "iat"),
    ("not yet", {"nbf": NOW_S + 61}, "nbf"),
    ("nobody", {"sub": ""}, "sub"),
    ("a number", {"sub": 17}, "sub"),
    ("another access token", {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "at_hash"),
]


@pytest.mark.parametrize(("token", "why"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_token_that_was_not_made_for_this_is_refused(
    both: Parties, token: dict[str, Any], why: str
) -> None:
    both.provider.id_token = token
    with pytest.raises(NotGenuine) as refused:
        both.sign_in(both.party())
    assert refused.value.why == why


def test_clocks_may_differ_by_a_minute(both: Parties) -> None:
    both.provider.id_token = {"exp": NOW_S - 59, "iat": NOW_S + 59, "nbf": NOW_S + 59}
    assert both.sign_in(both.party()).subject == "rojin-17"


def _unsigned(token: str) -> str:
    _, claims, _ = token.split(".")
    return f"{segment({'alg': 'none', 'kid': 'first'})}.{claims}."


def _changed(token: str) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{segment({'sub': 'somebody-else'})}.{signature}"


@pytest.mark.parametrize(
    ("forge", "why"),
    [
        (_unsigned, "alg"),
        (_changed, "signature"),
        (lambda token: token[:-4] + "AAAA", "signature"),
        (lambda token: "not.a.token", "form"),
        (lambda token: "nothing", "form"),
        (lambda token: "a" * 200_000, "form"),
    ],
    ids=["unsigned", "changed", "bad signature", "no token", "one word", "huge"],
)
def test_a_forged_token_is_refused(both: Parties, forge: Callable[[str], str], why: str) -> None:
    both.provider.forge = forge
    with pytest.raises(NotGenuine) as refused:
        both.sign_in(both.party())
    assert refused.value.why == why


def test_a_token_signed_with_the_public_key_as_a_password_is_refused(both: Parties) -> None:
    key = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})
    both.provider.keys = [key]
    shared = key.as_pem(private=False)

    def forge(token: str) -> str:
        signed = f"{segment({'alg': 'HS256', 'kid': 'first'})}.{token.split('.')[1]}"
        made = hmac.digest(shared, signed.encode(), "sha256")
        return f"{signed}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"

    both.provider.forge = forge
    both.provider.discovery = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
    with pytest.raises(NotGenuine) as refused:
        both.sign_in(both.party())
    assert refused.value.why == "alg"


def test_a_token_of_another_kind_is_no_id_token(both: Parties) -> None:
    both.provider.header = {"typ": "at+jwt"}
    with pytest.raises(NotGenuine) as refused:
        both.sign_in(both.party())
    assert refused.value.why == "typ"


def test_a_key_that_came_since_is_fetched_once(both: Parties) -> None:
    party = both.party()
    both.sign_in(party)
    both.provider.keys = [another_key("second")]
    both.seconds += 61
    assert both.sign_in(party).subject == "rojin-17"
    assert both.provider.asked.count("/keys") == 2


def test_keys_that_do_not_fit_are_not_fetched_again_and_again(both: Parties) -> None:
    party = both.party()
    both.sign_in(party)
    both.provider.header = {"kid": "invented"}
    both.seconds += 61
    for _ in range(3):
        with pytest.raises(NotGenuine):
            both.sign_in(party)
    assert both.provider.asked.count("/keys") == 2


def test_a_key_that_was_taken_back_vouches_no_longer(both: Parties) -> None:
    party, lost = both.party(), both.provider.keys[0]
    both.sign_in(party)
    both.provider.keys = [another_key("second")]
    both.seconds += 3601
    both.sign_in(party)
    both.provider.keys = [lost]
    with pytest.raises(NotGenuine):
        both.sign_in(party)


def test_an_answer_of_another_provider_is_refused_before_its_code_is_shown_to_anybody(both: Parties) -> None:
    party = both.party()
    for issuer in ("https://evil.example", None):
        with pytest.raises(NotGenuine) as refused:
            party.check_answer(issuer=issuer, error=None)
        assert refused.value.why == "answer-issuer"
    assert both.provider.tokens == []


def test_a_provider_that_does_not_name_itself_may_leave_it(both: Parties) -> None:
    both.provider.discovery = {"authorization_response_iss_parameter_supported": None}
    party = both.party()
    party.check_answer(issuer=None, error=None)
    with pytest.raises(NotGenuine):
        party.check_answer(issuer="https://evil.example", error=None)


def test_an_error_is_told_by_its_code_if_it_is_a_known_one(both: Parties) -> None:
    party = both.party()
    for sent, why in (("access_denied", "access_denied"), ("<script>", "other")):
        with pytest.raises(Denied) as refused:
            party.check_answer(issuer=both.provider.issuer, error=sent)
        assert refused.value.why == why
        assert sent not in str(refused.value)


DISCOVERIES: list[tuple[str, dict[str, Any], str]] = [
    ("another issuer", {"issuer": "https://evil.example"}, "discovery-issuer"),
    ("no token endpoint", {"token_endpoint": None}, "discovery-endpoint"),
    ("plain http elsewhere", {"token_endpoint": "http://evil.example/token"}, "discovery-endpoint"),
    ("a file", {"jwks_uri": "file:///etc/passwd"}, "discovery-endpoint"),
    ("a password", {"token_endpoint": "https://a:b@evil.example/"}, "discovery-endpoint"),
    ("only passwords", {"id_token_signing_alg_values_supported": ["HS256", "none"]}, "discovery-algorithms"),
    ("another flow", {"response_types_supported": ["id_token"]}, "discovery-response-type"),
]


@pytest.mark.parametrize(
    ("told", "why"), [case[1:] for case in DISCOVERIES], ids=[case[0] for case in DISCOVERIES]
)
def test_a_document_that_describes_no_provider_of_ours_is_refused(
    both: Parties, told: dict[str, Any], why: str
) -> None:
    both.provider.discovery = told
    with pytest.raises(Silent) as refused:
        both.party().way_there(state="s", nonce="n", verifier="v" * 43)
    assert refused.value.why == why


DOCUMENT = "/.well-known/openid-configuration"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((200, {}, b" " * 300_000), "too-much"),
        ((200, {"Content-Length": "5000"}, b"{}"), "cut-short"),
        ((302, {"Location": "https://evil.example/"}, b""), "redirection"),
        ((500, {}, b"{}"), "discovery"),
        ((200, {}, b"<html>"), "discovery"),
        ((200, {}, b"[]"), "discovery"),
        ((200, {}, b"[" * 100_000), "discovery"),
    ],
    ids=["huge", "cut short", "elsewhere", "an error", "a page", "a list", "a pit"],
)
def test_what_is_no_answer_is_none(
    both: Parties, answer: tuple[int, dict[str, str], bytes], why: str
) -> None:
    both.provider.answers[DOCUMENT] = lambda: answer
    with pytest.raises(Silent) as refused:
        both.party().way_there(state="s", nonce="n", verifier="v" * 43)
    assert refused.value.why == why


def test_keys_that_are_said_to_be_elsewhere_are_not_fetched_there(both: Parties) -> None:
    with provider(lambda: NOW_S) as elsewhere:
        both.provider.answers["/keys"] = lambda: (307, {"Location": f"{elsewhere.issuer}/keys"}, b"")
        with pytest.raises(Silent) as refused:
            both.sign_in(both.party())
        assert refused.value.why == "redirection"
        assert elsewhere.asked == []


def test_a_code_is_not_carried_on_to_where_the_token_endpoint_leads(both: Parties) -> None:
    with provider(lambda: NOW_S) as elsewhere:
        both.provider.answers["/token"] = lambda: (307, {"Location": f"{elsewhere.issuer}/token"}, b"")
        with pytest.raises(Silent):
            both.sign_in(both.party())
        assert elsewhere.asked == []


def test_a_provider_that_does_not_answer_in_time_is_left(both: Parties) -> None:
    let_go = threading.Event()

    def never() -> tuple[int, dict[str, str], bytes]:
        let_go.wait(60)
        return 200, {}, b"{}"

    both.provider.answers[DOCUMENT] = never
    both.timeout_s = 0.2
    try:
        with pytest.raises(Silent) as refused:
            both.party().way_there(state="s", nonce="n", verifier="v" * 43)
        assert refused.value.why == "too-late"
    finally:
        let_go.set()


def test_after_a_failure_nobody_asks_for_a_moment(both: Parties) -> None:
    both.provider.answers[DOCUMENT] = lambda: (500, {}, b"")
    party = both.party()
    for _ in range(3):
        with pytest.raises(Silent):
            party.way_there(state="s", nonce="n", verifier="v" * 43)
    assert both.provider.asked == [DOCUMENT]
    del both.provider.answers[DOCUMENT]
    both.seconds += 6
    assert party.way_there(state="s", nonce="n", verifier="v" * 43).startswith(both.provider.issuer)


def test_what_was_known_an_hour_ago_serves_while_the_provider_is_down(both: Parties) -> None:
    party = both.party()
    party.way_there(state="s", nonce="n", verifier="v" * 43)
    both.provider.answers[DOCUMENT] = lambda: (503, {}, b"")
    both.seconds += 7200
    assert party.way_there(state="s", nonce="n", verifier="v" * 43).startswith(both.provider.issuer)
    both.seconds += 24 * 3600
    with pytest.raises(Silent):
        party.way_there(state="s", nonce="n", verifier="v" * 43)


def test_an_issuer_out_there_is_not_asked_in_plain_http(both: Parties) -> None:
    with pytest.raises(Silent) as refused:
        both.party(issuer="http://id.example").way_there(state="s", nonce="n", verifier="v" * 43)
    assert refused.value.why == "plain-http"


def test_userinfo_is_asked_only_for_what_the_token_lacks(both: Parties) -> None:
    both.sign_in(both.party(wanted=("name",)))
    assert "/me" not in both.provider.asked
    both.provider.userinfo = {"groups": ["newsroom"], "name": "somebody else", "nonce": "x"}
    vouched = both.sign_in(both.party(wanted=("name", "groups")))
    assert both.provider.asked.count("/me") == 1
    assert (vouched.claims["groups"], vouched.claims["name"]) == (["newsroom"], "Rojîn")
    assert vouched.claims["nonce"] == "n" * 43


def test_userinfo_about_somebody_else_is_refused(both: Parties) -> None:
    both.provider.userinfo = {"sub": "somebody-else", "groups": ["newsroom"]}
    with pytest.raises(NotGenuine) as refused:
        both.sign_in(both.party(wanted=("groups",)))
    assert refused.value.why == "userinfo-sub"


def test_the_way_out_names_the_client_and_the_way_back(both: Parties) -> None:
    party = both.party()
    assert not party.could_sign_out()
    out = party.way_out("https://comments.courier.example/desk/sign-in")
    assert party.could_sign_out()
    assert out == (
        f"{both.provider.issuer}/out?client_id=diwan&post_logout_redirect_uri="
        "https%3A%2F%2Fcomments.courier.example%2Fdesk%2Fsign-in"
    )
    both.provider.discovery = {"end_session_endpoint": None}
    assert both.party().way_out("https://comments.courier.example/") is None


def test_what_a_journey_shows_the_provider_is_its_own() -> None:
    made = {
        derived(secret, state, what)
        for secret in ("one", "two")
        for state in ("a", "b")
        for what in ("nonce", "verifier")
    }
    assert len(made) == 8
    assert {len(each) for each in made} == {43}
