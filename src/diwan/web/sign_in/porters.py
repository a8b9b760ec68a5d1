"""The porter of each site: what its tokens must say, and the keys they are checked by."""

from dataclasses import dataclass
from pathlib import Path

from diwan.clock import Milliseconds
from diwan.errors import CannotStart, NotAllowed
from diwan.settings import Settings, SignIn
from diwan.web.sign_in import fetching
from diwan.web.sign_in.keys import BadKeys, Key, KeyRing, Load, public_keys, secret_keys
from diwan.web.sign_in.token import Expected, Vouched, read


@dataclass(frozen=True, slots=True)
class Porter:
    """Reads the tokens with which one site's publisher sends his readers."""

    expected: Expected
    ring: KeyRing

    def read(self, token: str, at: Milliseconds) -> Vouched:
        """Whom a token signs in. Raises BadToken, Unavailable."""
        return read(token, self.expected, self.ring, at)


class Porters:
    """One for each site whose publisher signs readers in."""

    def __init__(self, settings: Settings) -> None:
        """Raises CannotStart for a file of keys or secrets that is not as it must be."""
        self._porters = {
            site.id: _porter(site.id, site.sign_in, settings.public_url)
            for site in settings.sites
            if site.sign_in.is_set_up
        }

    def of(self, site: str) -> Porter:
        """The site's porter. Raises NotAllowed where there is none."""
        if site not in self._porters:
            raise NotAllowed(
                "The publisher of this site signs no readers in here. Set up [sites.sign_in] in the settings.",
                code="sign-in-closed",
            )
        return self._porters[site]


def audience(sign_in: SignIn, site: str, public_url: str) -> str:
    """What tokens of this site have as `aud`."""
    return sign_in.audience or f"{public_url}/sign-in/{site}"


def _porter(site: str, sign_in: SignIn, public_url: str) -> Porter:
    expected = Expected(site, sign_in.issuer, audience(sign_in, site, public_url), sign_in.most_minutes)
    secrets: tuple[Key, ...] = ()
    if sign_in.secrets_file:
        secrets = secret_keys(Path(sign_in.secrets_file))
    return Porter(expected, KeyRing(secrets, _source(sign_in)))


def _source(sign_in: SignIn) -> Load | None:
    if sign_in.keys_url:
        return lambda: fetching.fetch(sign_in.keys_url, private=sign_in.private_keys_url)
    if not sign_in.keys_file:
        return None
    path = Path(sign_in.keys_file)
    try:
        public_keys(path.read_bytes())
    except OSError as error:
        raise CannotStart(
            f"The keys {path} cannot be read ({error.strerror}). Correct keys_file in [sites.sign_in]."
        ) from None
    except BadKeys as error:
        raise CannotStart(f"The keys {path} cannot be used: {error}.") from None
    # Read anew like a set from an address: a key that was added is found within a minute, without a restart.
    return path.read_bytes
