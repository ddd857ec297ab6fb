"""Experiments: who gets which arm, and what the arms' outcomes say."""
