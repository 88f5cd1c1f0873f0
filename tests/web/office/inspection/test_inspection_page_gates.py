"""Pages of inspection: who judges, who answers, and no file or finding of another sample or commune."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.access.models import Account
from hoanhap.people.cases.models import Case
from hoanhap.people.inspection import actions
from hoanhap.people.inspection.models import Finding, Sample, Supervision
from tests.cast import NOW, TODAY, Cast
from tests.domain.care import people
from tests.web.office.reviews.entering import Enter

UNTIL = TODAY + timedelta(days=10)


@pytest.fixture
def cases(cast: Cast) -> list[Case]:
    return [people.case(cast.thuong_lac), people.case(cast.long_khanh_a)]


def drawn(cast: Cast, by: Account) -> Sample:
    """All open files of the part of the map of whoever draws."""
    unit = by.postings.get().place
    return actions.draw(unit=unit, size=20, by=cast.viewer(by), at=NOW)


def found(cast: Cast, case: Case, sample: Sample) -> Finding:
    return actions.find(
        unit=case.unit,
        words="Phân công người giúp đỡ",
        due_on=UNTIL,
        case=case,
        sample=sample,
        by=cast.viewer(cast.inspector),
        at=NOW,
    )


def test_an_answer_is_judged_by_who_found_alone(cast: Cast, signed_in: Enter, cases: list[Case]) -> None:
    finding = found(cast, cases[0], drawn(cast, cast.inspector))
    page = f"/inspection/findings/{finding.pk}/"

    def offered(account: Account) -> list[str]:
        shown = signed_in(account).get(page).content.decode()
        return [one for one in ("answer", "accept", "again") if f"{page}{one}/" in shown]

    assert (offered(cast.officer), offered(cast.inspector)) == (["answer"], [])
    actions.answer(finding, words="Đã phân công", by=cast.viewer(cast.leader), at=NOW)
    assert (offered(cast.officer), offered(cast.leader), offered(cast.inspector)) == ([], [], ["accept", "again"])


def test_a_finding_is_about_a_file_of_this_sample(cast: Cast, signed_in: Enter, cases: list[Case]) -> None:
    sample = drawn(cast, cast.inspector)
    later = people.case(cast.thuong_lac)
    drawn(cast, cast.inspector)
    address = f"/inspection/units/{cast.thuong_lac.pk}/findings/new/?sample={sample.pk}"
    form = signed_in(cast.inspector).get(address).context["form"]
    offered = [str(key) for key, _words in form.fields["case"].choices]
    assert str(cases[0].pk) in offered
    assert str(later.pk) not in offered


def test_a_finding_hangs_on_no_sample_of_another_province(cast: Cast, signed_in: Enter, cases: list[Case]) -> None:
    people.case(cast.vinh_xuong)
    strange = drawn(cast, cast.stranger_inspector)
    address = f"/inspection/units/{cast.thuong_lac.pk}/findings/new/?sample={strange.pk}"
    answer = signed_in(cast.inspector).post(address, {"words": "Thiếu quy chế", "due_on": "30/06/2020"})
    assert answer.headers["Location"] == "/inspection/"
    assert Finding.objects.get().sample is None


def test_a_commune_reads_its_own_findings_of_a_sample(cast: Cast, signed_in: Enter, cases: list[Case]) -> None:
    sample = drawn(cast, cast.inspector)
    own, others = (found(cast, case, sample) for case in cases)

    def listed(account: Account) -> list[Finding]:
        page = signed_in(account).get(f"/inspection/samples/{sample.pk}/").content.decode()
        return [one for one in (own, others) if f"/inspection/findings/{one.pk}/" in page]

    assert listed(cast.officer) == [own]
    assert listed(cast.neighbour_officer) == [others]
    assert listed(cast.inspector) == [own, others]


def test_the_commune_answers_the_front_and_nobody_for_it(cast: Cast, signed_in: Enter) -> None:
    details = actions.SupervisionDetails(on=date(2020, 6, 16), place="ấp 1", took_part="Mặt trận", found="Tổ họp đều")
    front = cast.viewer(cast.front_cadre)
    row: Supervision = actions.supervise(unit=cast.thuong_lac, details=details, by=front, at=NOW)
    made = actions.recommend(row, words="Niêm yết điểm tư vấn", due_on=UNTIL, by=front, at=NOW)

    def may_answer(account: Account) -> bool:
        page = signed_in(account).get(f"/inspection/supervisions/{row.pk}/").content.decode()
        assert "Niêm yết điểm tư vấn" in page
        return f"/inspection/findings/{made.pk}/answer/" in page

    assert may_answer(cast.officer)
    assert may_answer(cast.leader)
    assert not may_answer(cast.front_cadre)
    assert not may_answer(cast.inspector)
