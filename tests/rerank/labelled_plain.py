"""Reasons that are false in plain words, and true ones with the same words: the gate's rules were made with them.

Each false one tells an act as a state, a price, a stock, a rank, the reader's life, or what a thing is in words that
every language has: long, silent, foreign, new, two of something.
"""

from __future__ import annotations

from tests.rerank.labelled_format import item, reasons

ITEMS = {
    "RIDER": item(
        951,
        "Pale Rider",
        "Western, Drama",
        "preacher, gold mine, revenge",
        "A stranger defends a camp of gold miners against a greedy company.",
        attributes={"year": 1985},
    ),
    "SHANE": item(952, "Shane", "Western, Drama", "gunslinger, farm, valley", attributes={"year": 1953}),
    "TOPKAPI": item(
        953,
        "Topkapi",
        "Crime, Comedy",
        "heist, istanbul, museum",
        "Thieves plan to rob a museum in Istanbul.",
        attributes={"year": 1964},
    ),
    "RIFIFI": item(954, "Rififi", "Crime, Thriller", "heist, paris, jewels", attributes={"year": 1955}),
    "ARTIST": item(
        955,
        "The Artist",
        "Comedy, Drama, Romance",
        "silent film, black and white, hollywood, independent film",
        "A foreign film of two hours, free of dialogue, about an actor at the end of the silent era.",
        attributes={"year": 2011},
    ),
    "KETTLE": item(
        956,
        "Brook Kettle",
        "Kitchen",
        "kettle, steel, tea",
        "A steel kettle for tea, holds 2 litres.",
        brand="Brook",
    ),
    "POT": item(957, "Fern Teapot", "Kitchen", "teapot, ceramic, tea"),
    "PADDINGTON": item(
        958,
        "Paddington",
        "Children, Comedy",
        "bear, london, true story",
        "A bear from Peru finds a home with a family in London.",
        attributes={"year": 2014},
    ),
}

REASONS = reasons(
    """
    @ RIDER, SHANE, because_viewed, en
    + You viewed Shane; this western about a stranger and a gold mine plays in the same key.
    + If Shane is on your list, this western drama may be worth a look.
    + A western for your list: Pale Rider, with the stern calm of Shane.
    + Pale Rider may earn a place on your shelf beside Shane.
    + Like Shane, a western that sets a stranger free to choose a side.
    + Because you viewed Shane, a fresh angle on the western.
    + For anyone who has a soft spot for Shane: another western drama.
    + After Shane, a western with a free spirit and a slow burn.
    - state: Shane is on your watchlist, and this is a western too.
    - state: Shane was in your basket, so here is another western.
    - state: Shane is still in your cart; this western goes with it.
    - state: Shane sits in your library, and this western is its neighbour.
    - state: Shane is among your purchases, so here is another western.
    - state: With Shane on your wish list, this western may suit you.
    - price: A free western for you, after Shane.
    - price: After Shane, a western that is free this evening.
    - price: Like Shane, a western that is worth every penny.
    - availability: Like Shane, a western, and it is leaving soon.
    - availability: After Shane, a western that will soon be gone.
    - availability: Like Shane, a western that is included in your plan.
    - availability: Back on the shelf: a western in the spirit of Shane.
    - availability: One of the last copies of a western like Shane.
    - availability: After Shane, a western of which only two are left.
    - new: Just arrived: a western in the spirit of Shane.
    - new: A brand-new western in the spirit of Shane.
    - new: Newly added: a western in the spirit of Shane.
    - superlative: Because you viewed Shane, a peerless western.
    - superlative: Because you viewed Shane, a western second to none.
    - superlative: After Shane, a western in a class of its own.
    - superlative: After Shane, a western like no other.
    - superlative: After Shane, a western without equal.
    - fame: After Shane, a well-known western.
    - compare: After Shane, a better western about revenge.
    - compare: You viewed Shane; this western puts it in the shade.
    - compare: You viewed Shane; this western is a cut above.
    - compare: Shane pales beside this western.
    - reader: You viewed Shane, and this western plays near your home.
    - reader: Like Shane, a western for a man like you.
    - reader: After Shane, a western for someone who works nights.
    - reader: Shane kept you up late, and this western may too.
    - reader: After Shane, a western for the whole family.
    - length: Like Shane, a western that is over two hours long.
    - length: Like Shane, a western of an hour and a half.
    - length: A half-hour western in the spirit of Shane.
    - format: A silent western in the spirit of Shane.
    - format: Like Shane, a western in black and white.
    - origin: A foreign western in the spirit of Shane.
    - origin: An independent western in the spirit of Shane.
    - origin: Like Shane, a western that was shot on location.
    - format: Like Shane, a western told backwards.
    - true_story: Like Shane, a real-life western.
    - decade: Like Shane, a western from the fifties.
    - amount: After Shane, a western where the stakes have doubled.
    @ ARTIST, TOPKAPI, because_viewed, en
    + You viewed Topkapi; this silent comedy in black and white is gentler.
    + Because you viewed Topkapi, a foreign comedy of two hours about an actor.
    + After Topkapi, an independent film with a comic heart.
    @ KETTLE, POT, because_bought, en
    + The Fern Teapot in your kitchen and this steel kettle belong to one table.
    + Your Fern Teapot could use a steel kettle beside it.
    + After your purchase of the Fern Teapot, a steel kettle of two litres.
    - amount: To go with the Fern Teapot, a steel kettle that holds three pints.
    - state: The Fern Teapot is on your wish list, and this kettle goes with it.
    - colour: To go with the Fern Teapot, a turquoise kettle.
    @ KETTLE, POT, because_liked, en
    - state: The Fern Teapot waits in your basket, and this steel kettle goes with it.
    @ KETTLE, POT, because_liked, en, carted=yes
    + The Fern Teapot is in your basket, and this steel kettle goes with it.
    - state: The Fern Teapot is on your watchlist, and this kettle goes with it.
    @ PADDINGTON, RIDER, because_viewed, en
    + After Pale Rider, a true story for the whole family, with a bear.
    @ TOPKAPI, RIFIFI, because_rated, de, rating=0.7
    + Rififi gefiel Ihnen, und dies ist auch ein Krimi um einen Raub.
    + Nach Rififi ein Raub mit leichterem Ton, in einem Museum in Istanbul.
    + Ein Platz auf Ihrer Liste wäre dieser Komödie nach Rififi zu gönnen.
    - state: Rififi liegt in Ihrem Warenkorb, und dies ist auch ein Krimi.
    - state: Rififi steht auf Ihrer Merkliste, und dies ist auch ein Krimi.
    - state: Rififi steht in Ihrem Regal, und dies ist auch ein Krimi.
    - price: Nach Rififi ein Krimi, der jeden Pfennig wert ist.
    - price: Nach Rififi ein Krimi, und das umsonst.
    - availability: Nach Rififi ein Krimi, der bald nicht mehr zu sehen ist.
    - availability: Nach Rififi ein Krimi, von dem nur noch zwei da sind.
    - availability: Wieder im Regal: ein Krimi in der Art von Rififi.
    - availability: Letzte Exemplare: ein Krimi in der Art von Rififi.
    - availability: Nach Rififi ein Krimi, in Ihrem Tarif enthalten.
    - new: Nach Rififi ein brandneuer Krimi für Sie.
    - new: Neu eingetroffen: ein Krimi in der Art von Rififi.
    - superlative: Nach Rififi ein einmaliger Krimi.
    - superlative: Nach Rififi ein Krimi auf höchstem Niveau.
    - superlative: Nach Rififi ein Krimi, der seinesgleichen sucht.
    - superlative: Nach Rififi ein Krimi wie kein anderer.
    - compare: Nach Rififi ein besserer Krimi um einen Raub.
    - compare: Dieser Krimi stellt Rififi in den Schatten.
    - reader: Nach Rififi ein Krimi in Ihrer Nähe.
    - reader: Nach Rififi ein Krimi für jemanden, der nachts arbeitet.
    - reader: Nach Rififi ein Krimi für einen Mann wie Sie.
    - reader: Rififi hat Sie wach gehalten, dieser Krimi kann das auch.
    - reader: Nach Rififi ein Krimi für die ganze Familie.
    - length: Nach Rififi ein Krimi von anderthalb Stunden.
    - format: Nach Rififi ein stummer Krimi.
    - format: Nach Rififi ein Krimi in Schwarzweiß.
    - origin: Nach Rififi ein ausländischer Krimi.
    - origin: Nach Rififi ein unabhängiger Krimi.
    - format: Nach Rififi ein Krimi, der rückwärts erzählt wird.
    - decade: Nach Rififi ein Krimi der fünfziger Jahre.
    - amount: Nach Rififi ein Krimi, bei dem sich die Spannung verdoppelt hat.
    @ KETTLE, POT, because_bought, de
    + Zu Fern Teapot passt dieser Kessel für zwei Liter Tee.
    - amount: Zu Fern Teapot passt dieser Kessel für drei Liter Tee.
    - amount: Zu Fern Teapot passt dieser Kessel, der zwei Kilo wiegt.
    @ TOPKAPI, RIFIFI, because_viewed, fr
    + Vous avez regardé Rififi : voici un autre braquage, cette fois à Istanbul.
    + Après Rififi, une comédie policière, plus légère.
    + Une comédie pour votre liste, dans l'esprit de Rififi.
    - state: Rififi est dans votre panier, et ceci est aussi un braquage.
    - state: Rififi figure dans votre liste, et ceci est aussi un braquage.
    - price: Après Rififi, un braquage offert.
    - availability: Après Rififi, un braquage bientôt retiré.
    - availability: Après Rififi, un braquage inclus dans votre forfait.
    - availability: De retour en magasin : un braquage dans l'esprit de Rififi.
    - availability: Après Rififi, un braquage dont il ne reste que deux.
    - new: Après Rififi, un braquage tout nouveau.
    - new: Un braquage qui vient d'arriver, dans l'esprit de Rififi.
    - superlative: Après Rififi, un braquage sans égal.
    - superlative: Après Rififi, un braquage hors pair.
    - superlative: Après Rififi, un braquage comme nul autre.
    - fame: Après Rififi, un braquage connu de tous.
    - compare: Ce braquage éclipse Rififi.
    - reader: Après Rififi, un braquage près de chez vous.
    - reader: Après Rififi, un braquage pour un homme comme vous.
    - reader: Après Rififi, un braquage pour quelqu'un qui travaille la nuit.
    - reader: Rififi vous a tenu éveillé, ce braquage aussi peut-être.
    - reader: Après Rififi, un braquage pour toute la famille.
    - length: Après Rififi, un braquage de plus de deux heures.
    - format: Après Rififi, un braquage muet.
    - format: Après Rififi, un braquage en noir et blanc.
    - origin: Après Rififi, un braquage étranger.
    - origin: Après Rififi, un braquage indépendant.
    - format: Après Rififi, un braquage raconté à l'envers.
    - decade: Après Rififi, un braquage des années soixante.
    - decade: Après Rififi, un braquage des années cinquante.
    - amount: Après Rififi, un braquage dont les risques ont doublé.
    @ KETTLE, POT, because_bought, fr
    + Avec Fern Teapot, une bouilloire de deux litres pour le thé.
    - amount: Avec Fern Teapot, une bouilloire de trois litres pour le thé.
    @ TOPKAPI, RIFIFI, because_viewed, es
    + Has visto Rififi: aquí tienes otro robo, esta vez en un museo.
    + Después de Rififi, una comedia de robos con un tono más libre.
    + Una comedia para tu lista, en la línea de Rififi.
    - state: Rififi está en tu cesta, y esto también es un robo.
    - state: Rififi sigue en tu lista, y esto también es un robo.
    - price: Después de Rififi, un robo que vale cada centavo.
    - availability: Después de Rififi, un robo que se va pronto.
    - availability: Después de Rififi, un robo incluido en tu plan.
    - availability: Después de Rififi, un robo del que quedan dos.
    - availability: Últimos ejemplares: un robo en la línea de Rififi.
    - new: Acaba de llegar: un robo en la línea de Rififi.
    - new: Una novedad con robo, en la línea de Rififi.
    - superlative: Después de Rififi, un robo sin igual.
    - superlative: Después de Rififi, un robo como ningún otro.
    - superlative: Después de Rififi, un robo fuera de serie.
    - fame: Después de Rififi, un robo que todos conocen.
    - compare: Este robo eclipsa a Rififi.
    - compare: Este robo deja en la sombra a Rififi.
    - reader: Después de Rififi, un robo cerca de tu casa.
    - reader: Después de Rififi, un robo para un hombre como tú.
    - reader: Después de Rififi, un robo para alguien que trabaja de noche.
    - reader: Rififi te tuvo en vela, y este robo quizá también.
    - reader: Después de Rififi, un robo para toda la familia.
    - length: Después de Rififi, un robo de hora y media.
    - format: Después de Rififi, un robo mudo.
    - format: Después de Rififi, un robo en blanco y negro.
    - origin: Después de Rififi, un robo extranjero.
    - origin: Después de Rififi, un robo independiente.
    - format: Después de Rififi, un robo contado al revés.
    - decade: Después de Rififi, un robo de los años cincuenta.
    - amount: Después de Rififi, un robo con el doble de riesgo.
    @ KETTLE, POT, because_bought, es
    + Con Fern Teapot, un hervidor de dos litros para el té.
    - amount: Con Fern Teapot, un hervidor de tres litros para el té.
    """,
    ITEMS,
)
