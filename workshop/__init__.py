"""The workshop: what prepares a checkout, checks it, tests it and measures it. Nothing in `src/` knows it exists."""
