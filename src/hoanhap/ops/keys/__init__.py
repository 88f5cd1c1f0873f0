"""Keeping of keys, for those who run a server: exchange, destruction, recovery shares (docs/howto/keys.md)."""
