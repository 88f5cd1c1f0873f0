"""One person's file: where it stands, what is next, what happened; contacts, helpers and moves (hồ sơ)."""
