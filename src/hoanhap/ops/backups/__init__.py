"""Backups sealed to a public key, with a signed manifest, proved by restoring them (docs/howto/backups.md; sao lưu)."""
