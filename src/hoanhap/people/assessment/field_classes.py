"""How sensitive each field is. Levels, causes and results stay in plain because they are counted; they name nobody."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass


def _fields(*, technical: str = "", public: str = "", personal: str = "", sensitive: str = "") -> dict[str, FieldClass]:
    return {
        **dict.fromkeys(technical.split(), "technical"),
        **dict.fromkeys(public.split(), "public"),
        **dict.fromkeys(personal.split(), "personal"),
        **dict.fromkeys(sensitive.split(), "sensitive"),
    }


def declare() -> None:
    """Classify the fields of this package; called once from `apps.ready()`."""
    classes.declare(
        "assessment.Classification",
        _fields(
            technical="id unit_path number recorded_by recorded_at",
            public="unit",
            personal="case from_on traits drugs routes first_use_year level cause",
            sensitive="note",
        ),
    )
    # Officials who sign in office, not persons served.
    classes.declare(
        "assessment.Diagnoser",
        _fields(
            technical="id unit_path recorded_by recorded_at",
            public="unit facility qualification certificate valid_from valid_to",
            personal="name",
        ),
    )
    classes.declare(
        "assessment.Determination",
        _fields(
            technical="id unit_path diagnoser agency struck_at struck_by recorded_by recorded_at client_key",
            public="unit",
            personal="case result determined_on received_on paper_number facility signer regime article",
            sensitive="guardian findings struck_reason",
        ),
    )
    classes.declare(
        "assessment.Scoring",
        _fields(
            technical="id unit_path agency edition recorded_by recorded_at client_key",
            personal="case kind taken_on",
            sensitive="answers",
        ),
    )
