"""Each gate and read of the ways in, asked by the whole cast; and each act and look in the log."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hoanhap.foundation.access.viewer import Viewer
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices import kinds
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel.errors import NotHere
from hoanhap.people.cases.models import Case
from hoanhap.people.intake import actions, policy, queries, risk, rounds
from hoanhap.people.intake.actions import DeclarationDetails, RequestDetails
from hoanhap.people.intake.models import ContactRequest, Outcome, Relation, SelfDeclaration, Source, Verdict
from hoanhap.people.intake.policy import IntakePermission as May
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.guards import DESK, POLICE, passing, seeing

CALL = RequestDetails(source=Source.FAMILY, relation=Relation.PARENT, who="con trai bà Bưởi", caller="bà Bưởi")
YEAR_ON = TODAY.replace(year=2021)


def asked(cast: Cast, **other: object) -> ContactRequest:
    return actions.ask_contact(cast.thuong_lac, details=replace(CALL, **other), by=SETTER, at=NOW)  # type: ignore[arg-type]


def declared(cast: Cast, name: str = "Nguyễn Văn Đào") -> SelfDeclaration:
    details = DeclarationDetails(name=name, declared_on=TODAY, declared_by=Source.FAMILY)
    return actions.declare(cast.thuong_lac, details=details, by=SETTER, at=NOW)


def line(subject_kind: str, row: object) -> Callable[[Viewer], object]:
    """How the work about this row is called to somebody."""
    pk = str(row.pk)  # type: ignore[attr-defined]
    return lambda viewer: kinds.subject_kinds[subject_kind].lines(viewer, [pk])


def kind_of_work_about(row: object) -> str:
    return str(Duty.objects.filter(subject_id=str(row.pk)).values_list("subject_kind", flat=True)[0])  # type: ignore[attr-defined]


def test_a_request_is_the_desk_s_the_one_of_the_police_theirs_too_and_who_is_asked_sees_his(cast: Cast) -> None:
    call, theirs, his = asked(cast), asked(cast, source=Source.POLICE), asked(cast, asked=cast.helper)
    about = kind_of_work_about(call)
    for row, readers in ((call, DESK), (theirs, DESK | POLICE), (his, DESK)):
        assert passing(cast, lambda viewer, row=row: policy.get_request_for(viewer, row.pk)) == readers  # type: ignore[misc]
        answers = lambda viewer, row=row: policy.get_request_for(viewer, row.pk, to=May.ANSWER_REQUEST)  # noqa: E731
        assert passing(cast, answers) == DESK  # type: ignore[arg-type]
    assert seeing(cast, line(about, theirs)) == DESK | POLICE
    assert seeing(cast, line(about, his)) == DESK | {"helper"}
    assert passing(cast, lambda viewer: policy.get_asked_for(viewer, his.pk)) == {"helper"}
    assert seeing(cast, queries.asked) == {"helper"}
    assert seeing(cast, queries.waiting) == DESK | POLICE
    assert {row.pk for row in queries.waiting(cast.viewer(cast.police))} == {theirs.pk}
    assert seeing(cast, queries.answered) == set()
    actions.answer(theirs, outcome=Outcome.ADVICE, by=SETTER, at=NOW)
    assert seeing(cast, queries.answered) == DESK | POLICE


def test_the_work_opens_at_the_desk_of_who_answers(cast: Cast) -> None:
    row = asked(cast, source=Source.POLICE, asked=cast.helper)
    called = line(kind_of_work_about(row), row)
    urls = {name: called(cast.viewer(getattr(cast, name)))[str(row.pk)].url for name in ("officer", "helper", "police")}  # type: ignore[index]
    assert urls == {"officer": "contact-request", "helper": "", "police": ""}


def test_each_reads_the_words_meant_for_him(cast: Cast) -> None:
    row = asked(cast, source=Source.POLICE, police_note="đã báo cáo", asked=cast.helper)
    always = {"who", "reason", "guardian"}
    for name, more in (("officer", {"caller", "answer"}), ("police", {"caller", "police_note"}), ("helper", set())):
        said = queries.words_of_request(cast.viewer(getattr(cast, name)), row, at=NOW)
        assert set(said) == always | more, name


def test_declarations_the_risk_list_and_rounds_are_the_desk_s(cast: Cast, case: Case) -> None:
    row, entry = declared(cast), risk.add(cast.thuong_lac, name="Lê Văn Mít", by=SETTER, at=NOW)
    found = rounds.open_round(cast.thuong_lac, by=SETTER, at=NOW)
    for gate in (
        lambda viewer: policy.get_declaration_for(viewer, row.pk),
        lambda viewer: policy.get_risk_for(viewer, entry.pk),
        lambda viewer: policy.get_round_for(viewer, found.pk),
        lambda viewer: policy.get_case_for(viewer, case.pk),
    ):
        assert passing(cast, gate) == DESK
    for rows in (
        queries.declarations,
        lambda viewer: queries.funnel(viewer, cast.thuong_lac.path, TODAY, YEAR_ON).declared,
        line(kind_of_work_about(row), row),
        lambda viewer: queries.risk_list(viewer, at=NOW),
    ):
        assert seeing(cast, rows) == DESK
    assert policy.desk_of(cast.viewer(cast.officer), May.DECLARE) == cast.thuong_lac
    for account in (cast.police, cast.helper, cast.district_merger):
        with pytest.raises(NotHere):
            policy.desk_of(cast.viewer(account), May.DECLARE)


def test_of_a_file_put_away_no_origin_is_noted(cast: Cast, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(state="closed_deceased", closed_on=TODAY, sealed_at=NOW)
    with pytest.raises(NotHere):
        policy.get_case_for(cast.viewer(cast.officer), case.pk)


def test_what_was_erased_is_not_answered_and_what_went_elsewhere_is_asked_of_nobody_here(cast: Cast) -> None:
    row, officer = asked(cast, asked=cast.helper), cast.viewer(cast.officer)
    assert policy.get_request_for(officer, row.pk, to=May.ANSWER_REQUEST) == row
    ContactRequest.objects.filter(pk=row.pk).update(unit=cast.long_khanh_a, unit_path=cast.long_khanh_a.path)
    with pytest.raises(NotHere):
        policy.get_asked_for(cast.viewer(cast.helper), row.pk)
    gone = asked(cast)
    actions.erase_due(on=YEAR_ON, by=SETTER, at=NOW)
    with pytest.raises(NotHere):
        policy.get_request_for(officer, gone.pk, to=May.ANSWER_REQUEST)


def test_what_was_said_at_the_contact_lies_sealed(cast: Cast) -> None:
    row = actions.answer(asked(cast), outcome=Outcome.ADVICE, note="hẹn thứ năm", by=SETTER, at=NOW)
    assert row.answer is not None
    assert "thứ".encode() not in bytes(row.answer)


# --- the log ------------------------------------------------------------------------------------------------------


def logged(*codes: str) -> list[tuple[str, str, str]]:
    found = AuditEntry.objects.filter(code__in=codes).order_by("id")
    return list(found.values_list("code", "subject_kind", "subject_id"))


def test_each_act_is_in_the_log(cast: Cast, case: Case) -> None:
    by = cast.viewer(cast.officer).actor
    row, one, other = asked(cast), declared(cast), declared(cast, "Lê Văn Mít")
    actions.answer(row, outcome=Outcome.ADVICE, by=by, at=NOW)
    actions.mark_contacted(one, on=TODAY, by=by, at=NOW)
    actions.register(one, case, by=by, at=NOW)
    actions.withdraw(other, by=by, at=NOW)
    entry = risk.add(cast.thuong_lac, name="Lê Văn Mít", by=by, at=NOW)
    risk.remove(entry, by=by, at=NOW)
    found = rounds.open_round(cast.thuong_lac, by=by, at=NOW)
    rounds.mark(found, [found.lines.get().pk], verdict=Verdict.CONFIRMED, by=by, at=NOW)
    rounds.close_round(found, by=by, at=NOW)
    wanted = [
        ("intake.requested", row),
        ("intake.declared", one),
        ("intake.declared", other),
        ("intake.answered", row),
        ("intake.contacted", one),
        ("intake.registered", one),
        ("case.origin_noted", case),
        ("intake.withdrawn", other),
        ("intake.risk_noted", entry),
        ("intake.risk_removed", entry),
        ("intake.round_opened", cast.thuong_lac),
        ("intake.round_marked", cast.thuong_lac),
        ("intake.round_closed", cast.thuong_lac),
    ]
    codes = {code for code, _row in wanted}
    assert [(code, pk) for code, _kind, pk in logged(*codes)] == [(code, str(one.pk)) for code, one in wanted]


def test_origins_of_many_and_what_was_erased_are_in_the_log_one_by_one(cast: Cast, case: Case) -> None:
    assert actions.note_origins([(case, Source.SELF, "")], on=TODAY, by=SETTER, at=NOW) == 1
    assert logged("case.origin_noted") == [("case.origin_noted", "case", str(case.pk))]
    gone = (asked(cast), declared(cast), risk.add(cast.thuong_lac, name="Lê Văn Mít", by=SETTER, at=NOW))
    assert actions.erase_due(on=YEAR_ON, by=SETTER, at=NOW) == 3
    assert [pk for _code, _kind, pk in logged("intake.erased")] == [str(row.pk) for row in gone]


def test_each_look_at_words_is_in_the_log(cast: Cast) -> None:
    row, entry, call = declared(cast), risk.add(cast.thuong_lac, name="Lê Văn Mít", by=SETTER, at=NOW), asked(cast)
    officer = cast.viewer(cast.officer)
    queries.words_of_request(officer, call, at=NOW)
    queries.words_of_declaration(officer, row, at=NOW)
    queries.risk_list(officer, at=NOW)
    assert [
        pk for _code, _kind, pk in logged("intake.request_read", "intake.declaration_read", "intake.risk_read")
    ] == [str(one.pk) for one in (call, row, entry)]
