"""Every door for people and programs; nothing below knows it exists."""
