"""A Message to its Understanding: language, sentences, questions, wish, tone, abuse, entities."""
