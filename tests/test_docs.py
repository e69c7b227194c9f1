"""README and docs/ are held to the code: commands, links, codes, names, maps, and the example that is shown."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from assistant import __version__, config, meaning, pipeline, ruleset
from assistant.authoring.check import check
from assistant.cli.main import COMMANDS, cli
from assistant.drafting import checks
from assistant.drafting.sandbox import CALLS, FILTERS
from assistant.model import Circumstances
from assistant.parsing import parse
from tests.test_house import DOORS, STAIRS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
README = TEXTS["README.md"]
HOUSE, MAIL, TEMPLATES = (TEXTS[f"docs/{name}.md"] for name in ("house", "mail", "templates"))
ALL = "\n".join(TEXTS.values())
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks(text: str, language: str) -> list[str]:
    """What stands in the fenced blocks of a language."""
    return [found[3] for found in FENCE.finditer(text) if found[2] == language]


def prose(text: str) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", text)


def section(text: str, title: str) -> str:
    """A section of a page, from its heading to the next of the same level."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1 |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {title!r}"
    return found[2]


def first_column(text: str) -> list[str]:
    """The code in the first column of each row of the tables in `text`."""
    cells = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    return [code for cell in cells for code in re.findall(r"`([^`]+)`", cell)]


def shown_commands() -> list[tuple[str, str]]:
    """(page, command line) of each `assistant ...` in a console block or in the middle of a sentence."""
    found = []
    for name, text in TEXTS.items():
        for block in blocks(text, "console"):
            found += [(name, line.removeprefix("$ ").strip()) for line in block.splitlines() if line.startswith("$ ")]
        found += [(name, code) for code in re.findall(r"`(assistant [^`]+)`", prose(text))]
    return [(name, line) for name, line in found if re.match(r"(\.venv/bin/)?assistant\b", line)]


def wrong_with(line: str) -> str | None:
    """Why the command line would not be understood, or None."""
    words = shlex.split(re.split(r" [|>&]", line, maxsplit=1)[0])[1:]
    command: click.Command = cli
    context = click.Context(cli, info_name="assistant")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        inner = command.get_command(context, words[0])
        if inner is None:
            return f"there is no command {words[0]!r}"
        context = click.Context(inner, parent=context, info_name=words.pop(0))
        command = inner
    try:
        _, rest, _ = command.make_parser(context).parse_args(words)
    except click.UsageError as fault:
        return fault.format_message()
    return f"too much: {rest}" if rest else None


@pytest.mark.parametrize(("page", "line"), shown_commands())
def test_every_command_shown_is_one(page: str, line: str) -> None:
    """Each command line on a page is understood by the program: its name, its options, its arguments."""
    assert wrong_with(line) is None, f"{page}: {line}"


def test_a_command_that_is_none_would_be_found() -> None:
    """The test above can fail."""
    assert wrong_with("assistant rules chek") == "there is no command 'chek'"
    assert "No such option" in str(wrong_with("assistant run --twice"))
    assert wrong_with("assistant run now") == "too much: ['now']"
    assert wrong_with("assistant draft question.eml > reply.eml") is None


def test_every_command_is_in_the_readme() -> None:
    """No command is kept from newcomers."""
    rules = cli.get_command(click.Context(cli), "rules")
    assert isinstance(rules, click.Group)
    names = [*(name for name in COMMANDS if name != "rules"), *(f"rules {name}" for name in rules.commands)]
    assert [name for name in names if f"assistant {name}" not in README] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_resolves(page: Path) -> None:
    """A link into the repository leads to a file or a folder, and its #part to a heading."""
    links = re.findall(r"\]\(([^)\s]+)\)", prose(page.read_text(encoding="utf-8")))
    lost = []
    for link in links:
        target, _, anchor = link.partition("#")
        place = page.parent / target if target else page
        if "://" in link:
            continue
        if not place.exists() or (anchor and anchor not in anchors(place)):
            lost.append(link)
    assert lost == []


def anchors(page: Path) -> set[str]:
    """The names by which headings are linked to."""
    titles = re.findall(r"^#+ (.+)$", prose(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_make_has_every_target_shown() -> None:
    """`make ...` on a page is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^(?:\$ |`)make (\w+)|`make (\w+)`", ALL, re.MULTILINE)
    assert targets
    assert [name for pair in targets for name in pair if name and f"\n{name}:" not in makefile] == []


def test_every_extra_shown_is_one() -> None:
    """[semantic] and its kin exist."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    shown = re.findall(r"(?:email-reply-assistant|'\.)\[([a-z,]+)\]|xtra `\[(\w+)\]`", ALL)
    assert len(shown) > 2
    assert {one for pair in shown for group in pair if group for one in group.split(",")} <= set(extras)


def test_every_code_named_exists() -> None:
    """A kebab-case code in the prose is a reason, a check, a shape, a state or a name of this program."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "assistant").rglob("*.py"))
    sources += (ROOT / "rules.yaml").read_text(encoding="utf-8")
    not_ours = {"python3-venv", "your-check", "email-reply-assistant", "no-reply"}
    for name in ("README.md", "CHANGELOG.md", "docs/house.md", "docs/mail.md", "docs/templates.md"):
        codes = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", prose(TEXTS[name]))) - not_ours
        assert [c for c in sorted(codes) if f'"{c}"' not in sources and f"name: {c}\n" not in sources] == [], name


def test_the_checks_are_the_ones_in_the_readme() -> None:
    """The table names every check of the contract, in its order, and counts them right."""
    told = section(README, "How a reply is judged")
    assert first_column(told) == list(checks.CODES)
    assert len(checks.CODES) == 13 and "thirteen checks" in told


def rooms() -> set[str]:
    """The folders of the program that hold code, without what only data lies in."""
    return {path.parent.name for path in (ROOT / "assistant").glob("*/__init__.py")}


def test_the_map_of_the_readme_is_the_house() -> None:
    """Each room is on the map, and nothing on the map is missing."""
    places = first_column(section(README, "The map of the house"))
    assert {place.split("/")[1] for place in places if place.startswith("assistant/")} == rooms()
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_map_of_the_house_is_the_house() -> None:
    """docs/house.md has the rooms, the stairs and the doors that the code has."""
    assert set(re.findall(r"^\| \[(\w+)/\]", section(HOUSE, "The rooms"), re.MULTILINE)) == rooms()
    there = rooms() | {path.stem for path in (ROOT / "assistant").glob("*.py")}
    stairs = [sorted(level & there) for level in STAIRS if level & there]
    shown = [sorted(line.split(", ")) for line in blocks(section(HOUSE, "The stairs"), "text")[0].splitlines()]
    assert shown == stairs
    doors = {}
    for row in re.findall(r"^\| `.*$", section(HOUSE, "The doors"), re.MULTILINE):
        library, *places = re.findall(r"`([^`]+)`", row)
        doors[library] = places
    assert doors == {name: [d for d in places if (ROOT / "assistant" / d).exists()] for name, places in DOORS.items()}


def test_each_standard_rules_the_place_that_is_named() -> None:
    """A row of docs/mail.md: the file that it links to names the standard."""
    rows = re.findall(r"^\| RFC (\d+) \|.*\]\(\.\./([^)]+)\) \|$", MAIL, re.MULTILINE)
    assert len(rows) > 10
    assert [(n, f) for n, f in rows if not re.search(rf"RFC.*\b{n}\b", (ROOT / f).read_text(encoding="utf-8"))] == []


def test_every_template_is_told() -> None:
    """docs/templates.md has each file of templates/, and no other."""
    files = {path.name for path in (ROOT / "templates").iterdir()}
    assert set(first_column(section(TEMPLATES, "Which file is which letter"))) == files
    assert set(re.findall(r"[\w-]+\.txt\.j2", ALL)) <= files


def test_the_names_and_filters_of_templates_are_told() -> None:
    """docs/templates.md has each name that a template is given, each function and each filter."""
    tree = ast.parse((ROOT / "assistant" / "drafting" / "letter.py").read_text(encoding="utf-8"))
    given = next(
        node.value for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "context"
    )
    assert isinstance(given, ast.Dict)
    names = {ast.literal_eval(key) for key in given.keys if key is not None}
    assert set(first_column(section(TEMPLATES, "The names"))) == names
    assert set(CALLS) <= names
    told = section(TEMPLATES, "Filters")
    assert set(first_column(told)) == {"sentence", "clause"}
    assert [name for name in FILTERS if f"`{name}`" not in told] == []


def test_the_kinds_of_one_of_are_told() -> None:
    """docs/templates.md has each kind of sentence that the templates vary."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").iterdir())
    assert set(first_column(section(TEMPLATES, "The two functions"))) == set(re.findall(r'one_of\("(\w+)"', sources))


def test_the_letter_at_the_top_is_the_one_that_is_written() -> None:
    """The README's first example is docs/saturday.eml, and the draft shown is the program's own, to the letter."""
    raw = (ROOT / "docs" / "saturday.eml").read_bytes()
    assert raw.decode() in blocks(README, "text")
    prepared = ruleset.load(meaning.load(), ROOT / "rules.yaml")[1]
    quoted = "".join(line.removeprefix(">").removeprefix(" ") for line in re.findall(r"^>.*\n", README, re.MULTILINE))
    assert raw.decode().partition("\n\n")[2] == quoted
    outcome = pipeline.assist(parse(raw), prepared, Circumstances(datetime(2026, 11, 20, 12, tzinfo=UTC)))
    assert outcome.draft is not None
    assert blocks(README, "text")[0] == outcome.draft.text, "show this one in README.md"
    assert (outcome.draft.gaps, outcome.draft.ready) == (1, False)


def test_the_first_rule_loads_and_answers() -> None:
    """The README's rule goes below `answers:` of the example without a fault, and then the question finds it."""
    rules = (ROOT / "rules.yaml").read_text(encoding="utf-8")
    taught = rules.replace("\nanswers:\n", "\nanswers:\n" + blocks(README, "yaml")[0] + "\n", 1)
    assert [str(fault) for fault in check(taught, today=datetime(2026, 11, 20, tzinfo=UTC).date()).faults] == []
    prepared = pipeline.prepare(taught, ruleset.read(ROOT / "rules.yaml").templates, meaning.load())
    message = parse((ROOT / "docs" / "saturday.eml").read_bytes())
    outcome = pipeline.assist(message, prepared, Circumstances(datetime(2026, 11, 20, 12, tzinfo=UTC)))
    assert [one.answer for one in outcome.plan.planned] == ["opening-hours", "parking"]
    assert outcome.draft is not None and outcome.draft.ready


def test_the_settings_shown_are_settings() -> None:
    """Each TOML block of a page is read without a problem."""
    for name, text in TEXTS.items():
        for block in blocks(text, "toml"):
            assert config.read(block, path=ROOT / "assistant.toml", environ={}).accounts, name


def test_the_defaults_told_are_the_defaults() -> None:
    """Figures of settings that the README states."""
    limits = config.Limits()
    assert f"messages of the last {limits.first_run_days} days" in README
    assert f"every {config.Config.model_fields['poll'].default:g} seconds" in README


def test_the_changelog_begins_with_this_version() -> None:
    """The newest entry is the version that is installed."""
    assert re.findall(r"^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", TEXTS["CHANGELOG.md"], re.MULTILINE)[0] == __version__


def test_the_docs_speak_plainly() -> None:
    """No marketing, no picture signs, no badges."""
    assert not re.search(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]", ALL)
    assert not re.search(r"!\[[^\]]*\]\(https?:", ALL)
    assert not re.search(r"\b(?:seamless|powerful|blazing|cutting-edge|effortless|leverage)\w*", ALL, re.IGNORECASE)
