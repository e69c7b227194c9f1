from __future__ import annotations

from assistant.web.patience import BY_ADDRESS, FOR_NAME, SECONDS, Patience


class _Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_an_address_has_so_many_tries_and_then_waits() -> None:
    """One more than allowed waits until the first is five minutes old, whatever name it tries."""
    clock = _Clock()
    patience = Patience(clock)
    assert [patience.ask("10.0.0.1", f"name {nth}") for nth in range(BY_ADDRESS)] == [0] * BY_ADDRESS
    assert 0 < patience.ask("10.0.0.1", "another") <= SECONDS + 1
    assert patience.ask("10.0.0.2", "another") == 0
    clock.now += SECONDS
    assert patience.ask("10.0.0.1", "another") == 0


def test_a_name_is_guarded_from_many_addresses() -> None:
    """Tries for one name are counted wherever they come from."""
    patience = Patience(_Clock())
    assert not any(patience.ask(f"10.0.0.{nth}", "Hester") for nth in range(FOR_NAME))
    assert patience.ask("10.0.9.9", "Hester") > 0


def test_a_right_password_does_not_count() -> None:
    """Who signs in a hundred times is never kept waiting."""
    patience = Patience(_Clock())
    for _ in range(100):
        assert patience.ask("10.0.0.1", "Hester") == 0
        patience.forgive("10.0.0.1", "Hester")
