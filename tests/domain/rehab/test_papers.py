"""Papers written from a case: their text, their form by regime, their number, and the register of certificates."""

import io
from datetime import date

import docx
import pytest

from hoanhap.foundation import vault
from hoanhap.foundation.audit import Actor
from hoanhap.foundation.documents.models import Document
from hoanhap.kernel import clock
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from hoanhap.people.persons.models import Person
from hoanhap.people.rehab import actions, papers, queries
from hoanhap.people.rehab.actions import CertificateDetails
from hoanhap.people.rehab.models import CasePaper, Certificate
from hoanhap.people.rehab.papers import PaperDetails
from tests import people
from tests.cast import NOW, TODAY, Cast
from tests.domain.rehab.conftest import Open, decided

IN_2023, IN_2026 = date(2023, 5, 8), date(2026, 9, 7)
OWN = "Mẫu của phần mềm, chưa đối chiếu với mẫu ban hành."


def write(case: Case, code: str, on: date, by: Actor, **more: object) -> CasePaper:
    details = PaperDetails(code=code, on=on, **more)  # type: ignore[arg-type]
    return papers.write(case=case, details=details, by=by, at=clock.at(on, 11))


def text_of(paper: CasePaper, cast: Cast) -> str:
    """Everything the Word file says, tables and all."""
    document = docx.Document(io.BytesIO(papers.as_file(paper, "docx", cast.viewer(cast.officer))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])


@pytest.mark.requirement("S2-43")
def test_the_decision_of_2020_and_of_2026_are_two_papers(cast: Cast, open_case: Open, by: Actor) -> None:
    old = write(open_case("registered", date(2020, 6, 1)), "decision", date(2020, 6, 2), by)
    new = write(open_case("registered", IN_2026), "decision", IN_2026, by)
    assert (old.regime, old.issuer, old.form) == ("R2010", "committee", "")
    assert (new.regime, new.issuer, new.form) == ("R2025", "police", "NĐ163-V-22")
    said = text_of(new, cast)
    assert "CÔNG AN XÃ THƯỜNG LẠC" in said
    assert "TRƯỞNG CÔNG AN XÃ" in said
    assert "Luật Phòng, chống ma túy số 120/2025/QH15" in said
    assert "ỦY BAN NHÂN DÂN" in text_of(old, cast)
    assert "khiếu nại" in said


def test_a_form_whose_title_was_not_read_is_marked_in_its_foot(cast: Cast, open_case: Open, by: Actor) -> None:
    case = open_case("addicted", IN_2023)
    seen = write(case, "registration", IN_2023, by)
    guessed = write(case, "refusal", IN_2023, by, ground="too_young")
    assert (seen.own_layout, guessed.own_layout) == (False, True)
    assert OWN not in text_of(seen, cast)
    assert "Mẫu số: NĐ116-22" in text_of(seen, cast)
    assert text_of(guessed, cast).rstrip().endswith(OWN)


def test_a_refusal_in_writing_has_reason_article_and_where_to_complain(cast: Cast, open_case: Open, by: Actor) -> None:
    case = open_case("registered", IN_2023)
    with pytest.raises(Refused, match="lý do"):
        write(case, "refusal", IN_2023, by)
    said = text_of(write(case, "refusal", IN_2023, by, ground="not_resident", words="Đang ở tỉnh khác"), cast)
    for words in ("Không cư trú tại xã", "NĐ 116/2021/NĐ-CP, Điều 28", "khiếu nại", "Đang ở tỉnh khác"):
        assert words in said


def test_the_text_lies_sealed_and_stays_when_the_person_is_corrected(cast: Cast, by: Actor) -> None:
    person = people.register_person(cast, "Nguyễn Văn Ví Dụ", id_number="087092000821")
    case = people.open_home_case(cast, person)
    paper = write(case, "completion_certificate", TODAY, by, completion="voluntary_complete")
    assert "Nguyễn Văn Ví Dụ".encode() not in bytes(paper.body)
    row = Person.objects.get(pk=person.pk)
    vault.seal(row, full_name="Tên Khác")
    row.save(update_fields=["full_name"])
    said = text_of(paper, cast)
    assert "Nguyễn Văn Ví Dụ" in said
    assert "087092000821" in said
    assert "hoàn thành cai nghiện tự nguyện" in said


def test_issuing_enters_the_register_without_a_name(cast: Cast, by: Actor) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    paper = write(case, "reception_minutes", TODAY, by)
    viewer = cast.viewer(cast.officer)
    issued = papers.issue(paper, issued_on=TODAY, by=viewer, at=NOW.replace(hour=12))
    document = Document.objects.get()
    assert (document.notation, document.kind) == ("01/BB-UBND", "BB")
    assert case.code in document.subject
    assert "Ví Dụ" not in document.subject
    assert "Số: 01/BB-UBND" in text_of(issued, cast)
    with pytest.raises(Refused, match="đã vào sổ"):
        papers.issue(paper, issued_on=TODAY, by=viewer, at=NOW.replace(hour=13))


def test_the_police_keep_a_series_of_their_own(cast: Cast, open_case: Open, by: Actor) -> None:
    viewer = cast.viewer(cast.police, IN_2026)
    for number in ("01/QĐ-CAX", "02/QĐ-CAX"):
        paper = write(open_case("registered", IN_2026), "decision", IN_2026, by)
        papers.issue(paper, issued_on=IN_2026, by=viewer, at=clock.at(IN_2026, 12))
        paper.refresh_from_db()
        assert paper.document is not None
        assert paper.document.notation == number
    assert Document.objects.filter(agency__kind="cong_an").count() == 2


def test_a_paper_outside_its_moment_is_refused(open_case: Open, by: Actor) -> None:
    case = open_case("addicted", IN_2023)
    with pytest.raises(Refused) as refused:
        write(case, "post_rehab_decision", IN_2023, by)
    assert refused.value.article == "NĐ 116/2021/NĐ-CP, Điều 77–79"
    with pytest.raises(Refused):
        write(case, "decision", date(2023, 5, 9), by)  # tomorrow is refused by the plain clock, and so is this state
    with pytest.raises(Refused):
        write(case, "end_notice", IN_2023, by)


@pytest.mark.parametrize("regime_day", [date(2020, 6, 1), IN_2023, IN_2026])
def test_every_paper_of_every_regime_can_be_written(cast: Cast, open_case: Open, by: Actor, regime_day: date) -> None:
    from hoanhap import law

    length = 731 if regime_day == IN_2026 else 184
    for rule in law.casework_on(regime_day).papers:
        states = sorted(rule.from_states & {"addicted", "registered", "user_management", "rehab_voluntary_home",
                                            "post_rehab_residence", "compulsory_dossier"}) or ["addicted"]  # fmt: skip
        state = states[0] if rule.code != "user_decision" else "user_management"
        term = 365 if state in ("user_management", "post_rehab_residence") else length
        decision = decided(regime_day, term) if state not in ("addicted", "registered") else decided(regime_day, 1)
        case = open_case(state, regime_day, decision=decision) if term else None
        assert case is not None
        grounds = {"refusal": "refuse", "stop_decision": "stop_management"}
        offered = law.grounds_for(grounds.get(rule.code, "none"), state, regime_day)
        completion = "voluntary_complete" if rule.code == "completion_certificate" else ""
        paper = write(case, rule.code, regime_day, by, ground=offered[0].code if offered else "", completion=completion)
        assert "Nguyễn Văn Ví Dụ" in text_of(paper, cast)


# -- the register of certificates ------------------------------------------------------------------------------


@pytest.mark.requirement("S3-19")
def test_a_certificate_without_its_type_is_refused(cast: Cast, by: Actor) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    with pytest.raises(Refused, match="loại hoàn thành"):
        write(case, "completion_certificate", TODAY, by)
    details = CertificateDetails(number="3", issued_on=TODAY, issuer_name="Trung tâm", completion="")
    with pytest.raises(Refused, match="loại hoàn thành"):
        actions.record_certificate(case=case, details=details, by=by, at=NOW)
    with pytest.raises(Refused, match="còn đến hết ngày 15/07/2020"):
        write(case, "completion_certificate", TODAY, by, completion="full_term")
    assert not Certificate.objects.exists()


def test_an_issued_certificate_stands_in_its_register(cast: Cast, by: Actor) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    paper = write(case, "completion_certificate", TODAY, by, completion="reduced")
    papers.issue(paper, issued_on=TODAY, by=cast.viewer(cast.leader), at=NOW.replace(hour=12))
    (line,) = queries.certificates(cast.viewer(cast.leader), year=2020)
    assert (line.number, line.completion, line.measure) == ("01/GCN-UBND", "reduced", "rehab_voluntary_home")
    assert queries.certificates(cast.viewer(cast.neighbour_officer), year=2020) == []


@pytest.mark.requirement("S3-06")
def test_nine_and_ten_are_nineteen_and_the_types_stay_apart(cast: Cast, by: Actor) -> None:
    batch = []
    for serial in range(19):
        case = people.open_home_case(cast, people.register_person(cast, f"Học Viên {serial}", birth=str(1970 + serial)))
        completion = "voluntary_complete" if serial < 9 else "reduced"
        details = CertificateDetails(
            number=f"{serial + 1:02d}", issued_on=TODAY, issuer_name="Trung tâm Bảo trợ xã hội", completion=completion
        )
        batch.append((case, details))
    actions.record_certificates(certificates=batch, by=by, at=NOW)
    counted = {one.completion: one for one in queries.certificates_by_type(cast.viewer(cast.officer), year=2020)}
    assert counted["voluntary_complete"].shown == "09"
    assert counted["reduced"].shown == "10"
    assert sum(one.count for one in counted.values()) == 19
    with pytest.raises(Refused, match="đã có trong sổ"):
        actions.record_certificate(case=batch[0][0], details=batch[1][1], by=by, at=NOW)


def test_a_stranger_draws_no_paper(cast: Cast, by: Actor) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Ví Dụ"))
    paper = write(case, "reception_minutes", TODAY, by)
    for account in (cast.neighbour_officer, cast.helper, cast.administrator):
        with pytest.raises(NotHere):
            papers.paper_of(paper, cast.viewer(account))
