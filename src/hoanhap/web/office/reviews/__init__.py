"""The list of a quarter's reviews, the assessment a year after rehab, offences for the police, outcomes."""
