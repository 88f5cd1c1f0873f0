"""Screens of who stands by a person: guarantors, family, who does what, commitments."""
