"""How others reach it: settings, wiring, HTTP, command line."""
