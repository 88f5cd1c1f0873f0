"""How the tests of this folder come in."""

from collections.abc import Callable

from django.test import Client

from hoanhap.foundation.access.models import Account

Enter = Callable[[Account], Client]
