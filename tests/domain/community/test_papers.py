"""The decision that sets up a team and the roll of a course, read back from their Word files."""

import io

import pytest
from docx import Document

from hoanhap.foundation.documents import register
from hoanhap.foundation.documents.paper import Table
from hoanhap.people.community import actions, papers
from hoanhap.people.community.models import MemberRole
from hoanhap.people.community.pledges import queries as pledges
from hoanhap.people.community.pledges.models import SignerKind
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


@pytest.mark.requirement("S4-26")
def test_the_pledges_of_a_year_stand_place_by_place(cast: Cast) -> None:
    around.pledge(cast.thuong_lac, 118, hamlet=cast.ap_2)
    around.pledge(cast.thuong_lac, 4, signer=SignerKind.SCHOOL, parts=["no_use"])
    pledged = papers.Pledged(
        unit=cast.thuong_lac,
        movement="three_noes",
        name="3 không với ma túy",
        year=2020,
        found=pledges.by_hamlet([cast.thuong_lac], "three_noes", year=2020, on=TODAY),
    )
    paper = register.papers[papers.PLEDGES](pledged, cast.viewer(cast.officer))
    said = words(papers.as_file(paper))
    for part in (
        "Ký cam kết “3 không với ma túy” năm 2020",
        "02 bản ký, 118 hộ gia đình và 04 nơi khác",
        "không sử dụng 122; không mua bán, tàng trữ, vận chuyển 118; không bao che, dung túng 118",
        "Cơ sở kinh doanh, nhà trọ",
        "Mẫu do phần mềm trình bày",
    ):
        assert part in said, part
    table = next(block for block in paper.body if isinstance(block, Table))
    assert [row.cells[1:] for row in table.rows] == [
        ("ấp 1", 0, 0, 0, 0, 0, 0),
        ("ấp 2", 118, 0, 0, 0, 0, 1),
        ("xã Thường Lạc", 0, 0, 4, 0, 0, 1),
        ("Tổng số", 118, 0, 4, 0, 0, 2),
    ]


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
