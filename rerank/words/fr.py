"""French words that say nothing which could be false."""

PLAIN = """
tendre compatible adulte adultes reportage
le la les l un une des de du d au aux à a et ou où mais donc or ni si que qu qui quoi dont quand comme comment
pourquoi parce puisque puis lorsque lorsqu jusque jusqu ce c cet cette ces cela ça ceci celui celle ceux celles tu te
t toi ton ta tes il elle on se s soi son sa ses vous votre vos ils elles leur leurs lui eux en y ne n pas plus moins
jamais rien non oui dans sur sous avec sans pour par vers chez entre contre avant après depuis pendant derrière devant
près loin autour selon parmi hors travers face grâce tout toute tous toutes autre autres même mêmes quelque quelques
chaque plusieurs certain certaine certains certaines tel telle tels aucun aucune peu beaucoup très trop assez bien
mieux aussi encore déjà toujours souvent parfois bientôt maintenant aujourd hui ensuite ici là voici voilà ainsi alors
presque vraiment simplement surtout notamment peut être ensemble plutôt également est es suis sommes êtes sont était
étaient été sera seront serait fût ai as avons avez ont avait avaient eu avoir aura auront aurait fait faire fais font
faisait va vas vont aller allez allait peux pouvez peuvent pouvoir pourrait pourraient doit devrait devraient dois
devez veut voulez vouloir faut deux fois première premier dernière dernier prochaine prochain film films livre livres
roman romans histoire histoires récit récits conte titre titres article articles produit produits œuvre œuvres série
lecture pièce scène scènes personnage personnages héros intrigue monde mondes univers cadre décor thème thèmes sujet
sujets humeur esprit style genre manière façon veine registre rythme ambiance atmosphère air goût goûts envie envies
sens note touche regard voix yeux cœur âme énergie charme force ligne chemin voie suite lien liens point points côté
part partie moment moments soir soirée soirées week end jour jours heure semaine pause canapé étagère liste collection
choix idée sélection suggestion compagnon compagne complément voisin mélange alliance contraste recherche raison
question chose place lieu début fin milieu amateur amateurs fan fans lecteur lecteurs lectrice spectateur spectateurs
plaisir aime aimez aimer aimé adoré adorer apprécié apprécier regardé regarder vu voir voyez lu lire lisez consulté
acheté commandé choisi choisir noté plu plaire plaît plaira plairait marier marie marient accompagne accompagnent
accompagner accompagnera complète complètent compléter partage partagent partager partagé rejoint rejoindre rappelle
rappellent rappeler suit suivre suivez suivent mêle mêlent mêler mêlant mélangent mélanger allie allient allier unit
unissent réunit réunissent combine combinent propose proposent proposer proposons offre offrent offrir donne donnent
donner apporte apportent apporter garde gardent garder prend prennent prendre porte portent porter met mettent mettre
mis tient tenir reste restent rester passe passent passer reprend reprendre reprennent poursuit poursuivre prolonge
prolonger prolongent continue continuer ramène ramènent ramener mène mènent mener emmène emmener emporte plonge
plongent plonger explore explorer découvrir découvre découvrez trouve trouvent trouver trouverez retrouve retrouver
retrouverez retrouvez cherche cherchez chercher cherchent raconte racontent raconter joue jouent jouer montre montrent
montrer tourne tourner change changer changez convient conviendra convenir ajoute ajouter évoque évoquent évoquer
essayer essayez laisse laisser laissez vient viennent venir revient revenir vit vivre demandé demander recherché
attend attendent attendre invite invitent inviter devient entrer bon bonne bons bonnes beau belle beaux bel joli
agréable proche proches semblable semblables similaire similaires pareil comparable voisine commun commune communs
communes parallèle naturel naturelle facile différent différente plein pleine entier entière propre propres vrai vraie
juste idéal intéressant familier possible directement naturellement facilement parle parlent parler quelqu quiconque
personne personnes groupe équipe lignée continuité écho dose pincée détail détails élément éléments ingrédient
ingrédients perspective rôle séduira séduire séduit parlera intéresser intéresse conduit conduire amène amener livrer
décrit décrire dépeint promet promettre retrace retracer suivra glisse glisser transpose transporte transporter
installe oppose opposer confronte nourrit enrichit enrichir approfondit étend étendre renoue renouer fidèle lit relire
croise croiser rencontre rencontrent rencontrer traverse traverser vivent naît naître parfait parfaitement idéalement
exactement précisément tellement autant cependant pourtant toutefois malgré quant puisse afin rouler servir sert
servent aide aident aider remplit remplir soutient tombe tombent monte descend dessine dessiner peint peindre portrait
présente présentent présenter révèle révéler observe observer considère imaginer imagine introduit introduire
rassemble rassembler réunir échange échanger remplace remplacer tisse tisser noue nouer pratique utile quotidien
simple calme tranquille paisible détendu posé central centrale principal principale seul seule séparé correspondant
opposé contraire différence différences ressemblance similitude parallèles affinité affinités rapport relation
relations parenté attache narrateur narratrice narration prémisse trame arrière plan coin table fenêtre longueur
profondeur taille forme formes structure motif qualité qualités caractère nature attitude vision angle direction
accessoire partenaire complice ailleurs partout nulle aussitôt lentement vite doucement finalement enfin davantage
outre pourra pourrez saura sauront mérite tentera tenter tenté curieux curieuse curiosité appétit attention vitesse
cadence trois quatre cinq six sept huit neuf dix douze cent mille tiré tirée inspiré inspirée fondé fondée basé basée
toucher abandon abord accent accord accroche accueil acte action adresse affaire aise ajout allure alternative
ambition ampleur amusement anecdote angoisse appel apport approche appui ardeur art aspect attrait atout attachement
attente audace avantage avis balade banalité base beauté besoin bizarrerie bonheur bout brin brio bruit but cadeau
candeur capacité caresse carrière cas cause cercle certitude chaleur chance chapitre charge chute clarté clé clef clou
cohérence colère commencement commentaire compagnie comparaison complexité complicité compréhension conception
conclusion condition confiance connaissance connivence conscience conséquence contact contenu contexte contrepoint
conviction corps couleur coup courage courant cours court crainte créativité crescendo croisement danger débat
décalage décision découverte découvertes défi délicatesse délice départ dépaysement désarroi désir dessein destin
destinée détour détermination devenir dialogue dilemme dimension discours discrétion distance distraction diversité
doigt don doute douceur droit durée dynamique ébauche échappée éclairage éclat écriture édifice effet effort élan
élégance émerveillement émoi émotion émotions empathie emprise enchaînement endroit énigme enjeu enjeux ennui
enthousiasme entrain entrée environnement épaisseur épreuve équilibre errance escapade espace espèce espoir essence
essentiel esthétique étape état étrangeté étude évasion événement évidence évocation exactitude examen excitation
exemple exigence existence expérience explication exploration expression fable façade facette facilité faiblesse
familiarité fantaisie fascination faveur fébrilité feu fièvre figure finesse fixation flair flamme flot flux folie
fonction fond fondement formule foyer fraîcheur franchise fraternité fréquence frisson frissons frontière fureur
galerie gamme générosité génie geste goutte grain grandeur gravité gré griffe gros habitude haleine hantise harmonie
hasard hâte hauteur herbe hésitation hommage honnêteté honneur horizon humanité identité illusion image images
imaginaire imagination immersion impact impatience importance impression impulsion inattendu incertitude inclination
inconnu indice indices influence ingéniosité innocence inquiétude insolite inspiration instant instants instinct
intelligence intensité intention intérêt intimité introspection intuition inventivité invitation ironie ivresse jeu
joie joies jubilation justesse labyrinthe langage langueur largeur leçon légèreté lenteur liberté limite limites
logique lueur lumière lutte main mains maîtrise malaise malice manque marche marge marque matière matériaux maturité
mécanique méditation mélancolie mélodie mémoire menace mesure méthode minutie mise mission mode modèle modestie morale
mordant morceau mot mots mouvement moyen mystère mystères naissance nécessité nerf nerfs nervosité netteté nostalgie
nouveauté noyau nuance nuances objet obsession obstination occasion odeur ombre ombres ondes opposition ordre
originalité origine oubli ouverture page pages paix palette panache paradoxe parfum parole paroles parcours parti
passage passion patience patte peau peine penchant pensée pensées perfection péripétie péripéties perle persévérance
personnalité perte petits piège piste pistes plongée pluralité poésie poids poigne pointe portée pouls poursuite
précaution précision préférence présence pression preuve principe prise problème profil profit progrès progression
projet promenade promesse propos prouesse prudence psyché puissance pulsation pureté quart quête queue raffinement
rapidité rappel rareté ravissement réaction réalité rebond recette récolte réconfort reconnaissance recul redécouverte
réel réflexion réflexions refrain refuge régal regards règle relance relief remède remords renaissance rencontres
rendez repère repères repos repli reprise réserve résonance respect respiration ressort ressorts résultat retenue
retour retournement retrouvailles rêverie réveil réussite richesse rigueur rires risque robustesse rondeur rouages
route routine rue rugosité ruse rythmes sagesse saisissement saut saveur saveurs savoir scénario séduction semblant
sensation sensations sensibilité sentiment sentiments sérénité sérieux service seuil signe silence simplicité
sincérité singularité situation solidité solitude solution sommet sonorité sorte sortie souci souffle soupçon source
sourire sourires souvenir souvenirs spectacle splendeur stupeur subtilité substance succession surprise surprises
surface sursaut suspens symétrie sympathie système tableau tact talent tempérament tempête temps tendance tendresse
ténacité tension tentation terme terrain tête texture tonalité totalité tour tourbillon tournure trace tradition trait
traits trajet tranquillité transition travail traversée trésor tristesse trouble trouvaille type urgence usage utilité
valeur variante variation variété vécu veille vérité version vertige vertu vibration vide vie vies vigueur virtuosité
visage vitalité vivacité vœu vue vulnérabilité zeste zone bouche captiver fasciner intriguer surprendre surpasser
émouvoir charmer enchanter amuser divertir distraire bouleverser attirer inspirer éveiller réveiller susciter
provoquer procurer dégager exhaler respirer souffler palpiter vibrer résonner frissonner trembler filer couler flotter
voguer errer flâner promener marcher avancer grimper sauter courir foncer penser réfléchir comprendre apprendre
connaître reconnaître expliquer éclairer interroger questionner pencher sonder creuser fouiller étudier analyser
démêler dénouer résoudre percer lever voiler dévoiler cacher masquer exposer illustrer aborder traiter effleurer
mentionner souligner savourer déguster goûter profiter contempler admirer écouter entendre sentir ressentir éprouver
habiter peupler animer guider pousser tirer entraîner emporter happer saisir attraper agripper retenir conserver
préserver étirer allonger élargir ouvrir fermer commencer débuter démarrer finir terminer achever clore durer demeurer
persister recommencer retourner rapporter remettre relancer renouveler varier alterner troquer délaisser quitter
abandonner oublier perdre gagner mériter valoir compter correspondre ressembler rapprocher distinguer différer
préférer désirer souhaiter espérer rêver croire sembler paraître devoir falloir oser risquer affronter braver combiner
associer joindre lier relier fondre assortir parfaire équilibrer adoucir relever pimenter captivant fascinant
intrigant surprenant émouvant charmant enchanteur divertissant bouleversant touchant attirant tentant inspirant
prenant haletant palpitant vibrant envoûtant troublant dérangeant oppressant pesant glaçant étouffant tendu nerveux
intense dense rapide vif lent serein doux délicat subtil raffiné élégant sobre épuré riche foisonnant généreux
chaleureux convivial intime secret mystérieux énigmatique étrange bizarre décalé loufoque absurde fou cocasse
malicieux espiègle ironique caustique incisif piquant acide amer grave profond réfléchi méditatif contemplatif rêveur
mélancolique nostalgique poétique lyrique onirique obscur clair lumineux coloré éclatant frais léger aérien énergique
entraînant vigoureux puissant fort solide robuste fiable durable stable souple commode confortable plaisant
sympathique aimable gentil bienveillant sincère honnête authentique crédible humain sensible pudique discret modeste
humble complexe sinueux tortueux tordu astucieux ingénieux malin habile adroit intelligent futé rusé attentif patient
obstiné tenace opiniâtre acharné méthodique minutieux rigoureux précis exact imprévisible inédit original singulier
particulier personnel unique atypique rare ordinaire habituel suivant précédent ancien actuel présent passé futur
immédiat soudain progressif lointain étroit large vaste grand petit long bref haut bas égal équivalent inverse
complémentaire nocturne bavard bavarde captif attaché autrement certes dedans dehors dessus dessous désormais environ
guère hélas jadis justement longtemps lors néanmoins quasi quelquefois rarement sinon soit tant tantôt tard tôt
volontiers celle-ci celui-ci ceux-ci celles-ci lequel laquelle lesquels lesquelles duquel auquel quelconque nombreux
nombreuses divers diverses différents bouts marié mesuré calqué monté bâti construit conçu pensé centré tourné porté
mené rythmé teinté empreint imprégné baigné nourri chargé rempli truffé semé parsemé sillage bras fer filon filature
virage virages coulisses plongeon grand-huit rebondissements face-à-face huis clos toile pourvoi malentendu
malentendus quiproquo quiproquos paire tables après-midi bouffée brise cocon bulle parenthèse halte escale virée
balades périple épopée équipée échappées implacable redoutable obsédant lancinant ténu feutré intimiste introspectif
dépaysant ressourçant réconfortant apaisant stimulant enlevé pétillant savoureux goûteux goûteuse délectable charpenté
ficelé troussé soigné fouillé maîtrisé abouti réussi fuir chasser traquer échapper piéger tromper mentir parier lutter
combattre résister céder plier rompre casser briser réparer soigner bricoler aligner affiner peaufiner adorable
formidable remarquable capable inévitable véritable palpable mémorable irrésistible visible terrible accessible
flexible inlassable indéniable incontestable convenable admirable appréciable insaisissable inépuisable impossible
instable invisible horrible coupable sable favorable inséparable discutable incroyablement vulnérable responsable
maison tenue chichis confort jeux
"""

IDIOMS = """
fil rouge; planète rouge; feu vert;
tout droit; de nouveau; à nouveau; une nouvelle; un nouve(?:au|l); du côté de; au cœur de; à la recherche de;
d'humeur; coup d'œil; clin d'œil; face à face; en ligne droite
"""

KINDS = {
    "popular": "apprécié populaire beaucoup monde gens personnes ici autres clients lecteurs",
    "trending": "populaire beaucoup monde gens découvre découvrent moment actuellement tendance",
    "new": "nouveau nouvelle nouveauté neuf",
    "explore": "nouveau nouvelle découverte changer surprise différent inattendu",
    "editorial": "notre rédaction choisi sélectionné équipe sélection",
    "promoted": "promu sponsorisé annonce publicité partenaire contenu",
    "because_asked": "demandé demande demandiez recherche recherché cherché cherchiez souhaité voulu question requête",
}

YOURS = """
goût goûts envie envies humeur liste collection étagère recherche question demande choix soirée week historique panier
achat note avis cuisine maison jardin bureau lecture prochaine prochain dernière dernier intérêt intérêts bibliothèque
attention équipement table tasse théière curiosité imagination sac randonnée randonnées sorties voyage voyages chambre
salon lit temps moments moment journée matin matins prochaines prochains nouvelle nouveau nouveaux premier première
"""

BEFORE_NOUN = """
le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs votre vos ton ta tes notre nos mon ma mes
quelques plusieurs chaque aucun aucune autre autres même mêmes nouveau nouvelle nouvel nouveaux nouvelles petit petite
petits petites grand grande beau belle bon bonne vrai vraie jeune vieux vieille vieil premier première dernier
dernière deux trois quatre cinq en avec sans par pour dans sur sous entre vers chez contre comme deuxième seconde seul
seule tout toute quel quelle
"""
