"""Commands that belong to no one room: they assemble the house (migrate, serve) or run another command inside it."""
