"""Two hands at once: nothing that was acknowledged is lost, nothing is there twice."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from hoanhap.foundation.notices.models import Duty
from hoanhap.people.care import actions, duties
from hoanhap.people.care.models import Contact, ContactVersion
from hoanhap.people.care.rules import ContactDetails
from hoanhap.people.cases.models import Case
from hoanhap.people.reintegration import actions as helper_actions
from hoanhap.people.reintegration.actions import HelperDetails
from hoanhap.people.reintegration.models import HelperAssignment
from tests import cast as casting
from tests.cast import NOW, SETTER, TODAY
from tests.domain.care import people
from tests.two_hands import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SEEN = ContactDetails(met_at=NOW - timedelta(hours=3), place="home", met=True, condition="progress")


def a_case() -> Case:
    return people.case(casting.make().thuong_lac)


def test_contacts_logged_at_once_are_all_kept_and_leave_one_duty() -> None:
    case = a_case()
    at_once(*[lambda: actions.log_contact(case, details=SEEN, by=SETTER, at=NOW)] * 6)
    assert Contact.objects.count() == 6
    assert Duty.objects.filter(key=f"care.meet:{case.pk}", settled_at=None).count() == 1
    assert Duty.objects.filter(key=f"care.meet:{case.pk}").count() == 7


def test_the_same_work_opened_at_once_is_opened_once() -> None:
    case = a_case()
    duties.withdraw([case.pk], by=SETTER, at=NOW)
    opened = at_once(*[lambda: duties.open_for([(case, TODAY)], by=SETTER, at=NOW)] * 6)
    assert sorted(opened, key=str) == [0, 0, 0, 0, 0, 1]
    assert Duty.objects.filter(key=duties.key_of(case.pk), settled_at=None).count() == 1


def test_one_entry_sent_many_times_at_once_is_one_contact() -> None:
    case = a_case()
    sent = ContactDetails(met_at=SEEN.met_at, place="home", met=True, condition="progress", client_key=uuid4())
    answers = at_once(*[lambda: actions.log_contact(case, details=sent, by=SETTER, at=NOW).pk] * 6)
    assert len(set(answers)) == 1
    assert Contact.objects.count() == 1


def test_of_two_corrections_of_one_version_one_is_told_so() -> None:
    case = a_case()
    contact = actions.log_contact(case, details=SEEN, by=SETTER, at=NOW)

    def correct(work: str) -> Callable[[], object]:
        return lambda: (
            actions.correct_contact(contact, changes={"work": work}, reason="x", version=1, by=SETTER, at=NOW).work
        )

    answers = at_once(correct("stable"), correct("none"))
    assert answers.count("contact-version") == 1
    assert Contact.objects.get().work in answers
    assert ContactVersion.objects.count() == 1


def test_of_two_main_helpers_named_at_once_one_is_refused() -> None:
    case = a_case()

    def assign(name: str) -> Callable[[], object]:
        details = HelperDetails(helper_name=name, valid_from=TODAY)
        return lambda: helper_actions.assign(case, details=details, by=SETTER, at=NOW).helper_name

    answers = at_once(assign("Lê Thị Hạnh"), assign("Võ Văn Tám"))
    assert answers.count("helper-exists") == 1
    assert HelperAssignment.objects.get().helper_name in answers
