# ruff: noqa: E501 -- words by the line
"""Words by class, written for letters to a shop: what people are called, what the matter is sworn at with.

Every word stands in exactly one class below, as it is spelled without apostrophes, in lower case. `aim.py` reads
sentences by these classes; `disguise.py` resolves hidden spellings only where one of these words comes out.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What only a person can be, said to wound. Plurals stand beside their singulars.
INSULTS = _set("""
    idiot idiots imbecile imbeciles moron morons cretin cretins dimwit dimwits halfwit halfwits nitwit nitwits dolt dolts
    dunce dunces dullard dullards simpleton simpletons numpty numpties pillock pillocks plonker plonkers dipstick
    dipshit dipshits dumbass dumbasses dumbfuck dumbfucks fuckwit fuckwits fuckface fucker fuckers motherfucker
    motherfuckers mofo dickhead dickheads dickwad knobhead knobheads bellend bellends wanker wankers tosser tossers
    twat twats git gits minger arsehole arseholes asshole assholes ahole aholes asshat asshats jackass jackasses
    shithead shitheads shitbag shitbags dirtbag dirtbags scumbag scumbags sleazebag scum scums scumbucket douche
    douches douchebag douchebags bastard bastards bitch bitches biatch biotch cunt cunts whore whores slut sluts slag
    slags skank skanks hoe hoes prick pricks dick dicks cock cocks cocksucker cocksuckers pussy pussies jerk jerks
    jerkoff loser losers lowlife lowlifes lowlives vermin parasite parasites maggot maggots cockroach cockroaches
    swine pig pigs bloodsucker bloodsuckers leech leeches dumbo fatso fatty weirdo weirdos creep creeps pervert
    perverts psycho psychos nutjob nutjobs nutcase degenerate degenerates subhuman subhumans retard retards gobshite
    gobshites shite-hawk nonce nonces tard tards libtard scrote scrotes chutiya chutiye chutia bhenchod behenchod
    bhosdike madarchod madarchods harami haramkhor harami kutte kutta kuttiya kamina kamine saala gadha gadhe ullu
    nincompoop nincompoops ignoramus buffoon buffoons oaf oafs cow trollop hag hags bimbo bimbos wretch wretches
    arsewipe asswipe asswipes fuckboy ratbag ratbags toerag toerags dunderhead blockhead airhead airheads birdbrain
    """)

# Those of them that are also an animal, a tool, a name or a thing one may order.
DOUBLE = _set("""
    pig pigs cow hoe hoes cock cocks dick dicks prick pricks git gits maggot maggots cockroach cockroaches parasite
    parasites leech leeches swine vermin psycho psychos pussy pussies creep creeps hag hags bitch slag jerk retard tard
    degenerate tosser loser losers minger wretch wretches nigga niggas niggaz
    """)

# Milder names for people: scolding, or a claim of dishonesty. Rude; with contempt around them, abuse.
SCOLDS = _set("""
    clown clowns joker jokers muppet muppets fool fools liar liars crook crooks thief thieves thiefs scammer scammers
    fraudster fraudsters cheat cheats cheater cheaters conman conmen robber robbers swindler swindlers crybaby coward
    cowards amateur amateurs cowboy cowboys monkey monkeys donkey donkeys robot robots parrot parrots sheep zombie
    zombies child children baby babies bully bullies hypocrite hypocrites ass arse dummy dummies goof twerp twerps snake
    snakes rat rats dog dogs weasel weasels worm worms freak freaks nutter nutters vulture vultures shark sharks crackhead
    charlatan charlatans bunglers slacker slackers layabout layabouts
    """)

# What is said of people to wound: their wits, their worth, their looks.
CONTEMPT = _set("""
    stupid dumb dumber dumbest idiotic moronic imbecilic braindead brainless mindless witless gormless
    retarded cretinous worthless subhuman illiterate halfwitted dimwitted simpleminded feebleminded inbred ugly smelly
    vile despicable repulsive repugnant contemptible loathsome slimy sleazy stupider stupidest deranged demented
    fatarse shitty-arsed pigheaded uneducated dimwit fuckwitted
    dopey brain-dead slow-witted
    """)

# Said of people it is discourteous; said of the matter it is plain complaint.
SCORN = _set("""
    useless hopeless pathetic incompetent ignorant lazy lying thieving dishonest rude arrogant careless disgusting
    disgraceful laughable ridiculous inept unhelpful unprofessional shameless greedy shady crooked deceitful corrupt
    inconsiderate horrible terrible awful rubbish crap shit shite shitty crappy bloodsucking nasty two-faced feckless
    inadequate silly foolish daft blind deaf mad senile delusional childish patronising patronizing condescending
    obnoxious sick scummy garbage trash gutless spineless heartless soulless evil cruel insane crazy mental clueless thick
    dense filthy uneducated
    """)

# Names of hatred, for what somebody was born or believes: abuse whoever it is aimed at.
SLURS = _set("""
    nigger niggers coon coons kike kikes paki pakis chink chinks gook gooks spic spics wetback
    wetbacks beaner beaners towelhead towelheads raghead ragheads camelfucker camelfuckers sandnigger sandniggers
    faggot faggots fag fags dyke dykes tranny trannies shemale shemales poofter poofters lesbo lesbos wog wogs darkie
    darkies golliwog jap japs pikey pikeys gyppo gyppos spastic spastics spaz spazz mongoloid mongoloids cripple
    cripples jihadi jihadis muzzie muzzies curry-muncher kaffir feminazi feminazis tard zipperhead redskin redskins
    """)

# Oaths and vulgar words that by themselves are aimed at nobody.
OATHS = _set("""
    fuck fucks fucked fuckin fucking fuckup fuckery fck fcking fkn fkin fking fuk fuking fukin fcuk fcuking effing frigging
    friggin freaking freakin sodding bloody blooming bleeding bleedin goddamn goddamned goddam damn damned dammit damnit
    darn hell shit shits shite shitty shitshow bullshit bs crap crappy crapshow arsed ass arse piss pissed pissing bollocks
    bugger buggered bollox wtf wth tf fml ffs omfg lmfao stfu gtfo motherfucking mfing mf bitching balls cock-up tits
    horseshit dogshit batshit clusterfuck fucktard crapola feck fecking fecked fugly xcensored goddammit jfc af
    """)

# The strong part of these: swearing proper, the owner may want to know.
STRONG_OATHS = OATHS - _set("""
    bloody blooming bleeding bleedin darn hell damn damned dammit damnit freaking freakin frigging friggin effing sodding
    goddamn goddamned goddam ass arse crap crappy balls tits bs tf af pissed bugger buggered darn feck feckin
    """)

# What the owner may want to know of: swearing proper, at whom or what ever.
SWEARING = STRONG_OATHS | SLURS | _set("""
    goddamn arse arsehole arseholes asshole assholes bastard bastards bitch bitches cunt cunts dickhead dickheads wanker
    wankers twat twats prick pricks motherfucker motherfuckers fucker fuckers fuckwit
    """)

# Those who serve: the ones who read what is written.
STAFF = _set("""
    staff staffs staffer staffers team teams agent agents rep reps representative representatives employee employees
    manager managers supervisor supervisors driver drivers courier couriers postman receptionist operator operators people
    person guy guys man men woman women lady ladies girl girls lad lads boy boys chap chaps bloke blokes crew captain pilot
    attendant attendants engineer engineers technician technicians advisor advisors adviser advisers cashier cashiers waiter
    waitress server servers clerk clerks assistant assistants worker workers owner owners boss bosses salesman saleswoman
    salesperson somebody someone whoever colleague colleagues folks lot bunch individual human humans mother mom mum
    handler handlers developer developers director ceo executive executives officer officers counter-staff trainee intern
    interns monkey customer-service department
    """)

# The business, and what it sells: no person is meant.
MATTER = _set("""
    company companies business airline airlines shop store website site app service services product products item
    items order orders parcel package delivery policy policies system systems process procedure procedures software
    update phone laptop kettle toaster machine thing things device update email emails letter letters form forms rule
    rules excuse excuses answer answers response responses question questions mistake mistakes price prices code
    machine menu bank firm outfit organisation organization brand idea ideas decision reason reasons advert ad ads
    """)

# "He" in a letter to a shop is one of its people, unless it is one of the writer's own.
THEIR_OWN = _set("""
    husband wife son daughter brother sister boyfriend girlfriend partner ex neighbour neighbor boss landlord cousin uncle
    nephew niece grandson granddaughter kid cat dog puppy hero character author actor president politician
    """)

YOU = _set("you u ya yall yous youse ye thou")
YOU_ARE = _set("youre ur yr youve yoo your")
BE = _set("are r is was were be been being am seem seems look looks sound sounds act acts acting must remain")
HE = _set("he she they him her them theyre hes shes theyve whoever who")
ME = _set("i im me my mine myself ive id ill we were-we our us weve")
DETERMINERS = _set("a an the this that these those some such any another every all one each no what")
VERY = _set("""
    so very really just truly totally completely utterly absolutely quite literally clearly obviously simply seriously
    plain nothing but only pretty both either real complete total absolute utter proper pure right little big fat old
    ugly most more even too damn damned bloody fucking fuckin fking fkn freaking freakin fricking frigging effing flaming
    goddamn god stinking rotten dirty filthy miserable sorry mere bit piece pieces load pack collection group kind sort
    bunch still always all actually basically honestly fuking fukin fcking fucken motherfucking sodding
    """)
NOT = _set("""
    not never no arent isnt wasnt werent dont doesnt didnt nor hardly neither without aint nobody cant cannot wont wouldnt
    couldnt shouldnt nowt nothing none
    """)

# Enough of plain English to read run-together and spaced letters by.
COMMON = _set("""
    a i an the you your youre u ur we he she it they them are is was be am to of in on at for and or but so all this that my
    me off up out how what who why where get go off people like such with not do dont have has women woman man men gay black
    white muslim muslims jew jews immigrant immigrants trans disabled asian foreigner foreigners hate kill die burn in hell
    """) | YOU | BE | HE

# Words that a disguise is worth seeing through for.
HIDDEN = (
    INSULTS | CONTEMPT | SLURS | STRONG_OATHS | _set("""
    fuck kill killed killing murder murdered rape raped stab shoot die scum trash filth useless pathetic liar liars hate
    clown clowns women woman gay gays muslim muslims immigrant immigrants black trans disabled disgusting disgusted crap
    arse ass damn hell fool fools thief thieves bloody pissed people you penis tits vagina dickhead
    """)
) - _set("cow ass git hoe hag tard dense thick evil mental crazy fat saala mad cock")

# Words half hidden by stars and signs.
STARRED = _set("""
    fuck fucks fucked fucker fuckers fucking fuckin shit shits shite shitty bullshit bitch bitches bastard bastards cunt
    cunts asshole assholes arsehole arseholes arse ass dick dicks dickhead dickheads prick pricks cock twat twats wanker
    wankers whore whores slut sluts piss pissed crap crappy damn damned hell bollocks nigger niggers faggot faggots idiot
    idiots moron morons stupid retard retards motherfucker motherfuckers motherfucking pussy bloody kill murder rape scum
    """)
