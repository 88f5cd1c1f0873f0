"""What any public office needs; no word about the work with persons in here."""
