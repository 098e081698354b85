# SPDX-License-Identifier: Apache-2.0
"""Many clients at once: what the threads of the server share (kept answers, long work, figures read anew) is sound.
Also run with the thread sanitizer, see script/test."""
import concurrent.futures
import shutil
import signal

from client import case, get, main, same, server, small_database

TARGETS = ("/corridor/HTI-DOM", "/corridor/HTI-DOM.json", "/corridor/HTI-DOM.pdf", "/corridor/HTI-DOM.xlsx", "/country/DOM?lang=es",
           "/data/figures.csv?measure=stock", "/corridors", "/search?q=hai", "/mechanisms", "/library", "/sources", "/nothing-here")
CLIENTS, ROUNDS = 8, 3


@case
def many_are_answered_as_one_is():
    database = small_database().with_name("threads.db")
    shutil.copyfile(small_database(), database)
    with server("--db", str(database), "--threads", "4") as (port, process):
        expected = {target: get(port, target) for target in TARGETS}

        def ask(number):
            wrong = []
            for step in range(ROUNDS * len(TARGETS)):
                target = TARGETS[(step + number) % len(TARGETS)]
                coding = ("gzip", "br", "identity")[step % 3]
                answer = get(port, target, Accept_Encoding=coding)
                if answer.status != expected[target].status or coding == "identity" and answer.body != expected[target].body:
                    wrong.append((target, answer))
                if number == 0 and step % 5 == 0:
                    process.send_signal(signal.SIGHUP)  # all is read anew, and no answer is kept
            return wrong

        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as clients:
            for wrong in clients.map(ask, range(CLIENTS)):
                same(wrong, [])


main()
