"""Who might like what: stores, candidate sources, blend and rules. No completions, no web server."""
