"""Lives that stand under Law 120/2025: at home across 1/7/2026, expecting a child, a death, and a mover in a merger."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.indicators import register
from hoanhap.foundation.indicators.register import Question
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.reception import actions as reception
from hoanhap.people.rehab.actions import transitions
from tests import map_changes
from tests.lives.stage import Life, decided

LAW_120 = "Luật 120/2025/QH15"
HOME_IN_24_HOURS = f"{LAW_120}, Điều 32; NĐ 163/2026/NĐ-CP, Điều 89–93"
PROPOSAL = f"{LAW_120}, Điều 42; NĐ 163/2026/NĐ-CP, Điều 134–139"
COMPULSORY_FILE = f"{LAW_120}, Điều 35, Điều 36; NĐ 163/2026/NĐ-CP"


def test_a_life_at_home_when_the_law_changed_on_1_7_2026(life: type[Life]) -> None:
    """The decision of February keeps its term and its law; the next act is of the new one. Who waited goes over."""
    her, waits = life("Lê Thị Đang Cai"), life("Lê Văn Đang Chờ")
    her.day(date(2026, 2, 2)).begins("rehab_voluntary_home", decision=decided(date(2026, 2, 2), months=6))
    waits.day(date(2026, 6, 29)).begins("addicted")
    waits.does("register")
    waits.owes("case.decision_due", "commune_leader", date(2026, 7, 2), "NĐ 116/2021/NĐ-CP, Điều 30 khoản 1")
    for one in (her, waits):
        one.day(date(2026, 7, 1), 9, night=True)
    her.stands("rehab_voluntary_home", regime="R2021", until=date(2026, 8, 2))
    assert her.owed()["rehab.transition"].article == f"{LAW_120}, Điều 56 khoản 1"
    assert waits.owed()["rehab.transition"].article == f"{LAW_120}, Điều 56 khoản 2"
    with pytest.raises(Refused, match="chuyển tiếp") as refused:
        transitions.choose(case=her.case, way="change", on=her.today, by=her.actor(), at=her.now)
    assert refused.value.article == f"{LAW_120}, Điều 56 khoản 1"
    transitions.choose(case=her.case, way="keep", on=her.today, by=her.actor(), at=her.now)
    transitions.choose(case=waits.case, way="change", on=waits.today, by=waits.actor(), at=waits.now)
    waits.stands("registered", regime="R2025")
    waits.does("start_home", decision=decided(waits.today, months=24))
    waits.owes("rehab.start_measure", "commune_officer", date(2026, 7, 3), "NĐ 163/2026/NĐ-CP, Điều 4")
    her.day(date(2026, 7, 3), night=True)
    owed = her.owed()
    assert owed["case.term_ends_30"].holder_role == "commune_officer"
    her.day(date(2026, 8, 3)).cannot("complete", "Chưa ghi giai đoạn", article="Luật 73/2021/QH14, Điều 29")
    her.goes_through_the_stages()
    her.does("complete")
    her.stands("completed", regime="R2021")
    her.owes("rehab.post_rehab_proposal", "commune_police", date(2026, 8, 5), PROPOSAL)
    her.does("start_post_rehab", decision=decided(her.today))
    her.stands("post_rehab_residence", regime="R2025", until=date(2027, 8, 3))


def test_a_life_counted_in_hours(life: type[Life]) -> None:
    """Under the new law the clocks are hours, and they fall on the police."""
    him = life().day(date(2026, 9, 7), 10).begins("addicted")
    him.does("register")
    him.owes("case.decision_due", "commune_police", clock.at(date(2026, 9, 8), 10), HOME_IN_24_HOURS)
    him.cannot("start_compulsory_community", "bãi bỏ", article="Luật 73/2021/QH14, Điều 55")
    him.cannot("educate_at_commune", "không còn giáo dục")
    him.day(date(2026, 9, 8), 9).does("start_home", decision=decided(date(2026, 9, 8), months=24))
    him.day(date(2028, 8, 1), night=True).owes(
        "rehab.end_notice_home", "commune_police", date(2028, 8, 9), "NĐ 163/2026/NĐ-CP, Điều 89–93, Điều 130–131"
    )


def test_a_life_of_a_woman_who_expects_a_child(life: type[Life]) -> None:
    """The dossier is put off because of the child, only with its reason; afterwards exempted, then she registers."""
    her = life("Phạm Thị Ví Dụ").day(date(2026, 9, 7)).begins("addicted")
    her.does("record_violation")
    her.owes("rehab.compulsory_file", "commune_police", date(2026, 9, 8), COMPULSORY_FILE)
    her.does("open_compulsory_dossier")
    her.happened("person_notified")
    her.owes("rehab.read_file", "commune_officer", date(2026, 9, 10), f"{LAW_120}, Điều 35, Điều 36")
    her.day(date(2026, 9, 9))
    her.cannot("postpone", "lý do")
    her.does("postpone", ground="pregnant")
    her.stands("postponed", regime="R2025")
    her.owes_no("rehab.read_file")
    her.cannot("start_home", "không có bước")
    her.day(date(2026, 10, 5)).does("exempt", ground="pregnant")
    her.stands("exempted")
    her.does("register")
    her.owes_no("rehab.compulsory_file")
    her.stands("registered")


def test_a_death(life: type[Life]) -> None:
    """Nothing more is asked, nobody is sent to the door, and nothing opens the file again."""
    him = life("Lê Văn Ví Dụ").day(date(2026, 9, 7)).begins("identified", verb="list_person")
    him.owes("case.first_contact", "commune_officer", clock.at(date(2026, 9, 15)))
    him.day(date(2026, 9, 20)).does("close_deceased")
    him.stands("closed_deceased")
    him.owes_nothing()
    assert not Duty.objects.filter(subject_id=str(him.case.pk), settled_at=None).exists()
    him.day(date(2026, 11, 1), night=True).owes_nothing()
    him.cannot("reopen", "không có bước")


def test_a_mover_while_his_new_commune_is_merged(life: type[Life]) -> None:
    """Out 1, in 1, total unchanged: sent to Long Khánh A, which is Long Khánh on the morning of the answer."""
    him = life("Nguyễn Văn Chuyển").day(date(2026, 9, 7))
    cast = him.cast
    him.begins("rehab_voluntary_home", decision=decided(date(2026, 9, 7), months=24))
    sent_at, merged_on = date(2026, 11, 2), date(2026, 11, 3)
    him.day(sent_at, 15)
    sender = cast.viewer(cast.officer, sent_at)
    move = reception.Move(to=cast.long_khanh_a, left_on=sent_at)
    transfer = reception.send(him.fresh(), move=move, by=sender.actor, name=sender.name, at=him.now)
    with pytest.raises(Refused):
        reception.send(
            him.case, move=reception.Move(to=cast.phu_thuan_b, left_on=sent_at), by=sender.actor, name="x", at=him.now
        )
    assert transfer.answer_by == clock.at(date(2026, 11, 3), 15), "twenty-four hours"
    new = map_changes.new_unit(87044, "Long Khánh", parent=cast.hong_ngu, on=merged_on, title="xã")
    map_changes.merge(cast.long_khanh_a, cast.phu_thuan_b, into=new, on=merged_on)
    him.day(merged_on, 9, night=True)
    taker = cast.viewer(cast.neighbour_officer, merged_on)
    transfer.refresh_from_db()
    reception.accept(transfer, into=new, by=taker.actor, name=taker.name, at=him.now)
    him.stands("rehab_voluntary_home", regime="R2025", until=date(2028, 9, 7))
    assert him.case.unit_id == new.pk
    november = Period(date(2026, 11, 1), date(2026, 12, 1))

    def figures(path: str) -> tuple[int, ...]:
        codes = ("stock.opening", "stock.new", "moves.in", "stock.removed", "moves.out", "stock.total")
        return tuple(register.count(code, Question(november, path)) for code in codes)

    assert figures(cast.thuong_lac.path) == (1, 0, 0, 0, 1, 0), "one was here, one went"
    assert figures(new.path) == (0, 0, 1, 0, 0, 1), "one came"
    whole = figures(cast.hong_ngu.path)
    assert (whole[0], whole[5]) == (1, 1)
    assert him.way() == ["rehab_voluntary_home"]
    assert timedelta(0) < him.now - clock.at(sent_at, 15) < timedelta(hours=24)
