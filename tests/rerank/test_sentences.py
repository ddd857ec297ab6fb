import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import EventType
from rerank.because import ReasonKind
from rerank.errors import PromptError
from rerank.library import LANGUAGES, packaged
from rerank.sentences import HEADINGS, load_sentences

ALL = {code: load_sentences(packaged(f"explain-{code}"), code) for code in LANGUAGES}
NAMED = [kind for kind in ReasonKind if kind.names_x]


def test_a_sentence_reads_naturally() -> None:
    english = ALL["en"]
    made = english.text(ReasonKind.BECAUSE_VIEWED, "Airplane!", ("Comedy", "deadpan"))
    assert made == "Because you viewed “Airplane!”. In common: Comedy, deadpan."
    assert english.text(ReasonKind.BECAUSE_VIEWED, "Airplane!") == "Because you viewed “Airplane!”."
    assert english.text(ReasonKind.POPULAR, about=("Comedy",)) == "Popular with many people here: Comedy."


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        (
            "en",
            "Because you rated “Toy Story 2” 3.5 out of 5. In common: based on a novel.",
            "You rated “Toy Story 2” 3.5 out of 5, and this goes well with it. In common: based on a novel.",
        ),
        (
            "de",
            "Weil Sie „Toy Story 2“ mit 3,5 von 5 Punkten bewertet haben. Gemeinsam: based on a novel.",
            "Es passt gut zu „Toy Story 2“, das Sie mit 3,5 von 5 Punkten bewertet haben. Gemeinsam: based on a novel.",
        ),
        (
            "fr",
            "Parce que vous avez noté «\u00a0Toy Story 2\u00a0» 3,5 sur 5. En commun\u00a0: based on a novel.",
            "Se marie bien avec «\u00a0Toy Story 2\u00a0», que vous avez noté 3,5 sur 5. "
            "En commun\u00a0: based on a novel.",
        ),
        (
            "es",
            "Porque has valorado «Toy Story 2» con un 3,5 sobre 5. En común: based on a novel.",
            "Combina bien con «Toy Story 2», que has valorado con un 3,5 sobre 5. En común: based on a novel.",
        ),
    ],
)
def test_a_rating_is_no_part_of_the_title_and_tags_are_no_part_of_the_sentence(code: str, first: str, second: str):
    for variant, expected in enumerate((first, second)):
        made = ALL[code].text(
            ReasonKind.BECAUSE_RATED, "Toy Story 2", ("based on a novel",), 3.5, variant=variant, top=5.0
        )
        assert made == expected


def test_french_blanks_do_not_break_and_titles_stay_as_they_are():
    made = ALL["fr"].text(ReasonKind.BECAUSE_LIKED, "Quoi ? « Non »")
    assert made == "Parce que vous avez aimé «\u00a0Quoi ? « Non »\u00a0»."


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ("viewed", "looked at", "bought", "liked", "rated", "basket")),
        ("de", ("angesehen", "angeschaut", "gekauft", "gefallen", "bewertet", "Warenkorb")),
        ("fr", ("regardé", "consulté", "acheté", "aimé", "noté", "panier")),
        ("es", ("visto", "mirado", "comprado", "gustado", "valorado", "cesta")),
    ],
)
def test_each_event_is_called_what_it_was(code: str, said: tuple[str, ...]):
    events = (
        (ReasonKind.BECAUSE_VIEWED, EventType.VIEW),
        (ReasonKind.BECAUSE_VIEWED, EventType.CLICK),
        (ReasonKind.BECAUSE_BOUGHT, EventType.PURCHASE),
        (ReasonKind.BECAUSE_LIKED, EventType.LIKE),
        (ReasonKind.BECAUSE_RATED, EventType.RATING),
        (ReasonKind.BECAUSE_LIKED, EventType.ADD_TO_CART),
    )
    for (kind, event), word in zip(events, said, strict=True):
        for shared in ((), ("Comedy",), ("Comedy", "spoof")):
            made = ALL[code].text(kind, "Heat", shared, event=event)
            assert word in made
            assert ", ".join(shared) in made
            assert made.count(".") == 1 + bool(shared)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_rating_without_its_scale_is_not_told(code: str):
    for variant in range(2):
        assert "3" not in ALL[code].text(ReasonKind.BECAUSE_RATED, "Heat", value=3.0, variant=variant)


def test_the_event_may_have_a_sentence_of_its_own() -> None:
    basket = ALL["en"].text(ReasonKind.BECAUSE_LIKED, "Heat", event=EventType.ADD_TO_CART)
    assert basket == "Because you put “Heat” in your basket."
    assert ALL["en"].text(ReasonKind.BECAUSE_LIKED, "Heat", event=EventType.LIKE) == "Because you liked “Heat”."


@given(
    code=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(NAMED),
    title=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Co", "Cn")), min_size=1),
    shared=st.lists(st.text(min_size=1, max_size=20), max_size=3),
    value=st.none() | st.floats(0, 100),
    event=st.none() | st.sampled_from(EventType),
    variant=st.integers(0, 5),
    top=st.none() | st.floats(1, 100),
)
def test_every_kind_that_names_x_names_it_letter_by_letter(
    code: str,
    kind: ReasonKind,
    title: str,
    shared: list[str],
    value: float | None,
    event: EventType | None,
    variant: int,
    top: float | None,
) -> None:
    printable = "".join(c if c.isprintable() else " " for c in title)
    assert printable in ALL[code].text(kind, title, shared, value, event=event, variant=variant, top=top)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ReasonKind)
def test_every_language_has_every_kind(code: str, kind: ReasonKind) -> None:
    for shared in ((), ("Comedy", "spoof")):
        made = ALL[code].text(kind, "Heat", shared, about=shared)
        assert made.endswith((".", "!"))
        assert 7 < len(made) < 200
        assert "  " not in made


def test_mistakes_are_found_when_loaded() -> None:
    text = packaged("explain-en")
    with pytest.raises(PromptError, match="no sentence for popular"):
        load_sentences(text.replace("  popular: ", "  popular.view: "), "en.prompt")
    with pytest.raises(PromptError, match="no such kind of reason"):
        load_sentences(text.replace("  popular: ", "  poplar: "), "en.prompt")
    with pytest.raises(PromptError, match="does not name the item"):
        load_sentences(text.replace("Because you reviewed “{{ title }}”", "Because you reviewed it"), "en.prompt")
    with pytest.raises(PromptError, match="sentence explore: the sentence names an item"):
        load_sentences(text.replace("  explore: 'Something", "  explore: '{{ title }}: something"), "en.prompt")
    with pytest.raises(PromptError, match="'titel' is not a known name"):
        load_sentences(
            text.replace("Because you reviewed “{{ title }}”", "Because you reviewed {{ titel }}"), "en.prompt"
        )
    with pytest.raises(PromptError, match="text after the front matter"):
        load_sentences(text + "\nmore", "en.prompt")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_row_of_a_page_has_its_heading(code: str):
    for kind in HEADINGS:
        made = ALL[code].heading(kind, "Quoi ? « Non »", "Comedy")
        assert ("Quoi ? « Non »" in made) == kind.startswith("because")
        assert ("Comedy" in made) == (kind == "category")


def test_a_heading_says_what_was_done():
    assert (
        ALL["en"].heading("because_viewed", "Airplane!", event=EventType.CLICK) == "Because you looked at “Airplane!”"
    )


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("because_liked: For you", "does not name"),
        ("popular: ''", "empty"),
        ("new: 'Like {{ title }}'", "names an item"),
        ("because_liked.sold: x", "no such kind"),
    ],
)
def test_a_heading_that_says_nothing_is_refused(heading: str, told: str):
    text = packaged("explain-en")
    with pytest.raises(PromptError, match=told):
        load_sentences(text[: text.index("headings:")] + f"headings:\n  {heading}\n---\n", "mine")
