"""The way in and out: password, second factor, enrolment, confirming again, the first account (đăng nhập)."""
