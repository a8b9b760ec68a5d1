"""What other systems ask for judgement in, so that their clients work unchanged."""
