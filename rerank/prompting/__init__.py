"""What an editor writes: checked, bounded, filled with what a task gives, kept in versions."""
