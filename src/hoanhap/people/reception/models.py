"""Where Django looks for the tables of this package."""

from hoanhap.people.reception.returning_models import Certificate, ReturnBatch, Returnee, SheetFault
from hoanhap.people.reception.transfer_models import Transfer

__all__ = ["Certificate", "ReturnBatch", "Returnee", "SheetFault", "Transfer"]
