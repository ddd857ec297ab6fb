"""The words that a model's reasons may be made of, besides those of the catalogue: one module per language.

``PLAIN`` are words that say nothing about an item or a person which could be false, in texts of words separated by
blanks; ``IDIOMS`` are turns of phrase that are plain only as a whole (regular expressions, separated by semicolons);
``KINDS`` are words that are true of one kind of reason; ``YOURS`` is what may be called the reader's own.
``concepts.txt`` lets what the data say be said in other words and other languages.
"""
