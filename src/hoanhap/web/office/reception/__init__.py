"""Screens of people who come back from a centre, and of files that move from commune to commune."""
