"""Marking rules that a person has named: one JSON file in the settings folder."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable
from typing import Any

from lookalike import paths
from lookalike.acting.marking import RULES, MarkingRule
from lookalike.errors import LookalikeError
from lookalike.files.safefiles import make_folders, write_durably
from lookalike.plain import from_plain

FILE = "marking-rules.json"


def load_rules() -> tuple[MarkingRule, ...]:
    """The rules that come with the program, then the person's own; one of the same name takes the place of ours.

    Raises LookalikeError if the file is damaged; it is never overwritten then.
    """
    own = {rule.name: rule for rule in _own_rules()}
    built_in = tuple(own.pop(rule.name, rule) for rule in RULES)
    return (*built_in, *own.values())


def find_rule(name: str) -> MarkingRule:
    """A rule by its name. Raises LookalikeError if there is none."""
    rules = load_rules()
    for rule in rules:
        if rule.name == name:
            return rule
    raise LookalikeError(f"there is no marking rule '{name}', only {', '.join(rule.name for rule in rules)}")


def save_rule(rule: MarkingRule) -> None:
    """Add a rule, or replace the one of the same name."""
    _write([*(other for other in _own_rules() if other.name != rule.name), rule])


def delete_rule(name: str) -> None:
    """Forget a person's own rule."""
    _write(rule for rule in _own_rules() if rule.name != name)


def rule_to_dict(rule: MarkingRule) -> dict[str, Any]:
    """Plain values, for JSON."""
    return dataclasses.asdict(rule)


def rule_from_dict(values: dict[str, Any]) -> MarkingRule:
    """The inverse of `rule_to_dict`. Raises ValueError for what is no rule."""
    return from_plain(MarkingRule, values)


def _path() -> str:
    return os.path.join(paths.config_folder(), FILE)


def _own_rules() -> tuple[MarkingRule, ...]:
    try:
        with open(_path(), "rb") as file:
            return tuple(rule_from_dict(entry) for entry in json.loads(file.read()))
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError, KeyError) as error:
        raise LookalikeError(f"{_path()}: the saved marking rules are damaged, repair or remove the file") from error


def _write(rules: Iterable[MarkingRule]) -> None:
    content = json.dumps([rule_to_dict(rule) for rule in rules], indent=1) + "\n"
    make_folders(os.path.dirname(os.path.abspath(_path())))
    write_durably(_path(), content.encode("ascii"))
