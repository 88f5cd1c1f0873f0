"""Kinds of inspection are told apart; the Front supervises the work of a unit and comes to no file by any way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation import vault
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases import policy as case_policy
from hoanhap.people.inspection import actions, papers, policy, queries
from hoanhap.people.inspection.actions import SupervisionDetails
from hoanhap.people.inspection.models import OF_FILES, Finding, InspectionKind, Sample, Supervision
from hoanhap.people.inspection.policy import InspectionPermission as May
from tests.cast import NOW, TODAY, Cast
from tests.domain.care import people
from tests.guards import DESK, passing, seeing

DETAILS = SupervisionDetails(
    on=TODAY, place="nhà văn hóa ấp 1", took_part="Mặt trận: Trương Thị Sáu; Hội Phụ nữ", found="Tổ họp đều hằng tháng."
)


def supervised(cast: Cast, details: SupervisionDetails = DETAILS) -> Supervision:
    return actions.supervise(unit=cast.thuong_lac, details=details, by=cast.viewer(cast.front_cadre), at=NOW)


def recommended(cast: Cast, row: Supervision | None = None) -> Finding:
    by = cast.viewer(cast.front_cadre)
    row = row or supervised(cast)
    return actions.recommend(row, words="Niêm yết điểm tư vấn", due_on=date(2020, 6, 30), by=by, at=NOW)


def drawn(cast: Cast, kind: InspectionKind) -> Sample:
    return actions.draw(unit=cast.thuong_lac, size=1, kind=kind, by=cast.viewer(cast.inspector), at=NOW)


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


@pytest.mark.requirement("S2-53")
def test_each_kind_is_counted_for_itself(cast: Cast) -> None:
    people.cases(cast.thuong_lac, 2)
    for kind in (InspectionKind.PLANNED, InspectionKind.SURPRISE, InspectionKind.SURPRISE, InspectionKind.AGAIN):
        drawn(cast, kind)
    supervised(cast)
    supervised(cast, replace(DETAILS, on=date(2019, 12, 31)))
    counted = {"planned": 1, "surprise": 2, "again": 1, "social": 1}
    for account in (cast.inspector, cast.officer, cast.district_merger):
        found = queries.by_kind(cast.viewer(account), 2020)
        assert {kind.value: number for kind, number in found} == counted, account.username
    seen = {kind.value: number for kind, number in queries.by_kind(cast.viewer(cast.front_cadre), 2020)}
    assert seen == {"social": 1}, "of the others it knows nothing, not even that there were none"
    assert not any(number for _kind, number in queries.by_kind(cast.viewer(cast.stranger_officer), 2020))


@pytest.mark.requirement("S2-53")
def test_a_social_supervision_says_where_who_and_what_and_draws_nothing(cast: Cast) -> None:
    people.case(cast.thuong_lac)
    row = supervised(cast)
    assert (row.place, vault.reveal(row, "found")) == ("nhà văn hóa ấp 1", "Tổ họp đều hằng tháng.")
    assert not Sample.objects.exists()
    assert refused(lambda: drawn(cast, InspectionKind.SOCIAL)) == "sample-kind"
    fields = {field.name for field in Supervision._meta.get_fields()}
    assert not fields & {"case", "cases", "person", "sample"}
    sample = drawn(cast, InspectionKind.PLANNED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sample.objects.filter(pk=sample.pk).update(kind="social")


@pytest.mark.requirement("S2-53")
def test_no_way_of_the_front_leads_to_a_file(cast: Cast) -> None:
    case = people.case(cast.thuong_lac)
    sample = drawn(cast, InspectionKind.PLANNED)
    found = actions.find(
        unit=cast.thuong_lac, words="Thiếu", due_on=date(2020, 7, 1), case=case, sample=sample,
        by=cast.viewer(cast.inspector), at=NOW,
    )  # fmt: skip
    own, viewer = recommended(cast), cast.viewer(cast.front_cadre)
    assert not case_policy.visible_to(viewer).exists()
    assert not policy.population(viewer, cast.thuong_lac).exists()
    assert queries.exceptions(viewer) == []
    for gate in (
        lambda: policy.get_sample_for(viewer, sample.pk),
        lambda: policy.get_finding_for(viewer, found.pk),
        lambda: policy.get_finding_for(viewer, own.pk),
        lambda: policy.get_recommendation_for(viewer, found.pk),
    ):
        with pytest.raises(NotHere):
            gate()
    assert list(policy.recommendations_for(viewer)) == [own]
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=own.pk).update(case=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=own.pk).update(sample=sample)


@pytest.mark.requirement("S2-53")
def test_a_recommendation_is_answered_by_the_commune_and_judged_by_the_front(cast: Cast) -> None:
    row = recommended(cast)
    duty = Duty.objects.get(kind="inspection.finding", settled_at=None)
    assert (duty.holder_role, duty.unit) == ("commune_leader", cast.thuong_lac)
    leader, front = cast.viewer(cast.leader), cast.viewer(cast.front_cadre)
    actions.answer(policy.get_finding_for(leader, row.pk, to=May.ANSWER), words="Đã niêm yết", by=leader, at=NOW)
    with pytest.raises(NotHere):
        policy.get_finding_for(cast.viewer(cast.inspector), row.pk, to=May.FIND)
    (opened,) = queries.opened(front, list(policy.recommendations_for(front)))
    assert opened.answer == "Đã niêm yết"
    assert queries.waiting_of([row.supervision]) == {row.supervision_id: (1, 1)}  # type: ignore[list-item]
    actions.accept(policy.get_recommendation_for(front, row.pk), by=front, at=NOW)
    assert queries.waiting_of([row.supervision]) == {row.supervision_id: (1, 0)}  # type: ignore[list-item]


def test_what_the_front_saw_is_read_where_it_was_and_by_who_supervises_or_inspects(cast: Cast) -> None:
    row = recommended(cast)
    reading = {*DESK, "front_cadre", "inspector"}
    assert seeing(cast, policy.supervisions_for) == seeing(cast, policy.recommendations_for) == reading
    assert seeing(cast, lambda viewer: policy.recommendations_for(viewer, to=May.SUPERVISE)) == {"front_cadre"}
    assert passing(cast, lambda viewer: policy.get_recommendation_for(viewer, row.pk)) == {"front_cadre"}


def test_findings_and_recommendations_share_the_numbers_of_the_unit(cast: Cast) -> None:
    actions.find(unit=cast.thuong_lac, words="Thiếu", due_on=date(2020, 7, 1), by=cast.viewer(cast.inspector), at=NOW)
    row = supervised(cast)
    assert [recommended(cast, row).number, recommended(cast, row).number] == [2, 3]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": date(2020, 6, 17)}, "supervision-day"),
        ({"place": " "}, "supervision-place"),
        ({"took_part": ""}, "supervision-took-part"),
        ({"found": "\n"}, "supervision-found"),
    ],
)
def test_what_a_supervision_refuses(cast: Cast, change: dict[str, object], code: str) -> None:
    assert refused(lambda: supervised(cast, replace(DETAILS, **change))) == code  # type: ignore[arg-type]
    assert not Supervision.objects.exists()


def test_it_is_of_one_commune_and_sent_twice_it_stands_once(cast: Cast) -> None:
    by = cast.viewer(cast.front_cadre)
    assert refused(lambda: actions.supervise(unit=cast.hong_ngu, details=DETAILS, by=by, at=NOW)) == "supervision-unit"
    details = replace(DETAILS, client_key=UUID(int=5))
    assert supervised(cast, details) == supervised(cast, details)
    other = cast.long_khanh_a  # the page was gone back to and another commune chosen
    assert refused(lambda: actions.supervise(unit=other, details=details, by=by, at=NOW)) == "supervision-twice"
    assert Supervision.objects.count() == 1


def test_who_reads_a_supervision(cast: Cast) -> None:
    row = supervised(cast)

    def reads(account: Account) -> bool:
        try:
            return policy.get_supervision_for(cast.viewer(account), row.pk) == row
        except NotHere:
            return False

    for account in (cast.front_cadre, cast.officer, cast.leader, cast.inspector):
        assert reads(account), account.username
    for account in (cast.police, cast.helper, cast.neighbour_officer, cast.district_merger, cast.front_hamlet,
                    cast.stranger_inspector, cast.health_station):  # fmt: skip
        assert not reads(account), account.username
    assert policy.units_to_supervise(cast.viewer(cast.front_cadre)) == [cast.thuong_lac]


def test_the_paper_of_a_sample_says_its_kind(cast: Cast) -> None:
    people.case(cast.thuong_lac)
    assert "Kiểm tra đột xuất." in str(
        papers.findings(drawn(cast, InspectionKind.SURPRISE), cast.viewer(cast.inspector)).body
    )
    assert InspectionKind.SOCIAL not in OF_FILES


def test_a_supervision_stands_in_the_log(cast: Cast) -> None:
    row = supervised(cast)
    entry = AuditEntry.objects.get(code="inspection.supervised")
    assert (entry.subject_id, entry.unit_path) == (str(row.pk), cast.thuong_lac.path)
