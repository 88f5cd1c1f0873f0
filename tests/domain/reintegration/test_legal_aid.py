"""A need of legal aid is answered with a slip to an office; the slip says nothing about why somebody has a file."""

import io
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.cases.queries import timeline
from hoanhap.people.reintegration import papers, policy
from hoanhap.people.reintegration.actions import legal_aid as actions
from hoanhap.people.reintegration.actions import needs
from hoanhap.people.reintegration.models import (
    LegalAidOutcome,
    LegalAidReferral,
    Need,
    NeedAnswer,
    NeedState,
    Partner,
    PartnerKind,
)
from hoanhap.people.reintegration.queries import legal_aid as queries
from hoanhap.people.reintegration.queries.needs import chain
from tests.cast import NOW, SETTER, TODAY, Cast
from tests.domain.care import people
from tests.domain.reintegration import world

RAISED = date(2020, 6, 1)


@pytest.fixture
def need(cast: Cast) -> Need:
    return world.need(people.case(cast.thuong_lac, "Nguyễn Văn Đào"), "legal", on=RAISED)


def refused(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def outcome(row: LegalAidReferral, said: LegalAidOutcome, on: date = TODAY) -> LegalAidReferral:
    return actions.say_outcome(row, outcome=said, on=on, by=SETTER, at=NOW)


@pytest.mark.requirement("S4-33")
def test_a_need_of_legal_aid_is_answered_with_a_slip(cast: Cast, need: Need) -> None:
    row = world.legal_referral(need, on=date(2020, 6, 2))
    need.refresh_from_db()
    assert (need.state, need.answer, need.answered_on) == (NeedState.ANSWERED, NeedAnswer.REFERRED, date(2020, 6, 2))
    office = Partner.objects.get()
    assert (office.kind, office.address, office.office_phone) == ("legal_aid", "số 1, đường Ví Dụ", "0277 000 000")
    assert list(queries.offices_for(cast.viewer(cast.officer))) == [office]
    outcome(row, LegalAidOutcome.ADVISED)
    said = [(link.on, link.words) for link in chain(need)]
    assert (TODAY, "đã được tư vấn pháp luật") in said
    assert any("giới thiệu đến Trung tâm" in words for _on, words in said)
    (slip,) = queries.of_case(need.case)[need.pk]
    assert (slip.waits, slip.matter) == (False, "làm lại giấy khai sinh cho con")


@pytest.mark.requirement("S4-33")
def test_the_slip_names_the_office_and_the_matter_and_no_reason_for_the_file(cast: Cast, need: Need) -> None:
    row = world.legal_referral(need)
    content = papers.print_legal_referral(row, by=cast.viewer(cast.officer), at=NOW)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        said = package.read("word/document.xml").decode()
    for words in ("Nguyễn Văn Đào", "số 1, đường Ví Dụ", "0277 000 000", "làm lại giấy khai sinh cho con", "16"):
        assert words in said
    assert "Mẫu do phần mềm trình bày" in said
    for words in ("cai nghiện", "ma túy", "hồ sơ", need.case.code):
        assert words not in said
    codes = set(
        AuditEntry.objects.filter(code__in=("legal_aid.printed", "person.opened")).values_list("code", flat=True)
    )
    assert codes == {"legal_aid.printed", "person.opened"}


@pytest.mark.requirement("S4-33")
def test_it_stands_in_the_file_for_those_who_see_the_social_room(cast: Cast, need: Need) -> None:
    world.legal_referral(need)
    told = {event.title for event in timeline(need.case, cast.viewer(cast.officer))}
    assert "Giới thiệu trợ giúp pháp lý: Trung tâm Trợ giúp pháp lý nhà nước tỉnh" in told
    told = {event.title for event in timeline(need.case, cast.viewer(cast.police))}
    assert not any("pháp lý" in title for title in told)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"matter": " "}, "legal-matter"),
        ({"referred_on": date(2020, 6, 17)}, "legal-day"),
        ({"referred_on": date(2020, 5, 31)}, "legal-day"),
        ({"office": actions.OfficeDetails(name="Trung tâm", address="", phone="1")}, "legal-office-facts"),
        ({"office": actions.OfficeDetails(name="Trung tâm", address="số 1", phone=" ")}, "legal-office-facts"),
        ({"office": None}, "legal-office"),
    ],
)
def test_what_a_slip_refuses(cast: Cast, need: Need, change: dict[str, object], code: str) -> None:
    if change == {"office": None}:
        change = {"office": world.partner(cast.thuong_lac)}
    office = actions.OfficeDetails(name="Trung tâm", address="số 1", phone="1")
    details = replace(actions.ReferralDetails(office=office, matter="giấy tờ", referred_on=TODAY), **change)  # type: ignore[arg-type]
    assert refused(lambda: actions.refer(need, details=details, by=SETTER, at=NOW)) == code
    assert not LegalAidReferral.objects.exists()
    assert not Partner.objects.filter(kind=PartnerKind.LEGAL_AID).exists()


def test_another_need_and_an_ended_one_take_no_slip(cast: Cast, need: Need) -> None:
    assert refused(lambda: world.legal_referral(world.need(need.case, "papers", on=RAISED))) == "legal-kind"
    needs.end_need(need, state=NeedState.WITHDRAWN, on=TODAY, by=SETTER, at=NOW)
    assert refused(lambda: world.legal_referral(need)) == "need-ended"


def test_one_slip_waits_at_a_time_and_its_result_is_said_once(need: Need) -> None:
    row = world.legal_referral(need)
    assert refused(lambda: world.legal_referral(need)) == "legal-waits"
    assert refused(lambda: outcome(row, LegalAidOutcome.WAITING)) == "legal-outcome"
    assert refused(lambda: outcome(row, LegalAidOutcome.ADVISED, date(2020, 6, 17))) == "legal-day"
    assert refused(lambda: outcome(row, LegalAidOutcome.ADVISED, date(2020, 6, 15))) == "legal-day"
    outcome(row, LegalAidOutcome.DECLINED)
    assert refused(lambda: outcome(row, LegalAidOutcome.ADVISED)) == "legal-outcome-twice"
    world.legal_referral(need, matter="kiện đòi tiền công")
    assert LegalAidReferral.objects.count() == 2
    assert Partner.objects.count() == 1, "the office is written down once"


def test_the_same_entry_twice_is_one_slip(need: Need) -> None:
    office = actions.OfficeDetails(name="Trung tâm", address="số 1", phone="1")
    details = actions.ReferralDetails(office=office, matter="giấy tờ", referred_on=TODAY, client_key=uuid.UUID(int=7))
    made = {actions.refer(need, details=details, by=SETTER, at=NOW).pk for _time in range(2)}
    assert len(made) == 1


def test_a_closed_file_takes_no_slip(cast: Cast, need: Need) -> None:
    Case.objects.filter(pk=need.case_id).update(closed_on=TODAY, state="closed_deceased")
    assert refused(lambda: world.legal_referral(need)) == "support-case-closed"


def test_who_prints_and_says_the_result(cast: Cast, need: Need) -> None:
    row = world.legal_referral(need)
    for account in (cast.officer, cast.leader):
        assert policy.get_legal_referral_for(cast.viewer(account), row.pk) == row
    for account in (cast.police, cast.helper, cast.neighbour_officer, cast.district_merger, cast.front_cadre,
                    cast.health_station, cast.inspector):  # fmt: skip
        with pytest.raises(NotHere):
            policy.get_legal_referral_for(cast.viewer(account), row.pk)
    assert clock.local_day(NOW) == TODAY


def test_offices_of_another_province_are_not_known_here(cast: Cast, need: Need) -> None:
    world.legal_referral(need, on=date(2020, 6, 2))
    assert queries.offices_for(cast.viewer(cast.officer)).count() == 1
    assert not queries.offices_for(cast.viewer(cast.stranger_officer)).exists()
