"""Hand-over from a centre and moves between communes (bàn giao, tiếp nhận, chuyển nơi cư trú)."""
