"""Which rows of the five documents a test proves, and which are gaps with a reason (yêu cầu của năm văn bản)."""
