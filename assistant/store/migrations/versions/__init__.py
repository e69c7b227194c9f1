"""Each file takes the schema one step further. The last one's revision is opening.SCHEMA."""
