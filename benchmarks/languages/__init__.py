"""Comments in the six languages, a sentence a line, written for this measurement; `other` is what none of them is."""
