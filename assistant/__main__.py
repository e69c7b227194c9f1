"""`python -m assistant` is the command `assistant`."""

from assistant.cli.main import main

main()
