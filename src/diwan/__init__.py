"""Diwan: comments for newsrooms. Every one is read before it appears, and none is ever edited."""

__version__ = "0.1.0"
