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
COAT = _item(
    41, "Raincoat Skerry", "Clothing, Jackets", "waterproof, recycled, hood, packable",
    "A packable raincoat made of recycled fibre, with taped seams.", brand="Lodde", price=129.0, currency="EUR",
)  # fmt: skip
RUBBER = _item(42, "Rubber Boots Skerry", "Clothing, Boots", "waterproof, natural rubber", brand="Lodde")
BEES = _item(
    43, "What Bees Know About Numbers", "Science, Animals", "bees, cognition, memory",
    "Bees can be trained to tell two from three, and seem to grasp nothing at all.",
)  # fmt: skip
ANTS = _item(44, "The Traffic Rules of Ants", "Science, Animals", "ants, cooperation, cognition")
RALLY = _item(
    45, "Dustline Rally", "Racing, Simulation", "cars, desert, co-op, realistic",
    "Drive through the desert with a co-driver who reads the notes aloud.", attributes={"year": 2020},
)  # fmt: skip
KART = _item(46, "Kart Carnival", "Racing", "cars, split screen, colourful", attributes={"year": 2018})
LEUCHTE = _item(
    47, "Stehleuchte Elm", "Wohnen, Lampen", "Holz, dimmbar, warmes Licht",
    "Eine Stehleuchte mit Fuß aus Ulmenholz, deren Licht sich dimmen lässt.", brand="Nordlicht",
)  # fmt: skip
SESSEL = _item(48, "Sessel Birke", "Wohnen, Sessel", "Holz, Wolle, gemütlich", brand="Nordlicht")
STERNE = _item(
    49, "Warum Sterne funkeln", "Wissen, Weltraum", "Sterne, Licht, Atmosphäre",
    "Nicht die Sterne flackern, sondern die Luft, durch die wir sie sehen.",
)  # fmt: skip
MOND = _item(50, "Der Mond zieht fort", "Wissen, Weltraum", "Mond, Gezeiten, Erde")
SAC = _item(
    51, "Sac Banlieue", "Bagages, Sacs à dos", "coton, imperméable, vélo",
    "Un sac à dos en coton ciré qui se fixe au vélo.", brand="Rade",
)  # fmt: skip
CASQUE = _item(52, "Casque Banlieue", "Vélo, Casques", "vélo, léger, réglable", brand="Rade")
FROMAGE = _item(
    53, "Dans la cave du fromager", "Gastronomie, Terroir", "fromage, montagne, métier",
    "Un fromager du Jura raconte ses nuits à retourner les meules.",
)  # fmt: skip
PAIN = _item(54, "Le pain d'avant l'aube", "Gastronomie, Terroir", "pain, métier, nuit")
VOLCAN = _item(
    55, "Vivir junto al volcán", "Naturaleza, Ciencia", "volcán, isla, agricultura",
    "En la isla, los agricultores siembran sobre la ceniza y vigilan la montaña.",
)  # fmt: skip
SISMO = _item(56, "Cuando tiembla la ciudad", "Naturaleza, Ciencia", "terremoto, ciudad, ingeniería")
FARO = _item(
    57, "Taller de Relojes", "Simulación, Rompecabezas", "relojes, mecanismos, relajante",
    "Repara relojes antiguos pieza a pieza y descubre quién los usó.",
)  # fmt: skip
IMPRENTA = _item(58, "La Imprenta", "Simulación, Rompecabezas", "libros, mecanismos, relajante")
GHOST = _item(
    59, "The Glass Pier", "Horror, Mystery", "ghosts, seaside, family secrets, 1920s",
    "A photographer returns to a shuttered seaside hotel and finds her late sister in every picture she takes.",
    attributes={"year": 2012},
)  # fmt: skip
HOUSE = _item(60, "Winterhouse", "Horror, Drama", "ghosts, snow, family secrets", attributes={"year": 2009})
RACE = _item(
    61, "Last Lap", "Drama, Sports", "cycling, rivalry, mountains, brothers",
    "Two brothers ride for rival teams in a three-week race through the Alps.", attributes={"year": 2016},
)  # fmt: skip
BOXER = _item(62, "Southpaw Summer", "Drama, Sports", "boxing, training, small town", attributes={"year": 2014})
LAMP = _item(
    63, "Headlamp Glow 3", "Running, Lights", "rechargeable, lightweight, waterproof",
    "A 60 g headlamp with three modes.",
    brand="Voss", price=39.0, currency="EUR",
)  # fmt: skip
VEST = _item(64, "Night Vest", "Running, Clothing", "reflective, breathable", brand="Voss")
DETEKTIV = _item(
    65, "Das Schweigen der Marsch", "Krimi, Roman", "Nordsee, Kommissarin, Dorf, Geheimnis",
    "Eine Kommissarin kehrt in ihr Heimatdorf an der Nordsee zurück, wo niemand über ein verschwundenes Kind reden "
    "will.",
)  # fmt: skip
INSEL = _item(66, "Ebbe und Schuld", "Krimi, Roman", "Insel, Nordsee, Kommissar")
ROBE = _item(
    67, "Robe Mistral", "Vêtements, Robes", "lin, été, poches", "Une robe légère en lin, ample, avec deux poches.",
    brand="Calanque",
)  # fmt: skip
CHAPEAU = _item(68, "Chapeau Mistral", "Vêtements, Chapeaux", "paille, été", brand="Calanque")
VIAJE = _item(
    69, "El tren de las once", "Drama, Comedia", "tren, familia, boda, malentendidos",
    "Cuatro primos que no se hablan comparten vagón camino de una boda.", attributes={"year": 2018},
)  # fmt: skip
CENA = _item(70, "La cena", "Drama, Comedia", "familia, malentendidos, comida", attributes={"year": 2015})
CARTAS = _item(
    71, "Schattenposten", "Strategie, Kartenspiel", "Karten, Mittelalter, rundenbasiert, zu zweit",
    "Zwei Spieler verteidigen mit Karten eine Burg Runde um Runde.",
)  # fmt: skip
BURG = _item(72, "Zinnen", "Strategie, Aufbau", "Burg, Mittelalter, rundenbasiert")
