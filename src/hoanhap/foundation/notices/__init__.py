"""Duties with a due moment and today's work (việc, thời hạn, nhắc việc)."""
