"""Guarantors, signed commitments, family duties: who stands by the person (bảo lãnh, cam kết)."""
