"""Judging texts for others: whoever sends a text with a key is told what the checks make of it; nothing of it is kept."""
