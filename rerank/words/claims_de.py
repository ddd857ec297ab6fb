"""German words that claim what must be in the data: entries are regular expressions, separated by semicolons."""

WORDS = {
    "claim": r"""
        preisgekrönt\w*; ausgezeichnet\w*; auszeichnung\w*; oscar\w*; nominier\w*; nominiert\w*; gewann(?:en)?;
        gewonnen; gewinner\w*; meisterwerk\w*; meisterhaft\w*; bestseller\w*; legendär\w*; weltberühmt\w*; berühmt\w*;
        kult\w*; gefeiert\w*; hochgelobt\w*; gelobt\w*; verboten\w*; fortsetzung\w*; regie\w*; regisseur\w*; verfilm\w*;
        drehbuch\w*; autor\w*; großartig\w*; hervorragend\w*; genial\w*; brillant\w*; exzellent\w*; perfekt\w*;
        einzigartig\w*; unvergesslich\w*; unübertroffen\w*; makellos\w*; sensationell\w*; atemberaubend\w*; grandios\w*;
        unglaublich\w*; phänomenal\w*; fantastisch\w*; ultimativ\w*; kritiker\w*; rekord\w*; hergestellt\w*;
        gefertigt\w*; handgemacht\w*; handgefertigt\w*; geschmiedet\w*; produziert\w*; zertifiziert\w*; patentiert\w*;
        garantiert\w*; garantie\w*; exklusiv\w*; offiziell\w*; erwiesen\w*; studien?; wissenschaftlich\w*; heilt;
        heilen; testsieger\w*; zertifi\w+; studios?; förderung\w*; nobelpreis\w*; beweist; verhindert; beugt;
        \w+(?:fest|frei|sicher|geeignet)(?:e[rnsm]?)?
    """,
    "superlative": r"beste[rnsm]?; größte\w*; häufigste[nr]?; beliebteste\w*; schönste\w*",
    "price": r"""
        rabatt\w*; günstig\w*; kostenlos\w*; gratis; billig\w*; preiswert\w*; preis\w*; kostet; kosten; euro\w*; cent;
        angebot\w*; sonderangebot\w*; schnäppchen; reduziert\w*; gutschein\w*; geld; sparen; spar\w*; bezahl\w*
    """,
    "availability": r"""
        verfügbar\w*; vorrätig\w*; ausverkauft\w*; lieferbar\w*; lieferung\w*; versand\w*; streamen; stream;
        erhältlich\w*; solange; bestell\w*; download\w*; restposten; limitiert\w*; online; mehrspieler\w*; abo;
        konsole\w*
    """,
    "date": r"""
        januar; februar; märz; april; mai; juni; juli; august; september; oktober; november; dezember; montag; dienstag;
        mittwoch; donnerstag; freitag; samstag; sonntag; gestern; morgen; jahrhundert\w*; jahrzehnt\w*; neuester;
        neueste[nrs]?; erschienen; erschien; veröffentlicht\w*; kürzlich; neulich; spielzeit; jahrestag
    """,
    "self": r"ich; mich; mir; mein(?:e[mnrs]?)?; wir; unser(?:e[mnrs]?)?",
}
PHRASES = {
    "superlative": r"""
        am \w{4,}sten; aller zeiten; (?:auf )?der welt;
        (?:der|die|das|den|dem|
        des) (?!meist)(?-i:[a-zäöü])[a-zäöüß]{3,}(?<!er)(?<!ru)(?<!lei)(?<!el)(?<!gei)(?<!näch)(?<!er)(?<!letz)(?:st|
        ßt)e[nrs]?(?= (?-i:[A-ZÄÖÜ]))
    """,
    "same": r"""
        (?:vom|von der|vom selben|von derselben|desselben|derselben|gleichen?r?|selben?) (?:autor\w*|regisseur\w*|
        hersteller\w*|marke|team|schöpfer\w*|verfasser\w*|\w+ist\w*|macher\w*|\w+physiker)
    """,
    "claim": r"""
        wahre(?:n|r)? (?:geschichte|begebenheit\w*);
        (?:geschrieben|gemacht|geschaffen|gedreht|inszeniert|empfohlen|geliebt) von; von den machern;
        (?:beruht|basiert|basierend) auf; des jahres;
        (?:erste|zweite|dritte|letzte)[rn]? (?:band|teil|staffel|folge); wirklich (?:geschehen|passiert);
        (?:gutes?|glückliche[ns]?|tragische[ns]?|trauriges?) ende; (?:geht|endet) (?:gut|schlecht|tragisch|glücklich);
        nummer eins; ein muss; in \w+ (?:hergestellt|gefertigt|geschmiedet);
        ersten? klasse
    """,
    "price": r"""(?:halben?|kleinen?|zum) preis; im angebot; (?:weniger|mehr) als \ue001""",
    "availability": r"""
        nur noch (?:wenige|heute|kurz\w*|einige); letzte chance; (?:auf|in|im) (?:lager|handel);
        jetzt (?:bei|im|bestellen|kaufen|zugreifen|erhältlich); mit freunden; ab (?:sofort|heute)
    """,
    "date": r"""
        (?:diese|letzte|nächste|vergangene)[rsnm]? (?:woche|monat|jahr|sommer|winter|herbst|frühling|weihnachten);
        (?:vor|seit|nach) (?:\w+ )?(?:jahren|monaten|wochen|tagen); ein jahr (?:nach|vor|später|zuvor);
        (?:soeben|gerade|frisch|neu) erschienen; im jahr; (?:eine|einer|halbe\w*|etwa|rund|\w+) (?:stunden?|minuten?);
        stunden lang;
        an (?:einem|nur einem) (?:abend|nachmittag|wochenende|tag)
    """,
    "others": r"""
        (?:die )?meisten (?:\w+ )?(?-i:[A-Z])\w+; jeder(?:,? der| liebt| mag| kennt)?;
        alle (?:lieben|mögen|fans|leser|zuschauer|kunden|spieler|eltern|welt);
        (?:andere|viele|tausende|millionen) (?:leser|zuschauer|kunden|menschen|nutzer|spieler|fans|leute);
        (?:leser|leserinnen|zuschauer|kunden|fans|spieler|nutzer|käufer|familien|eltern|ärzte|experten|kritiker|
        menschen wie (?:sie|du))(?: \S+){0,6}? (?:lieben|liebten|mögen|mochten|kauften|gekauft|verschlungen|geteilt|
        empfehlen|loben|schwärmen|bewerten|bewertet|begeistert|entschieden|wählten|sahen|lasen); beliebt\w*;
        publikumsliebling; schwör(?:en|t) auf; (?:profis?|profi\w+|kenner|experten) \w+en; menschen wie sie;
        leute wie sie; leser wie sie
    """,
    "promise": r"""
        (?:werden|wirst) (?:sie|du|es|ihn|ihnen|dir)? ?(?:\S+ ){0,6}?(?:lieben|begeistern|begeistert|enttäuscht|bereuen|
        gefallen|vergessen|freuen|verlieben|nicht mehr);
        (?:wird|werden) (?:sie|dich|ihnen|dir|euch) (?:\S+ ){0,4}?(?:begeistern|gefallen|umhauen|verändern|fesseln|
        überzeugen|enttäuschen); nicht enttäuscht; verspreche\w*; versprochen; ganz sicher; sicher gefallen;
        bestimmt gefallen; ohne risiko; nie(?:mals)? (?:wieder|mehr|\w+ müssen|muss)
    """,
    "compare": r"""
        (?!oder|aber|hier|immer|wieder|lieber|eher|einer|der|unter|über|vater|mutter|bruder|hinter|sonder|weiter|später|
        früher)(?-i:[a-zäöüß]){4,}er(?:e[nrs]?)?(?: \S+){0,1} als; (?:mehr|besser|weniger \w+|weniger|schlechter) als;
        übertrifft; doppelt so; halb so; noch (?:besser|spannender|lustiger|\w{4,}er) als
    """,
}
ACTS = {
    "bought": r"""
        gekauft; bestellt haben; erworben; besitzen; ihr(?:em|en|er)? kauf;
        (?:ihr(?:e[mnrs]?)?|dein(?:e[mnrs]?)?) (?:neue[nrsm]? )?\ue001
    """,
    "rated": r"""bewertet; bewertung; besprochen""",
    "liked": r"""
        (?:gefallen|gefiel|gefielen) (?:hat|haben)?; (?:hat|haben) (?:\S+ ){0,4}gefallen; gefiel(?:en)?; geliebt;
        gemocht; (?:mochten|mochtest); genossen; gern (?:haben|mögen|hatten)
    """,
    "loved": r"""
        (?:sie|du) (?:\S+ ){0,8}(?:lieb(?:en|st|ten)|geliebt); geliebt; begeistert\w*;
        sie sich (?:\S+ ){0,6}begeister\w+; lieblings\w*; (?:fan|liebhaber) von \ue001 sind; hoch bewertet;
        so gut bewertet
    """,
    "asked": r"""
        (?<!wenn )sie (?:\w+ )?(?:gesucht|gefragt); (?:gesucht|gefragt|gewünscht) haben;
        ihre[rn]? (?:suche|frage|anfrage); wie gewünscht
    """,
    "any": r"""
        (?:angesehen|gesehen|angeschaut|gelesen|betrachtet|gespielt) ?(?:haben|hast|hat)?
    """,
    "more": r"""
        (?:täglich|ständig|regelmäßig|oft|gern|allein|stundenlang) (?:\w+ )?(?:benutz\w*|verwend\w*|nutz\w*|gespielt|
        gesehen); durchgespielt; verschlungen haben; benutzen;
        (?:zweimal|mehrmals|immer wieder) (?:angesehen|gesehen|gelesen|gespielt); beendet haben;
        ausgelesen
    """,
}
CONDITIONS = r"""
    (?:wenn|falls) [^,; :.!?]*;
    (?:wenn|falls) (?:ihnen|dir|sie|du) (?:\S+ ){0,4}?(?:gefallen|gefällt|gefiel|gefielen|mögen|mochten|gemocht|
    magst|mochtest|genossen|begeistert)(?: hat| haben)?;
    wer (?:\S+ ){0,5}?(?:mag|mochte|liebt|besitzt|hat|kennt|schätzt|sah|las|spielte|gesehen|gelesen|gekauft|
    angesehen|gespielt)(?: hat)?; (?:für|an) (?:alle|jeden|fans|freunde|liebhaber)
"""
SAID_OF_YOU = r"""
    (?:sie|du) (?:\w+ )?(?:sind|waren|bist|warst|fühlen|fühlst|müssen|musst|brauchen|brauchst|sollten);
    (?:sind|waren|bist|fühlen|müssen|brauchen|sollten) (?:sie|du)(?! (?:auf der suche|in der stimmung));
    als (?:\w+ )?(?:mutter|vater|eltern|frau|mann|hobby\w+|\w+(?:koch|köchin|fan|liebhaber|freund))
"""
