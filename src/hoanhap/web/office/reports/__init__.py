"""Screens of periodic reports: a unit's own, the board of the units below, the rows behind a figure (báo cáo)."""
