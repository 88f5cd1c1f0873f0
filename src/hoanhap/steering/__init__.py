"""How authorities steer the work."""
