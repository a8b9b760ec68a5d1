"""Why a sign-in is refused. Each reason has a code of its own, and a sentence for whoever wrote the code that mints the tokens."""

from diwan.errors import NotSignedIn


class BadToken(NotSignedIn):
    """The token opens nothing. `code` says why; none repeats what stands in it."""

    code = "sign-in-malformed"


def malformed(what: str) -> BadToken:
    """Not a signed JWT in its compact spelling."""
    return BadToken(f"This is not a signed JWT: {what}.", code="sign-in-malformed")


def algorithm() -> BadToken:
    """Signed with an algorithm that no key of this site allows, or not signed at all."""
    return BadToken(
        "The token is signed with an algorithm that is not allowed here. Sign with EdDSA, ES256 or RS256 and a key of the "
        "site's JWK set, or with HS256 and a secret of its secrets_file.",
        code="sign-in-algorithm",
    )


def unknown_key() -> BadToken:
    """Its `kid` names none of the site's keys."""
    return BadToken(
        "The token names a key (`kid`) that is not among the site's, or not one of this algorithm. Publish the key first, then "
        "sign with it.",
        code="sign-in-key",
    )


def signature() -> BadToken:
    """Not signed by the key, or changed since."""
    return BadToken(
        "The token's signature does not fit. Sign it with the key that the settings name, and send it unchanged.",
        code="sign-in-signature",
    )


def claims(what: str) -> BadToken:
    """A claim is missing, or of another type than it must be."""
    return BadToken(f"The token's claims are not as they must be: {what}.", code="sign-in-claims")


def issuer(wanted: str) -> BadToken:
    """`iss` is another's."""
    return BadToken(f'The token must have `"iss": "{wanted}"`.', code="sign-in-issuer")


def audience(wanted: str) -> BadToken:
    """`aud` is another's."""
    return BadToken(f'The token must have `"aud": "{wanted}"`.', code="sign-in-audience")


def expired() -> BadToken:
    """`exp` is over."""
    return BadToken(
        "The token has expired (`exp`). Make a new one when the page is asked for, and send it at once.",
        code="sign-in-expired",
    )


def early(claim: str) -> BadToken:
    """`nbf` or `iat` lies ahead."""
    return BadToken(
        f"The token is not good yet (`{claim}` lies ahead). Set the clock of the server that makes it.",
        code="sign-in-early",
    )


def too_long(most_minutes: int) -> BadToken:
    """It would be good for longer than the site allows."""
    return BadToken(
        f"The token is good for longer than {most_minutes} minutes (from `iat` to `exp`). Make a shorter one; `most_minutes` in "
        "[sites.sign_in] says how long it may be.",
        code="sign-in-too-long",
    )
