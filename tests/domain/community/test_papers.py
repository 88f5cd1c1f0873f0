"""The decision that sets up a team and the roll of a course, read back from their Word files."""

import io

from docx import Document

from hoanhap.foundation.documents import register
from hoanhap.people.community import actions, papers
from hoanhap.people.community.models import MemberRole
from hoanhap.people.community.rows import Body
from hoanhap.people.community.training import actions as training
from hoanhap.people.community.training.models import TraineeCategory
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community import around


def words(content: bytes) -> str:
    read = Document(io.BytesIO(content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return " ".join([*(line.text for line in read.paragraphs), *cells])


def test_the_decision_names_who_sits_in_the_team_and_for_whom(cast: Cast) -> None:
    force = actions.set_up(
        unit=cast.thuong_lac, decision_number="x", decision_on=TODAY, valid_from=TODAY, by=SETTER, at=NOW
    )
    for name, seat, role in (
        ("Lê Văn Thành", Body.COMMITTEE, MemberRole.HEAD),
        ("Phạm Quốc Huy", Body.POLICE, "member"),
    ):
        actions.add_member(force, name=name, seat=seat, role=MemberRole(role), valid_from=TODAY, by=SETTER, at=NOW)
    said = words(papers.as_file(register.papers[papers.TEAM](force, cast.viewer(cast.officer))))
    for part in ("Thành lập Tổ công tác xã Thường Lạc", "02 thành viên", "Lê Văn Thành", "Tổ trưởng", "Công an cấp xã"):
        assert part in said, part
    assert "Căn cứ TT 124/2018" in said
    assert "Mẫu do phần mềm trình bày" in said


def test_the_roll_of_a_course_counts_who_came(cast: Cast) -> None:
    course = around.course(cast.thuong_lac)
    sent = [
        training.nominate(
            course,
            nominations=[
                training.Nomination(worker=around.worker(cast.thuong_lac, name), category=TraineeCategory.DIGNITARY)
            ],
            unit=cast.thuong_lac,
            by=SETTER,
            at=NOW,
        )[0]
        for name in ("Trần An", "Lý Bình")
    ]
    around.session(course, sent[0].pk)
    said = words(papers.as_file(register.papers[papers.COURSE](course, cast.viewer(cast.officer))))
    for part in ("Trần An", "Lý Bình", "01 người dự", "chức sắc tôn giáo 01", "3,5 giờ"):
        assert part in said, part
