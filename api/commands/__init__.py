"""The commands of ``because``, one module per group."""
