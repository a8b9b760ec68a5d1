"""Speaking with OpenID providers, honest and hostile."""
