"""Ways in at the desk: requests for contact, self-declarations, the risk list, review rounds (tiếp nhận ban đầu)."""
