"""Two hundred reasons written before anyone looked at how the gate works: films, a shop, games and news.

Measured once (91 % of the false caught, 28 % of the true refused), then learnt from.
"""

from __future__ import annotations

from tests.rerank.labelled_format import item, reasons

ITEMS = {
    "JAWS": item(
        401, "Jaws", "Action, Horror", "shark, ocean, beach, police chief, suspense",
        "When a great white shark attacks bathers off a summer resort, a police chief, a scientist and a fisherman "
        "set out to hunt it.", attributes={"year": 1975},
    ),
    "BIRDS": item(402, "The Birds", "Horror, Thriller", "animals attack, seaside, suspense",
                  attributes={"year": 1963}),
    "WINDOW": item(
        403, "Rear Window", "Mystery, Thriller", "photographer, apartment, voyeurism, wheelchair, murder",
        "A photographer with a broken leg watches his neighbours through the window and becomes convinced that one "
        "of them has committed murder.", attributes={"year": 1954},
    ),
    "CONVERSATION": item(404, "The Conversation", "Drama, Mystery", "surveillance, paranoia, san francisco, murder",
                         attributes={"year": 1974}),
    "UP": item(
        405, "Up", "Adventure, Animation, Children", "old age, balloons, friendship, south america, pixar",
        "A widower ties thousands of balloons to his house and flies to South America with a boy scout on board.",
        attributes={"year": 2009},
    ),
    "RAT": item(406, "Ratatouille", "Animation, Children, Comedy", "rat, cooking, paris, restaurant, pixar, friendship",
                attributes={"year": 2007}),
    "NINE": item(
        407, "9", "Adventure, Animation, Sci-Fi", "post-apocalyptic, robots, rag dolls, dark",
        "A rag doll wakes in a ruined world and joins others of its kind against the machines that hunt them.",
        attributes={"year": 2009},
    ),
    "IT": item(408, "It", "Horror, Thriller", "clown, small town, childhood fears, friendship",
               attributes={"year": 2017}),
    "BIGBROTHER": item(
        409, "1984", "Drama, Sci-Fi", "dystopia, surveillance, totalitarianism, forbidden love",
        "A clerk who rewrites newspapers for the state falls in love and begins to doubt it.",
    ),
    "RUNNERS": item(
        410, "Chariots of Fire", "Drama, Sports", "running, olympic games, friendship, faith",
        "Two British runners, one devout and one driven by prejudice, train for the Olympic Games of 1924.",
        attributes={"year": 1981},
    ),
    "EARBUDS": item(
        421, "Pico Wireless Earbuds", "Electronics, Audio", "bluetooth, noise cancelling, sweatproof, compact",
        "Small earbuds that play for eight hours and come with a charging case.", brand="Tallis", price=79.0,
        currency="EUR",
    ),
    "SPEAKER": item(422, "Duno Portable Speaker", "Electronics, Audio", "bluetooth, waterproof, compact",
                    brand="Tallis", price=119.0, currency="EUR"),
    "SHIRT": item(
        423, "Linen Shirt Lago", "Clothing, Shirts", "linen, breathable, summer",
        "A loose shirt of washed linen with mother-of-pearl buttons.", brand="Casa Mare", price=59.0, currency="EUR",
        attributes={"colour": "white", "sizes": "S–XL"},
    ),
    "CHINO": item(424, "Chino Trousers Lago", "Clothing, Trousers", "cotton, summer, slim fit", brand="Casa Mare",
                  attributes={"colour": "sand"}),
    "BIKE": item(
        425, "City Bike C7", "Bicycles, Commuting", "aluminium, disc brakes, mudguards, low step",
        "A city bike with seven gears, lights and a rack for the daily commute.", brand="Velora", price=899.0,
        currency="EUR",
    ),
    "PANNIER": item(426, "Pannier Bag Dock", "Bicycles, Bags", "waterproof, commuting, reflective", brand="Velora"),
    "TIDE": item(
        431, "Hollow Tide", "Adventure, Puzzle", "underwater, atmospheric, exploration, single-player, story rich",
        "Dive into a flooded city, restore its machines and learn why its people left.", attributes={"year": 2021},
    ),
    "LANTERN": item(432, "Lantern Keeper", "Adventure, Puzzle", "lighthouse, atmospheric, story rich",
                    attributes={"year": 2019}),
    "FLEET": item(
        433, "Starforge Tactics", "Strategy, Turn-Based", "space, fleet, multiplayer, sci-fi",
        "Build a fleet, scout unknown systems and outwit rival admirals turn by turn.",
    ),
    "COLONY": item(434, "Red Colony", "Strategy, Simulation", "space, base building, mars, sci-fi"),
    "FERRY": item(
        441, "Council votes to close the old ferry line", "Local, Transport", "ferry, council, harbour, budget",
        "After a long debate the council decided that the loss-making ferry will stop running; commuters protest.",
    ),
    "TRAM": item(442, "The tram that nobody wanted", "Local, Transport", "tram, planning, budget"),
    "SLEEP": item(
        443, "What your brain does while you sleep", "Science, Health", "sleep, brain, memory, research",
        "During deep sleep the brain replays the day and decides what to keep.",
    ),
    "NAPS": item(444, "In praise of the afternoon nap", "Health, Opinion", "sleep, work, habits"),
    "MUEHLE": item(
        451, "Kaffeemühle Anton", "Küche, Kaffee", "Handmühle, Edelstahl, Keramik, stufenlos",
        "Eine Handmühle aus Edelstahl mit Mahlwerk aus Keramik, die auch auf Reisen Platz findet.", brand="Röstwerk",
        price=64.0, currency="EUR",
    ),
    "KANNE": item(452, "Filterkanne Anton", "Küche, Kaffee", "Glas, Filterkaffee, Korkgriff", brand="Röstwerk"),
    "BOOT": item(
        453, "Das Boot", "Drama, Krieg", "U-Boot, Zweiter Weltkrieg, Besatzung, Atlantik",
        "Die Besatzung eines deutschen U-Boots kämpft im Atlantik gegen Angst, Enge und den Feind.",
        attributes={"Jahr": 1981},
    ),
    "WESTEN": item(454, "Im Westen nichts Neues", "Drama, Krieg", "Erster Weltkrieg, Schützengraben, Soldaten",
                   attributes={"Jahr": 1930}),
    "NACHTZUG": item(
        455, "Warum der Nachtzug zurückkehrt", "Verkehr, Europa", "Bahn, Nachtzug, Klima, Reisen",
        "Immer mehr Strecken werden wieder nachts befahren, doch es fehlt an Schlafwagen.",
    ),
    "RADWEG": item(456, "Streit um den Radweg", "Verkehr, Stadt", "Fahrrad, Planung, Klima"),
    "KARAWANE": item(
        457, "Die letzte Karawane", "Strategie, Handel", "Wüste, Handel, rundenbasiert, Einzelspieler",
        "Führe eine Karawane durch die Wüste, handle in Oasen und teile das Wasser ein.",
    ),
    "HANSE": item(458, "Hansekontor", "Strategie, Handel", "Schiffe, Handel, Mittelalter, Ostsee"),
    "CHORALE": item(
        461, "Les Choristes", "Drame, Musique", "chorale, internat, enfance, après-guerre",
        "Un surveillant fonde une chorale dans un internat pour garçons difficiles et change leur vie.",
        attributes={"année": 2004},
    ),
    "ECOLE": item(462, "Être et avoir", "Documentaire", "école, campagne, enfance, instituteur",
                  attributes={"année": 2002}),
    "POELE": item(
        463, "Poêle Garance", "Cuisine, Poêles", "fonte, induction, durable",
        "Une poêle en fonte émaillée qui passe du feu au four.", brand="Forge & Fils", price=85.0, currency="EUR",
    ),
    "COCOTTE": item(464, "Cocotte Garance", "Cuisine, Cocottes", "fonte, induction, mijoter", brand="Forge & Fils"),
    "LOIRE": item(
        465, "La Loire à sec", "Environnement, Régions", "fleuve, sécheresse, pêche, climat",
        "Cet été, les pêcheurs de la Loire traversent le fleuve à pied.",
    ),
    "GLACIER": item(466, "Les derniers jours d'un glacier", "Environnement, Montagne", "glacier, climat, Alpes"),
    "FAUNO": item(
        471, "El laberinto del fauno", "Drama, Fantasía", "posguerra, hadas, laberinto, infancia",
        "En la España de la posguerra, una niña encuentra un laberinto y a un fauno que le impone tres pruebas.",
        attributes={"año": 2006},
    ),
    "COLMENA": item(472, "El espíritu de la colmena", "Drama", "posguerra, infancia, cine, pueblo",
                    attributes={"año": 1973}),
    "CAFETERA": item(
        473, "Cafetera Brasa", "Cocina, Café", "acero inoxidable, italiana, inducción",
        "Una cafetera italiana de acero para seis tazas.", brand="Lumbre", price=42.0, currency="EUR",
    ),
    "MOLINILLO": item(474, "Molinillo Brasa", "Cocina, Café", "manual, cerámica, compacto", brand="Lumbre"),
    "LINCE": item(
        475, "El lince vuelve al valle", "Naturaleza, Ciencia", "lince, conservación, fauna, Andalucía",
        "Tras años de trabajo, los biólogos han visto crías de lince en un valle donde había desaparecido.",
    ),
    "LOBO": item(476, "Convivir con el lobo", "Naturaleza, Sociedad", "lobo, ganadería, conservación"),
}  # fmt: skip

REASONS = reasons(
    """
@ JAWS, BIRDS, because_viewed, en
+ You viewed “The Birds”, and here too nature turns on the people of a quiet seaside place.
+ After “The Birds”, another suspenseful horror classic in which animals attack, this time from the ocean.
+ Like “The Birds”, this one builds its suspense by the sea, until a shark comes for the bathers.
+ Since you viewed “The Birds”, here is a tense hunt for a great white shark off a summer resort.
+ “The Birds” made you look up; this one will make you think twice about the beach.
- person: Since you viewed “The Birds”, try this suspenseful shark hunt directed by Steven Spielberg.
- award: Like “The Birds”, a suspenseful horror film, and one that won three Oscars.
- number: Like “The Birds”, this suspenseful film packs its 124 minutes with terror on the beach.
- history: You have watched “The Birds” again and again, so this suspenseful shark film will suit you.
- sequel: This sequel to “The Birds” takes the suspense from the air to the ocean.
- category: Like “The Birds”, this is a warm romantic comedy set by the sea.
- title: Like “The Birds” and “Rear Window”, this film lets its suspense build slowly.
- plot: Like “The Birds”, suspense by the sea, as a marine biologist trains dolphins to save the town.

@ WINDOW, CONVERSATION, because_rated, en, rating=0.9
+ You rated “The Conversation” highly, and this is another mystery about someone who watches too much.
+ As in “The Conversation”, a man at a distance believes that he has discovered a murder.
+ You gave “The Conversation” a high rating; here a photographer spies on his neighbours and suspects murder.
+ A quiet, clever mystery for someone who thought so well of “The Conversation”.
- person: You rated “The Conversation” highly, and James Stewart is just as obsessive here.
- place: You rated “The Conversation” highly, and this murder mystery plays in the same San Francisco streets.
- superlative: You rated “The Conversation” highly; this is the greatest thriller ever made about murder.
- popularity: You rated “The Conversation” highly, and viewers all over the world adore this murder mystery.
- rating: You rated “The Conversation” poorly, so here is a better mystery about a murder.
- year: You rated “The Conversation” highly, and this mystery from 1962 also turns on a murder.

@ UP, RAT, because_liked, en
+ You liked “Ratatouille”, and this is another Pixar adventure about an unlikely friendship.
+ Because you liked “Ratatouille”, a tender animated tale about an old man, a boy and a flying house.
+ Like “Ratatouille”, a warm-hearted animation for children and adults, with friendship at its centre.
+ If “Ratatouille” charmed you, this widower who flies off under a cloud of balloons should too.
- place: You liked “Ratatouille”, and this Pixar friendship also unfolds in Paris.
- plot: You liked “Ratatouille”; here a young chef ties balloons to his restaurant and flies away.
- person: You liked “Ratatouille”, and Pete Docter brings the same Pixar magic to this adventure.
- history: You liked “Ratatouille” and bought the book, so this Pixar friendship is for you.
- number: You liked “Ratatouille”; this Pixar adventure needs 20,622 balloons to lift the house.
- category: You liked “Ratatouille”, and this Pixar western is full of gunfights and friendship.

@ NINE, IT, because_viewed, en
+ You viewed “It”, and this dark animated adventure has frights of its own.
+ After “It”, a dark story of rag dolls hunted by machines in a ruined world.
+ If the dark mood of “It” was to your taste, these rag dolls in a ruined world may be too.
- title: You viewed “It”, and like “Up” this is an animated adventure with a dark side.
- person: You viewed “It”, and Tim Burton produced this dark animated adventure about rag dolls.
- category: You viewed “It”, and this is another horror film with a killer clown.
- number: You viewed “It”; this dark adventure follows 12 rag dolls against the machines.

@ IT, None, because_asked, en, query=something scary for Halloween
+ You asked for something scary, and a clown that feeds on childhood fears should do for Halloween.
+ Scary enough for Halloween: a horror tale about a small town, a clown and childhood fears.
+ For Halloween, a thriller about friends in a small town and the clown that frightens them.
- popularity: Scary enough for Halloween, and the most watched horror film of the decade.
- person: For Halloween, this scary Stephen King adaptation about a clown in a small town.
- fit: You asked for a comedy, and this clown in a small town delivers.
- plot: For Halloween, a scary tale of a clown who escapes from a prison in a small town.
- safety: For Halloween, a scary film that is perfectly suitable for small children.

@ BIGBROTHER, CONVERSATION, because_viewed, en
+ You viewed “The Conversation”, and this drama imagines a whole state built on surveillance.
+ “The Conversation” is about surveillance too; here it reaches a clerk who falls in love against the rules.
+ Since “The Conversation”, you may be ready for a bleaker look at surveillance: a dystopia and a forbidden love.
- person: You viewed “The Conversation”, and George Orwell's dystopia takes surveillance further.
- ending: Like “The Conversation”, a surveillance story, and one that ends happily for the clerk.
- number: You viewed “The Conversation”; this dystopia about surveillance is set in 2084.

@ RUNNERS, None, trending, en
+ Many people are discovering this drama about two runners and their road to the Olympic Games.
+ A moving story of friendship and faith on the running track that people are turning to just now.
- number: Over 50,000 people watched this drama about two Olympic runners this week.
- award: Many people are discovering this Oscar-winning drama about two Olympic runners.
- music: Many are discovering this drama about Olympic runners and its famous Vangelis score.

@ RUNNERS, None, new, en
+ A new one for you: two British runners with very different reasons to train for the Olympic Games.
- date: Released last week: a drama about two British runners at the Olympic Games.
- truth: New for you: a drama about two runners who become champions in the marathon.

@ EARBUDS, SPEAKER, because_bought, en
+ You bought the “Duno Portable Speaker”, and these compact Bluetooth earbuds bring sound along when you are alone.
+ To go with your “Duno Portable Speaker”: compact earbuds with noise cancelling, also from Tallis.
+ You bought “Duno Portable Speaker”; these sweatproof earbuds are from the same brand and play for eight hours.
+ When “Duno Portable Speaker” is too loud for the train, these noise cancelling earbuds keep the music to yourself.
- price: You bought the “Duno Portable Speaker”, and these compact earbuds cost just 49 euros.
- discount: You bought the “Duno Portable Speaker”, and these compact earbuds are on sale right now.
- stock: You bought the “Duno Portable Speaker”; only a few of these Bluetooth earbuds are left.
- number: You bought the “Duno Portable Speaker”, and these earbuds play for thirty hours.
- property: You bought the “Duno Portable Speaker”, and these Bluetooth earbuds are just as waterproof.
- brand: You bought the “Duno Portable Speaker”, and these compact earbuds come from Sony.
- popularity: You bought the “Duno Portable Speaker”; most buyers also add these bestselling earbuds.
- cheaper: You bought the “Duno Portable Speaker”, and these Bluetooth earbuds are the cheapest in the shop.
- delivery: You bought the “Duno Portable Speaker”; these compact earbuds ship free until tomorrow.

@ SHIRT, CHINO, because_viewed, en
+ You viewed the “Chino Trousers Lago”, and this breathable linen shirt goes well with them in summer.
+ A loose white linen shirt to wear with the “Chino Trousers Lago” on warm days.
+ From the same brand as the “Chino Trousers Lago”, a summer shirt in washed linen.
+ The “Chino Trousers Lago” you looked at would pair nicely with this airy linen shirt.
- colour: You viewed the “Chino Trousers Lago”, and this linen shirt comes in the same sand colour.
- material: You viewed the “Chino Trousers Lago”, and this shirt is made of the same cotton.
- history: You bought the “Chino Trousers Lago”, and this linen shirt goes well with them.
- organic: You viewed the “Chino Trousers Lago”; this summer shirt is made of certified organic linen.
- origin: You viewed the “Chino Trousers Lago”, and this linen shirt is sewn by hand in Italy.
- size: You viewed the “Chino Trousers Lago”, and this linen shirt is available up to 4XL.

@ BIKE, PANNIER, because_bought, en
+ You bought the “Pannier Bag Dock”, and this city bike has just the rack to hang it on.
+ A low-step bike for the daily commute, with a rack for your “Pannier Bag Dock”.
+ Your “Pannier Bag Dock” is made for commuting, and so is this Velora bike with lights and mudguards.
- number: You bought the “Pannier Bag Dock”, and this city bike offers twenty-one gears.
- electric: You bought the “Pannier Bag Dock”, and this electric city bike makes commuting effortless.
- weight: You bought the “Pannier Bag Dock”, and this city bike weighs only 11 kilos.
- test: You bought the “Pannier Bag Dock”; this commuting bike was voted best of the year by testers.

@ BIKE, None, because_asked, en, query=a bike for getting to work
+ You asked for a bike to get to work on: this one has lights, mudguards and a rack.
+ Made for the daily commute, this aluminium bike with disc brakes is ready for getting to work.
- guarantee: For getting to work: a city bike with a ten-year guarantee and disc brakes.
- comparison: A bike for getting to work that is lighter than any other in our shop.

@ TIDE, LANTERN, because_liked, en
+ You liked “Lantern Keeper”, and this is another atmospheric puzzle adventure with a rich story.
+ If you enjoyed “Lantern Keeper”, dive into a drowned city and piece together why its people left.
+ Like “Lantern Keeper”, an atmospheric game to explore alone, this time under water.
- studio: You liked “Lantern Keeper”, and the same developers made this atmospheric puzzle game.
- mode: You liked “Lantern Keeper”; explore this flooded city together with friends online.
- place: You liked “Lantern Keeper”, and this atmospheric puzzle game is set in a lighthouse as well.
- number: You liked “Lantern Keeper”; this atmospheric puzzle game takes around fifteen hours to finish.
- platform: You liked “Lantern Keeper”, and this puzzle adventure runs on the Nintendo Switch.

@ FLEET, COLONY, because_viewed, en
+ You viewed “Red Colony”, and here is more strategy in space, this time with a whole fleet to command.
+ From the base building of “Red Colony” to outwitting rival admirals, turn by turn.
+ A strategy game in space like “Red Colony”, and one that you can play against others.
- number: You viewed “Red Colony”, and this strategy game in space has over 200 ships.
- place: You viewed “Red Colony”, and this strategy game takes you back to Mars.
- real-time: You viewed “Red Colony”, and this real-time strategy game in space is just as deep.
- score: You viewed “Red Colony”; critics gave this space strategy game a 9 out of 10.

@ FERRY, TRAM, because_viewed, en
+ You read “The tram that nobody wanted”, and this too is about local transport and what it costs.
+ After “The tram that nobody wanted”, another local story about transport, budgets and angry commuters.
+ The council has decided on the ferry; a follow-up for a reader of “The tram that nobody wanted”.
- person: You viewed “The tram that nobody wanted”; here Mayor Collins defends the end of the ferry.
- number: You viewed “The tram that nobody wanted”; this local story shows how 300 jobs were lost.
- reversal: You viewed “The tram that nobody wanted”; here the council votes to save the local ferry.
- date: You viewed “The tram that nobody wanted”, and this ferry story was published on Monday.

@ SLEEP, NAPS, because_viewed, en
+ You viewed “In praise of the afternoon nap”, and this explains what sleep does for the brain.
+ If “In praise of the afternoon nap” interested you, this looks at the research behind sleep and memory.
+ Where “In praise of the afternoon nap” argues for rest, this shows how the sleeping brain sorts the day.
- institution: You viewed “In praise of the afternoon nap”; Harvard researchers explain sleep here.
- claim: You viewed “In praise of the afternoon nap”; this proves that sleep prevents dementia.
- number: You viewed “In praise of the afternoon nap”; learn here why ninety minutes of sleep are enough.
- author: You viewed “In praise of the afternoon nap”, and its author writes about sleep again here.

@ SLEEP, None, explore, en
+ Something a little different: a look at what the brain keeps and what it lets go at night.
+ Off your usual path, but worth a read: how deep sleep helps the brain to remember.
- language: Mal etwas anderes: ein Blick darauf, was das Gehirn nachts behält.
- markup: Something different: **deep sleep** and [the brain](https://example.org) at night.

@ MUEHLE, KANNE, because_bought, de
+ Du hast „Filterkanne Anton“ gekauft, und diese Handmühle aus Edelstahl passt gut dazu.
+ Zu deiner „Filterkanne Anton“ mahlt diese Mühle mit Keramikmahlwerk den Kaffee frisch.
+ Wer mit der „Filterkanne Anton“ Kaffee kocht, freut sich über frisch gemahlene Bohnen, auch auf Reisen.
+ Passend zur „Filterkanne Anton“ und ebenfalls von Röstwerk: eine handliche Kaffeemühle für unterwegs.
- material: Du hast „Filterkanne Anton“ gekauft; diese Mühle ist wie sie aus Glas und Kork.
- elektrisch: Du hast „Filterkanne Anton“ gekauft, und diese elektrische Mühle mahlt den Kaffee sekundenschnell.
- preis: Du hast „Filterkanne Anton“ gekauft; diese Handmühle aus Edelstahl kostet nur 39 Euro.
- herkunft: Du hast „Filterkanne Anton“ gekauft; diese Handmühle wird in Deutschland hergestellt.
- testsieger: Du hast „Filterkanne Anton“ gekauft; diese Handmühle aus Edelstahl ist mehrfacher Testsieger.
- zahl: Du hast „Filterkanne Anton“ gekauft; diese Handmühle hat vierzig Mahlstufen.

@ BOOT, WESTEN, because_rated, de, rating=0.95
+ Du hast „Im Westen nichts Neues“ sehr gut bewertet; auch hier zeigt sich der Krieg aus der Enge heraus.
+ Wie „Im Westen nichts Neues“ ein eindringliches Kriegsdrama, diesmal an Bord eines U-Boots.
+ Nach „Im Westen nichts Neues“ ein weiteres Drama über Menschen im Krieg, hier im Atlantik.
+ Ein packendes Drama um eine U-Boot-Besatzung, passend zu „Im Westen nichts Neues“.
- person: Du hast „Im Westen nichts Neues“ sehr gut bewertet; Wolfgang Petersen erzählt ebenso eindringlich vom Krieg.
- zeit: Du hast „Im Westen nichts Neues“ sehr gut bewertet; auch dieses Drama spielt im Ersten Weltkrieg.
- vorlage: Wie „Im Westen nichts Neues“ ein Kriegsdrama, das auf einem berühmten Roman beruht.
- preis: Wie „Im Westen nichts Neues“ ein Kriegsdrama, sechsfach für den Oscar nominiert.
- superlativ: Nach „Im Westen nichts Neues“ der beste deutsche Kriegsfilm aller Zeiten.

@ NACHTZUG, RADWEG, because_viewed, de
+ Du hast „Streit um den Radweg“ angesehen; auch hier geht es um Verkehr und Klima.
+ Nach „Streit um den Radweg“ ein weiterer Blick auf die Verkehrswende, diesmal auf der Schiene.
+ Wenn dich „Streit um den Radweg“ beschäftigt hat: Hier liest du, warum der Nachtzug wiederkommt und was ihm fehlt.
- zahl: Du hast „Streit um den Radweg“ angesehen; hier geht es um 40 neue Nachtzüge für das Klima.
- ort: Du hast „Streit um den Radweg“ angesehen; dieser Artikel erklärt den neuen Nachtzug nach Barcelona.
- firma: Du hast „Streit um den Radweg“ angesehen; hier plant die Deutsche Bahn neue Nachtzüge.
- gegenteil: Du hast „Streit um den Radweg“ angesehen; hier erfährst du, warum der Nachtzug für immer verschwindet.

@ KARAWANE, HANSE, because_liked, de
+ Dir hat „Hansekontor“ gefallen; auch hier lebst du vom Handel, nur in der Wüste statt auf See.
+ Wie „Hansekontor“ ein Strategiespiel rund um den Handel, ruhig und Runde für Runde.
+ Von den Schiffen in „Hansekontor“ zu den Kamelen einer Karawane: wieder zählt kluger Handel.
- modus: Dir hat „Hansekontor“ gefallen; diesen Handel in der Wüste spielst du mit bis zu vier Freunden.
- zeit: Dir hat „Hansekontor“ gefallen; auch dieses Handelsspiel führt dich ins Mittelalter.
- studio: Dir hat „Hansekontor“ gefallen; vom selben Studio stammt dieses Handelsspiel in der Wüste.

@ KARAWANE, None, popular, de
+ Bei vielen beliebt: eine Karawane durch die Wüste führen und in Oasen handeln.
- zahl: Schon über eine Million Mal verkauft: das Handelsspiel in der Wüste.

@ CHORALE, ECOLE, because_viewed, fr
+ Vous avez vu « Être et avoir » ; ici aussi, un adulte change la vie des enfants qu'on lui confie.
+ Comme « Être et avoir », un film tendre sur l'enfance, où la musique prend toute la place.
+ Après « Être et avoir », retrouvez l'enfance et l'école à travers une chorale d'internat.
+ L'enfance racontée avec douceur, comme dans « Être et avoir », mais portée par une chorale.
- personne: Vous avez vu « Être et avoir » ; Gérard Jugnot est touchant dans ce drame sur l'enfance.
- genre: Comme « Être et avoir », un documentaire sur l'enfance et sur la musique.
- prix: Comme « Être et avoir », un film sur l'enfance, récompensé par deux César.
- succès: Comme « Être et avoir », un film sur l'enfance, vu par huit millions de spectateurs.
- histoire: Vous avez adoré « Être et avoir » et tous les drames musicaux ; cette chorale est pour vous.

@ POELE, COCOTTE, because_bought, fr
+ Vous avez acheté « Cocotte Garance » ; cette poêle en fonte complète bien votre cuisine.
+ Pour accompagner « Cocotte Garance », une poêle en fonte émaillée qui va aussi au four.
+ De la même maison que « Cocotte Garance », une poêle durable et compatible avec l'induction.
- prix: Vous avez acheté « Cocotte Garance » ; cette poêle en fonte est en promotion cette semaine.
- matière: Vous avez acheté « Cocotte Garance » ; cette poêle en cuivre est tout aussi durable.
- propriété: Vous avez acheté « Cocotte Garance » ; cette poêle en fonte passe au lave-vaisselle.
- garantie: Vous avez acheté « Cocotte Garance » ; cette poêle en fonte est garantie à vie.
- chef: Vous avez acheté « Cocotte Garance » ; les grands chefs ont tous cette poêle en fonte.

@ LOIRE, GLACIER, because_viewed, fr
+ Vous avez lu « Les derniers jours d'un glacier » ; voici un autre visage du climat, au bord de la Loire.
+ Après « Les derniers jours d'un glacier », un reportage sur un fleuve que l'on traverse à pied.
+ Comme « Les derniers jours d'un glacier », une histoire d'eau qui manque et de climat qui change.
- lieu: Vous avez vu « Les derniers jours d'un glacier » ; ici, la sécheresse frappe les Alpes.
- chiffre: Vous avez vu « Les derniers jours d'un glacier » ; le climat a fait baisser la Loire de trois mètres.
- cause: Vous avez vu « Les derniers jours d'un glacier » ; ici, une usine pollue la Loire et le climat.
- date: Vous avez vu « Les derniers jours d'un glacier » ; publié hier, ce reportage parle du climat.

@ LOIRE, None, editorial, fr
+ Notre rédaction vous propose ce reportage sur la Loire, ses pêcheurs et la sécheresse.
- langue: Our editors picked this report on the Loire, its fishermen and the drought.

@ FAUNO, COLMENA, because_viewed, es
+ Has visto «El espíritu de la colmena»; aquí otra niña se refugia en la fantasía durante la posguerra.
+ Como «El espíritu de la colmena», mira la posguerra con los ojos de la infancia.
+ Después de «El espíritu de la colmena», un cuento oscuro de hadas y laberintos en la posguerra.
+ Si te gustó el aire de «El espíritu de la colmena», aquí la infancia se cruza con un fauno.
- persona: Has visto «El espíritu de la colmena»; Guillermo del Toro vuelve aquí a la posguerra.
- premio: Como «El espíritu de la colmena», infancia y posguerra, en una película premiada en Cannes.
- género: Como «El espíritu de la colmena», una comedia musical sobre la infancia en la posguerra.
- final: Como «El espíritu de la colmena», infancia y posguerra, con un final en el que la niña se salva.
- lugar: Como «El espíritu de la colmena», infancia y posguerra, esta vez en un barrio de México.

@ CAFETERA, MOLINILLO, because_bought, es
+ Compraste «Molinillo Brasa»; esta cafetera italiana de acero es su pareja natural.
+ Para el café que mueles con «Molinillo Brasa», una cafetera italiana apta para inducción.
+ De la misma marca que «Molinillo Brasa», una cafetera de acero para seis tazas.
- número: Compraste «Molinillo Brasa»; esta cafetera italiana prepara doce tazas de una vez.
- precio: Compraste «Molinillo Brasa»; esta cafetera italiana cuesta ahora la mitad.
- material: Compraste «Molinillo Brasa»; esta cafetera italiana es de aluminio ligero.
- origen: Compraste «Molinillo Brasa»; esta cafetera de acero está fabricada en Italia.
- opiniones: Compraste «Molinillo Brasa»; esta cafetera de acero es la favorita de nuestros clientes.

@ LINCE, LOBO, because_viewed, es
+ Has visto «Convivir con el lobo»; este artículo cuenta otra historia de conservación, la del lince.
+ Después de «Convivir con el lobo», una buena noticia sobre la fauna de Andalucía.
+ Como «Convivir con el lobo», trata de conservación: los biólogos han visto crías donde ya no quedaban linces.
- número: Has visto «Convivir con el lobo»; este artículo cuenta cómo han nacido treinta linces.
- lugar: Has visto «Convivir con el lobo»; este artículo habla del lince en Asturias.
- contrario: Has visto «Convivir con el lobo»; este artículo explica por qué el lince se ha extinguido.
- persona: Has visto «Convivir con el lobo»; la bióloga Marta Ruiz habla aquí de conservación.

@ LINCE, None, because_asked, es, query=animales en peligro
+ Para tu búsqueda de animales en peligro: cómo el lince ha vuelto a un valle.
- popularidad: Para tu búsqueda de animales en peligro, el artículo más leído del mes sobre el lince.

@ NINE, UP, because_viewed, en
+ After “Up”, an animated adventure with a far darker sky: rag dolls against the machines that hunt them.
+ You viewed “Up”; this is animation of a bleaker kind, and every bit as imaginative.

@ UP, NINE, because_viewed, en
+ You viewed “9”, and here is a gentler animated adventure, lifted by balloons and an unexpected friendship.

@ BIGBROTHER, IT, because_viewed, en
+ Not a clown as in “It” but a whole state to be afraid of: a dystopia that stays with you.

@ JAWS, None, because_asked, en, query=a tense film about the sea
+ Tense from start to finish, and all about what may be swimming in the sea below you.

@ WINDOW, None, popular, en
+ A murder mystery seen through a window, and a favourite of many people here.

@ EARBUDS, None, because_asked, en, query=something small for listening on the train
+ Small enough for any pocket, and the noise cancelling helps when the train is loud.

@ KANNE, None, because_asked, de, query=Geschenk für Kaffeetrinker
+ Ein schönes Geschenk für Kaffeetrinker: eine Kanne aus Glas mit einem Griff aus Kork.

@ BOOT, None, trending, de
+ Gerade entdecken viele dieses beklemmende Drama aus dem Inneren eines U-Boots.

@ COCOTTE, None, because_asked, fr, query=de quoi mijoter un ragoût
+ Pour mijoter un ragoût tout en douceur, une cocotte en fonte qui va sur l'induction.

@ CHORALE, None, new, fr
+ Une découverte pour vous : l'histoire d'une chorale qui rend l'espoir à tout un internat.

@ COLMENA, None, explore, es
+ Algo distinto para ti: un drama sobre la infancia, el cine y un pueblo de la posguerra.

@ MOLINILLO, None, because_asked, es, query=moler café en casa
+ Para moler café en casa, un molinillo manual y compacto con muelas de cerámica.
    """,
    ITEMS,
)
