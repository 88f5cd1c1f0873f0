"""Papers kept with a file of a person: add, open, remove (giấy tờ lưu trong hồ sơ)."""
