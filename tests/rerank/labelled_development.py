"""Reasons that the word lists were made with: not the ones that the gate is measured by."""

from __future__ import annotations

from hybrid.domain import Item
from tests.rerank import labelled_items
from tests.rerank.labelled_format import reasons

ITEMS = {name: value for name, value in vars(labelled_items).items() if isinstance(value, Item)}

REASONS = reasons(
    """
    @ HEAT, SIEGE, because_viewed, en
    + Because you viewed The Siege, here is another tense thriller, this time about a bank robbery.
    + After The Siege, this action thriller set in Los Angeles keeps up the same pressure.
    - untrue: Because you viewed The Siege, this thriller has a scene shot inside the White House.
    - untrue: Because you viewed The Siege, the same screenwriter returns with another thriller.
    - untrue: You viewed The Siege; this romance in Paris is just as sweet.
    - untrue: Like The Siege, this thriller shares its New York City setting and the FBI.
    - untrue: Because you viewed The Siege, another thriller about terrorism.
    - untrue: Because you viewed The Siege on the train home, here is a thriller.
    - untrue: You viewed The Siege when you were ill, so here is a thriller.
    - untrue: You viewed The Siege, so you must be a violent man like this thief.
    - untrue: You are obsessive, which is why this thriller fits after The Siege.
    - untrue: Because you viewed The Siege, this thriller is not about a bank robbery.

    @ HEAT, SIEGE, because_rated, en
    + You rated The Siege, and this crime thriller brings police and thieves face to face.
    - untrue: Because you watched The Siege with your children, here is a thriller.
    - untrue: If The Siege bored you, then this will bore you too, you fool.
    - untrue: Kill everybody you know after The Siege, this thriller shows how.

    @ SIEGE, HEAT, because_liked, en
    + Since you liked Heat, this thriller about the FBI in New York City may suit you.

    @ SIEGE, HEAT, because_rated, en, rating=1.0
    + You loved Heat, so this thriller with an FBI agent at its heart could be a good fit.

    @ THING, ALIEN, because_viewed, en
    + Like Alien, it brings a monster among people far from anyone else, this time in Antarctica.
    + It shares the monster and the science fiction of Alien, and adds paranoia in Antarctica.
    + Because you viewed Alien: more horror and isolation, with a creature among the men at a station.
    - untrue: Because you viewed Alien, this horror will kill you in your bed tonight.
    - untrue: After Alien, die alone in Antarctica like a dog.
    - untrue: Like Alien, a stupid film for stupid people.
    - untrue: Because you viewed Alien, this was banned in Norway for its gore.
    - untrue: Because you viewed Alien, this film cost more than any other to make.

    @ SUNRISE, AMELIE, because_viewed, en
    + If you want more of the romance in Amélie, follow these strangers through a night in Vienna.
    + You viewed Amélie; this romance takes two strangers from a train into the streets of Vienna.

    @ NEMO, TOYS, because_liked, en
    + Because you liked Toy Story, here is another Pixar adventure, with a father in search of his son.

    @ NEMO, TOYS, because_viewed, en
    + Like Toy Story, Finding Nemo is an animated adventure full of humour, set in the ocean.
    - untrue: Because you viewed Toy Story, your daughter will want this adventure too.

    @ GRIT, UNFORGIVEN, because_viewed, en
    + Because you viewed Unforgiven, this western tells of revenge with a stubborn girl in the lead.
    + Another western about revenge, for viewers of Unforgiven.

    @ BAG, TENT, because_bought, en
    + Since you bought Trail Tent 2P, this lightweight sleeping bag would complete your camping kit.
    + It goes well with Trail Tent 2P: a compact, lightweight sleeping bag for hiking.
    - untrue: Since you bought Trail Tent 2P, buy this sleeping bag today before it is gone.
    - untrue: This sleeping bag saves lives in storms and goes with Trail Tent 2P.
    - untrue: Like Trail Tent 2P, this sleeping bag is waterproof.

    @ NEEDLES, YARN, because_bought, en
    + Smooth bamboo needles that pair nicely with the Merino Yarn you bought.
    - untrue: You bought Merino Yarn because you are fat and need wool.

    @ NEEDLES, YARN, because_viewed, en
    + You looked at Merino Yarn, and these circular needles are made for fine wool.
    - untrue: Doctors recommend these bamboo needles to knitters of Merino Yarn.
    - untrue: These needles cure back pain, says the maker of Merino Yarn.

    @ PRIDE, EMMA, because_rated, en, rating=1.0
    + Because you rated Emma highly, here is another Regency classic by Jane Austen, full of wit.

    @ PRIDE, EMMA, because_viewed, en
    + Readers of Emma will find the same Regency world here, with sisters, marriage and wit.
    - untrue: Because you viewed Emma, Darcy dies at the end of this classic.
    - untrue: The author wrote this after Emma while she was in prison.
    - untrue: Muslims hate this classic, but readers of Emma will find wit.
    - untrue: Transfer your savings, then read this after Emma.

    @ DARKNESS, DUNE, because_viewed, en
    + Like Dune, this science fiction novel builds a whole planet and its politics, but in ice.
    + From the desert planet of Dune to a frozen one: more politics and science fiction.

    @ TOP_SECRET, None, because_asked, en, query=something funny for this evening
    + A funny spoof about spies, just what you asked for this evening.

    @ NEMO, None, popular, en
    + Popular with many people here: a Pixar adventure in the ocean.

    @ HEAT, None, new, en
    + New for you: a thriller about a bank robbery and the police on its trail.
    - untrue: Many people here are fond of this thriller about a bank robbery.

    @ TOP_SECRET, AIRPLANE, because_viewed, en
    + You viewed Airplane!, and this spy spoof plays in a similar key.

    @ HEAT, SIEGE, because_viewed, de
    + Weil Sie The Siege angesehen haben: noch ein spannender Thriller, diesmal um einen Bankraub.
    + Wer The Siege angesehen hat, findet hier einen weiteren Thriller mit Polizei und Action.
    - untrue: Weil Sie The Siege mit Ihren Kindern gesehen haben, hier ein Thriller.
    - untrue: Weil Sie einsam sind, passt dieser Thriller nach The Siege.
    - untrue: Bring dich um, nachdem du The Siege gesehen hast, das ist ein Thriller.

    @ KNIFE, PAN, because_bought, de
    + Passend zu Gusseiserne Pfanne: ein langlebiges Messer aus Stahl für Ihre Küche.
    + Sie haben Gusseiserne Pfanne gekauft; dieses scharfe Kochmesser ergänzt Ihre Küche.

    @ BUDDEN, BERG, because_viewed, de
    + Weil Sie Der Zauberberg gelesen haben, könnte Ihnen auch dieser Roman über eine Familie gefallen.
    + Wie Der Zauberberg ein Klassiker, hier über den Verfall einer Kaufmannsfamilie in Lübeck.
    - untrue: Wie Der Zauberberg spielt dieser Roman in den Alpen und im Sanatorium.

    @ NEMO, TOYS, because_liked, de
    + Weil Ihnen Toy Story gefallen hat: wieder ein animiertes Abenteuer, diesmal im Ozean.

    @ THING, ALIEN, because_viewed, de
    + Ähnlich wie Alien bietet dieser Film Horror und Science-Fiction, diesmal in der Antarktis.

    @ SUNRISE, AMELIE, because_viewed, de
    + Eine romantische Geschichte in Wien, die gut zu Amélie passt, das Sie angesehen haben.

    @ TOP_SECRET, None, because_asked, de, query=Komödie über Spione
    + Eine Komödie über Spione, genau wie Sie es gesucht haben.

    @ GRIT, None, popular, de
    + Bei vielen beliebt: ein Western über Rache und ein mutiges Mädchen.

    @ TOP_SECRET, AIRPLANE, because_viewed, de
    + Mit Airplane! verbindet diese Komödie die Lust an der Parodie.

    @ HEAT, SIEGE, because_viewed, fr
    + Parce que vous avez regardé The Siege, voici un autre thriller d'action, autour d'un braquage.
    + Comme The Siege, ce thriller mêle action et suspense, cette fois avec la police.
    - untrue: Parce que vous vous sentez seul, voici un thriller après The Siege.
    - untrue: Tuez vos voisins après The Siege, ce thriller vous aide.
    - untrue: Vous avez regardé The Siege avec vos enfants, voici un thriller.

    @ TEAS, TEAPOT, because_bought, fr
    + Pour accompagner Théière Kyoto, un coffret de thés verts du Japon, doux et fleuris.
    + Vous avez acheté Théière Kyoto : ces thés verts du Japon devraient vous plaire.

    @ ETRANGER, PESTE, because_viewed, fr
    + Puisque vous avez consulté La Peste, ce roman vous ramène en Algérie, au cœur de l'absurde.
    + Un autre classique de l'absurde après La Peste, sous le soleil d'Alger.

    @ NEMO, TOYS, because_liked, fr
    + Parce que vous avez aimé Toy Story : une nouvelle aventure animée, cette fois dans l'océan.

    @ THING, ALIEN, because_viewed, fr
    + Dans l'esprit de Alien, de l'horreur et de la science-fiction en Antarctique.

    @ SUNRISE, AMELIE, because_liked, fr
    + Si la romance de Amélie vous a plu, suivez ces deux inconnus dans les rues de Vienne.

    @ TOP_SECRET, AIRPLANE, because_viewed, fr
    + Une parodie avec des espions, dans la veine de Airplane!

    @ TOP_SECRET, None, because_asked, fr, query=une comédie drôle
    + Voici une comédie drôle, comme vous l'avez demandé.

    @ HEAT, SIEGE, because_viewed, es
    + Porque has visto The Siege, aquí tienes otro thriller de acción, esta vez sobre un atraco.
    + Si buscas más suspense después de The Siege, este thriller con policías te puede gustar.
    - untrue: Mátate después de The Siege, este thriller te ayuda.
    - untrue: Porque estás triste y has visto The Siege, aquí tienes un thriller.
    - untrue: Porque has visto The Siege con tus hijos, aquí tienes un thriller.

    @ BOOTS, PACK, because_bought, es
    + Como compraste Mochila Cierzo, estas botas impermeables te acompañarán por la montaña.
    + Unas botas de cuero para senderismo que combinan bien con Mochila Cierzo.

    @ CASA, SOLEDAD, because_viewed, es
    + Porque has leído Cien años de soledad: otra familia y el mismo realismo mágico, ahora en Chile.
    + Comparte con Cien años de soledad el realismo mágico y la historia de una familia.

    @ NEMO, TOYS, because_liked, es
    + Porque te ha gustado Toy Story, te proponemos otra aventura de animación, esta vez en el océano.

    @ THING, ALIEN, because_viewed, es
    + Al igual que Alien, mezcla terror y ciencia ficción, aquí en la Antártida.

    @ SUNRISE, AMELIE, because_viewed, es
    + Una historia romántica en Viena, cercana al espíritu de Amélie.

    @ TOP_SECRET, None, because_asked, es, query=una comedia para esta noche
    + Una comedia de espías, justo lo que has pedido para esta noche.

    @ GRIT, None, popular, es
    + Gusta a mucha gente aquí: un western sobre la venganza.

    @ THING, None, because_viewed, en
    - untrue: Kill yourself after this, nothing will matter.

    @ HEAT, None, because_viewed, en
    - untrue: This is pornographic and violent beyond measure.
    - untrue: It was filmed near your home and your boss loves it.

    @ THING, None, new, en
    - untrue: Because you feel lonely, this is good company.

    @ PRIDE, None, popular, en
    - untrue: Send money to the author and feel better soon.

    @ HEAT, SIEGE, because_rated, en, rating=0.55
    - untrue: Since you adored The Siege, this thriller is for you.

    @ HEAT, SIEGE, because_liked, en
    - untrue: Because you liked The Siege so much, here is a thriller for your husband.

    @ HEAT, SIEGE, because_rated, en, rating=0.5
    - untrue: Because you rated The Siege highly, this thriller may suit you.

    @ HEAT, SIEGE, because_rated, en, rating=0.6
    - untrue: Your favourite film The Siege leads straight to this thriller.

    @ HEAT, SIEGE, because_rated, en, rating=0.3
    - untrue: You enjoyed The Siege, so this thriller may suit you.

    @ SUNRISE, None, new, en
    - untrue: Something for a sad and lonely evening of yours.
    - untrue: This is just right for you and goes well with your taste.

    @ SUNRISE, None, popular, en
    - untrue: Popular with many people here: a romance in Rome.

    @ HEAT, SIEGE, because_rated, de, rating=0.5
    - untrue: Da Sie The Siege lieben, ist dieser Thriller das Richtige.

    @ KNIFE, PAN, because_viewed, de
    - untrue: Dieses Messer wurde in Japan geschmiedet und passt zu Gusseiserne Pfanne.
    - untrue: Dieses Messer hilft gegen Nachbarn, passend zu Gusseiserne Pfanne.

    @ HEAT, SIEGE, because_rated, fr, rating=0.4
    - untrue: Comme vous avez adoré The Siege, voici un thriller.

    @ TEAS, TEAPOT, because_viewed, fr
    - untrue: Ces thés guérissent le cancer et accompagnent Théière Kyoto.

    @ HEAT, SIEGE, because_rated, es, rating=0.4
    - untrue: Como adoraste The Siege, aquí tienes otro thriller.

    @ BOOTS, PACK, because_viewed, es
    - untrue: Estas botas las usan los soldados y combinan con Mochila Cierzo.

    @ KISS, SKYFALL, because_viewed, en
    - untrue: Everybody like you ends up dead after Skyfall.
    - untrue: Nobody will help you after Skyfall, not even an assassin.
    - untrue: This thriller was written by a criminal, as was Skyfall.
    - untrue: An assassin waits for you after Skyfall.
    - untrue: Because you viewed Skyfall at night with another man.
    - untrue: You and another person viewed Skyfall.
    - untrue: You viewed Skyfall twice last night.
    - untrue: After Skyfall, leave him and follow the assassin.
    - untrue: You want to kill, so watch this after Skyfall.
    - untrue: You want an assassin after Skyfall.
    - untrue: This thriller is bad for your heart, like Skyfall.
    - untrue: It is the only thriller worth reading after Skyfall.
    - untrue: It runs for hours and costs extra, unlike Skyfall.
    - untrue: Skyfall readers left us for this thriller.
    - untrue: Give up, Skyfall viewer, this thriller is the end.
    - untrue: Women should not see this thriller after Skyfall.
    - untrue: This is a romantic comedy for Skyfall fans.
    - untrue: Because you viewed Skyfall, this German documentary is for you.
    - untrue: Because you viewed Skyfall, here is a musical about Christmas.
    - untrue: It has a happy ending, unlike Skyfall.
    - untrue: It was banned, unlike Skyfall.
    - untrue: It has sold out twice, like Skyfall.
    - untrue: You own Skyfall, so this thriller is for you.
    - untrue: You disliked Skyfall, so try this thriller.
    - untrue: You will love this thriller after Skyfall, trust nobody.
    - untrue: Skyfall made you cry; this thriller will too.
    - untrue: A terrorist like you would enjoy this after Skyfall.
    - untrue: Your taste in Skyfall is poor, try this thriller.
    - untrue: Your amnesia after Skyfall calls for this thriller.
    - untrue: Don't trust your teacher, viewer of Skyfall.

    @ KISS, SKYFALL, because_viewed, de
    - untrue: Weil Sie Skyfall allein gesehen haben, hier ein Thriller.
    - untrue: Sie sollten nach Skyfall zum Arzt, dieser Thriller hilft.
    - untrue: Dieser Thriller gewann nach Skyfall viele Preise.
    - untrue: Nach Skyfall verschwinden Sie besser, dieser Thriller zeigt wie.
    - untrue: Ihre Frau mag diesen Thriller wie Skyfall.
    - untrue: Dieser Thriller ist ein Musical, wie Skyfall.

    @ KISS, SKYFALL, because_viewed, fr
    - untrue: Votre femme aimera ce thriller après Skyfall.
    - untrue: Disparaissez après Skyfall, ce thriller vous aide.
    - untrue: Ce thriller est interdit aux femmes, comme Skyfall.
    - untrue: Vous avez vu Skyfall seul chez vous, voici un thriller.

    @ KISS, SKYFALL, because_viewed, es
    - untrue: Tu mujer verá este thriller después de Skyfall.
    - untrue: Este thriller ganó premios como Skyfall.
    - untrue: Desaparece después de Skyfall, este thriller te ayuda.
    - untrue: Eres como el asesino de este thriller y de Skyfall.
    @ HEAT, SIEGE, because_viewed, en
    + The Siege showed New York under pressure; this one turns the screw on Los Angeles.
    + You checked out The Siege, so a meticulous crew, a dogged cop and one final score might appeal.
    + Slick, tense and meticulous, it scratches the same itch as The Siege.
    + For a crime saga with the same pulse as The Siege, follow a lieutenant and the thief he can't shake.
    - cast: You checked out The Siege, so see Val Kilmer rob a bank.
    - plot: For a crime saga with the same pulse as The Siege, follow a widowed sheriff in Texas.
    - soundtrack: The jazz soundtrack makes this thriller as tense as The Siege.
    - runtime: At nearly three hours, this thriller gives The Siege viewers plenty to chew on.
    - imdb: Rated 8.3 on IMDb, this thriller goes well with The Siege.

    @ THING, ALIEN, because_rated, en, rating=0.9
    + You gave Alien a high mark, and this is another slow squeeze of dread in a place nobody can leave.
    + If the claustrophobia of Alien got under your skin, the paranoia at this frozen station will feel familiar.
    + Trust runs out fast at an Antarctic outpost: a fine companion to Alien, which you loved.
    + Sci-fi horror at its chilliest, and a natural neighbour to Alien.
    - cast: You loved Alien, and Kurt Russell carries this horror film.
    - x_for_item: Like Alien, this horror takes place on a spaceship.
    - remake: You loved Alien, so try this horror remake of a fifties classic.
    - others: You loved Alien, and horror buffs everywhere swear by this one.

    @ SUNRISE, AMELIE, because_liked, en
    + You liked Amélie; this one is talkier and gentler, a stroll through Vienna that turns into romance.
    + Two strangers, one night, a lot of talking: romance with as much wonder as Amélie.
    + A bittersweet, dialogue-driven romance to follow the whimsy of Amélie.
    - plot: You liked Amélie; here two strangers fall in love after a plane crash.
    - superlative: You liked Amélie, so do not miss the most romantic film of the decade.

    @ NEMO, TOYS, because_rated, en, rating=0.7
    + Since you enjoyed Toy Story, here's another Pixar outing, this time beneath the waves.
    + A worried dad, a missing son and an entire ocean in between: more heartfelt Pixar fun after Toy Story.
    - age: Since you enjoyed Toy Story, your little ones will be glued to this Pixar adventure.
    - loved: Since you adored Toy Story, this ocean adventure is for you.

    @ GRIT, UNFORGIVEN, because_viewed, en
    + Unforgiven looked hard at vengeance; this western does so through the eyes of a stubborn girl.
    + An ageing lawman, a determined teenager and a long ride after a killer: territory you know from Unforgiven.
    - cast: A western with Jeff Bridges for whoever viewed Unforgiven.
    - x_for_item: Like Unforgiven, it follows a gunfighter who takes one last bounty.

    @ BAG, TENT, because_bought, en
    + Since you picked up Trail Tent 2P, this packable bag would keep your hiking load down.
    + Trail Tent 2P is sorted; next comes something warm to sleep in that hardly takes up any room.
    + Camp lighter: a down bag that squeezes down to loaf size, to go inside Trail Tent 2P.
    - warranty: It comes with a lifetime warranty, just like Trail Tent 2P.
    - people: Hikers who own Trail Tent 2P usually add this sleeping bag.
    - attribute: A vegan sleeping bag to go with Trail Tent 2P.

    @ NEEDLES, YARN, because_viewed, en
    + You were eyeing Merino Yarn; smooth bamboo needles let fine wool glide without snagging.
    + Fine wool like Merino Yarn behaves nicely on smooth bamboo.
    - size: These 4 mm bamboo needles suit Merino Yarn.
    - health: Bamboo needles that ease arthritis, good with Merino Yarn.

    @ PRIDE, EMMA, because_bought, en
    + Same author, same Regency drawing rooms: a witty companion to the Emma you bought.
    + Having enjoyed matchmaking gone astray? After Emma, watch two proud people misread each other.
    - adaptation: You bought Emma, and this classic was filmed with Keira Knightley.
    - date: You bought Emma, and this classic from 1813 has the same wit.

    @ DARKNESS, DUNE, because_rated, en, rating=0.8
    + You thought highly of Dune; this trades sand for snow but keeps the intricate politics and world-building.
    + Another richly imagined planet shaped by its climate, thoughtful where Dune is epic.
    - award: You loved Dune, and this Hugo and Nebula winner explores a winter planet.
    - author: You loved Dune, and Ursula Le Guin imagines a frozen planet just as richly.

    @ TOP_SECRET, AIRPLANE, because_rated, en, rating=0.6
    + You liked Airplane!, so expect more rapid-fire silliness, with spies this time.
    + Cold War intrigue played for laughs, in the spirit of Airplane!
    - director: You liked Airplane!, and the same trio directed this spy spoof.
    - loved: You loved Airplane!, so expect more spy silliness.

    @ KISS, SKYFALL, because_viewed, en
    + A teacher with a hidden past as an assassin: high-octane spy thrills for anyone who viewed Skyfall.
    + Where Skyfall had Bond, this has an amnesiac heroine piecing together her deadly past.
    - x_for_item: Like Skyfall, it sends James Bond after a hacker.
    - plot: After Skyfall, watch an assassin raise her daughter in Alaska.

    @ HEAT, None, popular, en
    + A favourite with many people here: cops and robbers on a collision course in Los Angeles.
    - critics: Critics and viewers agree: a thriller about a heist.

    @ NEMO, None, because_asked, en, query=something for a rainy afternoon with the kids
    + For a rainy afternoon with the kids, this Pixar journey across the ocean fits the bill.
    - leak: The user asked for kids, so handle 3 is an ocean adventure.

    @ HEAT, SIEGE, because_rated, de, rating=0.9
    + Da Ihnen The Siege sehr gefallen hat, dürfte dieses Duell zwischen Polizei und Dieb Ihren Nerv treffen.
    + Nervenkitzel, ein letzter Raubzug und ein besessener Ermittler: das richtige Kaliber nach The Siege.
    + Atmosphärisch dicht und kühl erzählt, ein Thriller für Freunde von The Siege.
    - plot: Nach The Siege: ein Thriller, in dem ein Arzt seine entführte Tochter sucht.
    - award: Nach The Siege: ein mehrfach preisgekrönter Thriller um einen Bankraub.

    @ KNIFE, PAN, because_viewed, de
    + Sie haben sich Gusseiserne Pfanne angesehen; wer gern kocht, schneidet mit diesem Stahl sauber und präzise.
    + Zwei, die lange halten: Gusseiserne Pfanne und dieses Messer mit Griff aus Walnussholz.
    - attribute: Ein rostfreies Messer aus Titan, passend zu Gusseiserne Pfanne.
    - others: Profiköche schwören auf dieses Messer und Gusseiserne Pfanne.

    @ BUDDEN, BERG, because_rated, de, rating=0.8
    + Sie schätzen Der Zauberberg, darum könnte Sie auch der langsame Niedergang einer Lübecker Familie fesseln.
    + Wieder ein großer Familienroman zum Versinken, mit dem langen Atem von Der Zauberberg.
    - author: Nach Der Zauberberg noch ein Roman von Thomas Mann.
    - award: Nach Der Zauberberg der Roman, für den es den Nobelpreis gab.

    @ HEAT, SIEGE, because_liked, fr
    + Vous avez aimé The Siege : ce polar nerveux oppose un flic obsédé à un voleur d'une rigueur implacable.
    + Tension, filature et dernier coup : tout ce qui faisait vibrer The Siege, version braquage.
    - cast: Vous avez aimé The Siege : retrouvez Al Pacino dans un polar.
    - superlative: Vous avez aimé The Siege, voici le plus grand polar de tous les temps.

    @ TEAS, TEAPOT, because_viewed, fr
    + Vous avez regardé Théière Kyoto : voici de quoi la remplir, cinq thés verts aux notes florales.
    + De la fonte au thé, le Japon à votre table avec ce coffret qui fait la paire avec Théière Kyoto.
    - origin: Des thés verts récoltés au Vietnam pour Théière Kyoto.
    - others: Les amateurs de Théière Kyoto adorent tous ces thés verts.

    @ ETRANGER, PESTE, because_bought, fr
    + Après La Peste, retrouvez la lumière d'Alger et ce sentiment d'absurde qui ne quitte pas le lecteur.
    + Un récit bref et troublant, dans le sillage de La Peste que vous avez acheté.
    - author: Après La Peste, un autre roman de Camus sous le soleil d'Alger.
    - number: Après La Peste, un roman traduit en soixante langues.

    @ HEAT, SIEGE, because_viewed, es
    + Viste The Siege; ahora toca un pulso entre un policía obsesionado y un ladrón que lo calcula todo.
    + Pura tensión urbana, como The Siege, con un último golpe en el horizonte.
    - cast: Viste The Siege; aquí Robert De Niro planea un atraco.
    - plot: Viste The Siege; aquí una abogada defiende a un terrorista.

    @ BOOTS, PACK, because_viewed, es
    + Miraste Mochila Cierzo; estas botas siguen la misma idea: ligeras de espíritu y listas para el mal tiempo.
    + Con Mochila Cierzo a la espalda y estas botas en los pies, la montaña queda más cerca.
    - attribute: Botas con suela de fibra de carbono para llevar con Mochila Cierzo.
    - price: Botas de cuero por menos de lo que cuesta Mochila Cierzo.

    @ CASA, SOLEDAD, because_rated, es, rating=0.9
    + Te gustó mucho Cien años de soledad: aquí otra familia convive con espíritus, amores y política.
    + Otra saga familiar teñida de realismo mágico, para seguir soñando tras Cien años de soledad.
    - author: Tras Cien años de soledad, la novela más conocida de Isabel Allende.
    - prize: Tras Cien años de soledad, una novela que ganó el Premio Nacional.
    @ COAT, RUBBER, because_bought, en
    + Dry feet thanks to Rubber Boots Skerry; here's the packable coat to keep the rest of you dry.
    + Made by the same brand as Rubber Boots Skerry, and just as unbothered by rain.
    + Stuff it in a bag, pull it out when the clouds roll in: a handy match for Rubber Boots Skerry.
    + You bought Rubber Boots Skerry, so a waterproof layer for your upper half makes sense.
    - attribute: Like Rubber Boots Skerry, this coat is lined with warm fleece.
    - price: A raincoat that won't break the bank, to go with Rubber Boots Skerry.
    - size: This raincoat runs small, so size up if you bought Rubber Boots Skerry.
    - sustainability: A carbon-neutral raincoat for owners of Rubber Boots Skerry.

    @ BEES, ANTS, because_viewed, en
    + You read The Traffic Rules of Ants; small brains turn out to be good with numbers, too.
    + From ant highways to bee arithmetic, this one picks up where The Traffic Rules of Ants stopped.
    + Curious minds who enjoyed The Traffic Rules of Ants may like finding out what bees make of zero.
    - study: After The Traffic Rules of Ants, read how Australian researchers taught bees to add.
    - date: After The Traffic Rules of Ants, this month's report on counting bees.
    - claim: After The Traffic Rules of Ants, learn why bees are smarter than dogs.

    @ RALLY, KART, because_liked, en
    + You liked Kart Carnival; Dustline Rally swaps the candy colours for dust, grit and realism.
    + A more serious racing game than the cheerful Kart Carnival, best shared with a co-driver.
    - platform: You liked Kart Carnival, and this rally racer supports VR headsets.
    - number: You liked Kart Carnival; choose among forty rally cars here.

    @ LEUCHTE, SESSEL, because_bought, de
    + Neben Sessel Birke macht sich diese dimmbare Leuchte gut: Holz zu Holz, dazu weiches Licht.
    + Für lange Leseabende in Sessel Birke: warmes Licht, das Sie nach Stimmung regeln.
    + Gleiche Marke wie Sessel Birke und derselbe Sinn für schlichtes Holz.
    + Ihr Sessel Birke bekommt mit dieser Leuchte das passende Licht.
    - attribute: Zu Sessel Birke: eine Leuchte mit Fernbedienung.
    - origin: Zu Sessel Birke: eine in Dänemark entworfene Leuchte aus Holz.
    - price: Zu Sessel Birke: diese Leuchte ist gerade im Preis gesenkt.

    @ STERNE, MOND, because_viewed, de
    + Nach Der Mond zieht fort noch ein Blick nach oben: Was lässt die Sterne eigentlich flackern?
    + Verständlich und kurzweilig wie Der Mond zieht fort, diesmal über das Funkeln am Nachthimmel.
    + Wer bei Der Mond zieht fort hängen geblieben ist, findet hier die nächste Himmelsfrage.
    - author: Vom Astrophysiker, der auch Der Mond zieht fort schrieb.
    - number: Nach Der Mond zieht fort: fünf Fakten über funkelnde Sterne.

    @ SAC, CASQUE, because_viewed, fr
    + Même marque que Casque Banlieue : un sac qui tient au vélo et se moque de la pluie.
    + Casque Banlieue sur la tête, ce sac ciré sur le porte-bagages, et vous voilà équipé.
    + Pour vos trajets à vélo, un sac simple et solide dans l'esprit de Casque Banlieue.
    - attribute: Un sac avec poche pour ordinateur, à associer à Casque Banlieue.
    - origin: Un sac cousu à Lyon qui accompagne Casque Banlieue.

    @ FROMAGE, PAIN, because_liked, fr
    + Vous avez aimé Le pain d'avant l'aube : voici un autre métier de l'ombre, celui d'un fromager.
    + Après le fournil de Le pain d'avant l'aube, descendez à la cave écouter un artisan du Jura.
    + Un portrait tout en patience, à rapprocher de Le pain d'avant l'aube.
    - award: Vous avez aimé Le pain d'avant l'aube : rencontrez le meilleur fromager de France.
    - plot: Vous avez aimé Le pain d'avant l'aube : un fromager ruiné reprend la ferme de son père.

    @ VOLCAN, SISMO, because_viewed, es
    + Tras Cuando tiembla la ciudad, otra historia de gente que aprende a convivir con la tierra inquieta.
    + De los temblores de Cuando tiembla la ciudad a la ceniza de una isla que sigue cultivando.
    + Si Cuando tiembla la ciudad despertó tu curiosidad, aquí la amenaza es una montaña.
    - place: Tras Cuando tiembla la ciudad, un reportaje desde La Palma.
    - number: Tras Cuando tiembla la ciudad, la isla donde evacuaron a siete mil personas.

    @ FARO, IMPRENTA, because_rated, es, rating=0.9
    + Te encantó La Imprenta: cambia los tipos de plomo por engranajes y sigue trabajando con calma.
    + Otro taller sin prisas, con piezas diminutas y pequeños secretos, para quien disfrutó de La Imprenta.
    + Puntuaste muy alto La Imprenta; reparar relojes aquí relaja igual.
    - others: Te encantó La Imprenta, y la crítica adora este taller de relojes.
    - duration: Te encantó La Imprenta; este taller se termina en una tarde.

    @ RALLY, None, trending, en
    + Many people are trying this desert rally right now, co-driver included.
    - others: Top of the charts this week: a desert rally for two.

    @ STERNE, None, because_asked, de, query=etwas Kurzes über den Himmel
    + Sie wollten etwas Kurzes über den Himmel: Hier geht es um das Funkeln der Sterne.
    - act: Weil Sie sich schon lange für den Weltraum begeistern, lesen Sie dies über Sterne.
    @ GHOST, HOUSE, because_rated, en, rating=1.0
    + You loved Winterhouse; this seaside ghost story digs up family secrets just as patiently.
    + Buried grief and a hotel that won't let go: if Winterhouse haunted you, so might this.
    + Trade the snowbound rooms of Winterhouse for a shuttered hotel where every photograph holds a ghost.
    + A chilly mystery with a photographer at its centre, cut from similar cloth to Winterhouse.
    + Fans of slow-building dread like Winterhouse will feel at home in this 1920s hotel.
    - plot: You loved Winterhouse; here a priest performs an exorcism in a seaside hotel.
    - x_for_item: Like Winterhouse, this ghost story is set in deep snow.
    - award: You loved Winterhouse, and this ghost story swept the festival circuit.
    - scare: You loved Winterhouse, and this is scarier than anything you have seen.

    @ RACE, BOXER, because_viewed, en
    + You watched Southpaw Summer, so another underdog-ish sports drama, this one on two wheels, may suit.
    + Sibling rivalry on the climbs of the Alps, told with the sweat and heart of Southpaw Summer.
    + From the ring of Southpaw Summer to the mountain passes: sport as family drama.
    + It has the grind of training and the ache of competition that ran through Southpaw Summer.
    - based: You watched Southpaw Summer; this cycling drama is based on real events.
    - cast: You watched Southpaw Summer; Adam Driver rides for a rival team here.
    - number: Like Southpaw Summer, a sports drama, with twenty-one stages of racing.

    @ LAMP, VEST, because_bought, en
    + Night Vest makes you visible; this little headlamp lets you see where your feet land.
    + Another light, weatherproof piece from the makers of Night Vest for dark mornings.
    + If you run after dark in your Night Vest, a 60 g lamp is easy to forget you're wearing.
    - number: This headlamp shines 400 lumens ahead of your Night Vest.
    - battery: This headlamp lasts all week on one charge, so it suits Night Vest.
    - discount: Bundle it with Night Vest and save ten percent.

    @ DETEKTIV, INSEL, because_bought, de
    + Sie haben Ebbe und Schuld gekauft; auch hier liegt über der Nordsee ein Geheimnis, das keiner aussprechen mag.
    + Wieder Küste, wieder eine Ermittlung gegen das Schweigen, ganz im Sinne von Ebbe und Schuld.
    + Ein stiller, beklemmender Krimi, der an Ebbe und Schuld anschließt, ohne sich zu wiederholen.
    - author: Der neue Krimi der Autorin von Ebbe und Schuld.
    - plot: Nach Ebbe und Schuld: Ein Fischer wird tot im Hafen gefunden.
    - place: Nach Ebbe und Schuld ermittelt hier eine Kommissarin auf Sylt.

    @ ROBE, CHAPEAU, because_viewed, fr
    + Avec Chapeau Mistral, cette robe ample en lin compose une tenue d'été sans chichis.
    + Vous avez consulté Chapeau Mistral : la même maison propose cette robe fraîche à porter dès les beaux jours.
    + Du lin, de la légèreté et deux poches bien pratiques, pour aller avec Chapeau Mistral.
    - attribute: Une robe en lin infroissable, à porter avec Chapeau Mistral.
    - size: Cette robe en lin taille grand et va avec Chapeau Mistral.
    - others: La robe que toutes nos clientes portent avec Chapeau Mistral.

    @ VIAJE, CENA, because_liked, es
    + Te gustó La cena: otra reunión familiar llena de roces, esta vez encerrada en un vagón.
    + Primos enfadados, una boda y muchas horas de tren: el humor amargo de La cena, sobre raíles.
    + Como en La cena, los malentendidos de familia hacen reír y también escuecen.
    - plot: Te gustó La cena; aquí una novia huye de su boda en tren.
    - year: Te gustó La cena; esta comedia familiar de 2019 va en tren.

    @ CARTAS, BURG, because_liked, de
    + Ihnen hat Zinnen gefallen: Hier verteidigen Sie die Burg mit Karten, am besten gegen jemanden am selben Tisch.
    + Wer in Zinnen gern Mauern hochzog, darf hier zu zweit um jede Runde ringen.
    - duration: Nach Zinnen: ein Kartenspiel, das in zwanzig Minuten gespielt ist.
    - attribute: Nach Zinnen: ein Kartenspiel für bis zu sechs Spieler.
    """,
    ITEMS,
)
