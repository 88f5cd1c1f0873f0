"""Ways in: requests for contact, self-declarations and referrals, before there is a case (tiếp nhận, tự khai báo)."""
