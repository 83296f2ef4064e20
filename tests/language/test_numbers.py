"""Numbers with their values and units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.language.numbers import find_numbers

# sentence | words | value | unit
CASES = [
    ("Wysłano 80 tys. ton ładunku.", "80 tys. ton", 80_000, "tona"),
    ("To 1,5 miliona ton ropy.", "1,5 miliona ton", 1_500_000, "tona"),
    ("Mamy 7598 kilometrów granicy.", "7598 kilometrów", 7598, "kilometr"),
    ("Wzrost wyniósł 3,4 proc. w skali roku.", "3,4 proc.", 3.4, "procent"),
    ("Wzrost wyniósł 2,5% w skali roku.", "2,5%", 2.5, "procent"),
    ("Wzrost wyniósł 0,75 pkt proc. w maju.", "0,75 pkt proc.", 0.75, "punkt procentowy"),
    ("Przybyło ponad 200 tys. Rosjan, którzy uciekli.", "ponad 200 tys. Rosjan", 200_000, "Rosjanin"),
    ("Zmodernizują 30 z 50 przejść granicznych.", "30 z 50 przejść granicznych", 30, "przejście graniczne"),
    ("Kosztuje 12 000 zł za sztukę.", "12 000 zł", 12_000, "złoty"),
    ("Kosztuje 12\u00a0000 zł za sztukę.", "12\u00a0000 zł", 12_000, "złoty"),
    ("Dostał 5 mln euro.", "5 mln euro", 5_000_000, "euro"),
    ("Dostał 5,42 miliarda dolarów.", "5,42 miliarda dolarów", 5_420_000_000, "dolar"),
    ("Zapłaci 32,50 funta.", "32,50 funta", 32.5, "funt"),
    ("Mieszkanie ma prawie 2800 metrów kwadratowych.", "prawie 2800 metrów kwadratowych", 2800, "metr kwadratowy"),
    ("Zginęło co najmniej 65 osób.", "co najmniej 65 osób", 65, "osoba"),
    ("Wyjechało około 5 tys. bogatych osób.", "około 5 tys. bogatych osób", 5000, "bogata osoba"),
    ("Wygrał przewagą niecałych 11 tys. głosów.", "niecałych 11 tys. głosów", 11_000, "głos"),
    ("Korek ma 27 km długości.", "27 km", 27, "kilometr"),
    ("Spędziła tam 3240 dni.", "3240 dni", 3240, "dzień"),
    ("Spędziła tam osiem lat.", "osiem lat", 8, "rok"),
    ("Otruła ośmioro dzieci.", "ośmioro dzieci", 8, "dziecko"),
    ("Miał dwóch braci.", "dwóch braci", 2, "brat"),
    ("Zwolniono stu dwudziestu trzech żołnierzy.", "stu dwudziestu trzech żołnierzy", 123, "żołnierz"),
    ("Powstało dwadzieścia pięć nowych miejsc.", "dwadzieścia pięć nowych miejsc", 25, "nowe miejsce"),
    ("Wydobyto sześciu milionów ton.", "sześciu milionów ton", 6_000_000, "tona"),
    ("Zapłacił dwa miliony trzysta tysięcy złotych.", "dwa miliony trzysta tysięcy złotych", 2_300_000, "złoty"),
    ("Zapłacił tysiąc złotych.", "tysiąc złotych", 1000, "złoty"),
    ("Zapłacił półtora miliona złotych.", "półtora miliona złotych", 1_500_000, "złoty"),
    ("Mieszka tam pół miliona osób.", "pół miliona osób", 500_000, "osoba"),
    ("Przyszło kilkaset osób.", "kilkaset osób", None, "osoba"),
    ("Uciekają setki tysięcy Rosjan.", "setki tysięcy Rosjan", None, "Rosjanin"),
    ("Uciekają tysiące ludzi.", "tysiące ludzi", None, "człowiek"),
    ("Popiera to dwie trzecie Polaków.", "dwie trzecie Polaków", 2 / 3, "Polak"),
    ("Popiera to trzy czwarte szefów.", "trzy czwarte szefów", 0.75, "szef"),
    ("Zwiększył eksport trzynastokrotnie.", "trzynastokrotnie", 13, "raz"),
    ("Zwiększył eksport 13-krotnie.", "13-krotnie", 13, "raz"),
    ("To ośmiokrotny wzrost.", "ośmiokrotny wzrost", 8, "raz"),
    ("Przybył z dwudniową wizytą.", "dwudniową wizytą", 2, "dzień"),
    ("Zmarł 26-letni mężczyzna.", "26-letni mężczyzna", 26, "rok"),
    ("Ma dwudziestopięcioletnie doświadczenie.", "dwudziestopięcioletnie doświadczenie", 25, "rok"),
    ("Zapłaci 80-100 miliardów funtów.", "80-100 miliardów funtów", 80_000_000_000, "funt"),
    ("Poparła ich trójka dzieci.", "trójka dzieci", 3, "dziecko"),
    ("To stutysięczna społeczność.", "stutysięczna społeczność", 100_000, None),
    ("Przyszła jedna osoba.", "jedna osoba", 1, "osoba"),
    ("Jest ich 705.", "705", 705, None),
]

NONE = [
    "W 2010 roku wyjechał.",
    "Wyjechał 24 lutego.",
    "Wyjechał dwa lata temu.",
    "Wygrali 3:1.",
    "Spotkali się o 15:30.",
    "Kupili samoloty F-16.",
    "COVID-19 wrócił.",
    "45. prezydent przemówił.",
    "To jeden z sojuszników.",
    "Nic nie mówił.",
]


@pytest.mark.parametrize(("text", "words", "value", "unit"), CASES)
def test_number(text, words, value, unit):
    (found,) = find_numbers(text)
    assert (found.text, found.value, found.unit) == (words, value, unit)


@pytest.mark.parametrize("text", NONE)
def test_no_number(text):
    assert find_numbers(text) == []


def test_several_in_the_order_of_the_text():
    found = find_numbers("Dostawy mają wzrosnąć z 1,5 miliona ton do 20 milionów ton.")
    assert [number.value for number in found] == [1_500_000, 20_000_000]


@given(st.integers(0, 10**12))
def test_grouped_digits_have_their_value(number):
    (found,) = find_numbers(f"Liczba wynosi {number:,}.".replace(",", " "))
    assert found.value == number


@given(
    st.lists(
        st.sampled_from(
            [
                "5",
                "1,5",
                "12",
                "000",
                "tys.",
                "mln",
                "dwa",
                "sto",
                "tysiące",
                "osób",
                "zł",
                "z",
                "-",
                "proc.",
                "pół",
                "lat",
                "2018",
                "r.",
                "jeden",
            ]
        )
    )
)
def test_spans_are_ordered_and_inside(pieces):
    text = " ".join(pieces)
    end = 0
    for found in find_numbers(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end
