"""Screens of acts that need two people: what waits for me, what I asked for (việc cần hai người)."""
