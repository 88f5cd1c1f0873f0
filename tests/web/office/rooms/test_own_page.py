"""A helper's narrow pages: the given name, the hamlet, the telephone behind a press, what was agreed. Nothing else."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from hoanhap.foundation.access.models import Account
from hoanhap.foundation.audit.models import AuditEntry
from hoanhap.kernel.durations import Duration, Unit
from hoanhap.people.care import planning
from hoanhap.people.cases.policy import CasePermission
from tests import people
from tests.cast import NOW, SETTER, Cast
from tests.web.office.rooms.conftest import CAUSE, HELPERS, NAME, OFFICERS, OTHERS, PRIOR, WHOLE, WISH, World

Enter = Callable[[Account], Client]
FORBIDDEN = (
    *WHOLE.values(),
    "Nguyễn",
    "1992",
    WISH,
    PRIOR,
    CAUSE,
    OFFICERS,
    OTHERS,
    "TL-2020-001",
    "QĐ-UBND",
    "Cai nghiện",
    "Diễn biến",
    "Thời hạn",
    "Lê Văn Thành",
    "Thợ hồ",
    "Tiền án",
)
"""What must stand on none of a helper's pages."""


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def told(page: str, *, but: tuple[str, ...] = ()) -> list[str]:
    return [words for words in FORBIDDEN if words in page and words not in but]


def pages(world: World) -> list[str]:
    return ["/", "/people/", f"/cases/{world.case.pk}/", f"/cases/{world.case.pk}/contacts/new/"]


def test_it_shows_what_was_agreed(cast: Cast, signed_in: Enter, world: World) -> None:
    planning.set_plan(world.case, every=Duration(1, Unit.MONTH), next_on=date(2020, 6, 20), by=SETTER, at=NOW)
    page = signed_in(cast.helper).get(f"/cases/{world.case.pk}/").content.decode()
    assert ">Đào</h1>" in re.sub(r"\s*\n\s*", "", page)
    for words in ("Ấp 2", "•••• 111", "Việc tiếp theo: gặp Đào", "20/06/2020", HELPERS, "Ghi lần gặp"):
        assert words in page
    assert page.count('class="hn-timeline__entry"') == 1


def test_nothing_else_stands_on_any_of_his_pages(cast: Cast, signed_in: Enter, world: World) -> None:
    client = signed_in(cast.helper)
    for address in pages(world):
        answer = client.get(address)
        assert answer.status_code == 200
        assert told(main_of(answer.content.decode())) == [], address
        assert "Đào" in answer.content.decode()
    found = client.post("/people/", {"text": "dao"}).content.decode()
    assert told(found) == []
    assert str(world.case.pk) in found


def test_the_telephone_and_no_other_field_opens(cast: Cast, signed_in: Enter, world: World) -> None:
    client = signed_in(cast.helper)
    answer = client.post(f"/cases/{world.case.pk}/reveal/", {"field": "phone"})
    assert told(answer.content.decode(), but=(WHOLE["phone"],)) == []
    assert WHOLE["phone"] in answer.content.decode()
    assert AuditEntry.objects.filter(code="person.phone_revealed").count() == 1
    for field in WHOLE.keys() - {"phone"}:
        assert client.post(f"/cases/{world.case.pk}/reveal/", {"field": field}).status_code == 404


@pytest.mark.parametrize(
    ("text", "finds"),
    [("Đào", True), ("dao", True), ("0912000111", True)]
    + [(text, False) for text in ("nguyen", "van dao", "dao 1992", "000099994821", "van")],
)
def test_a_search_finds_by_what_he_may_see_alone(
    cast: Cast, signed_in: Enter, world: World, text: str, finds: bool
) -> None:
    answer = signed_in(cast.helper).post("/people/", {"text": text}).content.decode()
    assert (str(world.case.pk) in answer) is finds


def test_his_list_tells_of_his_own_contacts_alone(cast: Cast, signed_in: Enter, world: World) -> None:
    page = main_of(signed_in(cast.helper).get("/people/").content.decode())
    assert "03/05/2020" in page
    assert "20/05/2020" not in page  # somebody else met him later


def test_no_filter_tells_him_of_a_state(cast: Cast, signed_in: Enter, world: World) -> None:
    client = signed_in(cast.helper)
    whole = main_of(client.get("/people/").content.decode())
    for query in ("group=after", "group=measure", "mark=no-helper", "hamlet=8700101", "order=term", "page=7"):
        narrowed = main_of(client.get(f"/people/?{query}").content.decode())
        assert _steady(narrowed) == _steady(whole), query


def _steady(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_no_other_door_of_the_file_is_his(cast: Cast, signed_in: Enter, world: World) -> None:
    client = signed_in(cast.helper)
    contact = world.case.contacts.order_by("met_at")[0]
    doors = ["wish/", "use/", "stage/", "move/", "undo/", "plan/", "helper/", "prior/", "referral/", "health/"]
    addresses = [f"/cases/{world.case.pk}/{door}" for door in doors]
    addresses += [f"/people/{world.person.pk}/edit/", "/people/new/", f"/contacts/{contact.pk}/", "/imports/"]
    assert [client.get(address).status_code for address in addresses] == [
        404 if "prior" not in a else 405 for a in addresses
    ]


def test_a_contact_takes_as_few_taps_as_before(cast: Cast, signed_in: Enter, world: World) -> None:
    """Today → the person's button → place, met, condition, work, next → save: eight at most, on one page."""
    client = signed_in(cast.helper)
    page = client.get(f"/cases/{world.case.pk}/contacts/new/").content.decode()
    fields = re.findall(r'name="(\w+)"', main_of(page))
    asked = {"place", "met", "condition", "work", "next"}
    assert asked <= set(fields)
    typed = {"met_on": "16/06/2020", "met_time": "08:00", "place": "home", "met": "yes", "condition": "progress"}
    typed |= {"work": "stable", "note": "Ghi chú mới của tôi", "next": "1m"}
    assert client.post(f"/cases/{world.case.pk}/contacts/new/", typed).headers["Location"] == f"/cases/{world.case.pk}/"
    assert "Ghi chú mới của tôi" in client.get(f"/cases/{world.case.pk}/").content.decode()


def test_somebody_else_s_people_are_not_there(cast: Cast, signed_in: Enter, world: World) -> None:
    other = people.open_home_case(cast, people.register_person(cast, "Trần Thị Sen", birth="1980"), number="9/QĐ")
    for who in ("helper", "other_helper", "neighbour_helper"):
        client = signed_in(getattr(cast, who))
        assert client.get(f"/cases/{other.pk}/").status_code == 404
        assert "Sen" not in client.get("/people/").content.decode()
    assert signed_in(cast.other_helper).get(f"/cases/{world.case.pk}/").status_code == 404


# --- known-bad controls ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "value", "leaks"),
    [
        ("hoanhap.people.cases.policy.reads_whole", lambda *_: True, "QĐ-UBND"),
        ("hoanhap.people.persons.masks.name", lambda full, _form: full, NAME),
        ("hoanhap.people.care.policy._own_people", None, OFFICERS),
    ],
)
def test_a_guard_taken_away_is_noticed(
    cast: Cast, signed_in: Enter, world: World, monkeypatch: pytest.MonkeyPatch, broken: str, value: object, leaks: str
) -> None:
    client, address = signed_in(cast.helper), f"/cases/{world.case.pk}/"
    assert told(main_of(client.get(address).content.decode())) == []
    if value is None:
        from hoanhap.people.care import policy
        from hoanhap.people.care.models import Contact

        monkeypatch.setattr(policy, "visible_to", lambda viewer, to=None: Contact.objects.order_by("-met_at"))
    else:
        monkeypatch.setattr(broken, value)
    assert leaks in told(main_of(client.get(address).content.decode()))


def test_a_list_for_readers_of_whole_files_would_tell_too_much(
    cast: Cast, signed_in: Enter, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hoanhap.foundation.access.viewer import Viewer

    honest = Viewer.may
    monkeypatch.setattr(
        Viewer, "may", lambda self, what, path=None: what is CasePermission.READ or honest(self, what, path)
    )
    assert "Đang ở bước" in signed_in(cast.helper).get("/people/").content.decode()
