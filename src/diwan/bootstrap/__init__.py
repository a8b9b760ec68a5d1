"""Putting Diwan together: from settings to a house in which everything is in its place."""

from diwan.bootstrap.checks import limits, term_list
from diwan.bootstrap.house import House, build, opened
from diwan.bootstrap.installation import (
    DISK_ERROR_EXIT,
    KEY_NAMES,
    Secrets,
    is_founded,
    make_folder,
    mark_scoring,
    open_scoring_store,
    open_store,
    signing_key,
)
from diwan.bootstrap.scoring import ScoringHouse, build_scoring

__all__ = [
    "DISK_ERROR_EXIT",
    "KEY_NAMES",
    "House",
    "ScoringHouse",
    "Secrets",
    "build",
    "build_scoring",
    "is_founded",
    "limits",
    "make_folder",
    "mark_scoring",
    "open_scoring_store",
    "open_store",
    "opened",
    "signing_key",
    "term_list",
]
