"""Screens of break-glass: open, see the one file, judge what others opened (mở khẩn cấp)."""
