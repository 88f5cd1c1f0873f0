"""Scripted lives: one file from its first day to its last, the real actions, the clock moved, each duty looked at."""
