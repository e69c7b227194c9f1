"""The store's schema, one revision a file, applied when a store is opened."""
