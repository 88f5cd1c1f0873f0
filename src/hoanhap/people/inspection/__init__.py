"""Samples of cases drawn by an inspector, completeness, paper-only cases (kiểm tra hồ sơ)."""
