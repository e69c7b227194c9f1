"""Facts about a customer, fetched from the sources that the rules name."""
