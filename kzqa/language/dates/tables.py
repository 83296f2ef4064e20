"""The words of Polish date expressions, as data: inflected forms, each with what it means.

Forms stand in lower case, separated by spaces. Adjectives stand as stems; `ADJECTIVE_ENDINGS` inflects them.
"""

from __future__ import annotations

ADJECTIVE_ENDINGS = {
    "hard": "y ego emu ym a ej ą e ych ymi",
    "velar": "i iego iemu im a iej ą ie ich imi",
    "soft": "i iego iemu im ia iej ią ie ich imi",
}

# genitive (after the number of a day) | other cases | adjective stem | abbreviations
MONTHS = (
    ("stycznia", "styczeń styczniowi styczniem styczniu", "styczniow", "sty stycz"),
    ("lutego", "luty lutemu lutym", "lutow", "lut"),
    ("marca", "marzec marcowi marcem marcu", "marcow", "mar"),
    ("kwietnia", "kwiecień kwietniowi kwietniem kwietniu", "kwietniow", "kwi kwiec"),
    ("maja", "maj majowi majem maju", "majow", ""),
    ("czerwca", "czerwiec czerwcowi czerwcem czerwcu", "czerwcow", "cze czerw"),
    ("lipca", "lipiec lipcowi lipcem lipcu", "lipcow", "lip"),
    ("sierpnia", "sierpień sierpniowi sierpniem sierpniu", "sierpniow", "sie sierp"),
    ("września", "wrzesień wrześniowi wrześniem wrześniu", "wrześniow", "wrz wrzes"),
    ("października", "październik październikowi październikiem październiku", "październikow", "paź paźdz"),
    ("listopada", "listopad listopadowi listopadem listopadzie", "listopadow", "lis listop"),
    ("grudnia", "grudzień grudniowi grudniem grudniu", "grudniow", "gru grudz"),
)
MONTH_NOMINATIVES = "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień"

# forms | adjective stem and declension; Monday first
WEEKDAYS = (
    ("poniedziałek poniedziałku poniedziałkowi poniedziałkiem", "poniedziałkow", "hard"),
    ("wtorek wtorku wtorkowi wtorkiem", "wtorkow", "hard"),
    ("środa środy środzie środę środą", "środow", "hard"),
    ("czwartek czwartku czwartkowi czwartkiem", "czwartkow", "hard"),
    ("piątek piątku piątkowi piątkiem", "piątkow", "hard"),
    ("sobota soboty sobocie sobotę sobotą", "sobotn", "soft"),
    ("niedziela niedzieli niedzielę niedzielą", "niedzieln", "hard"),
)

# first and last month; winter runs over the end of the year
SEASONS = {
    "wiosna": ("wiosna wiosny wiośnie wiosnę wiosną", 3, 5),
    "lato": ("lato lata latu latem lecie", 6, 8),
    "jesień": ("jesień jesieni jesienią", 9, 11),
    "zima": ("zima zimy zimie zimę zimą", 12, 2),
}

# days from the article's date
DAYS_AWAY = {
    -2: "przedwczoraj",
    -1: "wczoraj",
    0: "dziś dzisiaj",
    1: "jutro",
    2: "pojutrze",
}
# forms that are a day only after these prepositions ("do jutra", not "kultura jutra")
DAYS_AWAY_GENITIVES = {1: "jutra"}
DAYS_AWAY_ADJECTIVES = {-2: "przedwczorajsz", -1: "wczorajsz", 0: "dzisiejsz", 1: "jutrzejsz"}
# the day after (or before) the one that the text speaks of
NEXT_DAY_ADVERBS = {1: "nazajutrz"}
YEARS_AWAY_ADJECTIVES = {-1: "ubiegłoroczn zeszłoroczn", 0: "tegoroczn", 1: "przyszłoroczn"}

# abbreviations, without spaces and full stops, of "this year", "last year" and of the month likewise
YEAR_ABBREVIATIONS = {"br": 0, "ubr": -1}
MONTH_ABBREVIATIONS = {"bm": 0, "ubm": -1}

LAST_ADJECTIVES = (("ubiegł", "hard"), ("zeszł", "hard"), ("minion", "hard"), ("przeszł", "hard"))
LAST_ABBREVIATION = "ub"
NEXT_ADJECTIVES = (("przyszł", "hard"), ("nadchodząc", "hard"), ("najbliższ", "hard"))
# these count from the date that the text speaks of, where there is one
FOLLOWING_ADJECTIVES = (("następn", "hard"), ("kolejn", "hard"))
PRECEDING_ADJECTIVES = (("poprzedn", "soft"),)
THIS_ADJECTIVES = (("bieżąc", "hard"), ("obecn", "hard"))
THIS_PRONOUN = "ten tego temu tym ta tej tę tą to"
THAT_PRONOUN = "tamten tamtego tamtym tamtej tamtą tegoż"
SAME_PRONOUN = "sam samego samym samej samą"
FINAL_ADJECTIVES = (("ostatn", "soft"),)
EVERY_WORDS = "co każdy każdego każdym każda każdej każdą każde"

# singular | plural forms; `year` has forms of its own, since "rok" also follows a number of a year
YEAR_SINGULAR = "rok roku rokiem rokowi"
YEAR_PLURAL = "lata lat latach latami latom laty"
UNITS = {
    "day": ("dzień dnia dniu dniem dniowi doba doby dobę dobie dobą", "dni dniach dniami dniom doby dób dobach"),
    "week": ("tydzień tygodnia tygodniu tygodniem tygodniowi", "tygodnie tygodni tygodniach tygodniami tygodniom"),
    "month": ("miesiąc miesiąca miesiącu miesiącem miesiącowi", "miesiące miesięcy miesiącach miesiącami miesiącom"),
    "quarter": ("kwartał kwartału kwartale kwartałem kw.", "kwartały kwartałów kwartałach kwartałami"),
    "half": ("półrocze półrocza półroczu półroczem", "półrocza półroczy półroczach"),
    "decade": (
        "dekada dekady dekadzie dekadę dekadą dziesięciolecie dziesięciolecia dziesięcioleciu",
        "dekady dekad dekadach",
    ),
    "weekend": ("weekend weekendu weekendzie weekendem weekendowi", ""),
    "night": ("noc nocy nocą", ""),
}
CENTURY_FORMS = "wiek wieku wiekiem wiekowi stulecie stulecia stuleciu stuleciem w."

EDGES = {
    "start": "początek początku początkiem początki początkach",
    "middle": "połowa połowy połowie połowę połową środek środku",
    "end": "koniec końca końcu końcem schyłek schyłku schyłkiem końcówka końcówki końcówce końcówkę",
}
TURN_FORMS = "przełom przełomu przełomie przełomem"
HALF_FORMS = "połowa połowy połowie połowę połową"

# cardinal forms; None for an unsaid number
CARDINALS: tuple[tuple[float | None, str], ...] = (
    (None, "kilka kilku kilkoma parę paru paroma kilkanaście kilkunastu kilkunastoma kilkadziesiąt kilkudziesięciu"),
    (1, "jeden jednego jednym jedna jednej jedną"),
    (1.5, "półtora półtorej"),
    (2, "dwa dwie dwóch dwu dwoma dwiema dwom"),
    (3, "trzy trzech trzema trzem"),
    (4, "cztery czterech czterema czterem"),
    (5, "pięć pięciu pięcioma"),
    (6, "sześć sześciu sześcioma"),
    (7, "siedem siedmiu siedmioma"),
    (8, "osiem ośmiu ośmioma"),
    (9, "dziewięć dziewięciu dziewięcioma"),
    (10, "dziesięć dziesięciu dziesięcioma"),
    (11, "jedenaście jedenastu jedenastoma"),
    (12, "dwanaście dwunastu dwunastoma"),
    (13, "trzynaście trzynastu trzynastoma"),
    (14, "czternaście czternastu czternastoma"),
    (15, "piętnaście piętnastu piętnastoma"),
    (16, "szesnaście szesnastu szesnastoma"),
    (17, "siedemnaście siedemnastu siedemnastoma"),
    (18, "osiemnaście osiemnastu osiemnastoma"),
    (19, "dziewiętnaście dziewiętnastu dziewiętnastoma"),
    (20, "dwadzieścia dwudziestu dwudziestoma"),
    (30, "trzydzieści trzydziestu trzydziestoma"),
    (40, "czterdzieści czterdziestu czterdziestoma"),
    (50, "pięćdziesiąt pięćdziesięciu pięćdziesięcioma"),
    (60, "sześćdziesiąt sześćdziesięciu"),
    (70, "siedemdziesiąt siedemdziesięciu"),
    (80, "osiemdziesiąt osiemdziesięciu"),
    (90, "dziewięćdziesiąt dziewięćdziesięciu"),
    (100, "sto stu"),
)
HALF_A_UNIT = "pół"

# ordinal stems with their declension
ORDINALS: tuple[tuple[int, str, str], ...] = (
    (1, "pierwsz", "hard"),
    (2, "drug", "velar"),
    (3, "trzec", "soft"),
    (4, "czwart", "hard"),
    (5, "piąt", "hard"),
    (6, "szóst", "hard"),
    (7, "siódm", "hard"),
    (8, "ósm", "hard"),
    (9, "dziewiąt", "hard"),
    (10, "dziesiąt", "hard"),
    (11, "jedenast", "hard"),
    (12, "dwunast", "hard"),
    (13, "trzynast", "hard"),
    (14, "czternast", "hard"),
    (15, "piętnast", "hard"),
    (16, "szesnast", "hard"),
    (17, "siedemnast", "hard"),
    (18, "osiemnast", "hard"),
    (19, "dziewiętnast", "hard"),
    (20, "dwudziest", "hard"),
    (30, "trzydziest", "hard"),
    (40, "czterdziest", "hard"),
    (50, "pięćdziesiąt", "hard"),
    (60, "sześćdziesiąt", "hard"),
    (70, "siedemdziesiąt", "hard"),
    (80, "osiemdziesiąt", "hard"),
    (90, "dziewięćdziesiąt", "hard"),
    (2000, "dwutysięczn", "hard"),
)
# what stands before the tens and units of a year said in words ("tysiąc dziewięćset trzydziestego dziewiątego")
THOUSAND = "tysiąc"
TWO_THOUSAND = "dwa tysiące"
HUNDREDS = {
    100: "sto",
    200: "dwieście",
    300: "trzysta",
    400: "czterysta",
    500: "pięćset",
    600: "sześćset",
    700: "siedemset",
    800: "osiemset",
    900: "dziewięćset",
}

DAY_PARTS = (
    "rano rankiem wieczorem nocą popołudniem",
    "po południu;przed południem;w południe;o północy;nad ranem;w nocy;o świcie;o poranku;o zmierzchu",
)
DAY_PART_QUALIFIERS = "późnym wczesnym wcześnie późno"

# Holidays: a day of the year (month, day), days from Easter Sunday, or a rule of its own; first..last for several days
HOLIDAYS: tuple[tuple[str, str], ...] = (
    ("01-01", "nowy rok;nowego roku;nowym rokiem;nowym roku"),
    ("01-06", ("święto trzech króli;święta trzech króli;święcie trzech króli;trzech króli;objawienia pańskiego")),
    ("01-21", "dzień babci;dnia babci;dniu babci;dniem babci"),
    ("01-22", "dzień dziadka;dnia dziadka;dniu dziadka;dniem dziadka"),
    ("02-14", "walentynki;walentynek;walentynkach;walentynkami"),
    ("03-08", "dzień kobiet;dnia kobiet;dniu kobiet;dniem kobiet"),
    ("04-01", "prima aprilis"),
    ("05-01", "święto pracy;święta pracy;świętem pracy;święcie pracy"),
    ("05-03", "święto konstytucji;święta konstytucji;świętem konstytucji;święcie konstytucji"),
    ("05-01..05-03", "majówka;majówki;majówkę;majówce;majówką"),
    ("05-26", "dzień matki;dnia matki;dniu matki;dniem matki"),
    ("06-01", "dzień dziecka;dnia dziecka;dniu dziecka;dniem dziecka"),
    ("06-23", ("dzień ojca;dnia ojca;dniu ojca;dniem ojca;noc świętojańska;noc świętojańską;nocy świętojańskiej")),
    ("08-15", ("wniebowzięcia;wniebowzięcie;święto wojska polskiego;święta wojska polskiego;święcie wojska polskiego")),
    ("10-31", "halloween"),
    ("11-01", "wszystkich świętych;dzień zmarłych;dnia zmarłych;dniu zmarłych"),
    ("11-02", "zaduszki;zaduszek;zaduszkach;dzień zaduszny;dnia zadusznego;dniu zadusznym"),
    (
        "11-11",
        "święto niepodległości;święta niepodległości;świętem niepodległości;święcie niepodległości;"
        "narodowe święto niepodległości;narodowego święta niepodległości;narodowym świętem niepodległości",
    ),
    ("11-30", "andrzejki;andrzejek;andrzejkach"),
    ("12-04", "barbórka;barbórki;barbórkę;barbórce"),
    ("12-06", "mikołajki;mikołajek;mikołajkach;mikołajkami"),
    (
        "12-24",
        "wigilia;wigilii;wigilię;wigilią;wigilia bożego narodzenia;wigilii bożego narodzenia;wigilię bożego narodzenia",
    ),
    (
        "12-25..12-26",
        "boże narodzenie;bożego narodzenia;bożemu narodzeniu;bożym narodzeniem;bożym narodzeniu;"
        "święta bożego narodzenia;świąt bożego narodzenia;świętach bożego narodzenia;świętami bożego narodzenia",
    ),
    ("12-31", ("sylwester;sylwestra;sylwestrze;sylwestrem;noc sylwestrowa;nocy sylwestrowej;noc sylwestrową")),
    ("easter-52", "tłusty czwartek;tłustego czwartku;tłustym czwartkiem;tłustym czwartku"),
    ("easter-46", ("środa popielcowa;środy popielcowej;środę popielcową;środą popielcową;popielec;popielca;popielcem")),
    (
        "easter-7",
        "niedziela palmowa;niedzieli palmowej;niedzielę palmową;palmowa niedziela;palmową niedzielę;palmowej niedzieli",
    ),
    ("easter-6..easter-1", "wielki tydzień;wielkiego tygodnia;wielkim tygodniu;wielkim tygodniem"),
    ("easter-3", "wielki czwartek;wielkiego czwartku;wielkim czwartkiem;wielkim czwartku"),
    ("easter-2", "wielki piątek;wielkiego piątku;wielkim piątkiem;wielkim piątku"),
    ("easter-1", "wielka sobota;wielkiej soboty;wielką sobotę;wielką sobotą;wielkiej sobocie"),
    ("easter+0", "niedziela wielkanocna;niedzieli wielkanocnej;niedzielę wielkanocną"),
    (
        "easter+0..easter+1",
        "wielkanoc;wielkanocy;wielkanocą;wielkiejnocy;święta wielkanocne;świąt wielkanocnych;"
        "świętach wielkanocnych;świętami wielkanocnymi;święta wielkiej nocy;świąt wielkiej nocy",
    ),
    (
        "easter+1",
        "poniedziałek wielkanocny;poniedziałku wielkanocnego;poniedziałku wielkanocnym;lany poniedziałek;"
        "lanego poniedziałku;lanym poniedziałku",
    ),
    ("easter+39", "wniebowstąpienie;wniebowstąpienia"),
    (
        "easter+49",
        "zielone świątki;zielonych świątek;zielonych świątkach;zesłanie ducha świętego;zesłania ducha świętego",
    ),
    ("easter+60", "boże ciało;bożego ciała;bożym ciałem;bożym ciele"),
    (
        "thanksgiving",
        "święto dziękczynienia;święta dziękczynienia;święcie dziękczynienia;dzień dziękczynienia;dniu dziękczynienia",
    ),
    ("black-friday", "czarny piątek;czarnego piątku;czarnym piątkiem;black friday"),
)
# holidays that are common words or first names as well: they count only after one of these
AMBIGUOUS_HOLIDAYS = "sylwester sylwestra sylwestrem"
# the new year is a holiday only with capitals
CAPITALISED_HOLIDAYS = "nowy nowego nowym"
HOLIDAY_PREPOSITIONS = "w we na po przed do od podczas"

# words with which an adjective of a month is the name of an event long past
HISTORICAL_EVENTS = "powstan rewolucj przewrot przewró zamach"
# nouns after which "3 Maja" is part of a name
STREETS = (
    "ulica ulicy ulicę ulicą ul plac placu placem pl aleja alei aleją aleje alejach al osiedle "
    "osiedlu os rondo ronda rondzie most park imienia im konstytucja konstytucji konstytucję "
    "konstytucją"
)

# for the direction of time: verbs that plan, and prepositions that look ahead or back
PLANNING_LEMMAS = (
    "powinien zamierzać planować zaplanować przewidywać przewidzieć wyznaczyć zapowiedzieć zapowiadać zaprosić zbliżać"
)
# "until October four months are left"
REMAINING_FORMS = "zostało zostały pozostało pozostały zostaje pozostaje brakuje"
PLANNING_PARTICIPLES = "zaplanować planować przewidzieć przewidywać wyznaczyć zapowiedzieć zapowiadać"
FORWARD_PREPOSITIONS = "na do"
# the noun after these is where or when something happens ("na", "podczas", "w trakcie")
PLACING_PREPOSITIONS = "podczas czasie trakcie na w we"
BACKWARD_PREPOSITIONS = "od po z ze"
# conjunctions of purpose and condition, after which a past form speaks of what is still to come
PURPOSE_CONJUNCTIONS = "aby żeby ażeby by iżby gdyby"
# forms of "mieć", which plans where an infinitive follows ("ma przyjechać")
MODAL_FORMS = "ma mają mam masz mamy macie"
# words of the clause after such a form in which the infinitive is looked for
MODAL_REACH = 6
FORWARD_ADVERBS = "dopiero najpóźniej najwcześniej"

# short words by the category that they have in the grammar
FUNCTION_WORDS = {
    "w": "w we",
    "do": "do",
    "od": "od poczynając począwszy",
    "z": "z ze",
    "na": "na",
    "za": "za",
    "przed": "przed",
    "sprzed": "sprzed",
    "po": "po",
    "course": "ciągu przeciągu okresie perspektywie przez",
    "through": "przez o",
    "between": "między pomiędzy",
    "and": "i oraz a lub albo",
    "a": "a",
    "prep": "w we od do z ze po przed sprzed na około ok koło roku rok rokiem za lata latach",
    "by_noun": "laty latami rokiem tygodniem tygodniami miesiącem miesiącami dniami dobami",
    "about": "niespełna ponad około blisko prawie niecały niecałe niecałych jakieś najwyżej",
    "early": DAY_PART_QUALIFIERS,
    "school_year": "sezon sezonu sezonie szkolny szkolnego szkolnym akademicki akademickiego akademickim",
    "bc": "p.n.e. pne",
}
PRONOUNS_NOT_OF_A_YEAR = "to ta tę tą tej temu"

# a number of four digits before one of these is no year; before the others it may be one
MEASURES = "zł euro tys mln mld proc procent km m kg ton dolarów funtów złotych lat dni osób osoby razy"
NOT_COUNTED = "i oraz a do w na po"
