"""The last contacts of a file opened in an emergency: when and where the person was met last, and what was needed."""

from hoanhap.foundation import vault
from hoanhap.people.care.models import Contact
from hoanhap.people.care.queries import SEALED, OpenedContact
from hoanhap.people.cases.models import Case


def last_contacts(case: Case, *, limit: int = 3) -> list[OpenedContact]:
    """The caller has passed the gate of the opening and logs the look."""
    contacts = list(Contact.objects.filter(case=case).order_by("-met_at", "-id")[:limit])
    words = vault.reveal_many(contacts, *SEALED)
    return [
        OpenedContact(
            contact=contact,
            need=words[contact.pk]["need"],
            note=words[contact.pk]["note"],
            corrected=contact.version > 1,
        )
        for contact in contacts
    ]
