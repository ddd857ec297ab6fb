from dataclasses import replace

import pytest

from hybrid.domain import EventType, Item, ItemKey
from rerank.because import ReasonKind
from rerank.cleaning import one_line
from rerank.library import LANGUAGES, packaged
from rerank.sentences import load_sentences
from rerank.wording import check

X = Item(ItemKey(1), "m3", "Airplane!", categories=("Comedy",), tags=("spoof", "deadpan"), attributes={"year": 1980})
ITEM = Item(
    ItemKey(2), "m12", "Top Secret!", "An American singer is drawn into the resistance in East Germany.",
    categories=("Comedy",), tags=("spoof", "spy", "cold war"), price=9.99, currency="USD", attributes={"year": 1984},
)  # fmt: skip
OTHERS = ("Heat", "Hot Shots!", "The Naked Gun", "Up", "It")

TRUE = [
    "Because you viewed Airplane!: another deadpan spoof with the same straight face.",
    "If the silliness of Airplane! made you smile, this spy spoof plays in the same key.",
    "Like Airplane!, Top Secret! is a comedy that never winks at its own jokes.",
    "You viewed Airplane!, and this comedy shares its love of spoof.",
    "A singer drawn into the resistance, told with the deadpan of Airplane!",
    "From 1984, a spy comedy in the vein of Airplane!",
    "An American singer and a spoof of the cold war, for the mood that Airplane! left behind.",
]
FALSE = {
    "x_missing": "Another deadpan spoof with the same straight face for you.",
    "length": "Airplane!",
    "form": "Because you viewed Airplane!\nanother deadpan spoof.",
    "markup": "Because you viewed **Airplane!**, another spoof is here.",
    "address": "Because you viewed Airplane!, go to spoofs.com for more of it.",
    "sentences": "You viewed Airplane!. It is a spoof. It is a comedy. It is a spy story.",
    "machinery": "Candidate number is right because you viewed Airplane!, as the prompt says.",
    "number": "Because you viewed Airplane!, this spoof from 1985 is for you.",
    "price": "Because you viewed Airplane!, this spoof is yours for a few euros.",
    "date": "Because you viewed Airplane!, this spoof came out in December.",
    "claim": "Because you viewed Airplane!, this award-winning spoof is for you.",
    "act": "Because you bought Airplane!, here is another spoof for you.",
    "language": "Weil Sie Airplane! angeschaut haben, ist das auch eine Komödie für Sie.",
    "other_title": "Because you viewed Airplane!, this is a spoof like Hot Shots! for you.",
    "name": "Because you viewed Airplane!, this spoof with Leslie Nielsen is for you.",
}  # fmt: skip


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_and_plain_may_be_shown(text: str) -> None:
    assert check(text, ITEM, X, ReasonKind.BECAUSE_VIEWED, "en", OTHERS) is None


@pytest.mark.parametrize(("why", "text"), FALSE.items())
def test_what_is_not_is_refused_and_named(why: str, text: str) -> None:
    assert check(text, ITEM, X, ReasonKind.BECAUSE_VIEWED, "en", OTHERS) == why


@pytest.mark.parametrize(
    "text",
    [
        "Because you loved Airplane!, here is another spoof for you.",
        "Because you gave Airplane! five stars, here is another spoof.",
        "Because you viewed Airplane!, here is the greatest spoof of them all.",
        "Because you viewed Airplane!, here is a must-see spoof.",
        "Because you viewed Airplane!, here is a spoof from Paramount for you.",
        'Because you viewed Airplane!, here is a spoof like "Loaded Weapon" for you.',
        "Because you viewed Airplane!, here is a spoof ٣ times over.",
        "Because you viewed Airplane!, три шпиона ждут вас в этой комедии.",
        "Because you viewed Airplane!, here is a spoof: write to me@example.org for more.",
        "Because you viewed Airplane!, click here for another spoof.",
        "Because you viewed Airplane!, ignore all that and buy this spoof.",
        "Because you viewed Airplane!, this spoof was nominated with the others.",
        "Because you viewed Airplane!, this spoof is based on a book.",
        "Because you viewed Airplane!, this spoof\u200b is for you.",
        "Because you viewed Airplanes!, this spoof is for you.",
        "Because you viewed Airplane!, this spoof ½ is for you.",
    ],
)
def test_other_untruths_and_tricks_are_refused(text: str) -> None:
    assert check(text, ITEM, X, ReasonKind.BECAUSE_VIEWED, "en", OTHERS)


def test_what_the_data_say_may_be_said() -> None:
    told = Item(ItemKey(2), "m", "Best in Show", "An award-winning dog comedy from Canada, 3 hours long.")
    text = "Best in Show: an award-winning comedy from Canada, 3 hours of it, for those who viewed Airplane!"
    assert check(text, told, X, ReasonKind.BECAUSE_VIEWED, "en") is None


def test_acts_must_have_happened() -> None:
    text = "You rated Airplane! highly enough that this spoof should suit you."
    assert check(text, ITEM, X, ReasonKind.BECAUSE_RATED, "en", rating=0.9) is None
    assert check(text, ITEM, X, ReasonKind.BECAUSE_RATED, "en", rating=0.7) == "act"
    assert check(text, ITEM, X, ReasonKind.BECAUSE_RATED, "en") == "act"
    assert check(text, ITEM, X, ReasonKind.BECAUSE_BOUGHT, "en", rating=0.9) == "act"
    assert check("A spoof, since you watched so many of them.", ITEM, None, ReasonKind.POPULAR, "en") == "act"
    assert (
        check("A light spoof for the evening that you asked about.", ITEM, None, ReasonKind.BECAUSE_ASKED, "en") is None
    )


@pytest.mark.parametrize(
    ("language", "liked", "loved"),
    [
        ("en", "You liked Airplane!, and this is a spoof too.", "Since you adored Airplane!, here is a spoof."),
        ("de", "Weil Ihnen Airplane! gefallen hat: noch eine Parodie.", "Da Sie Airplane! lieben: noch eine Parodie."),
        ("fr", "Vous avez aimé Airplane!, voici une parodie.", "Vous avez adoré Airplane!, voici une parodie."),
        ("es", "Porque te ha gustado Airplane!, otra parodia.", "Porque te encantó Airplane!, otra parodia."),
    ],
)
def test_liking_and_loving_need_a_rating_to_match(language: str, liked: str, loved: str) -> None:
    def found(text: str, rating: float | None) -> str | None:
        return check(text, ITEM, X, ReasonKind.BECAUSE_RATED, language, rating=rating)

    assert [found(liked, rating) for rating in (None, 0.5, 0.6, 0.8)] == ["act", "act", None, None]
    assert [found(loved, rating) for rating in (None, 0.6, 0.79, 0.8)] == ["act", "act", "act", None]


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("word", "Because you viewed Airplane!, here is a spoof with a wombat and a zorb."),
        ("word", "Because you viewed Airplane!, a zorbing, flumping and glorming spoof."),
        ("fact", "Because you viewed Airplane!, here is a spoof about vampires."),
        ("claim", "Because you viewed Airplane!, this spoof was filmed in a hurry."),
        ("of_x", "Because you viewed Airplane!, a spoof about an airline."),
        ("shared", "It shares its spies with Airplane! and is as good a spoof."),
        ("negation", "Because you viewed Airplane!, this is no comedy."),
        ("person", "Because you viewed Airplane! with another, here is a spoof."),
        ("person", "Your cold war, after Airplane!, with a spoof in it."),
        ("abuse", "Because you viewed Airplane!, hang yourself with this spoof."),
    ],
)
def test_words_need_somebody_who_vouches_for_them(why: str, text: str) -> None:
    x = replace(X, tags=(*X.tags, "airline"))
    assert check(text, ITEM, x, ReasonKind.BECAUSE_VIEWED, "en") == why


def test_without_an_x_something_must_be_said_of_the_item() -> None:
    text = "Something that may well suit your taste this evening."
    assert check(text, ITEM, None, ReasonKind.NEW, "en") == "empty"
    assert check(f"Top Secret!: {text}", ITEM, None, ReasonKind.NEW, "en") is None


def test_what_was_asked_for_may_be_named() -> None:
    text = "Full of vampires and spies, just what you asked for."
    assert check(text, ITEM, None, ReasonKind.BECAUSE_ASKED, "en", query="something with a vampire") is None
    assert check(text, ITEM, None, ReasonKind.BECAUSE_ASKED, "en", query="something") == "fact"


def test_whose_work_it_is_may_be_called_the_same_where_it_is() -> None:
    text = "A spy spoof by the same director as Airplane!"
    by_jim = [replace(item, attributes={**item.attributes, "director": "Jim Abrahams"}) for item in (ITEM, X)]
    assert check(text, by_jim[0], by_jim[1], ReasonKind.BECAUSE_VIEWED, "en") is None
    assert check(text, by_jim[0], X, ReasonKind.BECAUSE_VIEWED, "en") == "claim"


def test_a_title_of_two_letters_must_stand_alone() -> None:
    it = Item(ItemKey(1), "it", "It", categories=("Horror",))
    assert check("This one is for you, with the same spirit.", ITEM, it, ReasonKind.BECAUSE_VIEWED, "en") == "x_missing"
    assert check("Because you viewed It, this one is for you.", ITEM, it, ReasonKind.BECAUSE_VIEWED, "en") is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Weil Sie Airplane! angesehen haben: auch dies ist eine Komödie mit trockenem Witz."),
        ("fr", "Parce que vous avez regardé Airplane!, voici une autre parodie pince-sans-rire."),
        ("es", "Porque has visto Airplane!, aquí tienes otra parodia de espías con el mismo humor."),
    ],
)
def test_other_languages(language: str, text: str) -> None:
    for asked in LANGUAGES:
        found = check(text, ITEM, X, ReasonKind.BECAUSE_VIEWED, asked)
        assert found == (None if asked == language else "language")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "event"),
    [
        *((kind, None) for kind in ReasonKind if kind.names_x),
        (ReasonKind.BECAUSE_VIEWED, EventType.CLICK),
        (ReasonKind.BECAUSE_BOUGHT, EventType.CONVERSION),
        (ReasonKind.BECAUSE_LIKED, EventType.ADD_TO_CART),
        (ReasonKind.BECAUSE_RATED, EventType.REVIEW),
    ],
)
def test_our_own_sentences_pass(language: str, kind: ReasonKind, event: EventType | None) -> None:
    sentences = load_sentences(packaged(f"explain-{language}"), language)
    for variant in range(2):
        for shared in ((), ("Comedy",), ("Comedy", "spoof")):
            text = one_line(sentences.text(kind, X.title, shared, variant=variant, event=event))
            carted = event is EventType.ADD_TO_CART
            assert check(text, ITEM, X, kind, language, OTHERS, carted=carted) is None, text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in ReasonKind if not kind.names_x])
def test_our_own_sentences_without_an_x_claim_nothing_either(language: str, kind: ReasonKind) -> None:
    sentences = load_sentences(packaged(f"explain-{language}"), language)
    text = one_line(sentences.text(kind, about=("Comedy",)))
    query = "Comedy" if kind is ReasonKind.BECAUSE_ASKED else ""
    # What was asked for is not repeated, so that sentence says nothing of the item.
    assert check(text, ITEM, None, kind, language, OTHERS, query) == ("empty" if query else None), text
