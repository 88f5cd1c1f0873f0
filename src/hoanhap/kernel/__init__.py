"""Pure Python, no Django: clock, periods, working days, Vietnamese text and numbers, ids, errors, registers."""
