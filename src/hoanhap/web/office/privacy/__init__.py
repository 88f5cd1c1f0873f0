"""Screens of people's rights over their data: requests, copies, consents, disclosures, breaches, terms, seals."""
