import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import EventType
from rerank.because import ReasonKind
from rerank.errors import PromptError
from rerank.library import LANGUAGES, packaged
from rerank.sentences import load_sentences

ALL = {code: load_sentences(packaged(f"explain-{code}"), code) for code in LANGUAGES}
NAMED = [kind for kind in ReasonKind if kind.names_x]


def test_a_sentence_reads_naturally() -> None:
    english = ALL["en"]
    made = english.text(ReasonKind.BECAUSE_VIEWED, "Airplane!", ("Comedy", "deadpan"))
    assert made == "Because you viewed Airplane!: also Comedy and deadpan."
    assert english.text(ReasonKind.BECAUSE_VIEWED, "Airplane!") == "Because you viewed Airplane!"
    assert english.text(ReasonKind.BECAUSE_RATED, "Heat", value=4.5) == "Because you rated Heat 4.5."
    assert ALL["de"].text(ReasonKind.BECAUSE_RATED, "Heat", value=4.5) == "Weil Sie Heat mit 4,5 bewertet haben."
    assert english.text(ReasonKind.POPULAR, about=("Comedy",)) == "Popular with many people here, in Comedy."


def test_the_event_may_have_a_sentence_of_its_own() -> None:
    basket = ALL["en"].text(ReasonKind.BECAUSE_LIKED, "Heat", event=EventType.ADD_TO_CART)
    assert basket == "Because you put Heat in your basket."
    assert ALL["en"].text(ReasonKind.BECAUSE_LIKED, "Heat", event=EventType.LIKE) == "Because you liked Heat."


@given(
    code=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(NAMED),
    title=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf", "Co", "Cn")), min_size=1),
    shared=st.lists(st.text(min_size=1, max_size=20), max_size=3),
    value=st.none() | st.floats(0, 100),
    event=st.none() | st.sampled_from(EventType),
    variant=st.integers(0, 5),
)
def test_every_kind_that_names_x_names_it_letter_by_letter(
    code: str,
    kind: ReasonKind,
    title: str,
    shared: list[str],
    value: float | None,
    event: EventType | None,
    variant: int,
) -> None:
    printable = "".join(c if c.isprintable() else " " for c in title)
    assert printable in ALL[code].text(kind, title, shared, value, event=event, variant=variant)


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
        load_sentences(text.replace("Because you reviewed {{ title }}", "Because you reviewed it"), "en.prompt")
    with pytest.raises(PromptError, match="'titel' is not a known name"):
        load_sentences(
            text.replace("Because you reviewed {{ title }}", "Because you reviewed {{ titel }}"), "en.prompt"
        )
    with pytest.raises(PromptError, match="text after the front matter"):
        load_sentences(text + "\nmore", "en.prompt")
