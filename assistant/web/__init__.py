"""The owner's desk as a page: what reviewing/ can do, in a browser. Nothing here decides about letters."""
