"""Walks in a real Chromium: what an official sees and presses, on a desk and on a phone."""
