"""Heavy proofs: small in the ordinary suite, at their full size by `./hoanhap prove` (docs/howto/develop.md)."""
