"""Publishing: two people, one table, and nothing that gives a small figure back beside what was published before."""

from datetime import timedelta

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.indicators import disclosure
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.joint_acts import queries as joint_queries
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.steering.publications import actions, papers, policy, queries
from hoanhap.steering.publications.models import Publication, PublishedLine
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports.models import Report, ReportCell
from tests.cast import NOW, Cast
from tests.domain.reports.test_withheld import districts, month

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def cast(db: None) -> Cast:
    from tests import cast as stage

    return stage.make()


def merger(cast: Cast) -> Viewer:
    return cast.viewer(cast.district_merger)


def leader(cast: Cast) -> Viewer:
    return cast.viewer(cast.district_leader)


def publish(cast: Cast, report: Report) -> Publication:
    act = actions.ask(report, reason="Công bố số liệu quý cho Mặt trận và báo chí", by=merger(cast), at=LATER)
    joint_acts.confirm(act, by=leader(cast), at=LATER)
    return actions.publish(report, by=merger(cast), at=LATER)


def test_two_people_publish_the_table_they_both_saw(cast: Cast) -> None:
    report = districts(cast)
    made = publish(cast, report)
    assert made.joint_act.decided_by_id == cast.district_leader.pk
    assert queries.printed(made).digest == queries.draft(report).printed.digest
    assert joint_queries.waiting_for(leader(cast), LATER).count() == 0
    entry = AuditEntry.objects.get(code="publications.published")
    assert (entry.subject_id, entry.unit_path) == (str(report.pk), cast.hong_ngu.path)


def test_without_the_second_person_nothing_goes_out(cast: Cast) -> None:
    report = districts(cast)
    actions.ask(report, reason="Công bố số liệu quý cho báo chí", by=merger(cast), at=LATER)
    with pytest.raises(Refused):
        actions.publish(report, by=merger(cast), at=LATER)
    assert not Publication.objects.exists()


def test_figures_that_changed_since_are_not_published(cast: Cast) -> None:
    report = districts(cast)
    act = actions.ask(report, reason="Công bố số liệu quý cho báo chí", by=merger(cast), at=LATER)
    joint_acts.confirm(act, by=leader(cast), at=LATER)
    ReportCell.objects.filter(report=report, code="contacts.total").update(number=99)
    with pytest.raises(Refused):
        actions.publish(report, by=merger(cast), at=LATER)


@pytest.mark.parametrize("who", ["district_leader", "officer", "province_merger", "finance"])
def test_others_do_not_prepare_it(cast: Cast, who: str) -> None:
    with pytest.raises(NotHere):
        actions.ask(districts(cast), reason="Công bố số liệu", by=cast.viewer(getattr(cast, who)), at=LATER)


@pytest.mark.parametrize("who", ["district_leader", "officer", "province_merger", "finance"])
def test_the_page_of_it_is_not_there_for_others(cast: Cast, who: str) -> None:
    report = districts(cast)
    assert policy.get_report_for(merger(cast), report.pk) == report
    with pytest.raises(NotHere):
        policy.get_report_for(cast.viewer(getattr(cast, who)), report.pk)


def test_what_was_not_merged_or_not_sent_is_not_published(cast: Cast) -> None:
    report = districts(cast)
    part = Report.objects.filter(merged_into__report=report)[0]
    type(report.run).objects.filter(pk=report.run_id).update(state="draft")
    for found in (report, part):
        with pytest.raises(NotHere):
            policy.get_report_for(merger(cast), found.pk)


def test_no_small_figure_stands_in_the_database_of_publications_or_its_files(cast: Cast) -> None:
    made = publish(cast, districts(cast))
    numbers = PublishedLine.objects.filter(publication=made).values_list("number", flat=True)
    assert not [number for number in numbers if number is not None and 0 < number < disclosure.SMALL]
    figures = [figure for _cell, row in queries.printed(made).rows for figure in row]
    assert "…" in [figure.display for figure in figures]
    for kind in ("docx", "pdf", "xlsx"):
        assert len(papers.as_file(made, kind)) > 1_000


def test_a_second_month_gives_nothing_of_the_first_back(cast: Cast) -> None:
    """All that was printed in both months, side by side, against the linear programmes."""
    publish(cast, districts(cast, 5, removed=3))
    second = districts(cast, 6, removed=2)
    publish(cast, second)
    assert _given_away(cast, second) == set()


def test_the_same_table_drawn_without_the_first_month_would_give_it_away(cast: Cast) -> None:
    """Known-bad: a publication that forgets what was printed before."""
    first = publish(cast, districts(cast, 5, removed=3))
    second = districts(cast, 6, removed=2)
    PublishedLine.objects.filter(publication=first, number=None).update(number=7)  # as if all had been printed
    opened = set(PublishedLine.objects.filter(publication=first).values_list("unit_id", "code"))
    assert (cast.thuong_lac.pk, "stock.removed") in opened
    hidden = queries.draft(second).withheld[cast.thuong_lac.pk]
    assert "stock.removed" in hidden


def _given_away(cast: Cast, last: Report) -> set[object]:
    """What a reader of everything published can narrow down too far."""
    from hoanhap.steering.reports.withholding import Sheet, Spot, tables

    sheets, hidden = [], set()
    for publication in Publication.objects.select_related("report"):
        for part in [publication.report, *Report.objects.filter(merged_into__report=publication.report)]:
            counts = dict(ReportCell.objects.filter(report=part).values_list("code", "number"))
            lines = PublishedLine.objects.filter(publication=publication, unit_id=part.unit_id)
            shown = set(lines.filter(number__isnull=False).values_list("code", flat=True))
            below = Report.objects.filter(merged_into__report=part).values_list("unit_id", flat=True)
            sheets.append(Sheet(part.unit_id, part.period, counts, tuple(below)))
            hidden |= {Spot(part.unit_id, part.period, code) for code in counts if code not in shown}
    assert {sheet.period for sheet in sheets} == {month(5), last.period}
    linked = tables(forms.get("BC01"), sheets)
    hidden |= {spot for spot in linked.values if spot.code == "helpers.needed"}  # type: ignore[attr-defined]
    return disclosure.exposed(linked, hidden)
