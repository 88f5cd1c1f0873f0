"""Submit, return and accept: the definition apart from its runs (trình, duyệt)."""
