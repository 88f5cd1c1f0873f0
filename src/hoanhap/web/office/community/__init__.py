"""Task forces: a commune keeps its own, the levels above see which of their communes lack one (Tổ công tác)."""
