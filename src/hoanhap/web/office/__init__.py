"""Screens of signed-in officials: one folder per domain (văn phòng)."""
