"""Who comes: calls for contact, self-declarations, the risk list, a review round, returns and a move that waits."""

from dataclasses import replace
from datetime import date

from hoanhap.foundation.access import actions as access
from hoanhap.foundation.access.roles import Role
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.sign_in import factors
from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.ops.demonstration import accounts
from hoanhap.ops.demonstration.offices import SET_UP_AT, SETTER, SINCE
from hoanhap.ops.demonstration.scene import DAO, POLICE, Scene
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake import risk, rounds
from hoanhap.people.intake.models import Choice, Outcome, Relation, Source, Verdict, Where
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.actions import Appointment, BatchDetails, Move, ReturneeDetails
from hoanhap.people.reception.models import Returnee
from hoanhap.people.reception.returning_models import Origin

CENTRE, SENDER = "cs.dongthap", "Mai Văn Quý"
HOME = date(2020, 7, 10)
"""The day of the hand-over."""


def in_spring(scene: Scene) -> None:
    """Who brought the first to the office is kept with his file."""
    on = date(2020, 3, 5)
    intake.note_origin(scene.case(DAO), source=Source.FAMILY, by=scene.officer(on), at=clock.at(on, 9))


def _handed_over(scene: Scene) -> None:
    """The centre of the province tells the communes who comes home in July; one day is settled."""
    centre = _centre(scene)
    on = date(2020, 6, 12)
    by = scene.actor(CENTRE, on)
    rows = [
        replace(_leaving("Phạm Hữu Quý", scene.commune, 1, 1991), skills="biết hàn, có giấy tập nghề"),
        replace(_leaving("Bùi Công Vinh", scene.commune, 2, 1995), lacks_id_card=True),
        _leaving("Đỗ Thanh Mẫn", scene.offices.communes["Long Khánh A"], 3, 1988),
    ]
    said = BatchDetails(agency=centre, on=HOME, meeting_place="Hội trường cơ sở", file_name="dot-thang-7.xlsx")
    batch = reception.draft_batch(details=said, rows=rows, by=by, at=clock.at(on, 9))
    reception.send_batch(batch, by=by, name=SENDER, at=clock.at(on, 10))
    day = date(2020, 6, 15)
    first = Returnee.objects.get(batch=batch, row_no=1)
    appointment = Appointment(
        on=HOME, receiver_name="Trần Thị Mai", helper_name="Bùi Văn Lành", helper_office="Hội Cựu chiến binh xã"
    )
    reception.confirm(first, appointment=appointment, by=scene.officer(day), at=clock.at(day, 9))


def in_june(scene: Scene) -> None:
    """The days before the demonstration begins: what waits for an answer."""
    _asked_for(scene)
    _declared(scene)
    _at_risk(scene)
    _round(scene)
    _handed_over(scene)
    _coming(scene)


def _asked_for(scene: Scene) -> None:
    on = date(2020, 6, 9)
    union = intake.RequestDetails(
        source=Source.UNION,
        relation=Relation.NEIGHBOUR,
        who="người con thứ ba nhà bà Sáu Hường, ấp 3",
        reason="Nghỉ làm đã hai tháng, ít ra khỏi nhà; bà con mong có người đến hỏi thăm.",
        caller="chi hội phụ nữ ấp 3",
    )
    met = intake.ask_contact(scene.commune, details=union, by=scene.officer(on), at=clock.at(on, 8))
    answer = "Đã gặp cùng mẹ; muốn được tư vấn, hẹn tuần sau tại trạm y tế."
    day = date(2020, 6, 11)
    intake.answer(met, outcome=Outcome.ADVICE, note=answer, by=scene.officer(day), at=clock.at(day, 15))
    on = date(2020, 6, 15)
    family = intake.RequestDetails(
        source=Source.FAMILY,
        relation=Relation.PARENT,
        who="con trai út nhà ông Tư Hiền, ấp 2",
        reason="Gia đình lo, chưa biết nói với con thế nào; xin cán bộ đến nói chuyện.",
        caller="người cha gọi đến văn phòng",
    )
    intake.ask_contact(scene.commune, details=family, by=scene.actor(POLICE, on), at=clock.at(on, 14))


def _declared(scene: Scene) -> None:
    on = date(2020, 6, 10)
    himself = intake.DeclarationDetails(
        name="Ngô Thanh Tân",
        birth=PartialDate(1994),
        declared_on=on,
        choice=Choice.UNDECIDED,
        wish="Muốn biết cai tại nhà thì làm thế nào, có phải nghỉ làm không.",
    )
    intake.declare(scene.commune, details=himself, by=scene.officer(on), at=clock.at(on, 10))
    on = date(2020, 6, 15)
    family = intake.DeclarationDetails(
        name="Đỗ Minh Khoa",
        birth=PartialDate(1998),
        declared_on=on,
        declared_by=Source.FAMILY,
        relation=Relation.SIBLING,
        choice=Choice.HOME,
        place=Where.PHONE,
    )
    intake.declare(scene.commune, details=family, by=scene.officer(on), at=clock.at(on, 16))


def _at_risk(scene: Scene) -> None:
    on = date(2020, 6, 4)
    by, at = scene.officer(on), clock.at(on, 9)
    risk.add(scene.commune, name="Lê Văn Tí", minor=True, guardian="Lê Văn Ba (cha)", by=by, at=at)
    risk.add(scene.commune, name="Phan Thị Bé Hai", by=by, at=at)


def _round(scene: Scene) -> None:
    """A round under way: most were confirmed on the first day, the rest are left."""
    on = date(2020, 6, 12)
    by = scene.officer(on)
    row = rounds.open_round(scene.commune, by=by, at=clock.at(on, 8))
    lines = list(row.lines.order_by("case__code", "id").values_list("pk", flat=True))
    rounds.mark(row, lines[:12], verdict=Verdict.CONFIRMED, by=by, at=clock.at(on, 16))


def _coming(scene: Scene) -> None:
    """One comes home from prison, by a paper; one moves here from another commune of the district."""
    on = date(2020, 6, 11)
    released = ReturneeDetails(
        full_name="Lê Thanh Nhân",
        unit=scene.commune,
        origin=Origin.PRISON,
        due_on=date(2020, 6, 30),
        birth=PartialDate(1986),
        sex="male",
    )
    reception.announce_by_hand(released, by=scene.officer(on), at=clock.at(on, 11))
    home, on = scene.offices.communes["Phú Thuận B"], date(2020, 6, 15)
    moving = Case.objects.filter(unit=home, state="rehab_voluntary_community").order_by("code").first()
    assert moving is not None  # noqa: S101 - the cast has two of them
    sender = scene.offices.officer("Phú Thuận B", on)
    move = Move(to=scene.commune, left_on=date(2020, 6, 14))
    reception.send(moving, move=move, by=sender.actor, name=sender.name, at=clock.at(on, 15))


def _leaving(name: str, unit: Place, row_no: int, birth: int) -> ReturneeDetails:
    """A row of the centre's list: all that is asked before somebody goes home is done."""
    return ReturneeDetails(
        full_name=name,
        unit=unit,
        origin=Origin.REHAB_COMPULSORY,
        due_on=HOME,
        row_no=row_no,
        birth=PartialDate(birth),
        sex="male",
        detox_done=True,
        training_done=True,
        health_checked_on=date(2020, 6, 4),
        fit=True,
    )


def _centre(scene: Scene) -> Agency:
    """The rehabilitation centre of the province and the account of its office."""
    province = scene.offices.district.parent
    assert province is not None  # noqa: S101 - a district lies in a province
    centre = organisations.create_agency(
        kind=AgencyKind.CENTRE,
        name="Cơ sở cai nghiện ma túy tỉnh Đồng Tháp",
        place=province,
        valid_from=SINCE,
        by=SETTER,
        at=SET_UP_AT,
    )
    account = access.create_account(
        username=CENTRE, display_name=SENDER, password=accounts.PASSWORD, by=SETTER, at=SET_UP_AT
    )
    factors.enrol_known_secret(account, secret=accounts.telephone_secret(CENTRE), by=SETTER, at=SET_UP_AT)
    access.post(
        account,
        role=Role.REHAB_CENTRE,
        place=province,
        valid_from=SINCE,
        agency=centre,
        by=SETTER,
        at=SET_UP_AT,
        title="cán bộ tiếp nhận, bàn giao",
    )
    scene.offices.accounts[CENTRE] = account
    return centre
