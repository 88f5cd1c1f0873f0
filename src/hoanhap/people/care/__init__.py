"""Contacts and plans of contact (lần gặp, kế hoạch gặp)."""
