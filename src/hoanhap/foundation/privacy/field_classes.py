"""How sensitive each field here is: all that is typed is sealed; moments and kinds stay plain to count."""

from hoanhap.foundation.vault.classes import FieldClass
from hoanhap.foundation.vault.classes import declare as declare_one

_KEPT: dict[str, FieldClass] = {"id": "technical", "unit": "public", "unit_path": "technical"}
_NUMBERED: dict[str, FieldClass] = {**_KEPT, "year": "public", "number": "public"}


def declare() -> None:
    """Classify the fields of this package; called once from `apps.ready()`."""
    declare_one(
        "privacy.RightsRequest",
        _NUMBERED
        | _all("kind asker identity_check channel received_at acknowledge_due_at answer_due_at", "personal")
        | _all("acknowledged_at extended_at decided_at outcome ground article done_at copy_made_at", "personal")
        | _all("person_name asker_name contact asked extension_reason answer", "sensitive")
        | _all("subject_kind subject_id processor recorded_by recorded_at acknowledged_by", "technical")
        | _all("decided_by done_by done_entry consent version", "technical"),
    )
    declare_one(
        "privacy.ConsentText",
        _KEPT
        | _all("purpose version state body digest published_at superseded_at written_at", "public")
        | _all("written_by published_by", "technical"),
    )
    declare_one(
        "privacy.Consent",
        _KEPT
        | _all("purpose text given_by child_agrees medium given_on withdrawn_on", "personal")
        | _all("giver_name paper_number", "sensitive")
        | _all("subject_kind subject_id recorded_by recorded_at withdrawn_by withdrawn_recorded_at", "technical"),
    )
    declare_one(
        "privacy.Disclosure",
        _NUMBERED
        | _all("basis identity social expires_on handed_at ended_at", "personal")
        | _all("document recipient purpose ending", "sensitive")
        | _all("person_count serial", "public")
        | _all("subject_kind subject_id asked_by asked_at joint_act handed_by confirmed_by ended_by", "technical"),
    )
    declare_one(
        "privacy.Breach",
        _NUMBERED
        | _all("kind known_at happened_on serious traceable identity social health police person_count", "public")
        | _all("first_notice_at authority_at persons_at closed_at", "public")
        | _all("what", "sensitive")
        | _all("reported_by reported_at closed_by version", "technical"),
    )
    declare_one(
        "privacy.BreachStep",
        _KEPT
        | _all("breach number taken_at", "public")
        | _all("said", "sensitive")
        | _all("recorded_by recorded_at", "technical"),
    )
    declare_one(
        "privacy.RetentionTerm",
        _KEPT
        | _all("category seal_after_days keep_years basis confidence set_at", "public")
        | _all("set_by", "technical"),
    )
    declare_one("privacy.BookCounter", _all("id", "technical") | _all("unit book year last", "public"))


def _all(names: str, kind: FieldClass) -> dict[str, FieldClass]:
    return dict.fromkeys(names.split(), kind)
