"""The commands. The file tree is the command tree."""
