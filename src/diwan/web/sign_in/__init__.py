"""How the publisher says who signs in: a signed token, its keys, and what comes of it."""
