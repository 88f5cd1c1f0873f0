"""Where Django looks for the tables of this package."""

from hoanhap.people.reception.returning_models import Certificate, ReturnBatch, Returnee, SheetFault
from hoanhap.people.reception.transfer_models import Arrival, Transfer

__all__ = ["Arrival", "Certificate", "ReturnBatch", "Returnee", "SheetFault", "Transfer"]
