"""A small OpenID provider on loopback that can be made to lie: about itself, about its keys, and about whom it vouches for."""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

CLIENT_ID = "diwan"
SECRET = "a secret: with +% and"

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Provider:
    """What it says can be changed at any time. `now_s` is its clock; `asked` are the paths it was asked for, in order."""

    now_s: Callable[[], int]
    issuer: str = ""
    keys: list[Key] = field(
        default_factory=lambda: [ECKey.generate_key("P-256", {"kid": "first", "use": "sig", "alg": "ES256"})]
    )
    subject: str = "rojin-17"
    claims: dict[str, Any] = field(default_factory=lambda: {"name": "Rojîn"})
    userinfo: dict[str, Any] | None = None
    discovery: dict[str, Any] = field(default_factory=dict)
    id_token: dict[str, Any] = field(default_factory=dict)
    """Claims of the ID token as they are to be instead; None leaves one out."""
    header: dict[str, Any] = field(default_factory=dict)
    forge: Callable[[str], str] = lambda token: token
    answers: dict[str, Callable[[], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str, **changed: str) -> dict[str, str]:
        """What a browser that follows `address` comes back with, once somebody has signed in there."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(12)
        self.codes[code] = asked
        return {"state": asked["state"], "code": code, "iss": self.issuer, **changed}

    def answer(self, path: str, body: dict[str, str]) -> Answer:
        """The answer to a request."""
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]()
        if path.endswith("/.well-known/openid-configuration"):
            return _json(self.described())
        if path == "/keys":
            return _json({"keys": [key.as_dict(private=False) for key in self.keys]})
        if path == "/me":
            return _json({"sub": self.subject, **(self.userinfo or {})})
        if path == "/token":
            return self.exchange(body)
        return 404, {}, b""

    def described(self) -> dict[str, Any]:
        """The discovery document."""
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/me",
            "end_session_endpoint": f"{self.issuer}/out",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return {name: value for name, value in {**told, **self.discovery}.items() if value is not None}

    def exchange(self, body: dict[str, str]) -> Answer:
        """Tokens for a code, once, if the verifier is the one that was challenged."""
        self.tokens.append(body)
        asked = self.codes.pop(body.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(body.get("code_verifier", "").encode()).digest())
        if asked is None or asked.get("code_challenge") != challenge.decode().rstrip("="):
            return _json({"error": "invalid_grant", "error_description": "<b>a trap</b>"}, 400)
        return _json(
            {"access_token": "opaque", "token_type": "Bearer", "id_token": self.vouch(asked.get("nonce"))}
        )

    def vouch(self, nonce: str | None) -> str:
        """A signed ID token."""
        now = self.now_s()
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            **self.claims,
            **self.id_token,
        }
        key = self.keys[0]
        algorithm = "RS256" if isinstance(key, RSAKey) else "ES256"
        header = {"alg": algorithm, "kid": key.dict_value.get("kid"), **self.header}
        kept = {name: value for name, value in claims.items() if value is not None}
        signed = jwt.encode(
            {name: value for name, value in header.items() if value is not None}, kept, key, [algorithm]
        )
        return self.forge(signed)


def another_key(kid: str) -> Key:
    """A key that the provider has not had before."""
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"})


def segment(value: object) -> str:
    """A part of a compact token."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _json(value: object, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


@contextmanager
def provider(now_s: Callable[[], int]) -> Iterator[Provider]:
    """A provider that serves until the block ends."""
    built = Provider(now_s)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            basic = self.headers.get("authorization", "")
            body = {name: values[0] for name, values in parse_qs(sent).items()}
            self._answer({**body, **({"authorization": basic} if basic else {})})

        def _answer(self, body: dict[str, str]) -> None:
            status, headers, content = built.answer(urlsplit(self.path).path, body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up in the middle is what some tests are about."""

    server = Quiet(("127.0.0.1", 0), Handler)
    built.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield built
    finally:
        server.shutdown()
        server.server_close()


def form(values: dict[str, str]) -> bytes:
    """Values as a form is sent."""
    return urlencode(values).encode()
