"""English words that say nothing which could be false."""

PLAIN = """
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
tastes interest interests love fan fans lover lovers viewer viewers reader readers user users shopper owner evening
evenings night nights weekend afternoon morning day days hour hours week break sitting couch sofa shelf shelves list
collection kit range choice choices pick picks match matches fit fits pair pairs pairing pairings companion companions
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
rating reviewed review visited use used using wear wearing hope hoping think feels felt seem seems sound sounds means
cover covers covering covered centre center centres centers centred centered revolve revolves unfold unfolds unfolding
tread treads treading touches touching lean leans leaning dive dives diving delve delves land lands push pushes
connect connects connecting connected link links linked bridge bridges complete completes completing completed
accompany accompanies accompanying round rounds treat treats stretch trap traps trapped bind binds bound meet meets
meeting met cross crosses crossing enter enters entering become becomes becoming wait waits waiting live lives living
lived write writes written wrote describe describes good nice fine neat suitable natural easy likely ready different
similar alike closer related comparable common parallel familiar kindred equal further additional full whole entire
straight plain little right certain particular possible able sure interesting welcome perhaps maybe probably possibly
especially particularly mainly mostly nicely closely easily directly equally similarly naturally together apart
instead though although despite unless whether meanwhile thanks due according highly plenty someone somebody anyone
anybody deal deals dealing dealt sends send pursues revisits visits visit joins join joining joined unites unite pit
pits alongside amid amongst beneath example instance detail details element elements ingredient ingredients spin spins
angle perspective glimpse dose dash hint spark layer layers balance arc path road corner entry instalment features
feature featuring featured includes including include contains captures capture captured delivers deliver delivering
delivered rewards reward invites invite inviting guides guide seeks seek seeking searches wanders wander examines
examine tackle tackles rests rest relies shifts shift shifting replaces replace extends extend extending deepens
deepen grows grow growing remains remain remaining arrives arrive arriving awaits await stars happens happen tied
rooted filled clear clearly simple exactly precisely roughly somewhat decidedly distinctly likewise gladly comfortably
neatly smoothly ideally partly whoever whenever wherever people person group team crew mould mold model fashion degree
scale scope focus focused attention appetite curiosity surface background backdrop foreground counter table room door
window stop stops stage level levels quality qualities nature form forms shape shapes structure length depth width
weight attitude outlook stance direction sequence stretches chain string strings pattern patterns pulls handy
practical useful everyday casual relaxed relaxing calm quiet quietly steady unhurried leisurely cannot whatever nearby
nearest main central single separate corresponding overlapping adjacent guessing wonder wondering curious drive drives
driven driving ride rides grip grips pour pours fill fills filling serve serves serving served support supports backs
backed help helps helped helping suggest suggests suggesting hints hinting nod nods nodding tip tips noting mark marks
marked tap taps tapping drop drops dropping dropped pass passes passing passed pause pauses linger lingers lingering
spend spends spending spent spot spots spotted casts throw throws thrown fall falls falling fell rise rises rising
slip slips slide slides drift drifts drifting wind winds winding unspool unwinds unwind arrange arranged organised
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
eight nine ten twelve dozen hundred thousand grew grown track tracks tracking tracked
"""

IDIOMS = """
a (?:good|great|natural) (?:fit|match|choice|pick|companion); straight face; in the mood; highly enough; made you
smile; make you smile; make you laugh; makes you laugh; this time; face to face; on (?:its|their) trail; in search of;
tells of; left behind; (?:a )?step further; side by side; at heart; by heart; in its own way; something new; change of
scene; back to back
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
taste tastes interest interests mood list collection shelf kit search question request choice choices pick picks evening
weekend night viewing history basket cart purchase order rating review next last recent way own watchlist library
kitchen home garden desk set liking love view views visit like likes
"""
