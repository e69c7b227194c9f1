"""What was seen, decided and drafted, for whom, and how far each mailbox was read: kept in a database.

`from assistant.store.store import Store`; the values it takes and gives are in records.py.
"""
