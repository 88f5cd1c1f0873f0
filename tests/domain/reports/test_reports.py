"""From logged work to a merged report: computed, frozen, amended with both versions kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.approvals.models import Act
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices import queries as notices
from hoanhap.kernel import clock, periods
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.care import actions as care
from hoanhap.people.care.models import Contact
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from hoanhap.people.community import actions as community
from hoanhap.people.community.models import TaskForce
from hoanhap.people.reintegration import actions as reintegration
from hoanhap.steering.reports import actions, board, export, form, merging, papers, policy, queries
from hoanhap.steering.reports.models import Report
from hoanhap.steering.reports.policy import ReportPermission
from tests import people
from tests.cast import NOW, TODAY, Cast

JUNE = periods.monthly(2020, 6)
SHAPE = form.get("BC01")


def _filled(cast: Cast) -> Report:
    viewer = cast.viewer(cast.officer)
    report = actions.open_report(SHAPE, cast.thuong_lac, JUNE, by=viewer, at=NOW)
    return actions.fill(report, by=viewer, at=NOW)


def _accepted(cast: Cast) -> Report:
    report = actions.submit(_filled(cast), by=cast.viewer(cast.officer), at=NOW)
    return actions.accept(report, by=cast.viewer(cast.district_merger), at=NOW)


def _shown(report: Report) -> dict[str, str]:
    return {code: line.figure.display for code, line in queries.filled(report).lines.items()}


def test_the_cohort_comes_out_of_contacts(cast: Cast, pilot: list[Case], task_force: None) -> None:
    shown = _shown(_filled(cast))
    assert shown["cohort.managed"] == "17"
    assert shown["cohort.progress"] == "9"
    assert shown["cohort.progress_rate"] == "52,94 %"
    assert shown["cohort.working"] == "2"
    assert shown["cohort.not_assessed.absent"] == "2"
    assert shown["coverage.task_force"] == "1/1"
    assert shown["stock.total"] == "17"


def test_each_figure_has_as_many_rows_as_it_counts(cast: Cast, pilot: list[Case], task_force: None) -> None:
    report = _filled(cast)
    data = export.as_data(report, viewer=cast.viewer(cast.officer))
    shares = {cell.code for cell in SHAPE.cells if cell.ratio}
    for cell in data["cells"]:
        if cell["code"] not in shares:
            assert len(cell["rows"]) == cell["value"] == len(set(cell["rows"])), cell["code"]
    progress = next(cell for cell in data["cells"] if cell["code"] == "cohort.progress")
    assert set(progress["rows"]) == {
        str(pk) for pk in Contact.objects.filter(condition="progress").values_list("pk", flat=True)
    }


def test_changing_one_contact_changes_the_figure(cast: Cast, pilot: list[Case]) -> None:
    report = _filled(cast)
    contact = Contact.objects.filter(condition="progress", work="none").order_by("id")[0]
    officer = cast.viewer(cast.officer)
    care.correct_contact(contact, changes={"condition": "not_yet"}, reason="ghi nhầm", by=officer.actor, at=NOW)
    again = _shown(actions.fill(report, by=officer, at=NOW))
    assert again["cohort.progress"] == "8"
    assert again["cohort.progress_rate"] == "47,06 %"
    assert again["cohort.not_yet"] == "7"


def test_ending_a_helper_shows_the_person_as_missing_one(cast: Cast, pilot: list[Case]) -> None:
    assignment = people.assign_helper(cast, pilot[0], on=date(2020, 2, 1))
    report = _filled(cast)
    assert _shown(report)["helpers.missing"] == "16"
    officer = cast.viewer(cast.officer)
    reintegration.end_assignment(
        assignment, on=date(2020, 6, 10), reason="chuyển công tác", by=officer.actor, at=clock.at(date(2020, 6, 10), 9)
    )
    report = actions.fill(report, by=officer, at=NOW)
    assert _shown(report)["helpers.missing"] == "17"
    assert len(queries.rows_behind(report, "helpers.missing")) == 17


def test_a_sent_report_is_frozen(cast: Cast, pilot: list[Case]) -> None:
    report = actions.submit(_filled(cast), by=cast.viewer(cast.officer), at=NOW)
    people.log_contact(cast, pilot[16], on=date(2020, 6, 12), condition="progress")
    with pytest.raises(Refused) as refused:
        actions.fill(report, by=cast.viewer(cast.officer), at=NOW)
    assert refused.value.code == "reports.frozen"
    with pytest.raises(Refused) as refused:
        actions.remark(report, results="x", proposals="", version=0, by=cast.viewer(cast.officer), at=NOW)
    assert refused.value.code == "reports.frozen"
    assert _shown(report)["cohort.progress"] == "9"


def test_a_merged_report_that_was_sent_is_frozen_too(cast: Cast, pilot: list[Case]) -> None:
    merger = cast.viewer(cast.district_merger)
    _accepted(cast)
    actions.submit(merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW).report, by=merger, at=NOW)
    with pytest.raises(Refused) as refused:
        merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW)
    assert refused.value.code == "reports.frozen"


def test_no_report_is_opened_on_a_form_of_another_time(cast: Cast) -> None:
    with pytest.raises(Refused, match="Biểu BC01 không dùng cho ngày"):
        actions.open_report(
            replace(SHAPE, valid_to=JUNE.last_day), cast.thuong_lac, JUNE, by=cast.viewer(cast.officer), at=NOW
        )
    assert not Report.objects.exists()


def test_an_amendment_has_a_number_and_a_reason_and_both_stay(cast: Cast, pilot: list[Case]) -> None:
    officer, merger = cast.viewer(cast.officer), cast.viewer(cast.district_merger)
    first = _accepted(cast)
    people.log_contact(cast, pilot[16], on=date(2020, 6, 12), condition="progress")
    with pytest.raises(Refused):
        actions.amend(first, reason="  ", by=officer, at=NOW)
    second = actions.amend(first, reason="bổ sung một lần gặp ghi muộn", by=officer, at=NOW)
    actions.submit(actions.fill(second, by=officer, at=NOW), by=officer, at=NOW)
    assert queries.current("BC01", cast.thuong_lac, JUNE) == first
    actions.accept(second, by=merger, at=NOW)
    assert queries.current("BC01", cast.thuong_lac, JUNE) == second
    reason = bytes(Report.objects.get(pk=second.pk).amendment_reason)
    assert b"ghi mu" not in reason
    assert vault.reveal(second, "amendment_reason") == "bổ sung một lần gặp ghi muộn"
    assert (second.amendment, _shown(first)["cohort.progress"], _shown(second)["cohort.progress"]) == (1, "9", "10")


def test_only_one_amendment_is_open_at_a_time(cast: Cast, pilot: list[Case]) -> None:
    first = _accepted(cast)
    actions.amend(first, reason="sửa", by=cast.viewer(cast.officer), at=NOW)
    with pytest.raises(Refused):
        actions.amend(first, reason="sửa nữa", by=cast.viewer(cast.officer), at=NOW)


def test_a_return_needs_its_reason_and_opens_the_report_again(cast: Cast, pilot: list[Case]) -> None:
    merger = cast.viewer(cast.district_merger)
    report = actions.submit(_filled(cast), by=cast.viewer(cast.officer), at=NOW)
    with pytest.raises(Refused):
        actions.send_back(report, reason=" ", by=merger, at=NOW)
    actions.send_back(report, reason="Tổng chưa khớp", by=merger, at=NOW)
    assert vault.reveal(Act.objects.get(verb="return"), "reason") == "Tổng chưa khớp"
    actions.submit(actions.fill(report, by=cast.viewer(cast.officer), at=NOW), by=cast.viewer(cast.officer), at=NOW)


def test_a_report_is_decided_once(cast: Cast, pilot: list[Case]) -> None:
    merger = cast.viewer(cast.district_merger)
    report = actions.submit(_filled(cast), by=cast.viewer(cast.officer), at=NOW)
    stale = Report.objects.select_related("run").get(pk=report.pk)
    actions.accept(report, by=merger, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.send_back(stale, reason="muộn rồi", by=merger, at=NOW)
    assert refused.value.code == "approvals.moved_on"


def test_merging_adds_up_and_takes_the_share_from_the_map(cast: Cast, pilot: list[Case], task_force: None) -> None:
    merger = cast.viewer(cast.district_merger)
    _accepted(cast)
    made = merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW)
    assert [place.name for place in made.missing] == ["Long Khánh A", "Phú Thuận B"]
    shown = _shown(made.report)
    assert (shown["cohort.managed"], shown["cohort.progress_rate"]) == ("17", "52,94 %")
    assert shown["coverage.task_force"] == "1/3"
    data = export.as_data(made.report, viewer=merger)
    assert len(next(cell for cell in data["cells"] if cell["code"] == "cohort.managed")["rows"]) == 17


def test_a_neighbour_adds_to_the_merge_and_an_amendment_makes_it_outdated(cast: Cast, pilot: list[Case]) -> None:
    merger, neighbour = cast.viewer(cast.district_merger), cast.viewer(cast.neighbour_officer)
    first = _accepted(cast)
    away = people.register_person(cast, "Người Xã Bên", unit=cast.long_khanh_a, by=neighbour)
    people.open_home_case(cast, away)
    other = actions.open_report(SHAPE, cast.long_khanh_a, JUNE, by=neighbour, at=NOW)
    actions.submit(actions.fill(other, by=neighbour, at=NOW), by=neighbour, at=NOW)
    report = merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW).report
    assert _shown(report)["stock.total"] == "17"
    actions.accept(other, by=merger, at=NOW)
    assert merging.outdated(report)
    report = merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW).report
    assert (_shown(report)["stock.total"], merging.outdated(report)) == ("18", False)
    second = actions.amend(first, reason="sửa", by=cast.viewer(cast.officer), at=NOW)
    actions.submit(actions.fill(second, by=cast.viewer(cast.officer), at=NOW), by=cast.viewer(cast.officer), at=NOW)
    actions.accept(second, by=merger, at=NOW)
    assert merging.outdated(report)


def test_the_province_merges_the_district(cast: Cast, pilot: list[Case]) -> None:
    merger, province = cast.viewer(cast.district_merger), cast.viewer(cast.province_merger)
    _accepted(cast)
    report = merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW).report
    actions.submit(report, by=merger, at=NOW)
    actions.accept(report, by=province, at=NOW)
    top = merging.merge(SHAPE, cast.dong_thap, JUNE, by=province, at=NOW).report
    assert _shown(top)["cohort.progress_rate"] == "52,94 %"
    assert len(queries.rows_behind(top, "cohort.progress")) == 9


def test_merging_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        merging.merge(SHAPE, cast.hong_ngu, JUNE, by=cast.viewer(cast.district_merger), at=NOW)


def test_an_unfilled_report_cannot_be_sent(cast: Cast) -> None:
    officer = cast.viewer(cast.officer)
    report = actions.open_report(SHAPE, cast.thuong_lac, JUNE, by=officer, at=NOW)
    with pytest.raises(Refused):
        actions.submit(report, by=officer, at=NOW)


@pytest.mark.parametrize(
    "who", ["police", "helper", "neighbour_officer", "district_merger", "district_leader", "stranger_officer"]
)
def test_only_the_unit_itself_fills_its_report(cast: Cast, who: str) -> None:
    report = _filled(cast)
    stranger = cast.viewer(getattr(cast, who))
    with pytest.raises(NotHere):
        actions.fill(report, by=stranger, at=NOW)
    with pytest.raises(NotHere):
        actions.submit(report, by=stranger, at=NOW)
    with pytest.raises(NotHere):
        policy.get_report_for(stranger, report.pk, to=ReportPermission.FILL)


def test_each_step_belongs_to_its_unit_or_to_the_level_just_above_it(cast: Cast, pilot: list[Case]) -> None:
    report = _accepted(cast)
    neighbour, above, merger = (cast.viewer(one) for one in (cast.neighbour_officer, cast.province_merger, cast.leader))
    steps: tuple[tuple[Viewer, Callable[[Viewer], object]], ...] = (
        (neighbour, lambda by: actions.open_report(SHAPE, cast.thuong_lac, JUNE, by=by, at=NOW)),
        (neighbour, lambda by: actions.remark(report, results="x", proposals="", version=1, by=by, at=NOW)),
        (neighbour, lambda by: actions.recall(report, by=by, at=NOW)),
        (neighbour, lambda by: actions.amend(report, reason="sửa", by=by, at=NOW)),
        (merger, lambda by: actions.send_back(report, reason="Tổng chưa khớp", by=by, at=NOW)),
        (above, lambda by: actions.remind(SHAPE, cast.hong_ngu, JUNE, by=by, at=NOW)),
        (above, lambda by: merging.merge(SHAPE, cast.hong_ngu, JUNE, by=by, at=NOW)),
        (neighbour, lambda by: papers.issue(report, issued_on=TODAY, by=by, at=NOW)),
        (neighbour, lambda by: papers.fill(report, by)),
        (neighbour, lambda by: export.as_data(report, viewer=by)),
        (merger, lambda by: policy.get_report_for(by, report.pk, to=ReportPermission.DECIDE)),
        (above, lambda by: policy.get_unit_for(by, cast.hong_ngu.pk, to=ReportPermission.MERGE)),
        (neighbour, lambda by: policy.get_unit_for(by, cast.thuong_lac.pk, to=ReportPermission.READ)),
        (neighbour, lambda by: policy.get_unit_for(by, 9_999_999, to=ReportPermission.READ)),
    )
    for by, step in steps:
        with pytest.raises(NotHere):
            step(by)
    assert policy.get_unit_for(cast.viewer(cast.district_merger), cast.hong_ngu.pk, to=ReportPermission.MERGE)


@pytest.mark.parametrize("who", ["officer", "leader", "neighbour_officer", "district_leader", "province_merger"])
def test_only_the_level_just_above_decides(cast: Cast, who: str) -> None:
    report = actions.submit(_filled(cast), by=cast.viewer(cast.officer), at=NOW)
    with pytest.raises(NotHere):
        actions.accept(report, by=cast.viewer(getattr(cast, who)), at=NOW)
    assert Report.objects.get(pk=report.pk).run.state == "submitted"


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", True),
        ("district_merger", True),
        ("district_leader", True),
        ("province_merger", True),
        ("helper", False),
        ("neighbour_officer", False),
        ("stranger_officer", False),
        ("administrator", False),
    ],
)
def test_sent_reports_are_read_by_the_unit_and_the_levels_above(cast: Cast, who: str, sees: bool) -> None:
    report = actions.submit(_filled(cast), by=cast.viewer(cast.officer), at=NOW)
    assert policy.visible_to(cast.viewer(getattr(cast, who))).filter(pk=report.pk).exists() is sees


def test_two_people_write_remarks_and_nothing_is_lost(cast: Cast) -> None:
    officer, leader = cast.viewer(cast.officer), cast.viewer(cast.leader)
    report = _filled(cast)
    stale = Report.objects.get(pk=report.pk)
    actions.remark(report, results="bản của cán bộ", proposals="", version=report.version, by=officer, at=NOW)
    with pytest.raises(Refused):
        actions.remark(stale, results="bản của lãnh đạo", proposals="", version=stale.version, by=leader, at=NOW)
    kept = Report.objects.get(pk=report.pk)
    assert "bản của cán bộ".encode() not in bytes(kept.results)
    assert vault.reveal(kept, "results") == "bản của cán bộ"


def test_words_somebody_typed_are_read_where_people_are_known_not_by_readers_of_figures(cast: Cast) -> None:
    officer = cast.viewer(cast.officer)
    report = actions.remark(
        _filled(cast), results="Anh Bảy ở ấp 2 đã có việc", proposals="", version=1, by=officer, at=NOW
    )
    assert queries.words_of(report, officer)["results"] == "Anh Bảy ở ấp 2 đã có việc"
    for account in (cast.justice, cast.finance, cast.culture, cast.front_cadre, cast.neighbour_officer):
        assert not any(queries.words_of(report, cast.viewer(account)).values())


def test_a_report_is_named_in_the_work_of_those_alone_who_read_it(cast: Cast) -> None:
    report = str(_filled(cast).pk)
    lines = kinds.subject_kinds["report"].lines
    assert set(lines(cast.viewer(cast.officer), [report])) == {report}
    for account in (cast.neighbour_officer, cast.district_merger, cast.administrator):
        assert lines(cast.viewer(account), [report]) == {}


def test_the_board_shows_who_has_not_sent(cast: Cast, pilot: list[Case]) -> None:
    _accepted(cast)
    found = board.board(SHAPE, cast.hong_ngu, JUNE, clock.at(date(2020, 6, 19), 9))
    states = {row.unit.name: (row.state, row.days_late) for row in found.rows}
    assert states == {"Long Khánh A": ("not_sent", 2), "Phú Thuận B": ("not_sent", 2), "Thường Lạc": ("accepted", 0)}
    assert (found.sent, len(found.missing)) == (1, 2)


def test_the_board_asks_few_questions_at_any_size(cast: Cast, pilot: list[Case], django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    _accepted(cast)
    with django_assert_max_num_queries(9):
        board.board(SHAPE, cast.hong_ngu, JUNE, NOW)


def test_sending_settles_the_duty_and_gives_one_to_the_level_above(cast: Cast) -> None:
    officer, merger = cast.viewer(cast.officer), cast.viewer(cast.district_merger)
    report = _filled(cast)
    assert [line.kind.code for line in notices.lines(officer, NOW)][-1:] == ["report.send"]
    actions.submit(report, by=officer, at=NOW)
    assert "report.send" not in [line.kind.code for line in notices.lines(officer, NOW)]
    assert [line.kind.code for line in notices.lines(merger, NOW) if line.kind.code.startswith("report")] == [
        "report.decide"
    ]
    actions.accept(report, by=merger, at=NOW)
    assert not [line for line in notices.lines(merger, NOW) if line.kind.code == "report.decide"]


def test_a_reminder_stands_in_the_work_of_those_who_have_not_sent(cast: Cast) -> None:
    actions.submit(_filled(cast), by=cast.viewer(cast.officer), at=NOW)
    assert actions.remind(SHAPE, cast.hong_ngu, JUNE, by=cast.viewer(cast.district_merger), at=NOW) == 2
    neighbour = notices.lines(cast.viewer(cast.neighbour_officer), NOW)
    assert "report.reminded" in [line.kind.code for line in neighbour]
    assert "report.reminded" not in [line.kind.code for line in notices.lines(cast.viewer(cast.officer), NOW)]


def test_every_act_is_logged(cast: Cast, pilot: list[Case]) -> None:
    report = _accepted(cast)
    codes = set(AuditEntry.objects.filter(subject_id=str(report.pk)).values_list("code", flat=True))
    assert codes == {"report.opened", "report.filled", "report.submitted", "report.accepted"}
    assert AuditEntry.objects.filter(at__date=TODAY, code="report.accepted").exists()


def test_what_the_level_above_does_is_logged_at_the_units_it_concerns(cast: Cast, pilot: list[Case]) -> None:
    merger = cast.viewer(cast.district_merger)
    _accepted(cast)
    actions.remind(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW)
    merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW)
    paths = {code: set(_paths_of(code)) for code in ("report.reminded", "report.merged")}
    assert paths == {
        "report.reminded": {cast.long_khanh_a.path, cast.phu_thuan_b.path},
        "report.merged": {cast.hong_ngu.path},
    }


def _paths_of(code: str) -> list[str]:
    return list(AuditEntry.objects.filter(code=code).values_list("unit_path", flat=True))


def test_the_levels_above_cannot_count_past_their_communes(cast: Cast, pilot: list[Case]) -> None:
    merger = cast.viewer(cast.district_merger)
    report = actions.open_report(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW)
    with pytest.raises(Refused):
        actions.fill(report, by=merger, at=NOW)
    _accepted(cast)
    merging.merge(SHAPE, cast.hong_ngu, JUNE, by=merger, at=NOW)
    with pytest.raises(Refused):
        actions.fill(report, by=merger, at=NOW)  # read before it was merged
    assert queries.counts_of(report)["stock.total"] == 17


def test_the_figures_of_the_board_stand_under_their_own_headings(cast: Cast, pilot: list[Case]) -> None:
    people.assign_helper(cast, pilot[0], on=date(2020, 2, 1))
    _accepted(cast)
    row = next(one for one in board.board(SHAPE, cast.hong_ngu, JUNE, NOW).rows if one.unit == cast.thuong_lac)
    assert tuple(figure.cell.code for figure in row.figures) == SHAPE.board
    assert [figure.numerator for figure in row.figures] == [17, 1, 9]


def test_people_of_a_dissolved_commune_are_named_on_the_board(cast: Cast, pilot: list[Case]) -> None:
    assert board.board(SHAPE, cast.hong_ngu, JUNE, NOW).left_out == ()
    cast.thuong_lac.valid_to = date(2020, 6, 1)
    cast.thuong_lac.save(update_fields=["valid_to"])
    found = board.board(SHAPE, cast.hong_ngu, JUNE, NOW)
    assert [(place.name, number) for place, number in found.left_out] == [("Thường Lạc", 17)]
    assert "Thường Lạc" not in [row.unit.name for row in found.rows]


def test_a_report_is_not_sent_before_its_last_day(cast: Cast) -> None:
    officer = cast.viewer(cast.officer)
    july = periods.monthly(2020, 7)
    report = actions.open_report(SHAPE, cast.thuong_lac, july, by=officer, at=NOW)
    actions.fill(report, by=officer, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.submit(report, by=officer, at=NOW)
    assert refused.value.code == "reports.too_early"
    actions.submit(report, by=officer, at=clock.at(july.last_day, 16))


def test_a_draft_belongs_to_its_unit_until_it_is_sent(cast: Cast) -> None:
    officer, merger = cast.viewer(cast.officer), cast.viewer(cast.district_merger)
    report = _filled(cast)
    with pytest.raises(NotHere):
        policy.get_report_for(merger, report.pk, to=ReportPermission.READ)
    actions.submit(report, by=officer, at=NOW)
    assert policy.get_report_for(merger, report.pk, to=ReportPermission.READ) == report
    actions.recall(report, by=officer, at=NOW)
    assert not policy.visible_to(merger).filter(pk=report.pk).exists()


def test_a_case_that_ended_counts_in_its_cohort_until_the_period_of_its_end(cast: Cast, pilot: list[Case]) -> None:
    case = pilot[0]
    case.refresh_from_db()
    cases.close(
        case=case,
        verb="close_deceased",
        on=date(2020, 6, 10),
        signer_title="Công an xã",
        by=cast.viewer(cast.officer).actor,
        at=clock.at(date(2020, 6, 10), 9),
        version=case.version,
    )
    assert _shown(_filled(cast))["cohort.managed"] == "17"
    officer = cast.viewer(cast.officer)
    at = clock.at(date(2020, 7, 16), 9)
    july = actions.open_report(SHAPE, cast.thuong_lac, periods.monthly(2020, 7), by=officer, at=at)
    assert _shown(actions.fill(july, by=officer, at=at))["cohort.managed"] == "16"


def test_a_new_regulation_does_not_take_the_old_months_away(cast: Cast, task_force: None) -> None:
    force = TaskForce.objects.get(unit=cast.thuong_lac)
    on = date(2020, 7, 1)
    community.issue_regulation(force, number="40/QC-TCT", on=on, by=cast.viewer(cast.officer).actor, at=clock.at(on, 9))
    assert _shown(_filled(cast))["coverage.task_force"] == "1/1"
