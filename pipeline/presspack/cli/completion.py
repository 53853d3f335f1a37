"""presspack completion: a script that completes commands and options in bash, zsh or fish."""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from presspack.cli.commands import FOR_PEOPLE

EPILOG = """\
examples:
  presspack completion bash > ~/.local/share/bash-completion/completions/presspack
  presspack completion zsh > ~/.zfunc/_presspack          # with fpath+=~/.zfunc before compinit
  presspack completion fish > ~/.config/fish/completions/presspack.fish
"""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command: its name with both dashes, what it does, whether a value follows, and which values.

    What a command takes without an option has no name, and stands here if its values are known.
    """

    name: str
    says: str
    takes_value: bool
    choices: tuple[str, ...]


Commands = Mapping[str, tuple[str, list[Option]]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `presspack completion`."""
    parser.epilog = EPILOG
    parser.add_argument("shell", choices=sorted(SCRIPTS), help="the shell that is to complete")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    sys.stdout.write(SCRIPTS[args.shell](commands()))
    return 0


def commands() -> Commands:
    """Return every command for people with what it does and its options; of what is not installed only the name."""
    found = {}
    for name, (module, says) in FOR_PEOPLE.items():
        parser = argparse.ArgumentParser(prog=name)
        try:
            import_module(module).add_arguments(parser)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] == "presspack":
                raise
        found[name] = (says, _options(parser))
    return found


def _options(parser: argparse.ArgumentParser) -> list[Option]:
    return [
        Option(name, " ".join((action.help or "").split()), action.nargs != 0, tuple(map(str, action.choices or ())))
        for action in parser._actions
        for name in action.option_strings or ([""] if action.choices else [])
        if (name.startswith("--") or not name) and action.help != argparse.SUPPRESS
    ]


def bash(found: Commands) -> str:
    """Return the script for bash."""
    words, values = [], []
    for name, (_, options) in found.items():
        named = " ".join(option.name for option in options if option.name)
        free = " ".join(value for option in options if not option.name for value in option.choices)
        words.append(f'    {name}) words="{named}" free="{free}" ;;')
        for option in options:
            if option.name and option.takes_value:
                given = f'-W "{" ".join(option.choices)}"' if option.choices else "-f"
                values.append(f'    "{name} {option.name}") COMPREPLY=($(compgen {given} -- "$current")); return ;;')
    return "\n".join(
        [
            "_presspack() {",
            '  local current=${COMP_WORDS[COMP_CWORD]} words="" free=""',
            '  if [ "$COMP_CWORD" -eq 1 ]; then',
            f'    COMPREPLY=($(compgen -W "{" ".join(found)} --version --help" -- "$current"))',
            "    return",
            "  fi",
            '  case "${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}" in',
            *values,
            "  esac",
            "  case ${COMP_WORDS[1]} in",
            *words,
            "  esac",
            "  case $current in",
            '    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;',
            '    *) if [ -n "$free" ]; then COMPREPLY=($(compgen -W "$free" -- "$current"));',
            '       else COMPREPLY=($(compgen -f -- "$current")); fi ;;',
            "  esac",
            "}",
            "complete -o filenames -F _presspack presspack",
            "",
        ]
    )


def zsh(found: Commands) -> str:
    """Return the script for zsh, which is a function file of the completion system and may be sourced as well."""
    lines = ["#compdef presspack", "_presspack() {", "  local -a commands", "  commands=("]
    lines += [f"    {_quoted(f'{name}:{says}')}" for name, (says, _) in found.items()]
    lines += ["  )", "  if (( CURRENT == 2 )); then", "    _describe command commands", "    return", "  fi"]
    lines += ["  local command=$words[2]", "  shift words", "  (( CURRENT -= 1 ))", "  case $command in"]
    for name, (_, options) in found.items():
        specs = [_zsh_option(option) for option in options]
        files = [] if any(not option.name for option in options) else [_quoted("*:file:_files")]
        lines.append(f"    {name}) _arguments {' '.join([*specs, *files])} ;;")
    return "\n".join([*lines, "  esac", "}", "compdef _presspack presspack", ""])


def _zsh_option(option: Option) -> str:
    says = option.says.replace("[", "(").replace("]", ")").replace(":", r"\:")
    values = f"({' '.join(option.choices)})" if option.choices else "_files"
    if not option.name:
        return _quoted(f"1:{says}:{values}")
    return _quoted(f"{option.name}[{says}]{f':value:{values}' if option.takes_value else ''}")


def fish(found: Commands) -> str:
    """Return the script for fish."""
    lines = []
    for name, (says, options) in found.items():
        lines.append(f"complete -c presspack -n __fish_use_subcommand -f -a {name} -d {_quoted(says)}")
        for option in options:
            values = f" -f -a {_quoted(' '.join(option.choices))}" if option.choices else ""
            flag = f" -l {option.name[2:]}{' -r' if option.takes_value else ''}" if option.name else ""
            lines.append(
                f"complete -c presspack -n '__fish_seen_subcommand_from {name}'{flag}{values} -d {_quoted(option.says)}"
            )
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """Return text in single quotes of a shell; an apostrophe becomes a typographic one, which no shell reads."""
    return "'" + text.replace("'", "’") + "'"


SCRIPTS: Mapping[str, Callable[[Commands], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
