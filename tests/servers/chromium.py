"""A real headless Chromium, driven by playwright. It asks nobody for anything by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

# The first five are those that playwright switches off as well; a frame without an origin needs no process of its own.
_WITHOUT = "HttpsUpgrades,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,Translate,IsolateSandboxedIframes"
_QUIET = [
    "--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--disable-features={_WITHOUT}",
]  # fmt: skip


def missing() -> str | None:
    """What is not installed here, in a sentence, or None."""
    return None if shutil.which("chromium") else "Chromium is not installed (Debian: apt-get install chromium)"


@contextmanager
def running() -> Iterator[Browser]:
    """Start it, and stop it."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()
