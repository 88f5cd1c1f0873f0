"""What the health room records: detox day by day, the first exam, tests, phases of substitution, overdose (phòng y tế).

Only the station or centre whose referral lives comes in (`policy.get_room_for`). What was found lies sealed in sheets;
a sheet is never changed, only followed by its correction. A result of a test is opened by the case lead as well, by a
press in the log; nothing anywhere concludes from it. No field of the house is about HIV.
"""
