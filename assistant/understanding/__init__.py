"""A Message to its Understanding: language, sentences, questions, wish, tone, abuse, entities."""

from assistant.understanding.understand import understand

__all__ = ["understand"]
