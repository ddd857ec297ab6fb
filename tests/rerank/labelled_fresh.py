"""Two hundred reasons as a small model writes them: films, a shop, games and articles, written with the gate shut.

At first 93 % of the false were caught, 22 % of the true refused; since then amounts in words are caught, too.
"""

from __future__ import annotations

from tests.rerank.labelled_format import item, reasons

ITEMS = {
    "FARGO": item(
        801, "Fargo", "Crime, Drama, Thriller", "kidnapping, minnesota, dark comedy, police, snow",
        "A car salesman hires two crooks to kidnap his wife, and a pregnant police chief follows the trail.",
        attributes={"year": 1996, "director": "Joel Coen"},
    ),
    "BLOOD": item(802, "Blood Simple", "Crime, Drama, Thriller", "texas, murder, private detective, neo-noir",
                  attributes={"year": 1984, "director": "Joel Coen"}),
    "MATRIX": item(
        803, "The Matrix", "Action, Sci-Fi, Thriller", "virtual reality, hacker, martial arts, dystopia",
        "A hacker learns that the world around him is a simulation and joins a group of rebels.",
        attributes={"year": 1999},
    ),
    "RUNNER": item(804, "Blade Runner", "Sci-Fi, Thriller", "androids, dystopia, detective, los angeles, rain",
                   attributes={"year": 1982}),
    "BABE": item(
        805, "Babe", "Children, Comedy, Drama", "pig, farm, talking animals, sheepdog",
        "A piglet raised on a farm by sheepdogs learns to herd sheep.", attributes={"year": 1995},
    ),
    "CHICKEN": item(806, "Chicken Run", "Animation, Children, Comedy", "chickens, farm, escape, claymation",
                    attributes={"year": 2000}),
    "CASABLANCA": item(
        807, "Casablanca", "Drama, Romance, War", "morocco, nightclub, refugees, lost love, black and white",
        "A nightclub owner in wartime Morocco must choose between the woman he loves and helping her husband escape.",
        attributes={"year": 1942},
    ),
    "PARIS": item(808, "An American in Paris", "Musical, Romance", "paris, dancing, painter, gershwin",
                  attributes={"year": 1951}),
    "LAMP": item(
        821, "Desk Lamp Finch", "Home, Lighting", "led, adjustable arm, dimmable, aluminium, black",
        "A slim desk lamp with an adjustable arm and a dimmer on its foot.", brand="Ardal", price=79.0, currency="EUR",
    ),
    "DESK": item(822, "Standing Desk Heron", "Home, Furniture", "height-adjustable, oak, home office", brand="Ardal"),
    "BOTTLE": item(
        823, "Insulated Bottle 750", "Outdoor, Bottles", "stainless steel, leakproof, double wall, hiking",
        "Keeps drinks cold on a long hike; the lid closes tightly and the steel does not dent easily.",
        brand="Fjellvann", price=34.9, currency="EUR",
    ),
    "BOOTS": item(824, "Ridge Hiking Boots", "Outdoor, Shoes", "hiking, leather, waterproof, ankle support",
                  brand="Torsund"),
    "HEADPHONES": item(
        825, "Quiet One Headphones", "Electronics, Audio", "wireless, noise cancelling, over-ear, foldable",
        "Over-ear headphones that keep out the noise of trains and offices, and fold into a small case.",
        brand="Sonder", price=199.0, currency="USD",
    ),
    "SPEAKER": item(826, "Pebble Speaker", "Electronics, Audio", "wireless, portable, waterproof", brand="Sonder"),
    "ISLES": item(
        831, "Driftwood Isles", "Adventure, Puzzle", "islands, exploration, relaxing, single player, hand-drawn",
        "Sail between small islands, mend old lighthouses and piece together what happened to their keepers.",
        attributes={"year": 2021, "studio": "Low Tide Games"},
    ),
    "MOSS": item(832, "Mossgrove", "Simulation, Puzzle", "gardening, relaxing, hand-drawn, forest",
                 attributes={"year": 2019}),
    "BREACH": item(
        833, "Iron Orbit", "Strategy, Sci-Fi", "turn-based, space stations, mechs, permadeath",
        "Command three mechs on a failing space station and plan every turn before the hull gives way.",
        attributes={"year": 2018},
    ),
    "TACTICS": item(834, "Kings of Ash", "Strategy, Fantasy", "turn-based, dragons, campaign, permadeath"),
    "GLACIER": item(
        841, "What the glacier left behind", "Science, Climate", "glaciers, alps, archaeology, climate change",
        "Melting ice in the Alps gives up shoes, tools and bones, and researchers race to save them.",
    ),
    "OTZI": item(842, "The man in the ice", "Science, History", "archaeology, alps, mummy, copper age"),
    "RENT": item(
        843, "Why your rent keeps rising", "Economy, Cities", "rent, housing, landlords, cities",
        "Four tenants and an economist explain why flats get dearer even where many are built.",
    ),
    "TRAMS": item(844, "A city without cars", "Cities, Transport", "trams, bicycles, pedestrians, planning"),
    "SOURDOUGH": item(
        845, "Sourdough for beginners", "Food, Baking", "bread, sourdough, fermentation, recipe",
        "How to raise a starter from flour and water, and bake a first loaf in a cast-iron pot.",
    ),
    "YEAST": item(846, "What yeast does at night", "Food, Science", "bread, yeast, fermentation"),
    "LOLA": item(
        851, "Lola rennt", "Drama, Thriller", "Berlin, Zeit, Geld, Liebe",
        "Lola hat zwanzig Minuten, um Geld zu beschaffen und ihren Freund zu retten.",
        attributes={"jahr": 1998, "regie": "Tom Tykwer"},
    ),
    "VICTORIA": item(852, "Victoria", "Drama, Krimi", "Berlin, Bankraub, Nacht", attributes={"jahr": 2015}),
    "RUCKSACK": item(
        853, "Wanderrucksack Alm 30", "Outdoor, Rucksäcke", "wandern, leicht, Regenhülle, recycelt",
        "Ein leichter Rucksack mit Regenhülle und Belüftung am Rücken.", brand="Bergwerk", price=119.0, currency="EUR",
    ),
    "STOECKE": item(854, "Trekkingstöcke Alm", "Outdoor, Wandern", "wandern, faltbar, Aluminium", brand="Bergwerk"),
    "INTOUCHABLES": item(
        861, "Intouchables", "Comédie, Drame", "amitié, handicap, Paris, histoire vraie",
        "Un aristocrate tétraplégique engage un jeune de banlieue pour s'occuper de lui.", attributes={"année": 2011},
    ),
    "DINER": item(862, "Le Dîner de cons", "Comédie", "dîner, amitié, quiproquo", attributes={"année": 1998}),
    "COCOTTE": item(
        863, "Cocotte Garrigue", "Cuisine, Cocottes", "fonte, émaillée, four, mijoter",
        "Une cocotte en fonte émaillée pour mijoter longtemps, qui passe au four.", brand="Forgeval", price=149.0,
        currency="EUR",
    ),
    "COUTEAU": item(864, "Couteau de chef Garrigue", "Cuisine, Couteaux", "acier, bois d'olivier", brand="Forgeval"),
    "VOLVER": item(
        871, "Volver", "Comedia, Drama", "familia, madre, fantasma, La Mancha, mujeres",
        "Dos hermanas vuelven al pueblo de La Mancha, donde el fantasma de su madre parece haber regresado.",
        attributes={"año": 2006, "director": "Pedro Almodóvar"},
    ),
    "MADRE": item(872, "Todo sobre mi madre", "Drama", "madre, Barcelona, teatro, mujeres",
                  attributes={"año": 1999, "director": "Pedro Almodóvar"}),
    "CAFETERA": item(
        873, "Cafetera Brisa", "Cocina, Café", "italiana, aluminio, seis tazas, inducción",
        "Una cafetera italiana de aluminio para seis tazas, apta para inducción.", brand="Molinar", price=39.0,
        currency="EUR",
    ),
    "MOLINILLO": item(874, "Molinillo Brisa", "Cocina, Café", "manual, acero, café en grano", brand="Molinar"),
}  # fmt: skip

REASONS = reasons(
    """
@ FARGO, BLOOD, because_viewed, en
+ Because you viewed Blood Simple: another crime thriller directed by Joel Coen, this time in snowy Minnesota.
+ You viewed Blood Simple, so you may enjoy this darkly comic kidnapping story from the same director.
+ Like Blood Simple, Fargo is a tense crime drama where a simple plan goes badly wrong.
+ Since you watched Blood Simple, here's a crime film with a kidnapping, a police chief and plenty of dark humour.
- award: Because you viewed Blood Simple: this Joel Coen thriller won two Academy Awards.
- cast: You viewed Blood Simple; Fargo stars Frances McDormand as a determined police chief.
- history: You loved Blood Simple, so try another crime thriller by Joel Coen.
- swapped: Like Blood Simple, this crime story follows a private detective through Texas.
- plot: You viewed Blood Simple, and here a police chief hunts a serial killer in Minnesota.
@ BLOOD, FARGO, because_rated, en, rating=0.9
+ You rated Fargo highly, and this is an earlier Joel Coen thriller about a murder in Texas.
+ You gave Fargo a high rating, so here is a neo-noir crime story by the same director.
- superlative: You rated Fargo highly, and this is the Coens' finest work.
- genre: You rated Fargo highly, and this romantic comedy has the same director.
@ MATRIX, RUNNER, because_viewed, en
+ Because you viewed Blade Runner: a dystopian sci-fi thriller that questions what is real.
+ You watched Blade Runner, and this sci-fi action film also imagines a bleak future.
+ If you liked the dystopian mood of Blade Runner, this hacker's fight against a simulated world could be for you.
+ Blade Runner's dystopia meets martial arts and virtual reality here.
+ Another mind-bending science fiction thriller to follow Blade Runner, now with rebels and a hacker.
+ Fans of Blade Runner's dark future may enjoy this action-packed story of a hacker and a group of rebels.
- title: Because you viewed Blade Runner: like Inception, it bends reality.
- swapped: You watched Blade Runner, and here a detective hunts androids again.
- date: Because you viewed Blade Runner: a sci-fi classic from the 1980s.
- popularity: Most people who viewed Blade Runner also watched this one.
- number: A sci-fi thriller with four sequels, for fans of Blade Runner.
@ RUNNER, MATRIX, because_bought, en
+ You bought The Matrix; this older sci-fi thriller also shows a dark, dystopian future.
+ After buying The Matrix, you might like this rainy, futuristic detective story set in Los Angeles.
+ You bought The Matrix, so you may like this moody sci-fi film about androids and the detective who hunts them.
- history: You watched The Matrix three times, so this sci-fi thriller should suit you.
- price: You bought The Matrix; this sci-fi thriller now costs just 4.99.
@ BABE, CHICKEN, because_viewed, en
+ Because you viewed Chicken Run: another warm-hearted family comedy set on a farm.
+ Like Chicken Run, this gentle comedy gives farm animals a voice.
+ You watched Chicken Run, and Babe is a sweet story of a piglet who learns to herd sheep.
- genre: Because you viewed Chicken Run: another stop-motion animated comedy on a farm.
- swapped: Like Chicken Run, it follows chickens plotting their escape.
- plot: You watched Chicken Run, and here a piglet is chased by wolves.
- friends: Your children watched Chicken Run, so they will enjoy this farm comedy.
@ CASABLANCA, PARIS, because_liked, en
+ Because you liked An American in Paris: another classic romance in an exotic setting.
+ You liked An American in Paris, and this wartime love story is just as romantic, though far more bittersweet.
+ You liked An American in Paris; this black-and-white romance in a Moroccan nightclub may move you too.
- swapped: Because you liked An American in Paris: more dancing through the streets of Paris.
- invented: You liked An American in Paris, and this musical is set during the war.
- ranking: You liked An American in Paris; this romance is often named the greatest film ever.
- plot: You liked An American in Paris, and here a nightclub owner marries the woman he loves.
@ CASABLANCA, None, because_asked, en, query=an old romantic film
+ You asked for an old romantic film: this wartime romance from 1942 fits the bill.
+ An old black-and-white film about lost love, as you asked.
+ For your search for an old romantic film: a love story set in wartime Morocco.
- date: You asked for an old romantic film: this one is from 1939.
- language: Pediste una película romántica antigua: esta es de 1942.
- award: An old romantic film that won Best Picture.
@ LAMP, DESK, because_bought, en
+ You bought the Standing Desk Heron, and this dimmable desk lamp comes from the same brand.
+ Complete your home office: this slim adjustable lamp goes well with your Standing Desk Heron.
+ Because you bought Standing Desk Heron: a black LED lamp with an adjustable arm, also by Ardal.
+ Since you bought Standing Desk Heron, this Ardal lamp would be a handy addition to your workspace.
- swapped: You bought Standing Desk Heron, and this oak lamp comes from the same brand.
- feature: Because you bought Standing Desk Heron: an LED lamp with a USB charging port.
- offer: You bought Standing Desk Heron; get this Ardal lamp at 20% off until Sunday.
- price: A desk lamp for under 50 euros to match your Standing Desk Heron.
- popularity: Customers who bought Standing Desk Heron usually add this desk lamp.
@ BOTTLE, BOOTS, because_viewed, en
+ Because you viewed Ridge Hiking Boots: a leakproof steel bottle that keeps drinks cold on the trail.
+ Heading out in the Ridge Hiking Boots you viewed? This insulated bottle is ready for a long hike.
+ You viewed Ridge Hiking Boots, so this sturdy double-wall bottle could be useful on your next hike.
- history: You bought Ridge Hiking Boots, so take this steel bottle along.
- swapped: Because you viewed Ridge Hiking Boots: a leather bottle for hiking.
- claim: Because you viewed Ridge Hiking Boots: this bottle keeps coffee hot for a whole day.
- brand: You viewed Ridge Hiking Boots; this bottle is made by Torsund too.
- material: You viewed Ridge Hiking Boots; this glass bottle is good for hiking.
- markup: Because you viewed **Ridge Hiking Boots**: a bottle for the trail.
@ HEADPHONES, SPEAKER, because_viewed, en
+ Because you viewed Pebble Speaker: wireless headphones from Sonder for quiet listening on the train.
+ You viewed the Pebble Speaker, and these noise-cancelling headphones are wireless too.
+ Like the Pebble Speaker, these foldable headphones are easy to take along.
+ You viewed Pebble Speaker; these over-ear headphones are another portable way to listen.
- swapped: Like the Pebble Speaker, these headphones are waterproof.
- number: You viewed Pebble Speaker; these wireless headphones last 40 hours on one charge.
- stock: You viewed Pebble Speaker: only two of these headphones left.
@ HEADPHONES, None, popular, en
+ Popular right now: wireless headphones that block out the noise of trains and offices.
+ Many people here choose these foldable noise-cancelling headphones.
- superlative: The most popular headphones in the world, with noise cancelling.
- number: Popular: more than ten thousand people bought these wireless headphones.
@ ISLES, MOSS, because_viewed, en
+ Because you viewed Mossgrove: another relaxing, hand-drawn puzzle game, this time set among islands.
+ Relaxing like Mossgrove, with the same hand-drawn charm and puzzles to think over.
+ If you enjoy Mossgrove, try this peaceful adventure about mending old lighthouses.
+ Like Mossgrove, this is a relaxing game you can explore at your own pace.
+ You viewed Mossgrove, and this relaxing adventure adds sailing and a mystery about vanished keepers.
- swapped: Because you viewed Mossgrove: grow a garden on a small island.
- studio: You viewed Mossgrove, and this relaxing puzzle game comes from its developer.
- plot: Because you viewed Mossgrove: sail between islands and fight pirates.
- mode: You viewed Mossgrove; explore these islands online with friends.
- platform: Because you viewed Mossgrove: a relaxing puzzle game for Nintendo Switch.
@ BREACH, TACTICS, because_liked, en
+ Because you liked Kings of Ash: another turn-based strategy game where losses are permanent.
+ You liked Kings of Ash, and this one moves turn-based tactics to a failing space station.
+ You liked Kings of Ash; swap its dragons for mechs in this tense strategy game.
- swapped: You liked Kings of Ash, and here too dragons decide the battle.
- genre: You liked Kings of Ash, so try this real-time strategy game with mechs.
- contrary: You liked Kings of Ash; here your mechs come back to life after every loss.
@ TACTICS, None, new, en
+ New here: a turn-based fantasy strategy game with dragons.
+ A new fantasy campaign for those who like turn-based strategy.
- date: New: a fantasy strategy game with dragons, released last week.
- invented: New here: a turn-based strategy game with elves and dwarves.
@ GLACIER, OTZI, because_viewed, en
+ Because you read The man in the ice: more archaeology from the melting glaciers of the Alps.
+ You viewed The man in the ice, and this article looks at other finds that the Alpine ice gives up.
+ Like The man in the ice, this piece brings together archaeology and the Alps, with a look at climate change.
+ After The man in the ice, see how researchers race to save tools and bones from melting glaciers.
- swapped: You viewed The man in the ice, and this article is about another mummy.
- invented: Because you viewed The man in the ice: melting ice reveals a Roman village.
- author: You viewed The man in the ice; this article is by the same author.
- place: You viewed The man in the ice; here glaciers melt in the Himalayas.
- fact: Because you viewed The man in the ice: the Alps will lose their glaciers by 2100.
@ RENT, TRAMS, because_viewed, en
+ You viewed A city without cars, and this article looks at another side of city life: housing and rent.
+ Because you viewed A city without cars: tenants and an economist on why living in cities gets dearer.
+ Since you viewed A city without cars, you may be interested in how housing changes our cities.
- swapped: You viewed A city without cars, and this article explains housing and trams.
- contrary: You viewed A city without cars; read why rents in cities are finally falling.
- number: Because you viewed A city without cars: rents have doubled in many cities.
@ SOURDOUGH, YEAST, because_viewed, en
+ Because you viewed What yeast does at night: a beginner's recipe for baking your own sourdough bread.
+ You viewed What yeast does at night; put it into practice with this easy sourdough recipe.
+ More on fermentation and bread after What yeast does at night, starting with flour and water.
- number: You viewed What yeast does at night; bake sourdough bread in just three hours.
- invented: Because you viewed What yeast does at night: a sourdough recipe with rye and walnuts.
- health: You viewed What yeast does at night; sourdough bread is better for your stomach.
@ SOURDOUGH, None, explore, en
+ Something different: learn how to make sourdough bread from scratch.
+ A little outside your usual reading: baking a first loaf in a cast-iron pot.
- person: Something different: your neighbours already bake this sourdough.
@ FARGO, None, because_asked, en, query=dark comedy with crime
+ You asked for dark comedy with crime: a bungled kidnapping in snowy Minnesota.
+ Matches your request: a crime story with dark comedy, a pregnant police chief and a plan that falls apart.
+ A dark comedy about a car salesman and two crooks, just as you asked.
- plot: You asked for dark comedy with crime: a car salesman robs a bank.
@ BABE, None, trending, en
+ Trending now: a heart-warming farm comedy about a piglet.
+ Many people are discovering this charming children's film about a pig and sheepdogs.
- number: Trending now: a farm comedy watched by thousands this week.
@ MATRIX, None, editorial, en
+ Our editors' pick: a sci-fi thriller about a hacker who discovers the world is a simulation.
- quote: Our editors call it the smartest sci-fi thriller of the nineties.
@ ISLES, None, promoted, en
+ Promoted: a relaxing adventure among small islands and old lighthouses.
@ LOLA, VICTORIA, because_viewed, de
+ Weil Sie Victoria angesehen haben: noch ein rasantes Drama aus Berlin.
+ Sie haben Victoria gesehen, und auch Lola rennt spielt in Berlin und dreht sich um Geld und Zeit.
+ Weil Sie Victoria angesehen haben: eine junge Frau rennt durch Berlin, um ihren Freund zu retten.
+ Wie Victoria ein packender Thriller in Berlin, diesmal ein Wettlauf gegen die Zeit.
+ Nach Victoria könnte Ihnen dieser temporeiche Film über Liebe und Geld gefallen.
- vertauscht: Weil Sie Victoria angesehen haben: noch ein Bankraub in Berlin.
- besetzung: Sie haben Victoria gesehen; hier spielt Franka Potente die Hauptrolle.
- preis: Weil Sie Victoria angesehen haben: ein Thriller mit dem Deutschen Filmpreis.
- zahl: Sie haben Victoria gesehen; Lola hat nur zehn Minuten Zeit.
- verlauf: Sie haben Victoria geliebt, also passt dieser Thriller aus Berlin.
@ RUCKSACK, STOECKE, because_bought, de
+ Sie haben Trekkingstöcke Alm gekauft; dieser leichte Wanderrucksack ist von derselben Marke.
+ Passend zu den Trekkingstöcken: weil Sie Trekkingstöcke Alm gekauft haben, ein leichter Rucksack mit Regenhülle.
+ Weil Sie Trekkingstöcke Alm gekauft haben: ein belüfteter Rucksack für die nächste Wanderung.
- vertauscht: Sie haben Trekkingstöcke Alm gekauft; dieser Rucksack ist ebenfalls faltbar.
- angebot: Sie haben Trekkingstöcke Alm gekauft; der Rucksack ist heute im Angebot.
- merkmal: Weil Sie Trekkingstöcke Alm gekauft haben: ein Rucksack mit Trinksystem.
- andere: Wer Trekkingstöcke Alm kauft, nimmt meistens auch diesen Rucksack.
@ VICTORIA, None, popular, de
+ Bei vielen beliebt: ein Krimi über eine Nacht und einen Bankraub in Berlin.
- wahrheit: Bei vielen beliebt: ein Krimi über einen Bankraub, der wirklich geschehen ist.
@ INTOUCHABLES, DINER, because_viewed, fr
+ Parce que vous avez vu Le Dîner de cons : une autre comédie sur une amitié inattendue.
+ Vous avez regardé Le Dîner de cons ; cette comédie parle aussi d'amitié, avec plus d'émotion.
+ Comme Le Dîner de cons, une comédie drôle et humaine, inspirée d'une histoire vraie.
+ Après Le Dîner de cons, découvrez l'amitié entre un aristocrate et un jeune de banlieue.
- acteur: Vous avez vu Le Dîner de cons ; Omar Sy est irrésistible dans cette comédie.
- succès: Parce que vous avez vu Le Dîner de cons : cette comédie a attiré vingt millions de spectateurs.
- échange: Comme Le Dîner de cons, un dîner qui tourne au quiproquo.
- histoire: Vous avez adoré Le Dîner de cons, voici une autre comédie sur l'amitié.
- langue: You viewed Le Dîner de cons, and this comedy is about friendship as well.
@ COCOTTE, COUTEAU, because_bought, fr
+ Vous avez acheté Couteau de chef Garrigue : cette cocotte en fonte vient de la même marque.
+ Parce que vous avez acheté Couteau de chef Garrigue : une cocotte pour vos plats mijotés.
+ Pour compléter votre Couteau de chef Garrigue, une cocotte émaillée qui va au four.
- échange: Vous avez acheté Couteau de chef Garrigue : cette cocotte a aussi un manche en bois d'olivier.
- prix: Vous avez acheté Couteau de chef Garrigue : cette cocotte est en promotion cette semaine.
- garantie: Parce que vous avez acheté Couteau de chef Garrigue : une cocotte garantie à vie.
@ DINER, None, explore, fr
+ Pour changer un peu : une comédie où un dîner tourne au quiproquo.
- critique: Pour changer un peu : une comédie saluée par toute la presse.
@ VOLVER, MADRE, because_liked, es
+ Porque te gustó Todo sobre mi madre: otra historia de mujeres y madres de Pedro Almodóvar.
+ Te gustó Todo sobre mi madre, y Volver también habla de la familia, con un toque de humor.
+ Si te gustó Todo sobre mi madre, aquí tienes a dos hermanas y el fantasma de su madre.
+ Como Todo sobre mi madre, un drama sobre mujeres fuertes, con algo de comedia.
+ Porque te gustó Todo sobre mi madre: una comedia dramática del mismo director sobre la familia.
- reparto: Te gustó Todo sobre mi madre; aquí brilla Penélope Cruz.
- premio: Porque te gustó Todo sobre mi madre: premiada en Cannes por su guion.
- cambiado: Te gustó Todo sobre mi madre, y esta historia también transcurre en Barcelona.
- trama: Te gustó Todo sobre mi madre; aquí dos hermanas heredan una fortuna.
@ CAFETERA, MOLINILLO, because_viewed, es
+ Porque viste Molinillo Brisa: una cafetera italiana de la misma marca, para seis tazas.
+ Has visto Molinillo Brisa; con esta cafetera de aluminio puedes aprovechar el café recién molido.
+ Para acompañar a Molinillo Brisa, una cafetera clásica apta para inducción.
- historia: Compraste Molinillo Brisa, así que te vendrá bien esta cafetera italiana.
- material: Porque viste Molinillo Brisa: una cafetera de acero de la misma marca.
- oferta: Porque viste Molinillo Brisa: esta cafetera está rebajada solo por hoy.
- tiempo: Has visto Molinillo Brisa; esta cafetera hace café en tres minutos.
@ MADRE, None, trending, es
+ Ahora se ve mucho: un drama sobre una madre, el teatro y Barcelona.
- cifra: Ahora se ve mucho: un drama con siete premios Goya.
@ CHICKEN, BABE, because_viewed, en
+ You viewed Babe, and this claymation comedy is another farmyard tale with talking animals' charm.
+ Because you viewed Babe: another family comedy with farm animals, this time chickens on the run.
- swapped: You viewed Babe, and this comedy is also about a pig.
- voice: You viewed Babe; Mel Gibson voices a rooster in this animated comedy.
@ BOOTS, BOTTLE, because_bought, en
+ You bought Insulated Bottle 750; these waterproof leather boots suit the same long hikes.
+ Because you bought Insulated Bottle 750: sturdy leather boots for your next hike.
+ Ready for the trail: leather hiking boots with ankle support to go with your Insulated Bottle 750.
- swapped: You bought Insulated Bottle 750; these boots are made of stainless steel too.
- vegan: You bought Insulated Bottle 750; these hiking boots are fully vegan.
@ PARIS, CASABLANCA, because_viewed, en
+ You viewed Casablanca; for a lighter romance, here's a musical full of dancing in Paris.
+ You watched Casablanca, and this romantic musical follows a painter in Paris.
+ Because you viewed Casablanca: another classic romance, this one with music by Gershwin.
- history: You finished Casablanca last night, so here is another romance.
- title: You viewed Casablanca; this musical is as charming as Singin' in the Rain.
""",
    ITEMS,
)
