"""How the program proves who it is to a mail server: secrets from environment, command or file."""
