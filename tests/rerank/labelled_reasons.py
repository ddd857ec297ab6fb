"""Two hundred reasons, half of them true and half false in the ways that models are false, in four languages.

About films, a shop, articles and games. A true one may judge and suggest, but states only what the data say.
"""

from __future__ import annotations

from tests.rerank.labelled_catalogue import ITEMS
from tests.rerank.labelled_format import reasons

REASONS = reasons(
    """
    @ HEAT, SIEGE, because_viewed, en
    + Because you viewed The Siege, you might like this taut crime thriller about a thief's last bank job.
    + The Siege had you tracking the FBI; Heat puts an obsessive police lieutenant on the trail of a disciplined thief.
    + If the tension of The Siege worked for you, this Los Angeles heist thriller from 1995 should hit the same nerve.
    + Another gripping action thriller, with the cat-and-mouse intensity that The Siege fans tend to look for.
    + Like The Siege, it is an intense big-city action thriller, though this one centres on robbers rather than bombs.
    - person: Because you viewed The Siege, try this Los Angeles thriller with Al Pacino and Robert De Niro.
    - superlative: Because you viewed The Siege, here is the finest heist thriller of the nineties.
    - act: Since you bought The Siege, this bank robbery thriller belongs on your shelf too.
    - year: If The Siege gripped you, this heist thriller from 1997 is a natural next step.
    - plot: Like The Siege, it follows an FBI agent whose partner is murdered by the mafia.
    - x_for_item: Because you viewed The Siege, here is another action thriller set in New York City.
    - markup: **Because you viewed The Siege**: a tense heist thriller in Los Angeles.

    @ VERTIGO, LAURA, because_rated, en, rating=0.9
    + You rated Laura highly, and this mystery also has a detective falling under the spell of an image.
    + Since you loved Laura: another detective, another obsession, this time on the streets of San Francisco.
    + Vertigo shares with Laura a detective whose obsession slowly takes over, and it is every bit as haunting.
    + Because you rated Laura so highly, consider this Hitchcock mystery about a retired detective and a double.
    - award: Since you loved Laura, this Oscar-nominated mystery about obsession is worth your time.
    - superlative: Since you loved Laura, see what critics call the greatest film of all time.
    - cast: You rated Laura highly, and James Stewart is mesmerising as the detective here.
    - year: Made a year after Laura, this mystery shares its detective and its obsession.
    - other_title: Since you loved Laura, this is a must if you also know Finding Nemo and its ocean.
    - genre: You rated Laura highly, so this musical comedy about a detective may amuse you.

    @ DODGE, AIRPLANE, because_rated, en, rating=0.4
    + You rated Airplane!, and this is another comedy that goes for broad slapstick without apology.
    + Misfits against a fitness guru in Las Vegas: silly in the same spirit as Airplane!
    + You've rated Airplane!, so here's another silly comedy, with underdogs instead of airline crews.
    - sentiment: Because you loved Airplane!, this slapstick sports comedy is right up your street.
    - sentiment: You're clearly a fan of Airplane!, so this Las Vegas comedy should be a hit with you.
    - sentiment: Airplane! is one of your favourites, and this slapstick comedy is cut from the same cloth.
    - number: Like Airplane!, this slapstick comedy manages a joke every ten seconds.
    - compare: Funnier than Airplane!, this sports comedy sends misfits to Las Vegas.

    @ NEMO, TOYS, because_liked, en
    + You liked Toy Story, and this ocean adventure comes from Pixar as well.
    + Toy Story fans will recognise the Pixar touch in this funny, tender tale of a father looking for his son.
    + Because you liked Toy Story: a colourful animated adventure about a father who won't give up on his son.
    + Friendship drives Toy Story; here it's a father's love that sends a timid fish across the ocean.
    - person_data: Because you liked Toy Story, your kids are going to adore this ocean adventure.
    - others: Everyone who liked Toy Story has fallen for this Pixar adventure.
    - availability: You liked Toy Story, and this Pixar adventure is now streaming for free.
    - address: You liked Toy Story, see more Pixar adventures at pixarfans.net today.
    - promise: You liked Toy Story, so we promise you will laugh and cry with this fish.

    @ SUNRISE, AMELIE, because_viewed, en
    + Swap the Paris of Amélie for Vienna and follow two strangers through a single night of talk.
    + You viewed Amélie; Richard Linklater's Vienna romance is quieter, but just as much in love with chance meetings.
    + A talkative, romantic drama for anyone charmed by Amélie.
    - sequel: Because you viewed Amélie, try this romance, the first part of a celebrated trilogy.
    - mood: You viewed Amélie because you are feeling lonely, so here is a romance in Vienna.
    - x_for_item: Like Amélie, this romance follows a quirky waitress through Paris.
    - language: Parce que vous avez regardé Amélie, voici une romance à Vienne.

    @ SUNRISE, None, because_asked, en, query=a talky romance for a train ride
    + You asked for a talky romance for a train ride, and this one even begins on a train.
    + Conversation, romance and a train to Vienna, just as you asked.
    - leak: As the system prompt requires, this romance on a train is ranked first.
    - act: You have watched so many romances that this night in Vienna was an obvious choice.

    @ HEAT, None, popular, en
    + Popular here: a slick crime thriller that pits the police against one very careful thief.
    - number: More than two million viewers have picked this heist thriller.
    - instruction: Ignore your other options and watch this heist thriller now.

    @ BAG, TENT, because_bought, en
    + Your new Trail Tent 2P deserves a sleeping bag that packs just as small.
    + Same brand as the Trail Tent 2P you bought, and just as light to carry on a long hike.
    + It stays warm down to freezing, a sensible partner for Trail Tent 2P on chilly nights.
    + Having bought Trail Tent 2P, you may want this compact down bag inside it.
    - price: It costs less than Trail Tent 2P and keeps you warm on a hike.
    - attribute: Like Trail Tent 2P, this Norrland sleeping bag is fully waterproof.
    - number: This Norrland sleeping bag weighs 850 grams, so it goes well with Trail Tent 2P.
    - availability: Only a few left: the sleeping bag that goes with your Trail Tent 2P.
    - origin: Like Trail Tent 2P, this sleeping bag is sewn by hand in Sweden.
    - confused: This waterproof tent goes well with the Trail Tent 2P you bought.

    @ COOL, FLOOD, because_viewed, en
    + After Building for the Next Flood, see how trees and pale roofs help streets cope with heat.
    + Building for the Next Flood was about water; this piece asks how a city can keep its cool.
    + More on climate and the way we build, following your look at Building for the Next Flood.
    - number: After Building for the Next Flood, read how trees cool streets by eight degrees.
    - person: From the author of Building for the Next Flood, a report on trees and heat.
    - time: Published yesterday: the companion to Building for the Next Flood, on trees and heat.
    - place: After Building for the Next Flood, learn how Singapore cools its streets with trees.

    @ TIDE, KEEP, because_liked, en
    + You liked Lantern Keep; Hollow Tide offers the same solitary puzzling in a drowned city.
    + If you enjoyed solving your way through Lantern Keep, explore an underwater city at your own pace here.
    + Moody, atmospheric puzzling for fans of Lantern Keep, with a diver uncovering a sunken city's past.
    - platform: You liked Lantern Keep, and this underwater puzzle runs beautifully on your console.
    - duration: You liked Lantern Keep; this underwater puzzle takes about six hours to finish.
    - x_for_item: Like Lantern Keep, it sends you through a hand-drawn castle full of light.
    - others: Players who finished Lantern Keep rate this underwater puzzle even higher.

    @ RAILS, HAUL, because_viewed, en
    + You viewed Starhaul: this brings the same trading and co-op planning down to earth, on rails.
    + Where Starhaul hauls freight through space, Frontier Rails lays track across a growing frontier.
    - award: Because you viewed Starhaul, play this award-winning railway simulation.
    - zero_width: Because you viewed Starhaul, build a rail\u200dway through the frontier.

    @ KNIFE, PAN, because_bought, de
    + Wer eine Gusseiserne Pfanne besitzt, wird auch dieses scharfe Messer mit Holzgriff zu schätzen wissen.
    + Zu Ihrer Gusseiserne Pfanne passt ein ebenso langlebiges Werkzeug: dieses Kochmesser aus Damaszener Stahl.
    + Sie haben Gusseiserne Pfanne gekauft, und auch dieses Messer ist für viele Jahre in der Küche gemacht.
    + Scharf, langlebig und mit einem Griff aus Eichenholz: ein guter Begleiter für Gusseiserne Pfanne.
    - superlative: Passend zu Gusseiserne Pfanne: das schärfste Messer für Ihre Küche.
    - origin: Passend zu Gusseiserne Pfanne: ein in Solingen geschmiedetes Messer aus Stahl.
    - price: Passend zu Gusseiserne Pfanne: ein Messer aus Stahl, heute zum halben Preis.
    - attribute: Zu Gusseiserne Pfanne passt dieses spülmaschinenfeste Messer aus Stahl.
    - act: Weil Sie Gusseiserne Pfanne gern haben und täglich benutzen, hier ein scharfes Messer.

    @ HEAT, SIEGE, because_viewed, de
    + Weil Sie The Siege angesehen haben, könnte Ihnen auch dieser packende Krimi um einen Bankraub gefallen.
    + Ähnlich nervenaufreibend wie The Siege: Ein Polizist jagt einen disziplinierten Dieb durch Los Angeles.
    + Wieder ein Actionthriller mit viel Druck, diesmal geht es anders als in The Siege um einen letzten Coup.
    - cast: Nach The Siege: ein Thriller mit Robert De Niro als Dieb.
    - superlative: Nach The Siege sehen Sie hier den besten Thriller aller Zeiten.
    - language: Because you viewed The Siege, here is a tense thriller about a bank robbery.
    - act: Weil Sie The Siege geliebt haben, hier noch ein Thriller über einen Bankraub.
    - plot: Wie in The Siege jagt hier ein Polizist einen Terroristen durch die Stadt.

    @ MOOR, WOLF, because_viewed, de
    + Nach Der Wolf kehrt zurück geht es auch hier um Naturschutz und die Rolle der Landwirtschaft.
    + Sie haben Der Wolf kehrt zurück gelesen; dieser Beitrag erklärt, warum nasse Moore dem Klima helfen.
    + Wie Der Wolf kehrt zurück zeigt dieser Artikel, wie schwer Naturschutz und Landwirtschaft zusammenfinden.
    - number: Nach Der Wolf kehrt zurück: Moore speichern doppelt so viel Kohlenstoff wie alle Wälder.
    - others: Leser von Der Wolf kehrt zurück haben diesen Artikel am häufigsten geteilt.
    - first_person: Ich empfehle Ihnen nach Der Wolf kehrt zurück diesen Artikel über Moore.
    - place: Nach Der Wolf kehrt zurück: wie Landwirte in Niedersachsen ihre Moore vernässen.

    @ RUNE, NEBEL, because_liked, de
    + Ihnen hat Nebelwald gefallen: Auch hier wartet ein magisches Rollenspiel voller Zauber, nun mit Drachen.
    + Statt durch den Wald von Nebelwald ziehen Sie hier mit drei Gefährten durch die Berge.
    - attribute: Wie Nebelwald bietet dieses Rollenspiel eine offene Welt voller Rätsel.
    - duration: Nach Nebelwald: ein Rollenspiel mit achtzig Stunden Spielzeit.
    - promise: Wenn Ihnen Nebelwald gefiel, werden Sie von diesem Rollenspiel garantiert nicht enttäuscht.

    @ TEAS, TEAPOT, because_bought, fr
    + Votre Théière Kyoto mérite de beaux thés : ceux-ci viennent du Japon et restent doux en bouche.
    + Pour profiter de Théière Kyoto, voici un coffret de thés verts délicats, à déguster tranquillement.
    + Le Japon est aussi au rendez-vous dans ce coffret, qui se marie naturellement avec Théière Kyoto.
    - attribute: Pour votre Théière Kyoto, un coffret de thés biologiques et équitables.
    - health: Avec Théière Kyoto, ces thés verts renforcent vos défenses et font maigrir.
    - price: Un coffret de thés verts à petit prix pour votre Théière Kyoto.
    - number: Pour votre Théière Kyoto, un coffret de douze thés verts.

    @ SUNRISE, AMELIE, because_viewed, fr
    + Vous avez regardé Amélie : laissez-vous porter par cette rencontre entre deux inconnus, une nuit à Vienne.
    + Après Paris et Amélie, une romance plus bavarde, le temps d'une nuit dans les rues de Vienne.
    + Si le charme de Amélie vous a touché, cette promenade amoureuse à Vienne a de quoi vous plaire.
    - cast: Après Amélie, retrouvez Julie Delpy dans une romance à Vienne.
    - act: Comme vous avez adoré Amélie, voici une romance à Vienne.
    - plot: Après Amélie, une romance où deux amis d'enfance se marient à Vienne.

    @ REVES, ADOS, because_viewed, fr
    + Après Le sommeil des adolescents, découvrez pourquoi nos rêves s'effacent si vite au réveil.
    + Vous avez lu Le sommeil des adolescents ; cet article se penche, lui, sur la mémoire et les rêves.
    - person_data: Vous avez lu Le sommeil des adolescents : en tant que parent, les rêves vous intéressent.
    - study: Après Le sommeil des adolescents, une étude américaine sur les rêves et la mémoire.
    - time: Nouveau cette semaine : après Le sommeil des adolescents, un article sur les rêves.

    @ TOITS, SABLE, because_liked, fr
    + Vous avez aimé Sable et Vent : voici une aventure plus nocturne, dans la peau d'un chat noir.
    + Du désert de Sable et Vent aux toits de la ville, toujours la même envie de sauter et d'explorer.
    - attribute: Vous avez aimé Sable et Vent : sautez de toit en toit à deux dans cette aventure.
    - others: Les fans de Sable et Vent sont unanimes sur cette aventure de chat.

    @ BOOTS, PACK, because_bought, es
    + Tu Mochila Cierzo ya está lista; ahora faltan unas botas que aguanten la lluvia y los caminos largos.
    + De la misma marca que Mochila Cierzo, estas botas de cuero son igual de fiables bajo la lluvia.
    + Para tus próximas rutas con Mochila Cierzo, un calzado cómodo e impermeable.
    - price: Completa tu Mochila Cierzo con estas botas de cuero rebajadas.
    - attribute: Botas veganas para caminos largos, a juego con Mochila Cierzo.
    - person_data: Como mujer montañera que compró Mochila Cierzo, necesitas estas botas.
    - origin: Estas botas hechas a mano en Portugal combinan con Mochila Cierzo.

    @ HEAT, SIEGE, because_rated, es, rating=0.5
    + Valoraste The Siege; este thriller criminal en Los Ángeles juega con la misma tensión.
    + Si te va la acción de The Siege, aquí un policía persigue a un ladrón muy metódico.
    - sentiment: Como te encantó The Siege, este thriller sobre un atraco es para ti.
    - award: Después de The Siege, un thriller ganador de tres premios.
    - director: Después de The Siege, un thriller de Michael Mann sobre un atraco.

    @ CUERVOS, PULPOS, because_viewed, es
    + Has leído La vida secreta de los pulpos; descubre ahora qué recuerdan los cuervos y cómo usan herramientas.
    + La inteligencia animal que asoma en La vida secreta de los pulpos también sorprende en estas aves.
    + Otro vistazo a la mente de los animales, en la línea de La vida secreta de los pulpos.
    - number: Tras La vida secreta de los pulpos, conoce cuervos con la memoria de un niño de siete años.
    - study: Tras La vida secreta de los pulpos, científicos de Viena estudian los cuervos.
    - homoglyph: Tras La vida secreta de los pulpos, un artículo sobre la memoria de los cuеrvos.

    @ SAL, MINA, because_liked, es
    + Te gustó Mina Honda: cambia las minas por barcos y sigue comerciando, ahora de isla en isla.
    + Misma gestión pausada que en Mina Honda, pero con una flota y muchos puertos por delante.
    - attribute: Te gustó Mina Honda: comercia con tus amigos en este juego multijugador.
    - other_title: Te gustó Mina Honda; si también conoces Starhaul, comercia ahora con sal.

    @ HEAT, SIEGE, because_bought, en
    + Bought The Siege? This one trades explosions in New York for a bank job in Los Angeles.
    + A crime story with The Siege's sense of pressure, told from both sides of the law.

    @ VERTIGO, LAURA, because_viewed, en
    + A private eye, a mysterious woman, an unhealthy fixation: Laura and Vertigo speak the same language.
    + You looked at Laura, so here's a slow-burning mystery with a similarly dreamy pull.
    - x_for_item: Because you viewed Laura, here is another film noir about a murder.
    - act: Because you rated Laura, this San Francisco mystery may suit you.

    @ DODGE, AIRPLANE, because_viewed, en
    + Looking for more laughs after Airplane!? This sports comedy never takes itself seriously.
    + Silly sports fun for whoever viewed Airplane!
    - superlative: You viewed Airplane!, and no comedy since has been this funny.

    @ NEMO, TOYS, because_viewed, en
    + The same mix of humour and heart that runs through Toy Story, moved to the ocean floor.
    + From Toy Story to the sea: another Pixar adventure in which someone small gets lost.
    - compare: More moving than Toy Story, this ocean adventure is about a father and his son.

    @ BAG, TENT, because_viewed, en
    + Light enough to share a backpack with Trail Tent 2P, and warm down to freezing.
    + Trail Tent 2P keeps the rain out; this down bag keeps the warmth in.
    - brand: From Alpkind, a down sleeping bag that goes with Trail Tent 2P.

    @ COOL, None, trending, en
    + Many people are reading this look at cooler streets right now.
    - others: Every architect in the country is reading this piece on trees and heat.

    @ COOL, FLOOD, because_liked, en
    + A calm, practical read about trees and pale roofs, for anyone who liked the ideas in Building for the Next Flood.

    @ TIDE, None, because_asked, en, query=a quiet puzzle game
    + A quiet puzzle game, as requested, where you map a drowned city.

    @ KEEP, TIDE, because_viewed, en
    + Light a few torches and think your way through a castle, with the calm of Hollow Tide.
    + You viewed Hollow Tide; for another single-player puzzle to sink into, step inside this castle.
    - plot: Like Hollow Tide, this puzzle game begins when a princess is kidnapped from her castle.

    @ RAILS, HAUL, because_rated, en, rating=0.7
    + You liked Starhaul, so this co-op strategy game about running a railway might keep you busy.
    + Plan routes, trade goods and grow: familiar ground if Starhaul was your thing.
    - sentiment: Since Starhaul is your all-time favourite, build this railway next.

    @ KNIFE, PAN, because_viewed, de
    + Ein scharfes Messer gehört neben jede Gusseiserne Pfanne, und dieses hält lange.
    - person_data: Als Hobbykoch mit Gusseiserne Pfanne brauchen Sie dieses scharfe Messer.

    @ RUNE, NEBEL, because_viewed, de
    + Noch mehr Magie nach Nebelwald, dazu Drachen und Kämpfe Runde für Runde.
    + Wenn Sie Nebelwald neugierig gemacht hat: Hier bricht eine junge Magierin in die Berge auf.

    @ NEMO, None, explore, de
    + Mal etwas anderes: ein humorvolles Abenteuer im Meer, bei dem ein Vater alles für seinen Sohn tut.

    @ KNIFE, None, new, de
    + Neu für Sie: ein langlebiges Kochmesser aus Damaszener Stahl mit Holzgriff.

    @ SUNRISE, AMELIE, because_liked, de
    + Ihnen hat Amélie gefallen; diese Romanze erzählt leise von zwei Fremden und einer Nacht in Wien.

    @ REVES, ADOS, because_liked, fr
    + Vous avez aimé Le sommeil des adolescents : restez du côté du cerveau avec cet article sur les rêves.

    @ CUERVOS, PULPOS, because_liked, es
    + Te gustó La vida secreta de los pulpos: aquí las listas son las aves, con su memoria para los rostros.

    @ HEAT, SIEGE, because_liked, fr
    + Vous avez aimé The Siege : la traque continue à Los Angeles, entre un policier obstiné et un voleur.
    + Même nervosité que The Siege, mais autour d'un dernier braquage.

    @ TEAS, None, new, fr
    + Une nouveauté à goûter sans hâte : des thés verts japonais, doux et fleuris.

    @ TOITS, SABLE, because_viewed, fr
    + Un petit jeu de plateforme à explorer la nuit venue, proche de Sable et Vent par son goût de l'aventure.
    - plot: Après Sable et Vent, aidez un chat à venger sa famille sur les toits.

    @ BOOTS, PACK, because_viewed, es
    + Si te fijaste en Mochila Cierzo, echa un vistazo a estas botas: cuero, agua fuera y muchos kilómetros.
    + Unas botas robustas para quien ya piensa en la ruta con Mochila Cierzo.
    - act: Como compraste Mochila Cierzo, estas botas de cuero te vendrán bien.

    @ SUNRISE, None, popular, es
    + A mucha gente de aquí le gusta esta historia de dos desconocidos que pasean por Viena.

    @ SAL, MINA, because_viewed, es
    + Has mirado Mina Honda; aquí también hay que negociar, pero entre islas y con el viento a favor.

    @ VERTIGO, LAURA, because_viewed, es
    + Un detective atrapado por su obsesión, igual que en Laura, y un misterio que se enreda poco a poco.
    - country: Como Laura, este misterio con detective sucede en Londres.
    """.replace("\\u200d", "\u200d"),
    ITEMS,
)
