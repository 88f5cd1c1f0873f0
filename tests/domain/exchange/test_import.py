"""The list of a commune goes in whole or not at all, once, and can be taken back while nobody worked on it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from hoanhap.exchange.models import BatchState, ImportBatch, ImportRow, RowOutcome
from hoanhap.exchange.people_list import actions
from hoanhap.foundation import vault
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.notices.models import Duty
from hoanhap.kernel.errors import Refused
from hoanhap.people.cases import actions as case_actions
from hoanhap.people.cases.models import Case, PoliceRecord, Standing, UseProfile
from hoanhap.people.cases.rules import UseDetails
from hoanhap.people.intake import actions as intake
from hoanhap.people.intake.models import CaseOrigin, Source
from hoanhap.people.persons import actions as person_actions
from hoanhap.people.persons import queries as person_queries
from hoanhap.people.persons.models import Person, SocialProfile
from hoanhap.people.reintegration.models import HelperAssignment
from tests import cast
from tests.domain.exchange import lists

pytestmark = pytest.mark.django_db
NOW, TODAY = cast.NOW, cast.TODAY


@pytest.fixture
def who():
    return cast.make()


def run(who, data=lists.GOOD, *, verb=actions.import_all, unit=None, on=TODAY, at=NOW, name="ds.xlsx"):
    return verb(data, name=name, unit=unit or who.thuong_lac, on=on, by=who.viewer(who.officer).actor, at=at)


def everything():
    return {
        model: model._base_manager.count()
        for model in (
            Person,
            SocialProfile,
            Case,
            Standing,
            UseProfile,
            PoliceRecord,
            HelperAssignment,
            Duty,
            CaseOrigin,
        )
    }


def messages(batch):
    return {said["row"]: said["message"] for said in actions.refusals(batch)}


def test_good_rows_become_persons_with_cases_and_bad_rows_are_listed(who):
    batch = run(who)
    assert (batch.read_count, batch.created_count, batch.matched_count, batch.refused_count) == (4, 3, 0, 1)
    assert list(messages(batch)) == [6]
    assert "tương lai" in messages(batch)[6]
    an = Person.objects.get(sex="male", birth_year=1990)
    details = person_queries.details_of(an)
    assert details.full_name == "Nguyễn Văn An"
    assert str(details.birth) == "05/06/1990"
    assert details.id_number == "990012345601"
    assert details.hamlet_id == who.ap_1.pk
    assert (details.ethnicity, details.occupation) == ("kinh", "thợ hồ")
    case = an.cases.get()
    assert (case.state, case.measure, case.regime, case.times) == (
        "rehab_voluntary_home",
        "rehab_voluntary_home",
        "R2010",
        1,
    )
    assert (case.decision_number, case.decision_on) == ("12/QĐ-UBND", date(2020, 3, 5))
    assert (case.term_from, case.term_to) == (date(2020, 3, 5), date(2020, 9, 5))
    assert (case.use_profile.first_use_year, case.use_profile.rehab_count) == (2015, 0)
    assert vault.reveal(case.use_profile, "cause") == "bạn bè rủ"
    assert vault.reveal(case.police_record, "prior_record") == "01 tiền sự năm 2017"
    helper = case.helpers.get()
    assert (helper.helper_name, helper.organisation, helper.kind) == ("Trần Thị Bình", "Hội LHPN xã", "main")
    assert set(Case.objects.values_list("state", flat=True)) == {
        "rehab_voluntary_home",
        "post_rehab_residence",
        "addicted",
    }


def test_everything_is_logged_and_nothing_is_named_in_the_log(who):
    batch = run(who)
    assert AuditEntry.objects.filter(code="import.applied", subject_id=str(batch.pk)).count() == 1
    assert AuditEntry.objects.filter(code="person.registered").count() == 3
    assert not any("An" in entry.detail for entry in AuditEntry.objects.all())


def test_people_without_a_helper_stand_on_the_missing_list(who):
    run(who)
    assert Duty.objects.filter(kind="reintegration.no_helper", settled_at=None).count() == 2


def test_again_changes_nothing(who):
    run(who)
    before = everything()
    again = run(who)
    assert (again.created_count, again.matched_count, again.refused_count) == (0, 3, 1)
    assert everything() == before


def test_an_empty_or_other_cell_never_erases(who):
    run(who)
    changed = {**lists.AN, "occupation": None, "education": "12/12", "current_address": None, "helper": "Người Khác"}
    batch = run(who, lists.workbook(lists.row(**changed)))
    assert batch.matched_count == 1
    details = person_queries.details_of(Person.objects.get(sex="male", birth_year=1990))
    assert (details.occupation, details.education) == ("thợ hồ", "9/12")
    assert HelperAssignment.objects.get().helper_name == "Trần Thị Bình"
    assert "không ghi đè" in vault.reveal(batch.rows.get(), "message")


def test_without_a_number_name_year_and_hamlet_decide(who):
    run(who)
    same = {
        **lists.BINH,
        "full_name": "TRẦN THỊ BÍCH",
        "birth": "03/04/1985",
        "current_address": "Ấp 02, xã Thường Lạc",
    }
    other_year = {**lists.BINH, "birth": 1986}
    other_hamlet = {**lists.BINH, "current_address": "ấp 1"}
    batch = run(who, lists.workbook(lists.row(**same), lists.row(**other_year), lists.row(**other_hamlet)))
    assert [row.outcome for row in batch.rows.order_by("row_no")] == ["matched", "new", "new"]


def test_of_somebody_elsewhere_nothing_is_told(who):
    run(who)
    neighbour = who.viewer(who.neighbour_officer).actor
    batch = actions.import_all(
        lists.workbook(lists.row(**{**lists.AN, "full_name": "Tên Khác Hẳn"})),
        name="a.xlsx", unit=who.long_khanh_a, on=TODAY, by=neighbour, at=NOW,
    )  # fmt: skip
    assert (batch.created_count, batch.refused_count) == (0, 1)
    message = messages(batch)[3]
    assert "nơi khác" in message
    assert "cấp trên" in message
    for secret in ("Thường Lạc", "Nguyễn Văn An", "990012345601"):
        assert secret not in message
    assert batch.rows.get().person_id is None


def test_one_number_on_two_persons_refuses_both_rows_by_name(who):
    twin = {**lists.CUONG, "full_name": "Võ Người Khác", "birth": 1970}
    batch = run(who, lists.workbook(lists.row(**lists.CUONG), lists.row(**twin), lists.row(**lists.BINH)))
    assert batch.created_count == 1
    assert "dòng 4" in messages(batch)[3]
    assert "dòng 3" in messages(batch)[4]


def test_one_person_written_twice_is_taken_once(who):
    again = {**lists.BINH, "full_name": "tran thi bich", "current_address": "Ấp 2, xã Thường Lạc"}
    batch = run(who, lists.workbook(lists.row(**lists.BINH), lists.row(**again)))
    assert batch.created_count == 1
    assert "dòng 3" in messages(batch)[4]


def test_nothing_readable_is_stored(who):
    """Names, numbers, addresses and quoted cells lie sealed in every table, previews included."""
    run(who, verb=actions.preview)
    run(who)
    secrets = [
        "Nguyễn Văn An",
        "990012345601",
        "0912 345",
        "0912345",
        "thợ hồ rồi",
        "01 tiền sự",
        "bạn bè rủ",
        "Tương Lai",
    ]
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            stored = b"|".join(
                cell if isinstance(cell, bytes) else str(cell).encode() for line in cursor.fetchall() for cell in line
            )
        for secret in secrets:
            assert secret.encode() not in stored, f"{secret} can be read in {table}"


# --- preview, choice, undo ----------------------------------------------------------------------------------------


def test_a_preview_changes_no_person(who):
    before = everything()
    batch = run(who, verb=actions.preview)
    assert batch.state == BatchState.PREVIEWED
    assert (batch.new_count, batch.refused_count, batch.created_count) == (3, 1, 0)
    assert everything() == before


def test_a_preview_is_applied_as_it_was_seen_and_its_contents_destroyed(who):
    batch = run(who, verb=actions.preview)
    assert batch.rows.filter(payload__isnull=False).count() == 3
    actions.apply(batch, by=who.viewer(who.officer).actor, at=NOW)
    assert (batch.state, batch.created_count) == (BatchState.APPLIED, 3)
    assert not ImportRow.objects.exclude(payload=None, police_payload=None).exists()
    an = Person.objects.get(sex="male", birth_year=1990)
    assert person_queries.details_of(an).relative == "Lê Thị Hoa, 0987654321"
    assert vault.reveal(an.cases.get().police_record, "prior_record") == "01 tiền sự năm 2017"
    assert batch.rows.get(row_no=3).case_id == an.cases.get().pk


def test_chosen_rows_only(who):
    batch = run(who, verb=actions.preview)
    actions.apply(batch, rows={4}, by=who.viewer(who.officer).actor, at=NOW)
    assert batch.created_count == 1
    assert list(batch.rows.order_by("row_no").values_list("outcome", flat=True)) == [
        "skipped",
        "new",
        "skipped",
        "refused",
    ]


def test_applied_once(who):
    batch = run(who, verb=actions.preview)
    actions.apply(batch, by=who.viewer(who.officer).actor, at=NOW)
    with pytest.raises(Refused, match="đã được nhập"):
        actions.apply(batch, by=who.viewer(who.officer).actor, at=NOW)


def test_a_discarded_preview_keeps_nothing_of_the_list(who):
    before, by = everything(), who.viewer(who.officer).actor
    batch = run(who, verb=actions.preview)
    actions.discard(batch, by=by, at=NOW)
    assert (batch.state, batch.discarded_at, batch.read_count) == (BatchState.DISCARDED, NOW, 4)
    assert not ImportRow.objects.exists()
    assert everything() == before
    entry = AuditEntry.objects.get(code="import.discarded")
    assert (entry.subject_id, entry.account_id) == (str(batch.pk), by.account_id)
    for verb in (actions.apply, actions.discard):
        with pytest.raises(Refused, match="đã được bỏ"):
            verb(batch, by=by, at=NOW)
    assert everything() == before


@pytest.mark.parametrize(("verb", "words"), [(actions.import_all, "đã được nhập"), (None, "đã được hoàn tác")])
def test_only_what_waits_can_be_discarded(who, verb, words):
    by = who.viewer(who.officer).actor
    batch = run(who, verb=verb or actions.import_all)
    if verb is None:
        actions.undo(batch, by=by, at=NOW)
    rows = batch.rows.count()
    with pytest.raises(Refused, match=words):
        actions.discard(batch, by=by, at=NOW)
    assert batch.rows.count() == rows == 4
    assert not AuditEntry.objects.filter(code="import.discarded").exists()


def test_a_preview_nobody_came_back_to_is_discarded_after_a_week(who):
    applied = run(who)
    old = run(who, verb=actions.preview)
    young = run(who, verb=actions.preview, at=NOW + timedelta(minutes=1))
    by, later = who.viewer(who.officer).actor, NOW + actions.PREVIEW_KEPT
    assert actions.discard_abandoned(by=by, at=later) == 1
    assert actions.discard_abandoned(by=by, at=later) == 0
    states = dict(ImportBatch.objects.values_list("pk", "state"))
    assert states == {old.pk: "discarded", young.pk: "previewed", applied.pk: "applied"}
    assert set(ImportRow.objects.values_list("batch_id", flat=True)) == {young.pk, applied.pk}


@pytest.mark.parametrize("state", BatchState.values)
def test_the_table_itself_wants_moments_that_fit_the_state(who, state):
    batch = run(who, verb=actions.preview)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(state=state, applied_at=NOW, undone_at=None, discarded_at=NOW)


def test_registered_since_the_preview_is_matched(who):
    batch = run(who, verb=actions.preview)
    run(who)
    actions.apply(batch, by=who.viewer(who.officer).actor, at=NOW)
    assert batch.created_count == 0
    assert set(batch.rows.values_list("outcome", flat=True)) == {RowOutcome.MATCHED, RowOutcome.REFUSED}


def test_what_became_of_a_row_since_the_preview_is_said_and_lies_sealed(who):
    batch = run(who, lists.workbook(lists.row(**{**lists.AN, "education": "12/12"})), verb=actions.preview)
    run(who)
    actions.apply(batch, by=who.viewer(who.officer).actor, at=NOW)
    row = batch.rows.get()
    assert "không ghi đè" in vault.reveal(row, "message")
    assert "không ghi đè".encode() not in bytes(row.message)


def test_undo_leaves_nothing_but_the_log(who):
    before = everything()
    batch = run(who)
    actions.undo(batch, by=who.viewer(who.officer).actor, at=NOW + timedelta(hours=1))
    after = everything()
    assert {model: count for model, count in after.items() if model is not Duty} == {
        model: count for model, count in before.items() if model is not Duty
    }
    assert not Duty.objects.filter(settled_at=None).exists()
    assert batch.state == BatchState.UNDONE
    assert AuditEntry.objects.filter(code="import.person_removed").count() == 3
    with pytest.raises(Refused):
        actions.undo(batch, by=who.viewer(who.officer).actor, at=NOW + timedelta(hours=2))
    assert run(who, at=NOW + timedelta(hours=3)).created_count == 3


def later_move(who, case, by):
    case_actions.close(
        case=case,
        verb="close_moved",
        on=TODAY,
        signer_title="Chủ tịch",
        by=by,
        at=NOW + timedelta(minutes=1),
        version=case.version,
    )


def later_wish(who, case, by):
    case_actions.set_wish(case=case, wish="học nghề", by=by, at=NOW + timedelta(minutes=1), version=case.version)


def later_use(who, case, by):
    use = UseDetails(substances="khác")
    case_actions.record_use(case=case, use=use, by=by, at=NOW + timedelta(minutes=1), version=case.version)


def later_cohort(who, case, by):
    cohort = case_actions.start_cohort(unit=who.thuong_lac, name="Nhóm 1", from_on=TODAY, by=by, at=NOW)
    case_actions.add_to_cohort(cohort=cohort, cases=[case], joined_on=TODAY, by=by, at=NOW)


def later_name(who, case, by):
    person = case.person
    person_actions.correct(person=person, changes={"occupation": "thợ mộc"}, by=by, at=NOW, version=person.version)


@pytest.mark.parametrize("work", [later_move, later_wish, later_use, later_cohort, later_name])
def test_undo_is_refused_once_somebody_worked_on_a_case(who, work):
    batch = run(who)
    work(who, Case.objects.get(state="addicted"), who.viewer(who.officer).actor)
    before = everything()
    with pytest.raises(Refused, match="dòng 5") as caught:
        actions.undo(batch, by=who.viewer(who.officer).actor, at=NOW + timedelta(hours=1))
    assert caught.value.way_out
    assert everything() == before
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.APPLIED


# --- refused as a whole; broken half-way ----------------------------------------------------------------------------


def test_broken_half_way_nothing_stays(who, monkeypatch):
    before = everything()
    calls = []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return honest(*args, **kwargs)

    honest = case_actions.bulk_open
    monkeypatch.setattr(case_actions, "bulk_open", dies)
    monkeypatch.setattr(actions, "_CHUNK", 2)
    with pytest.raises(RuntimeError):
        run(who)
    assert len(calls) == 2, "the first chunk was written before the second died"
    assert everything() == before
    assert not ImportBatch.objects.exists()
    assert not AuditEntry.objects.filter(code__startswith="import.").exists()


def test_a_commune_that_is_gone_offers_its_successors(who):
    from hoanhap.foundation.places.models import Succession

    who.thuong_lac.valid_to = date(2020, 1, 1)
    who.thuong_lac.save(update_fields=["valid_to"])
    Succession.objects.create(old=who.thuong_lac, new=who.long_khanh_a, share="whole", on=date(2020, 1, 1))
    with pytest.raises(Refused, match="không còn xã Thường Lạc") as caught:
        run(who)
    assert "Long Khánh A" in str(caught.value.way_out)


def test_only_a_commune_has_a_list(who):
    with pytest.raises(Refused, match="không phải cấp xã"):
        run(who, unit=who.hong_ngu)


def test_a_list_of_tomorrow_is_refused(who):
    with pytest.raises(Refused, match="tương lai"):
        run(who, on=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"birth": "31/12/2020"}, "tương lai"),
        ({"term_to": "05/03/2022"}, "tối đa"),
        ({"term_to": "01/03/2020"}, "không sau"),
        ({"method": "tại chùa"}, "Không hiểu hình thức"),
        ({"status": "bình thường"}, "Không hiểu diện"),
        ({"decision": "12/QĐ-UBND"}, "thiếu ngày"),
        ({"id_number": "12345"}, "chữ số"),
        ({"id_number": "1,23E+11"}, "mất chữ số"),
        ({"sex": "?"}, "giới tính"),
        ({"first_use_year": 1980}, "không khớp"),
        ({"full_name": None}, "Thiếu họ và tên"),
        ({"change": "lên núi"}, "Không hiểu biến động"),
        ({"source": "thầy bói"}, "Nguồn phát hiện: Không hiểu nguồn phát hiện “thầy bói”"),
        ({"source": "công an, gia đình"}, "nhiều nguồn phát hiện"),
        ({"source": "nơi trở về bàn giao"}, "cần chọn nơi trở về từ đâu"),
        ({"status": "sau cai", "method": None, "source": "công an"}, "Ghi thêm nơi trở về"),
    ],
)
def test_bad_rows_are_told_with_a_way_out(who, change, words):
    batch = run(who, lists.workbook(lists.row(**{**lists.AN, **change}), lists.row(**lists.BINH)))
    assert batch.created_count == 1
    assert words in messages(batch)[3]
    assert messages(batch)[3].count(".") >= 1


def test_who_found_a_person_is_kept_where_the_list_says_it(who):
    run(who)
    found = sorted(CaseOrigin.objects.values_list("case__person__birth_year", "source", "origin", "noted_on"))
    assert found == [(1985, "facility", "prison", TODAY), (1990, "family", "", TODAY)], "an empty cell says nothing"
    assert AuditEntry.objects.filter(code="case.origin_noted").count() == 2


def test_who_found_a_person_that_is_here_already_is_not_overwritten(who):
    run(who)
    run(who, lists.workbook(lists.row(**{**lists.AN, "source": "công an"})))
    assert CaseOrigin.objects.get(case__person__birth_year=1990).source == "family"


def test_undo_is_refused_once_somebody_noted_another_source(who):
    batch, by = run(who), who.viewer(who.officer).actor
    case = Case.objects.get(person__birth_year=1990)
    intake.note_origin(case, source=Source.POLICE, by=by, at=NOW + timedelta(minutes=1))
    with pytest.raises(Refused, match="dòng 3"):
        actions.undo(batch, by=by, at=NOW + timedelta(hours=1))


def test_a_measure_the_law_refuses_on_that_day(who):
    later = cast.clock.at(date(2024, 6, 16), 9)
    row = {
        **lists.AN,
        "method": "cộng đồng bắt buộc",
        "decision": "1/QĐ-UBND ngày 01/03/2024",
        "term_from": None,
        "term_to": None,
    }
    batch = run(who, lists.workbook(lists.row(**row)), on=date(2024, 6, 16), at=later)
    assert "bãi bỏ" in messages(batch)[3]


def test_who_moved_away_or_died_is_closed_with_the_day(who):
    died = {**lists.BINH, "change": "chết ngày 01/06/2020"}
    moved = {**lists.AN, "change": "chuyển đi"}
    batch = run(who, lists.workbook(lists.row(**died), lists.row(**moved)))
    assert batch.created_count == 2, messages(batch)
    assert dict(Case.objects.values_list("state", "closed_on")) == {
        "closed_deceased": date(2020, 6, 1),
        "closed_moved": TODAY,
    }


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_lists_of_the_same_people_taken_at_once_make_each_person_once():
    who = cast.make()
    people = [{**lists.AN, "id_number": "", "full_name": f"Nguyễn Văn An {end}"} for end in ("Một", "Hai", "Ba")]
    data = lists.csv_file(*[lists.row(**person) for person in people])
    previews = [run(who, data, verb=actions.preview, name="ds.csv") for _ in range(3)]
    assert [batch.new_count for batch in previews] == [3, 3, 3]

    def take(batch):
        try:
            return actions.apply(batch, by=who.viewer(who.officer).actor, at=NOW).created_count
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(take, previews)) == [0, 0, 3]
    assert Person.objects.count() == 3
