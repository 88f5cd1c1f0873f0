"""Writes of hand-over and moving, one function a verb (gửi đợt, hẹn đón, nhận, chuyển đi, chuyển đến)."""

from hoanhap.people.reception.actions.announcing import (
    BatchDetails,
    CertificateDetails,
    ReturneeDetails,
    announce_by_hand,
    cancel_batch,
    draft_batch,
    record_certificates,
    redirect_row,
    send_batch,
    withdraw_row,
)
from hoanhap.people.reception.actions.awaiting import Appointment, close_row, confirm, give_back, note_missing
from hoanhap.people.reception.actions.receiving import Received, Reception, id_card_made, keep_minutes, receive
from hoanhap.people.reception.actions.transferring import Move, accept, refuse, send, withdraw
from hoanhap.people.reception.actions.watching import keep_watch

__all__ = [
    "Appointment",
    "BatchDetails",
    "CertificateDetails",
    "Move",
    "Received",
    "Reception",
    "ReturneeDetails",
    "accept",
    "announce_by_hand",
    "cancel_batch",
    "close_row",
    "confirm",
    "draft_batch",
    "give_back",
    "id_card_made",
    "keep_minutes",
    "keep_watch",
    "note_missing",
    "receive",
    "record_certificates",
    "redirect_row",
    "refuse",
    "send",
    "send_batch",
    "withdraw",
    "withdraw_row",
]
