"""Our own functional suite for the screening, written case by case: see the README beside it."""
