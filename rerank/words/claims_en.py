"""English words that claim what must be in the data: entries are regular expressions, separated by semicolons."""

WORDS = {
    "claim": r"""
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
        cheap\w*; affordabl\w+; inexpensive; bargains?; discount\w*; price[ds]?; pricey; pricing; costs?; costing;
        costly;
        money; dollars?; euros?; pounds?; cents?; usd; eur; gbp; chf; refund\w*; voucher\w*; coupon\w*; rebate\w*;
        budget; pay\w*; value
    """,
    "availability": r"""
        availab\w+; stock\w*; unavailable; stream\w*; subscri\w+; shipping; shipped; ships; delivery; download\w*;
        restock\w*; refurbish\w*; console; playstation; xbox; online; multiplayer; remaster\w*
    """,
    "date": r"""
        january; february; march; april; june; july; august; september; october; november; december; monday; tuesday;
        wednesday; thursday; friday; saturday; sunday; yesterday; tomorrow; century; centuries; decades?; nineties;
        eighties; seventies; sixties; recent\w*; published; released; premiere[ds]?; anniversary; launched
    """,
    "self": r"i; me; us; my; mine; myself; we; our; ours; ourselves",
}
PHRASES = {
    "superlative": r"""most [\w-]+; of all time; (?:in|of) the world; the only""",
    "same": r"""
        (?:from|by|of|with) the (?:same )?(?:authors?|writers?|screenwriters?|directors?|makers?|creators?|composers?|
        studios?|teams?|people|brands?|company|producers?|publishers?|trio|duo|hands?|cast|labels?);
        (?:the )?same (?:authors?|writers?|screenwriters?|directors?|makers?|creators?|composers?|studios?|team|people|
        brands?|company|producers?|publishers?|trio|duo|cast|label); by the same \w+
    """,
    "claim": r"""
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
        for free; free (?:of charge|shipping|trial|delivery|download|today|now|this); on (?:sale|offer);
        (?:special|great|good|limited) (?:deal|offer)(?! more| of); half[- ]price;
        sav(?:e|ing) (?:you )?(?:\d|money|on|big);
        a steal; (?:less|more) than \ue001; fraction of the
    """,
    "availability": r"""
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
        (?!other\b|rather\b|further\b|either\b|whether\b)(?:[a-z]{2,}er|more \S+|less \S+|better|worse|more|less) than;
        superior to; outdoes; outshines?; surpass\w*; beats \ue001; improves on;
        even (?:higher|better|more \w+|[a-z]+er)
    """,
}
ACTS = {
    "bought": r"""
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
        (?:you(?:['’]ve| have)?|having|since) (?:\w+ )?(?:finished|completed|spent|devoured|binged|replayed|rewatched|
        reread|owned|hid|disliked|hated|skipped|abandoned|returned|played for);
        you (?:\S+ ){1,5}(?:twice|(?:many|several|three) times|again and again|over and over|repeatedly);
        (?:so|too) many;
        [\ue000\ue001] (?:made|left|had|kept) you (?:cry|laugh|weep|scream|smile|bored|happy|sad|wanting|awake)\w*;
        use (?:daily|every day)
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
    you (?:feel|felt|seem|become|must|have to|need|want|should|clearly|obviously)(?! (?:more|another|a|some)\b)
"""
