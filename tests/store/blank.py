"""An empty store as the program makes it, made once a session: to make one anew takes twenty times as long."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.store.store import Store


def blank(path: Path) -> Path:
    """A store that was never used, at this place, where nothing is yet."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(0o600, exist_ok=False)
    path.write_bytes(_made())
    return path


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        Store(path).close()
        assert [one.name for one in path.parent.iterdir()] == [path.name], "all of it is in its file"
        return path.read_bytes()
