"""`diwan.toml` and the environment, read once into frozen values. `load` is the only function here that touches a file."""

from diwan.settings.checks import is_origin
from diwan.settings.coral import CoralPhase, is_secret
from diwan.settings.declared import CONFIG_VARIABLE, FILE_NAME, Database, Desk, Server, Settings, Site
from diwan.settings.limits import Limits
from diwan.settings.mail import Mail
from diwan.settings.openid import Appointing, DeskProvider, Provider, ReaderProvider
from diwan.settings.reader import load, parse
from diwan.settings.reference import Row, example_toml, reference
from diwan.settings.rights import Retention, Statements
from diwan.settings.screening import Adviser, Scoring, Screening
from diwan.settings.sign_in import SignIn

__all__ = [
    "CONFIG_VARIABLE",
    "FILE_NAME",
    "Adviser",
    "Appointing",
    "CoralPhase",
    "Database",
    "Desk",
    "DeskProvider",
    "Limits",
    "Mail",
    "Provider",
    "ReaderProvider",
    "Retention",
    "Row",
    "Scoring",
    "Screening",
    "Server",
    "Settings",
    "SignIn",
    "Site",
    "Statements",
    "example_toml",
    "is_origin",
    "is_secret",
    "load",
    "parse",
    "reference",
]
