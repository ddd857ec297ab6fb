"""French words that say nothing which could be false."""

PLAIN = """
le la les l un une des de du d au aux à a et ou où mais donc or ni car si que qu qui quoi dont quand comme comment
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
lecture pièce scène scènes personnage personnages héros héroïne intrigue monde mondes univers cadre décor thème thèmes
sujet sujets humeur esprit style genre manière façon veine registre rythme ambiance atmosphère air goût goûts envie
envies sens note touche regard voix yeux cœur âme énergie charme force fil ligne chemin voie suite lien liens point
points côté part partie moment moments soir soirée soirées nuit week end jour jours heure semaine pause canapé étagère
liste collection choix idée sélection suggestion compagnon compagne complément voisin mélange alliance mariage
contraste recherche raison question chose place lieu début fin milieu amateur amateurs fan fans lecteur lecteurs
lectrice spectateur spectateurs plaisir aime aimez aimer aimé adoré adorer apprécié apprécier regardé regarder vu voir
voyez lu lire lisez consulté acheté commandé choisi choisir noté plu plaire plaît plaira plairait marier marie marient
accompagne accompagnent accompagner accompagnera complète complètent compléter partage partagent partager partagé
rejoint rejoindre rappelle rappellent rappeler suit suivre suivez suivent mêle mêlent mêler mêlant mélangent mélanger
allie allient allier unit unissent réunit réunissent combine combinent propose proposent proposer proposons offre
offrent offrir donne donnent donner apporte apportent apporter garde gardent garder prend prennent prendre porte
portent porter met mettent mettre mis tient tenir reste restent rester passe passent passer reprend reprendre
reprennent poursuit poursuivre prolonge prolonger prolongent continue continuer ramène ramènent ramener mène mènent
mener emmène emmener emporte plonge plongent plonger explore explorer découvrir découvre découvrez trouve trouvent
trouver trouverez retrouve retrouver retrouverez retrouvez cherche cherchez chercher cherchent raconte racontent
raconter joue jouent jouer montre montrent montrer tourne tourner change changer changez convient conviendra convenir
ajoute ajouter évoque évoquent évoquer essayer essayez laisse laisser laissez vient viennent venir revient revenir vit
vivre demandé demander recherché attend attendent attendre invite invitent inviter devient entrer bon bonne bons
bonnes beau belle beaux bel joli agréable proche proches semblable semblables similaire similaires pareil comparable
voisine commun commune communs communes parallèle naturel naturelle facile différent différente plein pleine entier
entière propre propres vrai vraie juste idéal intéressant familier possible directement naturellement facilement parle
parlent parler quelqu quiconque personne personnes groupe équipe lignée continuité écho dose pincée détail détails
élément éléments ingrédient ingrédients perspective rôle séduira séduire séduit parlera intéresser intéresse conduit
conduire amène amener livrer décrit décrire dépeint promet promettre retrace retracer suivra glisse glisser transpose
transporte transporter installe oppose opposer confronte nourrit enrichit enrichir approfondit étend étendre renoue
renouer fidèle lit relire croise croiser rencontre rencontrent rencontrer traverse traverser vivent naît naître
parfait parfaitement idéalement exactement précisément tellement autant cependant pourtant toutefois malgré quant
puisse afin rouler servir sert servent aide aident aider remplit remplir soutient tombe tombent monte descend dessine
dessiner peint peindre portrait présente présentent présenter révèle révéler observe observer considère imaginer
imagine introduit introduire rassemble rassembler réunir échange échanger remplace remplacer tisse tisser noue nouer
pratique utile quotidien simple calme tranquille paisible détendu posé central centrale principal principale seul
seule séparé correspondant opposé contraire différence différences ressemblance similitude parallèles affinité
affinités rapport relation relations parenté attache narrateur narratrice narration prémisse trame arrière plan coin
table fenêtre longueur profondeur taille forme formes structure motif qualité qualités caractère nature attitude
vision angle direction accessoire partenaire complice ailleurs partout nulle aussitôt lentement vite doucement
finalement enfin davantage outre pourra pourrez saura sauront mérite tentera tenter tenté curieux curieuse curiosité
appétit attention vitesse cadence trois quatre cinq six sept huit neuf dix douze cent mille tiré tirée inspiré
inspirée fondé fondée basé basée toucher
"""

IDIOMS = """
tout droit; de nouveau; à nouveau; une nouvelle; un nouve(?:au|l); du côté de; au cœur de; à la recherche de;
d'humeur; coup d'œil; clin d'œil; face à face
"""

KINDS = {
    "popular": "apprécié populaire beaucoup monde gens personnes ici autres clients lecteurs",
    "trending": "populaire beaucoup monde gens découvre découvrent moment actuellement tendance",
    "new": "nouveau nouvelle nouveauté neuf",
    "explore": "nouveau nouvelle découverte changer surprise différent inattendu",
    "editorial": "rédaction choisi sélectionné équipe sélection",
    "promoted": "promu sponsorisé annonce publicité partenaire contenu",
    "because_asked": "demandé demande demandiez recherche recherché cherché cherchiez souhaité voulu question requête",
}
YOURS = """
goût goûts envie envies humeur liste collection étagère recherche question demande choix soirée week historique panier
achat note avis cuisine maison jardin bureau lecture prochaine prochain dernière dernier intérêt intérêts bibliothèque
attention équipement
"""
