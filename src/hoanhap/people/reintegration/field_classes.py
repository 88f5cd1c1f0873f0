"""How sensitive each field of this room is. Registers of work, courses and rates name nobody who is helped."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass

_RECORDED: dict[str, FieldClass] = {
    "id": "technical",
    "unit": "public",
    "unit_path": "technical",
    "recorded_by": "technical",
    "recorded_at": "technical",
}
_OF_CASE: dict[str, FieldClass] = {**_RECORDED, "case": "technical"}


def declare() -> None:
    """Classify the fields of this package; called once from `apps.ready()`."""
    classes.declare(
        "reintegration.HelperAssignment",
        {
            **_OF_CASE,
            "kind": "public",
            # The helper's own name, an official's or a volunteer's; shown only beside a case the viewer may read.
            "helper_name": "personal",
            "organisation": "public",
            "account": "technical",
            "decision_number": "public",
            "valid_from": "public",
            "valid_to": "public",
            "end_reason": "sensitive",
        },
    )
    _registers()
    _of_people()
    _of_money()


def _registers() -> None:
    _plain("HelperLimit", "most", "valid_from", "valid_to")
    _plain("LocalKind", "vocabulary", "code", "label", "valid_from", "valid_to")
    _plain("Partner", "kind", "name", "folded", "office_phone", "address", "valid_from", "valid_to")
    _plain("Vacancy", "partner", "trade", "title", "seats", "pay", "opened_on", "closed_on")
    _plain("TradeDemand", "trade", "wanted", "said_by", "valid_from", "valid_to")
    _plain("Course", "provider", "trade", "title", "seats", "starts_on", "ends_on")
    _plain("SupportRate", "label", "per", "amount", "multiple", "document", "confidence", "valid_from", "valid_to")


def _of_people() -> None:
    _about(
        "Need",
        personal=("kind", "trade", "source", "raised_on", "state", "answer", "answered_on", "ended_on"),
        sealed=("words", "answer_words"),
        technical=("answered_by", "client_key"),
    )
    _about(
        "LegalAidReferral",
        personal=("office", "referred_on", "outcome", "outcome_on"),
        sealed=("matter",),
        technical=("need", "client_key"),
    )
    _about("Enrolment", personal=("course", "enrolled_on", "result", "ended_on"), technical=("need",))
    _about(
        "Placement",
        personal=("vacancy", "trade", "found", "started_on", "ended_on", "end_reason"),
        technical=("need",),
    )
    _about("JobCheck", personal=("months", "due_on", "kept", "checked_on"), technical=("placement",))
    _about(
        "HelperSession",
        personal=("started_at", "ended_at", "place", "struck"),
        sealed=("words",),
        technical=("assignment", "helper_key", "client_key"),
    )


def _of_money() -> None:
    _plain(
        "LoanList",
        "made_on",
        "state",
        "sent_at",
        "decided_at",
        "sent_name",
        "decided_name",
        technical=("sent_by", "decided_by"),
    )
    _about(
        "LoanEntry",
        personal=("purpose", "amount", "months", "law_abiding", "trade_paper", "other_loan", "struck"),
        sealed=("remark",),
        technical=("loan_list",),
    )
    _about(
        "Loan",
        personal=("lender", "purpose", "amount", "months", "disbursed_on", "closed_on"),
        technical=("need",),
    )
    _about(
        "LoanFollowUp",
        personal=("followed_on", "use", "result", "repaid", "overdue"),
        sealed=("words",),
        technical=("loan",),
    )
    _about(
        "Support",
        personal=("kind", "given_on", "amount", "source", "struck"),
        sealed=("words",),
        technical=("need", "enrolment", "placement", "loan", "client_key"),
    )


def _plain(model: str, *public: str, technical: tuple[str, ...] = ()) -> None:
    fields: dict[str, FieldClass] = {**dict.fromkeys(public, "public"), **dict.fromkeys(technical, "technical")}
    classes.declare(f"reintegration.{model}", _RECORDED | fields)


def _about(
    model: str, *, personal: tuple[str, ...], sealed: tuple[str, ...] = (), technical: tuple[str, ...] = ()
) -> None:
    fields: dict[str, FieldClass] = {
        **dict.fromkeys(personal, "personal"),
        **dict.fromkeys(sealed, "sensitive"),
        **dict.fromkeys(technical, "technical"),
    }
    classes.declare(f"reintegration.{model}", _OF_CASE | fields)
