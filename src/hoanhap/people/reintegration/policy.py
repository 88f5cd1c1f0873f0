"""Who may see and do what for people on their way back: helpers, needs, help given, lists of loans, the registers.

What is done for a person is done behind the gate of his file. Partners, courses and demand name nobody and are read by
everybody who arranges something; a list of loans is the police's to make and the chair's to confirm.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoanhap.foundation.access import gate
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.places import paths
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration.models import (
    Course,
    Enrolment,
    HelperAssignment,
    HelperSession,
    LegalAidReferral,
    Loan,
    LoanEntry,
    LoanList,
    Need,
    Partner,
    Placement,
    Support,
    Vacancy,
)


class ReintegrationPermission(Permission):
    """What ends in `_ASSIGNED` or `_OWN` holds for one's own people only: those a relation opens (helpers)."""

    READ_HELPER = "reintegration.read_helper"
    ASSIGN_HELPER = "reintegration.assign_helper"
    READ_SUPPORT = "reintegration.read_support"
    GIVE_SUPPORT = "reintegration.give_support"
    RAISE_NEED = "reintegration.raise_need"
    RAISE_NEED_ASSIGNED = "reintegration.raise_need_assigned"
    CHECK_JOB = "reintegration.check_job"
    CHECK_JOB_ASSIGNED = "reintegration.check_job_assigned"
    KEEP_DIARY = "reintegration.keep_diary"
    KEEP_DIARY_OWN = "reintegration.keep_diary_own"
    PRINT_ALLOWANCE = "reintegration.print_allowance"
    READ_REGISTER = "reintegration.read_register"
    KEEP_REGISTER = "reintegration.keep_register"
    KEEP_KINDS = "reintegration.keep_kinds"
    READ_LOAN_LIST = "reintegration.read_loan_list"
    MAKE_LOAN_LIST = "reintegration.make_loan_list"
    CONFIRM_LOAN_LIST = "reintegration.confirm_loan_list"
    COUNT_SUPPORT = "reintegration.count_support"


May = ReintegrationPermission
_OWN_PEOPLE = {
    May.RAISE_NEED: May.RAISE_NEED_ASSIGNED,
    May.CHECK_JOB: May.CHECK_JOB_ASSIGNED,
    May.KEEP_DIARY: May.KEEP_DIARY_OWN,
}


def cases_helped_by(viewer: Viewer) -> Q:
    """Over Case: those whose helper the viewer is today. An assignment that has ended opens nothing any more."""
    mine = HelperAssignment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=viewer.on),
        case=OuterRef("pk"),
        account_id=viewer.account_id,
        valid_from__lte=viewer.on,
    )
    return Q(Exists(mine), closed_on=None)


def visible_to(viewer: Viewer) -> QuerySet[HelperAssignment]:
    """Assignments of the cases the viewer may read, where helpers may be seen."""
    cases = case_policy.visible_to(viewer).order_by().values("pk")
    reach = viewer.scope_q(ReintegrationPermission.READ_HELPER)
    return HelperAssignment.objects.filter(reach, case__in=cases).order_by("-valid_from", "kind", "id")


def cases_for(viewer: Viewer, *, to: ReintegrationPermission) -> QuerySet[Case]:
    """The cases for which the viewer may do this; always among those he may read."""
    return case_policy.visible_to(viewer).filter(viewer.scope_q(to) | _own_people(viewer, to))


def get_case_for(viewer: Viewer, case_id: object, *, to: ReintegrationPermission) -> Case:
    """The gate of one case for what is done here. Raises NotHere."""
    return gate.one_of(cases_for(viewer, to=to).select_related("person", "person__hamlet", "unit"), case_id)


def get_assignment_for(viewer: Viewer, assignment_id: object, *, to: ReintegrationPermission) -> HelperAssignment:
    """The gate of one assignment. Raises NotHere."""
    found = visible_to(viewer).filter(viewer.scope_q(to)).select_related("case__person", "case__unit")
    return gate.one_of(found, assignment_id)


# --- what is done for a person ------------------------------------------------------------------------------------


def needs_for(viewer: Viewer) -> QuerySet[Need]:
    """The needs the viewer may read; of his own people a helper reads those he wrote himself, with their answers."""
    return Need.objects.filter(_whole(viewer) | _written_by(viewer, May.RAISE_NEED)).order_by("-raised_on", "-id")


def sessions_for(viewer: Viewer) -> QuerySet[HelperSession]:
    """The sessions the viewer may read; a helper his own."""
    reach = _whole(viewer) | _written_by(viewer, May.KEEP_DIARY)
    return HelperSession.objects.filter(reach).order_by("-started_at", "-id")


def get_need_for(viewer: Viewer, need_id: object) -> Need:
    """The gate of answering and ending a need. Raises NotHere."""
    return gate.one_of(Need.objects.filter(_whole(viewer, May.GIVE_SUPPORT)).select_related(*_WHO), need_id)


def get_enrolment_for(viewer: Viewer, enrolment_id: object) -> Enrolment:
    """The gate of one enrolment. Raises NotHere."""
    rows = Enrolment.objects.filter(_whole(viewer, May.GIVE_SUPPORT)).select_related("course", *_WHO)
    return gate.one_of(rows, enrolment_id)


def get_placement_for(viewer: Viewer, placement_id: object) -> Placement:
    """The gate of one work. Raises NotHere."""
    return gate.one_of(Placement.objects.filter(_whole(viewer, May.GIVE_SUPPORT)).select_related(*_WHO), placement_id)


def get_loan_for(viewer: Viewer, loan_id: object) -> Loan:
    """The gate of one loan. Raises NotHere."""
    rows = Loan.objects.filter(_whole(viewer, May.GIVE_SUPPORT)).select_related("lender", *_WHO)
    return gate.one_of(rows, loan_id)


def get_support_for(viewer: Viewer, support_id: object) -> Support:
    """The gate of striking a line of help. Raises NotHere."""
    return gate.one_of(Support.objects.filter(_whole(viewer, May.GIVE_SUPPORT)).select_related(*_WHO), support_id)


def get_legal_referral_for(viewer: Viewer, referral_id: object) -> LegalAidReferral:
    """The gate of printing one slip and of saying what came of it. Raises NotHere."""
    rows = LegalAidReferral.objects.filter(_whole(viewer, May.GIVE_SUPPORT)).select_related("office", "need", *_WHO)
    return gate.one_of(rows, referral_id)


def get_session_for(viewer: Viewer, session_id: object) -> HelperSession:
    """The gate of striking a session: the office any of its people's, a helper those he wrote. Raises NotHere."""
    reach = _whole(viewer, May.KEEP_DIARY) | _written_by(viewer, May.KEEP_DIARY)
    return gate.one_of(HelperSession.objects.filter(reach).select_related(*_WHO), session_id)


_WHO = ("case", "case__person", "case__person__hamlet", "case__unit")


def _whole(viewer: Viewer, to: ReintegrationPermission = May.READ_SUPPORT) -> Q:
    """Over rows of a case: those of files the viewer may read, where this is allowed."""
    return Q(case__in=case_policy.visible_to(viewer).filter(viewer.scope_q(to)).order_by().values("pk"))


def _written_by(viewer: Viewer, to: ReintegrationPermission) -> Q:
    """Over rows of a case: what a helper wrote himself about his own people."""
    own = case_policy.visible_to(viewer).filter(_own_people(viewer, to)).order_by().values("pk")
    return Q(case__in=own, recorded_by=str(viewer.account_id))


def _own_people(viewer: Viewer, to: ReintegrationPermission) -> Q:
    """Over Case: those whose helper the viewer is, where that is enough for what is asked."""
    own = _OWN_PEOPLE.get(to)
    if own is None or not viewer.may(own):
        return Q(pk__in=[])
    return viewer.scope_q(own) & cases_helped_by(viewer)


# --- registers without names of people ----------------------------------------------------------------------------


def readable(viewer: Viewer, field: str = "unit_path") -> Q:
    """Over registers: what lies at the viewer's places, below them, and at the units above them."""
    mine = viewer.paths(May.READ_REGISTER)
    above = {upper for path in mine for upper in ancestors(path)}
    return viewer.scope_q(May.READ_REGISTER, field) | Q(**{f"{field}__in": sorted(above)})


def ancestors(path: str) -> list[str]:
    """The paths of the units above this one, the nearest first."""
    found = []
    while (upper := paths.above(path)) and upper != path:
        found.append(upper)
        path = upper
    return found


def partners_for(viewer: Viewer) -> QuerySet[Partner]:
    return Partner.objects.filter(readable(viewer)).order_by("folded", "id")


def get_partner_for(viewer: Viewer, partner_id: object, *, to: ReintegrationPermission = May.READ_REGISTER) -> Partner:
    """The gate of one partner. Raises NotHere."""
    reach = readable(viewer) if to is May.READ_REGISTER else viewer.scope_q(to)
    return gate.one_of(Partner.objects.filter(reach).select_related("unit"), partner_id)


def get_vacancy_for(viewer: Viewer, vacancy_id: object) -> Vacancy:
    """The gate of keeping one vacancy. Raises NotHere."""
    return gate.one_of(Vacancy.objects.filter(viewer.scope_q(May.KEEP_REGISTER)), vacancy_id)


def courses_for(viewer: Viewer) -> QuerySet[Course]:
    """Courses of the viewer's part of the map and of the units above, the newest first."""
    return Course.objects.filter(readable(viewer)).select_related("provider", "unit").order_by("-starts_on", "id")


# --- lists of loans -----------------------------------------------------------------------------------------------


def loan_lists_for(viewer: Viewer) -> QuerySet[LoanList]:
    """Lists with names: the police who make them, the chair who confirms, the officer who helps people to apply."""
    return LoanList.objects.filter(viewer.scope_q(May.READ_LOAN_LIST)).order_by("-made_on", "-id")


def get_loan_list_for(viewer: Viewer, list_id: object, *, to: ReintegrationPermission = May.READ_LOAN_LIST) -> LoanList:
    """The gate of one list. Raises NotHere."""
    rows = loan_lists_for(viewer).filter(viewer.scope_q(to)).select_related("unit")
    return gate.one_of(rows, list_id)


def get_loan_entry_for(viewer: Viewer, entry_id: object) -> LoanEntry:
    """The gate of changing one line of a list that is being made. Raises NotHere."""
    rows = LoanEntry.objects.filter(loan_list__in=loan_lists_for(viewer).filter(viewer.scope_q(May.MAKE_LOAN_LIST)))
    return gate.one_of(rows.filter(_read(viewer)).select_related("loan_list", *_WHO), entry_id)


def entries_for(viewer: Viewer, loan_list: LoanList) -> QuerySet[LoanEntry]:
    """The lines of a list whose file the viewer may still read. The gate was the list's."""
    rows = LoanEntry.objects.filter(_read(viewer), loan_list=loan_list)
    return rows.select_related("loan_list", *_WHO).order_by("case__code", "id")


def _read(viewer: Viewer) -> Q:
    return Q(case__in=case_policy.visible_to(viewer).order_by().values("pk"))


def countable_by(viewer: Viewer) -> Q:
    """Over rows of a case: those the viewer may count and see as lines without names."""
    return viewer.scope_q(May.COUNT_SUPPORT) & Q(case__sealed_at=None)
