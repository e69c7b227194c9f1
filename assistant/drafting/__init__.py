"""A Plan and templates to a Draft, its checks, and its RFC 5322 bytes."""
