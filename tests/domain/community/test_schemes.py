"""Schemes: what works was evaluated with figures; who took over from whom; one scheme under many spellings."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from hoanhap.foundation.indicators.register import Question, count
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.vault.classes import field_classes
from hoanhap.kernel import clock, periods
from hoanhap.kernel.errors import Refused
from hoanhap.people.community.rows import Body
from hoanhap.people.community.schemes import actions, movements, naming, queries
from hoanhap.people.community.schemes.models import (
    Decided,
    Evaluation,
    Finding,
    RecognitionLevel,
    SchemeKind,
    Site,
    SiteStatus,
    SiteYear,
)
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.community.around import activity, commune, scheme, site

FIGURES = (
    actions.Figure(label="người được giúp", value=Decimal(17), found_in="BC 12/BC-UBND"),
    actions.Figure(label="chuyển biến tốt", value=Decimal(9), found_in="BC 12/BC-UBND"),
)
JUNE = periods.Period(date(2020, 6, 1), date(2020, 7, 1))


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def sheet(
    one: Site, *, figures: tuple[actions.Figure, ...] = FIGURES, finding: Finding = Finding.EFFECTIVE
) -> Evaluation:
    return actions.evaluate(
        one, on=date(2020, 6, 10), finding=finding, words="Góp phần giữ an ninh.", figures=figures, by=SETTER, at=NOW
    )


def approved(one: Site, *, finding: Finding = Finding.EFFECTIVE) -> Evaluation:
    return actions.approve(sheet(one, finding=finding), on=date(2020, 6, 12), by=SETTER, at=NOW)


def decide(evaluation: Evaluation, decided: Decided, *targets: Place) -> None:
    actions.decide(
        evaluation, decided=decided, on=date(2020, 6, 15), document="KH 21/KH-UBND", targets=targets, by=SETTER, at=NOW
    )


def figure(cast: Cast, code: str) -> int:
    return count(code, Question(period=JUNE, unit_path=cast.hong_ngu.path))


def start(one: Site, on: date = TODAY) -> Site:
    return actions.start_site(one, on=on, document="QĐ 33", by=SETTER, at=NOW)


@pytest.mark.requirement("S2-12")
def test_an_evaluation_without_figures_is_not_approved(cast: Cast) -> None:
    empty = sheet(site(scheme(cast.hong_ngu), cast.thuong_lac), figures=())
    assert refused(lambda: actions.approve(empty, on=TODAY, by=SETTER, at=NOW)) == "evaluation-empty"
    actions.add_evidence(empty, figures=FIGURES[:1], by=SETTER, at=NOW)
    done = actions.approve(empty, on=TODAY, by=SETTER, at=NOW)
    assert done.approved_on == TODAY
    assert refused(lambda: actions.add_evidence(empty, figures=FIGURES, by=SETTER, at=NOW)) == "evaluation-approved"
    assert refused(lambda: actions.approve(empty, on=TODAY, by=SETTER, at=NOW)) == "evaluation-approved"


@pytest.mark.requirement("S1-39")
def test_what_nobody_looked_at_for_a_year_is_flagged(cast: Cast) -> None:
    old = site(scheme(cast.hong_ngu), cast.thuong_lac, started=date(2019, 6, 16))
    young = site(scheme(cast.hong_ngu, "Khác"), cast.thuong_lac, started=date(2019, 8, 1))
    site(scheme(cast.hong_ngu, "Chưa làm"), cast.thuong_lac, started=None)
    viewer = cast.viewer(cast.district_merger)
    assert [line.site for line in queries.flagged(viewer, TODAY)] == [old]
    sheet(old)
    assert [line.site for line in queries.flagged(viewer, TODAY)] == [old]  # not approved, not looked at
    actions.approve(Evaluation.objects.get(), on=TODAY, by=SETTER, at=NOW)
    assert queries.flagged(viewer, TODAY) == []
    assert {line.site for line in queries.flagged(viewer, date(2020, 8, 1))} == {young}


@pytest.mark.requirement("S2-13", "S2-20")
def test_a_decision_after_the_evaluation_sets_the_year(cast: Cast) -> None:
    one = site(scheme(cast.hong_ngu), cast.thuong_lac)
    evaluation = sheet(one)
    assert refused(lambda: decide(evaluation, Decided.KEEP)) == "decision-early"
    decide(actions.approve(evaluation, on=date(2020, 6, 12), by=SETTER, at=NOW), Decided.KEEP)
    decision = Evaluation.objects.get().decision
    assert (decision.decided_on, decision.document) == (date(2020, 6, 15), "KH 21/KH-UBND")
    viewer = cast.viewer(cast.district_merger)
    (line,) = queries.sites_for(viewer, TODAY, year=2020)
    assert (line.site.unit.name, line.status_label, line.finding_label) == ("Thường Lạc", "duy trì", "đạt hiệu quả")
    (before,) = queries.sites_for(viewer, TODAY, year=2019)
    assert before.status_label == "thí điểm"
    assert refused(lambda: decide(evaluation, Decided.STOP)) == "decision-twice"


@pytest.mark.requirement("S1-40", "S2-21")
def test_replicated_to_others_and_who_has_not_begun_is_named(cast: Cast) -> None:
    pilot = site(scheme(cast.hong_ngu), cast.thuong_lac)
    more = [commune(cast, 87004, "Long Khánh B"), commune(cast, 87005, "Phú Thuận A")]
    decide(approved(pilot), Decided.REPLICATE, cast.long_khanh_a, *more, cast.phu_thuan_b)
    assert queries.replication(pilot)[0] == "0/4"
    begun = [start(Site.objects.get(unit=unit)) for unit in (cast.long_khanh_a, *more)]
    assert queries.replication(pilot) == ("3/4", "Phú Thuận B")
    assert {one.years.get().status for one in begun} == {SiteStatus.REPLICATING}
    (root,) = queries.tree(pilot.scheme)
    assert root.site == pilot
    assert {branch.site.unit.name for branch in root.taken_over} == {
        "Long Khánh A",
        "Long Khánh B",
        "Phú Thuận A",
        "Phú Thuận B",
    }
    assert refused(lambda: start(begun[0])) == "site-started"


def test_stopped_is_stopped(cast: Cast) -> None:
    one = site(scheme(cast.hong_ngu), cast.thuong_lac)
    decide(approved(one, finding=Finding.NOT), Decided.STOP)
    one.refresh_from_db()
    assert one.ended_on == date(2020, 6, 15)
    assert figure(cast, "schemes.running") == 0
    kept = SiteStatus.KEPT
    set_year = actions.set_year
    assert refused(lambda: set_year(one, year=2021, status=kept, document="x", by=SETTER, at=NOW)) == "site-status"


def test_stopped_by_an_officer_it_runs_until_the_day_stated(cast: Cast) -> None:
    one = site(scheme(cast.hong_ngu), cast.thuong_lac)

    def stop(on: date | None, year: int = 2020) -> object:
        said = {"document": "KH 7", "by": SETTER, "at": NOW}
        return actions.set_year(one, year=year, status=SiteStatus.STOPPED, stopped_on=on, **said)  # type: ignore[arg-type]

    activity(one, date(2020, 5, 20))
    for wrong in (None, date(2020, 6, 17), date(2019, 12, 31), date(2020, 5, 19)):
        assert refused(lambda day=wrong: stop(day)) == "site-stop-day"
    assert refused(lambda: stop(date(2019, 7, 31), 2019)) == "site-stop-day"
    assert figure(cast, "schemes.running") == 1
    stop(date(2020, 5, 20))
    running = {
        last: count(
            "schemes.running", Question(period=periods.Period(date(2020, 5, 1), last), unit_path=cast.hong_ngu.path)
        )
        for last in (date(2020, 5, 20), date(2020, 5, 21))
    }
    assert running == {date(2020, 5, 20): 1, date(2020, 5, 21): 0}, "the period ends before its last bound"
    one.refresh_from_db()
    assert (one.ended_on, one.years.get(year=2020).status) == (date(2020, 5, 20), "stopped")
    assert refused(lambda: activity(one, date(2020, 5, 20))) == "activity-day"
    again = {"year": 2021, "status": SiteStatus.REPLICATING, "document": "x", "by": SETTER, "at": NOW}
    assert refused(lambda: actions.set_year(one, **again)) == "site-ended"  # type: ignore[arg-type]
    assert site(one.scheme, cast.thuong_lac, started=TODAY).started_on == TODAY, "it begins anew as another place"


def test_what_was_stopped_before_days_were_stated_ends_on_the_day_it_was_written(cast: Cast) -> None:
    old, kept = (site(scheme(cast.hong_ngu, name), cast.thuong_lac) for name in ("Một", "Hai"))
    for one, status in ((old, SiteStatus.STOPPED), (kept, SiteStatus.KEPT)):
        SiteYear.objects.create(site=one, year=2020, status=status, document="KH 7", set_by="x", set_at=NOW)
    end_stopped = import_module("hoanhap.people.community.migrations.0007_end_what_was_stopped").end_stopped
    end_stopped(apps, None)
    assert dict(Site.objects.values_list("pk", "ended_on")) == {old.pk: TODAY, kept.pk: None}


@pytest.mark.requirement("S4-46")
def test_running_but_not_evaluated_is_not_effective(cast: Cast) -> None:
    quarters = scheme(cast.hong_ngu, "Khu dân cư không có tệ nạn xã hội", kind=SchemeKind.QUARTER)
    found = [site(quarters, cast.thuong_lac, hamlet=hamlet) for hamlet in (cast.ap_1, cast.ap_2)]
    assert (figure(cast, "schemes.running"), figure(cast, "schemes.quarters")) == (2, 0)
    sheet(found[0])
    assert figure(cast, "schemes.quarters") == 0
    approved_one = Evaluation.objects.get()
    actions.approve(approved_one, on=TODAY, by=SETTER, at=NOW)
    approved(found[1], finding=Finding.PARTLY)
    assert (figure(cast, "schemes.quarters"), figure(cast, "schemes.effective")) == (1, 1)


def test_the_last_evaluation_decides(cast: Cast) -> None:
    one = site(scheme(cast.hong_ngu), cast.thuong_lac)
    approved(one)
    later = actions.evaluate(one, on=TODAY, finding=Finding.NOT, words="Kém dần.", figures=FIGURES, by=SETTER, at=NOW)
    assert figure(cast, "schemes.effective") == 1
    actions.approve(later, on=TODAY, by=SETTER, at=NOW)
    assert figure(cast, "schemes.effective") == 0


@pytest.mark.requirement("S4-43")
def test_spellings_lead_to_one_scheme(cast: Cast) -> None:
    one = scheme(cast.hong_ngu, "Khu dân cư không có tệ nạn xã hội", kind=SchemeKind.QUARTER)
    actions.add_name(one, name="Khu dân cư không có người mắc tệ nạn xã hội", by=SETTER, at=NOW)
    for text in ("khu dan cu khong co nguoi mac te nan xa hoi", "KHU DÂN CƯ KHÔNG CÓ TỆ NẠN XÃ HỘI"):
        assert queries.named(text, cast.thuong_lac.path) == one
        assert refused(lambda said=text: scheme(cast.thuong_lac, said)) == "scheme-twice"
    street = scheme(cast.thuong_lac, "Tuyến đường tự quản về an ninh trật tự", kind=SchemeKind.STREET, owner=Body.FRONT)
    site(street, cast.thuong_lac, label="Đường Nguyễn Huệ", metres=1200, leader="Trương Thị Sáu")
    viewer = cast.viewer(cast.officer)
    for text in ("Tuyên đường", "tuyen duong tu quan", "nguyen hue"):
        assert list(queries.schemes_for(viewer, text=text)) == [street]
    assert refused(lambda: site(street, cast.thuong_lac, started=None)) == "site-label"


@pytest.mark.requirement("S4-42")
def test_a_boarding_house_counts_tenants_and_names_none(cast: Cast) -> None:
    houses = scheme(cast.thuong_lac, "Nhà trọ tự quản", kind=SchemeKind.BOARDING_HOUSE)
    for hamlet, label in ((cast.ap_2, "Nhà trọ Hoa"), (cast.ap_1, "Nhà trọ Sen")):
        site(houses, cast.thuong_lac, label=label, hamlet=hamlet, rooms=12, tenants=20, leader="Lê Thị Sen")
    lines = queries.sites_for(cast.viewer(cast.officer), TODAY, scheme=houses)
    by_quarter = {line.site.hamlet.name: (line.site.label, line.site.tenants) for line in lines if line.site.hamlet}
    assert by_quarter == {"1": ("Nhà trọ Sen", 20), "2": ("Nhà trọ Hoa", 20)}
    assert {name for name in field_classes["community.Site"] if "tenant" in name} == {"tenants"}


@pytest.mark.requirement("S4-50")
def test_three_schemes_by_their_owners(cast: Cast) -> None:
    owned = (
        ("Gia đình phòng, chống tệ nạn xã hội", SchemeKind.FAMILY, Body.WOMEN),
        ("Tuổi trẻ phòng, chống tệ nạn xã hội", SchemeKind.YOUTH, Body.YOUTH),
        ("Hạnh phúc gia đình trẻ", SchemeKind.YOUNG_FAMILY, Body.YOUTH),
    )
    for name, kind, owner in owned:
        scheme(cast.hong_ngu, name, kind=kind, owner=owner)
    viewer = cast.viewer(cast.officer)
    assert [one.name for one in queries.schemes_for(viewer, owner="women")] == ["Gia đình phòng, chống tệ nạn xã hội"]
    assert len(queries.schemes_for(viewer, owner="youth")) == 2
    assert len(queries.schemes_for(cast.viewer(cast.stranger_officer))) == 0


@pytest.mark.requirement("S2-19", "S3-16")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Toàn dân xây dựng nông thôn mới, đô thị văn minh", "new_countryside"),
        ("toan dan doan ket xay dung nong thon moi, do thi van minh", "new_countryside"),
        ("Toàn dân đoàn kết xây dựng đời sống văn hóa ở khu dân cư", "cultural_life"),
        ("xay dung doi song van hoa", "cultural_life"),
        ("Không có tên này", None),
    ],
)
def test_spellings_lead_to_one_movement(cast: Cast, text: str, code: str | None) -> None:
    assert movements.resolve(text, cast.thuong_lac.path, TODAY) == code


def test_a_unit_adds_movements_and_spellings_for_those_below(cast: Cast) -> None:
    row = naming.add_movement(unit=cast.hong_ngu, name="Ba cùng", valid_from=TODAY, by=SETTER, at=NOW)
    naming.add_spelling(unit=cast.hong_ngu, code=row.code, name="3 cùng", on=TODAY, by=SETTER, at=NOW)
    for text in ("ba cung", "3 CÙNG"):
        assert movements.resolve(text, cast.thuong_lac.path, TODAY) == row.code
        assert movements.resolve(text, cast.vinh_xuong.path, TODAY) is None
    assert movements.names_at(cast.thuong_lac.path, TODAY)[row.code] == ["Ba cùng", "3 cùng"]
    add = naming.add_movement
    for taken in ("3 cùng", "Bốn giảm"):
        assert (
            refused(lambda said=taken: add(unit=cast.thuong_lac, name=said, valid_from=TODAY, by=SETTER, at=NOW))
            == "movement-twice"
        )
    spell = naming.add_spelling
    assert (
        refused(lambda: spell(unit=cast.vinh_xuong, code=row.code, name="x", on=TODAY, by=SETTER, at=NOW))
        == "movement-unknown"
    )


def test_the_four_parts_of_four_less() -> None:
    four = ["ma túy", "tội phạm", "mại dâm", "tai nạn giao thông"]
    assert [part.name for part in movements.parts_of("four_less")] == four


@pytest.mark.requirement("S1-47")
def test_each_recognition_counts_at_its_own_level_only(cast: Cast) -> None:
    levels = [(RecognitionLevel.CLAN, "Họ Trần"), (RecognitionLevel.HAMLET, "Ấp 1"), (RecognitionLevel.HAMLET, "Ấp 2")]
    for level, name in levels:
        details = naming.RecognitionDetails(
            level=level, name=name, year=2020, decision_number="9/QĐ-UBND", decided_on=date(2020, 6, 2)
        )
        naming.recognise(unit=cast.thuong_lac, details=details, by=SETTER, at=NOW)
    assert {level.value: figure(cast, f"recognised.{level.value}") for level in RecognitionLevel} == {
        "family": 0,
        "clan": 1,
        "residential_area": 0,
        "peoples_group": 0,
        "hamlet": 2,
        "commune": 0,
    }
    assert (
        refused(lambda: naming.recognise(unit=cast.thuong_lac, details=details, by=SETTER, at=NOW))
        == "recognition-twice"
    )


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda cast, one: site(one.scheme, cast.thuong_lac), "site-twice"),
        (lambda cast, one: site(one.scheme, cast.vinh_xuong), "site-unit"),
        (lambda cast, one: site(one.scheme, cast.hong_ngu), "site-unit"),
        (lambda cast, one: site(one.scheme, cast.long_khanh_a, hamlet=cast.ap_1), "site-hamlet"),
        (lambda cast, one: decide(approved(one), Decided.REPLICATE), "decision-targets"),
        (lambda cast, one: decide(approved(one), Decided.KEEP, cast.long_khanh_a), "decision-targets"),
        (lambda cast, one: (sheet(one), sheet(one)), "evaluation-twice"),
        (lambda cast, one: sheet(site(one.scheme, cast.long_khanh_a, started=None)), "site-waiting"),
    ],
)
def test_what_schemes_refuse(cast: Cast, act: Callable[[Cast, Site], object], code: str) -> None:
    one = site(scheme(cast.hong_ngu), cast.thuong_lac)
    assert refused(lambda: act(cast, one)) == code
    assert clock.local_day(NOW) == TODAY
