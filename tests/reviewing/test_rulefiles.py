"""Rules written from the desk: whole, without faults, never over another's change, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.errors import ReviewError, RulesError
from assistant.reviewing.rulefiles import RuleFiles, RulesChanged
from assistant.store.proposals import Proposal, Proposals
from assistant.store.store import Store
from tests.builders import RULES
from tests.store.blank import blank

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MORE = "answers:\n  - name: more   # ours\n    asks: [What more?]\n    answer: Nothing more.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with Store(blank(tmp_path / "store.db")) as opened:
        yield opened


@pytest.fixture
def files(tmp_path: Path, store: Store) -> RuleFiles:
    """The bicycle shop's rules, with a file that they include."""
    path = tmp_path / "rules.yaml"
    path.write_text(RULES.replace("version: 1\n", "version: 1\ninclude: more.yaml\n"), encoding="utf-8")
    (tmp_path / "more.yaml").write_text(MORE, encoding="utf-8")
    path.chmod(0o640)
    return RuleFiles(path, store.access, clock=lambda: NOW)


def test_a_change_is_written_whole_and_can_be_undone(files: RuleFiles) -> None:
    """With the file's mode; undone is a change of its own."""
    shown = files.file(None)
    text = shown.text.replace("£45", "£50")
    version = files.save(None, text, state=shown.state, who="Mina", why="a new price")
    assert files.path.read_text(encoding="utf-8") == text
    assert files.path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in files.path.parent.iterdir() if each.name.startswith(".")] == []
    assert files.history() == (version,)
    files.undo(version.number, who="Joel")
    assert files.file(None).text == shown.text
    assert [(each.who, each.why) for each in files.history()] == [
        ("Joel", f"undid change {version.number} (a new price)"), ("Mina", "a new price"),
    ]  # fmt: skip


def test_rules_with_faults_are_never_written(files: RuleFiles) -> None:
    """Each fault is told; the file stays as it is."""
    shown = files.file(None)
    with pytest.raises(RulesError, match="anwser"):
        files.save(None, shown.text.replace("answer: We", "anwser: We"), state=shown.state, who="Mina", why="")
    with pytest.raises(RulesError, match="price_of_it"):
        broken = shown.text.replace("facts.service_price", "facts.price_of_it")
        files.save(None, broken, state=shown.state, who="Mina", why="")
    assert files.file(None) == shown
    assert files.history() == ()


def test_a_file_changed_meanwhile_is_never_written_over(files: RuleFiles) -> None:
    """By an editor or from another desk; nor is an older change undone then."""
    shown = files.file(None)
    version = files.save(None, shown.text + "# one\n", state=shown.state, who="Mina", why="one")
    with pytest.raises(RulesChanged, match="changed since you opened it"):
        files.save(None, shown.text + "# two\n", state=shown.state, who="Joel", why="two")
    files.path.write_text(shown.text + "# by hand\n", encoding="utf-8")
    with pytest.raises(RulesChanged, match="changed again since"):
        files.undo(version.number, who="Mina")
    assert files.file(None).text.endswith("# by hand\n")
    with pytest.raises(ReviewError, match="no change 99"):
        files.undo(99, who="Mina")


def test_an_included_file_is_changed_in_its_place(files: RuleFiles) -> None:
    """With the line ends and the byte order mark that it has."""
    path = files.path.parent / "more.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MORE.replace("\n", "\r\n").encode())
    shown = files.file("more.yaml")
    files.save("more.yaml", MORE.replace("Nothing more", "Much more"), state=shown.state, who="Mina", why="more")
    wanted = MORE.replace("Nothing more", "Much more").replace("\n", "\r\n").encode()
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted
    with pytest.raises(ReviewError, match="do not include"):
        files.file("other.yaml")


def test_rules_behind_a_link_are_written_where_they_lie(files: RuleFiles) -> None:
    """The link stays one."""
    shown = files.file(None)
    moved = files.path.parent / "elsewhere"
    moved.mkdir()
    link = files.path.rename(moved / "rules.yaml")
    files.path.symlink_to(link)
    (moved / "more.yaml").write_text(MORE, encoding="utf-8")
    files.save(None, shown.text + "# through a link\n", state=shown.state, who="Mina", why="a link")
    assert files.path.is_symlink()
    assert link.read_text(encoding="utf-8").endswith("# through a link\n")


def proposal(files: RuleFiles, **more: object) -> Proposal:
    """A change of the hours' words."""
    words = {
        "where": ["answer"], "before": "We are open {{ facts.opening_hours }}.",
        "after": "We are open {{ facts.opening_hours }}, except on holidays.", "path": str(files.path),
    }  # fmt: skip
    made = Proposal("shop", "mark", "words", "hours", words, (), NOW)
    return replace(made, **more)  # type: ignore[arg-type]


def keep(store: Store, *found: Proposal) -> list[int]:
    """The numbers of proposals, kept."""
    Proposals(store.access).keep("shop", found)
    return [each.number for each in Proposals(store.access).all()]


def test_an_accepted_proposal_stands_in_the_rules(files: RuleFiles, store: Store) -> None:
    """One line is another, and it is not open any more."""
    before = files.file(None).text
    (number,) = keep(store, proposal(files))
    files.accept(number, who="Mina")
    line = "    answer: We are open {{ facts.opening_hours }}"
    assert files.file(None).text == before.replace(f"{line}.\n", f"{line}, except on holidays.\n")
    with pytest.raises(ReviewError, match="accepted by Mina"):
        files.accept(number, who="Joel")
    assert files.history()[0].why == f"accepted proposal {number}: hours"


def test_a_fact_and_an_answer_are_written_where_they_belong(files: RuleFiles, store: Store) -> None:
    """And the rules with them are without faults."""
    fact = {"where": ["facts", "service_price"], "before": "£45", "after": "£50", "path": str(files.path)}
    answer = {"name": "rent", "asks": ["Do you rent?"], "answer": "Yes: for £15.", "path": str(files.path)}
    kept = keep(store, proposal(files, mark="a", kind="fact", rule="service_price", words=fact),
                proposal(files, mark="b", kind="answer", rule=None, words=answer))  # fmt: skip
    for number in kept:
        files.accept(number, who="Mina")
    rulebook = files.checked(None, files.file(None).text)
    assert rulebook.facts["service_price"].value == "£50"
    assert rulebook.answer("rent").asks == ("Do you rent?",)


def test_a_proposal_that_no_longer_fits_is_not_written(files: RuleFiles, store: Store) -> None:
    """It stays open; one that asks to look has nothing to write; a dismissed one is decided."""
    stale = proposal(files, mark="a", words=dict(proposal(files).words) | {"before": "We were open."})
    gone = proposal(files, mark="b", rule="no-such-rule")
    look = proposal(files, mark="c", kind="look", words={"why": "x", "path": str(files.path)})
    elsewhere = proposal(files, mark="d", words={"path": "other.yaml"})
    numbers = keep(store, stale, gone, look, elsewhere)
    for number, told in zip(numbers, ("changed since", "no rule", "nothing to be written", "no proposal"), strict=True):
        with pytest.raises(ReviewError, match=told):
            files.accept(number, who="Mina")
    assert len(Proposals(store.access).all()) == 4
    files.dismiss(numbers[2], who="Mina")
    assert len(Proposals(store.access).all()) == 3
