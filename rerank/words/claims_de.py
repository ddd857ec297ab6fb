"""German words that claim what must be in the data: entries are regular expressions, separated by semicolons."""

WORDS = {
    "claim": r"""
        einmalig\w*; konkurrenzlos\w*; unerreicht\w*; unvergleichlich\w*; beispiellos\w*; ohnegleichen;
        seinesgleichen; ihresgleichen; unschlagbar\w*; erstklassig\w*; hochkarätig\w*; herausragend\w*;
        überragend\w*; spitzenklasse; weltklasse; extraklasse; nonplusultra; wegweisend\w*; bahnbrechend\w*;
        altbekannt\w*; weltbekannt\w*; allbekannt\w*; vielgelobt\w*; wohlbekannt\w*;
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
    "superlative": r"""
        höchste[mnrs]?; beste[mnrs]?; allerbeste\w*;
        beste[rnsm]?; größte\w*; häufigste[nr]?; beliebteste\w*; schönste\w*
    """,
    "price": r"""
        umsonst; pfennig\w*; geschenkt\w*; spottbillig\w*;
        rabatt\w*; günstig\w*; kostenlos\w*; gratis; billig\w*; preiswert\w*; preis\w*; kostet; kosten; euro\w*; cent;
        angebot\w*; sonderangebot\w*; schnäppchen; reduziert\w*; gutschein\w*; geld; sparen; spar\w*; bezahl\w*
    """,
    "availability": r"""
        inbegriffen; tarif\w*; mitgliedschaft\w*; restexemplare?;
        verfügbar\w*; vorrätig\w*; ausverkauft\w*; lieferbar\w*; lieferung\w*; versand\w*; streamen; stream;
        erhältlich\w*; solange; bestell\w*; download\w*; restposten; limitiert\w*; online; mehrspieler\w*; abo;
        konsole\w*
    """,
    "date": r"""
        (?:zwanziger|dreißiger|vierziger|fünfziger|sechziger|siebziger|achtziger|neunziger)(?:jahre\w*)?;
        januar; februar; märz; april; mai; juni; juli; august; september; oktober; november; dezember; montag; dienstag;
        mittwoch; donnerstag; freitag; samstag; sonntag; gestern; morgen; jahrhundert\w*; jahrzehnt\w*; neuester;
        neueste[nrs]?; erschienen; erschien; veröffentlicht\w*; kürzlich; neulich; spielzeit; jahrestag
    """,
    "self": r"ich; mich; mir; mein(?:e[mnrs]?)?; wir; unser(?:e[mnrs]?)?",
    "trait": r"""
        rote[mnrs]?; blaue[mnrs]?; grüne[mnrs]?; verdoppel\w*; verdreifach\w*; vervierfach\w*; halbiert\w*;
        abendfüllend\w*; kurzfilm\w*; spielfilmläng\w*; halbstünd\w*; \w*stündig\w*; \w*minütig\w*; mehrtägig\w*;
        mehrteilig\w*
    """,
    "new": r"""
        brandneu\w*; nagelneu\w*; funkelnagelneu\w*; eingetroffen\w*; neuheit\w*; neuerscheinung\w*; neuzugang\w*;
        neuware
    """,
}
PHRASES = {
    "superlative": r"""
        auf (?:höchstem|höherem|hohem) niveau; wie (?:kein\w*|nichts|niemand)(?: \S+)? (?:ander\w+|sonst|
        zweite\w*); in einer eigenen liga; eine klasse für sich; spielt in (?:einer|der) (?:eigenen|obersten|
        ersten) liga; ohne (?:gleichen|konkurrenz|vergleich|beispiel);
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
        (?:die|den|das) (?:jeder|alle|man) kenn\w+; (?:allseits|weithin|überall|allen|vielen) bekannt\w*;
        wahre(?:n|r)? (?:geschichte|begebenheit\w*);
        (?:geschrieben|gemacht|geschaffen|gedreht|inszeniert|empfohlen|geliebt) von; von den machern;
        (?:beruht|basiert|basierend) auf; des jahres;
        (?:erste|zweite|dritte|letzte)[rn]? (?:band|teil|staffel|folge); wirklich (?:geschehen|passiert);
        (?:gutes?|glückliche[ns]?|tragische[ns]?|trauriges?) ende; (?:geht|endet) (?:gut|schlecht|tragisch|glücklich);
        nummer eins; ein muss; in \w+ (?:hergestellt|gefertigt|geschmiedet);
        ersten? klasse
    """,
    "price": r"""
        (?:wert,? )?sein geld wert; für lau;
        (?:halben?|kleinen?|zum) preis; im angebot; (?:weniger|mehr) als \ue001""",
    "availability": r"""
        (?:bald|demnächst|nicht) (?:\S+ )?(?:nicht mehr|weg|fort|entfernt|verschwunden|vorbei|mehr lange|
        aus dem)(?! \w*(?:allein|sicher)); nicht mehr lange; wieder (?:im (?:regal|handel|laden|kino|programm|
        sortiment)|da\b|zu haben); (?:letzte[nrs]?|wenige|einzelne|restliche[nr]?) (?:\w+ )?(?:exemplare?n?|
        stücke?|plätze?|karten|restposten|paare?); in (?:ihrem|deinem|ihrer) (?:\w+ )?(?:paket|abo\w*|tarif|
        mitgliedschaft) (?:\w+ )?(?:enthalten|dabei|drin);
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
        (?:ein|eine|einen|einem|einer|noch) (?:\w+ )?(?:bessere|schlechtere|überlegene)[mnrs]? (?!welt|zukunft|
        leben|zeit)\w+; in den schatten; alt aussehen; verblass\w*; weit (?:über|hinter sich)\b;
        lässt \ue001 (?:\w+ )?hinter sich; toppt \ue001; schlägt \ue001; \ue001 (?:\w+ )?überlegen; die nase vorn;
        eine stufe (?:über|höher);
        (?!oder|aber|hier|immer|wieder|lieber|eher|einer|der|unter|über|vater|mutter|bruder|hinter|sonder|weiter|später|
        früher)(?-i:[a-zäöüß]){4,}er(?:e[nrs]?)?(?: \S+){0,1} als; (?:mehr|besser|weniger \w+|weniger|schlechter) als;
        übertrifft; doppelt so; halb so; noch (?:besser|spannender|lustiger|\w{4,}er) als
    """,
    "new": r"""
        (?:neu|frisch|gerade|soeben|eben) (?:im (?:regal|angebot|programm|sortiment|katalog)|eingetroffen|dabei|
        hinzugefügt|angekommen|aufgenommen); (?:ganz|völlig|komplett) neue?[mnrs]?(?= )
    """,
    "trait": r"""
        (?:rückwärts|von hinten|in umgekehrter reihenfolge|in echtzeit|in rückblenden) (?:erzähl\w+|gespielt|
        abläuft|abgespielt); (?:erzähl\w+|spielt|läuft) (?:\w+ )?(?:rückwärts|in echtzeit|in rückblenden);
        (?:wahre[nrs]?|reale[nrsm]?|echte[nrsm]?) (?:leben|fall|fälle\w*|ereignis\w*); an originalschauplätzen;
        vor ort gedreht; in (?:farbe|3d|schwarz-?weiß); anderthalb \w+; (?:ein|zwei|drei|vier)einhalb \w+;
        (?:kurze|lange)[mnrs]? (?:film|buch|roman|serie|spiel|folge|artikel|kurs)\w*; (?:stunden|minuten|seiten|
        meter|tage)lang\w*; für (?:die ganze familie|groß und klein|jung und alt|jedes alter|alle altersgruppen|
        erwachsene)
    """,
}
ACTS = {
    "bought": r"""
        \ue001 (?:\S+ ){0,4}(?:in|auf|aus|an) (?:ihre|deine)[mnrs]? (?:\w+ )?(?:regal|sammlung|bibliothek|küche|
        schrank|haus|zuhause|schreibtisch); (?:ihre|deine)[mnrs]? (?:\w+ )?(?:einkäufe\w*|bestellung\w*);
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
        \ue001 (?:\S+ ){0,2}(?:sie|dich) (?:\S+ ){0,3}(?:wach|bis spät|lange auf|nachts|vom schlaf); schlaflos\w*;
        (?:täglich|ständig|regelmäßig|oft|gern|allein|stundenlang) (?:\w+ )?(?:benutz\w*|verwend\w*|nutz\w*|gespielt|
        gesehen); durchgespielt; verschlungen haben; benutzen;
        (?:zweimal|mehrmals|immer wieder) (?:angesehen|gesehen|gelesen|gespielt); beendet haben;
        ausgelesen
    """,
    "basket": r"""
        (?:ihr|dein)(?:e[mnrs]?)? (?:\w+ )?(?:warenkorb|einkaufswagen|korb)
    """,
    "kept": r"""
        (?:ihr|dein)(?:e[mnrs]?)? (?:\w+ )?(?:merkliste|watchlist|wunschliste|wunschzettel|merkzettel|lesezeichen|
        leseliste|warteschlange); (?:\ue001|bereits|schon) (?:\S+ ){0,4}(?:auf|in|aus|von) (?:ihrer|deiner|ihren|
        deinen) (?:\w+ )?(?:liste|favoriten|playlist); gemerkt haben; vorgemerkt
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
    als (?:\w+ )?(?:mutter|vater|eltern|frau|mann|hobby\w+|\w+(?:koch|köchin|fan|liebhaber|freund));
    in (?:ihrer|deiner) (?:\w+ )?(?:nähe|stadt|gegend|nachbarschaft|region|straße|umgebung); (?:nahe|unweit|
    nah bei|bei|neben|vor) (?:ihre|deine)[mr] (?:\w+ )?(?:haus|wohnung|zuhause|haustür|tür|stadt|büro|arbeit);
    bei (?:ihnen|dir) (?:um die ecke|in der nähe|zu ?hause); (?:mann|frau|mensch(?:en)?|person|jemand\w*|vater|
    mutter|leser\w*|zuschauer\w*|spieler\w*|leute|leuten) wie (?:sie|dich|du|ihnen)(?= *[^\w ]| *$);
    (?:in )?(?:ihrem|deinem) alter; für (?:\w+ ){0,2}(?:jemand\w*|menschen|leute|alle|die|den|einen?|mann|frau|
    person),? (?:der|die) (?:\S+ ){0,3}?(?:arbeite\w*|wohn\w*|leb(?:t|en)|pend\w*|schläft|schlafen|studier\w*|
    reis(?:t|en)|fährt|fahren|verdien\w*|leide\w*|besitz\w*|kinder (?:hat|haben)|allein\w* (?:ist|sind))
"""
UNITS = r"""
    stunden?; minuten?; sekunden?; liter; gramm; kilo(?:gramm)?; pfund; tonnen?; meter; zentimeter; kilometer;
    zoll; meilen?; grad; watt; volt; tagen?; tage; wochen?; monaten?; monate; jahren?; jahre; jahrzehnten?; seiten;
    exemplaren?; exemplare; folgen; staffeln; bänden?; bände; kapiteln?; spielern?; spieler; teilen?; stück;
    tassen?
"""
SOME = r"""
    mehrere[nr]?; ein paar; einige[nr]?; wenige[nr]?
"""
LEFT = r"""
    (?:\w+ )?(?:übrig|verbleib\w+|auf lager|vorhanden|da)
"""
ARTICLE = r"eine[mnrs]?|ein"
WITH_ARTICLE = r"stunden?; liter; kilo(?:gramm)?; pfund; meter"
