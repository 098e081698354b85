# SPDX-License-Identifier: Apache-2.0
"""Every question asked at its address and by its command, with values made from /openapi.json: the same bytes, the same
refusals; every parameter means something. CORREDOR_PARITY=20 asks each question with so many sets of values."""
import contextlib
import json
import os
import random
from concurrent.futures import ThreadPoolExecutor

from client import case, get, main, same, standing_server
from questions import Both, Refused, eventful_database

SETS = int(os.environ.get("CORREDOR_PARITY", "3"))
AT_ONCE = 4
DATABASES = []  # made once
LONG, LONGER = "a" * 3000, "a" * 65536
NONSENSE = {
    "place": "Nowhereland", "places": "GTM,Nowhereland", "year": "twenty", "day": "2026-13-45", "moment": "yesterday",
    "period": "20x", "years": "2020", "number": "many", "whole": "1.5", "code": "zzzz", "choice": "zzzz", "sex": "X",
    "measure": "zzzz", "breakdown": "nonsense", "method": "zzzz", "kind": "zzzz", "flag": "perhaps", "key": "NO-SUCH-KEY",
    "setting": "much", "corridors": "GTM", "sexes": "F,X", "methods": "zzzz", "quality": "zzzz=1", "periods": "2020,2021", "list": "NO-SUCH-KEY",
}


@contextlib.contextmanager
def both_sides():
    database = eventful_database() if not DATABASES else DATABASES[0]
    DATABASES[:] = [database]
    with standing_server("--db", str(database)) as (port, _):
        yield Both(port, database)


def on_each(work, items):
    """What is wrong, of all items, several at a time."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        wrong = [line for lines in pool.map(work, items) for line in lines]
    assert not wrong, f"{len(wrong)} of {len(items)}\n" + "\n".join(wrong)


def differ(question, given, web, command):
    """Why both sides do not say the same; empty when they do."""
    if isinstance(web, Refused) or isinstance(command, Refused):
        is_same = isinstance(web, Refused) and isinstance(command, Refused) and web.said == command.said
    else:
        is_same = web == command
    if is_same:
        return []
    at = next((i for i, (a, b) in enumerate(zip(web, command)) if a != b), -1) if isinstance(web, bytes) is isinstance(
        command, bytes) is True else -1
    shown = [side[max(at - 60, 0):at + 60] if isinstance(side, bytes) else side for side in (web, command)]
    return [f"{question.name} {dict(given)}: web {shown[0]!r}, command {shown[1]!r}"]


def differs_not(one, other):
    """Bytes with bytes, what was said with what was said."""
    if isinstance(one, Refused) and isinstance(other, Refused):
        return one.said == other.said
    return one == other


def asked_of_both(both):
    return [question for question in both.questions if question.command]


# ---- the same bytes ------------------------------------------------------------------------------------------------------

@case
def address_and_command_give_the_same_bytes():
    with both_sides() as both:
        sets = []
        for question in asked_of_both(both):
            chance = random.Random(question.name)
            for _ in range(SETS if question.parameters else 1):
                sets.append((question, both.some_values(question, chance)))
        answered = []

        def ask(one):
            web = both.web(*one)
            answered.append(isinstance(web, bytes))
            return differ(*one, web, both.command(*one))

        on_each(ask, sets)
        print(f"# {len(asked_of_both(both))} questions, {len(sets)} sets, {sum(answered)} answered", flush=True)
        assert sum(answered) > 0.7 * len(sets), "most sets are refused: this compares little"


@case
def every_example_is_answered_by_both_sides():
    with both_sides() as both:

        def ask(question):
            given = list(question.example.items())
            wrong = []
            if question.path:
                for ending in set(question.formats) - {"xlsx", "pdf"}:
                    web = both.web(question, given, ending=ending)
                    wrong += [f"{question.name}.{ending}: {web}"] if isinstance(web, Refused) else []
            if question.command:
                command = both.command(question, given)
                wrong += [f"{question.name}: {command}"] if isinstance(command, Refused) else []
                shown = both.run(["help", *question.command.split()]).decode()
                example = f"corredor {question.command}"
                wrong += [f"help {question.command} lacks its example"] if shown.count(example) < 1 + bool(given) else []
                wrong += [f"help {question.command} lacks {value}" for value in question.example.values()
                          if value != "yes" and value not in shown]
            return wrong

        on_each(ask, both.questions + both.commands)


# ---- bad input -----------------------------------------------------------------------------------------------------------

def rows_of(both):
    """All parameters with their questions; those that every question has, once."""
    seen, rows = set(), []
    for question in both.questions + both.commands:
        for row in question.parameters + question.options:
            if row.name not in seen:
                rows.append((question, row))
            if row.is_common:
                seen.add(row.name)
    return rows


def others(question, row):
    """The example without this parameter, with what must be given."""
    given = {name: value for name, value in question.example.items() if name != row.name}
    for other in question.parameters + question.options:
        comes_before = other.is_argument and row.is_argument and other is not row
        if (other.is_required or comes_before) and other is not row and other.name not in given:
            given[other.name] = other.examples[0]
    return list(given.items())


def bad_values(row):
    """What is wrong, and the value."""
    if row.type in NONSENSE:
        yield "wrong", NONSENSE[row.type]
    if row.words and len(row.words[0]) > 2:
        yield "nearly right", row.words[0] + row.words[0][-1]
    if row.is_number:
        yield "below the least", str(row.schema["minimum"] - 1)
        yield "above the most", str(row.schema["maximum"] * 2 + 1)
    yield "3,000 bytes", LONG
    yield "64 KiB", LONGER


@case
def bad_values_are_refused_alike():
    with both_sides() as both:

        def ask(one):
            question, row, about, value = one
            given = [*others(question, row), (row.name, value)]
            name = f"{question.name}: {row.name} {about}"
            command = both.command(question, given) if question.command else None
            web = both.web(question, given) if row in question.parameters else None
            is_unknown_key = row.type in ("key", "list") and about == "wrong"
            wrong = []
            if command is not None:
                good = isinstance(command, Refused) and (is_unknown_key or command.status == 64)
                wrong += [] if good else [f"{name}: command {command!r:.300}"]
            if web is not None:
                status = 404 if row.in_path or is_unknown_key else 400
                good = isinstance(web, Refused) and web.status == status
                wrong += [] if good else [f"{name}: web {web!r:.300}"]
            if wrong:
                return wrong
            sides = [side for side in (web, command) if side is not None]
            for side in sides:
                if side.said != sides[0].said:
                    wrong.append(f"{name}: web {web}, command {command}")
                elif value not in (LONG, LONGER) and row.type not in ("key", "list") and row.name not in side.fact + side.hint:
                    wrong.append(f"{name}: {side} does not say which")
                elif value not in (LONG, LONGER) and any(word not in side.hint for word in row.words):
                    wrong.append(f"{name}: {side} does not name what is allowed")
                elif about == "nearly right" and row.words[0] not in side.hint.split("?")[0]:
                    wrong.append(f"{name}: {side} does not name the nearest")
            return wrong

        on_each(ask, [(*pair, *bad) for pair in rows_of(both) for bad in bad_values(pair[1])])


@case
def twice_missing_empty_and_not_text_are_refused():
    with both_sides() as both:

        def ask(one):
            question, row = one
            rest = others(question, row)
            value = question.example.get(row.name) or (row.examples + ["2020"])[0]
            name = f"{question.name}: {row.name}"
            wrong = []

            def expect(about, side, status):
                good = isinstance(side, Refused) and side.status == status
                wrong.extend([] if good else [f"{name} {about}: {side!r:.300}"])
                return good

            twice = [*rest, (row.name, value), (row.name, value)]
            takes_many = row.type == "list"
            joins = row.type == "words" and row.is_argument  # words of a command are one text
            web = both.web(question, twice) if row in question.parameters else None
            web_is_right = web is None or expect("twice", web, 400)
            if question.command and not takes_many and not joins:
                command = both.command(question, twice)
                if expect("twice", command, 64) and web and web_is_right and not row.is_argument and row.type != "flag":
                    wrong += [] if web.said == command.said else [f"{name} twice: {web}, {command}"]
            if question.command:
                words = both.words(question, [*rest, (row.name, "§")])
                command = both.run([word.replace("§", "\udcff\udcfe") for word in words])
                expect("not text", command, 64)
            if row in question.parameters:
                target = both.address(question, [*rest, (row.name, "§")]).replace("%C2%A7", "%FF%FE")
                web = both.get(target)
                if expect("not text", web, 400) and question.command and not row.in_path:
                    wrong += [] if web.said == command.said else [f"{name} not text: {web}, {command}"]
            if row.is_argument and row.is_required:
                expect("missing", both.command(question, rest), 64)
            if row in question.parameters and not row.in_path:
                bare, empty = both.web(question, rest), both.web(question, [*rest, (row.name, "")])
                wrong += [] if differs_not(bare, empty) else [f"{name} empty: not the same as missing"]
            if question.command and not row.is_argument and not row.is_required:
                bare, empty = both.command(question, rest), both.command(question, [*rest, (row.name, "")])
                wrong += [] if differs_not(bare, empty) else [f"{name} empty: the command does not take it for missing"]
            return wrong

        on_each(ask, rows_of(both))


@case
def unknown_names_are_passed_over_by_pages_and_refused_by_commands():
    with both_sides() as both:

        def ask(question):
            given, wrong = list(question.example.items()), []
            options = [row.name for row in question.parameters + question.options if not row.is_argument]
            if question.path:
                bare = both.web(question, given)
                tracked = both.web(question, given, "&utm_source=a&" + "&".join(f"{name}x=1" for name in options))
                wrong += [] if bare == tracked else [f"{question.name}: trackers change the page"]
            for name in options if question.command else []:
                command = both.command(question, [*given, (name + "x", "1")])
                good = isinstance(command, Refused) and command.status == 64 and command.hint.startswith("Did you mean --")
                wrong += [] if good else [f"{question.name} --{name}x: {command!r:.300}"]
            return wrong

        on_each(ask, both.questions + both.commands)


# ---- every parameter means something -------------------------------------------------------------------------------------

def content(body):
    """The answer without what only repeats the question: its address, links, fields of forms."""
    def kept(node):
        if isinstance(node, dict):
            return None if node.get("kind") == "form" else {key: kept(value) for key, value in node.items() if key != "path"}
        if isinstance(node, list):
            return [kept(value) for value in node]
        return None if isinstance(node, str) and node.startswith("/") else node

    try:
        return kept(json.loads(body))
    except ValueError:
        return body


def contexts(both, question, row, chance):
    """What else may be said: the example, nothing else, all the rest, anything."""
    must = dict(others(question, row))
    rows = question.parameters + question.options
    usual = {other.name: other.examples[0] for other in rows if other.examples and not other.is_common}
    yield must
    for left_out in must:
        yield {name: value for name, value in must.items() if name != left_out or question.find(name).is_required}
    yield {**usual, **must}
    for other in rows:
        if other is not row and other.examples and other.name not in must and not other.is_common:
            yield {**must, other.name: other.examples[0]}
    for _ in range(5):
        yield {**dict(both.some_values(question, chance)), **must}


def candidates(both, question, row, chance, given):
    yield from row.examples
    yield from row.words
    if row.is_number:
        yield from (str(row.schema["minimum"]), str(row.schema["minimum"] + 1), text_of_most(row))
    for _ in range(8):
        yield both.value(question, row, chance, given)


def text_of_most(row):
    return f"{min(row.schema['maximum'], 1e6):.15g}"


# Every other value is refused, and why that is right.
ONLY_REFUSED = {
    ("network show", "part"): "the key of the example belongs to one part",
    ("network history", "part"): "the key of the example belongs to one part",
    ("registry show", "kind"): "the key of the example belongs to one kind",
    ("registry history", "kind"): "the key of the example belongs to one kind",
    ("registry diff", "kind"): "the key of the example belongs to one kind",
    ("library feed", "as-known"): "a feed says what is new now; the message says so",
}


def changes(both, question, row):
    """The first value that changes the answer, or None; and the first that is refused."""
    chance = random.Random(question.name + row.name)
    ask = both.web if row in question.parameters else both.command
    refused = None
    for given in contexts(both, question, row, chance):
        given.pop(row.name, None)
        tried = list(dict.fromkeys(candidates(both, question, row, chance, given)))[:16]
        must = row.in_path or row.is_required
        base = ask(question, [*given.items(), (row.name, tried.pop(0))] if must else list(given.items()))
        if isinstance(base, Refused):
            continue
        before = content(base)
        for value in tried:
            answer = ask(question, [*given.items(), (row.name, value)])
            if isinstance(answer, Refused):
                refused = refused or f"{value} is refused: {answer}"
            elif content(answer) != before:
                return value, None
    return None, refused


def every_parameter_changes_an_answer():
    with both_sides() as both:
        settled = {"changes": 0, "refused": 0}

        def ask(one):
            question, row = one
            value, refused = changes(both, question, row)
            if os.environ.get("CORREDOR_PARITY_SHOW"):
                print(f"# {question.name}: {row.name}={value or refused}", flush=True)
            if value is not None:
                settled["changes"] += 1
                return []
            if refused and (question.name, row.name) in ONLY_REFUSED:
                settled["refused"] += 1
                return []
            return [f"{question.name}: {row.name} changes nothing; {refused}"]

        pairs = [(question, row) for question in both.questions + both.commands
                 for row in question.parameters + question.options]
        try:
            on_each(ask, pairs)
        finally:
            unsettled = len(pairs) - sum(settled.values())
            print(f"# {len(pairs)} parameters: {settled['changes']} change an answer, {settled['refused']} can only be "
                  f"refused (reasons beside ONLY_REFUSED), {unsettled} unsettled", flush=True)


# Some thousand answers: asked where there is time for it (script/bench parity).
if os.environ.get("CORREDOR_PARITY"):
    case(every_parameter_changes_an_answer)

main()
