"""English words that say nothing which could be false."""

PLAIN = """
alone enough below believe suspect
a an the and or but nor so yet if as than then that this these those there here it its itself he she they them their
theirs his her him you your yours yourself who whom whose which what when where why how while because since for to of
in on at by with from into onto out off over under up down back far about after before between beyond behind beside
besides along across through throughout during until till within without near around against among toward towards upon
per via like unlike not no never none only just even also too again once more most less least much many few several
some any all each every both either neither other others another else same such own very quite rather almost nearly
really truly simply still already always often sometimes soon now later next today tonight well is are was were be
been being am has have had having do does did doing done will would shall should can could may might must let lets s t
ve re ll d m don doesn didn isn aren won wouldn one ones first second last time times twice thing things something
anything way ways kind kinds sort sorts bit lot part parts piece pieces side sides place places point points moment
moments line lines thread threads step steps turn turns start end ends beginning middle film films movie movies book
books novel novels story stories tale tales title titles item items product products article read reads watch show
shows series work works page pages scene scenes chapter chapters plot plots character characters hero heroes lead
leads cast world worlds setting set sets setup ground theme themes subject subjects topic topics matter question tone
mood moods spirit style styles feel feeling feelings sense touch note notes flavour flavor vein key keys tune rhythm
pace air atmosphere manner approach voice eye eyes heart soul mind core edge edges energy pressure pull charm taste
tastes interest interests love fan fans lover viewer viewers reader readers user users shopper owner evening evenings
night nights weekend afternoon morning day days hour hours week break sitting couch sofa shelf shelves list collection
kit range choice choices pick picks match matches fit fits pair pairs pairing pairings companion companions
counterpart neighbour neighbor mix blend blends combination contrast change variety complement complements addition
idea ideas option options suggestion reason reasons search go goes going gone went come comes coming came bring brings
bringing brought take takes taking took taken give gives giving given gave keep keeps keeping kept hold holds holding
held make makes making made get gets getting got put puts run runs running ran move moves moving leading led follow
follows following followed find finds finding found look looks looking looked see sees seeing seen saw stay stays
staying stayed stand stands standing stood sit sits sat play plays playing played tell tells telling told say says
saying said speak speaks showing shown offer offers offering offered share shares sharing shared fitting fitted suit
suits suiting suited paired matching matched belong belongs continue continues continuing carry carries carrying
carried picking picked return returns returning add adds adding added mixes mixing mixed blending blended combine
combines combining combined build builds building built turning turned trade trades trading traded swap swaps swapping
swapped explore explores exploring explored discover discovers discovering discovered try tries trying tried enjoy
enjoys enjoying enjoyed appeal appeals appealing please pleases pleasing working worked open opens opening opened
close closes closing face faces facing faced echo echoes echoing echoed recall recalls recalling remind reminds
reminding draw draws drawing drawn wink winks winking starts starting begin begins ending leave leaves leaving left
reach reaches reaching catch catches want wants wanting wanted need needs likes liked loves loved adored appreciate
appreciated view viewed viewing views watched watching reading bought purchased purchase chose chosen choose rated
rating reviewed review visited use used using wear wearing hope hoping think feels felt seem seems sounds means cover
covers covering covered centre center centres centers centred centered revolve revolves unfold unfolds unfolding tread
treads treading touches touching lean leans leaning dive dives diving delve delves land lands push pushes connect
connects connecting connected link links linked bridge bridges complete completes completing completed accompany
accompanies accompanying round rounds treat treats stretch trap traps trapped bind binds bound meet meets meeting met
cross crosses crossing enter enters entering become becomes becoming wait waits waiting live lives living lived write
writes written wrote describe describes good nice fine neat suitable natural easy likely ready different similar alike
closer related comparable common parallel familiar kindred equal further additional full whole entire straight plain
little right certain particular possible able sure interesting welcome perhaps maybe probably possibly especially
particularly mainly mostly nicely closely easily directly equally similarly naturally together apart instead though
although despite unless whether meanwhile thanks due according highly plenty someone somebody anyone anybody deal
deals dealing dealt sends send pursues revisits visits visit joins join joining joined unites unite pit pits alongside
amid amongst beneath example instance detail details element elements ingredient ingredients spin spins angle
perspective glimpse dose dash hint spark layer layers balance arc path road corner entry instalment features feature
featuring featured includes including include contains captures capture captured delivers deliver delivering delivered
rewards reward invites invite inviting guides guide seeks seek seeking searches wanders wander examines examine tackle
tackles rests rest relies shifts shift shifting replaces replace extends extend extending deepens deepen grows grow
growing remains remain remaining arrives arrive arriving awaits await stars happens happen tied rooted filled clear
clearly simple exactly precisely roughly somewhat decidedly distinctly likewise gladly comfortably neatly smoothly
ideally partly whoever whenever wherever people person group team crew mould mold model fashion degree scale scope
focus focused attention appetite curiosity surface background backdrop foreground counter table room door window stop
stops stage level levels quality qualities nature form forms shape shapes structure length depth width weight attitude
outlook stance direction sequence stretches chain string strings pattern patterns pulls handy practical useful
everyday casual relaxed relaxing calm quiet quietly steady unhurried leisurely cannot whatever nearby nearest main
central single separate corresponding overlapping adjacent guessing wonder wondering curious drive drives driven
driving ride rides grip grips pour pours fill fills filling serve serves serving served support supports backs backed
help helps helped helping suggest suggests suggesting hints hinting nod nods nodding tip tips noting mark marks marked
tap taps tapping drop drops dropping dropped pass passes passing passed pause pauses linger lingers lingering spend
spends spending spent spot spots spotted casts throw throws thrown fall falls falling fell rise rises rising slip
slips slide slides drift drifts drifting wind winds winding unspool unwinds unwind arrange arranged organised
organized grouped coupled aboard ahead aside reverse opposite twin twins double triple extra spare previous earlier
latter former initial final exchange exchanges exchanging balances balancing weigh weighs swing swings tilt tilts
sketch sketches paint paints painted portrait portrays portray portraying depicts depict depicting presents present
presenting presented consider considers considering imagine imagines imagining reveal reveals revealing introduce
introduces introducing introduced observe observes observing witness witnesses accompanied gather gathers gathering
collect collects collected bond bonds tie ties relation relations relationship relationships connection connections
kinship affinity overlap parallels resemblance likeness similarity similarities difference differences narrator
narrative narration storyline storytelling premise supplement accessory partner partners worthy somewhere anywhere
elsewhere everywhere otherwise furthermore moreover thus hence therefore accordingly eventually gradually suddenly
quickly slowly softly mixture combo selection tempo speed beat beats hook hooks hooked two three four five six seven
eight nine ten twelve dozen hundred thousand grew grown tracking tracked accent adapt admire adore affection aftermath
afterthought agenda aim alley allow allure ambience amuse amusement anchor answer anticipation appear apology
appreciation aspect astute attempt attract attraction aura awareness backbone banter base bearing befit
behaviour belief bend benefit bent big bite bits bitter bittersweet blanket blur bold boost bounce bracing breath
breathe breather breezy brew bright brim brisk brood bubble buddies bump burn burst busy calling candid captivate care
career careful cause caution celebrate challenge chance changeover channel chat cheer cheerful chill chirp chord
circumstances clash claim clever click climb closeness clue clues cluster clutch coax collide comfort comment commit
commitment companionable company compel complex complexity comprehend concept concern concise conclusion conflict
confront conjure consequence constant content contemplate contemplation conundrum converse conversational convey
conviction cool correct counterpoint count courage course covet crackle craft crave craving craze creak creative
creativity cue culminate current cut curve daily dare dawn dazzle dear debate decision decode deep deeper defy
delicate delight demand depart departure depend deserve desire despair destination determination detour develop devote
devotion dilemma dip direct discomfort discovery dismantle display distance distill distinct disturb ditch dizzy dodge
domain doubt dread dreamy dynamic eager earn earnest ease easygoing eccentric edgy effect effort effortless elaborate
elegant elevate embark embrace emerge emotion emotional emphasis enchant encounter endearing endeavour enduring
energetic energise engage engagement engross enjoyment ensue entangle entertain entertainment enthusiasm enthusiast
entice entwine essence establish evident evoke examination excitement exercise existence expand expect expectation
expense experience experiment explanation exploration expose expression exude eyed eyeing fabric facet fact factor
fade fair fancy fare fascinate fascination fast fate favour fellow fetch fiddle field fierce figure finesse fire firm
fixation flair flash flavourful flick flip float flow fluid flurry fold fondness footing footsteps force forge forget
forward foster foundation fray free freedom frenzy frequent fresh friction front fuel fulfil fun function furious fuse
fusion gaze gear gem generous gentle genuine gift glad glance glee glide gloom glow gradual grand graceful grace
grapple grasp gravitate gravity groundwork growth guess guidance gusto guts habit hair half halfway handle hang
harbour hard harsh haste haul haunt head headspace heartache heartbeat hearted heavy heel heed height hesitant hide
hit homage honest honesty honour hopeful host hot hover hum human humble hunger hurry hush hypnotic icing illuminate
illusion image immerse immersion immersive impact impression improbable impulse inch inclination inclined incident
increase indulge inevitable infectious influence inner inquisitive insight inspect inspiration inspire instinct
intelligence intelligent intense intensity intent interact interplay intersect intertwine intimate intricate intrigue
intrigued introspective inventive invest involve inward irony ironic irresistible issue itch job journey joy joyful
jump juxtapose keen kick knack knot know knowing label labyrinthine lack laid lane lasting launch lay leap learn
legacy lend lens lesson lift lightness likeable limit limits literal lively load lodge lofty logic longing loop loose
lose loss lost loud low lure lush macabre mad maintain major mannered mannerisms map march mash masterclass material
maze meander meaning meaningful measure measured meaty meditate meditation meditative meld mellow melt memorable
mention merge merit mesmerise mess messy method methodical meticulous mild minded mindful mingle minute mischief
misdeed miss mission misstep mistake mode modest momentum moody moral morality motion motivate motive mount mouth
movement mull muse mystify naive nail narrow navigate nerve nervous nerves nervy nestle niche nimble nonetheless
nonsense normal nostalgia nostalgic notice notion nuance nuanced nudge nurture oasis object obscure obvious occasion
odd oddball oddity offbeat ominous onward opportunity order orderly ordinary outcome outing outright outside outward
overall overcome overtake overtones pack packed pact pain painstaking pal palpable passage passion passionate patience
patient pay payoff peace peaceful peculiar peek peel peer perceptive perk personal personality persuade phase
philosophy picture pierce pile pitch pleasant pleasure plunge ply poetic poignant poise polish polished ponder pose
posture power powerful practise praise precise precision predicament prefer preference prepare presence pressing
prevail price pride probe problem proceed process prod progress project promise prompt proper prospect protect prove
provide provocative provoke prowl puff pulse punch puncture purity purpose pursue pursuit puzzle quaint quest quick
quirk quirky quotient radiate raise rapport rare raw razor react reaction readable real realm reassuring recognise
recognisable reconsider record rediscover refined reflect reflection reflective refresh regard register regret regular
reinvent relatable release relentless relevant reliable relish reluctant rely remember reminiscent remove render
repeat replay request require resemble reserve reside resilience resilient resist resolve resonance resonant resonate
respect respond restless restraint result resume retain retell retreat rethink revel reversal revisit rework rhyme
rich riddle riff ripe ripple risk risky ritual roam robust roguish role root roster rotate rough rouse route routine
row rub rude ruin rumble rush rustic sake satisfy satisfaction satisfying saunter savour scatter scenario scrap scrape
scrappy scratch scrutiny seam seamless season seat section sedate self sensibility sensitive sentiment sentimental
serene serious settle shade shadow shaky sharp sheer shelter shine shiver shock shoulder shrewd shrug shuffle shy sigh
sight sign signature simmer sincere sincerity sink situation sizzle sleek slick slice slight slim slow small smart
smile smooth snap snappy sneak soak sober soft solid solitary solitude solve solution soothe sophisticated soulful
source span sparkle special spell spike spill spirited splash split spontaneous sprawl spread spring spur stack stake
stakes standalone standout staple stark state statement steadfast steam steep steer stern stick stillness stir stock
stoke storyteller straightforward strain strange strand strategic stray stream strength strict stride striking strip
stroke strong struggle stubborn study stuff stumble stylish subdue subtle subtlety subtext success sudden sum summon
surge surprise surprising surreal surround survey suspect sway sweep swift swirl symmetry sympathy system tack tact
tail talent talk talkative talky tangle tantalise target task tasteful tease teach temper temperament temptation
tempting tenderness tendency tense tension term territory test texture themed thick thin thought thoughtful threat
threaten thrill thrilling thrills throb thrive tide tidy tight timely tingle tinge tinker tiny tire token toil tonal
tonally tool top torment torn toss total touchstone tough tour trace tradition trait transform transformation
transition translate transport travel treasure tremble trick tricky trigger triumph trouble true trust truth tug
tumble turmoil twist twisty type uncanny uncertain uncertainty uncover undercurrent undergo underlying underneath
understand understated understatement undertone uneasy unease unexpected unfamiliar unforced unhealthy universal
unlikely unlock unnerve unnerving unpack unpredictable unravel unseen unsettle unspoken untangle unusual unwavering
upbeat upend urge urgency urgent usual vague valuable value vary venture version vibe vibes vibrant viewpoint vigour
vintage virtue vision visual vital vivid voyage vulnerable vulnerability walk wallow wary wash waste watchable wave
weary weave weird whirl whirlwind whisk whisper wicked wide wild willing win wise wish wistful woe wondrous word
wordless workings worry worth worthwhile wound wrap wry yearn yearning yield zest zip zone avoid carefully colour
cooler daring deft deserving escalate escalating familiarity flung hearts inside interested intriguing kindly knit
lightly lighthearted loner lonesome longish lookout mesh notch oddly pared pensive perfectly playful pleasingly plus
poised quieter ranging reminiscence richly ringing scaled shaped shorter sideways slower softer somehow spiritual
steeped subdued tad thinking thoughtfully toned trappings twisted understatedly upfront veined wholehearted whichever
wired afield solving sleeve street cup button buttons box boxes ticket bill anyone's day's life matters spirits ears
hands hand feet foot toes saga sagas stroll screw high squeeze hidden past scores dogged shake epic lawful collision
snag snagging overhaul helpings portion plate platter shot sip nugget gems jewel flavours hues hue shades tints tinted
contender showcase showpiece centrepiece backstory subplot punchline cliffhanger climax finale opener prologue
epilogue dialogue monologue wordplay one-liner quip quips breadth breezily bravado bravura briskness calmness candour
capers charmer charmers chases comeuppance commotion companionship comradeship concoction confection confessional
confines crossroads crucible curio daydream detachment distraction duo ebb escapade escapades escapism escapist essay
euphoria excess exploit exploits extremes eyeful fable fallout farewell feast firmness flavoursome flight foil folly
foothold fretting frolic frolics fun-loving gambit getaway glimmer gloss grit groove gut handful hangout happenings
haven headlong highlight highlights hijinks hilarity hunch hypnosis immediacy inkling interludes interlude intimacy
jaunt jitters jolt jolts juggling kicks knockabout leisure lull mainstay mayhem misadventure misadventures
misunderstanding misunderstandings moodiness muscle mystique neighbourly nerve-racking nerve-shredding nudges oomph
outset pageantry pang panorama parable pastime patchwork payback perils phrase plight potency prelude proximity punchy
quarry quarrel quarrels quarrelling reckoning reckless refuge remedy reverie rhythmically riposte roller-coaster
rollercoaster rumination sadness scheming setback shenanigans showdown sidekick skirmish slant slowburn smarts
smatterings snapshot sobering sojourn solace spectacle spree squabble standoff stealth stint stirring streak
string-pulling stunt stunts swagger tailor-made takeaway takeaways tapestry tumult turnaround turnabout twinge
undercurrents uplift uproar vantage verve vignette vignettes vista vulnerably watchful wavelength whimsy wonderment
wordiness zinger zingers mould-breaking off-kilter off-beat low-stakes high-stakes slow-paced fast-paced well-worn
well-made well-drawn well-built hard-wearing long-lasting no-nonsense tight-knit nail-biting enjoyable lovable
remarkable undeniable unmistakable capable believable unbelievable comfortable adorable admirable accessible
approachable amiable unstoppable inescapable unflappable formidable sensible visible terrible horrible flexible
notable considerable reasonable predictable adaptable amicable agreeable honourable affable sociable playable
bingeable durable dependable desirable favourable impeccable implacable inexhaustible inimitable inseparable invisible
irrepressible knowledgeable miserable noticeable passable presentable questionable recognizable respectable
responsible susceptible tangible tolerable unavoidable uncomfortable undeniably unforgivable variable viable
impossible plausible implausible incompatible compatible legible edible audible eligible hospitable habitable
laughable tables stable unstable grind ache sweat wheel wheels reunion low-key game games
"""

IDIOMS = """
red (?:planet|herrings?|thread); green light; out of the blue;
a (?:good|great|natural) (?:fit|match|choice|pick|companion); straight face; in the mood; highly enough;
made you smile; make you smile; make you laugh; makes you laugh; this time; face to face;
on (?:its|their|the) trail(?: of)?; in search of; tells of; left behind; (?:a )?step further; side by side;
at heart; by heart; in its own way; something new; change of scene; back to back; at its [a-z]+est;
under (?:the|your|its) skin; edge of your seat; best of both worlds; home-?grown; the way we;
(?:how|why|what|where|when) we; down to earth; speaks? the same language; cat[- ]and[- ]mouse
"""

KINDS = {
    "popular": "popular favourite favorite many people here others community visitors customers everybody",
    "trending": "trending popular discovering discover discovered many people here others lately recently now moment",
    "new": "new fresh newly",
    "explore": "new fresh different surprise unusual unexpected outside usual",
    "editorial": "editor editors editorial team picked chosen selected selection staff",
    "promoted": "promoted sponsored ad advertisement partner",
    "because_asked": "ask asked asking search searched searching request requested wanted looked wish wished query",
}

YOURS = """
thing things look taste tastes interest interests mood list collection shelf kit search question request choice
choices pick picks evening weekend night viewing history basket cart purchase order rating review next last recent way
own watchlist library kitchen home garden desk set liking love view views visit like likes eye ears nerves nerve skin
sleeve street alley turn time place pace plans plan attention imagination curiosity appetite trip trips route routes
load bag backpack table bed bedroom cup pot camp first second new seat side wits mind memory senses day days afternoon
morning mornings screen couch sofa setup gear journey journeys adventure adventures exploration world
"""

BEFORE_NOUN = """
a an the this that these those its his her their your my our any some every each no another other of in on at by with
from into onto about for as like under over through between among against behind beyond across around within without
via two three four five six seven eight nine ten both several many few more one s per toward towards inside near
"""

AFTER_NOUN = """
of in on at by with from into onto to about for as like under over through between among against behind beyond across
around within without via and or but nor so yet who whom whose which that when where while if because since than then
is are was were be been has have had will would can could may might must should shall does do did s he she it they you
we i not also too again here there now although though after before until inside near toward towards during along
despite
"""

AFTER_THESE_A_VERB = """
to you it they he she who that which we i is are was were be been being will would shall should can could may might
must does do did has have had not never also just always still often ll ve re d let lets don t so very quite rather
too as more most less
"""
