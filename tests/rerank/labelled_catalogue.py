"""Films, things of a shop, articles and games, in four languages: what the two hundred labelled reasons are about."""

from __future__ import annotations

from tests.rerank.labelled_format import item

ITEMS = {
    "HEAT": item(
        101, "Heat", "Action, Crime, Thriller", "heist, police, los angeles, bank robbery",
        "An obsessive Los Angeles police lieutenant closes in on a disciplined thief planning one last bank robbery.",
        attributes={"year": 1995},
    ),
    "SIEGE": item(102, "The Siege", "Action, Thriller", "terrorism, new york city, fbi", attributes={"year": 1998}),
    "VERTIGO": item(
        103, "Vertigo", "Drama, Mystery, Romance, Thriller",
        "san francisco, obsession, alfred hitchcock, private detective, doppelganger",
        "A retired San Francisco detective afraid of heights is hired to shadow a friend's wife and becomes obsessed "
        "with remaking her double.", attributes={"year": 1958},
    ),
    "LAURA": item(104, "Laura", "Crime, Film-Noir, Mystery", "detective, obsession, portrait, murder",
                  attributes={"year": 1944}),
    "NEMO": item(
        105, "Finding Nemo", "Adventure, Animation, Children, Comedy", "fish, ocean, father and son, pixar",
        "A timid clownfish crosses the ocean to bring home his captured son.", attributes={"year": 2003},
    ),
    "TOYS": item(106, "Toy Story", "Adventure, Animation, Children, Comedy", "toys, friendship, pixar",
                 attributes={"year": 1995}),
    "DODGE": item(
        107, "Dodgeball", "Comedy", "underdog, sports, las vegas, competition, slapstick",
        "The slacker owner of a run-down gym and his misfit members enter a Las Vegas tournament to fend off a "
        "corporate fitness guru.", attributes={"year": 2004},
    ),
    "AIRPLANE": item(108, "Airplane!", "Comedy", "spoof, deadpan, airline", attributes={"year": 1980}),
    "SUNRISE": item(
        109, "Before Sunrise", "Drama, Romance", "vienna, conversation, train, strangers",
        "Two strangers meet on a train and spend one night walking and talking through Vienna.",
        attributes={"year": 1995, "director": "Richard Linklater"},
    ),
    "AMELIE": item(110, "Amélie", "Comedy, Romance", "paris, whimsical, quirky, waitress", attributes={"year": 2001}),
    "BAG": item(
        121, "Down Sleeping Bag", "Camping, Sleeping Bags", "lightweight, hiking, down, compact",
        "Warm down to freezing, and packs into the size of a loaf of bread.", brand="Norrland", price=189.0,
        currency="EUR",
    ),
    "TENT": item(122, "Trail Tent 2P", "Camping, Tents", "lightweight, waterproof, hiking", brand="Norrland",
                 price=249.0, currency="EUR"),
    "KNIFE": item(
        123, "Kochmesser Eiche", "Küche, Messer", "Damaszener Stahl, schneiden, langlebig",
        "Ein scharfes Messer aus Stahl mit einem Griff aus Eichenholz.", brand="Klinge & Sohn",
    ),
    "PAN": item(124, "Gusseiserne Pfanne", "Küche, Pfannen", "Gusseisen, braten, langlebig"),
    "TEAS": item(125, "Coffret Jardin Vert", "Thé", "thé vert, Japon, dégustation",
                 "Cinq thés verts, doux et fleuris."),
    "TEAPOT": item(126, "Théière Kyoto", "Cuisine, Thé", "fonte, Japon, artisanat"),
    "BOOTS": item(127, "Botas Moncayo", "Montaña, Calzado", "senderismo, impermeable, cuero",
                  "Botas de cuero para caminos largos.", brand="Sarrio"),
    "PACK": item(128, "Mochila Cierzo", "Montaña, Mochilas", "senderismo, impermeable, ligera", brand="Sarrio"),
    "COOL": item(
        141, "How Cities Cool Down", "Climate, Cities", "heat, trees, urban planning, architecture",
        "Planners are using trees, pale roofs and water to bring down the temperature of streets.",
    ),
    "FLOOD": item(142, "Building for the Next Flood", "Climate, Architecture", "water, urban planning, engineering"),
    "MOOR": item(
        143, "Warum Moore das Klima schützen", "Wissen, Klima", "Moor, Kohlenstoff, Naturschutz, Landwirtschaft",
        "Trockengelegte Moore setzen Treibhausgase frei. Landwirte versuchen, sie wieder zu vernässen.",
    ),
    "WOLF": item(144, "Der Wolf kehrt zurück", "Wissen, Natur", "Wolf, Naturschutz, Landwirtschaft"),
    "REVES": item(
        145, "Pourquoi nous oublions nos rêves", "Sciences, Santé", "sommeil, mémoire, cerveau",
        "Au réveil, le cerveau trie : la plupart des rêves s'effacent avant d'être mis en mémoire.",
    ),
    "ADOS": item(146, "Le sommeil des adolescents", "Santé", "sommeil, école, rythme"),
    "CUERVOS": item(
        147, "Cómo aprenden los cuervos", "Ciencia, Animales", "aves, inteligencia, memoria",
        "Los cuervos recuerdan rostros y fabrican herramientas.",
    ),
    "PULPOS": item(148, "La vida secreta de los pulpos", "Ciencia, Animales", "océano, inteligencia, biología"),
    "TIDE": item(
        161, "Hollow Tide", "Adventure, Puzzle", "underwater, exploration, atmospheric, single-player",
        "A diver maps a drowned city and pieces together what happened to it.", attributes={"year": 2021},
    ),
    "KEEP": item(162, "Lantern Keep", "Puzzle, Platformer", "castle, light, hand-drawn, single-player",
                 attributes={"year": 2019}),
    "RAILS": item(
        163, "Frontier Rails", "Strategy, Simulation", "trains, trading, management, co-op",
        "Build a railway through a growing frontier and keep the goods moving.",
    ),
    "HAUL": item(164, "Starhaul", "Strategy, Simulation", "space, trading, co-op"),
    "RUNE": item(
        165, "Runenpfad", "Rollenspiel, Fantasy", "Magie, Drachen, rundenbasiert",
        "Eine junge Magierin zieht mit drei Gefährten durch die Berge, um einen alten Drachen zu wecken.",
    ),
    "NEBEL": item(166, "Nebelwald", "Rollenspiel, Fantasy", "Wald, Magie, Rätsel, offene Welt"),
    "TOITS": item(
        167, "Les Toits de Lune", "Plateforme, Aventure", "chat, ville, nuit, solo",
        "Un chat noir saute de toit en toit pour retrouver sa maison avant l'aube.",
    ),
    "SABLE": item(168, "Sable et Vent", "Plateforme, Aventure", "désert, exploration, solo"),
    "SAL": item(
        169, "Ruta de Sal", "Estrategia, Gestión", "comercio, barcos, islas",
        "Dirige una pequeña flota que lleva sal de isla en isla y negocia en cada puerto.",
    ),
    "MINA": item(170, "Mina Honda", "Estrategia, Gestión", "comercio, minería, construcción"),
}  # fmt: skip
