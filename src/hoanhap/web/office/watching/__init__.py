"""Screens of watching: the hub of safeguards, who opened a file, unusual reading, the state of the log (giám sát)."""
