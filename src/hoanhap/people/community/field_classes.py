"""How sensitive each field is. Registers name officials and volunteers; who belongs to a club is about a person."""

from hoanhap.foundation.vault import classes
from hoanhap.foundation.vault.classes import FieldClass
from hoanhap.people.community.stigma.models import ANSWER_FIELDS

_RECORDED: dict[str, FieldClass] = {
    "id": "technical",
    "unit": "public",
    "unit_path": "technical",
    "recorded_by": "technical",
    "recorded_at": "technical",
}


def declare() -> None:
    """Classify the fields of this package; called once from `apps.ready()`."""
    _teams()
    _plain("Worker", "body", "organisation", "hamlet", "valid_from", "valid_to", "folded", personal=("name",))
    _plain("RoleHeld", "role", "valid_from", "valid_to", technical=("worker",))
    _plain(
        "Point",
        "name",
        "folded",
        "hamlet",
        "address",
        "hours",
        "office_phone",
        "services",
        "decision_number",
        "valid_from",
        "valid_to",
    )
    _plain("PointStaff", "valid_from", "valid_to", technical=("point", "worker"))
    _clubs()
    _training()
    _schemes()
    _stigma()
    _plain(
        "Story",
        personal=("state", "shown_at", "hidden_at"),
        sealed=("title", "body", "shown_as"),
        technical=("person", "consent"),
    )


def _teams() -> None:
    _plain(
        "TaskForce",
        "kind",
        "name",
        "decision_number",
        "decision_on",
        "regulation_number",
        "regulation_on",
        "regulated_since",
        "valid_from",
        "valid_to",
        technical=("person",),
    )
    classes.declare(
        "community.TaskForceMember",
        {
            "id": "technical",
            "task_force": "technical",
            # Names of officials and volunteers in office, not of persons served.
            "name": "personal",
            "agency_name": "public",
            "role": "public",
            "seat": "public",
            "worker": "technical",
            "account": "technical",
            "valid_from": "public",
            "valid_to": "public",
        },
    )
    # Of the team of one person the words of a plan are about that person: they lie sealed in all plans alike.
    _plain(
        "WorkPlan",
        "span",
        "starts_on",
        "ends_on",
        "document_number",
        "document_on",
        sealed=("aim",),
        technical=("task_force", "version", "client_key"),
    )
    _plain(
        "WorkTask",
        "kind",
        "hamlet",
        "due_on",
        "assigned_on",
        "state",
        "done_on",
        sealed=("what", "result", "reason"),
        technical=("plan", "member", "moved_by", "moved_at", "version", "client_key"),
    )


def _clubs() -> None:
    _plain(
        "Club",
        "name",
        "folded",
        "kind",
        "place",
        "decision_number",
        "decision_on",
        "valid_from",
        "valid_to",
        personal=("leader",),
    )
    _plain("Meeting", "held_on", "activity", "title", "guests", "movements", technical=("club", "client_key"))
    about: dict[str, FieldClass] = {"id": "technical", "unit_path": "technical", "person": "technical"}
    classes.declare(
        "community.ClubMember",
        about
        | {
            "club": "technical",
            "valid_from": "personal",
            "valid_to": "personal",
            "recorded_by": "technical",
            "recorded_at": "technical",
        },
    )
    # Who came is counted for reports, so it stands in plain; it is read behind the gate of the club's names alone.
    classes.declare("community.Attendance", about | {"meeting": "technical", "unit": "public", "present": "personal"})


def _training() -> None:
    _plain("TrainingCourse", "title", "kind", "organiser", "modules", "movements", "place", "starts_on", "seats")
    _plain("TrainingSession", "held_on", "module", "hours", personal=("trainer",), technical=("course", "client_key"))
    _plain("Trainee", "category", "answer", technical=("course", "worker", "answered_by", "answered_at"))
    _plain("TrainingAttendance", technical=("session", "trainee"))


def _schemes() -> None:
    _plain("Scheme", "kind", "name", "owner", "movement")
    classes.declare(
        "community.SchemeName",
        {"id": "technical", "scheme": "technical", "name": "public", "folded": "public"},
    )
    _plain(
        "Site",
        "hamlet",
        "label",
        "metres",
        "rooms",
        "tenants",
        "planned_on",
        "started_on",
        "ended_on",
        personal=("leader",),
        technical=("scheme", "came_from"),
    )
    classes.declare(
        "community.SiteYear",
        {
            "id": "technical",
            "site": "technical",
            "year": "public",
            "status": "public",
            "document": "public",
            "set_by": "technical",
            "set_at": "technical",
        },
    )
    _plain(
        "SiteActivity",
        "held_on",
        "done",
        "reached",
        "taken_back_at",
        technical=("site", "taken_back_by", "client_key"),
    )
    _plain("Evaluation", "evaluated_on", "finding", "words", "approved_on", technical=("site", "approved_by"))
    classes.declare(
        "community.Evidence",
        {"id": "technical", "evaluation": "technical", "label": "public", "value": "public", "found_in": "public"},
    )
    _plain("SchemeDecision", "decided", "decided_on", "document", technical=("evaluation",))
    _plain("Movement", "code", "name", "valid_from", "valid_to")
    _plain("MovementName", "code", "name", "folded")
    _plain(
        "PledgeSheet",
        "movement",
        "hamlet",
        "signer",
        "signed_on",
        "signed",
        "parts",
        "kept_at",
        "taken_back_at",
        technical=("taken_back_by", "client_key"),
    )
    _plain("Recognition", "level", "folded", "hamlet", "year", "decision_number", "decided_on", personal=("name",))


def _stigma() -> None:
    _plain("StigmaYear", "year", "edition", "opened_on", "closed_on", "complaints")
    # Of nobody: a sheet says neither who nor when, and is told only as a mean of several.
    answers: dict[str, FieldClass] = dict.fromkeys(ANSWER_FIELDS, "public")
    about: dict[str, FieldClass] = {"id": "technical", "survey": "technical"}
    classes.declare("community.AnswerSheet", about | answers)


def _plain(
    model: str,
    *public: str,
    personal: tuple[str, ...] = (),
    sealed: tuple[str, ...] = (),
    technical: tuple[str, ...] = (),
) -> None:
    fields: dict[str, FieldClass] = {
        **dict.fromkeys(public, "public"),
        **dict.fromkeys(personal, "personal"),
        **dict.fromkeys(sealed, "sensitive"),
        **dict.fromkeys(technical, "technical"),
    }
    classes.declare(f"community.{model}", _RECORDED | fields)
