"""Screens of the measures: dossiers, papers, clocks, violations, absences, residence checks, a change of law."""
