"""Which field tells of a person, which must be sealed, which serves the machine; a test finds the one left out.

The state of a case stays plain because it is counted: without the name, which lies sealed in another table, it tells of
a code.
"""

from collections.abc import Mapping

from hoanhap.foundation.vault.classes import FieldClass


def _fields(
    *, technical: str = "", public: str = "", personal: str = "", sensitive: str = ""
) -> Mapping[str, FieldClass]:
    return {
        **dict.fromkeys(technical.split(), "technical"),
        **dict.fromkeys(public.split(), "public"),
        **dict.fromkeys(personal.split(), "personal"),
        **dict.fromkeys(sensitive.split(), "sensitive"),
    }


_DECISION = "decision_number decision_on decision_signer term_from term_to times measure regime state"

FIELD_CLASSES: Mapping[str, Mapping[str, FieldClass]] = {
    "cases.Case": _fields(
        technical="id unit_path version sealed_at seal_again_on destroyed_at",
        personal=f"person unit code former_codes opened_on closed_on {_DECISION}",
        sensitive="wish",
    ),
    "cases.Standing": _fields(
        technical="id unit_path recorded_by recorded_at struck number",
        personal=f"case unit came_from verb from_on to_on signer_title article {_DECISION}",
    ),
    "cases.Correction": _fields(
        technical="id unit_path number corrected_by corrected_at", personal="case standing", sensitive="reason"
    ),
    "cases.CodeCounter": _fields(technical="id", public="unit year last"),
    "cases.UseProfile": _fields(
        technical="id unit_path",
        personal="case first_use_year substances route level rehab_count",
        sensitive="cause",
    ),
    "cases.PoliceRecord": _fields(
        technical="id unit_path version recorded_by recorded_at", personal="case", sensitive="prior_record"
    ),
    "cases.StageRecord": _fields(technical="id unit_path recorded_by recorded_at", personal="case stage from_on to_on"),
    "cases.Cohort": _fields(technical="id unit_path", public="unit name from_on to_on"),
    "cases.CohortMember": _fields(technical="id unit_path", personal="cohort case unit joined_on left_on"),
}
