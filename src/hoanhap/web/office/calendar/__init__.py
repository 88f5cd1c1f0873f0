"""The calendar of working days: public holidays as they come, and what the office has edited (ngày nghỉ, làm bù)."""
