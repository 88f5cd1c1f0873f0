"""The way back: needs, help given, partners with a vacancy and a course, work, a list for loans, helpers' sessions."""

from datetime import date, timedelta

from hoanhap.kernel import clock
from hoanhap.ops.demonstration.scene import BINH, DAO, DIEM, HELPER, HIEU, LOI, POLICE, THAO, Scene
from hoanhap.people.reintegration.actions import diary, loans, needs, registers, supports, work
from hoanhap.people.reintegration.models import HelperSession, Need, NeedAnswer, Partner, PartnerKind, Placement


def in_spring(scene: Scene) -> None:
    """Who offers something, and the first need."""
    on = date(2020, 3, 9)
    by, at = scene.officer(on), clock.at(on, 9)
    workshop = _partner(scene, "Tiệm sửa máy nông nghiệp Năm Thành", PartnerKind.COOPERATIVE, on)
    school = _partner(scene, "Trường Trung cấp nghề Hồng Ngự", PartnerKind.SCHOOL, on)
    fund = _partner(scene, "Quỹ Vì người nghèo xã Thường Lạc", PartnerKind.FUND, on)
    registers.open_vacancy(
        workshop,
        unit=scene.commune,
        trade="welding",
        title="Thợ phụ sửa máy",
        seats=2,
        opened_on=on,
        by=by,
        at=at,
    )
    registers.open_course(
        school,
        unit=scene.commune,
        trade="electricity",
        title="Điện dân dụng, điện lạnh",
        seats=20,
        starts_on=date(2020, 5, 4),
        ends_on=date(2020, 7, 31),
        by=by,
        at=at,
    )
    rice = supports.SupportDetails(
        kind="hardship", given_on=on, amount=500_000, source=fund, words="Hỗ trợ gạo và sữa cho con nhỏ."
    )
    supports.give(scene.case(DIEM), details=rice, by=by, at=at)
    asked = needs.NeedDetails(kind="trade", trade="electricity", raised_on=on, words="Muốn học điện lạnh, gần nhà.")
    needs.raise_need(scene.case(LOI), details=asked, by=by, at=at)


def in_may(scene: Scene) -> None:
    """The course begins with one of the pilot; the helper writes down when she sat with people."""
    on = date(2020, 5, 4)
    by, at = scene.officer(on), clock.at(on, 9)
    case = scene.case(LOI)
    course, need = Partner.objects.get(kind=PartnerKind.SCHOOL).courses.get(), Need.objects.get(case=case)
    work.enrol(case, course=course, on=on, need=need, by=by, at=at)
    doctor = needs.NeedDetails(kind="medical", raised_on=on, words="Được gặp bác sĩ thường xuyên hơn.")
    asked = needs.raise_need(scene.case(HIEU), details=doctor, by=by, at=at)
    words = "Trạm Y tế hẹn gặp sáng thứ Năm tuần đầu mỗi tháng."
    needs.answer_need(asked, answer=NeedAnswer.ARRANGED, words=words, by=by, at=at)
    _session(scene, DAO, date(2020, 5, 7), "Cùng ra chợ mua đồ nghề, hỏi chuyện học của con.")
    _session(scene, DIEM, date(2020, 5, 9), "Nghe kể chuyện nhà, hẹn cùng đi hỏi lớp may.")


def in_june(scene: Scene) -> None:
    """Somebody begins to work, somebody asks for papers, and the police prepare a list for the bank."""
    on = date(2020, 6, 1)
    workshop = Partner.objects.get(kind=PartnerKind.COOPERATIVE)
    work.start_job(
        scene.case(BINH),
        trade="",
        found=Placement.Found.VACANCY,
        vacancy=workshop.vacancies.get(),
        on=on,
        by=scene.officer(on),
        at=clock.at(on, 9),
    )
    _session(scene, DAO, date(2020, 6, 6), "Gặp ở công trình, anh khoe tháng lương đầu.")
    on = date(2020, 6, 11)
    papers = needs.NeedDetails(kind="papers", raised_on=on, words="Mất căn cước, cần giấy tờ để xin việc.")
    needs.raise_need(scene.case(THAO), details=papers, by=scene.officer(on), at=clock.at(on, 9))
    entry = loans.EntryDetails(
        case=scene.case(BINH), amount=20_000_000, months=36, remark="Mở lại tiệm sửa máy tại nhà."
    )
    loans.make_list(unit=scene.commune, entries=[entry], by=scene.actor(POLICE, on), at=clock.at(on, 10))


def _partner(scene: Scene, name: str, kind: PartnerKind, on: date) -> Partner:
    return registers.enter_partner(
        unit=scene.commune, kind=kind, name=name, valid_from=on, by=scene.officer(on), at=clock.at(on, 8)
    )


def _session(scene: Scene, name: str, on: date, words: str) -> None:
    """An hour of bà Hạnh, written by herself."""
    case, begun = scene.case(name), clock.at(on, 17)
    account = scene.offices.accounts[HELPER]
    details = diary.SessionDetails(
        assignment=case.helpers.get(account=account),
        started_at=begun,
        ended_at=begun + timedelta(minutes=50),
        place=HelperSession.Place.HOME,
        words=words,
    )
    diary.log_session(case, details=details, by=scene.actor(HELPER, on), at=clock.at(on, 19))
