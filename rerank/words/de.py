"""German words that say nothing which could be false."""

PLAIN = """
reportage zählen
kauf käufe einkauf der die das den dem des ein eine einen einem einer eines kein keine und oder aber denn sondern doch
wenn falls als wie dass weil da damit ob so sehr auch noch nur schon wieder immer nie nicht mal einmal etwas nichts
alles alle allem allen viel viele vielen mehr weniger meist man sich selbst er sie es ihn ihm ihr ihnen ihre ihrem
ihren ihrer ihres sein seine seinem seinen seiner seines du dich dir dein deine deinem deinen deiner euch euer eure
wer wen wem wessen was welche welcher welches wo wohin woher wann warum hier dort dann nun jetzt heute bald danach
davor dabei dazu dafür davon daran darin daraus darum hierzu hinzu zu zum zur in im ins an am ans auf aus bei beim bis
durch für gegen mit nach nachdem neben ohne seit über um unter von vom vor während wegen zwischen entlang rund statt
trotz gegenüber innerhalb außer samt ab hin her hinein hinaus heran herein weiter zurück zusammen fort los bin bist
ist sind seid war waren wäre wären gewesen habe hast hat haben habt hatte hatten hätte gehabt werde wirst wird werden
wurde wurden würde würden worden geworden kann kannst können könnte könnten darf dürfen dürfte mag mögen möchte
möchten mochte gemocht muss müssen soll sollen sollte sollten will wollen lassen lässt dies diese diesem diesen dieser
dieses jene jenem jenen jener jenes jede jedem jeden jeder jedes solche manche einige beide beiden beider andere
anderen anderem anderer anderes anders weitere weiteren weiterer weiteres nächste nächsten gleich gleiche gleichen
gleicher selbe dasselbe derselbe dieselbe denselben derselben demselben ebenso ebenfalls genauso eher fast ganz recht
ziemlich wirklich einfach besonders vielleicht wohl möglicherweise gerade eben diesmal erste ersten erster letzte
letzten male film filme buch bücher roman geschichte geschichten erzählung titel stück stücke artikel produkt produkte
teil teile werk werke reihe serie lektüre szene szenen figur figuren held helden handlung welt welten schauplatz thema
themen stoff ton stimmung stil art weise weg wege spur gefühl sinn note hauch tempo rhythmus atmosphäre stimme blick
auge augen herz herzen seele kern kraft charme reiz druck geschmack interesse interessen lust fan fans leser leserin
liebhaber zuschauer kenner abend abende nacht wochenende tag tage stunde stunden woche moment pause sofa regal liste
sammlung auswahl wahl tipp vorschlag idee ergänzung begleiter begleitung gegenstück paar mischung verbindung mix
kombination kontrast abwechslung suche grund frage ding sache sachen seite platz ort punkt anfang ende mitte schritt
passt passen passend passende passender passendes gepasst ergänzt ergänzen teilt teilen geteilt verbindet verbinden
verbunden bietet bieten geboten bringt bringen gebracht nimmt nehmen genommen gibt geben gegeben hält halten gehalten
führt führen geführt folgt folgen folgend bleibt bleiben geblieben steht stehen geht gehen gegangen kommt kommen
gekommen trifft treffen getroffen liegt liegen zeigt zeigen gezeigt erzählt erzählen spielt spielen gespielt macht
machen gemacht findet finden gefunden sucht suchen gesucht sieht sehen gesehen schaut schauen angeschaut angesehen
ansehen gelesen lesen liest gekauft bestellt bewertet besprochen gewählt ausgewählt entschieden gefällt gefallen
geliebt lieben genossen genießen magst schätzen freuen setzt setzen stellt stellen knüpft anknüpfen erinnert erinnern
greift greifen nähert kehrt kehren wechselt wechseln mischt mischen gemischt vereint vereinen kombiniert kombinieren
verknüpft dreht drehen begleitet begleiten lädt laden entdecken entdeckt probieren ausprobieren versuchen sorgt sorgen
wartet warten gehört gehören handelt handeln beginnt beginnen endet enden taucht eintauchen öffnet trägt tragen
braucht brauchen wünschen gewünscht gefragt fragen schlägt lebt leben gut gute guten guter gutes gern gerne lieber
schön schöne schönen schöner schönes nah nahe näher ähnlich ähnliche ähnlichen ähnlicher ähnliches verwandt gemeinsam
gemeinsame gemeinsamen gemeinsamer gemeinsames eigen eigene eigenen eigener bekannt vertraut ganze ganzen voll voller
richtig richtige richtigen genau rein natürlich geeignet lohnt interessant weit ebenbürtig direkt jemand jemanden
menschen gruppe team gefüllt treu spricht sprechen redet rede beschreibt beschreiben schildert schildern verspricht
begegnet begegnen erlebt erleben widmet wirft wandert wendet liefert liefern enthält enthalten verlegt versetzt
vertieft erweitert bereichert schließt anschließen ansprechen anspricht zieht ziehen gezogen findest entdeckst brücke
blickt wirkt wirken verwandelt entsteht entstehen mitten dank ohnehin allerdings jedoch dennoch zudem außerdem
insgesamt ideal bestens schlicht anschluss nächster zweite zweiten einzelne ähnlichem gleichem vertrauten gewohnt
denen deren dessen aufgreift aufgegriffen aufnimmt mitbringt einlädt dazugehört ankommt weitergeht weiterführt
fortsetzt perspektive hauptrolle rolle element elemente detail details zutat zutaten prise ausflug darauf worauf
hierauf woran worin womit wofür währenddessen irgendwo überall nirgends anderswo ferner folglich deshalb deswegen
daher somit schließlich endlich langsam schnell ruhig ruhige ruhigen still praktisch nützlich handlich alltag
alltäglich bequem entspannt gemütlich gelassen einzeln zentral wesentlich entsprechend vergleichbar benachbart
gegensatz gegenteil unterschied unterschiede ähnlichkeit parallele parallelen verwandtschaft bezug beziehung
beziehungen zusammenhang bindung erzähler erzählerin erzählweise handlungsstrang ausgangspunkt hintergrund vordergrund
rahmen ecke tisch raum zimmer tür fenster länge tiefe breite größe form gestalt struktur muster eigenschaft qualität
charakter natur haltung blickwinkel sicht richtung folge kette zubehör partner füllt füllen dient dienen unterstützt
hilft helfen deutet vorschlagen nickt fällt steigt gleitet sammelt versammelt gesammelt beobachtet zeichnet malt
porträt porträtiert enthüllt betrachtet überlegen vorstellen vorgestellt ausmacht auszeichnet prägt geprägt bestimmt
dominiert durchzieht kreist kreisen verläuft tauschen tausch getauscht ersetzt begeistern interessieren interessiert
ansprechend reizvoll angenehm zwei drei vier fünf sechs sieben acht neun zehn zwölf hundert tausend wenig basiert
basierend beruht abbild abenteuerlust abgrund ablauf abschluss abseits abschied absicht absurd abstand achtung aha
ahnung akzent alternative anblick andenken anfänger angebot angelegenheit anhang anhaltend anhören anlass anlehnung
anmut annäherung anregung anreiz ansatz anschauen anspannung anspruch anstoß anteil antrieb antwort appetit arbeit
atem atemzug atmen atmosphärisch aufbau aufbruch aufhebens aufgabe aufmerksamkeit aufregung aufwand augenblick
augenzwinkern ausdauer ausdruck ausflüge ausgang ausgleich ausklang ausschnitt ausstrahlung austausch bandbreite bann
basis bauch beachtung bedeutung bedürfnis begabung begegnung begeisterung beginn begierde begriff behagen beitrag
beispiel bekanntschaft bereich berührung beschäftigung besonderheit besinnung bestandteil besuch betracht betrachtung
bild bilder bindeglied bisschen bogen böse brise charakterzug chance dasein denken denkanstoß dialog dilemma dimension
dinge distanz dosis drang dringlichkeit dunkelheit durcheinander durchblick dynamik echo eifer eigenart eigenheit
eigensinn einblick einblicke eindruck einfall einfluss einfühlung einheit einklang einladung einsicht einstieg eintrag
eleganz empfehlung empfinden empathie energie entdeckung entdeckungen entspannung entscheidung entwicklung ereignis
ereignisse erfahrung erfolg ergebnis erholung erinnerung erkenntnis erlebnis ernst ernsthaftigkeit eröffnung erwartung
erwartungen erzählfreude essenz facette facetten faden fährte fall fantasie farbe faszination feingefühl feinheit feld
fesselung feuer fingerspitzengefühl flair fokus formel forschung fortgang freude freuden frische freiheit frieden
fügung fundament funke furcht fülle gang gänze gebiet gedanke gedanken geduld gefahr gegenpol gegenwart geheimnis
gelassenheit gelegenheit gemüt gemeinsamkeit gemeinsamkeiten gemütlichkeit genauigkeit genuss gesamtheit geschehen
geschick gesellschaft gesicht gespür geste gewicht gewissheit gewohnheit glanz glaubwürdigkeit gleichgewicht
gleichklang glück grenze grenzen griff grundgefühl grundidee grundlage grundstimmung grundton gruß gunst haken halt
hand hände handgriff handschrift härte harmonie haupt hauptsache heimat heiterkeit herangehensweise herausforderung
herausforderungen herzblut herzenswärme herzlichkeit hilfe hingabe hinsicht hinweis hinweise hoffnung höhe höhepunkt
hunger hülle idylle impuls inhalt innere inneres inspiration instinkt intelligenz intensität interessierte ironie
jahre kammerspiel kampf kapitel klang klarheit klasse klugheit knobeln komfort komplexität konflikt konsequenz konzept
kopf kontrollverlust kreativität kreis kulisse kunst kurs lächeln lage langeweile last laune lebendigkeit lebensfreude
leere leichtigkeit leidenschaft leistung lesestoff licht linie lockerheit logik lösung maß material mechanik
melancholie menge mensch milde miteinander mittel mittelpunkt moral motiv motive mühe mut nachdenken nachklang
nachhall nächte nähe namen neigung nerv nerven nervenkitzel neugier neugierde niveau nostalgie nuance nuancen
obsession ordnung originalität paarung parade pfad pfade phantasie phase plan plätze präzision prinzip probe problem
probleme puls quelle rand rätsel raffinesse rausch reaktion regie reibung reichtum reife reihenfolge reise respekt
richtungen risiko ritt ruhe ruhepol rückblick rückkehr sammelsurium sammler sanftheit schatten schärfe scharfsinn
schaffen scharm schicksal schicht schichten schlag schluss schmiede schönheit schreck schritte schub schuss schutz
schwäche schwebe schwere schwung sehnsucht seiten sekunde selbstverständlichkeit sensibilität sicherheit signal sinne
sinnlichkeit situation skepsis skurrilität sog solidität sorgfalt sorte spannungsbogen spannungsfeld spannweite
spektrum spielart spielfreude spielraum spielweise spirale spitze spott sprache sprung stärke stand standpunkt stärken
start stelle stich stille stimmungen strang strecke streifzug streit strenge sturm stütze substanz symmetrie sympathie
system szenerie tagtraum takt talent tat tatsache tendenz textur tiefgang tiefsinn tiefen tonfall tonlage touch
tradition träger traum treiben treue trick trost tüftelei tüfteln typ übergang überblick überraschung überraschungen
überlegung überzeugung umfang umfeld umgang umgebung umweg unbehagen unbeschwertheit ungewissheit unruhe unrast
unterhaltung untergrund unterton untertöne ursprung variante variation verbundenheit verhältnis verlangen verlauf
verlockung vernunft versprechen verspieltheit verstand verständnis verstrickung versuch versuchung vertrautheit
verwirrung verzicht vielfalt vision vorfreude vorgang vorgehen vorliebe vorlieben vorsicht vorstellung vorzug wagnis
wahrheit wandel wandlung ware wärme wechsel wechselspiel weite welle wendungen werkzeug wert wesen widerhall
widerspruch wiedererkennen wiederholung wiedersehen wirkung wirklichkeit wissen wohlgefühl wort worte wucht wunder
wunsch würze zärtlichkeit zeichen zeit zeiten zeile zeilen ziel ziele zielsetzung zögern zugang zugewandtheit zukunft
zusammenspiel zustand zuversicht zwiespalt zwischentöne zwang anspannen packen fesseln mitreißen bewegen rühren
verzaubern überraschen unterhalten amüsieren anregen berühren locken verlocken reizen knistern prickeln kribbeln
funkeln leuchten schimmern strahlen schweben fließen strömen zerren drängen steigern wachsen öffnen erforschen
erkunden entfalten ergründen erklären erläutern verstehen lernen grübeln rätseln stöbern blättern abtauchen aufbrechen
weiterziehen weiterlesen weiterspielen weiterschauen zurücklehnen spannend packend fesselnd mitreißend bewegend
rührend verzaubernd überraschend unterhaltsam amüsant anregend berührend eindringlich eindrucksvoll intensiv dicht
stimmungsvoll leise laut sanft zart fein feinfühlig klug clever raffiniert scharfsinnig geistreich pfiffig temporeich
rasant flott gemächlich bedächtig locker leicht schwer tief tiefgründig vielschichtig komplex verzwickt vertrackt
kniffelig knifflig dunkel beklemmend bedrückend verstörend verrückt schräg skurril eigenwillig eigensinnig
ungewöhnlich unkonventionell originell verspielt verträumt melancholisch nachdenklich besinnlich wehmütig nostalgisch
herzlich charmant liebenswert liebenswürdig sympathisch ehrlich aufrichtig echt glaubhaft glaubwürdig nahbar
menschlich persönlich privat intim stark kraftvoll wuchtig energisch lebendig lebhaft bunt farbenfroh kühl nüchtern
sachlich präzise klar deutlich schlüssig stimmig ausgewogen gelungen solide handfest bodenständig robust zuverlässig
verlässlich brauchbar dauerhaft abwechslungsreich vielseitig reichhaltig üppig reduziert minimalistisch elegant edel
stilvoll zeitlos modern frisch neuartig unerwartet unvorhersehbar rätselhaft geheimnisvoll mysteriös verborgen
versteckt obsessiv besessen hartnäckig stur unbeirrt entschlossen mutig tapfer kühn wild zäh geduldig neugierig
wissbegierig aufmerksam achtsam behutsam vorsichtig sorgfältig sorgsam gründlich ausführlich knapp kompakt dünn dick
groß klein kurz lang breit hoch niedrig fröhlich vergnüglich albern ernsthaft nervenaufreibend nervös kribbelig
aufregend aufreibend atemlos nervenzehrend schweißtreibend beleuchten vermitteln thematisieren behandeln aufgreifen
fortführen weiterführen ausbauen vertiefen bereichern abrunden verfeinern vervollständigen erleichtern ermöglichen
erlauben versprühen ausstrahlen verströmen verbreiten hervorrufen auslösen wecken erzeugen erschaffen entwerfen kennen
kennenlernen bevorzugen vermissen hoffen erwarten lohnen verdienen eignen empfehlen anbieten nahelegen entsprechen
ähneln unterscheiden abheben komplettieren harmonieren korrespondieren ausmalen spüren fühlen ahnen merken bemerken
hören lauschen riechen schmecken anfassen holen legen hängen sitzen laufen wandern streifen reisen fahren gleiten
schreiten springen berichten vorführen offenlegen enthüllen entlarven verraten verbergen verstecken verlieren gewinnen
verfolgen hetzen fliehen entkommen geraten verstricken verwickeln verheddern vermutlich durchaus geradezu regelrecht
förmlich nahezu beinahe überaus äußerst ausgesprochen erstaunlich überraschenderweise wunderbar hübsch nett freundlich
lieb liebevoll bewusst unbewusst heimlich offen anfangen aufhören schließen dauern behalten bewahren pflegen hegen
gönnen ebensolche solcher solchen sonst sobald solange bevor indem sodass wobei wonach wodurch worum wovon weshalb
dahinter darüber darunter dazwischen daneben dadurch demnach dorthin drin drinnen draußen drumherum drüben hinter vorn
vorne hinten oben unten links rechts innen außen unterwegs daheim zuhause zuvor vorher nachher später früher
gleichermaßen gleichfalls nebenbei zugleich gleichzeitig zunächst zuerst zuletzt anschließend daraufhin allmählich
nacheinander aufeinander ineinander zueinander voneinander füreinander mehrere etliche sämtliche wenige gar überhaupt
eigentlich tatsächlich wahrhaft eindeutig offensichtlich sicher gewiss sicherlich selbstverständlich kaliber raubein
duell duelle atemberaubung versinken dürften pulsierend strudel abgründe abgründig zweikampf kräftemessen katz
spielchen kopfzerbrechen gänsehaut schauer schmunzeln augenschmaus leckerbissen lesevergnügen filmabend spieleabend
leseabend kinoabend spielabend kosmos mikrokosmos ausweg umwege irrweg irrwege sackgasse bewährungsprobe zerreißprobe
gratwanderung kehrseite schattenseite schattenseiten zwischenspiel nachspiel vorspiel auftakt finale abspann
wendepunkt wendepunkte knackpunkt brennpunkt blickfang ruhepunkt herzschlag herzklopfen gefühle gefühlslage
gefühlswelt innenleben innenwelt gedankenwelt gedankengang gedankenspiel wortwitz wortgefecht schlagabtausch
stimmungsbild sittenbild zeitbild lebensgefühl lebensweg lebenswelt lebenslust feinsinn frohsinn starrsinn hintersinn
hintergründe hintergründig unaufgeregt unaufdringlich unverwechselbar eingespielt eingängig eigenständig weiterführend
wohltuend wohldosiert pointiert zugespitzt verdichtet gedrängt getragen gewitzt gewieft gerissen geschickt gekonnt
gediegen gehaltvoll geerdet schützen zusammenbringen aufeinandertreffen gegenüberstehen gegenüberstellen kämpfen
ringen streiten träumen bangen zittern fiebern mitfiebern miträtseln mitdenken mitfühlen mitraten nachspüren nachgehen
nachfühlen nacherleben aufspüren auftun auftauchen aufkommen aufgehen aufflammen auffangen spürbar greifbar sichtbar
unverkennbar denkbar kostbar sonderbar offenbar unmittelbar fassbar unfassbar unnahbar dankbar furchtbar lesbar
spielbar unberechenbar wahrnehmbar unübersehbar scheinbar unzertrennbar machbar erreichbar bar mauer mauern freund
freunde freunden spiel spiele
"""

IDIOMS = """
rote[mnrs]? (?:faden|fäden|planet(?:en)?); grüne[smn]? licht;
vor allem; auf der suche nach; in der stimmung; genau das richtige; das richtige; (?:wie|warum|was|wo) wir;
am besten (?:mit|gegen|bei|im|am|zu)
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
vorliebe anfrage bibliothek ausrüstung nerv nerven neugier fantasie blick tisch tasse kanne schrank rucksack touren
tour weg reise reisen ausflug ausflüge feierabend tag tage morgen alltag bett schlafzimmer wohnzimmer aufmerksamkeit
zeit ersten neue neuen neues neuer
"""
