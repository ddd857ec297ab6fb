"""What order and why, in words: model re-ranking, true reasons, the day cache."""
