"""Registers what this package gives to the rest of the house."""

from django.apps import AppConfig


class ReintegrationConfig(AppConfig):
    name = "hoanhap.people.reintegration"
    label = "reintegration"
    verbose_name = "Hỗ trợ hòa nhập"

    def ready(self) -> None:
        from hoanhap.foundation.notices import kinds
        from hoanhap.people.cases import policy as case_policy
        from hoanhap.people.cases import queries as case_queries
        from hoanhap.people.cases.followers import followers
        from hoanhap.people.cases.queries import people as case_people
        from hoanhap.people.reintegration import (
            completeness,
            duties,
            field_classes,
            following,
            measures,
            papers,
            policy,
            queries,
            rights,
            row_lines,
            team_works,
            timeline,
        )
        from hoanhap.people.reintegration.duties import loans, needs, work

        _declare_codes()
        _grant()
        field_classes.declare()
        for kind in (duties.NO_HELPER, needs.ANSWER, needs.LATE, work.CHECK):
            kinds.declare(kind)
        loans.declare()
        kinds.holders.add(duties.HOLDER, queries.accounts_of)
        followers.add("reintegration.helpers", following.follow)
        case_policy.case_relations.add(case_policy.HELPER_RELATION, policy.cases_helped_by)
        case_queries.add_sources("reintegration", timeline.SOURCES)
        case_people.row_facts.add("helper", queries.current_of)
        case_people.people_filters.add("no-helper", queries.has_no_helper)
        measures.declare()
        rights.declare()
        row_lines.declare()
        completeness.declare()
        papers.declare()
        team_works.declare()
        _declare_fates()


def _declare_codes() -> None:
    from hoanhap.foundation.audit import codes

    codes.declare(
        {
            "helper.assigned": "Phân công người giúp đỡ",
            "helper.ended": "Thôi phân công người giúp đỡ",
            "helper.limit_set": "Đặt số người tối đa mỗi người giúp đỡ",
            "need.raised": "Ghi nhu cầu",
            "need.answered": "Trả lời nhu cầu",
            "need.ended": "Ghi kết quả của nhu cầu",
            "course.opened": "Ghi lớp học nghề",
            "course.enrolled": "Ghi người vào lớp học nghề",
            "course.ended": "Ghi kết quả học nghề",
            "partner.entered": "Ghi nơi hỗ trợ",
            "partner.ended": "Đưa nơi hỗ trợ ra khỏi sổ",
            "partner.thanked": "In thư cảm ơn nơi hỗ trợ",
            "vacancy.opened": "Ghi chỗ làm",
            "vacancy.closed": "Đóng chỗ làm",
            "demand.recorded": "Ghi nhu cầu lao động của địa phương",
            "kind.added": "Thêm loại hỗ trợ, nghề",
            "kind.ended": "Thôi dùng loại hỗ trợ, nghề",
            "rate.set": "Đặt mức hỗ trợ",
            "job.started": "Ghi việc làm",
            "job.checked": "Hỏi thăm việc làm",
            "job.ended": "Ghi thôi việc",
            "loan_list.made": "Lập danh sách vay vốn",
            "loan_list.entered": "Ghi người vào danh sách vay vốn",
            "loan_list.entry_changed": "Sửa một dòng của danh sách vay vốn",
            "loan_list.entry_removed": "Bỏ một dòng của danh sách vay vốn",
            "loan_list.entry_struck": "Không xác nhận một dòng của danh sách vay vốn",
            "loan_list.sent": "Gửi danh sách vay vốn",
            "loan_list.confirmed": "Xác nhận danh sách vay vốn",
            "loan_list.returned": "Trả lại danh sách vay vốn",
            "loan_list.printed": "In danh sách vay vốn",
            "loan.recorded": "Ghi khoản vay",
            "loan.followed": "Theo dõi khoản vay",
            "legal_aid.referred": "Viết giấy giới thiệu trợ giúp pháp lý",
            "legal_aid.outcome": "Ghi kết quả giấy giới thiệu trợ giúp pháp lý",
            "legal_aid.printed": "In giấy giới thiệu trợ giúp pháp lý",
            "support.given": "Ghi hỗ trợ",
            "support.struck": "Gạch một dòng hỗ trợ ghi nhầm",
            "session.logged": "Ghi buổi giúp đỡ",
            "session.struck": "Gạch một buổi giúp đỡ ghi nhầm",
            "allowance.printed": "In bảng buổi giúp đỡ trong tháng",
        }
    )


def _grant() -> None:
    from hoanhap.foundation.access import permissions, roles
    from hoanhap.foundation.access.roles import Role
    from hoanhap.people.reintegration.policy import ReintegrationPermission as May

    permissions.declare(May)
    help_given = (May.READ_SUPPORT, May.GIVE_SUPPORT, May.RAISE_NEED, May.CHECK_JOB, May.KEEP_DIARY)
    registers = (May.READ_REGISTER, May.KEEP_REGISTER, May.PRINT_ALLOWANCE, May.COUNT_SUPPORT, May.READ_LOAN_LIST)
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        roles.grant(role, May.READ_HELPER, May.ASSIGN_HELPER, *help_given, *registers)
    roles.grant(Role.COMMUNE_LEADER, May.CONFIRM_LOAN_LIST)
    roles.grant(Role.COMMUNE_POLICE, May.READ_HELPER, May.READ_LOAN_LIST, May.MAKE_LOAN_LIST)
    roles.grant(Role.HELPER, May.RAISE_NEED_ASSIGNED, May.CHECK_JOB_ASSIGNED, May.KEEP_DIARY_OWN, May.READ_REGISTER)
    roles.grant(Role.INSPECTOR, May.READ_HELPER, May.READ_REGISTER, May.PRINT_ALLOWANCE, May.COUNT_SUPPORT)
    roles.grant(Role.FINANCE, May.PRINT_ALLOWANCE)
    for role in (Role.DISTRICT_MERGER, Role.DISTRICT_LEADER, Role.PROVINCE_MERGER, Role.PROVINCE_LEADER):
        roles.grant(role, May.READ_REGISTER, May.COUNT_SUPPORT)
    roles.grant(Role.PROVINCE_MERGER, May.KEEP_KINDS)


def _declare_fates() -> None:
    from hoanhap.foundation.places import fates
    from hoanhap.foundation.places.fates import Fate

    for label in (
        "HelperAssignment",
        "Need",
        "Placement",
        "JobCheck",
        "Loan",
        "LoanFollowUp",
        "Enrolment",
        "LegalAidReferral",
    ):
        fates.declare(f"reintegration.{label}", Fate.FOLLOWS, way="case")
    # What a unit gave and what its helpers did is told of that unit.
    for label in ("Support", "HelperSession", "LoanEntry"):
        fates.declare(f"reintegration.{label}", Fate.DATED, way="case")
    for label in ("Partner", "Vacancy", "TradeDemand", "Course", "SupportRate", "LocalKind", "HelperLimit"):
        fates.declare(f"reintegration.{label}", Fate.STAYS, why="a register of the old unit; its successor reads it")
    fates.declare("reintegration.LoanList", Fate.STAYS, why="a paper of the old unit; its successor reads it")
