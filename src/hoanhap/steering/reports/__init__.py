"""Forms as data: fill, check, submit, accept, merge, amend (báo cáo định kỳ)."""
