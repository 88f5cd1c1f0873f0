"""Writes about measures, one function a verb (hồ sơ, giấy tờ, vi phạm, vắng mặt, kiểm tra cư trú, chuyển tiếp)."""

from hoanhap.people.rehab.actions.absences import begin_absence, end_absence
from hoanhap.people.rehab.actions.certificates import CertificateDetails, record_certificate, record_certificates
from hoanhap.people.rehab.actions.dossiers import ItemEntry, drop, note_items, open_dossier, refuse, submit
from hoanhap.people.rehab.actions.followed import FollowedDetails, end_followed, follow_decision
from hoanhap.people.rehab.actions.happenings import record_happening
from hoanhap.people.rehab.actions.residence import Checked, CheckEntry, record_checks
from hoanhap.people.rehab.actions.scans import attach_scan, read_scan, take_scan_back
from hoanhap.people.rehab.actions.steps import Taken, take_step
from hoanhap.people.rehab.actions.transitions import choose
from hoanhap.people.rehab.actions.violations import Recorded, record_violation

__all__ = [
    "CertificateDetails",
    "CheckEntry",
    "Checked",
    "FollowedDetails",
    "ItemEntry",
    "Recorded",
    "Taken",
    "attach_scan",
    "begin_absence",
    "choose",
    "drop",
    "end_absence",
    "end_followed",
    "follow_decision",
    "note_items",
    "open_dossier",
    "read_scan",
    "record_certificate",
    "record_certificates",
    "record_checks",
    "record_happening",
    "record_violation",
    "refuse",
    "submit",
    "take_scan_back",
    "take_step",
]
