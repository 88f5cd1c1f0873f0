"""`./hoanhap daily`: what an office's server does once a night, safe to repeat (a timer of the system calls it).

It hands over what units hold that have ended, reminds of terms that end, of clocks of the law, of choices when a law
changes, of residence checks, of referrals and moves nobody answered, of those who were to come back and did not, of
people without a helper, of communes without a task force, of reviews still to be written, opens the reports of windows
that have just ended, discards lists that somebody looked at and never took, erases requests for contact after a year,
puts ended files away on their day, links the log into its chain, signs the head, and finishes what an exchange of keys
left over.
"""

import argparse
import sys
from datetime import date, datetime, timedelta

from axes.models import AccessAttempt
from django.db import transaction
from django.db.models import Q

from hoanhap.exchange.people_list import actions as imports
from hoanhap.foundation.access.models import Posting
from hoanhap.foundation.access.roles import holders_of
from hoanhap.foundation.accounts import attesting
from hoanhap.foundation.audit import Actor, checkpoints
from hoanhap.foundation.joint_acts import actions as joint_acts
from hoanhap.foundation.places.models import Place
from hoanhap.foundation.sign_in import guesses
from hoanhap.foundation.sign_in.session_store import SessionStore
from hoanhap.foundation.vault import index_keys
from hoanhap.kernel import clock
from hoanhap.kernel.periods import Period
from hoanhap.ops.keys import actions as keys
from hoanhap.people.care import health_room_duties as referrals
from hoanhap.people.care.clinic import duties as clinic
from hoanhap.people.cases import actions as cases
from hoanhap.people.cases.actions import sealing
from hoanhap.people.community import duties as task_forces
from hoanhap.people.intake import actions as intake
from hoanhap.people.reception import actions as reception
from hoanhap.people.rehab import duties as measures
from hoanhap.people.reintegration import duties as helpers
from hoanhap.people.reintegration.duties import needs as need_duties
from hoanhap.people.reviews import duties as reviews
from hoanhap.people.succession import actions as succession
from hoanhap.steering.reports import actions as reports
from hoanhap.steering.reports import form as forms
from hoanhap.steering.reports.policy import ReportPermission

NIGHT = Actor(account_id="daily", title="việc hằng đêm", origin="job")
# A server that was off for some days still opens what ended meanwhile.
LOOK_BACK = timedelta(days=40)


def main(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="hoanhap daily", description="Việc hằng đêm; chạy lại không hại gì.").parse_args(argv)
    index_keys.require()  # nothing is begun with a missing or a foreign master key
    now = clock.now()
    opened, discarded = run(now), clean(now)
    sealed, destroyed = put_away(now)
    keys.keep_up(by=NIGHT, at=now)
    sys.stdout.write(f"Đã mở {opened} báo cáo, bỏ {discarded} bản xem trước, nối {link()} dòng nhật ký.\n")
    sys.stdout.write(f"Đã niêm phong {sealed} hồ sơ đã kết thúc, hủy khóa {destroyed} hồ sơ hết thời hạn lưu giữ.\n")
    return 0


def run(now: datetime) -> int:
    """Renew the duties of all offices in use and open their reports; how many reports were opened."""
    today = clock.local_day(now)
    succession.hand_over_all(on=today, by=NIGHT, at=now)
    with transaction.atomic():
        cases.open_term_duties(on=today, by=NIGHT, at=now)
        measures.ask_transitions(by=NIGHT, at=now)
        measures.renew_all(by=NIGHT, at=now)
        referrals.remind_late(by=NIGHT, at=now)
        reception.keep_watch(by=NIGHT, at=now)
        need_duties.remind_late(by=NIGHT, at=now)
        clinic.remind_open(by=NIGHT, at=now)
        attesting.remind(by=NIGHT, at=now)
        reviews.ask_years(by=NIGHT, at=now)
        units = offices_in_use(today)
        reviews.renew((unit for unit in units if unit.kind == "commune"), by=NIGHT, at=now)
        for unit in units:
            if unit.kind == "commune":
                helpers.renew(unit.path, by=NIGHT, at=now)
                task_forces.renew(unit.path, by=NIGHT, at=now)
                measures.renew_residence(unit.path, unit.pk, by=NIGHT, at=now)
        return sum(_open_ended(form, units, today, now) for form in forms.all_forms().values())


def clean(now: datetime) -> int:
    """Destroy what waits in previews nobody came back to; how many. Ended sessions, requests, old guesses go too."""
    SessionStore.clear_expired()
    guesses.clean()
    AccessAttempt.objects.filter(attempt_time__lt=clock.wall() - timedelta(days=1)).delete()
    joint_acts.lapse(by=NIGHT, at=now)
    intake.erase_due(on=clock.local_day(now), by=NIGHT, at=now)
    return imports.discard_abandoned(by=NIGHT, at=now)


def put_away(now: datetime) -> tuple[int, int]:
    """Seal the files that ended long enough ago, destroy the keys of those kept for their term; how many of each."""
    today = clock.local_day(now)
    return sealing.seal_due(on=today, by=NIGHT, at=now), sealing.destroy_due(on=today, by=NIGHT, at=now)


def link() -> int:
    """Link what is pending in the log and sign its head; how many entries were linked."""
    linked, _checkpoint = checkpoints.link_and_sign(checkpoints.Reason.DAILY)
    return linked


def offices_in_use(on: date) -> list[Place]:
    """The units where somebody is posted who reports."""
    posted = Posting.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), role__in=holders_of(ReportPermission.FILL), valid_from__lte=on
    )
    return list(Place.objects.as_of(on).filter(pk__in=posted.values("place_id")).order_by("path"))


def _open_ended(form: forms.Form, units: list[Place], today: date, now: datetime) -> int:
    """Open every window of the form that has ended within the last weeks."""
    ended = {
        period
        for window in form.windows
        for year in (today.year - 1, today.year)
        for number in range(1, form.windows_in_year(window) + 1)
        if today - LOOK_BACK <= (period := form.period(window, year, number)).end <= today
    }
    return sum(
        len(reports.open_many(form, _reporting(units, period), period, by=NIGHT, at=now)) for period in sorted(ended)
    )


def _reporting(units: list[Place], period: Period) -> list[Place]:
    """Who reports on a period: the units in use that saw its last day, and those that were in use then and are gone."""
    then = [unit for unit in units if unit.lives_on(period.last_day)]
    return [*then, *(unit for unit in offices_in_use(period.last_day) if unit not in units)]
