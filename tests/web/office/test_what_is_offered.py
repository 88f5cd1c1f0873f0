"""The header and the page of a file offer each post its own doors, all of them and no other.

That no door is offered that would be shut is asked elsewhere (tests/watch); here also that none is missing.
"""

import re
from collections.abc import Callable

from django.test import Client
from django.urls import resolve

from hoanhap.foundation.access.models import Account
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.models import Case
from tests import people
from tests.cast import NOW, SETTER, TODAY, Cast

Enter = Callable[[Account], Client]

EVERY_LEADER = (
    "today people returns contact-requests support-board reviews task-forces community reports privacy safeguards"
)
OFFICE = "today task-forces community reports"
ABOVE = "today support-board task-forces community inspection reports outcomes"
POLICE = (
    "today people returns contact-requests residence-checks loan-lists reviews task-forces community reports safeguards"
)
HEADERS = {
    "administrator": "today accounts privacy safeguards holidays",
    "centre": "today referrals return-batches",
    "culture": OFFICE,
    "finance": OFFICE,
    "justice": OFFICE,
    "leader": EVERY_LEADER,
    "deputy": EVERY_LEADER,
    "district_leader": f"{ABOVE} privacy safeguards",
    "province_leader": f"{ABOVE} privacy safeguards",
    "district_merger": f"{ABOVE} cross-table safeguards",
    "province_merger": f"{ABOVE} cross-table safeguards",
    "front_cadre": "today task-forces community inspection reports",
    "front_hamlet": "today task-forces",
    "health_station": "today referrals task-forces community safeguards",
    "helper": "today people contact-requests",
    "inspector": ("today people support-board reviews task-forces community inspection reports cross-table privacy"),
    "officer": (
        "today people returns contact-requests groups support-board reviews task-forces community reports imports "
        "privacy safeguards"
    ),
    "police": POLICE,
    "police_chief": POLICE,
}

CHAIR = (
    "case-assessment case-circle case-files case-looks case-move case-move-out case-origin case-print case-rehab "
    "case-reveal case-stage case-support case-undo case-use case-wish counselling helper-assign loan-check own-plan "
    "people person-edit person-team privacy-consents privacy-request-new referral-send story-new"
)
POLICEMAN = (
    "case-assessment case-circle case-move-out case-print case-prior case-prior-write case-rehab case-reveal "
    "loan-check people person-team"
)
FILES = {
    "leader": CHAIR,
    "deputy": CHAIR,
    "officer": CHAIR.replace("case-looks ", "") + " case-results contact-log contact-plan review-year",
    "police": POLICEMAN,
    "police_chief": POLICEMAN,
    "inspector": "case-assessment case-looks case-print case-reveal people person-team",
}
WHILE_OPEN = {
    "case-move-out",
    "helper-assign",
    "referral-send",
    "story-new",
    "contact-log",
    "contact-plan",
    "review-year",
}


def leading(html: str, opens: str, closes: str) -> list[str]:
    part = html[html.index(opens) :]
    part = part[: part.index(closes)]
    return [str(resolve(found).url_name) for found in re.findall(r'(?:href|action)="(/[^"#?]*)', part)]


def offered(cast: Cast, signed_in: Enter, case: Case) -> dict[str, set[str]]:
    """What the page of this file offers to whom it opens."""
    found = {}
    for name, account in cast.everybody().items():
        answer = signed_in(account).get(f"/cases/{case.pk}/")
        if answer.status_code == 200:
            found[name] = set(leading(answer.content.decode(), "<main", "</main>"))
    return found


def test_the_header_of_every_post(cast: Cast, signed_in: Enter) -> None:
    for name, wanted in HEADERS.items():
        page = signed_in(getattr(cast, name)).get("/").content.decode()
        assert leading(page, 'aria-label="Các mục chính"', "</nav>") == wanted.split(), name


def test_the_page_of_a_file_to_every_post(cast: Cast, signed_in: Enter) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    assert offered(cast, signed_in, case) == {name: set(wanted.split()) for name, wanted in FILES.items()}


def test_the_page_of_an_ended_file_to_every_post(cast: Cast, signed_in: Enter) -> None:
    case = people.open_home_case(cast, people.register_person(cast, "Nguyễn Văn Đào"))
    cases.close(case=case, verb="close_moved", on=TODAY, signer_title="Chủ tịch", by=SETTER, at=NOW, version=1)
    wanted = {name: set(words.split()) - WHILE_OPEN for name, words in FILES.items()}
    for chair in ("leader", "deputy"):
        wanted[chair].add("case-seal")
    assert offered(cast, signed_in, case) == wanted
