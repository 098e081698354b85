# SPDX-License-Identifier: Apache-2.0
"""What people type: help, mistakes and their messages, output files."""
import os
import pathlib
import re
import subprocess

from harness import FOLDER, PROGRAM, ROOT, case, corredor, main, refuses, same, shared_database

ROWS = "".join(path.read_text("utf-8") for folder in ("questions", "cli") for path in sorted((ROOT / "src" / folder).glob("*.c")))
COMMANDS = sorted(set(re.findall(r'\{ \.(?:command|name) = "([a-z -]+)"', ROWS)))
GROUPS = sorted(set(re.findall(r'\{ "([a-z]+)",\s*N_', (ROOT / "src/cli/commands.c").read_text("utf-8"))))


@case
def every_command_has_help_in_both_languages():
    assert len(COMMANDS) >= 60, COMMANDS
    for command in COMMANDS:
        texts = []
        for lang in ("en", "es"):
            result = corredor(*command.split(), "--help", "--lang", lang)
            same((result.code, result.err), (0, ""), repr(result))
            same(result.out, corredor("help", *command.split(), "--lang", lang).out)
            texts.append(result.out)
        assert texts[0] != texts[1], command
        assert all(len(line) <= 80 or line.startswith("  corredor ") for text in texts for line in text.splitlines()), command


@case
def help_lists_the_commands():
    for words in ((), ("--help",), ("-h",), ("help",)):
        result = corredor(*words)
        same(result.code, 0)
        firsts = {command.split()[0] if command.split()[0] in GROUPS else command for command in COMMANDS}
        assert all(f"  {command}" in result.out for command in firsts), result.out
    assert corredor("--version").out.startswith("corredor ")


@case
def the_manual_is_sound_roff():
    for lang in ("en", "es"):
        page = corredor("help", "--man", "--lang", lang)
        same(page.code, 0)
        shown = subprocess.run(["man", "--warnings", "-l", "-"], input=page.out, capture_output=True, text=True,
                               env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANROFFOPT": "-ww"})
        same((shown.returncode, shown.stderr), (0, ""))
        for command in COMMANDS:
            assert f"corredor {command}" in shown.stdout, command


@case
def a_command_of_several_things_says_which():
    assert {"flows", "library", "mechanisms", "network", "registry", "user"} <= set(GROUPS), GROUPS
    for group in GROUPS:
        verbs = [command.split(" ", 1)[1] for command in COMMANDS if command.startswith(group + " ")]
        shown = corredor("help", group)
        same(shown.code, 0)
        assert all(f"  {group} {verb}" in shown.out for verb in verbs), shown.out
        refuses(corredor(group, db=shared_database()), 64, f"corredor {group} needs: ", f"See corredor help {group}", *verbs)
        refuses(corredor(group, "nothing-of-these", db=shared_database()), 64, "nothing-of-these", *verbs)
    refuses(corredor("mechanisms", "gapps"), 64, '"gapps"', "Did you mean corredor mechanisms gaps?")


@case
def options_of_every_command_stand_anywhere():
    db = shared_database()
    wanted = corredor("corridor", "GTM", "MEX", "--format", "csv", "--lang", "es", db=db)
    same(wanted.code, 0, repr(wanted))
    same(corredor("--lang", "es", "--format", "csv", "corridor", "GTM", "MEX", db=db).out, wanted.out)
    same(corredor("--lang=es", "corridor", "GTM", "--format=csv", "MEX", db=db).out, wanted.out)
    same(corredor("--db", db, "--format", "csv", "corridor", "GTM", "--", "MEX", "--lang").code, 64)
    refuses(corredor("--sex", "F", "corridors", db=db), 64, "--sex", "before a command")


@case
def an_option_that_a_command_does_not_know_is_refused():
    db = shared_database()
    for words, near in ((("corridor", "GTM", "MEX", "--yaer", "2020"), None), (("mechanisms", "gaps", "--min-stok", "5"), "--min-stock"),
                        (("corridors", "--yea", "2020"), "--year"), (("world", "--sex", "F"), None), (("home", "--limit", "5"), None),
                        (("mechanisms", "conventions", "--year", "2020"), None), (("flows", "methods", "--as-known", "2020-01-01"), None)):
        refuses(corredor(*words, db=db), 64, "has no option", f"Did you mean {near}?" if near else "See corredor help")


@case
def completion_is_accepted_by_the_shells():
    for shell, words in (("bash", ["bash", "-n"]), ("zsh", None), ("fish", None)):
        script = corredor("completion", shell)
        same(script.code, 0, repr(script))
        assert "mechanisms" in script.out and "min-stock" in script.out
        if words:
            done = subprocess.run(words, input=script.out, capture_output=True, text=True)
            same((done.returncode, done.stderr), (0, ""))
    script = FOLDER / "completion.bash"
    script.write_text(corredor("completion", "bash").out, "utf-8")
    for typed, wanted in (("corredor mech", "mechanisms"), ("corredor mechanisms ga", "gaps"), ("corredor mechanisms list --ty", "--type"),
                          ("corredor mechanisms list --type mem", "memorandum"), ("corredor registry list net", "network_action"),
                          ("corredor corridor GTM MEX --format cs", "csv"), ("corredor --lang e", "es")):
        program = f"""source {script}; COMP_WORDS=({typed}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); _corredor; echo "${{COMPREPLY[@]}}" """
        done = subprocess.run(["bash", "-c", program], capture_output=True, text=True)
        assert wanted in done.stdout.split(), (typed, done.stdout, done.stderr)


@case
def mistakes_get_a_fact_and_a_way_forward():
    db = shared_database()
    for words, said in (
        (("coridor", "GTM", "MEX"), ('no command "coridor"', "corredor corridor")),
        (("corridor", "GTM"), ("ORIGIN DESTINATION", "corredor corridor GTM MEX")),
        (("corridor", "GTM", "MEX", "CRI"), ('"CRI"',)),
        (("corridor", "Gautemala", "MEX"), ("“Gautemala”", "Guatemala (GTM)")),
        (("corridor", "Xyzzyx", "MEX"), ("Xyzzyx", "ISO code")),
        (("corridor", "GTM", "MEX", "--fromat", "json"), ("--fromat", "--format")),
        (("corridor", "GTM", "MEX", "--format", "doc"), ('"doc"', "xlsx")),
        (("corridor", "GTM", "MEX", "--lang", "fr"), ("“fr”", "es")),
        (("corridor", "GTM", "MEX", "-o"), ("FILE",)),
        (("corridor", "GTM", "MEX", "--format"), ("NAME",)),
        (("corridor", "GTM", "MEX", "--format=json", "--format=csv"), ("twice",)),
        (("corridor", "GTM", "MEX", "--help=x"), ("“x”", "yes, no")),
        (("corridor", "GTM", "MEX", "-x"), ("-x",)),
        (("figures", "--measure", "stok"), ("“stok”", "stock")),
        (("figures", "--year", "20"), ("“20”", "2020-Q3")),
        (("figures", "--year", "2020", "--from", "2010"), ("year", "from")),
        (("figures", "--from", "2020", "--to", "2010"), ("from",)),
        (("figures", "--limit", "0"), ("limit", "1 to")),
        (("figures", "--limit", "x"), ("not a number",)),
        (("corridors", "--sex", "X"), ("sex", "F, M, T")),
        (("corridor", "GTM", "MEX", "--as-known", "yesterday"), ("yesterday",)),
        (("source", "abc"), ("“abc”", "not a number")),
        (("help", "nothing"), ("nothing",)),
        (("import", "un-desa"), ("FILE",)),
        (("import", "nonsense", "x.csv"), ("nonsense",)),
    ):
        refuses(corredor(*words, db=db), 64, *said)
    refuses(corredor("figures", "--breakdown", "shoe=41", db=db), 64, "shoe", "The dimensions are sex, age")


@case
def mistakes_in_spanish_are_said_in_spanish():
    refuses(corredor("corridor", "Gautemala", "MEX", "--lang", "es", db=shared_database()), 64,
            "no es un país", "¿Quiso decir Guatemala")
    refuses(corredor("coridor", env={"LC_ALL": "es_GT.UTF-8"}), 64, "No existe la orden")


@case
def a_missing_database_says_how_to_make_one():
    refuses(corredor("corridor", "GTM", "MEX", db=FOLDER / "none.db"), 66, "none.db", "corredor init")
    assert not (FOLDER / "none.db").exists()


@case
def the_database_is_made_where_people_keep_their_data():
    home = FOLDER / "home"
    home.mkdir()
    result = corredor("init", "--pack", FOLDER / "nowhere", env={"HOME": str(home), "XDG_DATA_HOME": str(home / "data")})
    refuses(result, 66, "nowhere")
    result = corredor("sources", env={"HOME": str(home)})
    refuses(result, 66, ".local/share/corredor/corredor.db")


@case
def output_files_appear_whole_or_not_at_all():
    db, folder = shared_database(), FOLDER / "out"
    folder.mkdir()
    for name in ("dossier.json", "dossier.csv", "dossier.txt"):
        result = corredor("corridor", "GTM", "MEX", "-o", folder / name, db=db)
        same((result.code, result.out, result.err), (0, "", ""))
        same((folder / name).read_text("utf-8"),
             corredor("corridor", "GTM", "MEX", "--format", {"t": "text"}.get(name[8:9], name[8:]), db=db).out)
    same(sorted(path.name for path in folder.iterdir()), ["dossier.csv", "dossier.json", "dossier.txt"])
    before = (folder / "dossier.csv").read_bytes()
    refuses(corredor("corridor", "GTM", "GTM", "-o", folder / "dossier.csv", db=db), 65)
    same((folder / "dossier.csv").read_bytes(), before)
    refuses(corredor("corridor", "GTM", "MEX", "-o", folder, db=db), 73, "folder")
    refuses(corredor("corridor", "GTM", "MEX", "-o", folder / "no" / "x.csv", db=db), 73, "no such file")


@case
def a_full_disk_is_said():
    refuses(corredor("corridor", "GTM", "MEX", "-o", "/dev/full", db=shared_database()), 74, "/dev/full", "full")
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([PROGRAM, "corridor", "GTM", "MEX", "--db", str(shared_database())], stdout=full,
                              stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode in (73, 74) and "full" in done.stderr, done


@case
def a_closed_pipe_ends_quietly():
    done = subprocess.run(f"'{PROGRAM}' figures --measure stock --format csv --db '{shared_database()}' | head -1",
                          shell=True, capture_output=True, text=True, check=False)
    same((done.stdout.startswith("measure,"), done.stderr), (True, ""))


@case
def arguments_that_are_not_text_are_refused():
    done = subprocess.run([PROGRAM.encode(), b"corridor", b"\xff", b"MEX"], capture_output=True, check=False)
    same(done.returncode, 64)
    assert b"UTF-8" in done.stderr


@case
def readme_commands_give_what_readme_shows():
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"^\$ corredor (.*)\n((?:(?!\$ |```).*\n)*)", readme, re.MULTILINE)
    assert len(shown) >= 3, readme[:500]
    for words, expected in shown:
        done = subprocess.run(f"'{PROGRAM}' {words}", shell=True, capture_output=True, text=True, check=False,
                              env={**os.environ, "CORREDOR_DB": str(shared_database()), "LC_ALL": "C.UTF-8"})
        got = done.stdout.replace("\u00a0", " ").replace("\u202f", " ").splitlines()
        for line in expected.splitlines():  # in this order, to the blank; "..." stands for lines that are left out
            if line.strip() in ("", "...", "…"):
                continue
            assert line in got, f"corredor {words}: {line!r} is not in the output\n{done.stdout[:3000]}{done.stderr}"
            got = got[got.index(line) + 1:]


assert pathlib.Path(PROGRAM).exists()
main()
