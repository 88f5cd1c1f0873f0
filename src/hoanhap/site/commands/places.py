"""`./hoanhap places …`: questions to the map, and the hand-over of what units hold that have ended."""

from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """The hand-over moves people's files, so it stands above the map; everything else is the map's own."""
    if argv and argv[0] == "hand-over":
        from hoanhap.people.succession import command as succession

        return succession.main(argv[1:])
    from hoanhap.foundation.places import command as places

    return places.main(argv)
