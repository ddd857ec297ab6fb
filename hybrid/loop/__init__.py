"""What was shown, what came of it, and how that is told."""
