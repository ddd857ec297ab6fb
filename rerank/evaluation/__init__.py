"""What the language model's order is worth: measured by the future, against the blend that it was given."""
