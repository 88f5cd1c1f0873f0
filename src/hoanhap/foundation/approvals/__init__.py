"""Submit, return and accept: the definition apart from its runs (trình, trả lại, chấp nhận).

A run is a row with a state and its acts, apart from the thing that is submitted. A verb moves the run by a conditional
update, so two people who decide in the same moment cannot both succeed.
"""
