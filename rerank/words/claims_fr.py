"""French words that claim what must be in the data: entries are regular expressions, separated by semicolons."""

WORDS = {
    "claim": r"""
        incomparable\w*; imbattable\w*; inégalable\w*; insurpass\w+; unique\w*; inimitable\w*; réputé\w*; fameu\w+;
        primé\w*; récompens\w*; oscar\w*; césar\w*; prix; gagn(?:é|ant|ante|e)\w*; nomm(?:é|ée|és|ées); nomination\w*;
        chefs?; incontournable\w*; légendaire\w*; acclam\w*; salué\w*; culte\w*; célèbre\w*; célébré\w*; renommé\w*;
        réalis\w+; suite; adapt\w+; scénariste\w*; auteur\w*; autrice\w*; écrivain\w*; parfait\w*; excellent\w*;
        exceptionnel\w*; extraordinaire\w*; magnifique\w*; superbe\w*; sublime\w*; génial\w*; brillan\w+;
        inoubliable\w*; incroyable\w*; inégal\w*; unanim\w*; critiques?; records?; ultime\w*; mythique\w*;
        emblématique\w*; spectaculaire\w*; fabriqu\w+; artisanal\w*; certifi\w+; brevet\w+; garanti\w*; exclusi\w+;
        officiel\w*; prouv\w+; études?; scientifiques?; guéri\w*; soigne\w*; produit[es]?; interdit\w*; trilogie\w*;
        saga; remake\w*; vendu\w*; équitable\w*; certificat\w*; studios?; subventions?; dermatologues?
    """,
    "price": r"""
        offerts?; offertes?; sous-coté\w*;
        gratuit\w*; promo\w*; soldes?; soldé\w*; rabais; réduction\w*; remise\w*; euros?; centimes?; coût\w*; cher;
        chère; abordable\w*; économi\w+; argent; payer; payez
    """,
    "availability": r"""
        retiré\w*; forfait\w*; abonnement\w*; expir\w+;
        disponib\w+; stocks?; livr(?:é|ée|és|aison)\w*; streaming; abonn\w+; télécharg\w+; dépêch\w+; épuis\w+;
        limité\w*; commandez; multijoueur\w*; ligne
    """,
    "date": r"""
        janvier; février; mars; avril; mai; juin; juillet; août; septembre; octobre; novembre; décembre; lundi; mardi;
        mercredi; jeudi; vendredi; samedi; dimanche; hier; demain; siècles?; décennies?; récent\w*; récemment; paru\w*;
        sorti\w*; publié\w*; publication
    """,
    "self": r"je; j; moi; mon; ma; mes; notre; nos",
    "trait": r"""
        rouges?; bleue?s?; verte?s?; muette?s?; étrang(?:er|ère)s?; indépendante?s?; doublé\w*; triplé\w*;
        quadruplé\w*; importé\w*; sous-titré\w*; court-métrage; long-métrage
    """,
    "new": r"""
        nouveautés?; fraîchement; inédit\w*
    """,
}
PHRASES = {
    "superlative": r"""
        sans (?:égale?s?|pareille?s?|rivale?s?|équivalent|concurrence|précédent|comparaison); hors (?:pair|norme|
        du commun|catégorie|concours); comme (?:nul(?:le)?|aucune?|personne|rien) (?:d['’])?autre;
        à nul(?:le)? autre pareille?; nec plus ultra; de (?:très )?(?:haut vol|haut niveau|haute volée|
        premier ordre|premier plan|grande classe); au plus haut (?:niveau|point); haut de gamme;
        (?:le|la|les|du|des|au|aux) (?:\w+ )?plus (?!près|loin|tard|tôt|souvent|de|que)[\w-]+; de tous les temps;
        (?:du|au) monde; (?:le |la |les )?meilleure?s?
    """,
    "same": r"""
        (?:du|de la|des|le|la|par le|par la) (?:mêmes? )?(?:auteurs?|autrice|réalisat\w+|créat\w+|équipe|studio|
        fabricant|marque) (?:de|du|que|à qui);
        (?:mêmes?) (?:auteurs?|autrice|réalisat\w+|créat\w+|équipe|studio|fabricant|marque|main)
    """,
    "claim": r"""
        connue?s? (?:de tous|partout|de toutes|du (?:grand )?public); (?:bien|très|mondialement|
        universellement) connue?s?; que (?:tous|chacun|tout le monde) connai\w+;
        (?:finit|termine) (?:bien|mal); de l['’]année;
        (?:premier|deuxième|second|troisième|dernier) (?:tome|volume|volet|épisode);
        réellement (?:arrivé|passé)\w*; fin (?:heureuse|tragique|triste); chefs?-d['’]œuvre; histoires? vraies?;
        faits? réels?; numéro un; un must; taille (?:grand|petit|bien);
        jamais (?:réalisé|écrit|fait|tourné|vu);
        (?:écrit|réalisé|créé|signé|tourné|produit|recommandé)[es]* (?:par|en|au|de);
        (?:basé|inspiré|tiré|adapté)[es]* (?:sur|de|d|du); fait[es]? (?:à la )?main; fait[es]? (?:en|au);
        sans (?:gluten|sucre|bpa); (?:font|fait|faire) (?:maigrir|dormir|du bien); deux joueurs; à (?:deux|plusieurs)
    """,
    "price": r"""
        (?:vaut|mérite) (?:\w+ )?(?:sou|son prix|le coût|le prix); chaque (?:sou|centime);
        (?<!plus )libre d['’]accès; frais offerts;
        (?:petit|bon|prix|moitié|meilleur)[- ]prix; bon marché; pas chers?; moins cher\w*; en (?:promotion|solde)
    """,
    "availability": r"""
        bientôt (?:\w+ )?(?:retir\w+|disparu\w*|parti\w*|enlev\w+|fini\w*|supprim\w+|plus|quitt\w+); (?:quitte|
        disparaît|part|s['’]en va) bientôt; plus pour longtemps; (?:compris|inclus)\w* (?:dans|avec);
        dans votre (?:forfait|offre|abonnement|formule); de retour (?:en|dans|au|sur) (?:(?:les|nos|
        vos) )?(?:magasin|rayon|boutique|salle|catalogue|étagères?)\w*; derni(?:er|ère)s? (?:exemplaires?|places?|
        pièces?|unités?|billets?); (?:ne )?(?:reste|restent|restant) (?:\w+ )?(?:qu['’]|que )?(?:une?|deux|trois|
        quatre|cinq|six|sept|huit|neuf|dix|quelques|peu);
        en (?:stock|rayon|ligne|streaming); dernière chance; derni(?:ers|ères) (?:pièces|exemplaires|jours);
        (?:il )?(?:n['’]en )?reste(?:nt)? (?:que|plus|peu|quelques); (?:avant|tant) qu['’]il;
        (?:dès|seulement) (?:aujourd['’]hui|maintenant|demain); avec (?:vos|tes|des) amis;
        sur (?:votre|ta) (?:console|tablette|télé\w*)
    """,
    "date": r"""
        (?:cette|la|ce|le|l['’]) ?(?:semaine|mois|année|an|été|hiver|automne|printemps|saison) (?:dernière?|prochaine?|
        passée?); cette (?:semaine|année|saison); ce (?:mois|printemps|week-end);
        (?:il y a|depuis|pendant) (?:\w+ )?(?:ans?|années?|mois|semaines|jours|heures);
        (?:un|quelques) (?:ans?|années?|mois) (?:après|avant|plus tard);
        en (?:une|un|quelques) (?:soirée|après-midi|heures?|week-end)s?; vient de (?:sortir|paraître)
    """,
    "others": r"""
        tout le monde; chacun\w*; personne (?:ne|d['’]autre); la plupart des;
        (?:les |des |nos |de nombreux |tous les |beaucoup de |d['’]autres )(?:\w+ )?(?:lecteurs|lectrices|spectateurs|
        clients|joueurs|fans|amateurs|utilisateurs|gens|parents|familles|critiques|internautes|enfants|femmes|
        hommes)(?: \S+){0,5}? (?:adorent|aiment|l['’]adorent|l['’]aiment|adoré|aimé|ont|sont|recommandent|achètent|
        préfèrent|plébiscit\w+|raffolent|choisissent|lisent|regardent); plébiscit\w+; populaires?;
        (?:gens|lecteurs|spectateurs|joueurs|clients|personnes) comme vous; ne jurent que; gens comme vous;
        coups? de cœur des
    """,
    "promise": r"""
        vous (?:allez|n['’]allez|ne) (?:\S+ ){0,3}?(?:adorer|aimer|regretter|regretterez|être|serez|rire|pleurer|
        oublier|vouloir); vous (?:aimerez|adorerez|serez|rirez|pleurerez|regretterez|apprécierez forcément);
        (?:va|vont) (?:vous|forcément|sûrement) (?:\w+ )?(?:plaire|ravir|enchanter|changer|séduire);
        (?:à coup sûr|sans aucun doute|sans risque); promets; promettons; promis\b;
        vous plaira (?:forcément|sûrement|à coup sûr); (?:changera|bouleversera) (?:votre|ta);
        ne (?:vous )?(?:décevra|décevront|regretterez)
    """,
    "compare": r"""
        éclips\w+; dans l['’]ombre; fait pâlir; pâlit; relègue; détrône; bien supérieure?s?; un cran au-dessus;
        au-dessus de \ue001; laisse \ue001 (?:loin )?derrière;
        (?<!ne )(?<!non )(?<!d['’]autant )(?:plus|moins) (?!près|loin|que|encore)[\w-]+(?: \S+){0,1} qu(?:e|['’]);
        (?:mieux|pire|meilleure?s?) qu(?:e|['’]); supérieure?s? à; surpass\w+; encore (?:plus|mieux); deux fois plus
    """,
    "self": r"""nous (?:vous )?(?:\w+ons|avons|sommes); nous vous""",
    "new": r"""
        (?:tout|toute|flambant) (?:nouveau|nouvelle|nouvel|neuf|neuve)\w*; vien(?:t|
        nent) (?:tout juste )?d['’]arriver; viennent? d['’]être (?:ajout|publi)\w+; tout juste (?:arriv|ajout|
        sorti)\w*
    """,
    "trait": r"""
        (?:raconté|tourné|narré|joué)\w* (?:à l['’]envers|à rebours|en temps réel|en décors|dans le désordre|
        en extérieur)\w*; à rebours; en temps réel; en décors naturels; en flash-?back; (?:vrai|
        réel)(?:le)?s? (?:histoires?|vies?|affaires?|cas); (?:histoire|affaire|vie|cas|événements?) (?:vraie?|
        réel(?:le)?)s?; heures? et demie?; (?:court|long)s?[- ](?:métrages?|films?|romans?|livres?); (?:film|roman|
        livre|récit|série)s? (?:court|long)\w*; en couleurs?; de (?:la )?marque; pour (?:toute la famille|
        petits et grands|tous les âges|tout âge|tout public|les grands et les petits|adultes)
    """,
}
ACTS = {
    "bought": r"""
        \ue001 (?:\S+ ){0,4}(?:dans|sur|de|à|parmi) (?:votre|vos|ta|ton|tes) (?:\w+ )?(?:étagères?|collection|
        bibliothèque|cuisine|maison|bureau|achats|salon);
        (?:avez|as) (?:\w+ )?(?:acheté|commandé|acquis); (?:venez|viens) d['’]ache\w+; votre achat; possédez;
        (?:votre|vos|ton|ta) (?:nouve\w+ )?\ue001
    """,
    "rated": r"""(?:avez|as) (?:\w+ )?(?:bien )?noté; votre (?:note|avis)""",
    "liked": r"""
        (?:avez|as) (?:\w+ )?(?:aimé|adoré|apprécié); (?:vous|t) ?(?:a|ont|avait) (?:\w+ )?plu;
        (?:parce que|puisque|comme) vous (?:aimez|adorez|appréciez);
        (?:vos|votre|tes|ton) (?:\w+ )?(?:préféré|favori)\w*
    """,
    "loved": r"""
        ador(?:é|ez|es|ée|iez); préférée?s?; favori(?:te)?s?; passionnée? de \ue001; (?:si|très) bien noté
    """,
    "asked": r"""
        (?:avez|as) (?:\w+ )?(?:demandé|cherché|recherché); votre (?:recherche|demande|question)
    """,
    "any": r"""(?:avez|as) (?:\w+ )?(?:vu|regardé|consulté|choisi|lu|joué|découvert|exploré)""",
    "more": r"""
        (?:vous|t['’]) ?(?:a|ont|avait) (?:tenue?s?|gardée?s?|empêchée?s?|fait) (?:éveillée?s?|en éveil|veiller|
        de dormir|passer|jusqu\S*|debout);
        (?:avez|as) (?:\w+ )?(?:terminé|fini|dévoré|revu|relu|passé|détesté|caché); tous les jours;
        (?:deux|trois|plusieurs|maintes) fois;
        (?:seule?|en famille) chez
    """,
    "basket": r"""
        (?:votre|ton) (?:\w+ )?(?:panier|chariot|caddie)
    """,
    "kept": r"""
        (?:votre|vos|ta|tes) (?:\w+ )?(?:watchlist|liste d['’]envies|liste de souhaits|liste de lecture|favoris|
        signets|file d['’]attente); (?:\ue001|déjà|encore) (?:\S+ ){0,4}(?:dans|sur|de|parmi) (?:votre|vos|ta|
        tes) (?:\w+ )?(?:liste|listes|sélection)
    """,
}
CONDITIONS = r"""
    (?<![\w,] )(?<!\w)si [^,; :.!?]*;
    si (?:vous|tu) (?:\S+ ){0,3}?(?:aimez|aimes|aimé|adoré|apprécié|appréciez|adorez|cherchez|plu);
    si (?:\S+ ){1,7}?(?:vous|t['’]?) ?(?:a|ont|avait) (?:\w+ )?(?:plu|captivée?|touchée?|séduite?|intriguée?|
    marquée?|charmée?|parlé|conquise?);
    (?:pour|à) (?:qui|ceux qui|celles et ceux qui|quiconque) (?:\S+ ){0,3}?(?:aime|aiment|aimé|adoré|apprécié|
    cherche); pour les (?:fans|amateurs|lecteurs|joueurs|spectateurs)
"""
SAID_OF_YOU = r"""
    vous (?:êtes|étiez|vous sentez|devez|avez besoin)(?! (?:à la recherche|d['’]humeur));
    tu (?:es|étais|te sens|dois|as besoin); en tant que; (?:vous )?intéressent forcément;
    (?:près|proche|à côté|non loin|à deux pas|autour) de (?:chez (?:vous|toi)|vous|(?:votre|ta|
    ton) (?:\w+ )?(?:maison|domicile|ville|travail|quartier|bureau|rue|appartement)); (?:dans|de) (?:votre|ta|
    ton) (?:ville|quartier|région|rue|coin|village|pays); (?:homme|femme|personne|quelqu['’]un|mère|père|lecteur|
    lectrice|spectateur|spectatrice|joueur|joueuse|gens|parents?) (?:comme|tel(?:le)?s? que) (?:vous|
    toi)(?= *[^\w ]| *$); (?:de|à) votre âge; pour (?:quelqu['’]un|une personne|une? (?:homme|femme)|ceux|celles|
    celui|celle|les gens|une? \w+) qui (?:ne )?(?:travaill\w+|vi(?:t|vent)|habit\w+|voyag\w+|dor(?:t|ment)|
    étudi\w+|condui\w+|souffr\w+|gagn\w+|possèd\w+|n['’]a|n['’]ont|a des enfants|ont des enfants|élèv\w+|
    est (?:seule?|mariée?|une?))
"""
UNITS = r"""
    heures?; minutes?; secondes?; litres?; grammes?; kilos?; kilogrammes?; tonnes?; mètres?; centimètres?;
    kilomètres?; pouces?; degrés?; watts?; volts?; jours?; semaines?; mois; ans?; années?; décennies; pages?;
    exemplaires?; épisodes?; saisons?; volumes?; tomes?; chapitres?; joueurs?; pièces?; tasses?
"""
SOME = r"""
    plusieurs; quelques; une demi|demi; une dizaine d['’e]; une? paire de
"""
LEFT = r"""
    (?:restants?|restantes?|qui restent)
"""
ARTICLE = r"une?|d['’]une?|d['’]"
WITH_ARTICLE = r"heures?; litres?; kilos?; mètres?"
