"""A hundred reasons about items that no word list was made for: what the gate does with what it has not seen.

Half true, half false, half not English. Measured, then learnt from.
"""

from __future__ import annotations

from tests.rerank.labelled_format import item, reasons

ITEMS = {
    "STARGATE": item(
        301, "Stargate", "Action, Adventure, Sci-Fi",
        "parallel worlds, ancient egypt, aliens, military, desert, space",
        "An outcast linguist deciphers an Egyptian ring and travels with soldiers to a distant desert world ruled by "
        "an alien posing as the sun god Ra.", attributes={"year": 1994},
    ),
    "TREK": item(302, "Star Trek", "Action, Adventure, Sci-Fi", "space, time travel, prequel, spaceship",
                 attributes={"year": 2009}),
    "BUGS": item(
        303, "A Bug's Life", "Adventure, Animation, Children, Comedy", "pixar, insects, underdog, circus, misfits",
        "A clumsy inventor ant looks for fighters to defend his colony against greedy grasshoppers, not realising he "
        "has hired a failed flea circus.", attributes={"year": 1998},
    ),
    "HUGO": item(304, "Hugo", "Children, Drama, Mystery", "orphan, paris, filmmaking, train",
                 attributes={"year": 2011}),
    "CHOCOLATE": item(
        305, "Like Water for Chocolate", "Drama, Fantasy, Romance", "food, mexico, magic, forbidden love",
        "In revolutionary Mexico, a youngest daughter forbidden to marry pours her passion into cooking that "
        "magically infects whoever eats it.", attributes={"year": 1992},
    ),
    "NOTEBOOK": item(306, "The Notebook", "Drama, Romance", "old age, first love, class differences, 1940s",
                     attributes={"year": 2004}),
    "EVEREST": item(
        307, "Everest", "Documentary", "mountain climbing, survival, based on a true story, wilderness",
        "An international climbing team attempts the world's highest summit in 1996, just as a deadly storm claims "
        "other expeditions.", attributes={"year": 1998},
    ),
    "MUG": item(308, "Enamel Mug Brook", "Kitchen, Camping", "enamel, lightweight, campfire",
                "A light enamel mug that can stand on the fire.", brand="Holt", price=14.0, currency="GBP"),
    "KETTLE": item(309, "Kettle Brook", "Kitchen, Camping", "enamel, campfire, whistle", brand="Holt"),
    "BREAD": item(310, "Why Bread Goes Stale", "Food, Science", "baking, starch, kitchen chemistry",
                  "Stale bread is not dry: its starch turns into crystals, and gentle heat turns them back."),
    "ROAST": item(311, "What Happens in a Coffee Roaster", "Food, Science", "coffee, heat, kitchen chemistry"),
    "TIMBER": item(312, "Timber & Tide", "Simulation, Strategy", "island, building, trading, relaxing, single-player",
                   "Grow a harbour village, cut timber and trade with passing ships."),
    "VALLEY": item(313, "Cinder Valley", "Simulation, Farming", "village, building, relaxing, single-player"),
    "BETT": item(314, "Leinenbettwäsche Nora", "Schlafzimmer, Bettwäsche", "Leinen, atmungsaktiv, natur",
                 "Bettwäsche aus gewaschenem Leinen, kühl im Sommer und warm im Winter."),
    "DECKE": item(315, "Wolldecke Fjord", "Schlafzimmer, Decken", "Wolle, warm, natur"),
    "BAUM": item(316, "Wie Bäume miteinander reden", "Wissen, Natur", "Wald, Pilze, Wurzeln",
                 "Über ein Geflecht aus Pilzen tauschen Bäume Zucker und Warnungen aus."),
    "PILZ": item(317, "Die stille Macht der Pilze", "Wissen, Natur", "Pilze, Wald, Biologie"),
    "LAMPE": item(318, "Lampe Arc", "Bureau, Éclairage", "métal, orientable, variateur",
                  "Une lampe de bureau à bras articulé dont la lumière se règle."),
    "CHAISE": item(319, "Chaise Atelier", "Bureau, Mobilier", "bois, métal, réglable"),
    "PHARE": item(320, "Le Phare sous la neige", "Aventure, Énigmes", "île, hiver, enquête, solo",
                  "Une gardienne explore une île gelée pour comprendre pourquoi le phare s'est éteint."),
    "BRUME": item(321, "Brume", "Aventure, Énigmes", "forêt, enquête, solo"),
    "CAFETERA": item(322, "Cafetera Bruma", "Cocina, Café", "aluminio, espresso, clásica",
                     "Una cafetera de aluminio para preparar espresso en el fuego."),
    "MOLINILLO": item(323, "Molinillo Alba", "Cocina, Café", "manual, acero, compacto"),
    "FAROS": item(324, "Los últimos fareros", "Historia, Mar", "faros, oficio, costa",
                  "Quedan pocos fareros en la costa, y sus historias cuentan un oficio que desaparece."),
    "REDES": item(325, "Las mujeres que tejen redes", "Historia, Mar", "pesca, oficio, costa"),
    "JARHEAD": item(
        331, "Jarhead", "Action, Drama, War", "gulf war, marines, desert, sniper, autobiographical, sam mendes",
        "A young marine sniper endures boredom, heat and anxiety waiting for action in the Kuwaiti desert in 1990.",
        attributes={"year": 2005},
    ),
    "DECISION": item(
        332, "Executive Decision", "Action, Adventure, Thriller", "airplane, terrorism, hijacking, soldier",
        attributes={"year": 1996},
    ),
    "HEREAFTER": item(
        333, "The Sweet Hereafter", "Drama", "grief, lawyer, small town, canada, based on a novel",
        "A grieving big-city lawyer comes to a snowy Canadian town to organise a suit after a school bus crash kills "
        "its children.", attributes={"year": 1997},
    ),
    "POUNDS": item(334, "Seven Pounds", "Drama", "guilt, redemption, los angeles, terminal illness",
                   attributes={"year": 2008}),
    "HARRY": item(
        335, "Deconstructing Harry", "Comedy, Drama", "woody allen, writer, new york, neurotic",
        "A blocked New York novelist whose friends resent appearing in his fiction travels to his old college to be "
        "honoured.", attributes={"year": 1997},
    ),
    "GOOD": item(336, "As Good as It Gets", "Comedy, Drama, Romance",
                 "mental illness, writer, new york, waitress, dogs",
                 attributes={"year": 1997}),
    "VERGE": item(
        337, "Women on the Verge of a Nervous Breakdown", "Comedy, Drama", "spain, actor, screwball comedy, breakup",
        "A Madrid actress abandoned by her lover copes with his crazed wife, spiked gazpacho and a friend fleeing "
        "terrorists.", attributes={"year": 1988},
    ),
    "TASTE": item(
        338, "Bad Taste", "Comedy, Horror, Sci-Fi", "aliens, gore, new zealand, indie",
        "A paramilitary squad investigates a New Zealand village whose inhabitants were slaughtered by "
        "extraterrestrials seeking meat for fast food.", attributes={"year": 1987},
    ),
    "MOSES": item(
        339, "The Ten Commandments", "Adventure, Drama", "religion, ancient egypt, slavery, epic",
        "A Hebrew infant adopted by Pharaoh's household grows up to lead his people out of bondage in Egypt.",
        attributes={"year": 1956},
    ),
}  # fmt: skip

REASONS = reasons(
    """
    @ STARGATE, TREK, because_viewed, en
    + You viewed Star Trek, so a journey to a far-off desert world ruled by an alien could be right up your alley.
    + Star Trek took you across the galaxy; here, soldiers and a linguist step through an Egyptian ring instead.
    + More big-hearted sci-fi adventure in the vein of Star Trek, only with pyramids' worth of ancient Egypt in it.
    - person: Because you viewed Star Trek, you'll enjoy Kurt Russell leading soldiers to a desert world.
    - plot: Like Star Trek, this sci-fi adventure follows a robot boy who wants to become a pilot.
    - x_for_item: Because you viewed Star Trek, here is another sci-fi adventure built around time travel.

    @ BUGS, HUGO, because_rated, en, rating=0.9
    + Since you loved Hugo, try this warm-hearted animated tale of a misfit inventor standing up to bullies.
    + You rated Hugo highly, and this playful adventure has the same soft spot for underdogs and tinkerers.
    - award: Since you loved Hugo, this Golden Globe winning animated comedy about ants should delight you.
    - others: You rated Hugo highly, and most families who watched it went straight on to this insect comedy.

    @ CHOCOLATE, NOTEBOOK, because_liked, en
    + If the forbidden feelings in The Notebook stayed with you, this Mexican romance stirs them into its cooking.
    + For a love story as heartfelt as The Notebook but with a pinch of magic in the kitchen, try this one.
    - superlative: Because you liked The Notebook, here is one of the greatest love stories ever put on screen.
    - country: Because you liked The Notebook, this Spanish romance mixes food and magic for you.
    - language: Weil Ihnen The Notebook gefallen hat, gefällt Ihnen vielleicht auch diese Romanze mit Magie.

    @ EVEREST, None, new, en
    + New here: a documentary on climbers who face a deadly storm high on the mountain.
    - promise: New for you: a climbing documentary that will change the way you look at life.

    @ MUG, KETTLE, because_bought, en
    + A lightweight enamel mug to go with your Kettle Brook around the campfire.
    + Pairs neatly with the Kettle Brook you bought, since both are enamel and made for cooking outdoors.
    - price: Goes well with Kettle Brook, and this enamel mug is on offer this week.
    - attribute: Goes well with Kettle Brook: a lightweight enamel mug that is safe in the dishwasher.
    - data_guess: Since you bought Kettle Brook, you clearly camp with the family, so take this enamel mug.

    @ BREAD, ROAST, because_viewed, en
    + You read What Happens in a Coffee Roaster; this piece brings the same kitchen chemistry to the bread bin.
    + After What Happens in a Coffee Roaster, find out why a stale loaf isn't actually dry.
    - number: After What Happens in a Coffee Roaster, learn the 7 reasons why bread goes stale.
    - author: From the writer of What Happens in a Coffee Roaster, a look at why starch in bread turns to crystals.

    @ TIMBER, VALLEY, because_liked, en
    + You liked Cinder Valley, so here's another unhurried building game, this time set around a harbour.
    + Swap the fields of Cinder Valley for a harbour: same cosy village building, plus trade with passing ships.
    - attribute: You liked Cinder Valley, so try this relaxing building game with your friends online.
    - act: Since you spent weeks in Cinder Valley, this relaxing island village is for you.

    @ BETT, DECKE, because_bought, de
    + Die kühle Leinenbettwäsche ist eine schöne Ergänzung zu Wolldecke Fjord, die Sie gekauft haben.
    + Natürliche Materialien wie bei Wolldecke Fjord: Leinen, das im Sommer angenehm kühl bleibt.
    + Zu Wolldecke Fjord passt diese Bettwäsche aus gewaschenem Leinen, luftig und natürlich.
    - attribute: Passend zu Wolldecke Fjord: Bettwäsche aus Leinen, die man nie bügeln muss.
    - superlative: Zu Wolldecke Fjord gehört einfach die weichste Bettwäsche der Welt.
    - availability: Passend zu Wolldecke Fjord, nur noch wenige Stück dieser Leinenbettwäsche verfügbar.

    @ BAUM, PILZ, because_viewed, de
    + Wer Die stille Macht der Pilze gelesen hat, erfährt hier, wie Bäume über Pilze Warnungen austauschen.
    + Noch mehr aus der verborgenen Welt des Waldes, nach Die stille Macht der Pilze.
    - others: Die meisten Leser von Die stille Macht der Pilze haben auch diesen Text über Bäume verschlungen.
    - act: Weil Ihnen Die stille Macht der Pilze gefallen hat: noch ein Artikel über den Wald.
    - number: Nach Die stille Macht der Pilze: Bäume reden seit vierhundert Millionen Jahren miteinander.

    @ LAMPE, CHAISE, because_viewed, fr
    + Vous avez consulté Chaise Atelier : cette lampe articulée trouvera sa place sur le même bureau.
    + Un éclairage réglable et du métal, dans le même esprit que Chaise Atelier.
    - origin: Cette lampe en métal fabriquée en France accompagne bien Chaise Atelier.
    - act: Pour éclairer Chaise Atelier que vous venez d'acheter, voici une lampe de bureau.

    @ PHARE, BRUME, because_liked, fr
    + Vous avez aimé Brume : poursuivez l'enquête sur une île gelée, seul face aux énigmes d'un phare éteint.
    + Comme Brume, une aventure en solitaire pleine de mystère, cette fois dans la neige.
    + Si l'enquête de Brume vous a captivé, celle-ci vous emmène au bout d'une île en plein hiver.
    - other_people: Les joueurs de Brume l'adorent : une enquête sur une île gelée.
    - plot: Après Brume, menez l'enquête sur le meurtre d'un gardien de phare.
    - first_person: Je pense que vous aimerez cette enquête hivernale après Brume.

    @ CAFETERA, MOLINILLO, because_bought, es
    + Has comprado Molinillo Alba; con esta cafetera de aluminio ya puedes preparar un buen espresso en casa.
    + El café que mueles con Molinillo Alba merece una cafetera clásica como esta.
    + La compañera natural de Molinillo Alba para tus mañanas de espresso.
    - price: Completa tu Molinillo Alba con esta cafetera de aluminio, ahora más barata.
    - time: Pide hoy esta cafetera y llegará antes que tu próximo café con Molinillo Alba.

    @ FAROS, REDES, because_viewed, es
    + Después de Las mujeres que tejen redes, otra mirada a un oficio de la costa que se va perdiendo.
    + Como en Las mujeres que tejen redes, aquí hablan quienes viven del mar, esta vez los fareros.
    + Has leído Las mujeres que tejen redes; esta historia sobre los últimos fareros comparte su amor por la costa.
    - place: Después de Las mujeres que tejen redes, un reportaje sobre los fareros de Galicia.
    - other_title: Si te interesó Las mujeres que tejen redes, lee esto y luego Cafetera Bruma.
    @ JARHEAD, DECISION, because_viewed, en
    + Since you viewed Executive Decision, you may like Jarhead, another soldier story with a sniper in the desert.
    + If the military tension of Executive Decision appealed to you, this Gulf War drama takes a slower, inward look.
    + Because you viewed Executive Decision, here is a war drama about a young marine facing boredom and heat in Kuwait.
    - cast: Since you viewed Executive Decision, you may like Jake Gyllenhaal as a marine sniper in the desert.
    - x_for_item: Since you viewed Executive Decision, you may like this war film about a hijacked plane.
    - plot: Because you viewed Executive Decision, here is a war drama in which a marine falls in love with a nurse.
    - promise: Since you viewed Executive Decision, you will definitely love this war drama.

    @ HEREAFTER, POUNDS, because_rated, en, rating=0.9
    + Like Seven Pounds, which you rated highly, this is a sombre drama about grief and its consequences.
    + You loved Seven Pounds, so this quiet drama of a lawyer in a grieving small town might move you too.
    - award: You loved Seven Pounds, so this Cannes prize winner about a grieving town might move you too.
    - sentiment_other: Like Seven Pounds, which you rated highly, this drama is adored by audiences everywhere.
    - year: Like Seven Pounds, which you rated highly, this drama from 2001 deals with grief.

    @ HARRY, GOOD, because_liked, en
    + You liked As Good as It Gets, and this comedy follows another difficult New York novelist.
    + Another prickly writer in New York, with the same blend of comedy and drama as As Good as It Gets.
    - award: You liked As Good as It Gets, and this Oscar-winning comedy follows another New York novelist.
    - genre: You liked As Good as It Gets, and this musical follows another New York novelist.

    @ VERGE, GOOD, because_viewed, en
    + For more offbeat comedy after As Good as It Gets, follow a Madrid actress whose lover has walked out.
    - place: For more offbeat comedy after As Good as It Gets, follow an actress through Barcelona.

    @ TASTE, None, explore, en
    + Something different: a gory New Zealand comedy about aliens who want humans for fast food.
    - number: Something different: a gory comedy that was made for 25,000 dollars in New Zealand.

    @ JARHEAD, DECISION, because_viewed, de
    + Weil Sie Executive Decision gesehen haben, könnte Ihnen dieses Kriegsdrama um einen Scharfschützen gefallen.
    + Wie Executive Decision erzählt auch dieser Film von Soldaten, allerdings ruhiger und mitten in der Wüste.
    - act: Weil Ihnen Executive Decision so gut gefallen hat, empfiehlt sich dieses Kriegsdrama.
    - plot: Wie Executive Decision handelt auch dieser Film von einer Geiselnahme im Flugzeug.

    @ HEREAFTER, POUNDS, because_rated, de, rating=0.9
    + Da Sie Seven Pounds hoch bewertet haben, könnte Sie auch dieses Drama über Trauer in einer Kleinstadt berühren.
    - superlative: Da Sie Seven Pounds hoch bewertet haben: eines der traurigsten Dramen überhaupt.

    @ HARRY, GOOD, because_liked, fr
    + Puisque vous avez aimé As Good as It Gets, cette comédie sur un romancier new-yorkais devrait vous amuser.
    + Encore un écrivain en crise à New York, entre rire et drame, comme dans As Good as It Gets.
    - director: Puisque vous avez aimé As Good as It Gets, découvrez cette comédie signée Martin Scorsese.
    - mood: Vous êtes d'humeur légère ce soir : cette comédie vous ira après As Good as It Gets.

    @ VERGE, GOOD, because_viewed, es
    + Porque has visto As Good as It Gets, te puede divertir esta comedia sobre una actriz abandonada en Madrid.
    + Otra comedia con un punto amargo, como As Good as It Gets, esta vez en España.
    - others: Porque has visto As Good as It Gets, prueba la comedia favorita de los españoles.
    - price: Porque has visto As Good as It Gets, alquila esta comedia por muy poco.

    @ MOSES, None, popular, es
    + Muchos aquí ven esta aventura épica sobre un pueblo que huye de la esclavitud en Egipto.
    - claim: La película más vista de la historia sobre el antiguo Egipto.
    """,
    ITEMS,
)
