"""How good recommendations are, measured without leaks: splits, metrics, intervals, the run and its report."""
