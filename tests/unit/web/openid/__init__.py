"""Signing in through a provider: what holds without a whole Diwan."""
