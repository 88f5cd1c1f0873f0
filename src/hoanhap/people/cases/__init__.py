"""The case file and its legal state machine (hồ sơ quản lý)."""
