"""Lives under Law 73/2021: managed as a user, a minor, a second time, substitution treatment left, a prison term."""

from datetime import date

import pytest

from hoanhap.kernel import clock
from hoanhap.kernel.dates import PartialDate
from hoanhap.kernel.errors import Refused
from hoanhap.people.care.clinic import actions as clinic
from hoanhap.people.care.clinic.models import SubstitutionPhase
from hoanhap.people.rehab import actions as rehab
from hoanhap.people.rehab.actions import CheckEntry
from tests import people
from tests.lives.stage import Life, decided


def test_a_life_managed_as_a_user_for_a_year(life: type[Life]) -> None:
    """Positive test, decision for one year, seen every month by the police, ended by the chairman; never called ill."""
    him = life().day(date(2023, 6, 5)).begins("identified")
    him.cannot("start_home", "không có bước", article="NĐ 116/2021/NĐ-CP")
    him.does("manage_user", decision=decided(date(2023, 6, 5)))
    him.stands("user_management", regime="R2021", until=date(2024, 6, 5))
    him.cannot("register", "không có bước")
    him.day(date(2023, 6, 6), night=True)
    police = him.cast.viewer(him.cast.police, him.today)
    him.day(date(2023, 7, 5))
    entries = [CheckEntry(case_id=him.case.pk, found="present")]
    done = rehab.record_checks(cases=[him.fresh()], entries=entries, on=him.today, by=police.actor, at=him.now)
    assert (done.written, done.known) == (1, 0)
    him.day(date(2024, 5, 6), night=True).owes("case.term_ends_30", "commune_officer", clock.at(date(2024, 5, 21)))
    him.day(date(2024, 5, 21), night=True).owes("case.term_ends_15", "commune_leader", clock.at(date(2024, 6, 5)))
    him.day(date(2024, 6, 5)).does("end_management")
    him.stands("user_management_ended", measure="user_management")
    assert not [kind for kind in him.owed() if kind.startswith(("case.", "care."))]
    him.cannot("end_management", "không có bước")


def test_a_life_of_a_minor(life: type[Life]) -> None:
    """Fourteen: no compulsory rehab for adults; from twelve on another measure; one year after it."""
    child = life("Nguyễn Văn Nhỏ", born=PartialDate(2009, 3, 10)).day(date(2023, 5, 8)).begins("addicted")
    child.does("record_violation")
    # Five working days after Monday 8/5: 9, 10, 11, 12, 15.
    child.owes("rehab.compulsory_file", "commune_leader", date(2023, 5, 15), "NĐ 116/2021/NĐ-CP, Điều 40")
    child.does("open_compulsory_dossier")
    child.owes_no("rehab.compulsory_file")
    child.cannot("start_compulsory_adult", "18 tuổi", decision=decided(child.today, months=12), article="Luật")
    child.day(date(2023, 6, 12)).does("start_compulsory_minor", decision=decided(date(2023, 6, 12), months=6))
    child.stands("rehab_compulsory_minor", until=date(2023, 12, 12))
    child.day(date(2023, 11, 20), night=True).owes(
        "rehab.facility_release_notice", "commune_officer", date(2023, 11, 27), "NĐ 116/2021/NĐ-CP, Điều 62"
    )
    child.day(date(2023, 12, 12)).goes_through_the_stages()
    child.does("start_post_rehab", decision=decided(date(2023, 12, 12)))
    child.stands("post_rehab_residence", until=date(2024, 12, 12))


def test_a_life_of_somebody_too_young_for_any_measure(life: type[Life]) -> None:
    child = life("Nguyễn Thị Bé", born=PartialDate(2013, 1, 2)).day(date(2023, 5, 8)).begins("registered")
    child.cannot("start_home", "12 tuổi", decision=decided(child.today, months=6), article="NĐ 116/2021/NĐ-CP, Điều 28")
    child.stands("registered")


def test_a_second_time(life: type[Life]) -> None:
    """Home rehab, after-rehab, used again: two years of compulsory rehab at most, and what went before stays told."""
    him = life().day(date(2022, 3, 7)).begins("addicted")
    him.does("register")
    him.owes("case.decision_due", "commune_leader", date(2022, 3, 10), "NĐ 116/2021/NĐ-CP, Điều 30 khoản 1")
    him.day(date(2022, 3, 9)).does("start_home", decision=decided(date(2022, 3, 9), months=6))
    him.owes("rehab.start_measure", "commune_officer", date(2022, 3, 16), "NĐ 116/2021/NĐ-CP, Điều 3 khoản 4")
    him.happened("measure_started")
    him.owes_no("rehab.start_measure")
    him.day(date(2022, 9, 9)).cannot("start_post_rehab", "Chưa ghi giai đoạn", decision=decided(date(2022, 9, 9)))
    him.goes_through_the_stages()
    him.does("start_post_rehab", decision=decided(date(2022, 9, 9)))
    him.stands("post_rehab_residence", until=date(2023, 9, 9))
    him.day(date(2023, 2, 6)).does("confirm_addicted")
    him.owes("rehab.register_rehab", "commune_officer", date(2023, 2, 13),
             "NĐ 116/2021/NĐ-CP, Điều 3 khoản 3, Điều 28 khoản 1")  # fmt: skip
    him.day(date(2023, 2, 20)).does("record_violation")
    him.does("open_compulsory_dossier")
    again = decided(date(2023, 3, 20), months=12, times=2)
    him.day(date(2023, 3, 20)).does("start_compulsory_adult", decision=again)
    him.stands("rehab_compulsory_adult", until=date(2024, 3, 20))
    assert him.case.times == 2
    assert him.way().count("addicted") == 2
    him.day(date(2024, 3, 20)).goes_through_the_stages()
    him.does("start_post_rehab", decision=decided(date(2024, 3, 20), times=2))
    him.stands("post_rehab_residence", until=date(2026, 3, 20))


def test_a_life_in_substitution_treatment_left_halfway(life: type[Life]) -> None:
    """The station keeps the phases; the office learns only that the measure ended, and nobody concludes why."""
    her = life("Trần Thị Ví Dụ").day(date(2020, 6, 1)).begins("addicted")
    her.does("register")
    her.day(date(2020, 6, 3)).does("start_ost")
    her.stands("ost", regime="R2010")
    cast = her.cast
    her.day(date(2020, 6, 16))
    room = people.refer(cast, her.case, cast.health_station, days=700)
    station = cast.viewer(cast.health_station, her.today).actor
    clinic.set_phase(room, phase="starting", medicine="methadone", on=date(2020, 6, 16), by=station, at=her.now)
    with pytest.raises(Refused):
        clinic.set_phase(room, phase="tapering", medicine="methadone", on=date(2020, 6, 15), by=station, at=her.now)
    her.day(date(2020, 7, 20))
    clinic.set_phase(room, phase="maintaining", medicine="methadone", on=her.today, by=station, at=her.now)
    her.day(date(2022, 2, 7))
    clinic.set_phase(room, phase="dropped", medicine="methadone", on=her.today, by=station, at=her.now)
    rows = SubstitutionPhase.objects.filter(case=her.case).order_by("from_on", "id")
    assert [row.phase for row in rows] == ["starting", "maintaining", "dropped"]
    her.stands("ost")
    her.does("withdraw", ground="own_wish")
    her.stands("addicted", regime="R2021")
    her.does("register")
    her.owes("case.decision_due", "commune_leader", date(2022, 2, 10), "NĐ 116/2021/NĐ-CP, Điều 30 khoản 1")


def test_a_prison_term_in_the_middle(life: type[Life]) -> None:
    """The file ends for the prison term and asks nothing of anybody; afterwards the after-rehab goes on."""
    him = life().day(date(2024, 9, 9)).begins("rehab_voluntary_home", decision=decided(date(2024, 9, 9), months=12))
    him.day(date(2025, 9, 9)).goes_through_the_stages()
    him.does("start_post_rehab", decision=decided(date(2025, 9, 9)))
    him.day(date(2026, 1, 12)).does("close_imprisoned")
    him.stands("closed_imprisoned", regime="R2021", measure="post_rehab_residence")
    him.owes_nothing()
    him.day(date(2026, 6, 1), night=True).owes_nothing()
    him.cannot("complete", "không có bước")
    # What was left of the year: shorter than a whole one, which is to be weighed and stops nobody.
    remarks = him.day(date(2026, 9, 7)).does("resume_post_rehab", decision=decided(date(2026, 9, 7), months=8))
    assert any("Chưa có quy định thời hạn" in remark.text for remark in remarks)
    assert any("tối thiểu" in remark.text and remark.confidence == "INFER" for remark in remarks)
    him.stands("post_rehab_residence", regime="R2025", until=date(2027, 5, 7))
    assert him.fresh().closed_on is None
