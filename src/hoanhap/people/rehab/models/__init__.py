"""Tables of the measures: what a dossier holds, which papers were written, what happened while the measure ran."""

from hoanhap.people.rehab.models.conduct import Absence, Happening, StepGround, Violation
from hoanhap.people.rehab.models.dossiers import Dossier, DossierItem, DossierState, ItemState, WaivedBecause
from hoanhap.people.rehab.models.outside import (
    FollowedDecision,
    FollowedEnd,
    FollowedKind,
    Found,
    ResidenceCheck,
    TransitionChoice,
    Way,
)
from hoanhap.people.rehab.models.papers import CasePaper, Certificate, Completion, Served

__all__ = [
    "Absence",
    "CasePaper",
    "Certificate",
    "Completion",
    "Dossier",
    "DossierItem",
    "DossierState",
    "FollowedDecision",
    "FollowedEnd",
    "FollowedKind",
    "Found",
    "Happening",
    "ItemState",
    "ResidenceCheck",
    "Served",
    "StepGround",
    "TransitionChoice",
    "Violation",
    "WaivedBecause",
    "Way",
]
