"""Lives that begin under the law of 2000: at home to the end, compulsory in the community, support only."""

from datetime import date, timedelta

import pytest

from hoanhap.kernel import clock
from hoanhap.kernel.errors import Refused
from hoanhap.people.reception import actions as reception
from hoanhap.people.reception.models import Returnee
from hoanhap.people.reception.returning_models import Origin
from hoanhap.people.rehab.actions import transitions
from tests import returns
from tests.lives.stage import Life, decided

LAW_73_55 = "Luật 73/2021/QH14, Điều 55 khoản 1"


def test_a_life_at_home_in_2020_from_the_registration_to_the_end(life: type[Life]) -> None:
    """Thường Lạc, 2020: registered, decided within six working days, six months at home, completed."""
    her = life("Nguyễn Thị Ví Dụ").day(date(2020, 1, 9)).begins("addicted")
    her.day(date(2020, 1, 13)).does("register")
    # Six working days after Monday 13/1: 14, 15, 16, 17, 20, 21.
    duty = her.owes(
        "case.decision_due", "commune_leader", date(2020, 1, 21),
        "NĐ 94/2010/NĐ-CP; thủ tục cai nghiện tự nguyện tại cộng đồng",
    )  # fmt: skip
    assert duty.confidence == "SEEN"
    her.cannot("complete", "không có bước")
    her.cannot("manage_user", "01/01/2022", article="Luật 73/2021/QH14")
    her.day(date(2020, 1, 16))
    her.cannot("start_home", "tối đa 12 tháng", decision=decided(date(2020, 1, 16), months=18), article="NĐ 94/2010")
    her.cannot("start_home", "tối thiểu 6 tháng", decision=decided(date(2020, 1, 16), months=3), article="NĐ 94/2010")
    her.does("start_home", decision=decided(date(2020, 1, 16), months=6))
    her.stands("rehab_voluntary_home", regime="R2010", until=date(2020, 7, 16))
    her.owes_no("case.decision_due")
    her.cannot("start_post_rehab", "không có bước")
    her.day(date(2020, 6, 16), night=True).owes("case.term_ends_30", "commune_officer", clock.at(date(2020, 7, 1)))
    her.day(date(2020, 7, 1), night=True).owes("case.term_ends_15", "commune_leader", clock.at(date(2020, 7, 16)))
    assert her.day(date(2020, 7, 16)).does("complete") is not None
    her.stands("completed", measure="rehab_voluntary_home")
    her.owes_nothing()
    assert her.way() == ["addicted", "registered", "rehab_voluntary_home", "completed"]


def test_a_life_in_compulsory_rehab_in_the_community_when_that_ended_on_1_1_2022(life: type[Life]) -> None:
    """Two people under one decision of 2021: one keeps it to its end, one chooses the new law."""
    begun, border = date(2021, 9, 6), date(2022, 1, 1)
    keeps, changes = life("Lê Văn Giữ"), life("Lê Văn Đổi")
    for one in (keeps, changes):
        one.day(begun).begins("addicted")
        one.does("start_compulsory_community", decision=decided(begun, months=9))
        one.stands("rehab_compulsory_community", regime="R2010", until=date(2022, 6, 6))
        one.day(date(2021, 12, 31), night=True).owes_no("rehab.transition")
    for one in (keeps, changes):
        one.day(border, night=True)
        duty = one.owed()["rehab.transition"]
        assert (duty.holder_role, duty.article) == ("commune_officer", f"{LAW_73_55} điểm c")
        one.stands("rehab_compulsory_community", regime="R2010", until=date(2022, 6, 6))
    third = life("Lê Văn Mới").begins("addicted")
    third.day(border)
    third.cannot("start_compulsory_community", "bãi bỏ", article="Luật 73/2021/QH14, Điều 55")
    keeps.day(date(2022, 1, 4))
    transitions.choose(case=keeps.case, way="keep", on=keeps.today, by=keeps.actor(), at=keeps.now)
    with pytest.raises(Refused, match="đã được ghi"):
        transitions.choose(case=keeps.case, way="change", on=keeps.today, by=keeps.actor(), at=keeps.now)
    keeps.owes_no("rehab.transition")
    changes.day(date(2022, 1, 4))
    transitions.choose(case=changes.case, way="change", on=changes.today, by=changes.actor(), at=changes.now)
    changes.does("register")
    # Three working days after Tuesday 4/1: 5, 6, 7.
    changes.owes("case.decision_due", "commune_leader", date(2022, 1, 7), "NĐ 116/2021/NĐ-CP, Điều 30 khoản 1")
    changes.day(date(2022, 1, 6)).does("start_home", decision=decided(date(2022, 1, 6), months=6))
    changes.stands("rehab_voluntary_home", regime="R2021")
    keeps.day(date(2022, 6, 6)).does("complete")
    keeps.stands("completed", regime="R2010", measure="rehab_compulsory_community")


def test_a_life_of_a_returnee_without_an_id_card(life: type[Life]) -> None:
    """Announced by the centre, met on the day, received by both sides; support only, because no measure covers him."""
    him = life("Trần Văn Trở Về")
    cast = him.cast
    him.day(date(2020, 6, 16), 8)
    row = returns.details(him.name, cast.thuong_lac, lacks_id_card=True, health="Đang uống thuốc huyết áp")
    batch = returns.send(cast, [row])
    him.day(date(2020, 6, 16), 9)
    (row,) = Returnee.objects.filter(batch=batch)
    returns.confirm(cast, row)
    him.day(returns.DAY, 7)
    said = reception.Reception(on=returns.DAY + timedelta(days=1), giver_name="Quý", taker_name="Mai")
    with pytest.raises(Refused, match="Ghi đã nhận khi đã đến ngày"):
        reception.receive(row, reception=said, by=him.actor(), at=him.now)
    him.day(returns.DAY, 10)
    him.case = returns.receive(cast, row).case
    him.stands("support_only", regime="R2010", measure="support_only")
    him.owes("reception.id_card", "commune_officer", clock.at(date(2020, 8, 10)), "")
    him.cannot("complete", "không có bước")
    fresh = Returnee.objects.get(pk=row.pk)
    reception.id_card_made(fresh, by=him.actor(), at=him.now)
    assert not any("id_card" in kind for kind in him.owed())
    assert him.case.helpers.get(valid_to=None).helper_name == "Lê Thị Hạnh"
    assert fresh.origin == Origin.REHAB_COMPULSORY
    him.day(date(2021, 7, 12)).does("close_support")
    him.owes_nothing()
