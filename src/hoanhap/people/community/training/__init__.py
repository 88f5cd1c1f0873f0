"""Training of those who work in the community: courses, sessions, nominations, attendance (tập huấn, bồi dưỡng)."""
