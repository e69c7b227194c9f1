"""What people changed, as the store has it, to proposals in the store: for every account, by the rules it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import pipeline, preparing, rules, ruleset
from assistant.config import Account, Config
from assistant.errors import OperatorError, ReviewError, RulesError
from assistant.meaning import Meaning
from assistant.pipeline import Prepared
from assistant.reviewing.learning import learn
from assistant.reviewing.rulefiles import RuleFiles
from assistant.store.access import Access
from assistant.store.fates import Fates
from assistant.store.proposals import Proposal, Proposals

SINCE = timedelta(days=365)                         # edits that are older say nothing any more
MOST = 5_000                                        # edits, and discarded letters, that are read


class Proposing:
    """Proposals of all accounts. `refresh` is cheap where nothing was sent or discarded since."""

    def __init__(
        self, config: Config, access: Access, meaning: Callable[[], Meaning],
        *, clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._config = config
        self._access = access
        self._meaning = meaning
        self._clock = clock
        self._fates = Fates(access)
        self._proposals = Proposals(access)
        self._seen: dict[str, object] = {}

    def refresh(self) -> dict[Path, str]:
        """Bring the proposals up to date. What stands in the way, by rules file: those with faults are left alone."""
        faults: dict[Path, str] = {}
        known: dict[Path, tuple[rules.Loaded, Prepared]] = {}
        for account in self._config.accounts:
            paths = {account.rules, *account.mailbox_rules.values()}
            seen = (self._fates.change(account.name), *(ruleset.stamp(path, account.templates) for path in paths))
            if self._seen.get(account.name) == seen:
                continue
            found: list[Proposal] = []
            for path in sorted(paths):
                try:
                    if path not in known:
                        known[path] = self._prepared(path, account)
                except (RulesError, OperatorError) as fault:
                    faults[path] = str(fault)
                    continue
                found += self._learned(account, path, *known[path])
            if not paths & set(faults):
                self._proposals.keep(account.name, found)
                self._seen[account.name] = seen
        return faults

    def files(self, path: Path) -> RuleFiles:
        """The rules at a path of the settings. ReviewError where no account uses them."""
        for account in self._config.accounts:
            if path in (account.rules, *account.mailbox_rules.values()):
                return RuleFiles(path, self._access, templates=account.templates, clock=self._clock)
        raise ReviewError(f"No account of the settings uses the rules {path}.")

    def paths(self) -> tuple[Path, ...]:
        """The rules files of the settings, each once, in the order of the accounts."""
        found = (path for each in self._config.accounts for path in (each.rules, *each.mailbox_rules.values()))
        return tuple(dict.fromkeys(found))

    def of(self, proposal: Proposal) -> RuleFiles:
        """The rules that a proposal is for."""
        return self.files(Path(str(proposal.words.get("path", ""))))

    def _prepared(self, path: Path, account: Account) -> tuple[rules.Loaded, Prepared]:
        found = ruleset.read(path, account.templates)
        rulebook = pipeline.checked(found.text, found.templates, path=str(path), files=found.files)
        loaded = rules.load(found.text, path=str(path), files=found.files)
        meaning = self._meaning()
        return loaded, Prepared(rulebook, found.templates, preparing.index(rulebook, meaning), meaning)

    def _learned(self, account: Account, path: Path, loaded: rules.Loaded, prepared: Prepared) -> tuple[Proposal, ...]:
        now = self._clock()
        elsewhere: dict[str, Path] = defaultdict(lambda: account.rules, account.mailbox_rules)
        used = self._fates.used(since=now - SINCE, account=account.name, most=MOST)
        unused = self._fates.unused(since=now - SINCE, account=account.name, most=MOST)
        return learn(
            [each for each in used if elsewhere[each.mailbox] == path],
            [each for each in unused if elsewhere[each.mailbox] == path],
            loaded.passages, prepared, account=account.name, path=str(path), now=now,
        )  # fmt: skip
