"""Everything that the command line says about itself is Polish."""

import re

import click
import pytest
import typer

from kzqa.cli.app import app

GROUP = typer.main.get_command(app)
assert isinstance(GROUP, click.Group)
CONTEXT = click.Context(GROUP)
COMMANDS = GROUP.list_commands(CONTEXT)

# Words of click and typer, and the commonest of English; what is code (options, names, paths) is taken out before.
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|missing|such|invalid|value|try|help|default|required|show|install"
    r"|completion|message|exit|env|var|error|range|text|integer|float|path|file|boolean|unexpected|extra|got|does"
    r"|mean|did|you|the|this|and|for|with|not|is|one|of|takes?|requires?|an)\b",
    re.IGNORECASE,
)
CODE = re.compile(
    r"kzqa( [a-z]+)?( --?[a-z-]+)*|--?[a-z][a-z-]*|\b[a-z]+\.kzqa|JSON Lines|„[^”]*”|\([^()]*\|[^()]*\)|\S*\|\S*"
)


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status and what was written to stdout and to stderr."""
    with pytest.raises(SystemExit) as ending:
        app(arguments, prog_name="kzqa")
    out, err = capfd.readouterr()
    return int(ending.value.code or 0), out, err


def english(text: str) -> list[str]:
    """The English words of a text, apart from names of commands and options."""
    text = re.sub(rf"(?<=polecenia: )({', '.join(COMMANDS)})", "", text)
    text = re.sub(rf"(^  )({'|'.join(COMMANDS)})\b", r"\1", text, flags=re.MULTILINE)
    return [match.group() for match in ENGLISH.finditer(CODE.sub(" ", text))]


def test_the_commands_are_those_of_the_product() -> None:
    assert COMMANDS == ["ask", "search", "show", "entities", "dates", "quotes", "index", "status", "eval"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_polish_and_describes_every_parameter(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, command, "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"Użycie: kzqa {command} [OPCJE]")
    assert english(out) == []
    assert max(map(len, out.splitlines())) <= 80
    called = GROUP.get_command(CONTEXT, command)
    assert called is not None
    for param in called.params:
        assert getattr(param, "help", None), f"{param.name} has no help"
        if isinstance(param, click.Option):
            assert all(spelling in out for spelling in param.opts)
            assert param.is_flag or param.metavar, f"{param.name} names no value"


def test_the_help_of_kzqa_lists_all_commands(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capfd, "--help")
    assert status == 0
    assert english(out) == []
    assert max(map(len, out.splitlines())) <= 80
    for command in COMMANDS:
        assert re.search(rf"^  {command} +[A-ZŁŚŻ].*\.$", out, re.MULTILINE), command


def test_no_command_shows_the_help(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd)
    assert (status, out) == (2, "")
    assert err.startswith("Użycie: kzqa [OPCJE] POLECENIE")


def test_the_version(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capfd, "--version")
    assert status == 0
    assert re.fullmatch(r"kzqa \d+\.\d+\.\d+\n", out)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["pytaj"], "Nie ma polecenia „pytaj”; znane polecenia: ask, "),
        (["serach", "x"], "Nie ma polecenia „serach”; czy chodziło o „search”?"),
        (
            ["Kto jest prezydentem?"],
            'Nie ma polecenia „Kto jest prezydentem?”; pytanie zadaje się tak: kzqa ask "PYTANIE".',
        ),
        (["--jsno"], "Nie ma opcji --jsno; opis: kzqa --help."),
        (["ask", "--fsat", "x"], "Nie ma opcji --fsat (podobne: --fast); opis: kzqa ask --help."),
        (["ask", "x", "--limit"], "Opcja --limit wymaga wartości; opis: kzqa ask --help."),
        (["ask", "x", "--json=tak"], "Opcja --json nie przyjmuje wartości; opis: kzqa ask --help."),
        (["ask", "x", "--limit", "0"], "Opcja --limit: „0” nie jest liczbą całkowitą od 1 do 10000."),
        (["ask", "x", "--limit", "trzy"], "Opcja --limit: „trzy” nie jest liczbą całkowitą od 1 do 10000."),
        (["ask", "x", "--min-confidence", "2"], "Opcja --min-confidence: „2” nie jest liczbą od 0 do 1"),
        (["ask", "x", "--min-confidence", "nan"], "Opcja --min-confidence: „nan” nie jest liczbą od 0 do 1"),
        (["ask", "x", "--since", "wczoraj"], "Opcja --since: „wczoraj” nie jest datą; podaj rok, miesiąc lub dzień"),
        (["ask", "x", "--until", "2023-02-30"], "Opcja --until: „2023-02-30” nie jest datą;"),
        (
            ["ask", "x", "--since", "2023", "--until", "2022-12"],
            "Opcja --since (2023) jest późniejsza niż --until (2022-12).",
        ),
        (["ask", "x", "--index", "nie-ma.kzqa"], "Nie ma archiwum nie-ma.kzqa: "),
        (["show"], "Brakuje argumentu ID; opis: kzqa show --help."),
        (["show", "000:1.1", "001:1.1"], "Nadmiarowe argumenty: „001:1.1”; opis: kzqa show --help."),
        (
            ["entities", "--type", "rzecz"],
            "Opcja --type: „rzecz” nie jest jedną z wartości: person, place, organisation.",
        ),
        (["index", "."], "Brakuje opcji --index"),
    ],
)
def test_errors_are_one_polish_sentence(arguments: list[str], sentence: str, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"Błąd: {sentence}")
    assert err.count("\n") == 1
    assert english(err.replace(" ".join(arguments), "")) == []


def test_text_from_outside_in_an_error_steers_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capfd, "ask", "x", "--since", "\x1b[2J\n[red]")
    assert status == 2
    assert err.startswith("Błąd: Opcja --since: „\N{REPLACEMENT CHARACTER}[2J [red]”")
