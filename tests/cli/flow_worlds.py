# SPDX-License-Identifier: Apache-2.0
"""flow_worlds.py: made-up places whose people are born, die and move; from a number, always the same."""
import math
import random


def stock(draw, most):
    return int(math.exp(draw.random() * math.log(most)))


def begin(draw, n, filled):
    """People at home in very different numbers, people abroad in some corridors."""
    size = 10 ** draw.choice((3, 5, 7))
    abroad = draw.choice((50, 5000, 500000))
    return [[stock(draw, size) + 20 if b == r else stock(draw, abroad) if draw.random() < filled else 0
             for r in range(n)] for b in range(n)]


def die(draw, cells, deaths):
    for row in cells:
        for r, people in enumerate(row):
            dead = int(people * draw.random() * 0.2)
            row[r] -= dead
            deaths[r] += dead


def move(draw, cells):
    n = len(cells)
    for row in cells:
        for _ in range(n):
            i, j = draw.randrange(n), draw.randrange(n)
            movers = int(row[i] * draw.random() * (1 if draw.random() < 0.1 else 0.2))
            row[i] -= movers
            row[j] += movers


def empty(draw, world):
    """A birthplace that vanishes, one that appears, a place that is left by everybody."""
    n, start, end = len(world["start"]), world["start"], world["end"]
    what, place = draw.choice(("none", "none", "gone", "new", "left", "none abroad")), draw.randrange(n)
    for k in range(n):
        if what == "gone":
            end[place][k] = 0
        if what == "new":
            start[place][k] = 0
        if what == "left":
            start[k][place] = end[k][place] = 0
        if what == "none abroad" and k != place:
            start[place][k] = end[place][k] = 0
    if what in ("gone", "left"):
        world["births"][place] = 0
    if what in ("new", "left"):
        world["deaths"][place] = min(world["deaths"][place], sum(row[place] for row in start))


def miscount(draw, world):
    """Tables as agencies publish them: they do not add up, and some have more foreign-born than people."""
    n = len(world["start"])
    for name in ("start", "end"):
        for b in range(n):
            for r in range(n):
                if b != r and draw.random() < 0.3:
                    world[name][b][r] = int(world[name][b][r] * (0.5 + draw.random()))
    if draw.random() < 0.3:
        r = draw.randrange(n)
        abroad = sum(world["end"][b][r] for b in range(n) if b != r)
        world["end"][r][r] = -int(abroad * 0.3 * draw.random())


def make(number, n, is_counted_badly):
    """A world of n places. Without miscounting its moves explain it: no gap, birthplaces agree with births and deaths."""
    draw = random.Random(number)
    start = begin(draw, n, draw.choice((0.1, 0.4, 0.9, 1.0)))
    deaths, births = [0] * n, [0] * n
    end = [list(row) for row in start]
    if draw.random() < 0.8:
        die(draw, end, deaths)
    move(draw, end)
    if draw.random() < 0.8:
        births = [int(row[r] * 0.3 * draw.random()) for r, row in enumerate(end)]
    for r, born in enumerate(births):
        end[r][r] += born
    seed = [[0.01 + draw.random() for _ in range(n)] for _ in range(n)]
    world = {"start": start, "end": end, "births": births, "deaths": deaths, "seed": seed}
    if is_counted_badly:
        miscount(draw, world)
        empty(draw, world)
    return world
