"""Uploaded papers: weighed, looked into, written anew, sealed, and open to those alone who work on the file."""

import io
import zlib
from collections.abc import Callable

import pypdf
import pytest
from django.db import connection
from PIL import Image

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.foundation.files import actions, cleaning, policy, queries
from hoanhap.foundation.files.cleaning import Kind
from hoanhap.foundation.files.models import StoredFile
from hoanhap.kernel.errors import NotHere, Refused
from hoanhap.people.cases.models import Case
from tests import cast as stage
from tests import people, pictures
from tests.cast import NOW, Cast

SECRET = "Nguyễn Văn Ví Dụ ở ấp 2"


@pytest.fixture
def cast(db: None) -> Cast:
    return stage.make()


@pytest.fixture
def case(cast: Cast) -> Case:
    return people.open_home_case(cast, people.register_person(cast, "Trần Thị Ví Dụ"))


def store(
    cast: Cast, case: Case, data: bytes, name: str = "a.jpg", by: Account | None = None, title: str = SECRET
) -> StoredFile:
    who = cast.viewer(by or cast.officer)
    return actions.store(data, name=name, title=title, kind="case", subject_id=str(case.pk), by=who, at=NOW)


# --- cleaning -----------------------------------------------------------------------------------------------------


def test_a_picture_keeps_its_pixels_and_loses_what_is_hidden_in_it() -> None:
    dirty = pictures.jpeg(note=SECRET, turned=6)
    assert SECRET.encode() in dirty
    clean = cleaning.clean(dirty, name="anh.JPG")
    with Image.open(io.BytesIO(clean.data)) as picture:
        assert picture.size == (30, 40)  # upright, as the camera meant
        assert not picture.getexif()
        assert "comment" not in picture.info
    assert SECRET.encode() not in clean.data


def test_what_follows_a_picture_is_gone() -> None:
    assert SECRET.encode() not in cleaning.clean(pictures.jpeg() + SECRET.encode(), name="a.jpg").data


def test_a_pdf_keeps_its_pages_and_loses_its_author() -> None:
    clean = cleaning.clean(pictures.pdf(pages=3, author="Phạm Quốc Huy"), name="a.pdf")
    reader = pypdf.PdfReader(io.BytesIO(clean.data))
    assert len(reader.pages) == 3
    assert not (reader.metadata or {}).get("/Author")
    assert b"Huy" not in clean.data


def _bomb(side: int = 60_000) -> bytes:
    """A PNG whose head promises so many pixels each way."""
    whole = bytearray(pictures.png())
    whole[16:24] = side.to_bytes(4) * 2
    whole[29:33] = zlib.crc32(whole[12:29]).to_bytes(4)
    return bytes(whole)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.jpg", "file.empty"),
        (b"x" * (cleaning.MOST_BYTES + 1), "a.jpg", "file.heavy"),
        (b"MZ\x90\x00", "a.jpg", "file.kind"),
        (b"<svg onload=alert(1)>", "a.png", "file.kind"),
        (b"GIF89a", "a.gif", "file.kind"),
        (pictures.png(), "a.jpg", "file.mismatch"),
        (pictures.jpeg(), "a.pdf", "file.mismatch"),
        (pictures.jpeg()[:200], "a.jpg", "file.broken"),
        (b"%PDF-1.7 nothing else", "a.pdf", "file.broken"),
        (_bomb(), "a.png", "file.pixels"),
        (_bomb(6_400), "a.png", "file.pixels"),  # what the decoder would still take
        (pictures.moving_png(), "a.png", "file.pixels"),
        (pictures.pdf(script="app.alert(1)"), "a.pdf", "file.acting"),
        (pictures.pdf(attached="virus"), "a.pdf", "file.acting"),
        (pictures.pdf(password="x"), "a.pdf", "file.locked"),
        (pictures.pdf(pages=cleaning.MOST_PAGES + 1), "a.pdf", "file.heavy"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_in_is_refused_in_words(data: bytes, name: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        cleaning.clean(data, name=name)
    assert refusal.value.code == code


def test_a_pdf_of_countless_parts_is_not_looked_through_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pictures.pdf(pages=3)
    assert cleaning.clean(data, name="a.pdf").kind is Kind.PDF
    monkeypatch.setattr(cleaning, "MOST_OBJECTS", 3)
    with pytest.raises(Refused) as refusal:
        cleaning.clean(data, name="a.pdf")
    assert refusal.value.code == "file.broken"


def test_a_guard_taken_away_lets_a_script_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known-bad: rewriting alone is not what stops it from being taken."""
    monkeypatch.setattr(cleaning, "_require_harmless", lambda reader: None)
    assert cleaning.clean(pictures.pdf(script="app.alert(1)"), name="a.pdf").kind is Kind.PDF


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.pdf])
def test_a_flipped_byte_ends_in_an_answer(make: Callable[[], bytes]) -> None:
    data = make()
    for place in range(0, len(data), max(1, len(data) // 60)):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            cleaning.clean(broken, name={b"\xff": "a.jpg", b"\x89": "a.png"}.get(data[:1], "a.pdf"))
        except Refused:
            continue


# --- keeping ------------------------------------------------------------------------------------------------------


def test_it_lies_sealed_under_a_name_of_our_own_and_comes_back_whole(cast: Cast, case: Case) -> None:
    row = store(cast, case, pictures.jpeg(), name="don cua anh Vi Du.jpg")
    listed = queries.of_subject(cast.viewer(cast.officer), "case", str(case.pk), at=NOW)
    assert [(one.title, one.file.pk) for one in listed] == [(SECRET, row.pk)]
    assert "Vi Du" not in row.name
    assert actions.read(row, by=cast.viewer(cast.officer), at=NOW).startswith(b"\xff\xd8\xff")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM files_storedfile")
        raw = repr(cursor.fetchall()).encode()
    assert b"\\xff\\xd8\\xff" not in raw
    assert SECRET.encode() not in raw


@pytest.mark.parametrize(
    "who", ["police", "helper", "health_station", "inspector", "neighbour_officer", "administrator"]
)
def test_only_those_who_work_on_the_file_open_its_papers(cast: Cast, case: Case, who: str) -> None:
    row, viewer = store(cast, case, pictures.jpeg()), cast.viewer(cast.everybody()[who])
    with pytest.raises(NotHere):
        policy.get_file_for(viewer, row.pk)
    with pytest.raises(NotHere):
        actions.read(row, by=viewer, at=NOW)
    with pytest.raises(NotHere):
        store(cast, case, pictures.jpeg(), by=cast.everybody()[who])
    with pytest.raises(NotHere):
        actions.remove(row, by=viewer, at=NOW)
    with pytest.raises(NotHere):
        queries.of_subject(viewer, "case", str(case.pk), at=NOW)


def test_a_file_says_in_a_few_words_what_it_is(cast: Cast, case: Case) -> None:
    for title in ("", "  ", "a" * (actions.LONGEST_TITLE + 1)):
        with pytest.raises(Refused) as refusal:
            store(cast, case, pictures.jpeg(), title=title)
        assert refusal.value.code == "file.title"
    assert store(cast, case, pictures.jpeg(), title="a" * actions.LONGEST_TITLE)


def test_a_thing_holds_so_many_files_and_no_more(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_FILES", 2)
    first, _second = store(cast, case, pictures.jpeg()), store(cast, case, pictures.jpeg())
    with pytest.raises(Refused) as refusal:
        store(cast, case, pictures.jpeg())
    assert refusal.value.code == "file.many"
    actions.remove(first, by=cast.viewer(cast.officer), at=NOW)
    assert store(cast, case, pictures.jpeg())


def test_a_file_of_a_thing_nobody_declared_opens_to_nobody(cast: Cast, case: Case) -> None:
    row = store(cast, case, pictures.jpeg())
    StoredFile.objects.filter(pk=row.pk).update(subject_kind="report")
    with pytest.raises(NotHere):
        policy.get_file_for(cast.viewer(cast.officer), row.pk)


def test_each_look_is_written_before_it_is_answered(cast: Cast, case: Case) -> None:
    row = store(cast, case, pictures.jpeg())
    queries.of_subject(cast.viewer(cast.leader), "case", str(case.pk), at=NOW)
    actions.read(row, by=cast.viewer(cast.leader), at=NOW)
    actions.remove(row, by=cast.viewer(cast.officer), at=NOW)
    codes = AuditEntry.objects.filter(subject_id=str(case.pk), code__startswith="file.").order_by("id")
    assert list(codes.values_list("code", flat=True)) == ["file.stored", "file.listed", "file.read", "file.removed"]


def test_a_removed_file_is_gone_from_the_database_and_says_so(cast: Cast, case: Case) -> None:
    row = store(cast, case, pictures.jpeg())
    actions.remove(row, by=cast.viewer(cast.officer), at=NOW)
    row.refresh_from_db()
    assert row.content is None
    with pytest.raises(NotHere):
        policy.get_file_for(cast.viewer(cast.officer), row.pk)
    with pytest.raises(NotHere):
        actions.remove(row, by=cast.viewer(cast.officer), at=NOW)
