from __future__ import annotations

from assistant.errors import ServerRefused, ServerUnreachable
from assistant.polling.trouble import LONGEST, SHORTEST, Trouble, fault


def test_each_try_waits_about_twice_as_long_up_to_five_minutes() -> None:
    """Also after weeks of trouble."""
    trouble = Trouble()
    pauses = [trouble.pause() for _ in range(3000)]
    for pause, expected in zip(pauses, (2, 4, 8, 16), strict=False):
        assert 0.8 * expected <= pause <= 1.2 * expected
    assert max(pauses) <= 1.2 * LONGEST
    assert min(pauses[8:]) >= 0.8 * LONGEST


def test_a_try_that_gets_somewhere_is_soon_followed_by_the_next() -> None:
    """A network that breaks every few minutes does not make them wait ever longer; nor is it told each time."""
    trouble = Trouble()
    down = ServerUnreachable("down")
    assert trouble.is_news(down)
    for _ in range(9):
        trouble.pause()
    trouble.went_on()
    assert trouble.pause() <= 1.2 * SHORTEST
    assert not trouble.is_news(down)


def test_two_troubles_do_not_wait_in_step() -> None:
    """Many accounts of one server that was down do not all come back at the same moment."""
    assert len({round(Trouble().pause(), 6) for _ in range(20)}) > 10


def test_one_kind_of_trouble_is_news_once() -> None:
    """A second kind is news again."""
    trouble = Trouble()
    down, refused = ServerUnreachable("down"), ServerRefused("no")
    news = [trouble.is_news(error) for error in (down, down, refused, down, refused)]
    assert news == [True, False, True, False, False]


def test_a_fault_of_ours_is_told_without_its_text() -> None:
    """The text of an exception may hold the customer's."""
    try:
        raise RuntimeError("Dear sirs")
    except RuntimeError as error:
        told = str(fault(error))
    assert "RuntimeError in test_a_fault_of_ours" in told
    assert "Dear" not in told
