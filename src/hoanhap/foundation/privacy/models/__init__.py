"""Tables of rights and duties: requests, consents, disclosures, breaches, terms of keeping."""

from hoanhap.foundation.privacy.models.breaches import Breach, BreachKind, BreachStep
from hoanhap.foundation.privacy.models.consents import Consent, ConsentText, GivenBy, Medium
from hoanhap.foundation.privacy.models.disclosures import Disclosure
from hoanhap.foundation.privacy.models.requests import Asker, Channel, IdentityCheck, Outcome, RightsRequest
from hoanhap.foundation.privacy.models.retention import RetentionTerm
from hoanhap.foundation.privacy.models.shared import BookCounter

__all__ = [
    "Asker",
    "BookCounter",
    "Breach",
    "BreachKind",
    "BreachStep",
    "Channel",
    "Consent",
    "ConsentText",
    "Disclosure",
    "GivenBy",
    "IdentityCheck",
    "Medium",
    "Outcome",
    "RetentionTerm",
    "RightsRequest",
]
