"""The rarer texts of an office, by the real actions: reports that go back and forth, health, helpers, rights, alarm."""

from datetime import timedelta
from typing import Protocol

from hoanhap.foundation.break_glass import actions as break_glass
from hoanhap.foundation.break_glass.rules import Category
from hoanhap.foundation.privacy.actions import breaches, requests
from hoanhap.foundation.privacy.actions.breaches import Reported
from hoanhap.foundation.privacy.actions.requests import Asked
from hoanhap.foundation.privacy.facts import RequestKind
from hoanhap.foundation.privacy.models import Asker, BreachKind, Channel, IdentityCheck
from hoanhap.foundation.privacy.subjects import PERSON
from hoanhap.kernel import periods
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.rules import UseDetails
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form
from tests import people
from tests.cast import NOW, TODAY, Cast


class Words(Protocol):
    def word(self) -> str: ...


def plant(cast: Cast, case: Case, values: Words) -> None:
    """One of each, for one case of xã Thường Lạc."""
    _report(cast, values)
    _case(cast, case, values)
    _health(cast, case, values)
    _emergency(cast, case, values)
    _rights(cast, case, values)


def _report(cast: Cast, values: Words) -> None:
    officer, merger = cast.viewer(cast.officer), cast.viewer(cast.district_merger)
    report = reports.open_report(form.get("BC01"), cast.thuong_lac, periods.monthly(2020, 6), by=officer, at=NOW)
    reports.remark(report, results=values.word(), proposals=values.word(), version=report.version, by=officer, at=NOW)
    reports.submit(reports.fill(report, by=officer, at=NOW), by=officer, at=NOW)
    reports.send_back(report, reason=f"Tổng chưa khớp, {values.word()}", by=merger, at=NOW)
    reports.submit(reports.fill(report, by=officer, at=NOW), by=officer, at=NOW)
    reports.accept(report, by=merger, at=NOW)
    reports.amend(report, reason=f"Ghi sót {values.word()}", by=officer, at=NOW)


def _case(cast: Cast, case: Case, values: Words) -> None:
    by = cast.viewer(cast.officer).actor
    case.refresh_from_db()
    cases.record_use(case=case, use=UseDetails(cause=values.word()), by=by, at=NOW, version=case.version)
    helper = people.assign_helper(cast, case)
    reintegration.end_assignment(helper, on=TODAY, reason=values.word(), by=by, at=NOW)
    case.refresh_from_db()
    moved = cases.move(
        case=case,
        verb="withdraw",
        on=TODAY - timedelta(days=2),
        signer_title="Phó Chủ tịch",
        by=by,
        at=NOW,
        version=case.version,
    ).case
    cases.undo_last_move(case=moved, reason=f"Ghi nhầm {values.word()}", by=by, at=NOW, version=moved.version)


def _health(cast: Cast, case: Case, values: Words) -> None:
    case.refresh_from_db()
    room = people.refer(cast, case, cast.health_station, message=values.word())
    people.write_health(cast, room, cast.health_station, values.word())


def _emergency(cast: Cast, case: Case, values: Words) -> None:
    break_glass.open_file(
        subject_id=case.pk,
        label=case.code,
        unit=case.unit,
        category=Category.LIFE,
        reason=f"Gặp tai nạn giao thông, cần báo tin cho người thân tên {values.word()}",
        by=cast.viewer(cast.neighbour_officer),
        at=NOW,
    )


def _rights(cast: Cast, case: Case, values: Words) -> None:
    by = cast.viewer(cast.officer).actor
    asked = Asked(
        kind=RequestKind.ACCESS,
        person_name=f"Nguyễn {values.word()}",
        asker=Asker.PERSON,
        identity_check=IdentityCheck.ID_CARD,
        channel=Channel.DESK,
        received_at=NOW,
        asked=f"Xin xem mọi thứ ghi về {values.word()}",
        subject_kind=PERSON,
        subject_id=case.person_id,
    )
    requests.receive(asked=asked, unit=cast.thuong_lac, by=by, at=NOW)
    reported = Reported(
        kind=BreachKind.LOST_DEVICE,
        known_at=NOW - timedelta(hours=5),
        what=f"Mất một ổ USB của {values.word()}",
        identity=True,
        person_count=12,
    )
    breach = breaches.report(reported=reported, unit=cast.thuong_lac, by=by, at=NOW)
    breaches.add_step(breach=breach, said=f"Đã gọi {values.word()}", taken_at=NOW, by=by, at=NOW)
