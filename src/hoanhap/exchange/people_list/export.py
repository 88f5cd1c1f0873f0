"""The list of a commune back in its columns (xuất danh sách). Each name written out is logged as a look."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from hoanhap import law
from hoanhap.exchange.people_list import meaning, sheet_writer, sources
from hoanhap.exchange.policy import ExchangePermission
from hoanhap.foundation import audit, vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places.models import Place
from hoanhap.kernel.dates import PartialDate, show
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import SEALED, Person
from hoanhap.people.reintegration import queries as helper_queries
from hoanhap.people.reintegration.models import HelperAssignment

_CHUNK = 500
_STATUS_OF_CLASS = {
    "user": "sử dụng",
    "addicted": "nghiện",
    "in_rehab": "đang cai",
    "after_rehab": "sau cai",
    "support": "chỉ hỗ trợ",
}
_METHODS = {
    meaning.HOME: "gia đình",
    meaning.COMMUNITY: "cộng đồng",
    meaning.COMPULSORY_COMMUNITY: "cộng đồng bắt buộc",
    meaning.FACILITY: "cơ sở tự nguyện",
    meaning.COMPULSORY_ADULT: "cơ sở bắt buộc",
    meaning.COMPULSORY_MINOR: "cơ sở bắt buộc",
    meaning.OST: "Methadone",
    meaning.AFTER_CENTRE: "sau cai tại trung tâm",
}


@translation.override("vi")  # a paper speaks Vietnamese, whatever the screen does
@transaction.atomic
def export(viewer: Viewer, unit: Place, *, at: datetime, mark: sheet_writer.Mark) -> bytes:
    """The open cases of a commune as .xlsx, marked for its recipient. Raises NotHere for a viewer who may not.

    Two people stand before this (`leaving.take`); nothing else may call it.
    """
    cases = list(
        listed(viewer, unit).select_related("person", "person__social", "use_profile", "origin").order_by("code", "id")
    )
    subjects = [audit.Subject("person", case.person_id, case.unit_path) for case in cases]
    audit.record_many("person.listed", by=viewer.actor, at=at, rows=subjects)
    audit.record(
        "list.exported",
        by=viewer.actor,
        subject_kind="place",
        subject_id=unit.pk,
        unit_path=unit.path,
        at=at,
        detail={"count": len(cases), "serial": mark.serial},
    )
    title = _("DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ: %(unit)s, ngày %(day)s") % {"unit": unit.full_name, "day": show(viewer.on)}
    return sheet_writer.workbook(title=title, rows=_rows(viewer, cases), mark=mark)


def listed(viewer: Viewer, unit: Place) -> QuerySet[Case]:
    """The open cases a list of this commune names. Raises NotHere."""
    viewer.require(ExchangePermission.EXPORT_PEOPLE, unit.path)
    return case_policy.visible_to(viewer).filter(unit=unit, closed_on=None)


def _rows(viewer: Viewer, cases: Sequence[Case]) -> Iterator[Mapping[str, str]]:
    """Texts by column code. What stands in the police room stays there."""
    for start in range(0, len(cases), _CHUNK):
        part = cases[start : start + _CHUNK]
        opened = vault.reveal_many([case.person for case in part], *SEALED)
        profiles = [case.use_profile for case in part if hasattr(case, "use_profile")]
        causes = vault.reveal_many(profiles, "cause")
        helpers = helper_queries.current_of(viewer, [case.pk for case in part])
        for number, case in enumerate(part, start=start + 1):
            yield {
                "no": str(number),
                **_person(case.person, opened[case.person_id]),
                **_use(case, {key: said["cause"] for key, said in causes.items()}),
                **_case(case),
                **_helper(helpers.get(case.pk)),
                **_origin(case),
            }


def _person(person: Person, opened: Mapping[str, str]) -> dict[str, str]:
    social = getattr(person, "social", None)
    birth = opened["birth_date"]
    return {
        "full_name": opened["full_name"],
        "birth": str(PartialDate.from_iso(birth)) if birth else "",
        "sex": str(person.get_sex_display()) if person.sex else "",
        "id_number": opened["id_number"],
        "ethnicity": str(social.get_ethnicity_display()) if social and social.ethnicity else "",
        "permanent_address": opened["permanent_address"],
        "current_address": opened["current_address"],
        "phone": opened["phone"],
        "relative": opened["relative"],
        "education": social.education if social else "",
        "occupation": social.occupation if social else "",
        "marital_status": social.marital_status if social else "",
    }


def _use(case: Case, causes: Mapping[object, str]) -> dict[str, str]:
    profile = getattr(case, "use_profile", None)
    if profile is None:
        return {}
    return {
        "first_use_year": str(profile.first_use_year or ""),
        "substances": profile.substances,
        "route": profile.route,
        "level": profile.level,
        "cause": causes.get(profile.pk, ""),
        "rehab_count": "" if profile.rehab_count is None else str(profile.rehab_count),
    }


def _case(case: Case) -> dict[str, str]:
    decided = _("%(number)s ngày %(day)s") % {"number": case.decision_number, "day": _shown(case.decision_on)}
    return {
        "status": _STATUS_OF_CLASS.get(law.state(case.state).klass, ""),
        "method": _METHODS.get(case.measure, ""),
        "decision": decided if case.decision_number else "",
        "term_from": _shown(case.term_from),
        "term_to": _shown(case.term_to - timedelta(days=1)) if case.term_to else "",
    }


def _helper(assignment: HelperAssignment | None) -> dict[str, str]:
    if assignment is None:
        return {}
    return {"helper": assignment.helper_name, "helper_unit": assignment.organisation}


def _origin(case: Case) -> dict[str, str]:
    origin = getattr(case, "origin", None)
    return {"source": sources.written(origin.source, origin.origin)} if origin else {}


def _shown(day: date | None) -> str:
    return show(day) if day else ""
