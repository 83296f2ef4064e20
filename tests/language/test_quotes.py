"""Direct and reported speech with its speaker: a table of the ways of Polish press, and the seeds."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kzqa.answering.overlap import token_f1
from kzqa.language import pipeline
from kzqa.language.names import resolve_names
from kzqa.language.plain import name_spans, to_sentences
from kzqa.language.quotes import find_quotes
from kzqa.model import AnnotatedArticle, Quote
from kzqa.reading import seeds

D, R = "direct", "reported"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


@pytest.fixture(scope="module")
def seed_quotes(nlp: Language) -> dict[str, list[Quote]]:
    annotated: list[AnnotatedArticle] = list(pipeline.annotate(seeds(), nlp))
    return {one.article.id: list(one.quotes) for one in annotated}


def quotes(nlp: Language, text: str) -> list[Quote]:
    doc = nlp(text)
    sentences = to_sentences(doc)
    return find_quotes(text, sentences, resolve_names(text, sentences, name_spans(doc)))


# The text, and every quote in it: kind, words, speaker.
CASES = {
    "marks, cue behind": (
        "„Nie zgodzimy się na te warunki” – powiedział we wtorek premier Jan Kowalski.",
        [(D, "Nie zgodzimy się na te warunki", "Jan Kowalski")],
    ),
    "straight marks": (
        '"Nie zgodzimy się na te warunki" - powiedziała Anna Nowak.',
        [(D, "Nie zgodzimy się na te warunki", "Anna Nowak")],
    ),
    "English marks": (
        "“Nie zgodzimy się na te warunki” – powiedziała Anna Nowak.",
        [(D, "Nie zgodzimy się na te warunki", "Anna Nowak")],
    ),
    "guillemets": (
        "«Nie zgodzimy się na te warunki» – powiedziała Anna Nowak.",
        [(D, "Nie zgodzimy się na te warunki", "Anna Nowak")],
    ),
    "commas for marks": (
        ",,Nie zgodzimy się na te warunki'' – powiedziała Anna Nowak.",
        [(D, "Nie zgodzimy się na te warunki", "Anna Nowak")],
    ),
    "nested marks": (
        "„Powiedział mi: «wracaj do domu», a ja wyszłam” – wspominała Maria Nowak.",
        [(D, "Powiedział mi: «wracaj do domu», a ja wyszłam", "Maria Nowak")],
    ),
    "unclosed mark": (
        "„To już koniec rozmów – powiedział Jan Kowalski.",
        [(D, "To już koniec rozmów", "Jan Kowalski")],
    ),
    "dashes, the next turn by a verb alone": (
        "– Nie zgodzimy się na te warunki – powiedziała Anna Nowak. – Czekamy na nową propozycję – dodała.",
        [(D, "Nie zgodzimy się na te warunki", "Anna Nowak"), (D, "Czekamy na nową propozycję", "Anna Nowak")],
    ),
    "a turn broken by its cue": (
        "– To jest dobra umowa – stwierdził Jan Kowalski – i trzeba ją podpisać.",
        [(D, "To jest dobra umowa", "Jan Kowalski"), (D, "i trzeba ją podpisać", "Jan Kowalski")],
    ),
    "a dash within a turn": (
        "– Prosimy o pomoc i – w miarę możliwości – o nocleg – powiedział Jan Kowalski.",
        [(D, "Prosimy o pomoc i – w miarę możliwości – o nocleg", "Jan Kowalski")],
    ),
    "a verb that is a cue by its place alone": (
        "– Już nic nie będzie takie samo – wzdycha Maria Nowak.",
        [(D, "Już nic nie będzie takie samo", "Maria Nowak")],
    ),
    "colon and marks": (
        "Jan Kowalski zaznaczył: „Nie mamy żadnego planu awaryjnego”.",
        [(D, "Nie mamy żadnego planu awaryjnego", "Jan Kowalski")],
    ),
    "colon without marks": (
        "Jan Kowalski napisał na Twitterze: Jutro ogłoszę swoją decyzję.",
        [(D, "Jutro ogłoszę swoją decyzję", "Jan Kowalski")],
    ),
    "a name given to something": (
        "Minister nazwał decyzję sądu „ponurym żartem”.",
        [(D, "ponurym żartem", "minister")],
    ),
    "a fragment after an accusation": (
        "Opozycja oskarżyła rząd o „zdradę interesów narodowych”.",
        [(D, "zdradę interesów narodowych", "opozycja")],
    ),
    "reported by a role": (
        "Rzecznik policji poinformował, że kierowca był trzeźwy.",
        [(R, "kierowca był trzeźwy", "rzecznik policji")],
    ),
    "reported with a fragment": (
        "Jan Kowalski ocenił, że ustawa jest „bublem prawnym” i trzeba ją poprawić.",
        [
            (R, "ustawa jest „bublem prawnym” i trzeba ją poprawić", "Jan Kowalski"),
            (D, "bublem prawnym", "Jan Kowalski"),
        ],
    ),
    "a clause quoted as a whole": (
        "Jan Kowalski ocenił, że „ustawa jest bublem prawnym”.",
        [(D, "ustawa jest bublem prawnym", "Jan Kowalski")],
    ),
    "two clauses of one cue": (
        "Anna Nowak zapewniła, że szkoła zostanie otwarta i że zajęcia ruszą w poniedziałek.",
        [(R, "szkoła zostanie otwarta i że zajęcia ruszą w poniedziałek", "Anna Nowak")],
    ),
    "two cues": (
        "Anna Nowak zapewniła, że szkoła zostanie otwarta, i dodała, że zajęcia ruszą w poniedziałek.",
        [(R, "szkoła zostanie otwarta", "Anna Nowak"), (R, "zajęcia ruszą w poniedziałek", "Anna Nowak")],
    ),
    "a converb": (
        "Jan Kowalski skrytykował rząd, podkreślając, że budżet jest nierealny.",
        [(R, "budżet jest nierealny", "Jan Kowalski")],
    ),
    "a demand": (
        "Jan Kowalski wezwał rząd, by wycofał projekt.",
        [(R, "wycofał projekt", "Jan Kowalski")],
    ),
    "a denial denied": (
        "Burmistrz nie wykluczył, że basen zostanie zamknięty.",
        [(R, "basen zostanie zamknięty", "burmistrz")],
    ),
    "a verb with its noun": (
        "Anna Nowak wyraziła nadzieję, że strony wrócą do rozmów.",
        [(R, "strony wrócą do rozmów", "Anna Nowak")],
    ),
    "zdaniem": (
        "Zdaniem ekonomistów ceny spadną dopiero jesienią.",
        [(R, "ceny spadną dopiero jesienią", "ekonomiści")],
    ),
    "według": (
        "Według ministra zdrowia nowa szczepionka jest bezpieczna.",
        [(R, "nowa szczepionka jest bezpieczna", "minister zdrowia")],
    ),
    "w ocenie, at the end": (
        "Rozmowy zakończyły się porażką, w ocenie ekspertów.",
        [(R, "Rozmowy zakończyły się porażką", "eksperci")],
    ),
    "jego zdaniem": (
        "Jan Kowalski skrytykował ustawę. Jego zdaniem przepisy są niejasne.",
        [(R, "przepisy są niejasne", "Jan Kowalski")],
    ),
    "jak podaje": (
        "Jak podaje policja, droga jest nieprzejezdna.",
        [(R, "droga jest nieprzejezdna", "policja")],
    ),
    "an omitted subject": (
        "Anna Nowak spotkała się z mieszkańcami. Oznajmiła, że droga powstanie wiosną.",
        [(R, "droga powstanie wiosną", "Anna Nowak")],
    ),
    "an omitted subject of the other gender": (
        "Anna Nowak spotkała się z wójtem. Jan Kowalski przyszedł później. Oznajmiła, że droga powstanie wiosną.",
        [(R, "droga powstanie wiosną", "Anna Nowak")],
    ),
    "a role taken up": (
        "Rzeczniczka szpitala Anna Nowak spotkała się z prasą. Rzeczniczka podkreśliła, że pacjent czuje się dobrze.",
        [(R, "pacjent czuje się dobrze", "Anna Nowak")],
    ),
    "said in a document": (
        "„Spółka nie planuje zwolnień grupowych” – czytamy w komunikacie ministerstwa.",
        [(D, "Spółka nie planuje zwolnień grupowych", "ministerstwo")],
    ),
}  # fmt: skip

SILENT = {
    "a scare quote": "Na targu kupił „okazję”, która zepsuła się po tygodniu.",
    "a title": "Film „Dzień zagłady” zdobył nagrodę publiczności.",
    "a newspaper": "Dziennik „Rzeczpospolita” opublikował listę firm.",
    "negated saying": "Premier nie powiedział, że poda się do dymisji.",
    "data": "Według danych urzędu bezrobocie spadło do pięciu procent.",
    "a study": "Badanie wskazuje, że Polacy czytają więcej niż przed rokiem.",
    "hearsay": "Mówi się, że ceny znów wzrosną.",
    "an infinitive": "Trzeba powiedzieć, że lato było deszczowe.",
    "the author": "Pisaliśmy, że most zostanie zamknięty.",
    "a wish": "Mieszkańcy mają nadzieję, że hałas ustanie.",
    "a list": "- jabłka i gruszki\n- śliwki\n- czereśnie",
    "a range": "Pociąg Warszawa – Kraków odjeżdża o ósmej.",
}


@pytest.mark.parametrize("name", CASES)
def test_quotes_of_the_press(nlp: Language, name: str) -> None:
    text, expected = CASES[name]
    assert [(quote.kind, quote.text, quote.speaker) for quote in quotes(nlp, text)] == expected


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_quote(nlp: Language, name: str) -> None:
    assert quotes(nlp, SILENT[name]) == []


def test_cue_and_mention_are_those_of_the_text(nlp: Language) -> None:
    text = "– To jest dobra umowa – stwierdził Jan Kowalski. – Trzeba ją podpisać – dodał."
    first, second = quotes(nlp, text)
    assert (first.cue, second.cue) == ("stwierdził", "dodał")
    assert first.speaker_mention is not None
    assert text[slice(*first.speaker_mention)] == "Jan Kowalski"
    assert second.speaker_mention is None


def found(quotes: list[Quote], words: str) -> Quote:
    return next(quote for quote in quotes if words in quote.text)


# Article, words of the quote, kind, speaker.
SEEDS = [
    ("000", "niezgodny z charakterem sojuszniczych relacji", D, "Ajbek Smadijarow"),
    ("000", "wojującym rusofobem", D, "Maria Zacharowa"),
    ("000", "obrzydliwy nacjonalista", D, "Maria Zacharowa"),
    ("000", "dotychczasowy ambasador przestanie formalnie kierować", R, "Ajbek Smadijarow"),
    ("000", "ambasador Kazachstanu zostanie wezwany", R, "Maria Zacharowa"),
    ("000", "kwestia humanitarna i polityczna", D, "władze w Astanie"),
    ("001", "kraj planuje trzynastokrotnie zwiększyć eksport ropy", R, "Almasadam Satkalijew"),
    ("002", "Stany Zjednoczone wspierają suwerenność", D, "Antony Blinken"),
    ("002", "sztucznym państwem", D, "Dmitrij Miedwiediew"),
    ("003", "W wielu kwestiach dystansował się od Rosji", D, "Tuomas Forsberg"),
    ("003", "Rosja może zaoferować ochronę", R, "Jussi Lassila"),
    ("003", "Znaczącym przesłaniem ze strony Kazachstanu", D, "Jussi Lassila"),
    ("003", "Nie sądzę, aby było to potrzebne", D, "Kasym-Żomart Tokajew"),
    ("004", "Astana chce zwiększyć swoją rolę tranzytową", R, "Serik Żumangarin"),
    ("004", "na tej trasie wysłano 80 tys. ton ładunku", D, "Serik Żumangarin"),
    ("004", "sprzeczności pomiędzy fundamentalnymi zasadami ONZ", D, "Kasym-Żomart Tokajew"),
]


@pytest.mark.parametrize(("article", "words", "kind", "speaker"), SEEDS)
def test_quotes_of_the_seeds(
    seed_quotes: dict[str, list[Quote]], article: str, words: str, kind: str, speaker: str
) -> None:
    quote = found([quote for quote in seed_quotes[article] if quote.kind == kind], words)
    assert token_f1(quote.speaker or "", speaker) >= 0.5, quote.speaker


def test_scare_quotes_of_the_seeds_are_no_quotes(seed_quotes: dict[str, list[Quote]]) -> None:
    texts = {quote.text for quote in seed_quotes["004"]}
    assert texts.isdisjoint({"Komiersant", "Rzeczpospolitej", "trójstronnego sojuszu", "zwiększyć wymianę handlową"})
