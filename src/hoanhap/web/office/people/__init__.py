"""People as a list: who is supported, search, a new person at the desk, corrected details (người của tôi)."""
