"""Task forces and their members (tổ công tác)."""
