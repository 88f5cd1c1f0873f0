"""Dossiers and papers of a measure, violations, pauses, certificates (hồ sơ, giấy tờ của biện pháp)."""
