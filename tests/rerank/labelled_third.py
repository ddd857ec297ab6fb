"""Two hundred reasons about films, books, a shop, games, news, recipes and courses, written with the gate shut.

Measured once (75 % of the false caught, 15 % of the true refused), then learnt from.
"""

from __future__ import annotations

from tests.rerank.labelled_format import item, reasons

ITEMS = {
    "CASTAWAY": item(
        501, "Cast Away", "Drama", "island, survival, loneliness, plane crash",
        "After a plane crash a delivery manager survives for years on a deserted island and talks to a volleyball.",
        attributes={"year": 2000},
    ),
    "MARTIAN": item(502, "The Martian", "Adventure, Sci-Fi", "mars, survival, science, humour",
                    attributes={"year": 2015}),
    "FARGO": item(
        503, "Fargo", "Comedy, Crime, Thriller", "kidnapping, snow, police chief, dark comedy, minnesota",
        "A car salesman hires two crooks to kidnap his wife, and a pregnant police chief follows the trail.",
        attributes={"year": 1996},
    ),
    "BLOOD": item(504, "Blood Simple", "Crime, Thriller", "texas, murder, jealousy, private detective",
                  attributes={"year": 1984}),
    "TOTORO": item(
        505, "My Neighbor Totoro", "Animation, Children, Fantasy", "forest spirits, sisters, countryside, japan",
        "Two sisters move to the countryside to be near their ailing mother and meet the spirits of the forest.",
        attributes={"year": 1988},
    ),
    "KIKI": item(506, "Kiki's Delivery Service", "Animation, Children, Fantasy", "witch, flying, coming of age, cat",
                 attributes={"year": 1989}),
    "WHIPLASH": item(
        507, "Whiplash", "Drama, Music", "jazz, drums, teacher, ambition, conservatory",
        "A young drummer is driven to his limits by a merciless teacher at a music conservatory.",
        attributes={"year": 2014},
    ),
    "SWAN": item(508, "Black Swan", "Drama, Thriller", "ballet, obsession, rivalry, madness",
                 attributes={"year": 2010}),
    "CARSICK": item(
        509, "The Long Lake", "Thriller, Fiction", "lake house, disappearance, sisters, small town",
        "When her sister disappears, Nora returns to the lake house where they spent their summers.",
        attributes={"author": "Hedda Moor"},
    ),
    "ORCHARD": item(510, "The Orchard Wall", "Fiction, Mystery", "village, secrets, sisters",
                    attributes={"author": "Hedda Moor"}),
    "SERUM": item(
        521, "Calm Serum", "Beauty, Skin Care", "fragrance-free, sensitive skin, moisturising, glass bottle",
        "A light serum with oat extract that soothes dry skin.", brand="Birke", price=24.0, currency="EUR",
    ),
    "CREAM": item(522, "Calm Day Cream", "Beauty, Skin Care", "sensitive skin, moisturising", brand="Birke",
                  price=29.0, currency="EUR"),
    "BLOCKS": item(
        523, "Wooden Train Set Hilltop", "Toys, Wooden Toys", "beech wood, railway, ages 3 and up",
        "Forty pieces of beech wood: rails, a bridge and a train with magnets.", brand="Spruce & Co", price=49.0,
        currency="EUR",
    ),
    "CRANE": item(524, "Wooden Harbour Crane", "Toys, Wooden Toys", "beech wood, magnets, railway",
                  brand="Spruce & Co"),
    "BACKPACK": item(
        525, "Daypack Ridge 22", "Outdoor, Backpacks", "22 litres, rain cover, laptop sleeve, lightweight",
        "A light daypack for town and trail with a rain cover in the bottom pocket.", brand="Fjellgut",
        attributes={"colour": "forest green"},
    ),
    "FLASK": item(526, "Steel Flask Ridge", "Outdoor, Bottles", "stainless steel, insulated, leakproof",
                  brand="Fjellgut"),
    "MOTH": item(
        531, "Moth and Lantern", "Platformer, Indie", "hand-drawn, melancholic, short, single-player, music",
        "Guide a moth through a sleeping town, from one light to the next, to the sound of a lone piano.",
    ),
    "PAPER": item(532, "Paper Kites", "Platformer, Indie", "hand-drawn, wind, relaxing"),
    "DUNGEON": item(
        533, "Gloomspire", "Role-Playing, Roguelike", "dungeon, turn-based, difficult, pixel art, permadeath",
        "Climb a tower whose rooms change after each death, with a deck of spells.",
    ),
    "CARDS": item(534, "Hexbound", "Card Game, Roguelike", "deck building, witches, turn-based"),
    "HEATPUMP": item(
        541, "What heat pumps can and cannot do", "Energy, Housing", "heat pump, insulation, electricity, old houses",
        "An engineer visits three old houses and explains where a heat pump makes sense.",
    ),
    "SOLAR": item(542, "Solar panels on every balcony", "Energy, Cities", "solar, electricity, tenants"),
    "LIBRARY": item(
        543, "The library that lends tools", "Community, Cities", "library, sharing, tools, neighbourhood",
        "In this library residents borrow drills and sewing machines, and volunteers repair what comes back broken.",
    ),
    "REPAIR": item(544, "Mending is a political act", "Community, Opinion", "repair, sharing, waste"),
    "RISOTTO": item(
        545, "Mushroom risotto with thyme", "Recipes, Vegetarian", "rice, mushrooms, thyme, comfort food",
        "A creamy risotto that only asks for patience and a wooden spoon.",
    ),
    "POLENTA": item(546, "Soft polenta with roasted squash", "Recipes, Vegetarian", "polenta, squash, autumn"),
    "PYTHON": item(
        547, "First steps in data analysis", "Courses, Data", "python, tables, charts, beginners",
        "Learn to load, clean and plot data, with an exercise after every lesson.",
    ),
    "STATS": item(548, "Statistics without fear", "Courses, Mathematics", "probability, beginners, examples"),
    "JACKE": item(
        551, "Wolljacke Tonder", "Mode, Jacken", "Merinowolle, warm, Reißverschluss, dunkelblau",
        "Eine warme Jacke aus Merinowolle mit Stehkragen und zwei Taschen.", brand="Nordfaden", price=149.0,
        currency="EUR",
    ),
    "MUETZE": item(552, "Mütze Tonder", "Mode, Mützen", "Merinowolle, warm, gestrickt", brand="Nordfaden"),
    "LENIN": item(
        553, "Good Bye, Lenin!", "Komödie, Drama", "DDR, Berlin, Mauerfall, Mutter und Sohn",
        "Ein Sohn verbirgt vor seiner kranken Mutter, dass es die DDR nicht mehr gibt.", attributes={"Jahr": 2003},
    ),
    "LEBEN": item(554, "Das Leben der Anderen", "Drama, Thriller", "DDR, Überwachung, Theater",
                  attributes={"Jahr": 2006}),
    "GARTEN": item(
        555, "Der Garten, der kein Wasser braucht", "Garten, Klima", "Trockenheit, Stauden, Kies, Insekten",
        "Eine Gärtnerin zeigt, welche Stauden heiße Sommer überstehen und Insekten anlocken.",
    ),
    "WIESE": item(556, "Mehr Wiese wagen", "Garten, Natur", "Wildblumen, Insekten, Mähen"),
    "INSEL": item(
        557, "Die Leuchtturmwärter", "Brettspiel, Kooperativ", "Meer, Sturm, zwei bis vier Spieler, Holzfiguren",
        "Gemeinsam haltet ihr das Licht am Brennen, während der Sturm die Schiffe vom Kurs abbringt.",
    ),
    "WALD": item(558, "Pilzsammler", "Brettspiel, Familie", "Wald, Karten, kurze Runden"),
    "LAMPE": item(
        561, "Lampe de bureau Ourse", "Maison, Éclairage", "métal, articulée, LED, lumière chaude",
        "Une lampe articulée en métal dont la lumière chaude ménage les yeux.", brand="Atelier Nord", price=72.0,
        currency="EUR",
    ),
    "BUREAU": item(562, "Bureau Ourse", "Maison, Bureaux", "chêne, tiroir, compact", brand="Atelier Nord"),
    "INTOUCHABLES": item(
        563, "Intouchables", "Comédie, Drame", "amitié, handicap, Paris, classes sociales",
        "Un aristocrate tétraplégique engage comme auxiliaire un jeune homme de banlieue, et une amitié naît.",
        attributes={"année": 2011},
    ),
    "ROUGE": item(564, "Le ballon rouge", "Enfants, Court métrage", "Paris, enfance, ballon",
                  attributes={"année": 1956}),
    "MARCHE": item(
        565, "Le marché à quatre heures du matin", "Société, Gastronomie", "marché, nuit, métier, légumes",
        "Avant l'aube, les maraîchers déchargent, négocient et boivent un café debout.",
    ),
    "VIGNE": item(566, "La vigneronne et le gel", "Société, Gastronomie", "vigne, gel, métier"),
    "BICI": item(
        571, "Casco urbano Brisa", "Ciclismo, Cascos", "ligero, ventilado, luz trasera, talla ajustable",
        "Un casco ligero con luz trasera y un ajuste que se gira con una mano.", brand="Rueda Libre", price=58.0,
        currency="EUR",
    ),
    "CANDADO": item(572, "Candado Brisa", "Ciclismo, Candados", "acero, plegable, urbano", brand="Rueda Libre"),
    "SECRETO": item(
        573, "El secreto de sus ojos", "Drama, Misterio", "Argentina, crimen, justicia, memoria, amor",
        "Un funcionario judicial retirado escribe una novela sobre un crimen que no ha podido olvidar.",
        attributes={"año": 2009},
    ),
    "NUEVE": item(574, "Nueve reinas", "Crimen, Thriller", "Argentina, estafa, sellos, Buenos Aires",
                  attributes={"año": 2000}),
    "HUERTO": item(
        575, "Un huerto en la azotea", "Jardín, Ciudad", "huerto, azotea, tomates, vecinos",
        "Los vecinos de un bloque plantaron tomates en la azotea y ahora comen juntos los domingos.",
    ),
    "ABEJAS": item(576, "Abejas en la ciudad", "Naturaleza, Ciudad", "abejas, miel, azotea"),
}  # fmt: skip

REASONS = reasons(
    """
    @ CASTAWAY, MARTIAN, because_viewed, en
    + Because you viewed “The Martian”, here is another story of one man's survival, far from everyone.
    + Like “The Martian”, this drama is about surviving alone, though the island here is a lonelier place.
    + You watched “The Martian”, and this survival story swaps the red planet for a deserted island.
    + After “The Martian”, see how someone else copes with being stranded, with only a volleyball to talk to.
    + Survival against the odds, as in “The Martian”, told in a quieter and more melancholy key.
    - person: Because you viewed “The Martian”, see Tom Hanks fight for survival on a deserted island.
    - place: Like “The Martian”, a survival story on a distant planet, with plenty of loneliness.
    - number: You watched “The Martian”; here a man survives on an island for 1,500 days.
    - award: Like “The Martian”, a survival drama that earned an Academy Award nomination.
    - plot: You watched “The Martian”; here a survivor and his dog cross the desert after a shipwreck.
    - title: If “The Martian” gripped you, this survival drama recalls Robinson Crusoe.
    - truth: Like “The Martian”, a survival drama, and this one really happened.

    @ FARGO, BLOOD, because_rated, en, rating=0.8
    + You rated “Blood Simple” highly, and this crime story is just as dark, with a good deal more snow.
    + As in “Blood Simple”, a simple crime goes wrong, and a police chief follows the trail through the snow.
    + You thought well of “Blood Simple”; here is another crime thriller, laced with dark comedy.
    + From the jealousy of “Blood Simple” to a kidnapping in the snow: crime with a bleak sense of humour.
    - person: You rated “Blood Simple” highly, and the Coen brothers are at their darkest in this crime thriller.
    - place: You rated “Blood Simple” highly, and this crime thriller also unfolds in Texas.
    - plot: You rated “Blood Simple” highly; here a banker murders his wife and flees across the border.
    - superlative: You rated “Blood Simple” highly; few would deny that this is the finest crime comedy of its decade.
    - history: You rated “Blood Simple” and five other crime thrillers highly, so try this dark comedy.
    - genre: You rated “Blood Simple” highly, and this supernatural horror is set in the snow.

    @ TOTORO, KIKI, because_liked, en
    + You liked “Kiki's Delivery Service”, and this is another gentle animated fantasy for children.
    + Two sisters and the spirits of the forest: a tender companion to “Kiki's Delivery Service”, which you liked.
    + If you loved the magic of “Kiki's Delivery Service”, these forest spirits have plenty of their own.
    + Because you liked “Kiki's Delivery Service”, here is a calm, kind-hearted fantasy set in the countryside.
    - studio: You liked “Kiki's Delivery Service”, and Studio Ghibli made this gentle fantasy too.
    - plot: You liked “Kiki's Delivery Service”; here a young witch moves to the countryside with her sisters.
    - person: You liked “Kiki's Delivery Service”, and Miyazaki fills this forest with wonder.
    - popularity: You liked “Kiki's Delivery Service”, and this fantasy is a childhood favourite around the globe.
    - ending: You liked “Kiki's Delivery Service”; here two sisters lose their mother and find the forest spirits.

    @ WHIPLASH, SWAN, because_viewed, en
    + Because you viewed “Black Swan”, here is another drama about how far ambition can drive an artist.
    + “Black Swan” showed ballet as an obsession; this does the same for jazz drums.
    + Like “Black Swan”, a tense portrait of a young performer under pressure, this time at the drums.
    + You watched “Black Swan”; here a merciless teacher pushes a young drummer to his limits.
    - person: You watched “Black Swan”; here J. K. Simmons plays a merciless music teacher.
    - place: You watched “Black Swan”; here a drummer struggles in the jazz clubs of New Orleans.
    - genre: Like “Black Swan”, a drama about ambition, told as a documentary about jazz.
    - comparison: You watched “Black Swan”, and this drama about a drummer is even more intense.
    - act: You bought “Black Swan”, so this drama about ambition and jazz should suit you.

    @ WHIPLASH, None, popular, en
    + Popular with many people here: a fierce drama about a drummer and his merciless teacher.
    - number: Four out of five viewers here recommend this drama about a jazz drummer.

    @ CARSICK, ORCHARD, because_liked, en
    + You liked “The Orchard Wall”, and Hedda Moor writes about sisters and secrets here as well.
    + From the author of “The Orchard Wall”, a thriller about a sister who disappears from a small town.
    + Like “The Orchard Wall”, a story about sisters, this time beside a lake full of old summers.
    - author: You liked “The Orchard Wall”; Gillian Flynn takes sisters and secrets to a lake house.
    - genre: You liked “The Orchard Wall”, and this romance between sisters' neighbours plays at a lake.
    - series: You liked “The Orchard Wall”; this second volume brings the sisters to a lake house.
    - plot: You liked “The Orchard Wall”; here Nora finds her sister's body in the lake.

    @ SERUM, CREAM, because_bought, en
    + You bought “Calm Day Cream”, and this light serum for sensitive skin comes from the same brand.
    + A fragrance-free serum to wear under “Calm Day Cream”, made for dry and sensitive skin.
    + Since you bought “Calm Day Cream”, this oat serum is a gentle next step for sensitive skin.
    + Pairs well with “Calm Day Cream”: a moisturising serum in a glass bottle.
    - price: You bought “Calm Day Cream”; this serum for sensitive skin costs less than ten euros.
    - ingredient: You bought “Calm Day Cream”; this serum soothes sensitive skin with hyaluronic acid.
    - medical: You bought “Calm Day Cream”; dermatologists recommend this serum for sensitive skin.
    - effect: You bought “Calm Day Cream”, and this serum removes wrinkles from sensitive skin.
    - vegan: You bought “Calm Day Cream”, and this vegan serum is made for sensitive skin.
    - popularity: Customers who bought “Calm Day Cream” also reach for this serum for sensitive skin.
    - person: You have sensitive skin and bought “Calm Day Cream”, so this serum will heal your redness.

    @ BLOCKS, CRANE, because_bought, en
    + You bought “Wooden Harbour Crane”, and this beech railway has a train with magnets to load.
    + A wooden train set with rails and a bridge, from the makers of “Wooden Harbour Crane”.
    + The rails and the bridge in this set give your “Wooden Harbour Crane” something to work with.
    - number: You bought “Wooden Harbour Crane”, and this railway set has 120 wooden pieces.
    - age: You bought “Wooden Harbour Crane”, and this wooden railway is safe for babies from six months.
    - material: You bought “Wooden Harbour Crane”, and this railway is made of maple and bamboo.
    - award: You bought “Wooden Harbour Crane”; this wooden railway was named toy of the year.
    - person: You bought “Wooden Harbour Crane” for your son, and this railway goes with it.

    @ BACKPACK, FLASK, because_viewed, en
    + You viewed “Steel Flask Ridge”, and this light daypack from the same brand carries it on the trail.
    + Room for “Steel Flask Ridge” and a laptop: a lightweight daypack with its own rain cover.
    + If “Steel Flask Ridge” is coming along, this forest green daypack will take the rest.
    - colour: You viewed “Steel Flask Ridge”, and this daypack is available in black and orange.
    - number: You viewed “Steel Flask Ridge”, and this daypack offers 35 litres for the trail.
    - material: You viewed “Steel Flask Ridge”, and this daypack is made from recycled bottles.
    - stock: You viewed “Steel Flask Ridge”, and this light daypack is nearly sold out.
    - property: You viewed “Steel Flask Ridge”, and this daypack is leakproof and insulated as well.

    @ BACKPACK, None, because_asked, en, query=a bag for work and weekend walks
    + A light daypack that fits a laptop for work and keeps the rain out on weekend walks.
    - warranty: For work and weekend walks: a light daypack with a lifetime warranty.

    @ MOTH, PAPER, because_viewed, en
    + You viewed “Paper Kites”, and this hand-drawn platformer has the same unhurried charm.
    + Like “Paper Kites”, a small hand-drawn game, this one lit by lamps and carried by a piano.
    + After “Paper Kites”, guide a moth from light to light in a short, melancholic platformer.
    - studio: You viewed “Paper Kites”, and the studio behind it also drew this moth.
    - platform: You viewed “Paper Kites”; this hand-drawn platformer is made for mobile phones.
    - number: You viewed “Paper Kites”; this hand-drawn platformer has 45 levels.
    - mode: You viewed “Paper Kites”; play this hand-drawn platformer with a second player.

    @ DUNGEON, CARDS, because_liked, en
    + You liked “Hexbound”, and this turn-based climb also hands you a deck of spells.
    + Another roguelike for someone who enjoyed “Hexbound”: a tower that changes after each death.
    + Like “Hexbound”, a turn-based roguelike, and a difficult one.
    - difficulty: You liked “Hexbound”, and this roguelike is easy enough for complete beginners.
    - art: You liked “Hexbound”, and this turn-based roguelike dazzles with photorealistic graphics.
    - mode: You liked “Hexbound”, and this roguelike adds a co-op campaign for two.
    - theme: You liked “Hexbound”, and this roguelike is full of witches too.

    @ HEATPUMP, SOLAR, because_viewed, en
    + You read “Solar panels on every balcony”, and this article takes on electricity and old houses.
    + Because you viewed “Solar panels on every balcony”, here an engineer explains where a heat pump makes sense.
    + More on energy after “Solar panels on every balcony”: what heat pumps do for an old house.
    - number: You viewed “Solar panels on every balcony”; here heat pumps cut energy bills by 40 percent.
    - reversal: You viewed “Solar panels on every balcony”; here an engineer proves that heat pumps never work.
    - policy: You viewed “Solar panels on every balcony”; learn here about the new subsidy for heat pumps.
    - date: You viewed “Solar panels on every balcony”; this article on heat pumps appeared this morning.

    @ LIBRARY, REPAIR, because_viewed, en
    + You viewed “Mending is a political act”, and in this library people share tools and repair what breaks.
    + Sharing instead of buying, as in “Mending is a political act”: neighbours who borrow their drills.
    + After “Mending is a political act”, meet the volunteers who keep a neighbourhood's tools in order.
    - place: You viewed “Mending is a political act”; this library in Berlin lends tools to neighbours.
    - person: You viewed “Mending is a political act”; librarian Anna Weiss lends tools here.
    - number: You viewed “Mending is a political act”; this library lends 2,000 tools to its neighbourhood.

    @ RISOTTO, POLENTA, because_liked, en
    + You liked “Soft polenta with roasted squash”, and this creamy risotto is comfort food of the same kind.
    + Vegetarian like “Soft polenta with roasted squash”, with mushrooms and thyme in place of squash.
    + Another slow, warming dish after “Soft polenta with roasted squash”: mushrooms, thyme and patience.
    - time: You liked “Soft polenta with roasted squash”; this mushroom risotto is ready in 20 minutes.
    - diet: You liked “Soft polenta with roasted squash”, and this mushroom risotto is vegan too.
    - ingredient: You liked “Soft polenta with roasted squash”; this risotto adds mushrooms and white wine.
    - health: You liked “Soft polenta with roasted squash”; this mushroom risotto is low in calories.

    @ PYTHON, STATS, because_viewed, en
    + You viewed “Statistics without fear”, and this course for beginners lets you try Python on real tables.
    + After “Statistics without fear”, learn to clean and plot data step by step.
    + For beginners, like “Statistics without fear”, and with an exercise after every lesson.
    - certificate: You viewed “Statistics without fear”; this beginners' course ends with a certificate.
    - level: You viewed “Statistics without fear”; this advanced course covers machine learning.
    - teacher: You viewed “Statistics without fear”; a Stanford professor teaches this beginners' course.
    - duration: You viewed “Statistics without fear”; finish this beginners' course within a week.

    @ JACKE, MUETZE, because_bought, de
    + Sie haben „Mütze Tonder“ gekauft, und diese warme Jacke ist ebenfalls aus Merinowolle.
    + Passend zu „Mütze Tonder“: eine dunkelblaue Wolljacke mit Stehkragen und zwei Taschen.
    + Zu Ihrer „Mütze Tonder“ passt diese Jacke von Nordfaden, die genauso warm hält.
    + Wenn es kälter wird, ist diese Jacke aus Merinowolle ein guter Begleiter für „Mütze Tonder“.
    - material: Sie haben „Mütze Tonder“ gekauft; diese warme Jacke besteht aus Kaschmir.
    - eigenschaft: Sie haben „Mütze Tonder“ gekauft; diese Jacke aus Merinowolle ist winddicht und wasserabweisend.
    - farbe: Sie haben „Mütze Tonder“ gekauft; diese warme Jacke gibt es auch in Rot.
    - herkunft: Sie haben „Mütze Tonder“ gekauft; die Merinowolle dieser Jacke stammt aus Neuseeland.
    - preis: Sie haben „Mütze Tonder“ gekauft; diese warme Jacke ist gerade um 30 Prozent reduziert.
    - pflege: Sie haben „Mütze Tonder“ gekauft; diese Jacke aus Merinowolle darf in die Waschmaschine.

    @ LENIN, LEBEN, because_viewed, de
    + Sie haben „Das Leben der Anderen“ gesehen; auch dieser Film erzählt von der DDR, aber mit mehr Humor.
    + Wie „Das Leben der Anderen“ führt dieses Drama in die DDR, diesmal über einen Sohn und seine Mutter.
    + Nach „Das Leben der Anderen“ ein leichterer Blick auf die DDR und ihr Verschwinden.
    + Eine warmherzige Komödie über das Ende der DDR, als Gegenstück zu „Das Leben der Anderen“.
    - person: Sie haben „Das Leben der Anderen“ gesehen; hier verbirgt Daniel Brühl das Ende der DDR.
    - preis: Wie „Das Leben der Anderen“ ein Film über die DDR, der den Europäischen Filmpreis erhielt.
    - handlung: Sie haben „Das Leben der Anderen“ gesehen; hier flieht ein Sohn mit seiner Mutter aus der DDR.
    - gemeinsam: Wie in „Das Leben der Anderen“ geht es auch hier um Theater und Überwachung in der DDR.

    @ GARTEN, WIESE, because_viewed, de
    + Sie haben „Mehr Wiese wagen“ gelesen; auch dieser Garten lockt Insekten an und kommt ohne Gießen aus.
    + Nach „Mehr Wiese wagen“ ein weiterer Gartenbeitrag: Stauden, die heiße Sommer überstehen.
    + Passend zu „Mehr Wiese wagen“ zeigt eine Gärtnerin, was auch bei Trockenheit blüht.
    - zahl: Sie haben „Mehr Wiese wagen“ gelesen; hier stehen zwölf Stauden, die Insekten anlocken.
    - ort: Sie haben „Mehr Wiese wagen“ gelesen; dieser Garten in Brandenburg lockt ebenfalls Insekten an.
    - gegenteil: Sie haben „Mehr Wiese wagen“ gelesen; hier lernen Sie, wie man Insekten aus dem Garten vertreibt.
    - quelle: Sie haben „Mehr Wiese wagen“ gelesen; laut einer Studie retten solche Gärten Insekten.

    @ INSEL, WALD, because_liked, de
    + Dir hat „Pilzsammler“ gefallen; hier spielt ihr gemeinsam gegen den Sturm.
    + Nach „Pilzsammler“ ein Brettspiel am Meer, bei dem alle zusammenhalten müssen.
    + Ein kooperatives Brettspiel mit Holzfiguren, wenn du nach „Pilzsammler“ Lust auf mehr hast.
    - dauer: Dir hat „Pilzsammler“ gefallen; dieses Brettspiel dauert etwa eine Stunde.
    - preis: Dir hat „Pilzsammler“ gefallen; dieses Brettspiel wurde zum Spiel des Jahres gewählt.
    - autor: Dir hat „Pilzsammler“ gefallen; Reiner Knizia hat auch dieses Brettspiel erdacht.
    - art: Dir hat „Pilzsammler“ gefallen; in diesem Brettspiel tretet ihr gegeneinander an.

    @ LAMPE, BUREAU, because_bought, fr
    + Vous avez acheté « Bureau Ourse » ; cette lampe articulée l'éclaire d'une lumière chaude.
    + Assortie à « Bureau Ourse », une lampe en métal de la même marque.
    + Pour travailler le soir à votre « Bureau Ourse », une lampe LED qui ménage les yeux.
    - matière: Vous avez acheté « Bureau Ourse » ; cette lampe articulée est en chêne massif.
    - option: Vous avez acheté « Bureau Ourse » ; cette lampe LED se commande par téléphone.
    - prix: Vous avez acheté « Bureau Ourse » ; cette lampe articulée est proposée à moitié prix.
    - design: Vous avez acheté « Bureau Ourse » ; cette lampe est signée Philippe Starck.
    - couleur: Vous avez acheté « Bureau Ourse » ; cette lampe en métal existe en jaune et en noir.

    @ INTOUCHABLES, ROUGE, because_viewed, fr
    + Vous avez vu « Le ballon rouge » ; voici une autre histoire parisienne, pleine de tendresse et d'humour.
    + Après « Le ballon rouge », Paris encore, et une amitié que rien n'annonçait.
    + Comme « Le ballon rouge », un film à Paris, où deux mondes apprennent à se connaître.
    - personne: Vous avez vu « Le ballon rouge » ; Omar Sy illumine cette comédie parisienne sur l'amitié.
    - vrai: Vous avez vu « Le ballon rouge » ; cette amitié parisienne est tirée d'une histoire vraie.
    - succès: Vous avez vu « Le ballon rouge » ; cette comédie sur l'amitié a conquis la France entière.
    - fin: Vous avez vu « Le ballon rouge » ; cette amitié parisienne se termine par un mariage.

    @ MARCHE, VIGNE, because_viewed, fr
    + Vous avez lu « La vigneronne et le gel » ; ici aussi, un métier se raconte de près, avant l'aube.
    + Comme « La vigneronne et le gel », un article sur ceux qui nous nourrissent, au cœur de la nuit.
    + Après « La vigneronne et le gel », partagez le café des maraîchers, debout et dans le froid.
    - lieu: Vous avez lu « La vigneronne et le gel » ; découvrez ici la nuit au marché de Rungis.
    - chiffre: Vous avez lu « La vigneronne et le gel » ; ce marché de nuit réunit trois cents maraîchers.
    - sujet: Vous avez lu « La vigneronne et le gel » ; ce métier de nuit souffre lui aussi du gel.

    @ BICI, CANDADO, because_bought, es
    + Compraste «Candado Brisa»; este casco urbano es de la misma marca y lleva luz trasera.
    + Para acompañar a «Candado Brisa», un casco ligero que se ajusta con una sola mano.
    + Un casco ventilado para la ciudad, a juego con «Candado Brisa».
    - número: Compraste «Candado Brisa»; este casco ligero pesa solo 250 gramos.
    - norma: Compraste «Candado Brisa»; este casco urbano cumple la norma europea de seguridad.
    - color: Compraste «Candado Brisa»; este casco urbano viene en rojo y en azul.
    - material: Compraste «Candado Brisa»; este casco es de acero y plegable como él.
    - oferta: Compraste «Candado Brisa»; llévate este casco urbano con envío gratuito.

    @ SECRETO, NUEVE, because_viewed, es
    + Has visto «Nueve reinas»; aquí tienes otro misterio argentino, más triste y más romántico.
    + Como «Nueve reinas», una historia de crimen en Argentina, contada desde la memoria.
    + Después de «Nueve reinas», un drama sobre un crimen que nadie consigue olvidar.
    - persona: Has visto «Nueve reinas»; Ricardo Darín investiga aquí otro crimen en Argentina.
    - premio: Como «Nueve reinas», crimen en Argentina, y ganadora del Óscar.
    - común: Como en «Nueve reinas», dos estafadores recorren Buenos Aires tras un crimen.
    - año: Has visto «Nueve reinas»; esta historia de crimen y justicia se rodó en 1995.

    @ HUERTO, ABEJAS, because_viewed, es
    + Has visto «Abejas en la ciudad»; en esta azotea los vecinos cultivan tomates y comen juntos.
    + Como «Abejas en la ciudad», este artículo sube a una azotea, ahora entre tomates.
    + Después de «Abejas en la ciudad», otra manera de llevar la naturaleza a un bloque de vecinos.
    - lugar: Has visto «Abejas en la ciudad»; esta azotea de Valencia también da tomates.
    - número: Has visto «Abejas en la ciudad»; en esta azotea crecen cuarenta variedades de tomates.
    - ayuda: Has visto «Abejas en la ciudad»; el ayuntamiento financia este huerto en la azotea.

    @ TOTORO, None, because_asked, en, query=something calm for the children
    + Calm and kind, with forest spirits and two sisters: a fantasy for children in no hurry.

    @ FARGO, None, because_asked, en, query=a winter film with a dark sense of humour
    + Snow, a kidnapping gone wrong and a dark sense of humour, as you asked.

    @ CASTAWAY, None, explore, en
    + A change from the usual: one man, one island and a great deal of silence.

    @ MOTH, None, new, en
    + New for you: a short, melancholic platformer in which a moth follows the lights of a town.

    @ LIBRARY, None, editorial, en
    + Chosen by our editors: how a library of tools brings a neighbourhood together.

    @ BLOCKS, None, because_asked, en, query=present for a four year old
    + A present that leaves room for play: wooden rails, a bridge and a train, for ages 3 and up.

    @ STATS, PYTHON, because_viewed, en
    + You viewed “First steps in data analysis”, and this explains the probability behind it, also for beginners.

    @ SOLAR, None, trending, en
    + Many people are reading about tenants who make their own electricity on the balcony.

    @ LENIN, None, popular, de
    + Bei vielen beliebt: eine Komödie über einen Sohn, der seiner Mutter die Wende verschweigt.

    @ INSEL, None, because_asked, de, query=Spiel für den Abend zu zweit
    + Für den Abend zu zweit: gemeinsam das Licht hüten, während draußen der Sturm tobt.

    @ MUETZE, None, explore, de
    + Etwas anderes für kalte Tage: eine gestrickte Mütze aus warmer Merinowolle.

    @ BUREAU, LAMPE, because_viewed, fr
    + Vous avez regardé « Lampe de bureau Ourse » ; ce bureau compact en chêne lui ferait une belle place.

    @ INTOUCHABLES, None, because_asked, fr, query=un film drôle et touchant
    + Drôle et touchant à la fois : une amitié que tout semblait empêcher.

    @ VIGNE, None, editorial, fr
    + Choisi par la rédaction : une vigneronne face au gel, et un métier raconté avec pudeur.

    @ ABEJAS, None, explore, es
    + Algo diferente para ti: abejas que hacen miel en una azotea de la ciudad.

    @ SECRETO, None, popular, es
    + Gusta a mucha gente: un misterio argentino sobre la memoria, la justicia y el amor.

    @ CANDADO, BICI, because_viewed, es
    + Has mirado «Casco urbano Brisa»; este candado plegable de acero completa tu equipo.

    @ POLENTA, RISOTTO, because_viewed, en
    + After “Mushroom risotto with thyme”, a soft, autumnal dish that is vegetarian as well.
    """,
    ITEMS,
)
