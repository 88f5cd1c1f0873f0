"""The helper at a person's side (người được phân công giúp đỡ)."""
