"""Words of four languages that the gate for a model's reasons judges by; nothing here decides anything itself.

One module per language: ``PLAIN`` are words that claim nothing which could be looked up, written in any one form;
``IDIOMS`` are turns of phrase that are plain only as a whole (regular expressions, separated by semicolons); ``KINDS``
are words that are true of one kind of reason; ``YOURS`` is what may be called the reader's own; ``BEFORE_NOUN`` and the
like are the small words by which a noun is told. ``claims_*`` list what must be in the data or have happened.
``concepts.txt`` lets what the data say be said in other words and other languages.
"""
