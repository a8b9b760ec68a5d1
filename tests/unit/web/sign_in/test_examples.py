"""The code in `docs/integrating/sign-in.md` makes tokens that are good, in every language whose runtime is here."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from diwan import clock
from diwan.readers import Badge
from diwan.web.sign_in.keys import Key, KeyRing
from diwan.web.sign_in.token import Expected, read
from tests.publisher import AUDIENCE, ISSUER, SECRET, Publisher, ed25519, key_set, shared_secret

DOCUMENT = Path(__file__).parents[4] / "docs" / "integrating" / "sign-in.md"
EXPECTED = Expected("courier", ISSUER, AUDIENCE, 10)
NAME = 'Berîvan "Bêrî" \\ ڕۆژ 🌙'


def example(language: str, number: int = 0) -> str:
    return str(
        re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT.read_text(), re.MULTILINE | re.DOTALL)[number]
    )


def said_by(command: list[str], **given: str) -> str:
    """What a program prints, given its environment, in a folder of its own."""
    environment = {
        **os.environ,
        "DIWAN_ISSUER": ISSUER,
        "DIWAN_AUDIENCE": AUDIENCE,
        "DIWAN_SECRET": SECRET.decode(),
        "READER_NAME": NAME,
        "LC_ALL": "C.UTF-8",
        **given,
    }
    done = subprocess.run(
        command, env=environment, capture_output=True, check=True, text=True, encoding="utf-8"
    )
    return done.stdout.strip()


def program(language: str, folder: Path) -> list[str]:
    """The example, made a program that prints a token."""
    match language:
        case "python":
            code = example(language) + '\nprint(diwan_token(4711, os.environ["READER_NAME"], "staff"))\n'
            (folder / "mint.py").write_text(code)
            return [sys.executable, str(folder / "mint.py")]
        case "javascript":
            code = example(language) + '\nconsole.log(diwanToken(4711, process.env.READER_NAME, "staff"));\n'
            (folder / "mint.js").write_text(code)
            return ["node", str(folder / "mint.js")]
        case "java":
            end = example(language).rstrip().removesuffix("}")
            call = 'token("4711", System.getenv("READER_NAME"), "staff")'
            main = f"public static void main(String[] a) throws Exception {{ System.out.println({call}); }}\n}}\n"
            (folder / "Diwan.java").write_text(end + main)
            return ["java", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", str(folder / "Diwan.java")]
        case "php":
            code = example(language) + "\necho diwan_token('4711', getenv('READER_NAME'), 'staff');\n"
            (folder / "mint.php").write_text(code)
            return ["php", str(folder / "mint.php")]
        case _:
            code = example(language) + '\nputs diwan_token(4711, ENV.fetch("READER_NAME"), "staff")\n'
            (folder / "mint.rb").write_text(code)
            return ["ruby", str(folder / "mint.rb")]


@pytest.mark.parametrize("language", ["python", "javascript", "java", "php", "ruby"])
def test_the_example_makes_a_good_token(language: str, tmp_path: Path) -> None:
    command = program(language, tmp_path)
    if shutil.which(command[0]) is None or (command[0] == "java" and shutil.which("javac") is None):
        pytest.skip(f"no {language} to run the example of the publisher's sign-in with")
    ring = KeyRing([Key("HS256", None, shared_secret())])
    first, second = (read(said_by(command), EXPECTED, ring, clock.now()) for _ in range(2))
    arrival = first.arrival
    assert (arrival.subject, arrival.name, arrival.badge) == ("4711", NAME, Badge.STAFF)
    assert first.once.hash != second.once.hash


def test_the_example_with_a_private_key_makes_a_good_token(tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("no Node to run the example of the publisher's sign-in with")
    private: Any = ed25519().raw_value
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    claims = Publisher(clock.now()).claims()
    call = "console.log(signedWithKey(JSON.parse(process.env.CLAIMS), process.env.PEM, 'ed'));"
    (tmp_path / "mint.js").write_text(example("javascript", 1) + call)
    token = said_by(["node", str(tmp_path / "mint.js")], CLAIMS=json.dumps(claims), PEM=pem.decode())
    told = read(token, EXPECTED, KeyRing((), lambda: key_set(ed25519())), clock.now())
    assert told.arrival.subject == "account-4711"
