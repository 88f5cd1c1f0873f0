"""Append-only log of acts and reads; no foreign keys (nhật ký)."""
