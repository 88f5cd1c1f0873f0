"""Screens of units that merge or split: who waits to be placed, what came and went, where officials go on."""
