"""Date expressions: what is found and when it is, for an article of Tuesday, 14 February 2023 if not said otherwise."""

import pytest

from kzqa.language.dates import find_dates, find_dates_in
from kzqa.model import Sentence

TUESDAY = "2023-02-14"

# text with the expected spans in brackets | ISO values in order
ABSOLUTE = [
    ("Wojna wybuchła [1 września 1939 roku].", "1939-09-01"),
    ("Wojna wybuchła [1 września 1939 r. rano].", "1939-09-01"),
    ("Wojna wybuchła [1 września 1939].", "1939-09-01"),
    ("Wojna wybuchła [1 IX 1939].", "1939-09-01"),
    ("Wojna wybuchła [1.09.1939 r.]", "1939-09-01"),
    ("Wojna wybuchła [01.09.1939].", "1939-09-01"),
    ("Wojna wybuchła [1.IX.1939 r.]", "1939-09-01"),
    ("Wojna wybuchła [1939-09-01].", "1939-09-01"),
    ("Wojna wybuchła [01/09/1939].", "1939-09-01"),
    ("Wojna wybuchła [1-09-1939].", "1939-09-01"),
    ("Wojna wybuchła [pierwszego września 1939 roku].", "1939-09-01"),
    ("Wojna wybuchła [pierwszego września tysiąc dziewięćset trzydziestego dziewiątego roku].", "1939-09-01"),
    ("Umowę podpisano [24 lutego 2022] w Astanie.", "2022-02-24"),
    ("Umowę podpisano [dwudziestego czwartego lutego 2022 roku].", "2022-02-24"),
    ("Umowę podpisano [24.2.2022].", "2022-02-24"),
    ("Umowę podpisano [24.02.22].", "2022-02-24"),
    ("Umowę podpisano [24 lut 2022].", "2022-02-24"),
    ("Umowę podpisano [24 lut. 2022] w Kijowie.", "2022-02-24"),
    ("Umowę podpisano [24-go lutego 2022 r.]", "2022-02-24"),
    ("Umowę podpisano w dniu [24 lutego roku 2022].", "2022-02-24"),
    ("Od [24 lutego 2022 roku] trwa wojna.", "2022-02-24"),
    ("Objął urząd w [styczniu 2021 roku].", "2021-01"),
    ("Objął urząd w [styczniu 2021 r.] i zmarł.", "2021-01"),
    ("Objął urząd w [styczniu 2021].", "2021-01"),
    ("[Wrzesień 1939] był ciepły.", "1939-09"),
    ("Strajki [Sierpnia 1980] zmieniły kraj.", "1980-08"),
    ("W [2010 r.] skazano ją na śmierć.", "2010"),
    ("W [2010] skazano ją na śmierć.", "2010"),
    ("W [roku 2010] skazano ją na śmierć.", "2010"),
    ("[Rok 2010] był zły.", "2010"),
    ("[2010 rok] był zły.", "2010"),
    ("Przed [2010 rokiem] było lepiej.", "2010"),
    ("Było to w [roku dwutysięcznym].", "2000"),
    ("Urodził się w [966 roku].", "0966"),
    ("To było w [latach 90.], gdy rządził kto inny.", "1990/1999"),
    ("To było w [latach dziewięćdziesiątych].", "1990/1999"),
    ("To było w [latach 60-tych ubiegłego wieku].", "1960/1969"),
    ("To było w [latach 70. XX wieku].", "1970/1979"),
    ("To było w [latach trzydziestych XX w.] w Polsce.", "1930/1939"),
    ("To moda [lat osiemdziesiątych].", "1980/1989"),
    ("Do [lat 70.] stopa bezrobocia była niska.", "1970/1979"),
    ("Pod [koniec lat 90.] wyjechał.", "1990/1999"),
    ("Na [początku lat 80.] wyjechał.", "1980/1989"),
    ("Na [przełomie lat 80. i 90.] wyjechał.", "1980/1999"),
    ("Powieść powstała w [XIX wieku].", "1801/1900"),
    ("Powieść powstała w [XIX w.] we Francji.", "1801/1900"),
    ("Powieść powstała w [dziewiętnastym wieku].", "1801/1900"),
    ("Powieść powstała na [przełomie XIX i XX wieku].", "1801/2000"),
    ("Na [początku XXI wieku] było inaczej.", "2001/2100"),
    ("W [pierwszym kwartale 2022 roku] wzrósł zysk.", "2022-01/2022-03"),
    ("W [III kwartale 2022 r.] wzrósł zysk.", "2022-07/2022-09"),
    ("W [drugim półroczu 2021 roku] wzrósł zysk.", "2021-07/2021-12"),
    ("W [pierwszej połowie 2021 roku] wzrósł zysk.", "2021-01/2021-06"),
    ("W [pierwszych dziewięciu miesiącach 2022 roku] wzrósł zysk.", "2022-01/2022-09"),
    ("[Jesienią 2022 roku] przyjechali uchodźcy.", "2022-09/2022-11"),
    ("[Wiosna 1989] przyniosła zmiany.", "1989-03/1989-05"),
    ("Od [lata 2014 roku] trwają walki.", "2014-06/2014-08"),
    ("[Zimą 2018/2019] było zimno.", "2018-12/2019-02"),
    ("Spotkali się w [Wigilię 2021 roku].", "2021-12-24"),
    ("Spotkali się w [Boże Narodzenie 2021 roku].", "2021-12-25/2021-12-26"),
    ("Spotkali się na [Wielkanoc 2022 roku].", "2022-04-17/2022-04-18"),
    ("Spotkali się w [Boże Ciało 2022 r.], po mszy.", "2022-06-16"),
    ("Do [końca 2020 roku] potrwa okres przejściowy.", "2020-12-31"),
    ("Do [końca marca 2017 roku] przyjechało wielu.", "2017-03-31"),
    ("Pod [koniec marca 2017 roku] przyjechało wielu.", "2017-03"),
    ("W [połowie marca 2017 r.] przyjechało wielu.", "2017-03"),
    ("W [ostatnich dniach marca 2017 r.] przyjechało wielu.", "2017-03"),
    ("[Ostatniego dnia marca 2017 r.] przyjechało wielu.", "2017-03-31"),
    ("Było to w [pierwszą sobotę maja 2021 roku].", "2021-05-01"),
    ("Było to w [ostatnią niedzielę marca 2021 roku].", "2021-03-28"),
    ("Targi trwały [15-20 maja 2021] w Łodzi.", "2021-05-15/2021-05-20"),
    ("Targi trwały [15–20 maja 2021 r.] w Łodzi.", "2021-05-15/2021-05-20"),
    ("Targi trwały od [15 do 20 maja 2021 r.] w Łodzi.", "2021-05-15/2021-05-20"),
    ("Targi trwały między [15 a 20 maja 2021 r.] w Łodzi.", "2021-05-15/2021-05-20"),
    ("Targi trwały [15 i 16 maja 2021 r.] w Łodzi.", "2021-05-15/2021-05-16"),
    ("Targi trwały [15, 16 i 17 maja 2021 r.] w Łodzi.", "2021-05-15/2021-05-17"),
    ("Targi trwały [15.05-20.05.2021] w Łodzi.", "2021-05-15/2021-05-20"),
    ("Targi trwały [15-20.05.2021] w Łodzi.", "2021-05-15/2021-05-20"),
    ("Targi trwały w dniach [28 maja - 2 czerwca 2021 r.] w Łodzi.", "2021-05-28/2021-06-02"),
    ("Trwało to od [29 marca 2019 roku do końca grudnia 2020 roku].", "2019-03-29/2020-12-31"),
    ("Trwało to między [marcem 2019 roku a grudniem roku 2020].", "2019-03/2020-12"),
    ("Trwało to od [maja do lipca 2018 r.] w Rzymie.", "2018-05/2018-07"),
    ("Trwało to od [listopada do lutego 2018 r.] w Rzymie.", "2017-11/2018-02"),
    ("Trwało to od [2010 do 2015 roku].", "2010/2015"),
    ("Zasiadał tam w [latach 1985-1997], potem nie.", "1985/1997"),
    ("Zasiadał tam w [latach 2008-16], potem nie.", "2008/2016"),
    ("Zasiadał tam w [latach 2014 i 2015], potem nie.", "2014/2015"),
    ("Władysław Nowak ([1901-1980]) był malarzem.", "1901/1980"),
    ("Budżet na [lata 2021-2027] przyjęto.", "2021/2027"),
    ("W sezonie [2018/2019] grał w Lechu.", "2018/2019"),
    ("W [lipcu] i [sierpniu 2017 r.] padało.", "2017-07 2017-08"),
    ("Doszło do tego w [nocy z 3 na 4 maja 2020 roku].", "2020-05-03/2020-05-04"),
    ("Na [przełomie maja i czerwca 2019 roku] wyjechał.", "2019-05/2019-06"),
    ("W [środę 9 marca 2022 roku] wrócił.", "2022-03-09"),
    ("W [środę, 9 marca 2022 roku], wrócił.", "2022-03-09"),
]

RELATIVE = [
    ("[Wczoraj] padało.", "2023-02-13"),
    ("[Przedwczoraj] padało.", "2023-02-12"),
    ("[Dziś] pada.", "2023-02-14"),
    ("Przebywa tam do [dzisiaj].", "2023-02-14"),
    ("[Dziś rano] padało.", "2023-02-14"),
    ("[Wczoraj wieczorem] padało.", "2023-02-13"),
    ("[Jutro] będzie padać.", "2023-02-15"),
    ("[Pojutrze] będzie padać.", "2023-02-16"),
    ("W [dniu wczorajszym] padało.", "2023-02-13"),
    ("[Wczorajsze] głosowanie się nie udało.", "2023-02-13"),
    ("Spotkał się z nim w [poniedziałek].", "2023-02-13"),
    ("Spotkał się z nim we [wtorek].", "2023-02-14"),
    ("Spotkał się z nim w [środę].", "2023-02-08"),
    ("Spotkał się z nim w [środę wieczorem].", "2023-02-08"),
    ("Spotkał się z nim w [środę po południu].", "2023-02-08"),
    ("Spotka się z nim w [środę].", "2023-02-15"),
    ("W [piątek] odbędzie się szczyt.", "2023-02-17"),
    ("Rozmowy zaplanowano na [czwartek] i [piątek].", "2023-02-16 2023-02-17"),
    ("Spotkał się z nim w [ub. środę].", "2023-02-08"),
    ("Spotkał się z nim w [zeszły wtorek].", "2023-02-07"),
    ("Spotka się z nim w [przyszły wtorek].", "2023-02-21"),
    ("Spotkał się z nim w [środę ubiegłego tygodnia].", "2023-02-08"),
    ("[Sobotnie] protesty były liczne.", "2023-02-11"),
    ("Po [poniedziałkowej] konferencji wyjechał.", "2023-02-13"),
    ("Do [października] zostały już tylko cztery miesiące.", "2023-10"),
    ("Odejście ministra przed [świętami Bożego Narodzenia] oznacza zmiany.", "2022-12-25/2022-12-26"),
    ("Wzrost gospodarczy w [IV kw. ub.r.] spadł.", "2022-10/2022-12"),
    ("We [wtorek] i [środę] rząd broni swojej wizji.", "2023-02-14 2023-02-15"),
    ("Podczas [środowej] wizyty ostrzegł rząd.", "2023-02-08"),
    ("Jej słowa poprzedziły [środową] wizytę.", "2023-02-15"),
    ("W [grudniowej] prognozie przewidywano spadek.", "2022-12"),
    ("Mówiło się o tym przed [listopadowymi] wyborami.", "2022-11"),
    ("Jeśli nie zostaną dopięte do [końca października], będzie źle.", "2023-10-31"),
    ("W opublikowanym pod [koniec stycznia] badaniu 40 proc. ludzi poprze rząd.", "2023-01"),
    ("Na [grudniowym] szczycie podjęto decyzję.", "2022-12"),
    ("Doszło do tego w [nocy z soboty na niedzielę].", "2023-02-11/2023-02-12"),
    ("Doszło do tego w [nocy z 3 na 4 lutego].", "2023-02-03/2023-02-04"),
    ("W [tym tygodniu] przyjechał.", "2023-02-13/2023-02-19"),
    ("W [ubiegłym tygodniu] przyjechał.", "2023-02-06/2023-02-12"),
    ("W [przyszłym tygodniu] przyjedzie.", "2023-02-20/2023-02-26"),
    ("W [ubiegły weekend] przyjechał.", "2023-02-11/2023-02-12"),
    ("W [zeszłym miesiącu] przyjechał.", "2023-01"),
    ("W [przyszłym miesiącu] przyjedzie.", "2023-03"),
    ("Do [końca miesiąca] przyjedzie.", "2023-02-28"),
    ("W [ubiegłym roku] przyjechał.", "2022"),
    ("W [minionym roku] przyjechał.", "2022"),
    ("W [roku ubiegłym] przyjechał.", "2022"),
    ("W [tym roku] przyjechał.", "2023"),
    ("W [bieżącym roku] przyjechał.", "2023"),
    ("W [przyszłym roku] przyjedzie.", "2024"),
    ("Do [końca roku] przyjedzie.", "2023-12-31"),
    ("Na [początku roku] przyjechał.", "2023"),
    ("Od [początku tego roku] tu mieszka.", "2023"),
    ("W [ubiegłym wieku] było inaczej.", "1901/2000"),
    ("[Tegoroczne] wybory wygrał kto inny.", "2023"),
    ("[Zeszłoroczny] budżet był mniejszy.", "2022"),
    ("W [czerwcu ubiegłego roku] odmówił.", "2022-06"),
    ("W [październiku ub.r.] odmówił.", "2022-10"),
    ("We [wrześniu ub. r.] odmówił.", "2022-09"),
    ("W [styczniu br.] odmówił.", "2023-01"),
    ("W [styczniu b.r.] odmówił.", "2023-01"),
    ("[29 marca ub.r.] rozpoczął się proces.", "2022-03-29"),
    ("[15 bm.] odbył się zjazd.", "2023-02-15"),
    ("W [br.] odbył się zjazd.", "2023"),
    ("W [marcu przyszłego roku] odejdzie.", "2024-03"),
    ("[Jesienią ubiegłego roku] przyjechali.", "2022-09/2022-11"),
    ("[Zeszłej jesieni] przyjechali.", "2022-09/2022-11"),
    ("[Latem] przyjechali.", "2022-06/2022-08"),
    ("[Latem tego roku] przyjadą.", "2023-06/2023-08"),
    ("W [listopadzie] odmówił.", "2022-11"),
    ("W [listopadzie] odbędą się wybory.", "2023-11"),
    ("[Listopadowe] wybory wygrał kto inny.", "2022-11"),
    ("Pod [koniec sierpnia] zdecydował.", "2022-08"),
    ("W [połowie lipca] zdecydował.", "2022-07"),
    ("Na [początku lutego] zdecydował.", "2023-02"),
    ("Na [przełomie maja i czerwca] zdecydował.", "2022-05/2022-06"),
    ("Na [przełomie grudnia i stycznia] zdecydował.", "2022-12/2023-01"),
    ("[21 września] ogłosił mobilizację.", "2022-09-21"),
    ("Od [24 lutego] rząd stara się o pokój.", "2022-02-24"),
    ("Wybory zaplanowano na [3 maja].", "2023-05-03"),
    ("Szczyt potrwa do [20 marca].", "2023-03-20"),
    ("Termin składania wniosków upływa [17 lutego].", "2023-02-17"),
    ("Okres ten potrwa do [końca marca].", "2023-03-31"),
    ("Trzeba się spieszyć, aby w [październiku] można było zawrzeć umowę.", "2023-10"),
    ("[Dwa lata temu] wyjechał.", "2021"),
    ("[Dwa i pół roku temu] wyjechał.", "2020-08"),
    ("[2,5 roku temu] wyjechał.", "2020-08"),
    ("[Dekadę temu] wyjechał.", "2013"),
    ("[Pół wieku temu] wyjechał.", "1973"),
    ("[Dwa kwartały temu] wyjechał.", "2022-08"),
    ("Do [jutra] wyjedzie.", "2023-02-15"),
    ("W [najbliższy weekend] wyjedzie.", "2023-02-18/2023-02-19"),
    ("Ważny będzie wzrost w [IV kwartale].", "2022-10/2022-12"),
    ("W [weekend] wyjechał.", "2023-02-11/2023-02-12"),
    ("W [majówkę] wyjedzie.", "2023-05-01/2023-05-03"),
    ("Po [Nowym Roku] wyjechał.", "2023-01-01"),
    ("W [nocy ze środy na czwartek] wyjechał.", "2023-02-08/2023-02-09"),
    ("W [ub. tygodniu] wyjechał.", "2023-02-06/2023-02-12"),
    ("W [minioną sobotę] wyjechał.", "2023-02-11"),
    ("Rząd opuści Londyn zobacz więcej W [niedzielę] minister był w kraju.", "2023-02-12"),
    ("[2 lata temu] wyjechał.", "2021"),
    ("[Rok temu] wyjechał.", "2022"),
    ("[Pół roku temu] wyjechał.", "2022-08"),
    ("[Trzy miesiące temu] wyjechał.", "2022-11"),
    ("[Tydzień temu] wyjechał.", "2023-02-07"),
    ("[Dziesięć dni temu] wyjechał.", "2023-02-04"),
    ("[Kilka dni temu] wyjechał.", None),
    ("[Trzydzieści pięć lat temu] wyjechał.", "1988"),
    ("Przed [dwoma laty] wyjechał.", "2021"),
    ("Przed [rokiem] wyjechał.", "2022"),
    ("Przed [tygodniem] wyjechał.", "2023-02-07"),
    ("Pamięta wybory sprzed [dwóch lat].", "2021"),
    ("Wróci za [dwa tygodnie].", "2023-02-28"),
    ("Wróci za [7 tygodni].", "2023-04-04"),
    ("Wróci za [rok].", "2024"),
    ("Wróci za [kilka miesięcy].", None),
    ("W [ostatnich miesiącach] było gorzej.", None),
    ("W ciągu [najbliższych 15 lat] będzie gorzej.", "2023/2038"),
    ("W ciągu [ostatnich dwóch lat] było gorzej.", "2021/2023"),
    ("W [pierwszych dziewięciu miesiącach tego roku] zarobił.", "2023-01/2023-09"),
    ("W [drugim kwartale] zarobił.", "2022-04/2022-06"),
    ("W [ostatnim kwartale 2022 r.] zarobił.", "2022-10/2022-12"),
    ("W [Wigilię] wrócił do domu.", "2022-12-24"),
    ("Po [Bożym Narodzeniu] wrócił do domu.", "2022-12-25/2022-12-26"),
    ("Przed [Wielkanocą] wróci do domu.", "2023-04-09/2023-04-10"),
    ("W [Wielki Piątek] wróci do domu.", "2023-04-07"),
    ("W [sylwestra] bawił się w domu.", "2022-12-31"),
    ("Na [Święto Niepodległości] przyjechał z żoną.", "2022-11-11"),
    ("We [Wszystkich Świętych] pojechał na cmentarz.", "2022-11-01"),
    ("W [tłusty czwartek] zje pączka.", "2023-02-16"),
]

LEANING = [
    ("W [czerwcu ubiegłego roku] odmówił. W [połowie lipca] polecił.", "2022-06 2022-07"),
    ("W [czerwcu 2009 roku] ją zatrzymano. W [listopadzie] ją skazano.", "2009-06 2009-11"),
    ("Wyrok z [2010 r.] potwierdzono [cztery lata później].", "2010 2014"),
    ("Zatrzymano go [3 maja 2020 r.], a [następnego dnia] zwolniono.", "2020-05-03 2020-05-04"),
    ("Zatrzymano go [3 maja 2020 r.] i [tego samego dnia] zwolniono.", "2020-05-03 2020-05-03"),
    ("Zatrzymano go w [maju 2020 r.], zwolniono [dwa miesiące później].", "2020-05 2020-07"),
    ("Ślub wzięli w [2015 r.], a rozwiedli się w [tym samym roku].", "2015 2015"),
    ("Było to [kilka tygodni później].", None),
    ("W [2016 roku], w [czerwcu], odbyło się referendum.", "2016 2016-06"),
    ("Podczas [wczorajszych] ([9 lutego]) rozmów milczał.", "2023-02-09 2023-02-09"),
    ("W [niedzielę] ([5.02.2023]) wrócił.", "2023-02-05 2023-02-05"),
]

NOT_DATES = [
    "Siedział trzy lata w więzieniu.",
    "Czekał przez dwa tygodnie.",
    "Ma 27 lat.",
    "26-letni mężczyzna zmarł.",
    "Przez rok nic nie robił.",
    "Wygrali 3:1 i 2:0.",
    "Zysk wzrósł o 3,4 proc.",
    "Kosztuje 2000 zł.",
    "Do 2000 osób przyszło na wiec.",
    "W 1500 szkołach brakuje nauczycieli.",
    "Nie wiem.",
    "Bogdan Lis przemówił.",
    "Maja Ostaszewska gra w filmie.",
    "Adam Środa i Jan Maj podpisali list.",
    "Jan Sobota napisał do Marca.",
    "Spotkali się o godz. 15.30.",
    "Spotkali się o 9.15.",
    "Numer telefonu to 22 345 67 89.",
    "Mieszka przy ulicy 3 Maja.",
    "Mieszka przy ul. 11 Listopada w Łodzi.",
    "Powstanie listopadowe upadło.",
    "Rewolucja październikowa zmieniła Rosję.",
    "Spotykają się w każdą środę.",
    "Co roku wyjeżdża nad morze.",
    "Jest w wieku 30 lat.",
    "W końcu wyjechał.",
    "Mówił o tym od lat.",
    "Sylwester Stallone przyjechał.",
    "Jan Paweł II i Jan XXIII to święci.",
    "Wersja 2.0 jest lepsza.",
    "Ma 12 000 książek.",
    "Temu panu dziękujemy.",
    "To rok jego życia.",
    "Po 20 latach wrócił.",
    "Adres to www.example.pl/2018/03/15/artykul.html",
    "Życzy wszystkiego dobrego w nowym roku.",
    "To kultura jutra.",
    "Trwający dekadę marazm się skończył.",
    "Zostanie w niej przez kolejny rok.",
]


def split(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and the spans that they mark."""
    text, spans, start = "", [], 0
    for character in marked:
        if character == "[":
            start = len(text)
        elif character == "]":
            spans.append((start, len(text)))
        else:
            text += character
    return text, spans


def check(marked: str, isos: str | None, anchor: str | None = TUESDAY) -> None:
    text, spans = split(marked)
    found = find_dates_in(text, anchor)
    assert [found_date.text for found_date in found] == [text[start:end] for start, end in spans]
    assert [(date.start, date.end) for date in found] == spans
    assert " ".join(str(date.iso) for date in found) == str(isos)


@pytest.mark.parametrize(("marked", "isos"), ABSOLUTE)
def test_absolute(marked, isos):
    check(marked, isos)


@pytest.mark.parametrize(("marked", "isos"), RELATIVE)
def test_relative(marked, isos):
    check(marked, isos)


@pytest.mark.parametrize(("marked", "isos"), LEANING)
def test_leaning(marked, isos):
    check(marked, isos)


@pytest.mark.parametrize("text", NOT_DATES)
def test_not_a_date(text):
    assert find_dates_in(text, TUESDAY) == []


@pytest.mark.parametrize(
    ("text", "anchor", "iso"),
    [
        ("Spotkał się z nim we wtorek.", "2023-02", "2023-02"),
        ("Spotkał się z nim we wtorek.", "2023", "2023"),
        ("Spotkał się z nim we wtorek.", None, None),
        ("Szef dyplomacji powróci w piątek.", "2023-02", None),
        ("Dziś jest gorzej.", "2023-02", "2023-02"),
        ("Dziś jest gorzej.", "2023-02-14T09:30:00+01:00", "2023-02-14"),
        ("W tym roku było gorzej.", "2023-02", "2023"),
        ("W tym roku było gorzej.", None, None),
        ("W czerwcu odmówił.", "2023-02", "2022-06"),
        ("W czerwcu odmówił.", "2023", "2023-06"),
        ("W czerwcu ubiegłego roku odmówił.", "2023", "2022-06"),
        ("W czerwcu odmówił.", None, None),
        ("W zeszłym tygodniu odmówił.", "2023-02", None),
        ("W zeszłym miesiącu odmówił.", "2023-01", "2022-12"),
        ("Wróci za dwa tygodnie.", "2023-02", None),
        ("Dwa lata temu odmówił.", "2023", "2021"),
        ("Trzy miesiące temu odmówił.", "2023-02", "2022-11"),
        ("Okres kończy się 29 lutego.", "2018-01-16", None),
        ("Okres kończy się 29 lutego.", "2024-01-16", "2024-02-29"),
        ("Dokument ma datę 31.02.2020.", "2023-02-14", None),
        ("Dziś jest gorzej.", "nie wiadomo", None),
    ],
)
def test_precision_of_the_article_date(text, anchor, iso):
    assert [date.iso for date in find_dates_in(text, anchor)] == [iso]


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("W czerwcu 2022 roku odmówił.", False),
        ("W 2022 r. odmówił.", False),
        ("Od marca do maja 2018 r. odmawiał.", False),
        ("W XIX wieku odmówił.", False),
        ("W latach 90. XX wieku odmówił.", False),
        ("W latach 90. odmówił.", True),
        ("W czerwcu ubiegłego roku odmówił.", True),
        ("We wrześniu br. odmówił.", True),
        ("24 lutego odmówił.", True),
        ("Wczoraj odmówił.", True),
        ("Do końca 2020 roku odmawiał.", False),
    ],
)
def test_relative_is_false_only_where_the_year_is_said(text, relative):
    assert [date.relative for date in find_dates_in(text, TUESDAY)] == [relative]


def sentences_of(text: str) -> list[Sentence]:
    """A sentence a full stop, a paragraph a line; what find_dates wants to know of sentences."""
    sentences = []
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        place = start
        for piece in line.split(". "):
            sentences.append(
                Sentence(number, 1, "paragraph", place, min(place + len(piece) + 1, start + len(line)), ())
            )
            place += len(piece) + 2
        start += len(line)
    return sentences


def test_an_earlier_date_counts_only_within_its_paragraph():
    text = "W maju 2015 roku wygrał. W lipcu przegrał.\nW lipcu wyjechał."
    found = find_dates(text, sentences_of(text), TUESDAY)
    assert [(date.text, date.iso) for date in found] == [
        ("maju 2015 roku", "2015-05"),
        ("lipcu", "2015-07"),
        ("lipcu", "2022-07"),
    ]


def test_offsets_are_those_of_the_article():
    header = "date 2023-02\r\n\r\n"
    text = header + "W czerwcu ubiegłego roku odmówił.\r\nWe wtorek wrócił."
    sentences = [Sentence(1, 1, "paragraph", 16, 49, ()), Sentence(2, 1, "paragraph", 51, len(text), ())]
    found = find_dates(text, sentences, "2023-02")
    assert [(date.text, date.iso) for date in found] == [("czerwcu ubiegłego roku", "2022-06"), ("wtorek", "2023-02")]
    assert all(text[date.start : date.end] == date.text for date in found)


def test_a_sentence_cut_after_an_abbreviation_is_no_obstacle():
    text = "W 2010 r. Sąd skazał ją na śmierć."
    sentences = [Sentence(1, 1, "paragraph", 0, 9, ()), Sentence(1, 2, "paragraph", 10, len(text), ())]
    assert [date.text for date in find_dates(text, sentences, None)] == ["2010 r."]


def test_no_sentences_no_dates():
    assert find_dates("", [], TUESDAY) == []
