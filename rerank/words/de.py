"""German words that say nothing which could be false."""

PLAIN = """
der die das den dem des ein eine einen einem einer eines kein keine und oder aber denn sondern doch wenn falls als wie
dass weil da damit ob so sehr auch noch nur schon wieder immer nie nicht mal einmal etwas nichts alles alle allem
allen viel viele vielen mehr weniger meist man sich selbst er sie es ihn ihm ihr ihnen ihre ihrem ihren ihrer ihres
sein seine seinem seinen seiner seines du dich dir dein deine deinem deinen deiner euch euer eure wer wen wem wessen
was welche welcher welches wo wohin woher wann warum hier dort dann nun jetzt heute bald danach davor dabei dazu dafür
davon daran darin daraus darum hierzu hinzu zu zum zur in im ins an am ans auf aus bei beim bis durch für gegen mit
nach nachdem neben ohne seit über um unter von vom vor während wegen zwischen entlang rund statt trotz gegenüber
innerhalb außer samt ab hin her hinein hinaus heran herein weiter zurück zusammen fort los bin bist ist sind seid war
waren wäre wären gewesen habe hast hat haben habt hatte hatten hätte gehabt werde wirst wird werden wurde wurden würde
würden worden geworden kann kannst können könnte könnten darf dürfen dürfte mag mögen möchte möchten mochte gemocht
muss müssen soll sollen sollte sollten will wollen lassen lässt dies diese diesem diesen dieser dieses jene jenem
jenen jener jenes jede jedem jeden jeder jedes solche manche einige beide beiden beider andere anderen anderem anderer
anderes anders weitere weiteren weiterer weiteres nächste nächsten gleich gleiche gleichen gleicher selbe dasselbe
derselbe dieselbe denselben derselben demselben ebenso ebenfalls genauso eher fast ganz recht ziemlich wirklich
einfach besonders vielleicht wohl möglicherweise gerade eben diesmal erste ersten erster letzte letzten male film
filme buch bücher roman romane geschichte geschichten erzählung titel stück stücke artikel produkt produkte teil teile
werk werke reihe serie lektüre szene szenen figur figuren held heldin helden handlung welt welten schauplatz thema
themen stoff ton stimmung geist stil art weise weg wege spur gefühl sinn note hauch tempo rhythmus atmosphäre stimme
blick auge augen herz herzen seele kern kraft charme reiz druck geschmack interesse interessen lust liebe freund
freunde fan fans leser leserin liebhaber zuschauer kenner abend abende nacht wochenende tag tage stunde stunden woche
moment pause sofa regal liste sammlung auswahl wahl tipp vorschlag idee ergänzung begleiter begleitung gegenstück
nachbar paar mischung verbindung mix kombination kontrast abwechslung suche grund frage ding sache sachen seite platz
ort punkt anfang ende mitte schritt passt passen passend passende passender passendes gepasst ergänzt ergänzen teilt
teilen geteilt verbindet verbinden verbunden bietet bieten geboten bringt bringen gebracht nimmt nehmen genommen gibt
geben gegeben hält halten gehalten führt führen geführt folgt folgen folgend bleibt bleiben geblieben steht stehen
geht gehen gegangen kommt kommen gekommen trifft treffen getroffen liegt liegen zeigt zeigen gezeigt erzählt erzählen
spielt spielen gespielt macht machen gemacht findet finden gefunden sucht suchen gesucht sieht sehen gesehen schaut
schauen angeschaut angesehen ansehen gelesen lesen liest gekauft bestellt bewertet besprochen gewählt ausgewählt
entschieden gefällt gefallen geliebt lieben genossen genießen magst schätzen freuen setzt setzen stellt stellen knüpft
anknüpfen erinnert erinnern greift greifen nähert kehrt kehren wechselt wechseln mischt mischen gemischt vereint
vereinen kombiniert kombinieren verknüpft dreht drehen begleitet begleiten lädt laden entdecken entdeckt probieren
ausprobieren versuchen sorgt sorgen wartet warten gehört gehören handelt handeln beginnt beginnen endet enden taucht
eintauchen öffnet trägt tragen braucht brauchen wünschen gewünscht gefragt fragen schlägt lebt leben gut gute guten
guter gutes gern gerne lieber schön schöne schönen schöner schönes nah nahe näher ähnlich ähnliche ähnlichen ähnlicher
ähnliches verwandt gemeinsam gemeinsame gemeinsamen gemeinsamer gemeinsames eigen eigene eigenen eigener bekannt
vertraut ganze ganzen voll voller richtig richtige richtigen genau rein natürlich geeignet lohnt interessant weit
ebenbürtig direkt jemand jemanden menschen gruppe team gefüllt treu spricht sprechen redet rede beschreibt beschreiben
schildert schildern verspricht begegnet begegnen erlebt erleben widmet wirft wandert wendet liefert liefern enthält
enthalten verlegt versetzt vertieft erweitert bereichert schließt anschließen ansprechen anspricht zieht ziehen
gezogen findest entdeckst brücke blickt wirkt wirken verwandelt entsteht entstehen mitten dank ohnehin allerdings
jedoch dennoch zudem außerdem insgesamt ideal bestens schlicht anschluss nächster zweite zweiten einzelne ähnlichem
gleichem vertrauten gewohnt denen deren dessen aufgreift aufgegriffen aufnimmt mitbringt einlädt dazugehört ankommt
weitergeht weiterführt fortsetzt perspektive hauptrolle rolle element elemente detail details zutat zutaten prise
ausflug darauf worauf hierauf woran worin womit wofür währenddessen irgendwo überall nirgends anderswo ferner folglich
deshalb deswegen daher somit schließlich endlich langsam schnell ruhig ruhige ruhigen still praktisch nützlich
handlich alltag alltäglich bequem entspannt gemütlich gelassen einzeln zentral wesentlich entsprechend vergleichbar
benachbart gegensatz gegenteil unterschied unterschiede ähnlichkeit parallele parallelen verwandtschaft bezug
beziehung beziehungen zusammenhang bindung band erzähler erzählerin erzählweise handlungsstrang ausgangspunkt
hintergrund vordergrund rahmen bühne ecke tisch raum zimmer tür fenster länge tiefe breite größe form gestalt struktur
muster eigenschaft qualität charakter natur haltung blickwinkel sicht richtung folge kette zubehör partner füllt
füllen dient dienen unterstützt hilft helfen deutet vorschlagen nickt fällt steigt gleitet sammelt versammelt
gesammelt beobachtet zeichnet malt porträt porträtiert enthüllt betrachtet überlegen vorstellen vorgestellt ausmacht
auszeichnet prägt geprägt bestimmt dominiert durchzieht kreist kreisen verläuft tauschen tausch getauscht ersetzt
begeistern interessieren interessiert ansprechend reizvoll angenehm zwei drei vier fünf sechs sieben acht neun zehn
zwölf hundert tausend wenig basiert basierend beruht
"""

IDIOMS = """
vor allem; auf der suche nach; in der stimmung; genau das richtige; das richtige
"""

KINDS = {
    "popular": "beliebt viele vielen menschen leute anderen andere kunden leser zuschauer hier",
    "trending": "beliebt viele vielen menschen leute andere entdecken gerade momentan derzeit neu",
    "new": "neu neues neue frisch",
    "explore": "neu neues anderes überraschung ungewohnt abseits gewohnt",
    "editorial": "redaktion ausgesucht ausgewählt empfehlung team",
    "promoted": "anzeige gesponsert beworben werbung partner",
    "because_asked": "gefragt gesucht suche suchen wünschen gewünscht wunsch anfrage wollten wollen frage bitte",
}
YOURS = """
geschmack interesse interessen stimmung liste sammlung regal suche frage wunsch wahl auswahl abend wochenende verlauf
warenkorb kauf bewertung küche zuhause garten schreibtisch lektüre nächste nächster nächstes letzte letzter letztes
vorliebe anfrage bibliothek ausrüstung
"""
