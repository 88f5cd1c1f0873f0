"""Clubs and what they do: meetings with attendance, activities (câu lạc bộ, buổi sinh hoạt, hoạt động).

Who belongs to a club agreed to that first. Who came stands in plain, because it is counted; it is read by the office of
the commune alone, and by the person himself in his copy.
"""
