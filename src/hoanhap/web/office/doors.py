"""Every door of the house: which methods it takes, for which posts and purpose it opens, how far they reach.

The gates themselves stand in the policies; this table says again, in one place, what they must answer. A route that is
not declared here fails `django check`, and tests/watch/test_access_matrix.py knocks at every door as everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from django.core import checks
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from hoanhap.exchange.policy import ExchangePermission as Exchange
from hoanhap.foundation.access.permissions import Permission
from hoanhap.foundation.access.policy import AccessPermission as Access
from hoanhap.foundation.access.purposes import Purpose
from hoanhap.foundation.access.roles import Role, acting_as, allowed_to
from hoanhap.foundation.break_glass.policy import BreakGlassPermission as Glass
from hoanhap.foundation.notices.policy import NoticePermission as Notice
from hoanhap.foundation.privacy.policy import PrivacyPermission as Privacy
from hoanhap.foundation.watch.policy import WatchPermission as Watch
from hoanhap.people.assessment.policy import AssessmentPermission as Assessment
from hoanhap.people.care.policy import CarePermission as Care
from hoanhap.people.care.policy import HealthPermission as Health
from hoanhap.people.cases.policy import CasePermission as Cases
from hoanhap.people.cases.policy import PolicePermission as Police
from hoanhap.people.cases.sealed import SealedPermission as Sealed
from hoanhap.people.commitments.policy import CommitmentPermission as Commitments
from hoanhap.people.community.policy import CommunityPermission as Community
from hoanhap.people.inspection.policy import InspectionPermission as Inspection
from hoanhap.people.intake.policy import IntakePermission as Intake
from hoanhap.people.persons.policy import PersonPermission as Persons
from hoanhap.people.reception.policy import ReceptionPermission as Reception
from hoanhap.people.rehab.policy import RehabPermission as Rehab
from hoanhap.people.reintegration.policy import ReintegrationPermission as Reintegration
from hoanhap.people.reviews.policy import ReviewPermission as Reviews
from hoanhap.people.succession.policy import SuccessionPermission as Succession
from hoanhap.steering.publications.policy import PublicationPermission as Publications
from hoanhap.steering.reports.policy import ReportPermission as Reports


class Reach(Enum):
    """How far a post reaches through a door."""

    NOBODY = auto()  # shut, until something else opens it for a moment (a link to set up, a secret just offered)
    EVERYBODY = auto()  # signed in or not
    SIGNED_IN = auto()  # everybody signed in; the page shows only what is his
    POST = auto()  # whoever holds such a post; the address names nothing
    BELOW = auto()  # what lies at the post's place or below it; helpers: their people alone; hamlets: their commune's
    RELATED = auto()  # what a living relation (a help, an accepted referral) joins to the very post
    OWN = auto()  # what belongs to the very account
    AGENCY = auto()  # what belongs to the very agency of the post
    UNIT = auto()  # what belongs to the very unit of the post
    ABOVE = auto()  # what belongs to a unit directly below that of the post


@dataclass(frozen=True, slots=True)
class Door:
    """`permissions`: one of them opens; none with a reach of POST or further means that `roles` alone decide.

    `purpose`: the kind of task it serves; it stands beside every act and every read that is logged behind this door.
    """

    methods: tuple[str, ...]
    reach: Reach
    roles: frozenset[Role] = frozenset()
    permissions: tuple[Permission, ...] = ()
    purpose: Purpose = field(kw_only=True)


OFFICER, LEADER, POLICE, HELPER = Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER, Role.COMMUNE_POLICE, Role.HELPER
MERGERS = (Role.DISTRICT_MERGER, Role.PROVINCE_MERGER)
COMMUNE = (OFFICER, LEADER, POLICE)
ABOVE = (*MERGERS, Role.DISTRICT_LEADER, Role.PROVINCE_LEADER)
FIGURES = (Role.FRONT_CADRE, Role.JUSTICE, Role.CULTURE, Role.FINANCE, Role.INSPECTOR)
CARERS = (Role.HEALTH_STATION, Role.REHAB_CENTRE)
CENTRE = (Role.REHAB_CENTRE,)
READERS = (*COMMUNE, HELPER, Role.INSPECTOR)
FORCES = (*COMMUNE, *ABOVE, *FIGURES, Role.HEALTH_STATION, Role.FRONT_HAMLET)
AROUND = (*COMMUNE, *ABOVE, *FIGURES, Role.HEALTH_STATION)
KEEPS_AROUND = (OFFICER, LEADER, Role.FRONT_CADRE, *MERGERS)
TELLERS = (OFFICER, LEADER, Role.FRONT_CADRE)
SUPPORT, STEERING, REPORTING = Purpose.SUPPORT, Purpose.STEERING, Purpose.REPORTING
UPKEEP, SAFETY = Purpose.UPKEEP, Purpose.SAFETY
LEADERS = (LEADER, Role.DISTRICT_LEADER, Role.PROVINCE_LEADER)
KEEPER = Role.ADMINISTRATOR
SECONDS = (*LEADERS, KEEPER)
OPENERS = (OFFICER, POLICE, Role.HEALTH_STATION)
DESK = (OFFICER, LEADER)
OVERSEERS = (OFFICER, *LEADERS, Role.ADMINISTRATOR, Role.INSPECTOR)
REPORTERS = (OFFICER, *LEADERS, POLICE, Role.HEALTH_STATION, Role.ADMINISTRATOR)
SEES_REQUESTS = (Privacy.HANDLE_REQUEST, Privacy.SEE_REGISTERS)
RIGHTS = Purpose.RIGHTS
REGISTERS = (*DESK, HELPER, *ABOVE, Role.INSPECTOR)
COMES_IN = (Intake.READ_REQUEST, Intake.READ_SENT, Intake.ANSWER_ASKED)
SEES_RESULTS = (*COMMUNE, Role.INSPECTOR)
SEES_FORCES = (Community.READ_TASK_FORCE, Community.READ_TASK_FORCE_ABOVE)
LOOK, ACT, BOTH = ("GET",), ("POST",), ("GET", "POST")


def _door(
    methods: tuple[str, ...], reach: Reach, roles: tuple[Role, ...], *permissions: Permission, purpose: Purpose
) -> Door:
    """A door for these roles and whoever acts as one of them."""
    holders = frozenset(holder for role in roles for holder in acting_as(role))
    return Door(methods, reach, holders, permissions, purpose=purpose)


DOORS: dict[str, Door] = {
    # the frame
    "sign-in": Door(BOTH, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "set-language": Door(ACT, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "second-factor": Door(BOTH, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "recovery-code": Door(BOTH, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "passkey-sign-in": Door(ACT, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "passkey-ask": Door(ACT, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "enrol": Door(LOOK, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "enrol-app": Door(BOTH, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "enrol-app-picture": Door(LOOK, Reach.NOBODY, purpose=Purpose.OWN_ACCOUNT),
    "enrol-passkey": Door(BOTH, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "enrol-passkey-ask": Door(ACT, Reach.EVERYBODY, purpose=Purpose.OWN_ACCOUNT),
    "set-up": Door(BOTH, Reach.NOBODY, purpose=Purpose.UPKEEP),
    "sign-out": Door(ACT, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "confirm-identity": Door(BOTH, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-account": Door(LOOK, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-password": Door(BOTH, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-app-remove": Door(ACT, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-passkey-remove": Door(ACT, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-recovery-codes": Door(BOTH, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-sessions": Door(LOOK, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-session-end": Door(ACT, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "my-sessions-end-others": Door(ACT, Reach.SIGNED_IN, purpose=Purpose.OWN_ACCOUNT),
    "gallery": _door(LOOK, Reach.POST, (Role.ADMINISTRATOR,), purpose=UPKEEP),
    "today": Door(LOOK, Reach.SIGNED_IN, purpose=SUPPORT),
    # people and their cases
    "people": _door(BOTH, Reach.POST, READERS, Cases.READ, Cases.READ_ASSIGNED, purpose=SUPPORT),
    "person-new": _door(BOTH, Reach.POST, (OFFICER, LEADER), Persons.REGISTER, purpose=SUPPORT),
    "person-edit": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Persons.CORRECT, purpose=SUPPORT),
    "case": _door(LOOK, Reach.BELOW, READERS, Cases.READ, Cases.READ_ASSIGNED, purpose=SUPPORT),
    "case-reveal": _door(ACT, Reach.BELOW, READERS, Cases.READ, Cases.READ_ASSIGNED, purpose=SUPPORT),
    "case-print": _door(LOOK, Reach.BELOW, (*COMMUNE, Role.INSPECTOR), Cases.READ, purpose=SUPPORT),
    "case-wish": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Cases.MOVE, purpose=SUPPORT),
    "case-stage": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Cases.MOVE, purpose=SUPPORT),
    "case-files": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Cases.READ_SOCIAL, purpose=SUPPORT),
    "case-file": _door(LOOK, Reach.BELOW, (OFFICER, LEADER), Cases.READ_SOCIAL, purpose=SUPPORT),
    "case-file-remove": _door(ACT, Reach.BELOW, (OFFICER, LEADER), Cases.MOVE, purpose=SUPPORT),
    "case-use": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Cases.MOVE, purpose=SUPPORT),
    "case-prior": _door(ACT, Reach.BELOW, (POLICE,), Police.READ, purpose=Purpose.POLICE_WORK),
    "case-prior-write": _door(BOTH, Reach.BELOW, (POLICE,), Police.WRITE, purpose=Purpose.POLICE_WORK),
    "case-move": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Cases.MOVE, purpose=SUPPORT),
    "case-undo": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Cases.CORRECT, purpose=SUPPORT),
    "contact-plan": _door(BOTH, Reach.BELOW, (OFFICER,), Care.SET_PLAN, purpose=SUPPORT),
    "contact-log": _door(
        BOTH, Reach.BELOW, (OFFICER, HELPER), Care.LOG_CONTACT, Care.LOG_CONTACT_ASSIGNED, purpose=SUPPORT
    ),
    "contact-correct": _door(BOTH, Reach.BELOW, (OFFICER,), Care.CORRECT_CONTACT, purpose=SUPPORT),
    "helper-assign": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Reintegration.ASSIGN_HELPER, purpose=SUPPORT),
    "helper-end": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Reintegration.ASSIGN_HELPER, purpose=SUPPORT),
    # ways in, before there is a file
    "contact-requests": _door(LOOK, Reach.POST, (*COMMUNE, HELPER), *COMES_IN, purpose=SUPPORT),
    "contact-request-new": _door(BOTH, Reach.POST, COMMUNE, Intake.OPEN_REQUEST, purpose=SUPPORT),
    "contact-request": _door(BOTH, Reach.BELOW, DESK, Intake.ANSWER_REQUEST, purpose=SUPPORT),
    "contact-request-sent": _door(LOOK, Reach.BELOW, (POLICE,), Intake.READ_SENT, purpose=SUPPORT),
    "contact-request-asked": _door(BOTH, Reach.OWN, (HELPER,), Intake.ANSWER_ASKED, purpose=SUPPORT),
    "declaration-new": _door(BOTH, Reach.POST, DESK, Intake.DECLARE, purpose=SUPPORT),
    "declaration": _door(LOOK, Reach.BELOW, DESK, Intake.DECLARE, purpose=SUPPORT),
    "declaration-mark": _door(ACT, Reach.BELOW, DESK, Intake.DECLARE, purpose=SUPPORT),
    "risk-list": _door(BOTH, Reach.POST, DESK, Intake.KEEP_RISK, purpose=SUPPORT),
    "risk-remove": _door(ACT, Reach.BELOW, DESK, Intake.KEEP_RISK, purpose=SUPPORT),
    "review-rounds": _door(LOOK, Reach.POST, DESK, Intake.REVIEW_ROUND, purpose=SUPPORT),
    "review-round-open": _door(ACT, Reach.POST, DESK, Intake.REVIEW_ROUND, purpose=SUPPORT),
    "review-round": _door(BOTH, Reach.BELOW, DESK, Intake.REVIEW_ROUND, purpose=SUPPORT),
    "review-round-close": _door(ACT, Reach.BELOW, DESK, Intake.REVIEW_ROUND, purpose=SUPPORT),
    "case-origin": _door(BOTH, Reach.BELOW, DESK, Intake.NOTE_ORIGIN, purpose=SUPPORT),
    # classification, determination, instruments
    "case-assessment": _door(LOOK, Reach.BELOW, SEES_RESULTS, Assessment.READ_RESULT, purpose=SUPPORT),
    "case-classify": _door(BOTH, Reach.BELOW, DESK, Assessment.CLASSIFY, purpose=SUPPORT),
    "determination-new": _door(BOTH, Reach.BELOW, COMMUNE, Assessment.WRITE_RESULT, purpose=SUPPORT),
    "determination-paper": _door(LOOK, Reach.BELOW, COMMUNE, Assessment.WRITE_RESULT, purpose=SUPPORT),
    "determination-strike": _door(BOTH, Reach.BELOW, COMMUNE, Assessment.WRITE_RESULT, purpose=SUPPORT),
    "diagnosers": _door(BOTH, Reach.POST, DESK, Assessment.KEEP_DIAGNOSERS, purpose=SUPPORT),
    "diagnoser-end": _door(ACT, Reach.BELOW, DESK, Assessment.KEEP_DIAGNOSERS, purpose=SUPPORT),
    "cross-table": _door(LOOK, Reach.POST, (*SEES_RESULTS, *MERGERS), Assessment.COUNT, purpose=REPORTING),
    "instruments": _door(LOOK, Reach.RELATED, CARERS, Health.READ, purpose=Purpose.HEALTH_CARE),
    "instrument-new": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "determination-room": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    # measures: dossiers, papers, clocks, violations, residence checks, a change of law
    "case-rehab": _door(LOOK, Reach.BELOW, COMMUNE, Rehab.READ, purpose=SUPPORT),
    "dossier-new": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "dossier": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "dossier-submit": _door(ACT, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "dossier-drop": _door(ACT, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "dossier-refuse": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "case-paper-new": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "case-paper-issue": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "case-paper": _door(LOOK, Reach.BELOW, COMMUNE, Rehab.READ, purpose=SUPPORT),
    "violation-new": _door(BOTH, Reach.BELOW, (LEADER, POLICE), Rehab.RECORD_VIOLATION, purpose=SUPPORT),
    "absence-new": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "absence-end": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "happening-new": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "followed-new": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "followed-end": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "certificate-new": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "certificates": _door(LOOK, Reach.POST, COMMUNE, Rehab.READ, purpose=SUPPORT),
    "residence-checks": _door(BOTH, Reach.POST, (POLICE,), Rehab.CHECK_RESIDENCE, purpose=Purpose.POLICE_WORK),
    "case-transition": _door(BOTH, Reach.BELOW, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    "transitions": _door(LOOK, Reach.POST, COMMUNE, Rehab.KEEP, purpose=SUPPORT),
    # the way back: needs, help, work, loans, registers, the diary of helpers
    "case-support": _door(LOOK, Reach.BELOW, DESK, Reintegration.READ_SUPPORT, purpose=SUPPORT),
    "need-new": _door(
        BOTH,
        Reach.BELOW,
        (*DESK, HELPER),
        Reintegration.RAISE_NEED,
        Reintegration.RAISE_NEED_ASSIGNED,
        purpose=SUPPORT,
    ),
    "need-answer": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "need-end": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "support-new": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "support-strike": _door(ACT, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "course-enrol": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "enrolment-end": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "job-new": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "job-check": _door(
        BOTH, Reach.BELOW, (*DESK, HELPER), Reintegration.CHECK_JOB, Reintegration.CHECK_JOB_ASSIGNED, purpose=SUPPORT
    ),
    "job-end": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "loan-new": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "loan-follow": _door(BOTH, Reach.BELOW, DESK, Reintegration.GIVE_SUPPORT, purpose=SUPPORT),
    "loan-check": _door(LOOK, Reach.BELOW, COMMUNE, Reintegration.READ_LOAN_LIST, purpose=SUPPORT),
    "loan-lists": _door(LOOK, Reach.POST, COMMUNE, Reintegration.READ_LOAN_LIST, purpose=SUPPORT),
    "loan-list-new": _door(BOTH, Reach.POST, (POLICE,), Reintegration.MAKE_LOAN_LIST, purpose=SUPPORT),
    "loan-list": _door(LOOK, Reach.BELOW, COMMUNE, Reintegration.READ_LOAN_LIST, purpose=SUPPORT),
    "loan-list-send": _door(ACT, Reach.BELOW, (POLICE,), Reintegration.MAKE_LOAN_LIST, purpose=SUPPORT),
    "loan-list-decide": _door(BOTH, Reach.BELOW, (LEADER,), Reintegration.CONFIRM_LOAN_LIST, purpose=SUPPORT),
    "loan-list-file": _door(LOOK, Reach.BELOW, COMMUNE, Reintegration.READ_LOAN_LIST, purpose=SUPPORT),
    "loan-entry": _door(BOTH, Reach.BELOW, (POLICE,), Reintegration.MAKE_LOAN_LIST, purpose=SUPPORT),
    "loan-entry-remove": _door(ACT, Reach.BELOW, (POLICE,), Reintegration.MAKE_LOAN_LIST, purpose=SUPPORT),
    "partners": _door(LOOK, Reach.POST, REGISTERS, Reintegration.READ_REGISTER, purpose=SUPPORT),
    "partner-new": _door(BOTH, Reach.POST, DESK, Reintegration.KEEP_REGISTER, purpose=SUPPORT),
    "partner": _door(LOOK, Reach.BELOW, REGISTERS, Reintegration.READ_REGISTER, purpose=SUPPORT),
    "partner-end": _door(ACT, Reach.BELOW, DESK, Reintegration.KEEP_REGISTER, purpose=SUPPORT),
    "partner-thanks": _door(LOOK, Reach.BELOW, DESK, Reintegration.KEEP_REGISTER, purpose=SUPPORT),
    "vacancy-new": _door(BOTH, Reach.BELOW, DESK, Reintegration.KEEP_REGISTER, purpose=SUPPORT),
    "vacancy-close": _door(ACT, Reach.BELOW, DESK, Reintegration.KEEP_REGISTER, purpose=SUPPORT),
    "courses": _door(LOOK, Reach.POST, REGISTERS, Reintegration.READ_REGISTER, purpose=SUPPORT),
    "course-new": _door(BOTH, Reach.POST, DESK, Reintegration.KEEP_REGISTER, purpose=SUPPORT),
    "demand-new": _door(BOTH, Reach.POST, DESK, Reintegration.KEEP_REGISTER, purpose=SUPPORT),
    "support-rates": _door(LOOK, Reach.POST, REGISTERS, Reintegration.READ_REGISTER, purpose=SUPPORT),
    "support-rate-set": _door(BOTH, Reach.POST, (Role.PROVINCE_MERGER,), Reintegration.KEEP_KINDS, purpose=STEERING),
    "support-kinds": _door(BOTH, Reach.POST, (Role.PROVINCE_MERGER,), Reintegration.KEEP_KINDS, purpose=STEERING),
    "support-board": _door(
        LOOK, Reach.POST, (*DESK, *ABOVE, Role.INSPECTOR), Reintegration.COUNT_SUPPORT, purpose=REPORTING
    ),
    "diary-met": _door(BOTH, Reach.BELOW, (HELPER,), Reintegration.KEEP_DIARY_OWN, purpose=SUPPORT),
    "diary-new": _door(
        BOTH, Reach.BELOW, (*DESK, HELPER), Reintegration.KEEP_DIARY, Reintegration.KEEP_DIARY_OWN, purpose=SUPPORT
    ),
    "diary-strike": _door(
        ACT, Reach.BELOW, (*DESK, HELPER), Reintegration.KEEP_DIARY, Reintegration.KEEP_DIARY_OWN, purpose=SUPPORT
    ),
    "allowance": _door(
        LOOK, Reach.POST, (*DESK, Role.FINANCE, Role.INSPECTOR), Reintegration.PRINT_ALLOWANCE, purpose=REPORTING
    ),
    "allowance-file": _door(
        LOOK, Reach.POST, (*DESK, Role.FINANCE, Role.INSPECTOR), Reintegration.PRINT_ALLOWANCE, purpose=REPORTING
    ),
    # referrals and the health room
    "referral-send": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Health.REFER, purpose=SUPPORT),
    "referral-withdraw": _door(ACT, Reach.BELOW, (OFFICER, LEADER), Health.REFER, purpose=SUPPORT),
    "referrals": _door(LOOK, Reach.POST, CARERS, Health.ACCEPT, purpose=Purpose.HEALTH_CARE),
    "referral-accept": _door(ACT, Reach.RELATED, CARERS, Health.ACCEPT, purpose=Purpose.HEALTH_CARE),
    "referral-decline": _door(BOTH, Reach.RELATED, CARERS, Health.ACCEPT, purpose=Purpose.HEALTH_CARE),
    "referral-end": _door(ACT, Reach.RELATED, CARERS, Health.ACCEPT, purpose=Purpose.HEALTH_CARE),
    "health-room": _door(LOOK, Reach.RELATED, CARERS, Health.READ, purpose=Purpose.HEALTH_CARE),
    "health-reveal": _door(ACT, Reach.RELATED, CARERS, Health.READ, purpose=Purpose.HEALTH_CARE),
    "health-write": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "health-correct": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "clinic-test": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "overdose": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "substitution": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "detox-start": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "detox-exam": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "detox-day": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "detox-end": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "sheet-correct": _door(BOTH, Reach.RELATED, CARERS, Health.WRITE, purpose=Purpose.HEALTH_CARE),
    "referral-outcome": _door(ACT, Reach.RELATED, CARERS, Health.ACCEPT, purpose=Purpose.HEALTH_CARE),
    "case-results": _door(ACT, Reach.BELOW, (OFFICER,), Health.READ_RESULT, purpose=SUPPORT),
    # the person's own plan, counselling, groups, leaflets, the first-aid card
    "own-plan": _door(LOOK, Reach.BELOW, DESK, Cases.READ_SOCIAL, purpose=SUPPORT),
    "own-plan-version": _door(LOOK, Reach.BELOW, DESK, Cases.READ_SOCIAL, purpose=SUPPORT),
    "own-plan-paper": _door(LOOK, Reach.BELOW, DESK, Cases.READ_SOCIAL, purpose=SUPPORT),
    "own-plan-write": _door(BOTH, Reach.BELOW, (OFFICER,), Care.KEEP_OWN_PLAN, purpose=SUPPORT),
    "own-plan-step": _door(BOTH, Reach.BELOW, (OFFICER,), Care.KEEP_OWN_PLAN, purpose=SUPPORT),
    "own-plan-step-end": _door(ACT, Reach.BELOW, (OFFICER,), Care.KEEP_OWN_PLAN, purpose=SUPPORT),
    "counselling": _door(LOOK, Reach.BELOW, DESK, Cases.READ_SOCIAL, purpose=SUPPORT),
    "counselling-new": _door(BOTH, Reach.BELOW, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "counselling-note": _door(ACT, Reach.BELOW, DESK, Cases.READ_SOCIAL, purpose=SUPPORT),
    "counselling-void": _door(ACT, Reach.BELOW, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "leaflets": _door(LOOK, Reach.POST, DESK, Care.KEEP_LEAFLET, purpose=SUPPORT),
    "leaflet-new": _door(BOTH, Reach.POST, DESK, Care.KEEP_LEAFLET, purpose=SUPPORT),
    "leaflet-replace": _door(BOTH, Reach.BELOW, DESK, Care.KEEP_LEAFLET, purpose=SUPPORT),
    "groups": _door(LOOK, Reach.POST, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "group-new": _door(BOTH, Reach.POST, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "group": _door(LOOK, Reach.BELOW, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "group-join": _door(BOTH, Reach.BELOW, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "group-meet": _door(BOTH, Reach.BELOW, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "group-end": _door(BOTH, Reach.BELOW, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "group-leave": _door(ACT, Reach.BELOW, (OFFICER,), Care.COUNSEL, purpose=SUPPORT),
    "first-aid": Door(LOOK, Reach.EVERYBODY, purpose=SUPPORT),
    "first-aid-card": Door(LOOK, Reach.EVERYBODY, purpose=SUPPORT),
    # who stands by a person
    "case-circle": _door(LOOK, Reach.BELOW, COMMUNE, Commitments.READ, purpose=SUPPORT),
    "guarantor-add": _door(BOTH, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "guarantor-end": _door(BOTH, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "family-add": _door(BOTH, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "family-consent": _door(ACT, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "charge-give": _door(BOTH, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "charge-end": _door(ACT, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "charges-paper": _door(LOOK, Reach.BELOW, COMMUNE, Commitments.READ, purpose=SUPPORT),
    "commitment-new": _door(BOTH, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "commitment-sign": _door(BOTH, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "commitment-withdraw": _door(ACT, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    "commitment-paper": _door(LOOK, Reach.BELOW, DESK, Commitments.KEEP, purpose=SUPPORT),
    # who comes back from a centre
    "return-batches": _door(LOOK, Reach.POST, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-batch-new": _door(BOTH, Reach.POST, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-template": _door(LOOK, Reach.POST, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-batch": _door(LOOK, Reach.AGENCY, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-batch-send": _door(ACT, Reach.AGENCY, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-batch-cancel": _door(ACT, Reach.AGENCY, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-minutes": _door(LOOK, Reach.AGENCY, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-withdraw": _door(ACT, Reach.AGENCY, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-send-again": _door(BOTH, Reach.AGENCY, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-certificates": _door(LOOK, Reach.POST, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "return-certificates-new": _door(BOTH, Reach.POST, CENTRE, Reception.ANNOUNCE, purpose=SUPPORT),
    "returns": _door(LOOK, Reach.POST, COMMUNE, Reception.READ, purpose=SUPPORT),
    "return-new": _door(BOTH, Reach.POST, DESK, Reception.RECEIVE, purpose=SUPPORT),
    "return": _door(LOOK, Reach.BELOW, COMMUNE, Reception.READ, purpose=SUPPORT),
    "return-confirm": _door(BOTH, Reach.BELOW, DESK, Reception.RECEIVE, purpose=SUPPORT),
    "return-receive": _door(BOTH, Reach.BELOW, DESK, Reception.RECEIVE, purpose=SUPPORT),
    "return-missing": _door(ACT, Reach.BELOW, DESK, Reception.RECEIVE, purpose=SUPPORT),
    "return-close": _door(BOTH, Reach.BELOW, DESK, Reception.RECEIVE, purpose=SUPPORT),
    "return-give-back": _door(BOTH, Reach.BELOW, DESK, Reception.RECEIVE, purpose=SUPPORT),
    "return-minutes-own": _door(LOOK, Reach.BELOW, COMMUNE, Reception.READ, purpose=SUPPORT),
    "return-minutes-keep": _door(BOTH, Reach.BELOW, DESK, Reception.RECEIVE, purpose=SUPPORT),
    "return-id-card": _door(ACT, Reach.BELOW, DESK, Reception.RECEIVE, purpose=SUPPORT),
    # files that move from commune to commune
    "case-move-out": _door(BOTH, Reach.BELOW, COMMUNE, Reception.SEND_MOVE, purpose=SUPPORT),
    "moves": _door(LOOK, Reach.POST, COMMUNE, Reception.ACCEPT_MOVE, purpose=SUPPORT),
    "move-accept": _door(BOTH, Reach.BELOW, COMMUNE, Reception.ACCEPT_MOVE, purpose=SUPPORT),
    "move-refuse": _door(BOTH, Reach.BELOW, COMMUNE, Reception.ACCEPT_MOVE, purpose=SUPPORT),
    "move-withdraw": _door(ACT, Reach.BELOW, COMMUNE, Reception.SEND_MOVE, purpose=SUPPORT),
    # task forces
    "task-forces": _door(LOOK, Reach.POST, FORCES, *SEES_FORCES, purpose=STEERING),
    "task-force": _door(LOOK, Reach.BELOW, FORCES, *SEES_FORCES, purpose=STEERING),
    "task-force-set-up": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Community.KEEP_TASK_FORCE, purpose=STEERING),
    "task-force-regulation": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Community.KEEP_TASK_FORCE, purpose=STEERING),
    "task-force-dissolve": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Community.KEEP_TASK_FORCE, purpose=STEERING),
    "task-force-member-add": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Community.KEEP_TASK_FORCE, purpose=STEERING),
    "task-force-member-end": _door(BOTH, Reach.BELOW, (OFFICER, LEADER), Community.KEEP_TASK_FORCE, purpose=STEERING),
    "task-force-paper": _door(LOOK, Reach.BELOW, DESK, Community.KEEP_TASK_FORCE, purpose=STEERING),
    "course-paper": _door(LOOK, Reach.BELOW, KEEPS_AROUND, Community.KEEP_TRAINING, purpose=STEERING),
    "person-team": _door(LOOK, Reach.BELOW, (*COMMUNE, Role.INSPECTOR), Community.READ_PERSON_TEAM, purpose=SUPPORT),
    "person-team-set-up": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_TASK_FORCE, purpose=SUPPORT),
    # clubs, points, workers, training, stories, schemes
    "community": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "clubs": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "club": _door(LOOK, Reach.BELOW, AROUND, Community.READ_AROUND, purpose=SUPPORT),
    "club-new": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_CLUB, purpose=SUPPORT),
    "club-join": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_CLUB, purpose=SUPPORT),
    "club-leave": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_CLUB, purpose=SUPPORT),
    "club-meet": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_CLUB, purpose=SUPPORT),
    "club-end": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_CLUB, purpose=SUPPORT),
    "point-new": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_POINT, purpose=STEERING),
    "point-change": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_POINT, purpose=STEERING),
    "point-close": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_POINT, purpose=STEERING),
    "point-staff": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_POINT, purpose=STEERING),
    "point-staff-end": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_POINT, purpose=STEERING),
    "worker-new": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_WORKER, purpose=STEERING),
    "worker-role": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_WORKER, purpose=STEERING),
    "worker-role-end": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_WORKER, purpose=STEERING),
    "worker-end": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_WORKER, purpose=STEERING),
    "training-new": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_TRAINING, purpose=STEERING),
    "course-nominate": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_TRAINING, purpose=STEERING),
    "course-session": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_TRAINING, purpose=STEERING),
    "scheme-new": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "scheme-name": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "site-new": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "site-start": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "site-year": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "site-evaluate": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "evaluation-evidence": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "movement-new": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "movement-spelling": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "recognition-new": _door(BOTH, Reach.BELOW, KEEPS_AROUND, Community.KEEP_SCHEME, purpose=STEERING),
    "points": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "workers": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "training": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "training-gaps": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "schemes": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "movements": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "recognitions": _door(LOOK, Reach.POST, AROUND, Community.READ_AROUND, purpose=STEERING),
    "point": _door(LOOK, Reach.BELOW, AROUND, Community.READ_AROUND, purpose=STEERING),
    "worker": _door(LOOK, Reach.BELOW, AROUND, Community.READ_AROUND, purpose=STEERING),
    "course": _door(LOOK, Reach.BELOW, AROUND, Community.READ_AROUND, purpose=STEERING),
    "scheme": _door(LOOK, Reach.BELOW, AROUND, Community.READ_AROUND, purpose=STEERING),
    "site": _door(LOOK, Reach.BELOW, AROUND, Community.READ_AROUND, purpose=STEERING),
    "nomination-answer": _door(ACT, Reach.BELOW, KEEPS_AROUND, Community.KEEP_TRAINING, purpose=STEERING),
    "evaluation-approve": _door(ACT, Reach.BELOW, LEADERS, Community.DECIDE_SCHEME, purpose=STEERING),
    "evaluation-decide": _door(BOTH, Reach.BELOW, LEADERS, Community.DECIDE_SCHEME, purpose=STEERING),
    "stories": _door(LOOK, Reach.POST, TELLERS, Community.READ_STORY, purpose=SUPPORT),
    "story": _door(LOOK, Reach.BELOW, TELLERS, Community.READ_STORY, purpose=SUPPORT),
    "story-new": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_STORY, purpose=SUPPORT),
    "story-rewrite": _door(BOTH, Reach.BELOW, DESK, Community.KEEP_STORY, purpose=SUPPORT),
    "story-use": _door(ACT, Reach.BELOW, DESK, Community.KEEP_STORY, purpose=SUPPORT),
    "story-hide": _door(ACT, Reach.BELOW, DESK, Community.KEEP_STORY, purpose=SUPPORT),
    # reports
    "reports": _door(LOOK, Reach.POST, (*COMMUNE, *ABOVE, *FIGURES), Reports.READ, purpose=REPORTING),
    "reports-open": _door(ACT, Reach.POST, (OFFICER, LEADER, *MERGERS), Reports.FILL, purpose=REPORTING),
    "reports-board": _door(LOOK, Reach.POST, MERGERS, Reports.MERGE, purpose=REPORTING),
    "reports-merge": _door(ACT, Reach.POST, MERGERS, Reports.MERGE, purpose=REPORTING),
    "reports-remind": _door(ACT, Reach.POST, MERGERS, Reports.MERGE, purpose=REPORTING),
    "report": _door(LOOK, Reach.BELOW, (*COMMUNE, *ABOVE, *FIGURES), Reports.READ, purpose=REPORTING),
    "report-fill": _door(ACT, Reach.UNIT, (OFFICER, LEADER, *MERGERS), Reports.FILL, purpose=REPORTING),
    "report-remarks": _door(BOTH, Reach.UNIT, (OFFICER, LEADER, *MERGERS), Reports.FILL, purpose=REPORTING),
    "report-submit": _door(BOTH, Reach.UNIT, (OFFICER, LEADER, *MERGERS), Reports.SUBMIT, purpose=REPORTING),
    "report-recall": _door(ACT, Reach.UNIT, (OFFICER, LEADER, *MERGERS), Reports.SUBMIT, purpose=REPORTING),
    "report-amend": _door(BOTH, Reach.UNIT, (OFFICER, LEADER, *MERGERS), Reports.FILL, purpose=REPORTING),
    "report-issue": _door(BOTH, Reach.UNIT, (OFFICER, LEADER, *MERGERS), Reports.SUBMIT, purpose=REPORTING),
    "report-accept": _door(ACT, Reach.ABOVE, MERGERS, Reports.DECIDE, purpose=REPORTING),
    "report-return": _door(BOTH, Reach.ABOVE, MERGERS, Reports.DECIDE, purpose=REPORTING),
    "report-file": _door(LOOK, Reach.BELOW, (*COMMUNE, *ABOVE, *FIGURES), Reports.READ, purpose=REPORTING),
    "report-rows": _door(LOOK, Reach.BELOW, (OFFICER, LEADER, *MERGERS), Reports.OPEN_ROWS, purpose=REPORTING),
    "report-publish": _door(BOTH, Reach.UNIT, MERGERS, Publications.PREPARE, purpose=REPORTING),
    "publications": _door(LOOK, Reach.POST, (*ABOVE, *FIGURES), Publications.READ, purpose=REPORTING),
    "publication": _door(LOOK, Reach.BELOW, (*ABOVE, *FIGURES), Publications.READ, purpose=REPORTING),
    "publication-file": _door(LOOK, Reach.BELOW, (*ABOVE, *FIGURES), Publications.READ, purpose=REPORTING),
    # lists from files
    "imports": _door(LOOK, Reach.POST, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-new": _door(BOTH, Reach.POST, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-template": _door(LOOK, Reach.POST, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-preview": _door(LOOK, Reach.BELOW, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-choose": _door(ACT, Reach.BELOW, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-apply": _door(ACT, Reach.BELOW, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-discard": _door(ACT, Reach.BELOW, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-result": _door(LOOK, Reach.BELOW, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    "import-undo": _door(BOTH, Reach.BELOW, (OFFICER,), Exchange.IMPORT_PEOPLE, purpose=SUPPORT),
    # units that merged or were split
    "succession": _door(LOOK, Reach.POST, (OFFICER, LEADER), Succession.PLACE, purpose=SUPPORT),
    "succession-place": _door(ACT, Reach.POST, (OFFICER, LEADER), Succession.PLACE, purpose=SUPPORT),
    "succession-check": _door(ACT, Reach.POST, (LEADER,), Succession.CHECK, purpose=SUPPORT),
    "succession-postings": _door(BOTH, Reach.POST, (Role.ADMINISTRATOR,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    # two persons for one act
    "joint-acts": Door(LOOK, Reach.SIGNED_IN, purpose=SAFETY),
    "joint-act": _door(LOOK, Reach.BELOW, SECONDS, Access.CONFIRM_ROLES, purpose=SAFETY),
    "joint-act-confirm": _door(ACT, Reach.BELOW, SECONDS, Access.CONFIRM_ROLES, purpose=SAFETY),
    "joint-act-decline": _door(BOTH, Reach.BELOW, SECONDS, Access.CONFIRM_ROLES, purpose=SAFETY),
    "joint-act-mine": Door(LOOK, Reach.OWN, purpose=SAFETY),
    "joint-act-withdraw": Door(ACT, Reach.OWN, purpose=SAFETY),
    # break-glass
    "break-glass": _door(LOOK, Reach.POST, OPENERS, Glass.OPEN, purpose=SUPPORT),
    "break-glass-open": _door(BOTH, Reach.POST, OPENERS, Glass.OPEN, purpose=SUPPORT),
    "break-glass-file": _door(LOOK, Reach.OWN, OPENERS, Glass.OPEN, purpose=SUPPORT),
    "break-glass-reveal": _door(ACT, Reach.OWN, OPENERS, Glass.OPEN, purpose=SUPPORT),
    "break-glass-close": _door(ACT, Reach.OWN, OPENERS, Glass.OPEN, purpose=SUPPORT),
    "break-glass-queue": _door(LOOK, Reach.POST, (LEADER,), Glass.REVIEW, purpose=SAFETY),
    "break-glass-review": _door(BOTH, Reach.BELOW, (LEADER,), Glass.REVIEW, purpose=SAFETY),
    "break-glass-lift": _door(BOTH, Reach.BELOW, (LEADER,), Glass.REVIEW, purpose=SAFETY),
    # watching over reading
    "safeguards": Door(LOOK, Reach.SIGNED_IN, purpose=SAFETY),
    "watching": _door(LOOK, Reach.POST, LEADERS, Watch.SEE_ALARMS, purpose=SAFETY),
    "watching-alarm": _door(BOTH, Reach.BELOW, LEADERS, Watch.SEE_ALARMS, purpose=SAFETY),
    "case-looks": _door(LOOK, Reach.BELOW, (LEADER, Role.INSPECTOR), Watch.SEE_LOOKS, purpose=SAFETY),
    "log-state": _door(LOOK, Reach.POST, (Role.ADMINISTRATOR,), Watch.SEE_LOG, purpose=SAFETY),
    # rights over data
    "privacy": _door(LOOK, Reach.POST, OVERSEERS, *SEES_REQUESTS, purpose=RIGHTS),
    "privacy-request-new": _door(BOTH, Reach.POST, DESK, Privacy.HANDLE_REQUEST, purpose=RIGHTS),
    "privacy-request": _door(LOOK, Reach.BELOW, DESK, Privacy.HANDLE_REQUEST, purpose=RIGHTS),
    "privacy-attach": _door(BOTH, Reach.BELOW, DESK, Privacy.HANDLE_REQUEST, purpose=RIGHTS),
    "privacy-acknowledge": _door(ACT, Reach.BELOW, DESK, Privacy.HANDLE_REQUEST, purpose=RIGHTS),
    "privacy-extend": _door(BOTH, Reach.BELOW, DESK, Privacy.HANDLE_REQUEST, purpose=RIGHTS),
    "privacy-decide": _door(BOTH, Reach.BELOW, DESK, Privacy.HANDLE_REQUEST, purpose=RIGHTS),
    "privacy-done": _door(ACT, Reach.BELOW, DESK, Privacy.HANDLE_REQUEST, purpose=RIGHTS),
    "privacy-copy": _door(BOTH, Reach.BELOW, DESK, Privacy.MAKE_COPY, purpose=RIGHTS),
    "privacy-annex": _door(BOTH, Reach.RELATED, CARERS, Health.READ, purpose=RIGHTS),
    "privacy-consents": _door(LOOK, Reach.BELOW, DESK, Privacy.KEEP_CONSENT, purpose=RIGHTS),
    "privacy-consent-give": _door(BOTH, Reach.BELOW, DESK, Privacy.KEEP_CONSENT, purpose=RIGHTS),
    "privacy-consent-withdraw": _door(BOTH, Reach.BELOW, DESK, Privacy.KEEP_CONSENT, purpose=RIGHTS),
    "privacy-texts": _door(LOOK, Reach.POST, LEADERS, Privacy.KEEP_CONSENT_TEXT, purpose=RIGHTS),
    "privacy-text-new": _door(BOTH, Reach.POST, LEADERS, Privacy.KEEP_CONSENT_TEXT, purpose=RIGHTS),
    "privacy-text": _door(LOOK, Reach.BELOW, LEADERS, Privacy.KEEP_CONSENT_TEXT, purpose=RIGHTS),
    "privacy-text-publish": _door(ACT, Reach.BELOW, LEADERS, Privacy.KEEP_CONSENT_TEXT, purpose=RIGHTS),
    "privacy-disclosures": _door(
        LOOK, Reach.POST, OVERSEERS, Privacy.RECORD_DISCLOSURE, Privacy.SEE_REGISTERS, purpose=RIGHTS
    ),
    "privacy-disclosure-new": _door(BOTH, Reach.POST, DESK, Privacy.RECORD_DISCLOSURE, purpose=RIGHTS),
    "privacy-disclosure": _door(LOOK, Reach.BELOW, DESK, Privacy.RECORD_DISCLOSURE, purpose=RIGHTS),
    "privacy-disclosure-hand": _door(ACT, Reach.BELOW, DESK, Privacy.RECORD_DISCLOSURE, purpose=RIGHTS),
    "privacy-disclosure-end": _door(BOTH, Reach.BELOW, DESK, Privacy.RECORD_DISCLOSURE, purpose=RIGHTS),
    "privacy-breaches": _door(
        LOOK,
        Reach.POST,
        (*LEADERS, Role.ADMINISTRATOR, Role.INSPECTOR),
        Privacy.HANDLE_BREACH,
        Privacy.SEE_REGISTERS,
        purpose=SAFETY,
    ),
    "privacy-breach-new": _door(BOTH, Reach.POST, REPORTERS, Privacy.REPORT_BREACH, purpose=SAFETY),
    "privacy-breach": _door(LOOK, Reach.BELOW, LEADERS, Privacy.HANDLE_BREACH, purpose=SAFETY),
    "privacy-breach-assess": _door(BOTH, Reach.BELOW, LEADERS, Privacy.HANDLE_BREACH, purpose=SAFETY),
    "privacy-breach-step": _door(BOTH, Reach.BELOW, LEADERS, Privacy.HANDLE_BREACH, purpose=SAFETY),
    "privacy-breach-told": _door(BOTH, Reach.BELOW, LEADERS, Privacy.HANDLE_BREACH, purpose=SAFETY),
    "privacy-breach-issue": _door(BOTH, Reach.BELOW, LEADERS, Privacy.HANDLE_BREACH, purpose=SAFETY),
    "privacy-breach-paper": _door(LOOK, Reach.BELOW, LEADERS, Privacy.HANDLE_BREACH, purpose=SAFETY),
    "privacy-breach-close": _door(ACT, Reach.BELOW, LEADERS, Privacy.HANDLE_BREACH, purpose=SAFETY),
    "privacy-terms": _door(
        LOOK,
        Reach.POST,
        (*LEADERS, Role.ADMINISTRATOR, Role.INSPECTOR),
        Privacy.KEEP_RETENTION,
        Privacy.SEE_REGISTERS,
        purpose=RIGHTS,
    ),
    "privacy-term-set": _door(BOTH, Reach.POST, LEADERS, Privacy.KEEP_RETENTION, purpose=RIGHTS),
    "privacy-inventory": _door(LOOK, Reach.POST, OVERSEERS, *SEES_REQUESTS, purpose=RIGHTS),
    "privacy-sealed": _door(BOTH, Reach.POST, DESK, Sealed.UNSEAL, purpose=RIGHTS),
    "privacy-sealed-ask": _door(BOTH, Reach.BELOW, DESK, Sealed.UNSEAL, purpose=RIGHTS),
    "privacy-sealed-open": _door(ACT, Reach.BELOW, DESK, Sealed.UNSEAL, purpose=RIGHTS),
    "case-seal": _door(BOTH, Reach.BELOW, (LEADER,), Sealed.SEAL, purpose=RIGHTS),
    "list-export": _door(BOTH, Reach.POST, (OFFICER,), Exchange.EXPORT_PEOPLE, purpose=SUPPORT),
    "list-export-take": _door(ACT, Reach.BELOW, (OFFICER,), Exchange.EXPORT_PEOPLE, purpose=SUPPORT),
    # reviews, outcomes, inspection
    "reviews": _door(LOOK, Reach.POST, (*COMMUNE, Role.INSPECTOR), Reviews.READ, purpose=SUPPORT),
    "reviews-quarter": _door(LOOK, Reach.POST, (*COMMUNE, Role.INSPECTOR), Reviews.READ, purpose=SUPPORT),
    "reviews-sign": _door(ACT, Reach.POST, (OFFICER,), Reviews.WRITE, purpose=SUPPORT),
    "review-correct": _door(BOTH, Reach.BELOW, (OFFICER,), Reviews.WRITE, purpose=SUPPORT),
    "review-years": _door(LOOK, Reach.POST, (*COMMUNE, Role.INSPECTOR), Reviews.READ, purpose=SUPPORT),
    "review-year": _door(BOTH, Reach.BELOW, (OFFICER,), Reviews.WRITE, purpose=SUPPORT),
    "review-offences": _door(BOTH, Reach.POST, (POLICE,), Police.WRITE, purpose=Purpose.POLICE_WORK),
    "review-offences-read": _door(ACT, Reach.POST, (POLICE,), Police.WRITE, purpose=Purpose.POLICE_WORK),
    "outcomes": _door(LOOK, Reach.POST, (*COMMUNE, *ABOVE, Role.INSPECTOR), Reviews.COUNT, purpose=STEERING),
    "inspection": _door(
        LOOK, Reach.POST, (*DESK, *ABOVE, Role.INSPECTOR), Inspection.READ, Inspection.FOLLOW, purpose=STEERING
    ),
    "inspection-draw": _door(BOTH, Reach.POST, (Role.INSPECTOR,), Inspection.DRAW, purpose=Purpose.INSPECTION),
    "inspection-sample": _door(LOOK, Reach.BELOW, (*DESK, Role.INSPECTOR), Inspection.READ, purpose=STEERING),
    "inspection-paper": _door(LOOK, Reach.BELOW, (*DESK, Role.INSPECTOR), Inspection.READ, purpose=STEERING),
    "finding-new": _door(BOTH, Reach.BELOW, (Role.INSPECTOR,), Inspection.FIND, purpose=Purpose.INSPECTION),
    "finding": _door(LOOK, Reach.BELOW, (*DESK, Role.INSPECTOR), Inspection.READ, purpose=STEERING),
    "finding-answer": _door(BOTH, Reach.BELOW, DESK, Inspection.ANSWER, purpose=STEERING),
    "finding-accept": _door(ACT, Reach.BELOW, (Role.INSPECTOR,), Inspection.FIND, purpose=Purpose.INSPECTION),
    "finding-again": _door(BOTH, Reach.BELOW, (Role.INSPECTOR,), Inspection.FIND, purpose=Purpose.INSPECTION),
    # accounts, invitations, the review of rights
    "accounts": _door(LOOK, Reach.POST, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "account": _door(LOOK, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "account-off": _door(ACT, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "account-on": _door(ACT, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "account-post": _door(BOTH, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "account-invite": _door(ACT, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "posting-end": _door(BOTH, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "account-new": _door(BOTH, Reach.POST, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "accounts-list": _door(BOTH, Reach.POST, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "accounts-template": _door(LOOK, Reach.POST, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "proposal": _door(LOOK, Reach.BELOW, SECONDS, Access.KEEP_ACCOUNTS, Access.CONFIRM_ROLES, purpose=UPKEEP),
    "proposal-ask": _door(BOTH, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "proposal-do": _door(ACT, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "proposal-drop": _door(ACT, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "proposal-slips": _door(ACT, Reach.BELOW, (KEEPER,), Access.KEEP_ACCOUNTS, purpose=UPKEEP),
    "rights-review": _door(BOTH, Reach.POST, SECONDS, Access.ATTEST_RIGHTS, purpose=UPKEEP),
    "invitation": Door(BOTH, Reach.NOBODY, purpose=Purpose.OWN_ACCOUNT),
    # the calendar of working days
    "holidays": _door(LOOK, Reach.POST, (Role.ADMINISTRATOR,), Notice.EDIT_HOLIDAYS, purpose=UPKEEP),
    "holiday-set": _door(BOTH, Reach.POST, (Role.ADMINISTRATOR,), Notice.EDIT_HOLIDAYS, purpose=UPKEEP),
    "holiday-forget": _door(ACT, Reach.POST, (Role.ADMINISTRATOR,), Notice.EDIT_HOLIDAYS, purpose=UPKEEP),
}


def routes(resolver: URLResolver | None = None) -> Iterator[tuple[str, str]]:
    """Every route of the house: its name ("" when it has none) and its address as written."""
    root = resolver or get_resolver()
    for entry in root.url_patterns:
        if isinstance(entry, URLResolver):
            yield from ((name, f"{entry.pattern}{address}") for name, address in routes(entry))
        elif isinstance(entry, URLPattern):
            yield entry.name or "", str(entry.pattern)


def undeclared(resolver: URLResolver | None = None) -> list[str]:
    """Routes that stand in no line of the table, or share a name with another."""
    seen: set[str] = set()
    missing = []
    for name, address in routes(resolver):
        if name not in DOORS or name in seen:
            missing.append(f"{name or 'no name'}: /{address}")
        seen.add(name)
    return missing


def without_route(resolver: URLResolver | None = None) -> list[str]:
    """Lines of the table that lead nowhere."""
    return sorted(DOORS.keys() - {name for name, _address in routes(resolver)})


def misgranted() -> list[str]:
    """Doors whose declared roles are not those that were granted one of the permissions."""
    return [
        name
        for name, door in DOORS.items()
        if door.permissions and door.roles != {role for role in Role if allowed_to(role) & set(door.permissions)}
    ]


def purpose_of(address: str) -> Purpose | None:
    """Why somebody comes to this address; none where no door stands."""
    try:
        door = DOORS.get(resolve(address).url_name or "")
    except Resolver404:
        return None
    return door.purpose if door else None


def check(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Django's system check: the table and the house agree."""
    faults = [f"route without a door in web/office/doors.py: {name}" for name in undeclared()]
    faults += [f"door without a route: {name}" for name in without_route()]
    faults += [f"roles and grants differ: {name}" for name in misgranted()]
    return [checks.Error(fault, id="office.E001") for fault in faults]
