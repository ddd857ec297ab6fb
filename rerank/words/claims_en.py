"""English words that claim what must be in the data: entries are regular expressions, separated by semicolons."""

WORDS = {
    "claim": r"""
        peerless; matchless; incomparabl\w+; unequal+ed; unsurpassable; unbettered; unique\w*; inimitabl\w+;
        world-class; supreme\w*;
        award\w*; oscars?; emmys?; prizes?; winners?; winning; won; nominat\w+; acclaim\w*; masterpieces?; masterworks?;
        masterclass; masterful\w*; amazing\w*; incredibl\w+; stunning\w*; brilliant\w*; superb\w*; excellent\w*;
        outstanding\w*; exceptional\w*; magnificent\w*; phenomenal\w*; extraordinar\w+; spectacular\w*; unforgettable;
        perfect\w*; flawless\w*; unmatched; unrival\w+; unbeatable; unparalleled; unsurpassed; iconic; legendary;
        celebrated; renowned; famous\w*; famed; beloved; groundbreaking; seminal; quintessential; timeless; definitive;
        ultimate\w*; premium; luxur\w+; blockbusters?; record; critics?; critically; critical; reviews?; reviewers?;
        cult; smash; banned; censored; sequels?; prequels?; remakes?; reboots?; trilog\w+; franchises?; adaptations?;
        directors?; directed; screenwriters?; starring; soundtrack; filmed; handmade; handcrafted; manufactured;
        produced; invented; certified; patented; guarantee\w*; exclusive\w*; bestsell\w*; selling; sells; top;
        unanimous\w*; official\w*; proven; study; studies; scientifically; cures?; heals?; prevents?; removes?;
        reduces?; eliminates?; relieves?; developers?;
        studios?; certificat\w*; diplomas?; subsid\w+; dermatologists?; appeared; aired;
        award-\w+
    """,
    "superlative": r"""
        best; greatest; worst; [a-z]{3,}iest; highest; finest; biggest; largest; longest; darkest; smallest; strongest;
        sharpest; smartest; fastest; lightest; warmest; softest; safest; rarest; oldest; youngest; coolest; toughest;
        boldest; purest; deepest; greenest; cheapest; newest; latest; hardest; kindest; brightest; richest; cleverest;
        tightest; closest; simplest; truest; wildest; grandest; sweetest; freshest
    """,
    "price": r"""
        penn(?:y|ies); bucks?; quid;
        cheap\w*; affordabl\w+; inexpensive; bargains?; discount\w*; price[ds]?; pricey; pricing; costs?; costing;
        costly;
        money; dollars?; euros?; pounds?; cents?; usd; eur; gbp; chf; refund\w*; voucher\w*; coupon\w*; rebate\w*;
        budget; pay\w*; value
    """,
    "availability": r"""
        expir\w+;
        availab\w+; stock\w*; unavailable; stream\w*; subscri\w+; shipping; shipped; ships; delivery; download\w*;
        restock\w*; refurbish\w*; console; playstation; xbox; online; multiplayer; remaster\w*
    """,
    "date": r"""
        fifties; forties; thirties; twenties;
        january; february; march; april; june; july; august; september; october; november; december; monday; tuesday;
        wednesday; thursday; friday; saturday; sunday; yesterday; tomorrow; century; centuries; decades?; nineties;
        eighties; seventies; sixties; recent\w*; published; released; premiere[ds]?; anniversary; launched
    """,
    "self": r"i; me; us; my; mine; myself; we; our; ours; ourselves",
    "trait": r"""
        red; blue; green; true-life; real-life; domestically; doubled; tripled; trebled; quadrupled; halved
    """,
    "new": r"""
        brand-new; all-new; newly; new-release; newcomer
    """,
}
PHRASES = {
    "superlative": r"""
        second to none; (?:in|of) (?:a|its|their) (?:own )?(?:class|league)(?: of (?:its|their) own| by (?:itself|
        themselves)| apart)?; (?:like|unlike) (?:no|any|nothing|none|anything) (?:other|else); like none (?:other|
        before); without (?:an? )?(?:equal|rival|parallel|peer|match); one of a kind; one and only;
        nothing (?:quite )?(?:like|compares|comes close|else); (?:never|not) (?:been )?(?:bettered|equal+ed|
        matched|surpassed|topped); head and shoulders; gold standard; at the (?:very )?(?:top|peak|height) of;
        of the (?:first|highest) (?:order|rank|rate|class); first-rate; state of the art;
        most [\w-]+; of all time; (?:in|of) the world; the only""",
    "same": r"""
        (?:from|by|of|with) the (?:same )?(?:authors?|writers?|screenwriters?|directors?|makers?|creators?|composers?|
        studios?|teams?|people|brands?|company|producers?|publishers?|trio|duo|hands?|cast|labels?);
        (?:the )?same (?:authors?|writers?|screenwriters?|directors?|makers?|creators?|composers?|studios?|team|people|
        brands?|company|producers?|publishers?|trio|duo|cast|label); by the same \w+
    """,
    "claim": r"""
        well[- ](?:known|loved|regarded|reviewed|received); widely (?:known|loved|read|seen|praised|admired);
        household names?; known (?:to (?:all|everyone)|everywhere|far and wide); (?:much|best)[- ](?:loved|known);
        (?:number|no\.?) one; must-(?:see|have|read|watch|play|try|own); a must; first[- ](?:ever|class); top[- ]\w+;
        hits? (?:movie|film|song|game|series|show|book); a (?:huge |big |major )?hit; box[- ]office; spin-?offs?;
        ever (?:made|written|put|seen|filmed|told); true (?:story|stories|events?); based on;
        (?:written|made|created|produced|painted|recommended|sewn|designed|shot|adapted|built|loved|adored|cherished|praised|
        voted) (?:\w+ )?(?:by|in|from)(?! the same); sold (?:\w+ )?(?:copies|out); rated by;
        (?:highly|well|top|best)[- ](?:rated|reviewed|regarded|loved); proves? that; (?:really|actually) happened;
        (?:around|across) the (?:world|globe|country);
        of the (?:year|month|week|season|decade); \w+s recommend; (?:low|high|rich) in;
        (?:first|second|third|fourth|fifth|final|last|latest|next) (?:volume|part|season|instal?lment|episode|book|film|
        sequel|edition|player)s?;
        (?:happy|sad|tragic|twist|shock) ending;
        ends? (?:happily|well|badly|sadly|tragically|in (?:tragedy|death|tears)); lead role; title role;
        runs? (?:small|large|big|true to size); true to size; size (?:up|down);
        [a-z]+-(?:free|safe|proof|resistant|washable|friendly|made|winning|powered|certified|sourced|sewn|stitched|
        rated|selling)
    """,
    "price": r"""
        (?<!-)(?<!set )(?<!sets )(?<!break )(?<!breaks )(?<!broke )(?<!feel )(?<!roam )(?<!be )free(?!-|
        [ ](?:of|from|will|spirit\w*|fall\w*|to|rein|form|flowing|and easy|himself|herself|themselves|itself|thinking|
        hand|agents?|man|woman|people|press|love|world|verse|jazz)\b);
        for free; free (?:of charge|shipping|trial|delivery|download|today|now|this); on (?:sale|offer);
        (?:special|great|good|limited) (?:deal|offer)(?! more| of); half[- ]price;
        sav(?:e|ing) (?:you )?(?:\d|money|on|big);
        a steal; (?:less|more) than \ue001; fraction of the
    """,
    "availability": r"""
        included (?:in|with|for|at|free); (?:is|are|comes|all)(?: \w+)? included; (?:leav(?:es|ing)|gone|going|
        removed|retired|disappear\w*|vanish\w*|ending|withdrawn) (?:very )?soon; soon (?:\w+ ){0,2}(?:leav(?:es?|
        ing)|gone|go|removed|retired|withdrawn|off|unavailable); (?:part of|in|with|under|
        covered by) your (?:\w+ )?(?:plan|membership|package|bundle|tier|pass); back (?:on|in|at|to) (?:the |our |
        its |your )?(?:shel(?:f|ves)|stores?|shops?|catalogue|catalog|screens?|cinemas?|theat(?:er|re)s?|print|
        range); back by popular; (?:last|final|remaining|few|several|spare) (?:\w+ )?(?:cop(?:y|ies)|units?|
        pieces?|items?|seats?|places?|tickets?|pairs?)(?! of (?:evidence|music|advice)); cop(?:y|
        ies) (?:\w+ )?(?:left|remain\w*); (?:almost|nearly) (?:gone|sold|over); while you (?:still )?can;
        on (?:loan|display|show|the shelves|air);
        (?:in|out of|back in) stock; sold out; (?:few|some|one|only) left; last chance;
        (?:before|while) (?:it is|it's|it|they|they're|stocks?) (?:gone|lasts?|last|go|sold|sells);
        limited (?:time|edition|run|stock|supply); (?:ends?|starts?|coming|arrives?|out) (?:soon|now|today|tonight);
        (?:only|just) a few; (?:selling|going) fast; (?:on|for) your (?:phone|console|tablet|pc|computer|tv);
        order (?:now|today); (?<!no )(?<!a )hurry; next-day; with (?:your )?friends
    """,
    "date": r"""
        (?:this|last|next) (?:week|month|year|summer|winter|spring|autumn|fall|season|decade|christmas|easter);
        (?:new|just) (?:release|published|released|out|landed);
        (?:a|one|few|several|many|some|the|those) (?:years?|decades?|months?|weeks?|days?) (?:after|before|later|
        earlier|ago); (?:a|per) (?:day|week|month);
        (?:takes?|lasts?|runs?|in) (?:\w+ ){0,2}(?:hours?|minutes?|days?|weeks?|years?);
        (?:in|within|under) (?:an?|one|a single) (?:afternoon|sitting|weekend|week|day|hour|month); this morning;
        out now
    """,
    "others": r"""
        (?<!from )every(?:one|body)(?! who wants); (?:no ?body|no one) (?:else|will|should); swears? by;
        (?:usually|typically|often|always) (?:add|buy|pick|choose|get|take|go for|end up|also)s?;
        most (?:people|viewers|readers|players|fans|customers|shoppers|families|users|of);
        (?:other|fellow|many|millions of|thousands of|countless) (?:people|viewers|readers|players|fans|customers|
        shoppers|users|others);
        (?:every|all) (?:\w+ ){0,2}(?:viewers?|readers?|players?|fans?|customers?|shoppers?|architects?|users?|parents?|
        critics?);
        (?:people|viewers|readers|players|fans|customers|shoppers|users|audiences|experts|doctors|families|parents|
        others|visitors|critics|gamers|buyers|who (?:liked|viewed|watched|bought|read|played|finished|rated|
        loved) [\ue000\ue001])(?: \S+){0,6}? (?<!who )(?<!anyone who )(?:also \w+|loved?|loves|adored?|rated?|bought|
        buy|preferr?e?d?|recommend\w*|rave\w*|agreed?|picked|fell|fallen|went|call(?:ed)?|say|said|swear|
        hate[ds]?|enjoyed|chose|chosen|watched|viewed|liked); viewers like you; people like you;
        (?:a |the )?(?:fan|crowd|reader|customer|staff|audience|family|household) (?:favou?rite|pleaser)s?; popular\w*;
        talked about; (?:women|men|girls|boys|children|kids) (?:should|will|love|like|hate)
    """,
    "promise": r"""
        you(?:['’]ll| will|['’]re going to| are going to|['’]re sure to| are sure to|['’]re bound to) (?:\w+ )?(?:love|
        adore|like|enjoy|regret|be|laugh|cry|want|forget|stop|never|not|thank|devour|feel|need);
        you (?:won['’]t|will not|can['’]t|cannot|will never) (?:\w+ )?(?:regret|stop|forget|be|put|miss|go|want|find|
        help); (?:sure|certain|bound|guaranteed|destined) to; (?:promise[sd]?|guaranteed?) (?:you|that|to);
        (?:will|['’]ll) (?:\w+ )?(?:change|delight|thrill|blow|love|adore|make you|keep you|leave you|have you|save|
        disappoint); (?:won['’]t|not|never) (?:be )?disappoint\w*; can['’]t go wrong; for life; no risk
    """,
    "compare": r"""
        an? (?:\w+ )?(?:better|worse|finer|superior) (?!life|world|future|look|place|understanding|chance|tomorrow|
        man|woman|person|half|way|idea|view|grasp|self|time)\w+; (?:in|into) the (?:shade|shadows?|dust); to shame;
        a cut above; a step up from; a notch above; (?:one|a) better; pales (?:beside|next|against|before|
        in comparison|by comparison); eclips(?:es|ed|ing); trumps; tops \ue001; trounces; out of the water;
        runs? rings; upstages; leaves? \ue001 (?:behind|standing|trailing);
        (?!other\b|rather\b|further\b|either\b|whether\b)(?:[a-z]{2,}er|more \S+|less \S+|better|worse|more|less) than;
        superior to; outdoes; outshines?; surpass\w*; beats \ue001; improves on;
        even (?:higher|better|more \w+|[a-z]+er)
    """,
    "new": r"""
        (?:just|fresh(?:ly)?|newly|recently) (?:in|arrived|added|landed|launched|made|off|printed|in stock|
        on the)(?= |[.,:; !]|$); (?:brand|all|completely|entirely|totally)[- ]new; new (?:arrivals?|releases?|in|
        additions?|here)(?= |[.,:; !]|$)
    """,
    "trait": r"""
        (?:true|real)[- ](?:life|case|crime|tale|accounts?); real (?:people|events|cases?|persons?); (?:shot|made|
        set|filmed) (?:entirely |mostly )?on location; on location; (?:told|played|runs?|running|moves?|
        moving) (?:\w+ )?(?:backwards?|in reverse|out of order|in real time); in reverse order; in (?:real time|
        one take|a single take|flashbacks?|colou?r|3d|widescreen|cinemascope|translation); (?:hour|day|week|year|
        mile)s?-long; (?:hours|minutes|pages|metres|meters|feet|inches) (?:long|wide|tall|high|deep);
        hours? and a half; (?:very )?(?:short|long|brief|full-length|feature-length) (?:films?|movies?|books?|
        novels?|features?|series|games?|episodes?|articles?|reads?|shows?|courses?); low-budget; big-budget;
        live[- ]action; stop[- ]motion; for (?:the whole|all the|the entire|every) family; for (?:all|every) ages?;
        for (?:young and old|big and small|grown-?ups|adults)
    """,
}
ACTS = {
    "bought": r"""
        your (?:[\w-]+ )?purchases; \ue001 (?:\S+ ){0,4}(?:on|in|from|among|at) your (?:[\w-]+ )?(?:shelf|shelves|
        collection|library|kitchen|home|house|desk);
        you(?:['’]ve| have)? (?:\w+ )?(?:bought|purchased|own|owned|ordered|got); your (?:\w+ )?(?:purchase|order);
        your (?:new |own )?\ue001; bought \ue001; having bought; and (?:bought|ordered)
    """,
    "rated": r"""
        you(?:['’]ve| have)? (?:\w+ )?(?:rated|reviewed|scored|gave|given); your (?:\w+ )?(?:rating|review|score)
    """,
    "liked": r"""
        you(?:['’]ve| have)? (?:\w+ )?(?:liked|loved|enjoyed|adored|appreciated|clicked with|warmed to);
        your (?:\w+ )?favou?rites?; (?:because|since|as) you (?:\w+ )?(?:like|love|enjoy|adore);
        your (?:love|liking|enjoyment|fondness|affection); you(?:['’]re| are) (?:\w+ ){0,3}fan
    """,
    "loved": r"""
        you(?:['’]ve| have)? (?:\w+ )?(?:loved|adored); (?:because|since|as) you (?:\w+ )?(?:love|adore); highly;
        loved by you; (?:one of )?your (?:[\w-]+ )?favou?rites?; your (?:love|fondness); fond of \ue001; so much;
        you(?:['’]re| are) (?:\w+ ){0,3}fan; obsessed with \ue001
    """,
    "asked": r"""
        you(?:['’]ve| have)? (?:just )?(?:asked|searched|requested|wished); your (?:search|request|question);
        (?:was|is|just|exactly) what you (?:wanted|want); (?<!if )you (?:are|were) looking for; as (?:requested|asked)
    """,
    "any": r"""
        you(?:['’]ve| have)? (?:\w+ )?(?:viewed|watched|saw|seen|looked|read|visited|chose|chosen|hid|disliked|played|
        tried|had|met|knew|followed|explored|discovered|checked|picked); your (?:\w+ )?(?:history|past|previous|recent)
    """,
    "more": r"""
        [\ue000\ue001] (?:made|left|had|kept) you (?:up|awake|busy|company|late|from|for|so|all)\b;
        (?:you(?:['’]ve| have)?|having|since) (?:\w+ )?(?:finished|completed|spent|devoured|binged|replayed|rewatched|
        reread|owned|hid|disliked|hated|skipped|abandoned|returned|played for);
        you (?:\S+ ){1,5}(?:twice|(?:many|several|three) times|again and again|over and over|repeatedly);
        (?:so|too) many;
        [\ue000\ue001] (?:made|left|had|kept) you (?:cry|laugh|weep|scream|smile|bored|happy|sad|wanting|awake)\w*;
        use (?:daily|every day)
    """,
    "basket": r"""
        your (?:[\w-]+ )?(?:basket|cart|bag|trolley)
    """,
    "kept": r"""
        your (?:[\w-]+ )?(?:watchlist|wish-?list|bookmarks?|queue|reading list|saved); (?:\ue001|already|
        still) (?:\S+ ){0,4}(?:on|in|from|among|at) your (?:[\w-]+ )?(?:list|lists|favou?rites|playlist);
        your (?:[\w-]+ )?(?:list|favou?rites|playlist) (?:already )?(?:has|holds|includes|contains); (?:you|
        you['’]ve|you have) (?:saved|bookmarked|listed|queued)
    """,
}
CONDITIONS = r"""
    if [^,; :.!?]*;
    if you(?:['’]ve| have)? (?:\w+ )?(?:liked?|loved?|enjoy(?:ed)?|adored?|viewed|watched|bought|read|played);
    (?:anyone|those|someone|whoever|everyone|people|fans|readers|viewers|
    players) (?:of \ue001 )?who (?:\w+ )?(?:liked?|loved?|enjoy(?:ed)?|adored?|wants?);
    if \ue001 (?:was|is|were) your thing;
    if you(?:['’]re| are) (?:a fan of|into|looking for|in the mood for|after|curious about);
    whether you(?:['’]re| are)?; when(?:ever)? you(?:['’]re| are)
"""
SAID_OF_YOU = r"""
    you(?:['’]re| are| were) (?!looking|searching|eyeing|browsing|reading|watching|considering|checking|in the mood|
    after |into |drawn to |curious)(?:\w+);
    you (?:feel|felt|seem|become|must|have to|need|want|should|clearly|obviously)(?! (?:more|another|a|some)\b);
    (?:near|nearby|close to|not far from|outside|around the corner from|minutes from|down the road from) (?:you|
    your (?:[\w-]+ )?(?:home|house|place|town|city|street|village|office|work|area|neighbou?rhood|door|flat));
    in your (?:[\w-]+ )?(?:town|city|area|neighbou?rhood|street|region|country|village|part of); (?:an?|the|some|
    any|other|of) (?:[\w-]+ )?(?:man|men|woman|women|person|people|someone|somebody|mother|father|mum|mom|dad|
    parents?|reader|viewer|girl|boy|student|player|gamer|lover|fan) (?:like|such as|of) (?:you|yourself|
    your age)(?= *[^\w ]| *$| who); (?:someone|somebody|one|anyone) (?:like you|your age)(?= *[^\w ]| *$); (?:for|
    to|suits?) (?:someone|somebody|anyone|people|those|an? (?:[\w-]+ )?(?:man|woman|person|parent|reader|
    viewer)) who (?:never |always |often |also )?(?:works?|lives?|owns?|drives?|travels?|commutes?|sleeps?|
    stud(?:y|ies)|suffers?|earns?|rents?|raises?|lost|struggles?|retired|cannot|can['’]t|has (?:kids|children|
    a (?:dog|cat|family|baby|garden|job)|little|no)|teaches|smokes?|drinks?|cares for|is (?:a|an|old|young|alone|
    single|married|retired|over|under)); as (?:a|an) (?:[\w-]+ )?(?:mother|father|parent|mum|mom|dad|teacher|nurse|
    student|veteran|pensioner|single)
"""
UNITS = r"""
    hours?; minutes?; seconds?; lit(?:re|er)s?; pints?; gallons?; ounces?; grams?; kilos?; kilograms?; pounds?;
    tonn?es?; tons?; met(?:re|er)s?; centimet(?:re|er)s?; inch(?:es)?; feet; foot; yards?; miles?; kilomet(?:re|
    er)s?; degrees?; watts?; volts?; days?; weeks?; months?; years?; decades?; pages?; cop(?:y|ies); episodes?;
    seasons?; volumes?; chapters?; players?; pieces?; discs?; levels?; tracks?; copies; units?; cups?
"""
SOME = r"""
    several; (?:a )?few; an? couple(?: of)?; an? handful of; dozens of
"""
LEFT = r"""
    (?:are |is |remain |still )?(?:left(?! (?:behind|alone|to|for|in|of|with|by|hand|the|his|her|their))|
    remain(?:ing)?(?! in)|to go)
"""
ARTICLE = r"an?"
WITH_ARTICLE = r"hours?; lit(?:re|er)s?; pints?; gallons?; kilos?; pounds?; tonn?es?; met(?:re|er)s?"
