"""What items are about: texts, vectors, the index over them, and the sources that use it."""
