#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The library as others meet it: installs the build into a folder of its own and uses what is there.

Every header compiles alone and together with the others as C11, C17 and C++17, with each compiler there is, with warnings
as errors, beside <libintl.h> on either side. The archive and the shared library define the functions of the headers and
no other name. A C++ program links either of them as pkg-config says.
usage: check_headers.py MESON BUILD_ROOT SOURCE_ROOT SANITIZERS COMPILER..."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

meson, build, root = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
sanitizers, own_compiler = sys.argv[4], sys.argv[5:]
WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Werror"]
LINKERS_OWN = re.compile(r"_(init|fini|edata|end|_bss_start)$|__(asan|odr_asan|start_asan|stop_asan|lsan)")
COMPILERS = [("gcc", ["c11", "c17"]), ("clang", ["c11", "c17"]), ("g++", ["c++17"]), ("clang++", ["c++17"])]
problems, checks = [], 0


def check(holds, sentence):
    global checks
    checks += 1
    if not holds:
        problems.append(sentence)


def run(words, **more):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, **more)


# ---- headers -----------------------------------------------------------------


def compile_text(compiler, standard, include, text, what):
    language = "c++" if "++" in standard else "c"
    done = run([compiler, f"-std={standard}", "-x", language, *WARNINGS, f"-I{include}", "-fsyntax-only", "-"], input=text)
    check(done.returncode == 0, f"{compiler} -std={standard}: {what}\n{done.stderr}")


def check_headers(include):
    headers = sorted(path.name for path in (include / "corredor").glob("*.h"))
    lines = {header: f"#include <corredor/{header}>\n" for header in headers}
    gettext = "#include <libintl.h>\n#define _(message) gettext(message)\n#define N_(message) message\n"
    everything = "".join(lines.values())
    texts = {f"{header} alone": line for header, line in lines.items()}
    texts |= {"all headers": everything, "all headers, from the last to the first": "".join(reversed(lines.values())),
              "all headers after libintl.h": gettext + everything, "all headers before libintl.h": everything + gettext}
    for compiler, standards in COMPILERS:
        if not shutil.which(compiler):
            print(f"{compiler} is not installed")
            continue
        for standard in standards:
            for what, text in texts.items():
                compile_text(compiler, standard, include, text, what)
    for header in headers:
        text = (include / "corredor" / header).read_text("utf-8")
        check('extern "C" {' in text or "COR_API" not in text, f"{header} has no extern \"C\"")
        check(not re.search(r"(?<!\w)N?_\(", text), f"{header} uses a macro of gettext")
        lonely = re.findall(r"(?:^|\n)(?!COR_API|[^\n]*\*/|[^\n]*;)[^\n]*\n(COR_API[^;]*)", text)
        check(not lonely, f"{header} does not say what these do: {lonely}")
        strange = [name for name in re.findall(r"^\s*#define (\w+)", text, re.M) if not re.match(r"COR|cor_", name)]
        check(not strange, f"{header} defines {strange}")
    return headers


# ---- names -------------------------------------------------------------------


def declared(include):
    """The functions of the headers: what stands before the first parenthesis of each declaration marked COR_API."""
    found = set()
    for path in (include / "corredor").glob("*.h"):
        text = re.sub(r"/\*.*?\*/|//[^\n]*|^\s*#[^\n]*", " ", path.read_text("utf-8"), flags=re.S | re.M)
        found |= set(re.findall(r"\bCOR_API\b[^;{(]*?\b(\w+)\s*\(", text))
    return found


def check_names(path, options, names):
    listing = run(["nm", *options, "--defined-only", path], check=True).stdout
    defined = {words[2].split("@")[0] for words in map(str.split, listing.splitlines()) if len(words) == 3}
    defined = {name for name in defined if not LINKERS_OWN.match(name)}
    print(f"{path.name}: {len(defined)} names")
    check(not defined - names, f"{path.name} has names that no header declares: {sorted(defined - names)[:20]}")
    check(not names - defined, f"{path.name} lacks {sorted(names - defined)[:20]}")


# ---- linking -----------------------------------------------------------------


def check_link(prefix, folder, is_static):
    library = next(prefix.rglob("libcorredor.a")).parent
    packages = next(prefix.rglob("corredor.pc")).parent
    environment = dict(os.environ, PKG_CONFIG_PATH=str(packages), LD_LIBRARY_PATH=str(library))
    words = ["pkg-config", f"--define-variable=prefix={prefix}", "--cflags", "--libs", "corredor"]
    words += ["--static"] * is_static
    asked = run(words, env=environment)
    how = "static" if is_static else "shared"
    if asked.returncode:
        return check(False, f"{' '.join(words)}: {asked.stderr}")
    program = folder / f"link_engine_{how}"
    compiler = "clang++" if any("clang" in word for word in own_compiler) else "g++"
    flags = [f"-fsanitize={sanitizers}"] * (sanitizers != "none")
    done = run([compiler, "-std=c++17", *WARNINGS, *flags, root / "tests/headers/link_engine.cpp", "-o", program,
                *asked.stdout.split()])
    check(done.returncode == 0, f"{how}: the program does not link\n{done.stderr[-3000:]}")
    if done.returncode:
        return
    needs_library = "libcorredor.so" in run(["ldd", program], env=environment).stdout
    check(needs_library != is_static, f"{how}: linked the other library")
    printed = run([program], env=environment)
    check(printed.stdout == "150 moves\nMundo\n", f"{how}: printed {printed.stdout!r}, {printed.stderr[-2000:]}")


with tempfile.TemporaryDirectory(prefix="corredor-headers-") as name:
    folder = pathlib.Path(name)
    done = run([meson, "install", "-C", build, "--no-rebuild", "--quiet", "--tags", "runtime,devel",
                "--destdir", folder / "installed"])
    if done.returncode:
        sys.exit(f"meson install failed: {done.stdout}{done.stderr}")
    prefix = next((folder / "installed").rglob("include")).parent
    headers = check_headers(prefix / "include")
    names = declared(prefix / "include")
    print(f"{len(headers)} headers, {len(names)} functions")
    check_names(next(prefix.rglob("libcorredor.a")), ["-g"], names)
    check_names(next(path for path in prefix.rglob("libcorredor.so.*") if not path.is_symlink()), ["-D"], names)
    check_link(prefix, folder, False)
    for path in prefix.rglob("libcorredor.so*"):
        path.unlink()
    check_link(prefix, folder, True)
print(*problems, sep="\n", end="\n" * bool(problems))
print(f"{checks} checks, {len(problems)} problems")
sys.exit(bool(problems))
