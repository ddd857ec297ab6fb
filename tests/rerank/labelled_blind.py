"""Two hundred reasons written with the gate shut: at first 85 % of the false were caught, 15 % of the true refused.

Since then one kind that it let pass is caught, amounts and decades in words (see ``labelled_plain``).

Films with titles as short as a letter, furniture, food, sports gear, podcasts, museums, apps, trips.
"""

from __future__ import annotations

from tests.rerank.labelled_format import item, reasons

ITEMS = {
    "M": item(
        601, "M", "Crime, Thriller", "serial killer, police, underworld, berlin, manhunt",
        "Police and criminals alike hunt a murderer who terrifies a city.", attributes={"year": 1931},
    ),
    "Z": item(602, "Z", "Drama, Thriller", "assassination, politics, investigation, corruption",
              attributes={"year": 1969}),
    "TWENTYONE": item(
        603, "21", "Crime, Drama", "gambling, las vegas, students, mathematics",
        "A gifted student joins a group that counts cards in Las Vegas to pay for medical school.",
        attributes={"year": 2008},
    ),
    "STING": item(604, "The Sting", "Comedy, Crime", "con artists, chicago, revenge, 1930s",
                  attributes={"year": 1973}),
    "BIG": item(
        605, "Big", "Comedy, Fantasy", "wish, childhood, toys, growing up",
        "A boy's wish to be big comes true overnight, and he finds work at a toy company.", attributes={"year": 1988},
    ),
    "HOOK": item(606, "Hook", "Adventure, Fantasy", "pirates, childhood, flying, father", attributes={"year": 1991}),
    "GRAVITY": item(
        607, "Gravity", "Sci-Fi, Thriller", "space, astronaut, survival, disaster",
        "After debris destroys their shuttle, two astronauts drift above the Earth with little oxygen left.",
        attributes={"year": 2013},
    ),
    "APOLLO": item(608, "Apollo 13", "Adventure, Drama", "space, nasa, survival, teamwork", attributes={"year": 1995}),
    "SOFA": item(
        621, "Sofa Halm", "Furniture, Sofas", "two-seater, removable covers, oak legs, grey",
        "A compact sofa for small rooms, with covers that come off for cleaning.", brand="Lindgård", price=690.0,
        currency="EUR",
    ),
    "ARMCHAIR": item(622, "Armchair Halm", "Furniture, Armchairs", "oak legs, grey, wool", brand="Lindgård"),
    "OIL": item(
        623, "Olive Oil Serra", "Food, Oils", "cold-pressed, peppery, portugal, glass bottle",
        "Pressed within hours of the harvest; grassy, with a peppery finish.", brand="Quinta Serra", price=16.5,
        currency="EUR",
    ),
    "SALT": item(624, "Flaky Sea Salt", "Food, Spices", "sea salt, portugal, cardboard box"),
    "SHOES": item(
        625, "Trail Shoes Lynx", "Sports, Running", "trail running, grippy, cushioned, women",
        "A trail shoe with deep lugs for mud and a cushioned heel for long descents.", brand="Karst", price=135.0,
        currency="EUR",
    ),
    "SOCKS": item(626, "Running Socks Lynx", "Sports, Running", "trail running, merino, breathable", brand="Karst"),
    "PODCAST": item(
        631, "Voices from the Deep", "Podcasts, Science", "ocean, whales, sound, research",
        "A biologist drops microphones into the ocean and tries to make sense of what whales say.",
    ),
    "FOREST": item(632, "The Listening Forest", "Podcasts, Nature", "birds, sound, forest"),
    "APP": item(
        633, "Tidy Notes", "Apps, Productivity", "notes, offline, tags, no account",
        "Notes that stay on your device, sorted by tags and found in an instant.",
    ),
    "TASKS": item(634, "Slow List", "Apps, Productivity", "tasks, reminders, minimalist, offline"),
    "MUSEUM": item(
        635, "The Salt Mine Museum", "Trips, Museums", "salt, underground, guided tour, families",
        "Ride a small train into the mine and follow the miners' paths to an underground lake.",
    ),
    "CAVE": item(636, "Lantern Walk in the Stone Cave", "Trips, Nature", "cave, guided tour, underground"),
    "PIRATES": item(
        637, "Letters of Marque", "Board Games, Strategy", "pirates, trading, ships, negotiation",
        "Captains bargain, bluff and change sides as often as the wind.",
    ),
    "SPICE": item(638, "The Spice Ledger", "Board Games, Strategy", "trading, bidding, ships"),
    "STRIKE": item(
        639, "Nurses walk out over night shifts", "Health, Work", "nurses, strike, hospital, night shifts",
        "Nurses at the city hospital have stopped work for a day to protest against long night shifts.",
    ),
    "DOCTORS": item(640, "Why young doctors leave", "Health, Work", "doctors, hospital, burnout"),
    "SESSEL": item(
        651, "Teekanne Hagen", "Küche, Tee", "Steingut, Sieb, ein Liter, handbemalt",
        "Eine bauchige Teekanne aus Steingut mit herausnehmbarem Sieb.", brand="Töpferei Hagen", price=58.0,
        currency="EUR",
    ),
    "TASSE": item(652, "Teeschale Hagen", "Küche, Tee", "Steingut, handbemalt", brand="Töpferei Hagen"),
    "LOLA": item(
        653, "Lola rennt", "Action, Thriller", "Berlin, Zeit, Liebe, Techno",
        "Lola hat zwanzig Minuten, um Geld aufzutreiben und ihren Freund zu retten.", attributes={"Jahr": 1998},
    ),
    "OHBOY": item(654, "Oh Boy", "Komödie, Drama", "Berlin, Kaffee, Großstadt, schwarzweiß", attributes={"Jahr": 2012}),
    "MOOR": item(
        655, "Das Moor wird wieder nass", "Umwelt, Region", "Moor, Klima, Landwirte, Wasser",
        "Landwirte lassen ihre Wiesen überfluten, damit das Moor wieder wächst.",
    ),
    "BIBER": item(656, "Der Biber baut mit", "Umwelt, Tiere", "Biber, Fluss, Landwirte"),
    "KURS": item(
        657, "Brot backen für Anfänger", "Kurse, Backen", "Sauerteig, Mehl, Geduld, Schritt für Schritt",
        "In vier Lektionen vom Ansetzen des Sauerteigs bis zum ersten Laib.",
    ),
    "KUCHEN": item(658, "Kuchen ohne Schnickschnack", "Kurse, Backen", "Rührteig, Obst, einfach"),
    "TENTE": item(
        661, "Tente Bivouac", "Plein air, Tentes", "deux places, légère, imperméable, montage rapide",
        "Une tente légère pour deux, montée en trois gestes.", brand="Cairn", price=199.0, currency="EUR",
    ),
    "DUVET": item(662, "Duvet Bivouac", "Plein air, Couchage", "léger, chaud, compact", brand="Cairn"),
    "HAINE": item(
        663, "La Haine", "Drame", "banlieue, police, amitié, noir et blanc",
        "Vingt-quatre heures dans la vie de trois amis de banlieue après une nuit d'émeutes.",
        attributes={"année": 1995},
    ),
    "MISERABLES": item(664, "Les Misérables", "Drame, Policier", "banlieue, police, bavure",
                       attributes={"année": 2019}),
    "PHARE": item(
        665, "Le dernier gardien du phare", "Portrait, Littoral", "phare, mer, solitude, métier",
        "Pendant trente ans, il a allumé la lampe chaque soir ; aujourd'hui, un automate s'en charge.",
    ),
    "SONNEUR": item(666, "Celui qui sonnait les cloches", "Portrait, Village", "cloches, métier, village"),
    "MANTA": item(
        671, "Manta Lana Alba", "Hogar, Mantas", "lana, suave, tejida, crema",
        "Una manta de lana suave, tejida en telar, para el sofá o la cama.", brand="Telar Alba", price=89.0,
        currency="EUR",
    ),
    "COJIN": item(672, "Cojín Alba", "Hogar, Cojines", "lana, crema, cremallera", brand="Telar Alba"),
    "RELATOS": item(
        673, "Relatos salvajes", "Comedia, Drama", "venganza, humor negro, episodios, Argentina",
        "Seis historias de personas corrientes que un día pierden el control.", attributes={"año": 2014},
    ),
    "VOLVER": item(674, "Volver", "Comedia, Drama", "madre e hija, La Mancha, fantasmas, mujeres",
                   attributes={"año": 2006}),
    "SEQUIA": item(
        675, "El pueblo que guarda la lluvia", "Medio ambiente, Rural", "lluvia, sequía, aljibes, vecinos",
        "Los vecinos han limpiado los antiguos aljibes y vuelven a recoger el agua de lluvia.",
    ),
    "ACEQUIA": item(676, "Las acequias despiertan", "Medio ambiente, Rural", "agua, acequias, agricultura"),
}  # fmt: skip

REASONS = reasons(
    """
    @ M, Z, because_viewed, en
    + You viewed “Z”, and this is another tense hunt for a killer, with police and criminals on the same trail.
    + Like “Z”, a dark thriller about a murder, though here the whole underworld joins the manhunt.
    + After “Z”, a crime thriller in which a frightened city looks for a murderer.
    - person: You viewed “Z”, and Peter Lorre is chilling as the killer in this thriller.
    - year: You viewed “Z”, and this crime thriller from the fifties follows a manhunt.
    - theme: Like “Z”, a thriller about an assassination and the politicians behind it.
    - claim: You viewed “Z”; this thriller invented the serial killer film.
    - plot: You viewed “Z”; here a journalist is framed for murder by the police.

    @ TWENTYONE, STING, because_rated, en, rating=1.0
    + You rated “The Sting” highly, and these students have a clever trick of their own, at the tables of Las Vegas.
    + You gave “The Sting” top marks; here is another story of brains against the house, with cards and mathematics.
    + Like “The Sting”, a crime story for people who enjoy a plan coming together.
    - person: You rated “The Sting” highly; Kevin Spacey leads this crime drama about gambling.
    - truth: You rated “The Sting” highly, and this gambling drama is inspired by real events.
    - place: You rated “The Sting” highly, and this crime drama about gambling is set in Chicago.
    - number: You rated “The Sting” highly; here six students win millions in Las Vegas.
    - rating: You rated “The Sting” as a disappointment, so this crime drama about gambling may be better.

    @ BIG, HOOK, because_liked, en
    + You liked “Hook”, and this fantasy also asks what becomes of childhood when you grow up.
    + Because you liked “Hook”, here is a funny, warm fantasy about a boy whose wish comes true.
    + Like “Hook”, a fantasy about growing up, and full of toys.
    - person: You liked “Hook”, and Tom Hanks makes this childhood fantasy shine.
    - plot: You liked “Hook”; here a boy flies off with pirates in a childhood fantasy.
    - popularity: You liked “Hook”, and generations of families have treasured this childhood fantasy.
    - history: You liked “Hook” as a child, so this fantasy about growing up should please you.
    - title: You liked “Hook”, and this childhood fantasy has the wonder of Peter Pan.

    @ GRAVITY, APOLLO, because_viewed, en
    + You viewed “Apollo 13”, and here two astronauts face a disaster of their own in space.
    + Survival in space, as in “Apollo 13”, and with hardly a moment to breathe.
    + After “Apollo 13”, another tense story of astronauts in trouble, high above the Earth.
    - number: You viewed “Apollo 13”; here astronauts have ninety minutes of oxygen left in space.
    - award: You viewed “Apollo 13”, and this space thriller took home seven Oscars.
    - place: You viewed “Apollo 13”, and this survival thriller takes astronauts to the moon.
    - agency: Like “Apollo 13”, a NASA rescue mission, told as a space thriller.
    - technique: You viewed “Apollo 13”, and this space thriller was shot in 3D.

    @ GRAVITY, None, because_asked, en, query=a short and gripping space film
    + Gripping from the first minute: two astronauts adrift in space with little oxygen.
    - length: Short and gripping: only an hour and a half of astronauts lost in space.

    @ SOFA, ARMCHAIR, because_bought, en
    + You bought “Armchair Halm”, and this grey sofa stands on the same oak legs.
    + A compact two-seater to match “Armchair Halm”, with covers you can take off for cleaning.
    + From the makers of “Armchair Halm”, a sofa that suits small rooms.
    + Your “Armchair Halm” has found company: a grey sofa from the same brand.
    - function: You bought “Armchair Halm”, and this sofa unfolds into a bed for guests.
    - material: You bought “Armchair Halm”, and this grey sofa is upholstered in the same wool.
    - assembly: You bought “Armchair Halm”; this compact sofa arrives fully assembled.
    - price: You bought “Armchair Halm”, and this grey sofa is a bargain at 499 euros.
    - size: You bought “Armchair Halm”; this sofa seats up to four people comfortably.
    - colour: You bought “Armchair Halm”, and this sofa comes in a choice of blue or green.

    @ OIL, SALT, because_bought, en
    + You bought “Flaky Sea Salt”, and this peppery olive oil also comes from Portugal.
    + A grassy, cold-pressed oil to go with “Flaky Sea Salt” on warm bread.
    + Good food needs little: “Flaky Sea Salt” and a peppery olive oil pressed soon after the harvest.
    - organic: You bought “Flaky Sea Salt”, and this peppery olive oil is certified organic.
    - health: You bought “Flaky Sea Salt”; this olive oil lowers your cholesterol.
    - variety: You bought “Flaky Sea Salt”; this peppery oil is pressed from Cobrançosa olives.
    - award: You bought “Flaky Sea Salt”, and this olive oil won gold in New York.
    - cook: You bought “Flaky Sea Salt”; professional chefs cook with this peppery olive oil.

    @ SHOES, SOCKS, because_viewed, en
    + You viewed “Running Socks Lynx”, and these grippy trail shoes are made for the same muddy paths.
    + To wear with “Running Socks Lynx”: cushioned trail shoes from the same brand.
    + If “Running Socks Lynx” are for long runs, these shoes with a cushioned heel will keep up.
    - waterproof: You viewed “Running Socks Lynx”, and these trail shoes are waterproof too.
    - weight: You viewed “Running Socks Lynx”, and these trail shoes weigh next to nothing at 210 g.
    - sponsor: You viewed “Running Socks Lynx”; professional runners race in these trail shoes.
    - fit: You viewed “Running Socks Lynx”; these trail running shoes are cut for men with wide feet.
    - return: You viewed “Running Socks Lynx”, and you can return these trail shoes free of charge.

    @ PODCAST, FOREST, because_viewed, en
    + You viewed “The Listening Forest”, and this podcast listens as closely, only under water.
    + From bird song in “The Listening Forest” to the calls of whales: a podcast about sound.
    + Sound is the story here too, as in “The Listening Forest”, and the speakers are whales.
    - host: You viewed “The Listening Forest”, and David Attenborough presents this podcast on whales.
    - number: You viewed “The Listening Forest”; this podcast about sound has run for eight seasons.
    - frequency: You viewed “The Listening Forest”; this podcast on sound comes out every Thursday.
    - place: You viewed “The Listening Forest”; here a biologist records whales off Norway.

    @ APP, TASKS, because_liked, en
    + You liked “Slow List”, and these notes work offline in the same quiet way.
    + If you enjoy “Slow List”, here is an app for notes that asks for no account.
    + Like “Slow List”, a calm tool that works offline, with tags to keep your notes in order.
    - sync: You liked “Slow List”, and this app syncs your notes to the cloud.
    - price: You liked “Slow List”, and this offline app for notes is completely free.
    - security: You liked “Slow List”; this app encrypts your notes with military precision.
    - users: You liked “Slow List”, and half a million people keep offline notes in this app.

    @ MUSEUM, CAVE, because_viewed, en
    + You viewed “Lantern Walk in the Stone Cave”, and this guided tour goes underground by train.
    + Underground again, as on “Lantern Walk in the Stone Cave”, and this time to a hidden lake.
    + For families who liked the look of “Lantern Walk in the Stone Cave”: a guided tour of a salt mine.
    - hours: You viewed “Lantern Walk in the Stone Cave”; this underground tour is open daily from ten.
    - status: You viewed “Lantern Walk in the Stone Cave”; this salt mine is a world heritage site.
    - ticket: You viewed “Lantern Walk in the Stone Cave”; children go free on this underground tour.
    - depth: You viewed “Lantern Walk in the Stone Cave”; this tour takes you 300 metres underground.

    @ PIRATES, SPICE, because_liked, en
    + You liked “The Spice Ledger”, and here you trade at sea as well, with pirates for company.
    + Ships and trading, as in “The Spice Ledger”, but with more bluffing and broken promises.
    + If you like the trading in “The Spice Ledger”, this one lets you bargain face to face.
    - players: You liked “The Spice Ledger”; this trading game works for two to six players.
    - designer: You liked “The Spice Ledger”, and its designer is behind this trading game with ships.
    - mechanic: You liked “The Spice Ledger”, and in this trading game dice decide every battle.
    - age: You liked “The Spice Ledger”; this trading game is suitable for ages eight and over.

    @ STRIKE, DOCTORS, because_viewed, en
    + You viewed “Why young doctors leave”, and here nurses protest against their working conditions.
    + After “Why young doctors leave”, another report from the hospital: nurses and their long nights.
    + The same hospital world as in “Why young doctors leave”, seen by the nurses who walked out.
    - number: You viewed “Why young doctors leave”; here 400 hospital nurses stop work.
    - reversal: You viewed “Why young doctors leave”; here hospital nurses return to work with better pay.
    - person: You viewed “Why young doctors leave”; union leader Carla Reyes speaks for hospital nurses.
    - demand: You viewed “Why young doctors leave”; here hospital nurses demand higher salaries.

    @ SESSEL, TASSE, because_bought, de
    + Sie haben „Teeschale Hagen“ gekauft, und diese Teekanne ist ebenfalls von Hand bemalt.
    + Passend zu „Teeschale Hagen“: eine bauchige Kanne aus Steingut mit Sieb.
    + Für die nächste Teestunde mit „Teeschale Hagen“ eine handbemalte Kanne aus derselben Töpferei.
    - material: Sie haben „Teeschale Hagen“ gekauft; diese Teekanne ist aus feinem Porzellan.
    - größe: Sie haben „Teeschale Hagen“ gekauft; diese Teekanne aus Steingut fasst zwei Liter.
    - pflege: Sie haben „Teeschale Hagen“ gekauft; diese Teekanne ist spülmaschinenfest und mikrowellengeeignet.
    - herkunft: Sie haben „Teeschale Hagen“ gekauft; diese handbemalte Teekanne kommt aus Japan.
    - lager: Sie haben „Teeschale Hagen“ gekauft; von dieser Teekanne gibt es nur noch drei Stück.

    @ LOLA, OHBOY, because_viewed, de
    + Sie haben „Oh Boy“ gesehen; auch dieser Film streift durch Berlin, nur im Laufschritt.
    + Nach „Oh Boy“ noch einmal Berlin, diesmal als atemloser Wettlauf gegen die Zeit.
    + Wie „Oh Boy“ ein Film über Berlin, aber mit Techno statt Kaffee.
    - person: Sie haben „Oh Boy“ gesehen; hier rennt Franka Potente durch Berlin.
    - gemeinsam: Wie „Oh Boy“ ein Film über Berlin, in stimmungsvollem Schwarzweiß.
    - genre: Sie haben „Oh Boy“ gesehen; dieser Berliner Film ist eine ruhige Dokumentation über die Liebe.
    - erfolg: Sie haben „Oh Boy“ gesehen; dieser Film über Berlin wurde weltweit zum Kassenschlager.

    @ MOOR, BIBER, because_viewed, de
    + Sie haben „Der Biber baut mit“ gelesen; auch hier geben Landwirte der Natur etwas zurück.
    + Passend zu „Der Biber baut mit“: wie ein Moor wieder wächst, wenn man das Wasser lässt.
    + Nach „Der Biber baut mit“ ein weiterer Bericht über Landwirte, Wasser und Geduld.
    - zahl: Sie haben „Der Biber baut mit“ gelesen; hier überfluten Landwirte 800 Hektar Moor.
    - ort: Sie haben „Der Biber baut mit“ gelesen; hier vernässen Landwirte ein Moor in Ostfriesland.
    - gegenteil: Sie haben „Der Biber baut mit“ gelesen; hier legen Landwirte ein Moor trocken.
    - geld: Sie haben „Der Biber baut mit“ gelesen; hier bekommen Landwirte eine Prämie für ihr Moor.

    @ KURS, None, because_asked, de, query=Brot selber backen
    + Brot selber backen, Schritt für Schritt: vom Sauerteig bis zum ersten Laib.
    - dauer: Brot selber backen, in nur einer Stunde vom Mehl zum Laib.

    @ KURS, KUCHEN, because_viewed, de
    + Sie haben „Kuchen ohne Schnickschnack“ angesehen; auch beim Brot führt dieser Kurs in Ruhe zum Ziel.
    - zutat: Sie haben „Kuchen ohne Schnickschnack“ angesehen; hier backen Sie Brot mit Hefe und Nüssen.

    @ TENTE, DUVET, because_bought, fr
    + Vous avez acheté « Duvet Bivouac » ; cette tente légère de la même marque se monte vite.
    + Pour dormir dehors avec « Duvet Bivouac », une tente imperméable pour deux.
    + Aussi légère à porter que « Duvet Bivouac », cette tente attend la prochaine randonnée.
    - saison: Vous avez acheté « Duvet Bivouac » ; cette tente légère résiste à la neige et aux grands froids.
    - poids: Vous avez acheté « Duvet Bivouac » ; cette tente légère pèse à peine un kilo.
    - place: Vous avez acheté « Duvet Bivouac » ; cette tente imperméable accueille quatre personnes.
    - stock: Vous avez acheté « Duvet Bivouac » ; cette tente est bientôt épuisée.

    @ HAINE, MISERABLES, because_viewed, fr
    + Vous avez vu « Les Misérables » ; voici une autre journée de tension en banlieue, en noir et blanc.
    + Comme « Les Misérables », un drame sur la banlieue et la police, vu par trois amis.
    + Après « Les Misérables », retrouvez la colère et l'amitié de trois jeunes de banlieue.
    - personne: Vous avez vu « Les Misérables » ; Vincent Cassel est saisissant dans ce drame de banlieue.
    - prix: Comme « Les Misérables », un drame de banlieue, primé au festival de Cannes.
    - fin: Comme « Les Misérables », un drame de banlieue, où les trois amis finissent en prison.
    - genre: Comme « Les Misérables », la banlieue et la police, dans une comédie musicale pleine d'amitié.

    @ PHARE, SONNEUR, because_viewed, fr
    + Vous avez lu « Celui qui sonnait les cloches » ; voici un autre métier qui s'éteint, au bord de la mer.
    + Comme « Celui qui sonnait les cloches », le portrait d'un homme et de son métier.
    + Après « Celui qui sonnait les cloches », écoutez un gardien de phare raconter sa solitude.
    - lieu: Vous avez lu « Celui qui sonnait les cloches » ; ce portrait d'un gardien de phare mène en Bretagne.
    - nom: Vous avez lu « Celui qui sonnait les cloches » ; Yves Le Gall raconte ici son métier de gardien.
    - chiffre: Vous avez lu « Celui qui sonnait les cloches » ; ce gardien a exercé son métier pendant cinquante ans.

    @ MANTA, COJIN, because_bought, es
    + Compraste «Cojín Alba»; esta manta de lana en color crema hace juego con él.
    + Para el sofá donde está «Cojín Alba», una manta suave de la misma marca.
    + Tejida en telar y muy suave, la compañera ideal de «Cojín Alba» para las tardes frías.
    - material: Compraste «Cojín Alba»; esta manta suave es de algodón orgánico.
    - lavado: Compraste «Cojín Alba»; esta manta de lana se lava a máquina.
    - medida: Compraste «Cojín Alba»; esta manta de lana mide dos metros de largo.
    - origen: Compraste «Cojín Alba»; esta manta suave se teje en los Andes con lana de alpaca.

    @ RELATOS, VOLVER, because_viewed, es
    + Has visto «Volver»; aquí tienes otra mezcla de comedia y drama, con más humor negro.
    + Como «Volver», pasa de la risa al drama, esta vez en varias historias de venganza.
    + Después de «Volver», una comedia negra sobre gente corriente que pierde el control.
    - persona: Has visto «Volver»; Damián Szifron firma esta comedia dramática sobre la venganza.
    - número: Has visto «Volver»; esta comedia dramática reúne diez historias de venganza.
    - común: Como «Volver», una comedia dramática sobre una madre, su hija y un fantasma.
    - premio: Has visto «Volver»; esta comedia sobre la venganza arrasó en los premios Goya.

    @ SEQUIA, ACEQUIA, because_viewed, es
    + Has visto «Las acequias despiertan»; en este pueblo los vecinos vuelven a guardar el agua de lluvia.
    + Como «Las acequias despiertan», trata de agua y de memoria en el mundo rural.
    + Después de «Las acequias despiertan», otra respuesta sencilla a la sequía.
    - lugar: Has visto «Las acequias despiertan»; este pueblo de Almería también guarda el agua.
    - causa: Has visto «Las acequias despiertan»; aquí una empresa contamina el agua del pueblo.
    - número: Has visto «Las acequias despiertan»; este pueblo ha llenado dieciséis aljibes de agua.

    @ Z, M, because_viewed, en
    + You viewed “M”, and this thriller follows another investigation, here into politics and corruption.

    @ APOLLO, GRAVITY, because_viewed, en
    + After “Gravity”, a drama about teamwork when things go wrong in space.

    @ HOOK, None, popular, en
    + Popular with many people here: an adventure with pirates, flying and a father who remembers his childhood.

    @ STING, TWENTYONE, because_viewed, en
    + You viewed “21”, and these con artists bluff with even more style and a score to settle.

    @ ARMCHAIR, None, because_asked, en, query=a cosy chair for reading
    + A cosy place for reading: a grey wool armchair on oak legs.

    @ SALT, None, explore, en
    + A small change for your kitchen: sea salt from Portugal in a plain cardboard box.

    @ SPICE, None, new, en
    + New for you: a strategy game about ships, trading and knowing when to bid.

    @ DOCTORS, STRIKE, because_viewed, en
    + You viewed “Nurses walk out over night shifts”, and this asks why so many doctors burn out in hospital.

    @ BIBER, None, trending, de
    + Gerade entdecken viele diesen Bericht über Biber, die am Fluss mitbauen.

    @ TASSE, None, explore, de
    + Etwas für ruhige Minuten: eine handbemalte Schale aus Steingut für den Tee.

    @ DUVET, None, because_asked, fr, query=dormir au chaud en montagne
    + Pour dormir au chaud en montagne, un duvet compact qui se fait oublier dans le sac.

    @ SONNEUR, None, editorial, fr
    + Choisi par notre rédaction : un portrait sensible d'un métier et de son village.

    @ COJIN, None, new, es
    + Nuevo para ti: un cojín de lana en color crema, con cremallera.

    @ M, None, because_asked, en, query=an old crime film
    + An old crime film in which the police and the underworld hunt the same man.
    + From 1931, and still tense: a city, a murderer and two hunts for him.
    - style: An old crime film shot in glorious colour, with police on a manhunt.

    @ BIG, GRAVITY, because_viewed, en
    + Lighter than “Gravity” in every way: a wish, a toy company and a boy in a grown man's shoes.
    + You viewed “Gravity”; for a change of air, here is a comedy about growing up overnight.

    @ ARMCHAIR, SOFA, because_viewed, en
    + You viewed “Sofa Halm”, and this armchair has the oak legs and the grey of that sofa.
    + Next to “Sofa Halm”, a wool armchair for one.
    - cover: You viewed “Sofa Halm”, and this grey armchair has removable covers as well.

    @ SOCKS, SHOES, because_bought, en
    + You bought “Trail Shoes Lynx”, and these merino socks are made for the trail too.
    + Breathable merino for the inside of your “Trail Shoes Lynx”.
    - pack: You bought “Trail Shoes Lynx”; these trail running socks come in a pack of three.

    @ CAVE, None, because_asked, en, query=an outing with children when it rains
    + When it rains, go underground: a guided walk by lantern through a stone cave.
    - safety: For an outing with children when it rains: a cave tour with wheelchair access.

    @ TASKS, APP, because_liked, en
    + You liked “Tidy Notes”, and this minimalist list of tasks works offline as well.
    + Like “Tidy Notes”, a small app that leaves you in peace, with reminders when they are needed.

    @ FOREST, PODCAST, because_liked, en
    + You liked “Voices from the Deep”, and here the microphones are pointed at the birds of a forest.

    @ OHBOY, LOLA, because_viewed, de
    + Sie haben „Lola rennt“ gesehen; hier treibt jemand langsamer durch Berlin, auf der Suche nach Kaffee.
    + Nach „Lola rennt“ eine ruhigere Berliner Geschichte, in Schwarzweiß und mit leisem Humor.

    @ KUCHEN, KURS, because_viewed, de
    + Sie haben „Brot backen für Anfänger“ angesehen; dieser Kurs zeigt einfache Kuchen mit Obst.

    @ DUVET, TENTE, because_bought, fr
    + Vous avez acheté « Tente Bivouac » ; ce duvet léger tient chaud sans prendre de place.
    + Léger et compact, le complément de « Tente Bivouac » pour les nuits fraîches.
    - gonflant: Vous avez acheté « Tente Bivouac » ; ce duvet léger est garni de plumes d'oie.

    @ MISERABLES, HAINE, because_viewed, fr
    + Vous avez vu « La Haine » ; ce drame policier retrouve la banlieue des années plus tard.

    @ VOLVER, RELATOS, because_viewed, es
    + Has visto «Relatos salvajes»; aquí la comedia y el drama se mezclan entre madres, hijas y fantasmas.
    - época: Has visto «Relatos salvajes»; esta comedia dramática de mujeres está ambientada en la guerra civil.

    @ ACEQUIA, SEQUIA, because_viewed, es
    + Has visto «El pueblo que guarda la lluvia»; aquí también el agua da vida a la agricultura.
    """,
    ITEMS,
)
