"""The numerals of Polish as data: lemmas whose forms Morfeusz generates, scales, multiples, approximations, units."""

from __future__ import annotations

# lemma: value; None for an unsaid number
CARDINALS: dict[str, float | None] = {
    "zero": 0,
    "jeden": 1,
    "półtora": 1.5,
    "dwa": 2,
    "trzy": 3,
    "cztery": 4,
    "pięć": 5,
    "sześć": 6,
    "siedem": 7,
    "osiem": 8,
    "dziewięć": 9,
    "dziesięć": 10,
    "jedenaście": 11,
    "dwanaście": 12,
    "trzynaście": 13,
    "czternaście": 14,
    "piętnaście": 15,
    "szesnaście": 16,
    "siedemnaście": 17,
    "osiemnaście": 18,
    "dziewiętnaście": 19,
    "dwadzieścia": 20,
    "trzydzieści": 30,
    "czterdzieści": 40,
    "pięćdziesiąt": 50,
    "sześćdziesiąt": 60,
    "siedemdziesiąt": 70,
    "osiemdziesiąt": 80,
    "dziewięćdziesiąt": 90,
    "sto": 100,
    "dwieście": 200,
    "trzysta": 300,
    "czterysta": 400,
    "pięćset": 500,
    "sześćset": 600,
    "siedemset": 700,
    "osiemset": 800,
    "dziewięćset": 900,
    "kilka": None,
    "parę": None,
    "kilkanaście": None,
    "kilkadziesiąt": None,
    "kilkaset": None,
    "paręset": None,
}
# nouns for so many people or things ("trójka dzieci"), by their lemma
GROUPS = {
    "dwójka": 2,
    "trójka": 3,
    "czwórka": 4,
    "piątka": 5,
    "szóstka": 6,
    "siódemka": 7,
    "ósemka": 8,
    "dziewiątka": 9,
}
# nouns that multiply; `tys`, `mln` and the like stand with or without their full stop
SCALES = {"tysiąc": 1_000, "milion": 1_000_000, "miliard": 1_000_000_000, "bilion": 1_000_000_000_000}
SCALE_ABBREVIATIONS = {"tys": 1_000, "mln": 1_000_000, "mld": 1_000_000_000, "bln": 1_000_000_000_000}
# nouns of an unsaid number of hundreds and so on ("setki tysięcy")
CROWDS = "setka dziesiątka tuzin"

HALVES = {"pół": 0.5, "połowa": 0.5, "połowę": 0.5, "połowy": 0.5, "ćwierć": 0.25}
# the feminine ordinal under the line of a fraction, by its stem ("dwie trzecie")
FRACTIONS = {
    "trzeci": 3,
    "czwart": 4,
    "piąt": 5,
    "szóst": 6,
    "siódm": 7,
    "ósm": 8,
    "dziewiąt": 9,
    "dziesiąt": 10,
    "setn": 100,
    "tysięczn": 1000,
}
FRACTION_ENDINGS = "a e ą ej ych ymi"

# the first part of compound adjectives ("trzynastokrotny", "dwudniowy")
COMBINING: dict[str, float | None] = {
    "jedno": 1,
    "dwu": 2,
    "dwa": 2,
    "półtora": 1.5,
    "trzy": 3,
    "trój": 3,
    "cztero": 4,
    "pięcio": 5,
    "sześcio": 6,
    "siedmio": 7,
    "ośmio": 8,
    "dziewięcio": 9,
    "dziesięcio": 10,
    "jedenasto": 11,
    "dwunasto": 12,
    "trzynasto": 13,
    "czternasto": 14,
    "piętnasto": 15,
    "szesnasto": 16,
    "siedemnasto": 17,
    "osiemnasto": 18,
    "dziewiętnasto": 19,
    "dwudziesto": 20,
    "trzydziesto": 30,
    "czterdziesto": 40,
    "pięćdziesięcio": 50,
    "sześćdziesięcio": 60,
    "siedemdziesięcio": 70,
    "osiemdziesięcio": 80,
    "dziewięćdziesięcio": 90,
    "stu": 100,
    "kilku": None,
    "kilkunasto": None,
    "kilkudziesięcio": None,
    "kilkuset": None,
    "kilka": None,
    "wielo": None,
}
# the second part, as a stem, with the unit that it names
COMPOUND_UNITS = {
    "krotn": "raz",
    "letni": "rok",
    "miesięczn": "miesiąc",
    "tygodniow": "tydzień",
    "dniow": "dzień",
    "godzinn": "godzina",
    "minutow": "minuta",
    "procentow": "procent",
    "osobow": "osoba",
    "kilometrow": "kilometr",
    "metrow": "metr",
    "tonow": "tona",
    "stronicow": "strona",
    "stronn": "strona",
    "punktow": "punkt",
}
# second parts that multiply ("stutysięczny")
COMPOUND_SCALES = {"tysięczn": 1_000, "milionow": 1_000_000, "miliardow": 1_000_000_000}

# words that stand before a number and make it rough or a bound, the longest first
APPROXIMATIONS = (
    "nie więcej niż;nie mniej niż;mniej więcej;co najmniej;co najwyżej;bez mała;przynajmniej;najmniej;najwyżej;ponad;"
    "około;ok.;blisko;prawie;niemal;niespełna;przeszło;niecałe;niecałych;niecały;niecała;powyżej;poniżej;jakieś;raptem"
)

# units by what is written; what Morfeusz would misread or does not know
UNITS = {
    "%": "procent",
    "proc": "procent",
    "pkt": "punkt",
    "zł": "złoty",
    "pln": "złoty",
    "gr": "grosz",
    "euro": "euro",
    "eur": "euro",
    "€": "euro",
    "usd": "dolar",
    "$": "dolar",
    "dol": "dolar",
    "gbp": "funt",
    "£": "funt",
    "km": "kilometr",
    "m": "metr",
    "cm": "centymetr",
    "mm": "milimetr",
    "kg": "kilogram",
    "g": "gram",
    "t": "tona",
    "ton": "tona",
    "l": "litr",
    "ha": "hektar",
    "godz": "godzina",
    "min": "minuta",
    "sek": "sekunda",
    "os": "osoba",
    "szt": "sztuka",
    "lat": "rok",
    "lata": "rok",
    "latach": "rok",
    "latami": "rok",
    "latom": "rok",
    "laty": "rok",
    "mw": "megawat",
    "gw": "gigawat",
}
# of these the full stop after them is a part
ABBREVIATED_UNITS = "proc pkt godz min sek os szt dol gr"
