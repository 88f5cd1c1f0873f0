"""What each field of this package tells: secrets are sealed, the rest serves the machine."""

from hoanhap.foundation.vault import classes


def declare() -> None:
    """Called once at start, from apps.ready()."""
    classes.declare(
        "sign_in.CodeApp",
        {
            "id": "technical",
            "account": "technical",
            "secret": "sensitive",
            "confirmed_at": "technical",
            "last_step": "technical",
            "offered": "sensitive",
            "offered_at": "technical",
        },
    )
    classes.declare(
        "sign_in.Passkey",
        {
            "id": "technical",
            "account": "technical",
            "name": "public",
            "credential": "sensitive",
            "credential_index": "technical",
            "counter": "technical",
            "made_at": "technical",
            "used_at": "technical",
        },
    )
    for label, names in {
        "sign_in.RecoveryCode": ("id", "account", "digest", "made_at", "used_at"),
        "sign_in.Session": (
            *("session_key", "session_data", "expire_date", "handle", "account"),
            *("browser", "system", "started_at", "last_seen_at"),
        ),
        "sign_in.KnownDevice": ("id", "account", "digest", "used_at"),
        "sign_in.Guess": ("id", "kind", "account_index", "address_index", "device_index", "at"),
        "sign_in.SetUp": ("id", "digest", "made_at", "used_at"),
    }.items():
        classes.declare(label, dict.fromkeys(names, "technical"))
