"""French words that claim what must be in the data: entries are regular expressions, separated by semicolons."""

WORDS = {
    "claim": r"""
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
        gratuit\w*; promo\w*; soldes?; soldé\w*; rabais; réduction\w*; remise\w*; euros?; centimes?; coût\w*; cher;
        chère; abordable\w*; économi\w+; argent; payer; payez
    """,
    "availability": r"""
        disponib\w+; stocks?; livr(?:é|ée|és|aison)\w*; streaming; abonn\w+; télécharg\w+; dépêch\w+; épuis\w+;
        limité\w*; commandez; multijoueur\w*; ligne
    """,
    "date": r"""
        janvier; février; mars; avril; mai; juin; juillet; août; septembre; octobre; novembre; décembre; lundi; mardi;
        mercredi; jeudi; vendredi; samedi; dimanche; hier; demain; siècles?; décennies?; récent\w*; récemment; paru\w*;
        sorti\w*; publié\w*; publication
    """,
    "self": r"je; j; moi; mon; ma; mes; notre; nos",
}
PHRASES = {
    "superlative": r"""
        (?:le|la|les|du|des|au|aux) (?:\w+ )?plus (?!près|loin|tard|tôt|souvent|de|que)[\w-]+; de tous les temps;
        (?:du|au) monde; (?:le |la |les )?meilleure?s?
    """,
    "same": r"""
        (?:du|de la|des|le|la|par le|par la) (?:mêmes? )?(?:auteurs?|autrice|réalisat\w+|créat\w+|équipe|studio|
        fabricant|marque) (?:de|du|que|à qui);
        (?:mêmes?) (?:auteurs?|autrice|réalisat\w+|créat\w+|équipe|studio|fabricant|marque|main)
    """,
    "claim": r"""
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
        (?:petit|bon|prix|moitié|meilleur)[- ]prix; bon marché; pas chers?; moins cher\w*; en (?:promotion|solde)
    """,
    "availability": r"""
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
        (?<!ne )(?<!non )(?<!d['’]autant )(?:plus|moins) (?!près|loin|que|encore)[\w-]+(?: \S+){0,1} qu(?:e|['’]);
        (?:mieux|pire|meilleure?s?) qu(?:e|['’]); supérieure?s? à; surpass\w+; encore (?:plus|mieux); deux fois plus
    """,
    "self": r"""nous (?:vous )?(?:\w+ons|avons|sommes); nous vous""",
}
ACTS = {
    "bought": r"""
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
        (?:avez|as) (?:\w+ )?(?:terminé|fini|dévoré|revu|relu|passé|détesté|caché); tous les jours;
        (?:deux|trois|plusieurs|maintes) fois;
        (?:seule?|en famille) chez
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
    tu (?:es|étais|te sens|dois|as besoin); en tant que; (?:vous )?intéressent forcément
"""
