"""Which field tells of a person, which must be sealed, which serves the machine; a test finds the one left out."""

from collections.abc import Mapping

from hoanhap.foundation.vault.classes import FieldClass


def _fields(*, technical: str = "", personal: str = "", sensitive: str = "") -> Mapping[str, FieldClass]:
    return {
        **dict.fromkeys(["id", "unit_path", "recorded_by", "recorded_at", *technical.split()], "technical"),
        **dict.fromkeys(["case", "unit", *personal.split()], "personal"),
        **dict.fromkeys(sensitive.split(), "sensitive"),
    }


def _without(fields: Mapping[str, FieldClass], *names: str) -> Mapping[str, FieldClass]:
    return {name: value for name, value in fields.items() if name not in names}


FIELD_CLASSES: Mapping[str, Mapping[str, FieldClass]] = {
    "rehab.Dossier": _fields(
        technical="version submitted_by",
        personal="verb regime state opened_on submitted_at ended_on ground article",
        sensitive="words",
    ),
    "rehab.DossierItem": _without(
        _fields(technical="position file", personal="dossier paper state number on waived_because"),
        "unit",
        "recorded_by",
        "recorded_at",
    ),
    "rehab.CasePaper": _fields(
        technical="document",
        personal="code regime form own_layout title on article ground completion issuer issued_at",
        sensitive="body",
    ),
    "rehab.Certificate": _fields(
        technical="paper", personal="served completion number year issued_on issuer_name measure regime"
    ),
    "rehab.Violation": _fields(personal="number kind step measure on regime article confidence", sensitive="said"),
    "rehab.Absence": _fields(personal="from_on to_on reported counts days_added article", sensitive="reason"),
    "rehab.Happening": _fields(personal="code happened_at"),
    "rehab.StepGround": _without(
        _fields(personal="standing verb ground regime article confidence"), "unit", "recorded_by", "recorded_at"
    ),
    "rehab.FollowedDecision": _fields(
        personal="kind facility_name decider_name decision_number decision_on from_on to_on deducted_days ended_on end"
    ),
    "rehab.ResidenceCheck": _fields(personal="on found"),
    "rehab.TransitionChoice": _fields(personal="from_regime to_regime state way on article confidence"),
}
