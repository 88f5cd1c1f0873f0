"""The family agrees and takes it back; who does what; no work without an owner; papers of one page."""

import io
from datetime import date, timedelta

import docx
import pypdf
import pytest
from django.db import IntegrityError, transaction

from hoanhap.foundation.documents import docx_writer, pdf_writer
from hoanhap.foundation.files import actions as files
from hoanhap.foundation.organisations import actions as organisations
from hoanhap.foundation.organisations.kinds import AgencyKind
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.commitments import actions, owners, papers, queries, rules
from hoanhap.people.commitments.actions import ChargeDetails, CommitmentDetails, FamilyDetails, GuarantorDetails
from hoanhap.people.commitments.models import Charge, ChargeKind, Commitment, FamilyMember, FormKind, Relation
from tests import people, pictures
from tests.cast import NOW, SETTER, TODAY, Cast

SINCE = date(2020, 2, 1)


def mother(cast: Cast, case: Case, *, agreed: date | None = SINCE, name: str = "Phạm Thị Bông") -> FamilyMember:
    details = FamilyDetails(name=name, relation=Relation.MOTHER, carer=True, agreed_on=agreed)
    return actions.add_family(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)


def give(cast: Cast, case: Case, kind: str, owner: object = None, words: str = "") -> Charge:
    details = ChargeDetails(kind=ChargeKind(kind), valid_from=SINCE, owner=owner, words=words)  # type: ignore[arg-type]
    return actions.charge(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)


def prepare(cast: Cast, case: Case, form: FormKind, signer: object = None, until: date | None = None) -> Commitment:
    details = CommitmentDetails(form=form, on=SINCE, valid_to=until, signer=signer)  # type: ignore[arg-type]
    return actions.prepare(case, details=details, by=cast.viewer(cast.officer).actor, at=NOW)


def words_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.requirement("S1-27")
def test_a_mother_who_cares_has_her_duties_on_the_commitment(cast: Cast, case: Case) -> None:
    kin = mother(cast, case)
    give(cast, case, "daily", kin, "nhắc uống thuốc bổ mỗi sáng")
    give(cast, case, "report", kin)
    commitment = prepare(cast, case, FormKind.FAMILY, kin)
    text = words_of(docx_writer.write(papers.commitment(commitment, cast.viewer(cast.officer))))
    assert "nhắc uống thuốc bổ mỗi sáng" in text
    assert "báo cho xã khi cần hỗ trợ" in text
    assert "Phạm Thị Bông" in text, "she signs"
    assert "Nguyễn Văn Đào" in text


def test_no_work_for_kin_who_have_not_agreed_and_none_after_they_took_it_back(cast: Cast, case: Case) -> None:
    by = cast.viewer(cast.officer).actor
    kin = mother(cast, case, agreed=None)
    with pytest.raises(Refused, match="chưa đồng ý"):
        give(cast, case, "daily", kin)
    with pytest.raises(Refused, match="chưa đồng ý"):
        prepare(cast, case, FormKind.FAMILY, kin)
    kin = actions.agree(kin, on=SINCE, by=by, at=NOW)
    with pytest.raises(Refused, match="đã đồng ý rồi"):
        actions.agree(kin, on=SINCE, by=by, at=NOW)
    row = give(cast, case, "daily", kin)
    actions.withdraw_agreement(kin, on=TODAY, by=by, at=NOW)
    row.refresh_from_db()
    assert row.valid_to == TODAY
    with pytest.raises(Refused, match="đã rút lại"):
        actions.withdraw_agreement(kin, on=TODAY, by=by, at=NOW)


@pytest.mark.requirement("S1-29")
def test_who_does_what_for_one_case_is_printed_and_nothing_is_without_an_owner(cast: Cast, case: Case) -> None:
    viewer = cast.viewer(cast.officer)
    with pytest.raises(Refused, match="Chưa có người giúp đỡ"):
        give(cast, case, "visit")
    people.assign_helper(cast, case)
    station = organisations.create_agency(
        kind=AgencyKind.TRAM_Y_TE,
        name="Trạm Y tế xã",
        place=cast.thuong_lac,
        valid_from=date(2019, 1, 1),
        by=SETTER,
        at=NOW,
    )
    give(cast, case, "health", station)
    give(cast, case, "daily", mother(cast, case))
    if owners.helpers.keys():
        give(cast, case, "visit")
        assert "Lê Thị Hạnh" in words_of(docx_writer.write(papers.matrix(case, viewer)))
    text = words_of(docx_writer.write(papers.matrix(case, viewer)))
    assert "Trạm Y tế xã" in text
    assert "Phạm Thị Bông (mẹ)" in text
    assert queries.unowned(viewer, case) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.filter(owner_kind="agency").update(agency=None)


def test_an_agency_of_another_commune_and_a_stranger_own_nothing(cast: Cast, case: Case) -> None:
    elsewhere = organisations.create_agency(
        kind=AgencyKind.TRAM_Y_TE,
        name="Trạm Y tế bên",
        place=cast.long_khanh_a,
        valid_from=date(2019, 1, 1),
        by=SETTER,
        at=NOW,
    )
    with pytest.raises(Refused, match="Không giao được"):
        give(cast, case, "health", elsewhere)
    other = people.open_home_case(cast, people.register_person(cast, "Lê Văn Tư"), number="06/QĐ-UBND")
    with pytest.raises(Refused, match="Không giao được"):
        give(cast, case, "daily", mother(cast, other))


def test_an_owner_who_left_leaves_a_gap_that_is_named(cast: Cast, case: Case) -> None:
    viewer = cast.viewer(cast.officer)
    guarantor = actions.add_guarantor(
        case, details=GuarantorDetails(name="Lê Văn Ba", valid_from=SINCE), by=viewer.actor, at=NOW
    )
    give(cast, case, "work", guarantor)
    assert queries.unowned(viewer, case) == []
    actions.end_guarantor(guarantor, on=TODAY, reason="", by=viewer.actor, at=NOW)
    assert [one.charge.kind for one in queries.unowned(viewer, case)] == ["work"]
    assert "Việc chưa có người làm" in words_of(docx_writer.write(papers.matrix(case, viewer)))


@pytest.mark.requirement("S2-58")
def test_the_sheet_of_one_member_fits_one_page_even_with_the_longest_words(cast: Cast, case: Case) -> None:
    viewer, kin = cast.viewer(cast.officer), mother(cast, case, name="Nguyễn Phạm Hoàng Thị Ngọc Bông")
    for number in range(rules.MOST_CHARGES):
        give(cast, case, "other", kin, (f"{number} " + "giúp người thân làm việc nhà " * 9)[: rules.LONGEST_WORDS])
    with pytest.raises(Refused, match="vừa một trang"):
        give(cast, case, "other", kin, "thêm một việc")
    key = queries.charges(viewer, case)[0].owner_key
    pages = pypdf.PdfReader(io.BytesIO(pdf_writer.write(papers.sheet(case, key, viewer)))).pages
    assert len(pages) == 1
    with pytest.raises(NotHere):
        papers.sheet(case, "family:ai-do", viewer)


@pytest.mark.requirement("S1-31")
def test_a_commitment_counts_as_signed_only_with_the_photo_or_an_electronic_signature(cast: Cast, case: Case) -> None:
    viewer = cast.viewer(cast.officer)

    def counted() -> int:
        return Case.objects.filter(queries.has_signed(TODAY), pk=case.pk).count()

    row = prepare(cast, case, FormKind.PERSON)
    assert not queries.counts_as_signed(row)
    assert counted() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=row.pk).update(signed_at=NOW, signed_by="paper")
    row = actions.sign_on_paper(row, pictures.jpeg(), name="ck.jpg", by=viewer, at=NOW)
    assert queries.counts_as_signed(row)
    assert counted() == 1
    with pytest.raises(Refused, match="đã ký"):
        actions.sign_electronically(row, code="VNPT-1", by=viewer.actor, at=NOW)
    assert row.paper is not None
    files.remove(row.paper, by=viewer, at=NOW)
    row = queries.commitments(viewer, case)[0]
    assert not queries.counts_as_signed(row), "the photo is gone, so is the proof"
    assert counted() == 0
    row = actions.sign_electronically(row, code="VNPT-2020-0001", by=viewer.actor, at=NOW)
    assert queries.counts_as_signed(row)
    assert counted() == 1
    actions.withdraw_commitment(row, on=TODAY, by=viewer.actor, at=NOW)
    assert counted() == 0


def test_a_commitment_runs_out(cast: Cast, case: Case) -> None:
    row = prepare(cast, case, FormKind.PERSON, until=TODAY)
    actions.sign_electronically(row, code="A-1", by=cast.viewer(cast.officer).actor, at=NOW)
    assert queries.signed(TODAY - timedelta(days=1)).exists()
    assert not queries.signed(TODAY).exists()


@pytest.mark.parametrize("form", [FormKind.FAMILY, FormKind.GUARANTOR])
def test_a_commitment_of_others_names_who_signs(cast: Cast, case: Case, form: FormKind) -> None:
    with pytest.raises(Refused, match="Chọn người ký"):
        prepare(cast, case, form)
