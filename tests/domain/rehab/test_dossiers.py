"""A dossier's checklist by regime, what blocks handing it in, and what becomes of it when the case moves."""

from datetime import date, timedelta

import pytest

from hoanhap.foundation.audit import Actor
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.rehab import actions, policy, queries
from hoanhap.people.rehab.actions import ItemEntry
from hoanhap.people.rehab.models import Dossier, DossierItem
from hoanhap.people.rehab.policy import RehabPermission
from tests.cast import Cast
from tests.domain.rehab.conftest import Move, Open, owed

IN_2020, IN_2023, IN_2026 = date(2020, 6, 1), date(2023, 5, 8), date(2026, 9, 7)


def note(dossier: Dossier, by: Actor, on: date, *, leave: tuple[str, ...] = (), dated: date | None = None) -> Dossier:
    """All papers are there but those left out."""
    there = [item.paper for item in queries.items_of(dossier) if item.paper not in leave]
    entries = {paper: ItemEntry(state="present", number="01", on=dated or on) for paper in there}
    dossier.refresh_from_db()
    return actions.note_items(dossier=dossier, entries=entries, by=by, at=clock.at(on, 10), version=dossier.version)


def begin(case: Case, verb: str, by: Actor, on: date) -> Dossier:
    return actions.open_dossier(case=case, verb=verb, on=on, by=by, at=clock.at(on, 9))


@pytest.mark.requirement("S1-24", "S2-36")
def test_a_missing_paper_blocks_and_is_named_with_its_article(open_case: Open, by: Actor) -> None:
    dossier = begin(open_case("registered", IN_2023), "start_home", by, IN_2023)
    dossier = note(dossier, by, IN_2023, leave=("addiction_slip",))
    with pytest.raises(Refused) as refused:
        actions.submit(dossier=dossier, by=by, at=clock.at(IN_2023, 11), version=dossier.version)
    assert refused.value.code == "dossier-incomplete"
    assert "phiếu kết quả xác định tình trạng nghiện" in str(refused.value)
    assert refused.value.article == "NĐ 116/2021/NĐ-CP, Điều 28–30"
    dossier.refresh_from_db()
    assert (dossier.state, dossier.submitted_at) == ("open", None)


@pytest.mark.requirement("S1-24")
def test_a_whole_dossier_asks_the_decider_in_time(open_case: Open, by: Actor) -> None:
    case = open_case("registered", IN_2023)
    dossier = note(begin(case, "start_home", by, IN_2023), by, IN_2023)
    actions.submit(dossier=dossier, by=by, at=clock.at(IN_2023, 11), version=dossier.version)
    duty = owed(case)["rehab.decide"]
    assert (duty.holder_role, clock.local_day(duty.due_at)) == ("commune_leader", date(2023, 5, 11))
    assert duty.article == "NĐ 116/2021/NĐ-CP, Điều 30 khoản 1"


def test_the_clock_of_2026_is_a_day_and_falls_on_the_police(open_case: Open, by: Actor) -> None:
    case = open_case("registered", IN_2026)
    dossier = note(begin(case, "start_home", by, IN_2026), by, IN_2026)
    actions.submit(dossier=dossier, by=by, at=clock.at(IN_2026, 11), version=dossier.version)
    duty = owed(case)["rehab.decide"]
    assert (duty.holder_role, duty.due_at) == ("commune_police", clock.at(IN_2026 + timedelta(days=1), 11))


def test_a_paper_from_memory_only_warns(open_case: Open, by: Actor) -> None:
    dossier = begin(open_case("registered", IN_2020), "start_home", by, IN_2020)
    done = actions.submit(dossier=dossier, by=by, at=clock.at(IN_2020, 11), version=dossier.version)
    assert done.dossier.state == "submitted"
    assert {remark.confidence for remark in done.remarks} == {"RECALL"}


def test_a_slip_older_than_six_months_no_longer_holds(open_case: Open, by: Actor) -> None:
    case = open_case("registered", IN_2026)
    dossier = note(begin(case, "start_home", by, IN_2026), by, IN_2026, dated=date(2026, 3, 1))
    with pytest.raises(Refused, match="hết hiệu lực từ ngày 02/09/2026"):
        actions.submit(dossier=dossier, by=by, at=clock.at(IN_2026, 11), version=dossier.version)
    dossier = note(dossier, by, IN_2026, dated=date(2026, 3, 7))
    actions.submit(dossier=dossier, by=by, at=clock.at(IN_2026, 11), version=dossier.version)


def test_a_minor_needs_the_consent_an_adult_does_not(open_case: Open, by: Actor) -> None:
    young = begin(open_case("registered", IN_2026, birth="2010"), "start_ost", by, IN_2026)
    grown = begin(open_case("registered", IN_2026), "start_ost", by, IN_2026)
    papers = [{item.paper for item in queries.items_of(one)} for one in (young, grown)]
    assert papers[0] - papers[1] == {"guardian_consent"}


def test_what_the_law_demands_is_not_waived_as_not_applicable(open_case: Open, by: Actor) -> None:
    dossier = begin(open_case("registered", IN_2023), "start_home", by, IN_2023)
    dossier = note(dossier, by, IN_2023, leave=("identity_copy",))
    for reason, refused in (("not_applicable", True), ("held", False)):
        entries = {"identity_copy": ItemEntry(state="waived", waived_because=reason)}
        at = clock.at(IN_2023, 12)
        dossier.refresh_from_db()
        dossier = actions.note_items(dossier=dossier, entries=entries, by=by, at=at, version=dossier.version)
        assert bool([lack for lack in queries.lacks_of(dossier, IN_2023) if lack.blocks]) is refused


@pytest.mark.requirement("S2-37")
def test_a_case_of_2023_has_no_dossier_for_compulsory_rehab_in_the_community(open_case: Open, by: Actor) -> None:
    assert begin(open_case("addicted", IN_2020), "start_compulsory_community", by, IN_2020).regime == "R2010"
    with pytest.raises(Refused) as refused:
        begin(open_case("addicted", IN_2023), "start_compulsory_community", by, IN_2023)
    assert refused.value.article == "Luật 73/2021/QH14, Điều 55 khoản 1"
    assert Dossier.objects.count() == 1


@pytest.mark.requirement("S2-43")
def test_a_dossier_keeps_the_checklist_of_its_day(open_case: Open, by: Actor) -> None:
    case = open_case("registered", date(2026, 6, 29))
    dossier = begin(case, "start_home", by, date(2026, 6, 29))
    assert begin(case, "start_home", by, date(2026, 7, 2)).pk == dossier.pk
    assert dossier.regime == "R2021"
    assert [item.paper for item in queries.items_of(dossier)] == ["registration", "addiction_slip", "identity_copy"]


def test_the_decision_ends_the_dossier_and_another_way_drops_the_rest(open_case: Open, move: Move, by: Actor) -> None:
    case = open_case("registered", IN_2023)
    home, ost = begin(case, "start_home", by, IN_2023), begin(case, "start_ost", by, IN_2023)
    home = note(home, by, IN_2023)
    actions.submit(dossier=home, by=by, at=clock.at(IN_2023, 11), version=home.version)
    move(case, "start_home", clock.at(IN_2023, 15))
    home.refresh_from_db()
    ost.refresh_from_db()
    assert (home.state, ost.state) == ("decided", "dropped")
    assert "rehab.decide" not in owed(case)


def test_a_refusal_carries_its_reason_and_article(open_case: Open, by: Actor) -> None:
    dossier = begin(open_case("registered", IN_2023), "start_home", by, IN_2023)
    at = clock.at(IN_2023, 11)
    with pytest.raises(Refused):
        actions.refuse(dossier=dossier, ground="mood", words="", on=IN_2023, by=by, at=at, version=1)
    dossier.refresh_from_db()
    done = actions.refuse(
        dossier=dossier, ground="too_young", words="Mới 11 tuổi", on=IN_2023, by=by, at=at, version=dossier.version
    )
    assert (done.state, done.article) == ("refused", "NĐ 116/2021/NĐ-CP, Điều 28")
    assert b"11" not in bytes(done.words)


def test_two_officers_on_one_dossier_lose_nothing(open_case: Open, by: Actor) -> None:
    dossier = begin(open_case("registered", IN_2023), "start_home", by, IN_2023)
    seen = dossier.version
    note(dossier, by, IN_2023, leave=("identity_copy",))
    with pytest.raises(Refused, match="người khác"):
        actions.note_items(dossier=dossier, entries={}, by=by, at=clock.at(IN_2023, 12), version=seen)
    assert DossierItem.objects.filter(dossier=dossier, state="present").count() == 2


def test_only_the_own_commune_comes_to_a_dossier(cast: Cast, open_case: Open, by: Actor) -> None:
    dossier = begin(open_case("registered", date(2020, 6, 1)), "start_community", by, date(2020, 6, 1))
    keep = RehabPermission.KEEP
    for account, may in (
        (cast.officer, True), (cast.leader, True), (cast.police, True), (cast.helper, False), (cast.inspector, False),
        (cast.neighbour_officer, False), (cast.neighbour_police, False), (cast.district_merger, False),
        (cast.administrator, False), (cast.former_officer, False), (cast.unposted, False),
    ):  # fmt: skip
        viewer = cast.viewer(account)
        if may:
            assert policy.get_dossier_for(viewer, dossier.pk, to=keep) == dossier
        else:
            with pytest.raises(NotHere):
                policy.get_dossier_for(viewer, dossier.pk, to=keep)
    with pytest.raises(NotHere):
        policy.get_dossier_for(cast.viewer(cast.officer), "nonsense")


def test_each_act_stands_in_the_log(open_case: Open, by: Actor) -> None:
    dossier = note(begin(open_case("registered", IN_2023), "start_home", by, IN_2023), by, IN_2023)
    actions.submit(dossier=dossier, by=by, at=clock.at(IN_2023, 11), version=dossier.version)
    codes = list(
        AuditEntry.objects.filter(code__startswith="rehab.").order_by("at", "id").values_list("code", flat=True)
    )
    assert codes == ["rehab.dossier_opened", "rehab.dossier_noted", "rehab.dossier_submitted"]
