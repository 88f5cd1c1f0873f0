"""Each gate of inspection asked by the whole cast; who follows figures alone reads neither files nor words."""

from datetime import timedelta

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.documents import docx_writer
from hoanhap.foundation.notices import kinds
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.inspection import actions, duties, papers, policy, queries
from hoanhap.people.inspection.models import Finding, Sample
from hoanhap.people.inspection.policy import InspectionPermission as May
from tests.cast import NOW, TODAY, Cast
from tests.domain.care import people
from tests.guards import ABOVE, DESK, passing, seeing

INSPECTED = {*DESK, "inspector"}
WORDS = "Bổ sung người giúp đỡ"


@pytest.fixture
def cases(cast: Cast) -> list[Case]:
    return [*people.cases(cast.thuong_lac, 2), people.case(cast.long_khanh_a)]


def drawn(cast: Cast) -> Sample:
    """A sample of Thường Lạc alone."""
    return actions.draw(unit=cast.thuong_lac, size=2, by=cast.viewer(cast.inspector), at=NOW)


def found(cast: Cast, sample: Sample | None = None) -> Finding:
    viewer, until = cast.viewer(cast.inspector), TODAY + timedelta(days=10)
    return actions.find(unit=cast.thuong_lac, words=WORDS, due_on=until, sample=sample, by=viewer, at=NOW)


def test_only_who_inspects_draws_and_only_below_his_post(cast: Cast, cases: list[Case]) -> None:
    both = lambda viewer: policy.population(viewer, cast.hong_ngu)  # noqa: E731
    assert seeing(cast, both) == {"inspector"}
    assert set(both(cast.viewer(cast.inspector))) == set(cases)
    assert set(policy.population(cast.viewer(cast.inspector), cast.thuong_lac)) == set(cases[:2])
    assert passing(cast, lambda viewer: policy.get_unit_for(viewer, cast.thuong_lac.pk, to=May.DRAW)) == {"inspector"}
    assert seeing(cast, policy.units_to_draw) == {"inspector", "stranger_inspector"}
    places = {cast.hong_ngu, cast.thuong_lac, cast.long_khanh_a, cast.phu_thuan_b}
    assert set(policy.units_to_draw(cast.viewer(cast.inspector))) == places
    assert seeing(cast, policy.may_enter) >= INSPECTED | ABOVE
    assert not seeing(cast, policy.may_enter) & {"police", "helper", "health_station", "administrator"}
    assert "front_cadre" in seeing(cast, policy.may_enter)  # to its own supervisions, never to a sample of files
    Case.objects.filter(pk=cases[0].pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    assert set(both(cast.viewer(cast.inspector))) == set(cases[1:])


def test_a_sample_and_its_files_are_read_where_they_lie(cast: Cast, cases: list[Case]) -> None:
    sample = drawn(cast)
    assert passing(cast, lambda viewer: policy.get_sample_for(viewer, sample.pk)) == INSPECTED
    assert seeing(cast, lambda viewer: policy.rows_of(viewer, sample)) == INSPECTED
    assert seeing(cast, lambda viewer: queries.files_of(viewer, sample)) == INSPECTED
    assert all(one.may_open for one in queries.files_of(cast.viewer(cast.officer), sample))
    assert queries.draws_again(cast.viewer(cast.inspector), sample) is True
    assert queries.draws_again(cast.viewer(cast.officer), sample) is None
    for name in ("drawn", "sampled"):
        entries = AuditEntry.objects.filter(code=f"inspection.{name}", account_id=str(cast.inspector.pk))
        assert entries.count() == (1 if name == "drawn" else 2)


def test_of_a_sample_of_two_communes_each_reads_its_own_files(cast: Cast, cases: list[Case]) -> None:
    sample = actions.draw(unit=cast.hong_ngu, size=3, by=cast.viewer(cast.inspector), at=NOW)
    read = {name: len(queries.files_of(cast.viewer(getattr(cast, name)), sample)) for name in ("officer", "inspector")}
    assert read == {"officer": 2, "inspector": 3}
    assert len(queries.files_of(cast.viewer(cast.neighbour_officer), sample)) == 1


def test_a_file_that_went_elsewhere_is_told_of_and_not_opened(cast: Cast, cases: list[Case]) -> None:
    sample = drawn(cast)
    Case.objects.filter(pk=cases[0].pk).update(unit=cast.vinh_xuong, unit_path=cast.vinh_xuong.path)
    files = {one.row.case_id: one.may_open for one in queries.files_of(cast.viewer(cast.officer), sample)}
    assert files == {cases[0].pk: False, cases[1].pk: True}


def test_words_of_a_finding_are_for_its_unit_and_who_found(cast: Cast, cases: list[Case]) -> None:
    sample = drawn(cast)
    finding = found(cast, sample)

    def said(viewer: Viewer) -> object:
        return kinds.subject_kinds[duties.SUBJECT].lines(viewer, [str(finding.pk)])

    assert passing(cast, lambda viewer: policy.get_finding_for(viewer, finding.pk)) == INSPECTED
    assert passing(cast, lambda viewer: policy.get_finding_for(viewer, finding.pk, to=May.ANSWER)) == DESK
    assert passing(cast, lambda viewer: policy.get_finding_for(viewer, finding.pk, to=May.FIND)) == {"inspector"}
    assert seeing(cast, lambda viewer: policy.findings_for(viewer, to=May.FIND)) == {"inspector"}
    assert seeing(cast, said) == INSPECTED
    follows = lambda viewer: Finding.objects.filter(policy.followed_by(viewer))  # noqa: E731
    assert seeing(cast, follows) == INSPECTED | ABOVE
    texts = {
        name: WORDS in str(papers.findings(sample, cast.viewer(getattr(cast, name))).body)
        for name in ("officer", "stranger_officer")
    }
    assert texts == {"officer": True, "stranger_officer": False}
    assert docx_writer.write(papers.findings(sample, cast.viewer(cast.officer)))


def test_the_levels_above_follow_figures_without_small_numbers(cast: Cast, cases: list[Case]) -> None:
    found(cast)
    shown = {
        name: [(row.unit, row.files, row.findings) for row in queries.exceptions(cast.viewer(getattr(cast, name)))]
        for name in ("officer", "district_merger", "stranger_officer", "police")
    }
    here, there = cast.thuong_lac, cast.long_khanh_a
    assert shown["officer"] == [(here, 2, 1)]
    assert sorted(shown["district_merger"], key=lambda row: row[0].path) == [(here, None, 1), (there, None, 0)]
    assert shown["stranger_officer"] == shown["police"] == []


def test_each_step_of_a_finding_is_in_the_log(cast: Cast) -> None:
    inspector, leader, until = cast.viewer(cast.inspector), cast.viewer(cast.leader), TODAY + timedelta(days=20)
    finding = found(cast)
    answered = actions.answer(finding, words="Đã làm", by=leader, at=NOW)
    assert "làm".encode() not in bytes(answered.answer or b"")
    actions.ask_again(finding, due_on=until, by=inspector, at=NOW)
    actions.accept(finding, by=inspector, at=NOW)
    entries = AuditEntry.objects.filter(subject_kind="finding", subject_id=str(finding.pk)).order_by("id")
    assert [(one.code, one.account_id) for one in entries] == [
        ("inspection.found", str(cast.inspector.pk)),
        ("inspection.answered", str(cast.leader.pk)),
        ("inspection.asked_again", str(cast.inspector.pk)),
        ("inspection.accepted", str(cast.inspector.pk)),
    ]
    with pytest.raises(NotHere):
        policy.get_unit_for(inspector, "không phải số", to=May.FIND)
