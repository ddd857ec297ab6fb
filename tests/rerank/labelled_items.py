"""Items of several shops, in several languages, that the labelled reasons are about."""

from __future__ import annotations

from typing import Any

from hybrid.domain import Item, ItemKey


def _item(key: int, title: str, categories: str, tags: str, description: str = "", **fields: Any) -> Item:
    def names(text: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in text.split(",") if name.strip())

    return Item(ItemKey(key), f"i{key}", title, description, names(categories), names(tags), **fields)


HEAT = _item(
    1, "Heat", "Action, Crime, Thriller", "heist, police, los angeles, bank robbery",
    "An obsessive Los Angeles police lieutenant closes in on a disciplined thief planning one last bank robbery.",
    attributes={"year": 1995},
)  # fmt: skip
SIEGE = _item(
    2, "The Siege", "Action, Thriller", "terrorism, new york city, fbi",
    "After bombings in New York the army seals off Brooklyn, and an FBI agent resists.", attributes={"year": 1998},
)  # fmt: skip
ALIEN = _item(3, "Alien", "Horror, Sci-Fi", "space, monster, spaceship, suspense", attributes={"year": 1979})
THING = _item(
    4, "The Thing", "Horror, Sci-Fi", "antarctica, isolation, paranoia, monster",
    "Twelve men at a research station in Antarctica find that one of them is no longer human.",
    attributes={"year": 1982},
)  # fmt: skip
AMELIE = _item(5, "Amélie", "Comedy, Romance", "paris, whimsical, quirky, waitress", attributes={"year": 2001})
SUNRISE = _item(
    6, "Before Sunrise", "Drama, Romance", "vienna, conversation, train, strangers",
    "Two strangers meet on a train and spend one night walking and talking through Vienna.",
    attributes={"year": 1995, "director": "Richard Linklater"},
)  # fmt: skip
TOYS = _item(7, "Toy Story", "Adventure, Animation, Children, Comedy", "toys, friendship, pixar, computer animation")
NEMO = _item(
    8, "Finding Nemo", "Adventure, Animation, Children, Comedy", "fish, ocean, father and son, pixar",
    "A timid clownfish crosses the ocean to bring home his captured son.",
)  # fmt: skip
UNFORGIVEN = _item(9, "Unforgiven", "Drama, Western", "gunfighter, revenge, ageing, bounty")
GRIT = _item(
    10, "True Grit", "Adventure, Western", "revenge, marshal, teenage girl, frontier",
    "A stubborn girl hires an ageing marshal to hunt down the man who killed her father.",
)  # fmt: skip
TENT = _item(
    11, "Trail Tent 2P", "Camping, Tents", "lightweight, waterproof, hiking", "A two-person tent of 1.9 kg.",
    brand="Norrland", price=249.0, currency="EUR",
)  # fmt: skip
BAG = _item(
    12, "Down Sleeping Bag", "Camping, Sleeping Bags", "lightweight, hiking, down, compact",
    "Warm down to freezing, and packs into the size of a loaf of bread.", brand="Norrland", price=189.0, currency="EUR",
)  # fmt: skip
YARN = _item(13, "Merino Yarn", "Knitting", "wool, merino, soft, hand-dyed", "Soft hand-dyed wool from small farms.")
NEEDLES = _item(14, "Bamboo Needles", "Knitting", "bamboo, smooth, circular", "Smooth circular needles for fine wool.")
PAN = _item(15, "Gusseiserne Pfanne", "Küche, Pfannen", "Gusseisen, braten, langlebig")
KNIFE = _item(
    16, "Kochmesser", "Küche, Messer", "Damaszener Stahl, schneiden, langlebig",
    "Ein scharfes Messer aus Stahl mit einem Griff aus Walnussholz.",
)  # fmt: skip
TEAPOT = _item(17, "Théière Kyoto", "Cuisine, Thé", "fonte, Japon, artisanat")
TEAS = _item(18, "Coffret Jardin Vert", "Thé", "thé vert, Japon, dégustation", "Cinq thés verts, doux et fleuris.")
PACK = _item(19, "Mochila Cierzo", "Montaña, Mochilas", "senderismo, impermeable, ligera")
BOOTS = _item(
    20, "Botas Moncayo", "Montaña, Calzado", "senderismo, impermeable, cuero", "Botas de cuero para caminos largos."
)
EMMA = _item(21, "Emma", "Classics, Fiction", "matchmaking, regency, village", attributes={"author": "Jane Austen"})
PRIDE = _item(
    22, "Pride and Prejudice", "Classics, Romance", "regency, marriage, sisters, wit",
    "Elizabeth Bennet and the proud Mr Darcy misjudge each other.", attributes={"author": "Jane Austen"},
)  # fmt: skip
DUNE = _item(23, "Dune", "Science Fiction", "desert planet, politics, ecology, prophecy")
DARKNESS = _item(
    24, "The Left Hand of Darkness", "Science Fiction", "winter planet, politics, gender, envoy",
    "An envoy on a frozen planet crosses the ice with an exiled politician.",
)  # fmt: skip
BERG = _item(25, "Der Zauberberg", "Roman, Klassiker", "Sanatorium, Alpen, Zeit, Krankheit")
BUDDEN = _item(
    26, "Buddenbrooks", "Roman, Klassiker", "Familie, Lübeck, Kaufleute, Verfall",
    "Der Niedergang einer Lübecker Kaufmannsfamilie über vier Generationen.",
)  # fmt: skip
PESTE = _item(27, "La Peste", "Roman, Classique", "Algérie, épidémie, solidarité, absurde")
ETRANGER = _item(
    28, "L'Étranger", "Roman, Classique", "Algérie, absurde, soleil, procès",
    "Un employé d'Alger commet un meurtre sur une plage et assiste à son procès comme un étranger.",
)  # fmt: skip
SOLEDAD = _item(29, "Cien años de soledad", "Novela", "realismo mágico, familia, Macondo, generaciones")
CASA = _item(
    30, "La casa de los espíritus", "Novela", "realismo mágico, familia, Chile, política",
    "La historia de la familia Trueba, entre amores, espíritus y política.",
)  # fmt: skip
TOP_SECRET = _item(
    31, "Top Secret!", "Comedy", "spoof, spy, cold war", "An American singer is drawn into the resistance.",
    attributes={"year": 1984},
)  # fmt: skip
AIRPLANE = _item(32, "Airplane!", "Comedy", "spoof, deadpan, airline", attributes={"year": 1980})
SKYFALL = _item(33, "Skyfall", "Action, Adventure, Thriller", "james bond, spy, london, scotland, hacker")
KISS = _item(
    34, "The Long Kiss Goodnight", "Action, Drama, Thriller",
    "amnesia, assassin, private detective, strong heroine, christmas, cia",
    "A schoolteacher without a memory discovers that she used to be a lethal assassin with unfinished enemies.",
)  # fmt: skip
