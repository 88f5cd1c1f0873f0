"""Every page speaks one language only: English by switch, else Vietnamese; papers and lists are Vietnamese always.

The pages are those behind every door, seen by everybody it opens for. The catalogue is compiled here, so that the tests
do not depend on when the launcher last did.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.db.models import Model
from django.http import HttpResponse
from django.utils import translation
from pytest_django import Settings

from hoanhap.exchange.people_list import export, sheet_writer
from hoanhap.exchange.people_list.columns import COLUMNS
from hoanhap.foundation.access.models import Account
from hoanhap.foundation.accounts import proposals
from hoanhap.foundation.accounts.models import Proposal
from hoanhap.foundation.organisations.models import Agency
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.privacy.models import ConsentText
from hoanhap.kernel import clock
from hoanhap.law import aid, guardian_rules, team_rules
from hoanhap.law.casework_loader import casework
from hoanhap.law.loader import law
from hoanhap.people.assessment.models import Diagnoser
from hoanhap.people.care.counselling.models import SupportGroup
from hoanhap.people.community.points.models import Point
from hoanhap.people.community.schemes.models import Scheme
from hoanhap.people.community.training.models import TrainingCourse
from hoanhap.people.community.workers.models import Worker
from hoanhap.people.persons import queries as persons
from hoanhap.people.persons.models import Person
from hoanhap.people.reintegration.models import Course, Partner, Vacancy
from hoanhap.steering.reports import export as files
from hoanhap.steering.reports import papers
from hoanhap.steering.reports.models import Report
from hoanhap.web.office import doors
from tests import cast as stage
from tests.cast import NOW
from tests.watch.matrix import grounds
from tests.watch.matrix.grounds import NOWHERE, OWN
from tests.watch.matrix.knocking import House, known_by_now
from tests.watch.matrix.things import Ground
from tests.web.english import entries, pairs
from tests.web.office.imports import lists

pytestmark = pytest.mark.once("sqlite")

VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
SPOKEN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-label", "content")
# What stays Vietnamese on an English page besides names, laws as they are cited and the headings of lists.
KEPT = ("Hòa Nhập", "Tiếng Việt", "diện quản lý", "Hùng", "Hội LHPN xã", "Lê Văn Ví Dụ", "Nguyễn Văn Ví Dụ")
# What the makers of things typed, which the screen shows as it was typed.
TYPED = (
    *(
        "Tòa án nhân dân huyện",
        "Xem xét đơn của người có dữ liệu",
        "Công văn 15/CV",
        "Mất một ổ USB của xã",
        "dựng thử",
    ),
    *("Gặp tai nạn, cần báo tin cho người thân", "Cán bộ mới về xã từ đầu tháng", "đơn"),
    *("Lê Văn Về 1", "Lê Văn Bảo", "Phạm Thị Mẹ", "Bé Tư", "Thiếu quyết định", "người ở cuối ấp"),
    *("Mở tiệm sửa xe", "Học xong nghề", "Học sửa xe", "Hiểu về cai nghiện", "Sở Y tế"),
    *("Cơ sở điều trị Hồng Ngự", "Trung tâm Y tế huyện", "Trạm Y tế Thường Lạc", "cạnh trạm y tế", "sáng thứ Hai"),
    *("Quán nhỏ", "Anh mở quán.", "anh Đ.", "Tốt.", "số người ghé quán", "Thăm, động viên"),
    *("làm lại giấy khai sinh cho con", "số 1, đường Ví Dụ", "Tủ hồ sơ Mặt trận"),
    *("Không ai bị bỏ quên.", "Thăm các gia đình"),
)
# What is called as somebody named it: table and field.
NAMED: tuple[tuple[type[Model], str], ...] = (
    (Account, "display_name"),
    (Agency, "name"),
    (Course, "title"),
    (Diagnoser, "name"),
    (Partner, "name"),
    (Point, "name"),
    (Scheme, "name"),
    (SupportGroup, "name"),
    (TrainingCourse, "title"),
    (Vacancy, "title"),
    (Worker, "name"),
)
VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
MARK = sheet_writer.Mark(recipient="Hội LHPN", serial="ab12", until=stage.TODAY, notice="Không chuyển tiếp.")
NUMBERS = re.compile(r"\b\d+/[A-ZĐ]+(?:-[A-ZĐ]+)*")  # 05/QĐ-UBND
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w+\}")


class Spoken(HTMLParser):
    """What a page says to eyes and ears: its texts and its spoken attributes, one string each.

    What says of itself that it is Vietnamese (a paper shown as it reads) or no word (a field's name) is left out.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "html" and (("lang", "vi") in attrs or ("translate", "no") in attrs or tag in ("script", "style")):
            silent = True
        else:
            silent = self.silent
        if tag not in VOID:
            self.open.append((tag, silent))
        if not silent:
            self.said += [value for name, value in attrs if name in SPOKEN_ATTRIBUTES and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    @property
    def silent(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self.silent:
            self.said.append(text)


@pytest.fixture
def english(settings: Settings, tmp_path: Path) -> Catalog:
    """The catalogue of the sources, compiled for this test."""
    catalog = entries()
    target = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as out:
        write_mo(out, catalog)
    settings.LOCALE_PATHS = [tmp_path]
    return catalog


@contextmanager
def house_in(language: str) -> Iterator[House]:
    """One of everything, made by people who had chosen this language: some sentences are kept as they were said."""
    clock.set_start(NOW)
    with translation.override(language):
        cast = stage.make()
        accounts = cast.everybody()
        own = Ground(OWN, cast, cast.thuong_lac, cast.officer, 1, cast.helper, frozenset({"helper", "health_station"}))
        for part in sorted(grounds.everything()):
            own[part]
    yield House(grounds.World(cast, {OWN: own, **dict.fromkeys(grounds.OF_PERSONS, own)}, accounts))
    clock.set_start(None)


def pages(house: House, language: str, *, once: bool = False) -> Iterator[tuple[str, str]]:
    """Every page behind a door for everybody it opens for, or for the first of them; the workbench of components shows
    code and stays out.
    """
    shown = set[str]()
    for knock in house.knocks(doors.DOORS.keys() - {"gallery"}):
        if knock.method != "GET" or 200 not in knock.allowed or knock.where not in (NOWHERE, OWN):
            continue
        if once and knock.door in shown:
            continue
        answer = house.ask(knock.who, "GET", knock.address, language=language)
        if isinstance(answer, HttpResponse) and answer.status_code == 200 and is_html(answer):
            shown.add(knock.door)
            yield f"{knock.door} for {knock.who}", answer.content.decode()


def is_html(answer: HttpResponse) -> bool:
    return answer.headers["Content-Type"].startswith("text/html")


def said_on(shown: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each text once, with the first page that says it."""
    said: dict[str, str] = {}
    for name, html in shown:
        for text in Spoken(html).said:
            said.setdefault(text, name)
    return said


def sentences(catalog: Catalog, *, english: bool) -> re.Pattern[str]:
    """All sentences of one language as one pattern; those that read the same in both are left out."""
    known = {text for message in catalog if message.id for text in pairs(message)}
    other = {text[0 if english else 1] for text in known}
    found = set()
    for pair in known:
        text = pair[1 if english else 0]
        if text not in other and re.search(r"[^\W\d]{2}", PLACEHOLDER.sub("", text)):
            found.add(".+".join(re.escape(part) for part in PLACEHOLDER.split(text.replace("%%", "%"))))
    return re.compile("|".join(sorted(found)))


def names() -> list[str]:
    """What is not a word of the interface: names of people and places, laws, headings of lists; the longest first."""
    found = {*KEPT, *TYPED, *articles((law(), casework(), team_rules(), guardian_rules(), aid.aid()))}
    found |= {terms.title_vi for terms in aid.aid().loans}
    found |= {text.body for text in ConsentText.objects.all()}
    found |= {proposals.described(one) for one in Proposal.objects.all()}
    found |= {persons.details_of(person).full_name for person in Person.objects.all()}
    found |= {name for model, field in NAMED for name in model._default_manager.values_list(field, flat=True)}
    found |= {name for place in Place.objects.all() for name in (place.full_name, place.heading, place.name)}
    found |= {word for column in COLUMNS for word in (column.title, column.short)}
    found |= {str(cell) for row in (*lists.GOOD, lists.BAD) for cell in row}
    return sorted((name for name in found if name and not name.isdigit()), key=len, reverse=True)


def articles(thing: object) -> Iterator[str]:
    """Every article cited anywhere in the law."""
    if is_dataclass(thing):
        yield getattr(thing, "article", "")
        yield from (article for field in fields(thing) for article in articles(getattr(thing, field.name)))
    elif isinstance(thing, Mapping):
        yield from (article for value in thing.values() for article in articles(value))
    elif isinstance(thing, tuple):
        yield from (article for value in thing for article in articles(value))


def vietnamese_in(said: Mapping[str, str], kept: list[str], interface: re.Pattern[str]) -> list[tuple[str, str]]:
    """Texts with a letter only Vietnamese has, once names are put aside, and texts that are ours in Vietnamese."""
    found = []
    for text, page in said.items():
        rest = text
        for name in kept:
            rest = rest.replace(name, "0")
        rest = NUMBERS.sub("0", rest)
        if VIETNAMESE.search(rest) or interface.fullmatch(rest):
            found.append((page, text))
    return found


def english_in(said: Mapping[str, str], interface: re.Pattern[str]) -> list[tuple[str, str]]:
    return [(page, text) for text, page in said.items() if interface.fullmatch(text)]


@pytest.mark.django_db
def test_english_pages_speak_english(english: Catalog) -> None:
    with house_in("en") as house, known_by_now():
        said = said_on(pages(house, "en"))
        assert len(said) > 400
        assert {"My people", "Reports", "Voluntary rehab at home", "All people with a case"} <= said.keys()
        assert vietnamese_in(said, names(), sentences(english, english=False)) == []


@pytest.mark.django_db
def test_vietnamese_pages_speak_vietnamese(english: Catalog) -> None:
    with house_in("vi") as house, known_by_now():
        said = said_on(
            pages(house, "vi", once=True)
        )  # sentences are ours, and English in them an oversight of the code
        assert len(said) > 400
        assert {
            "Người của tôi",
            "Báo cáo",
            "Cai nghiện tự nguyện tại gia đình",
            "Tổng số người có hồ sơ",
        } <= said.keys()
        assert english_in(said, sentences(english, english=True)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>Người của tôi</p>",
        "<p>Ghi nhận</p>",  # in no catalogue
        "<p>Xem</p>",  # no letter that only Vietnamese has
        '<td data-label="Việc tới">–</td>',
        '<a aria-label="xem các dòng">3</a>',
        "<p>Lê Văn Ví Dụ thôi tham gia Tổ</p>",
    ],
)
def test_vietnamese_on_an_english_page_is_noticed(html: str) -> None:
    assert vietnamese_in(said_on([("page", html)]), list(KEPT), sentences(entries(), english=False))


def test_names_on_an_english_page_are_welcome() -> None:
    html = "<title>Today – Hòa Nhập</title><p>Meet Lê Văn Ví Dụ</p><p>05/QĐ-UBND of 16/01/2020</p><script>Xem</script>"
    assert vietnamese_in(said_on([("page", html)]), list(KEPT), sentences(entries(), english=False)) == []


@pytest.mark.parametrize("html", ["<p>My people</p>", "<p>Meet Lê Văn Ví Dụ</p>", '<a title="Add a member">+</a>'])
def test_english_on_a_vietnamese_page_is_noticed(html: str) -> None:
    assert english_in(said_on([("page", html)]), sentences(entries(), english=True))


@pytest.mark.django_db
def test_papers_and_lists_stay_vietnamese(english: Catalog) -> None:
    """The official paper, the data of a report and the list of a commune read the same, whatever the screen speaks."""
    with house_in("vi") as house:
        report, viewer = Report.objects.get(), house.world.cast.viewer(house.world.cast.officer)

        def made() -> tuple[object, ...]:
            book = openpyxl.load_workbook(
                io.BytesIO(export.export(viewer, house.world.cast.thuong_lac, at=NOW, mark=MARK))
            )
            rows = [(sheet.title, list(sheet.values)) for sheet in book]
            return papers.fill(report, viewer), files.as_data(report, viewer=viewer), rows

        plain = made()
        with translation.override("en"):
            assert translation.gettext("Báo cáo") == "Reports"
            assert made() == plain
