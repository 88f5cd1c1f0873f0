"""Screens of the way back: needs, trades, work, loans, help, registers, the diary of helpers (hỗ trợ hòa nhập)."""
