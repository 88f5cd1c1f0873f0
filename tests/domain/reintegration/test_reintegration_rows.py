"""The rows behind figures of help: names for who reads the file, codes for who counts, nothing for others."""

from datetime import date

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import rows
from hoanhap.foundation.indicators.register import Question, count, row_ids
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.queries import timeline
from hoanhap.people.reintegration.actions import supports
from hoanhap.people.reintegration.actions.supports import SupportDetails
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.privacy import history_of_help
from tests.domain.reintegration import world

HALF = Period(date(2020, 1, 1), date(2020, 7, 1))
CODES = {
    "need": "needs.stated",
    "enrolment": "trades.finished",
    "placement": "jobs.started",
    "job_check": "jobs.kept_3",
    "loan": "loans.made",
    "support": "supports.total",
    "helper_session": "helpers.sessions",
}


@pytest.mark.parametrize(("subject", "code"), CODES.items())
def test_a_row_is_a_name_to_the_office_a_code_above_and_nothing_elsewhere(cast: Cast, subject: str, code: str) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    helper = people.assign_helper(cast, case)
    history_of_help.fill(cast, case, helper, SETTER)
    asked = Question(HALF, cast.hong_ngu.path)
    assert count(code, asked) >= 1
    assert count(code, Question(HALF, cast.tan_chau.path)) == 0
    ids = row_ids(code, asked)
    (line, *_more) = rows.opened(cast.viewer(cast.officer), subject, ids)
    assert (line.label, line.url) == ("Nguyễn Văn Đào", "case")
    (above, *_more) = rows.opened(cast.viewer(cast.district_merger), subject, ids)
    assert (above.label, above.url) == (case.code, "")
    assert rows.opened(cast.viewer(cast.stranger_officer), subject, ids) == []
    assert AuditEntry.objects.filter(code="person.listed", subject_id=str(case.person_id)).exists()


def test_the_timeline_tells_the_office_and_not_the_police_or_the_helper(cast: Cast) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    helper = people.assign_helper(cast, case, account=cast.helper)
    history_of_help.fill(cast, case, helper, SETTER)
    case.refresh_from_db()
    told = {event.title for event in timeline(case, cast.viewer(cast.officer))}
    assert {
        "Nêu nhu cầu: Giấy tờ, căn cước · Mộc",
        "Trả lời nhu cầu: Giấy tờ, căn cước",
        "Vào lớp học nghề: Mộc dân dụng",
        "Bắt đầu đi làm: Thợ bào gỗ",
        "Còn làm sau 3 tháng",
        "Thôi việc",
        "Hỗ trợ: Trợ giúp khó khăn",
        "Buổi giúp đỡ: Lê Thị Hạnh",
    } <= told
    for account in (cast.police, cast.helper, cast.inspector):
        assert not {event.title for event in timeline(case, cast.viewer(account))} & {
            "Hỗ trợ: Trợ giúp khó khăn",
            "Thôi việc",
        }


def test_a_person_counts_once_and_what_was_struck_not_at_all(cast: Cast) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    world.need(case, on=TODAY)
    for _twice in range(2):
        line = supports.give(case, details=SupportDetails(kind="housing", given_on=TODAY), by=SETTER, at=NOW)
    asked = Question(HALF, cast.thuong_lac.path)
    assert (count("supports.total", asked), count("supports.people", asked)) == (2, 1)
    supports.strike(line, by=SETTER, at=NOW)
    assert (count("supports.total", asked), count("supports.people", asked)) == (1, 1)
    assert count("supports.total", Question(Period(date(2020, 7, 1), date(2020, 8, 1)), cast.thuong_lac.path)) == 0
