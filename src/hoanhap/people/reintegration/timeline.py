"""Helpers, needs, courses, work, loans and help in the timeline of a case (diễn biến), for those who may read them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.kernel import clock, numbers
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.policy import CasePermission
from hoanhap.people.cases.queries import Event, Source, source
from hoanhap.people.reintegration import queries
from hoanhap.people.reintegration.models import (
    Enrolment,
    HelperAssignment,
    HelperKind,
    HelperSession,
    LegalAidReferral,
    Need,
    Placement,
    Support,
)
from hoanhap.people.reintegration.policy import ReintegrationPermission
from hoanhap.people.reintegration.queries import diary, legal_aid, needs, supports
from hoanhap.people.reintegration.queries.needs import OpenedNeed

KIND = "helper"
Tell = Callable[[Case, Viewer], Iterable[Event]]


def _helpers(case: Case, viewer: Viewer) -> Iterable[Event]:
    """One event for the beginning of a helper's task and one for its end."""
    history = list(queries.history(viewer, case))
    # Why somebody stopped may speak of the person: a word of the social room.
    social = viewer.may(CasePermission.READ_SOCIAL, case.unit_path)
    said = vault.reveal_many(history, "end_reason") if social else {}
    for assignment in history:
        who = ", ".join(part for part in (assignment.helper_name, assignment.organisation) if part)
        yield Event(
            at=clock.at(assignment.valid_from),
            kind=KIND,
            title=_begun(assignment) % {"who": who},
            detail=_("Quyết định số %s") % assignment.decision_number if assignment.decision_number else "",
            subject_id=str(assignment.pk),
            recorder=assignment.recorded_by,
        )
        if assignment.valid_to is not None:
            yield Event(
                at=clock.at(assignment.valid_to),
                kind=KIND,
                title=_("Thôi phân công giúp đỡ: %(who)s") % {"who": who},
                detail=said.get(assignment.pk, {}).get("end_reason", ""),
                subject_id=str(assignment.pk),
            )


def _begun(assignment: HelperAssignment) -> str:
    if assignment.kind == HelperKind.MAIN:
        return _("Phân công người giúp đỡ: %(who)s")
    return _("Phân công người cùng giúp đỡ: %(who)s")


def _social(tell: Tell) -> Tell:
    """Needs and what came of them, courses, work, loans, help, sessions of helpers: words of the social room."""

    def told(case: Case, viewer: Viewer) -> Iterable[Event]:
        return tell(case, viewer) if viewer.may(ReintegrationPermission.READ_SUPPORT, case.unit_path) else ()

    return told


def _needs(case: Case, viewer: Viewer) -> Iterable[Event]:
    for one in needs.of_case(viewer, case):
        yield from _need(one)


def _supports(case: Case, viewer: Viewer) -> Iterable[Event]:
    for line in supports.of_case(case):
        yield from _given(line.support, line.kind, line.words)


def _sessions(case: Case, viewer: Viewer) -> Iterable[Event]:
    for held in diary.of_case(viewer, case):
        begun = held.session.started_at.astimezone(clock.VN)
        yield Event(
            at=begun,
            kind=KIND,
            title=_("Buổi giúp đỡ: %s") % held.helper,
            detail=" · ".join(part for part in (str(held.session.get_place_display()), held.words) if part),
            subject_id=str(held.session.pk),
            timed=True,
            struck=held.session.struck,
        )


def _need(one: OpenedNeed) -> Iterable[Event]:
    need = one.need
    what = " · ".join(part for part in (one.kind, one.trade) if part)
    yield _on(need.raised_on, _("Nêu nhu cầu: %s") % what, one.words, need.pk)
    if need.answered_on:
        said = " · ".join(part for part in (str(need.get_answer_display()), one.answer_words) if part)
        yield _on(need.answered_on, _("Trả lời nhu cầu: %s") % one.kind, said, need.pk)
    if need.ended_on:
        yield _on(need.ended_on, _("Nhu cầu %s") % one.kind.lower(), str(need.get_state_display()), need.pk)


def _sent_for_aid(case: Case, viewer: Viewer) -> Iterable[Event]:
    for one in (slip for slips in legal_aid.of_case(case).values() for slip in slips):
        row = one.row
        yield _on(row.referred_on, _("Giới thiệu trợ giúp pháp lý: %s") % row.office.name, one.matter, row.pk)
        if row.outcome_on:
            yield _on(row.outcome_on, _("Trợ giúp pháp lý"), str(row.get_outcome_display()), row.pk)


def _learnt(case: Case, viewer: Viewer) -> Iterable[Event]:
    for row in supports.enrolments_of(case):
        yield _on(row.enrolled_on, _("Vào lớp học nghề: %s") % row.course.title, "", row.pk)
        if row.ended_on:
            yield _on(row.ended_on, _("Kết quả học nghề: %s") % row.course.title, str(row.get_result_display()), row.pk)


def _worked(case: Case, viewer: Viewer) -> Iterable[Event]:
    for row in supports.placements_of(case):
        where = row.vacancy.title if row.vacancy else str(row.get_found_display())
        yield _on(row.started_on, _("Bắt đầu đi làm: %s") % where, "", row.pk)
        for check in row.checks.all():
            if check.kept is not None and check.checked_on:
                said = _("Còn làm sau %d tháng") if check.kept else _("Không còn làm sau %d tháng")
                yield _on(check.checked_on, said % check.months, "", check.pk)
        if row.ended_on:
            yield _on(row.ended_on, _("Thôi việc"), str(row.get_end_reason_display()), row.pk)


def _given(support: Support, kind: str, words: str) -> Iterable[Event]:
    """Courses and work have told of themselves."""
    if support.enrolment_id or support.placement_id:
        return
    amount = _("%s đồng") % numbers.group(support.amount) if support.amount else ""
    source = support.source.name if support.source else ""
    said = " · ".join(part for part in (amount, source, words) if part)
    yield _on(support.given_on, _("Hỗ trợ: %s") % kind, said, support.pk)


def _on(day: date, title: str, detail: str, subject_id: object) -> Event:
    return Event(at=clock.at(day), kind=KIND, title=title, detail=detail, subject_id=str(subject_id))


SOURCES: Mapping[str, Source] = {
    "helpers": source(_helpers, HelperAssignment),
    "needs": source(_social(_needs), Need),
    "legal_aid": source(_social(_sent_for_aid), LegalAidReferral),
    "courses": source(_social(_learnt), Enrolment),
    "work": source(_social(_worked), Placement),
    "help": source(_social(_supports), Support),
    "sessions": source(_social(_sessions), HelperSession),
}
