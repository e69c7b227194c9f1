from __future__ import annotations

from assistant.web.comparing import compared


def test_lines_stand_beside_what_took_their_place() -> None:
    """What is alike is one stretch, what differs stands side by side, what is new has nothing beside it."""
    pairs = compared("Dear Lea,\n\nYes.\n\nBye.", "Dear Lea,\n\nNo.\n\nBye.\nPS")
    assert [(pair.mine, pair.theirs, pair.same) for pair in pairs] == [
        ("Dear Lea,\n", "Dear Lea,\n", True), ("Yes.", "No.", False), ("\nBye.", "\nBye.", True), ("", "PS", False)
    ]  # fmt: skip
