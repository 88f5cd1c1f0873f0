"""How sensitive each field is. What is counted stays in plain and names nobody; what the police found does not."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass


def _fields(*, technical: str = "", public: str = "", personal: str = "", sensitive: str = "") -> dict[str, FieldClass]:
    return {
        **dict.fromkeys(technical.split(), "technical"),
        **dict.fromkeys(public.split(), "public"),
        **dict.fromkeys(personal.split(), "personal"),
        **dict.fromkeys(sensitive.split(), "sensitive"),
    }


_SIGNED = "id unit_path recorded_by recorded_at struck_at struck_by"


def declare() -> None:
    """Classify the fields of this package; called once from `apps.ready()`."""
    classes.declare(
        "reviews.Review",
        _fields(
            technical=_SIGNED,
            public="unit",
            personal="case year quarter reviewed_on condition not_seen use_seen seen_on work",
            sensitive="note struck_reason",
        ),
    )
    classes.declare(
        "reviews.YearAssessment",
        _fields(
            technical=_SIGNED,
            public="unit",
            personal="case ended_on assessed_on outcome not_seen seen_on work paper_number paper_on",
            sensitive="note struck_reason",
        ),
    )
    classes.declare(
        "reviews.OffenceCheck",
        _fields(
            technical="id unit_path version recorded_by recorded_at", personal="case ended_on", sensitive="finding"
        ),
    )
