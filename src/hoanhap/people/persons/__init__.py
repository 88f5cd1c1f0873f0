"""Identity, family, duplicates (người được hỗ trợ)."""
