"""Counselling points: where, when, which services, who works there (điểm tư vấn, chăm sóc, hỗ trợ).

A commune may have none. All of it is public: these rows may be shown to anybody who looks for help.
"""
