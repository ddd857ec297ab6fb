"""A hundred and eleven reasons in plain words, as small models write them, to try new rules on.

Measured (84 % of the false caught, 19 % of the true refused); the gate learnt nothing from it.
"""

from __future__ import annotations

from tests.rerank.labelled_format import item, reasons

ITEMS = {
    "SPEED": item(
        901, "Speed", "Action, Thriller", "bus, bomb, los angeles, police",
        "A policeman must keep a city bus above fifty miles per hour, or a bomb goes off.", attributes={"year": 1994},
    ),
    "HARD": item(902, "Die Hard", "Action, Thriller", "skyscraper, hostages, christmas, police",
                 attributes={"year": 1988}),
    "LITTLE": item(
        903, "Little Women", "Drama, Romance", "sisters, new england, civil war, writer",
        "Four sisters grow up in New England while their father is away at war.", attributes={"year": 1994},
    ),
    "SENSE": item(904, "Sense and Sensibility", "Drama, Romance", "sisters, england, jane austen, inheritance",
                  attributes={"year": 1995}),
    "GROUNDHOG": item(
        905, "Groundhog Day", "Comedy, Fantasy, Romance", "time loop, weatherman, small town, redemption",
        "A grumpy weatherman wakes up to the same day again and again.", attributes={"year": 1993},
    ),
    "TRUMAN": item(906, "The Truman Show", "Comedy, Drama", "reality television, small town, surveillance, freedom",
                   attributes={"year": 1998}),
    "MIXER": item(
        921, "Hand Mixer Alba", "Kitchen, Mixers", "five speeds, dough hooks, quiet, white",
        "A light and quiet hand mixer with whisks and dough hooks.", brand="Kestrel", price=59.0, currency="EUR",
    ),
    "SCALE": item(922, "Kitchen Scale Alba", "Kitchen, Scales", "digital, baking, white, glass", brand="Kestrel"),
    "JACKET": item(
        923, "Rain Shell Coll", "Clothing, Jackets", "waterproof, windproof, hood, cycling",
        "A packable shell with taped seams, a long back and a hood that fits over a helmet.", brand="Tarn",
        price=149.0, currency="EUR",
    ),
    "LIGHTS": item(924, "Bike Light Set", "Cycling, Lights", "led, rechargeable, waterproof, commuting"),
    "KEPLER": item(
        931, "Harbour Lines", "Strategy, Simulation", "trains, logistics, sandbox, pixel art",
        "Build railways between ports and keep a growing country supplied.", attributes={"year": 2020},
    ),
    "FARM": item(932, "Mill Valley", "Simulation", "farming, sandbox, pixel art, village",
                 attributes={"year": 2016}),
    "SLEEP": item(
        941, "What your brain does while you sleep", "Science, Health", "sleep, brain, memory, dreams",
        "In deep sleep the brain sorts the day's memories and washes out waste.",
    ),
    "COFFEE": item(942, "How long coffee keeps you awake", "Science, Health", "caffeine, sleep, coffee"),
    "OWL": item(
        943, "The owl that moved into town", "Nature, Cities", "owls, birds, cities, rats",
        "Eagle owls nest on church towers and hunt rats between parked cars.",
    ),
    "FOX": item(944, "Foxes on the night bus", "Nature, Cities", "foxes, cities, wildlife"),
    "BOOT": item(
        951, "Das Boot", "Drama, Krieg", "U-Boot, Zweiter Weltkrieg, Atlantik, Enge",
        "Die Mannschaft eines deutschen U-Boots kämpft im Atlantik ums Überleben.", attributes={"jahr": 1981},
    ),
    "UNTERGANG": item(952, "Der Untergang", "Drama, Krieg", "Zweiter Weltkrieg, Berlin, Bunker",
                      attributes={"jahr": 2004}),
    "WASSER": item(953, "Wasserkocher Fjord", "Küche, Wasserkocher", "Edelstahl, Temperaturwahl, leise",
                   "Ein leiser Wasserkocher aus Edelstahl mit wählbarer Temperatur.", brand="Norda", price=69.0,
                   currency="EUR"),
    "TEE": item(954, "Teesieb Fjord", "Küche, Tee", "Edelstahl, fein", brand="Norda"),
    "CHOEUR": item(
        961, "Les Choristes", "Comédie, Drame", "musique, pensionnat, enfants, chorale",
        "Un surveillant fonde une chorale dans un internat pour garçons difficiles.", attributes={"année": 2004},
    ),
    "FILS": item(962, "Être et avoir", "Documentaire", "école, enfants, campagne, instituteur"),
    "LAB": item(
        971, "El laberinto del fauno", "Drama, Fantasía, Guerra", "posguerra, niña, criaturas, laberinto",
        "En la España de posguerra, una niña descubre un laberinto y a un fauno que le pone tres pruebas.",
        attributes={"año": 2006, "director": "Guillermo del Toro"},
    ),
    "ESPINAZO": item(972, "El espinazo del diablo", "Drama, Terror, Guerra", "orfanato, fantasma, guerra civil",
                     attributes={"año": 2001, "director": "Guillermo del Toro"}),
}  # fmt: skip

REASONS = reasons(
    """
@ SPEED, HARD, because_viewed, en
+ Because you viewed Die Hard: another action thriller with a police hero under extreme pressure.
+ You watched Die Hard, and this nonstop action thriller traps its passengers on a bus with a bomb.
+ Like Die Hard, it builds tension in a confined space, this time a bus in Los Angeles.
+ You viewed Die Hard, so this fast-moving action film about a bomb on a city bus could be a great choice.
- actor: You viewed Die Hard, and here Sandra Bullock takes the wheel of a bus.
- swapped: Like Die Hard, hostages are held in a skyscraper.
- plot: You viewed Die Hard, and here terrorists hijack a plane over Los Angeles.
- award: You viewed Die Hard; this action thriller won an Oscar for its sound.
- history: You rated Die Hard five stars, so hop on this bus.
- season: You viewed Die Hard, and this bus thriller is set at Christmas too.
- director: You viewed Die Hard; this action film has the same director of photography.
@ LITTLE, SENSE, because_liked, en
+ Because you liked Sense and Sensibility: another heartfelt period drama about sisters.
+ You liked Sense and Sensibility, and this tender story follows four sisters growing up in New England.
+ You liked Sense and Sensibility; here is another romantic drama about family and love.
- swapped: You liked Sense and Sensibility, and here sisters lose their inheritance in England.
- author: You liked Sense and Sensibility; this drama is based on another Austen novel.
- plot: You liked Sense and Sensibility; here one of four sisters runs off with a soldier.
- number: You liked Sense and Sensibility; this is a story of three sisters.
- ranking: You liked Sense and Sensibility; this is one of the top ten period films.
@ GROUNDHOG, TRUMAN, because_rated, en, rating=0.7
+ You rated The Truman Show well, and this clever comedy also turns small-town life upside down.
+ You liked The Truman Show; try this funny and thoughtful fantasy about a man stuck in a time loop.
+ Like The Truman Show, a comedy with heart about a man trapped in an odd small town.
- love: You loved The Truman Show, so this comedy is for you.
- swapped: You liked The Truman Show; here too a man's life is broadcast on reality television.
- actor: You liked The Truman Show; Bill Murray is hilarious in this one.
- plot: You liked The Truman Show; here a weatherman predicts a deadly storm.
- genre: You liked The Truman Show; this is a gritty crime drama in a small town.
@ GROUNDHOG, None, because_asked, en, query=feel-good comedy
+ You asked for a feel-good comedy: a grumpy weatherman learns to enjoy the same day over and over.
+ A feel-good comedy with romance and a touch of fantasy.
- date: A feel-good comedy released this year.
- people: A feel-good comedy your whole family already loves.
@ MIXER, SCALE, because_bought, en
+ You bought Kitchen Scale Alba, and this quiet hand mixer matches it.
+ Because you bought Kitchen Scale Alba: a white hand mixer from the same brand for your baking.
+ Once the flour is weighed on your Kitchen Scale Alba, this mixer takes care of the dough.
- power: You bought Kitchen Scale Alba; this mixer has a powerful 600-watt motor.
- swapped: You bought Kitchen Scale Alba, and this digital mixer is white too.
- material: You bought Kitchen Scale Alba; this mixer comes with a glass bowl.
- cleaning: You bought Kitchen Scale Alba; the whisks of this mixer are dishwasher safe.
- price: You bought Kitchen Scale Alba; this mixer is a real bargain.
- others: You bought Kitchen Scale Alba; home bakers rave about this mixer.
@ JACKET, LIGHTS, because_viewed, en
+ You viewed Bike Light Set, and this waterproof jacket keeps you dry on the way to work.
+ Because you viewed Bike Light Set: a windproof shell made for cycling, with a hood that fits over a helmet.
+ Ride safely in bad weather: after Bike Light Set, a packable rain jacket.
- swapped: You viewed Bike Light Set, and this jacket has a rechargeable light too.
- feature: You viewed Bike Light Set; this jacket has reflective stripes.
- colour: You viewed Bike Light Set; this cycling jacket is bright yellow.
- brand: You viewed Bike Light Set, also made by Tarn; this shell is waterproof.
- history: You ordered Bike Light Set, so here is a jacket for cycling.
- lining: You viewed Bike Light Set; this jacket has a warm fleece lining.
@ KEPLER, FARM, because_viewed, en
+ Because you viewed Mill Valley: another pixel art sandbox, this time about building railways.
+ You viewed Mill Valley, so you may enjoy planning train lines in this relaxed strategy game.
+ If you like the open-ended building of Mill Valley, try connecting ports by rail.
- swapped: You viewed Mill Valley, and here you also run a farm near a village.
- mode: You viewed Mill Valley; this railway game has a co-op mode.
- plot: You viewed Mill Valley; here you defend your railways against bandits.
- graphics: You viewed Mill Valley; this railway game has photorealistic 3D graphics.
- developer: You viewed Mill Valley; its creator also made this railway game.
@ SLEEP, COFFEE, because_viewed, en
+ You viewed How long coffee keeps you awake; this article explains what happens in the brain during sleep.
+ Because you viewed How long coffee keeps you awake: more on the science of sleep, memory and dreams.
+ Another article about health and sleep, following How long coffee keeps you awake.
- swapped: You viewed How long coffee keeps you awake; read how caffeine changes dreams.
- number: You viewed How long coffee keeps you awake; adults need seven hours of sleep.
- health: You viewed How long coffee keeps you awake; deep sleep helps you lose weight.
- source: You viewed How long coffee keeps you awake; Harvard scientists explain deep sleep.
- contrary: You viewed How long coffee keeps you awake; in deep sleep the brain forgets the day's memories.
@ OWL, FOX, because_viewed, en
+ You viewed Foxes on the night bus, and this one is about owls that have made the city their home.
+ Because you viewed Foxes on the night bus: more urban wildlife, with owls on church towers.
+ Wild animals in the city again after Foxes on the night bus: eagle owls hunting rats.
- swapped: You viewed Foxes on the night bus; this article follows foxes and owls through town.
- plot: You viewed Foxes on the night bus; here owls attack people in the city.
- danger: You viewed Foxes on the night bus; these owls are close to extinction.
- place: You viewed Foxes on the night bus; this article is about owls in Helsinki.
@ OWL, None, explore, en
+ Something new for you: eagle owls that nest on church towers.
- popular: Something new for you: the article everyone is sharing about owls.
@ SPEED, None, popular, en
+ Popular with many people here: an action thriller about a bomb on a bus.
- sold: Popular: the highest-earning action film of its year.
@ SLEEP, None, new, en
+ New: what the brain does with the day's memories during deep sleep.
- author: New: a famous neurologist on what the brain does in deep sleep.
@ BOOT, UNTERGANG, because_viewed, de
+ Weil Sie Der Untergang angesehen haben: noch ein eindringliches Drama über den Zweiten Weltkrieg.
+ Sie haben Der Untergang gesehen; hier kämpft die Mannschaft eines U-Boots ums Überleben.
+ Wie Der Untergang ein beklemmendes Kriegsdrama, diesmal in der Enge eines U-Boots.
- vertauscht: Sie haben Der Untergang gesehen; auch dieses Drama spielt im Bunker.
- besetzung: Sie haben Der Untergang gesehen; hier spielt Jürgen Prochnow den Kapitän.
- preis: Sie haben Der Untergang gesehen; dieses Kriegsdrama war für sechs Oscars nominiert.
- ort: Sie haben Der Untergang gesehen; dieses Kriegsdrama spielt im Pazifik.
- ende: Sie haben Der Untergang gesehen; hier versinkt das U-Boot mit der ganzen Mannschaft.
@ WASSER, TEE, because_bought, de
+ Sie haben Teesieb Fjord gekauft; dieser Wasserkocher aus Edelstahl passt gut dazu.
+ Weil Sie Teesieb Fjord gekauft haben: ein leiser Wasserkocher mit einstellbarer Temperatur für Ihren Tee.
+ Von derselben Marke wie Teesieb Fjord: ein Wasserkocher für die richtige Temperatur.
- material: Sie haben Teesieb Fjord gekauft; dieser Wasserkocher ist aus Glas.
- merkmal: Sie haben Teesieb Fjord gekauft; dieser Wasserkocher hat einen Kalkfilter.
- zeit: Weil Sie Teesieb Fjord gekauft haben: dieser Wasserkocher kocht Wasser in zwei Minuten.
- angebot: Weil Sie Teesieb Fjord gekauft haben: dieser Wasserkocher, solange der Vorrat reicht.
- test: Weil Sie Teesieb Fjord gekauft haben: der Testsieger unter den Wasserkochern.
@ CHOEUR, FILS, because_viewed, fr
+ Vous avez vu Être et avoir : ce film tendre raconte aussi l'école et les enfants.
+ Parce que vous avez vu Être et avoir : la musique change la vie de garçons difficiles.
+ Après Être et avoir, une comédie dramatique émouvante sur une chorale dans un internat.
- échange: Vous avez vu Être et avoir : ce documentaire se passe aussi dans une école.
- intrigue: Vous avez vu Être et avoir : ici les élèves incendient leur internat.
- chiffre: Vous avez vu Être et avoir : ce film a fait huit millions d'entrées.
- acteur: Vous avez vu Être et avoir : Gérard Jugnot dirige une chorale d'enfants.
- prix: Vous avez vu Être et avoir : ce drame a reçu deux César.
@ LAB, ESPINAZO, because_viewed, es
+ Porque viste El espinazo del diablo: otra fantasía oscura de Guillermo del Toro sobre la posguerra.
+ Has visto El espinazo del diablo; aquí una niña descubre criaturas en un laberinto.
+ Como El espinazo del diablo, mezcla el horror de la guerra con lo fantástico.
- cambiado: Porque viste El espinazo del diablo: otro fantasma en un orfanato.
- premio: Porque viste El espinazo del diablo: ganó tres premios Óscar.
- trama: Has visto El espinazo del diablo; aquí una niña mata al capitán.
- lugar: Has visto El espinazo del diablo; este drama transcurre en México.
- gusto: Te encantó El espinazo del diablo; aquí tienes otra fantasía.
- niños: Has visto El espinazo del diablo; este cuento es ideal para ver con niños.
""",
    ITEMS,
)
