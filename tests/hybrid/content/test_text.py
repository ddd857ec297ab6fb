import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.content.text import PRICES, TextSettings, item_text
from tests.hybrid.content.worlds import item

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def test_reads_more_than_the_title() -> None:
    film = item(
        1,
        "Airplane!",
        description="A pilot who fears flying must land a plane.",
        categories=("Comedy",),
        tags=("spoof", "deadpan"),
        brand="Paramount",
        price=7.5,
        currency="EUR",
        attributes={"year": 1980.0, "director": "Jim Abrahams", "mood": ["silly", "fast"], "in_colour": True},
    )
    text = item_text(film)
    for word in ("Airplane!", "1980", "Comedy", "spoof", "Paramount", "Jim Abrahams", "silly", "in colour"):
        assert text.count(word) == 2, f"{word}: the short fields are said twice beside a description"
    assert "price 5 to 10 EUR" in text
    assert text.count("fears flying") == 1
    assert "1980.0" not in text


def test_without_a_description_nothing_is_said_twice() -> None:
    assert item_text(item(1, "Up", categories=("Animation",))) == "Up\nAnimation"


def test_numbers_addresses_and_long_texts_of_attributes_are_left_out() -> None:
    attributes = {"imdb": "0114709", "weight": 12, "page": "https://example.org/a", "legal": "word " * 100, "on": False}
    assert item_text(item(1, "Up", attributes=attributes)) == "Up"


def test_the_year_comes_from_the_date_where_no_attribute_has_it() -> None:
    july_1999 = 932_000_000_000_000
    assert item_text(item(1, "Up", published_at=july_1999)) == "Up\n1999"
    assert item_text(item(1, "Up", published_at=july_1999, attributes={"year": "2001"})) == "Up\n2001"
    assert item_text(item(1, "Up", published_at=july_1999, attributes={"year": "long ago"})) == "Up\n1999"


def test_the_fields_are_a_setting_and_a_wrong_one_is_named() -> None:
    film = item(1, "Up", description="A house flies.", categories=("Animation",))
    assert item_text(film, TextSettings(fields=("title",))) == "Up"
    assert item_text(film, TextSettings(fields=("tags",))) == ""
    with pytest.raises(ValueError, match=r"'titel' is not a field .* did you mean 'title'"):
        TextSettings(fields=("titel",))


@given(st.floats(0.001, 50_000))
def test_a_price_lies_within_its_band(price: float) -> None:
    words = item_text(item(1, "x", price=price), TextSettings(fields=("price",))).split()
    if words[1] == "over":
        assert price >= PRICES[-1]
    else:
        assert float(words[1]) <= price < float(words[3])


@given(
    st.dictionaries(st.text(max_size=10) | st.just("year") | st.just("director"), JSON, max_size=5), st.integers(1, 80)
)
def test_any_attributes_make_a_text_within_the_limit(attributes: dict[str, object], limit: int) -> None:
    text = item_text(item(1, "Title", attributes=attributes), TextSettings(limit=limit))
    assert 0 < len(text) <= limit
    assert text == text.strip()
