"""Few heaps for many threads."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from assistant.polling.heap import few_heaps
from tests.cli import program

# Threads that each keep a large block for a while, all at once; then how many heaps the C library has made.
BUSY = """
import ctypes, sys, tempfile, threading
from assistant.polling.heap import few_heaps
if sys.argv[1] == "few":
    assert few_heaps()
together = threading.Barrier(12)
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.fopen.restype = ctypes.c_void_p
def work():
    together.wait()
    blocks = [libc.malloc(5000) for _ in range(50)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, file); libc.fclose(file)
    print(told.read().count(b"<heap nr="))
"""

glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has heaps of this kind")


def heaps(how: str) -> int:
    """How many heaps a process of twelve threads ends with."""
    command = [sys.executable, "-c", BUSY, how]
    done = subprocess.run(command, cwd=program.ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


@glibc
def test_many_threads_share_two_heaps() -> None:
    """Without the call there would be more of them."""
    assert heaps("few") <= 2 < heaps("many")


def test_where_there_is_no_such_thing_nothing_happens() -> None:
    """It says whether the C library took it."""
    assert few_heaps() is (platform.libc_ver()[0] == "glibc")
