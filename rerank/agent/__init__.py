"""A model that may look things up before it answers: a bounded loop over a request's own tools."""
