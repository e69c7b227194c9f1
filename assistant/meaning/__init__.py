"""Text to vectors and wording features: the model, its fallback, the small heads."""
