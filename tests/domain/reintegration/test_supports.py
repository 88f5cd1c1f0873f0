"""The ledger of help: by kind, by source and amount, for one person and for a unit; partners with their history."""

from datetime import date
from io import BytesIO

import docx
import pytest

from hoanhap.foundation.indicators.register import Question, count
from hoanhap.kernel.confidence import Confidence
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.kernel.periods import Period
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import loans, registers, supports, work
from hoanhap.people.reintegration.actions.registers import RateDetails
from hoanhap.people.reintegration.actions.supports import SupportDetails
from hoanhap.people.reintegration.models import Partner, PartnerKind, Placement, Purpose, Support, SupportRate
from hoanhap.people.reintegration.queries import registers as register_queries
from hoanhap.people.reintegration.queries import supports as queries
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.domain.reintegration import world

HALF = Period(date(2020, 1, 1), date(2020, 7, 1))


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.case(cast.thuong_lac, "Nguyễn Văn Đào")


def give(case: Case, kind: str, amount: int | None = None, source: Partner | None = None) -> Support:
    details = SupportDetails(kind=kind, given_on=TODAY, amount=amount, source=source)
    return supports.give(case, details=details, by=SETTER, at=NOW)


@pytest.mark.requirement("S1-35")
def test_help_of_three_sources_is_told_by_source_and_amount(cast: Cast, case: Case) -> None:
    sources = [
        world.partner(cast.dong_thap, "Thanh niên lập nghiệp", PartnerKind.PROGRAMME),
        world.partner(cast.dong_thap, "Chương trình giảm nghèo", PartnerKind.PROGRAMME),
        world.partner(cast.thuong_lac, "Bà Sáu tạp hóa", PartnerKind.BENEFACTOR),
    ]
    give(case, "business", 5_000_000, sources[0])
    give(people.case(cast.thuong_lac), "production", 8_000_000, sources[0])
    give(case, "hardship", 3_000_000, sources[1])
    give(case, "hardship", 500_000, sources[2])
    found = queries.by_source(cast.viewer(cast.officer), HALF)
    assert [(one.label, one.times, one.people, one.amount) for one in found] == [
        ("Thanh niên lập nghiệp", 2, 2, 13_000_000),
        ("Chương trình giảm nghèo", 1, 1, 3_000_000),
        ("Bà Sáu tạp hóa", 1, 1, 500_000),
    ]
    assert queries.by_source(cast.viewer(cast.stranger_officer), HALF) == []


@pytest.mark.requirement("S2-62")
def test_five_types_with_amounts_and_dates_for_one_person(cast: Cast, case: Case) -> None:
    bank = world.partner(cast.thuong_lac, "Quỹ hỗ trợ", PartnerKind.FUND)
    school = world.partner(cast.thuong_lac)
    work.enrol(
        case, course=world.course(school, cast.thuong_lac), on=date(2020, 2, 4), amount=1_000_000, by=SETTER, at=NOW
    )
    work.start_job(case, trade="sewing", found=Placement.Found.SELF, on=date(2020, 3, 2), by=SETTER, at=NOW)
    loans.record_loan(
        case,
        details=loans.LoanDetails(
            lender=bank, purpose=Purpose.BUSINESS, amount=20_000_000, months=24, disbursed_on=date(2020, 4, 1)
        ),
        by=SETTER,
        at=NOW,
    )
    give(case, "production", 2_500_000, bank)
    give(case, "business", 1_500_000, bank)
    lines = queries.of_case(case)
    assert [(line.support.given_on, line.kind, line.support.amount) for line in reversed(lines)] == [
        (date(2020, 2, 4), "Học nghề", 1_000_000),
        (date(2020, 3, 2), "Việc làm", None),
        (date(2020, 4, 1), "Vay vốn", 20_000_000),
        (TODAY, "Sản xuất (giống, vật tư, công cụ)", 2_500_000),
        (TODAY, "Kinh doanh (mặt bằng, hàng hóa)", 1_500_000),
    ]
    five = queries.five_totals(cast.viewer(cast.officer), HALF)
    assert [(one.label, one.times) for one in five] == [
        ("Việc làm", 1),
        ("Học nghề", 1),
        ("Vay vốn", 1),
        ("Sản xuất (giống, vật tư, công cụ)", 1),
        ("Kinh doanh (mặt bằng, hàng hóa)", 1),
    ]


@pytest.mark.requirement("S3-36")
def test_six_totals_stand_in_the_report_also_where_nothing_was_given(cast: Cast, case: Case) -> None:
    for kind in ("psychological", "medical", "schooling", "job", "loan"):
        give(case, kind)
    give(people.case(cast.thuong_lac), "schooling")
    found = {one.label: one.times for one in queries.six_totals(cast.viewer(cast.officer), HALF)}
    assert found == {
        "Việc làm": 1,
        "Học nghề": 0,
        "Học văn hóa": 2,
        "Khám, chữa bệnh": 1,
        "Vay vốn": 1,
        "Hỗ trợ tâm lý": 1,
    }
    asked = Question(HALF, cast.thuong_lac.path)
    kinds = ("psychological", "medical", "schooling", "trade", "loan", "job")
    assert [count(f"supports.{kind}", asked) for kind in kinds] == [1, 1, 2, 0, 1, 1]
    assert (count("supports.total", asked), count("supports.people", asked)) == (6, 2)


def test_a_line_that_was_a_mistake_counts_no_longer(cast: Cast, case: Case) -> None:
    line = give(case, "hardship")
    supports.strike(line, by=SETTER, at=NOW)
    assert queries.of_case(case) == []
    assert count("supports.total", Question(HALF, cast.thuong_lac.path)) == 0
    for again in (line,):
        with pytest.raises(Refused) as refusal:
            supports.strike(again, by=SETTER, at=NOW)
        assert refusal.value.code == "support-struck"
    work.start_job(case, trade="sewing", found=Placement.Found.SELF, on=TODAY, by=SETTER, at=NOW)
    with pytest.raises(Refused) as refusal:
        supports.strike(Support.objects.get(struck=False), by=SETTER, at=NOW)
    assert refusal.value.code == "support-of-act"


@pytest.mark.parametrize(
    ("kind", "amount", "code"), [("gold", None, "support-kind"), ("hardship", 100_000, "support-source")]
)
def test_money_without_a_source_or_a_kind_is_refused(case: Case, kind: str, amount: int | None, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        give(case, kind, amount)
    assert refusal.value.code == code
    assert not Support.objects.exists()


@pytest.mark.requirement("S2-64")
def test_a_donor_has_a_history_and_a_letter_of_thanks_that_names_nobody(cast: Cast, case: Case) -> None:
    donor = world.partner(cast.thuong_lac, "Cơ sở Hai Lúa", PartnerKind.COOPERATIVE)
    give(case, "hardship", 2_000_000, donor)
    work.start_job(
        case,
        trade="sewing",
        found=Placement.Found.VACANCY,
        vacancy=world.vacancy(donor, cast.thuong_lac),
        on=date(2020, 3, 2),
        by=SETTER,
        at=NOW,
    )
    officer = cast.viewer(cast.officer)
    done = register_queries.history_of(donor, officer)
    assert (done.supports, done.people, done.amount, done.jobs) == (2, 1, 2_000_000, 1)
    assert (done.first_on, done.last_on) == (date(2020, 3, 2), TODAY)
    letter = papers.as_file(papers.thanks_paper(donor, officer, TODAY), "docx")
    said = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(letter)).paragraphs)
    assert "Kính gửi Cơ sở Hai Lúa" in said
    assert "2.000.000 đồng" in said
    assert "Đào" not in said


def test_registers_are_read_below_and_kept_where_they_lie(cast: Cast) -> None:
    bank = world.partner(cast.dong_thap, "Ngân hàng", PartnerKind.BANK)
    own = world.partner(cast.thuong_lac)
    assert set(policy.partners_for(cast.viewer(cast.officer))) == {bank, own}
    assert set(policy.partners_for(cast.viewer(cast.neighbour_officer))) == {bank}
    assert set(policy.partners_for(cast.viewer(cast.district_merger))) == {bank, own}
    assert set(policy.partners_for(cast.viewer(cast.stranger_officer))) == set()
    with pytest.raises(NotHere):
        policy.get_partner_for(cast.viewer(cast.officer), bank.pk, to=policy.May.KEEP_REGISTER)
    with pytest.raises(Refused) as refusal:
        world.partner(cast.thuong_lac, "công ty may HỒNG NGỰ")
    assert refusal.value.code == "partner-twice"


def test_rates_are_dated_and_the_nearest_unit_decides(cast: Cast) -> None:
    def rate(unit: object, amount: int, since: date) -> SupportRate:
        details = RateDetails(
            label="Hỗ trợ một lần",
            per=SupportRate.Per.ONCE,
            amount=amount,
            document="NQ 117/2023/NQ-HĐND",
            valid_from=since,
            confidence=Confidence.SEEN_2,
        )
        return registers.set_rate(unit=unit, details=details, by=SETTER, at=NOW)  # type: ignore[arg-type]

    rate(cast.dong_thap, 1_500_000, date(2020, 1, 1))
    rate(cast.dong_thap, 2_000_000, date(2020, 6, 1))
    rate(cast.hong_ngu, 2_500_000, date(2020, 7, 1))

    def held(on: date) -> list[int | None]:
        return [row.amount for row in register_queries.rates_at(cast.thuong_lac.path, on)]

    assert [held(day) for day in (date(2019, 1, 1), date(2020, 5, 31), TODAY, date(2020, 7, 1))] == [
        [],
        [1_500_000],
        [2_000_000],
        [2_500_000],
    ]
    with pytest.raises(Refused) as refusal:
        rate(cast.dong_thap, 1, date(2020, 6, 1))
    assert refusal.value.code == "rate-before"
