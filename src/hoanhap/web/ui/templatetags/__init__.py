"""Where Django looks for tags; the tags themselves live in `tags`, one file a family."""
