"""assistant.toml and the environment to a Config; example and folders that belong to it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError

from assistant.config.checking import check
from assistant.config.faults import Faults
from assistant.config.tables import KEYS, Config
from assistant.errors import ConfigError

NAME = "assistant.toml"
_PORTS = {"tls": 993, "starttls": 143, "plain": 143, "plain-anywhere": 143}
_SMTP_PORTS = {"tls": 465, "starttls": 587, "plain": 25, "plain-anywhere": 25}    # RFC 8314 3.3, RFC 6409 3.1


def whereabouts(path: Path | None, environ: Mapping[str, str]) -> Path:
    """Where the settings are: at `path`, else where $ASSISTANT_CONFIG says, else ./assistant.toml."""
    return (path or Path(environ.get("ASSISTANT_CONFIG") or NAME)).expanduser().absolute()


def load(path: Path | None = None, *, environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings from their `whereabouts`. Raises ConfigError, which lists every problem."""
    environ = os.environ if environ is None else environ
    path = whereabouts(path, environ)
    try:
        text = path.read_text(encoding="utf-8-sig")     # editors on Windows begin a file with a mark
    except FileNotFoundError as fault:
        raise ConfigError(
            f"There are no settings: {path} is not there. "
            "Make them with: assistant init. Or say where they are with --config or ASSISTANT_CONFIG."
        ) from fault
    except UnicodeDecodeError as fault:
        raise ConfigError(f"{path}: it is not written in UTF-8. Save it as UTF-8 in your editor.") from fault
    except OSError as fault:
        raise ConfigError(f"The settings {path} cannot be read: {fault.strerror}.") from fault
    return read(text, path=path, environ=environ)


def read(text: str, *, path: Path, environ: Mapping[str, str], accounts: bool = True) -> Config:
    """The settings in `text`, as if it stood at `path`. Reads no file. Raises ConfigError with every problem.

    Without `accounts` what stands of them is passed over, and there may be none.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(fault))
        where = f"{path.name}:{place[1]}:{place[2]}" if place else path.name
        said = re.sub(r" \(at .*\)$", "", str(fault))
        hint = 'Texts stand in "quotes", lists in [brackets].'
        raise ConfigError(f"{where}: this is not TOML: {said}. {hint}") from fault
    faults = Faults(text, path.name)
    if not accounts:
        data["account"] = {}
    check(data, faults, accounts=accounts)
    try:
        config = Config.model_validate(_complete(data, path, environ), context={"base": path.parent})
    except ValidationError as fault:
        for each in fault.errors():
            faults.add_shape(each)
        config = None
    if config is None or faults.told():
        raise ConfigError(faults.told())
    return config


def example() -> str:
    """The commented assistant.toml that `init` writes."""
    return (Path(__file__).parent.parent / "settings.example.toml").read_text(encoding="utf-8")


def example_folder() -> Path:
    """Where the example business lies: rules.yaml, templates/ and data/. In an installed wheel, or at the top."""
    packaged = Path(__file__).parent.parent / "example"
    return packaged if (packaged / "rules.yaml").is_file() else Path(__file__).parents[2]


def cache_folder() -> Path:
    """Where what can be made again is kept: on Linux $XDG_CACHE_HOME, else ~/.cache, and our folder in it."""
    return platformdirs.user_cache_path("email-reply-assistant", appauthor=False)


def _complete(data: dict[str, Any], path: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """The tables with what follows from others, or from the environment, filled in; unknown keys left out."""
    default = {"store": str(platformdirs.user_data_path("email-reply-assistant", appauthor=False) / "store.db")}
    top = default | {"rules": "rules.yaml"} | {key: data[key] for key in KEYS[""] if key in data}
    if environ.get("ASSISTANT_STORE"):
        named = environ["ASSISTANT_STORE"]
        top["store"] = named if "://" in named else str(Path(named).expanduser().absolute())
    top["path"] = path
    limits, accounts = data.get("limits", {}), data.get("account", {})
    if isinstance(limits, dict):
        top["limits"] = {key: limits[key] for key in KEYS["limits"] if key in limits}
    if not isinstance(accounts, dict):
        return top
    top["account"] = {}
    for name, given in accounts.items():
        if not isinstance(given, dict):
            top["account"][name] = given
            continue
        account = {"rules": data.get("rules", "rules.yaml")}
        account |= {"templates": data["templates"]} if "templates" in data else {}
        security, user = given.get("security", "tls"), given.get("user")
        account["port"] = _PORTS.get(security, 993) if isinstance(security, str) else 993
        if isinstance(user, str) and "@" in user:
            account["addresses"] = [user]
        account |= {key: given[key] for key in KEYS["account"] if key in given} | {"name": name}
        if isinstance(given.get("oauth"), dict):
            keeping = {"tokens": str(_beside_the_store(top["store"], path) / f"{_file_name(name)}.tokens.json")}
            account["oauth"] = keeping | {key: given["oauth"][key] for key in KEYS["oauth"] if key in given["oauth"]}
        if isinstance(given.get("smtp"), dict):
            account["smtp"] = _complete_smtp(given["smtp"], account)
        top["account"][name] = account
    return top


def _complete_smtp(given: dict[str, Any], account: dict[str, Any]) -> dict[str, Any]:
    """The table `smtp` with what it has from its account."""
    security = given.get("security", "tls")
    smtp: dict[str, Any] = {key: account[key] for key in ("user", "ca_file", "timeout") if key in account}
    smtp["name"] = f"{account['name']}.smtp"
    smtp["port"] = _SMTP_PORTS.get(security, 465) if isinstance(security, str) else 465
    return smtp | {key: given[key] for key in KEYS["smtp"] if key in given}


def _beside_the_store(store: object, path: Path) -> Path:
    """The folder of the store, where that is a file; else that of our own data."""
    if isinstance(store, str) and "://" not in store:
        return (path.parent / Path(store).expanduser()).parent
    return platformdirs.user_data_path("email-reply-assistant", appauthor=False)


def _file_name(account: str) -> str:
    return re.sub(r"[^\w-]", "_", account)
