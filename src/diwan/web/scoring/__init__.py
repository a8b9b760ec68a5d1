"""Diwan's own way to judge texts for others: `POST /api/score`, its description, and the application that does nothing else."""
