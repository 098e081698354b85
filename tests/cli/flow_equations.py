# SPDX-License-Identifier: Apache-2.0
"""flow_equations.py: the published equations of migration flows, written down a second time.

Plain lists and 40 decimal digits, no iteration where the literature has a closed form, and Newton's method with a dense
matrix where it has proportional fitting: any table S_ij u_i v_j with the right margins is the limit of that fitting,
whoever found it. Nothing here is shared with the engine. Equations: Abel (2013), Demographic Research 28(18); Abel and
Sander (2014), Science 343; Azose and Raftery (2019), PNAS 116; Abel and Cohen (2019), Scientific Data 6:82."""
from decimal import Decimal, getcontext

getcontext().prec = 40
ZERO, ONE, HALF = Decimal(0), Decimal(1), Decimal("0.5")
SMALL = Decimal("1e-25")


class Impossible(Exception):
    """No table with these zeros has these totals, or a number would fall below zero."""


def table(n):
    return [[ZERO] * n for _ in range(n)]


def decimals(rows):
    return [[Decimal(cell) for cell in row] for row in rows]


def row_totals(cells):
    return [sum(row, ZERO) for row in cells]


def column_totals(cells):
    return [sum(column, ZERO) for column in zip(*cells)]


# ---- proportional fitting at its limit -------------------------------------------------------------------------------


def solve(matrix, right):
    """Elimination with pivots on the diagonal; an unknown whose pivot vanishes is free and stays zero."""
    n, scale = len(right), max(abs(matrix[i][i]) for i in range(len(right)))
    free = set()
    for k in range(n):
        if abs(matrix[k][k]) <= SMALL * scale:
            free.add(k)
            continue
        for i in range(k + 1, n):
            if not matrix[i][k]:
                continue
            factor = matrix[i][k] / matrix[k][k]
            for j in range(k, n):
                matrix[i][j] -= factor * matrix[k][j]
            right[i] -= factor * right[k]
    answer = [ZERO] * n
    for k in reversed(range(n)):
        if k not in free:
            answer[k] = (right[k] - sum(matrix[k][j] * answer[j] for j in range(k + 1, n))) / matrix[k][k]
    return answer


def scaled(seed, rows, factors):
    """Rows exactly, for given column factors."""
    cells = []
    for row, wanted in zip(seed, rows):
        weights = [cell * factor for cell, factor in zip(row, factors)]
        total = sum(weights, ZERO)
        if wanted and not total:
            raise Impossible("a row has people and no cell")
        cells.append([weight * wanted / total if total else ZERO for weight in weights])
    return cells


def newton_step(cells, rows, sums, gap):
    n = len(sums)
    matrix = [[(sums[j] if j == k else ZERO) - sum(row[j] * row[k] / wanted for row, wanted in zip(cells, rows) if wanted)
               for k in range(n)] for j in range(n)]
    step = solve(matrix, [-value for value in gap])
    most = max(map(abs, step))
    return [value / most for value in step] if most > 1 else step


def fit(seed, rows, columns):
    """The table nearest to `seed` with these margins."""
    if not sum(rows):
        return [[ZERO] * len(columns) for _ in rows]
    live = [j for j, total in enumerate(columns) if total]
    seed = [[row[j] for j in live] for row in seed]
    wanted, factors = [columns[j] for j in live], [ONE] * len(live)
    if any(not any(row[j] for row, total in zip(seed, rows) if total) for j in range(len(live))):
        raise Impossible("a column has people and no cell")
    best, allowed = None, Decimal("1e-15") * sum(rows)
    for step_number in range(150):
        cells = scaled(seed, rows, factors)
        sums = column_totals(cells)
        gap = [value - total for value, total in zip(sums, wanted)]
        error = max(map(abs, gap))
        if error <= allowed:
            full = [[ZERO] * len(columns) for _ in rows]
            for i, row in enumerate(cells):
                for j, cell in zip(live, row):
                    full[i][j] = cell
            return full
        if step_number < 6:
            factors = [factor * total / value for factor, total, value in zip(factors, wanted, sums)]
            continue
        if best is not None and error > 2 * best and step_number > 60:
            break
        best = error if best is None else min(best, error)
        factors = [factor * value.exp() for factor, value in zip(factors, newton_step(cells, rows, sums, gap))]
    raise Impossible("the fit does not settle")


# ---- from two tables to two that moves alone lead between ------------------------------------------------------------


def lift_native(cells):
    for r, population in enumerate(column_totals(cells)):
        if cells[r][r] >= 0:
            continue
        positive = sum((max(row[r], ZERO) for row in cells), ZERO)
        for row in cells:
            row[r] = max(row[r], ZERO) * population / positive


def round_native(cells, added):
    """Whole people by rounding half to even; what is left over goes to the largest cell."""
    native = [cells[r][r] for r in range(len(cells))]
    target, most = sum(native) + added, max(native)
    if sum(native) <= 0 or target < 0:
        raise Impossible("fewer native-born than none")
    factor = float(target) / float(sum(native))
    whole = [Decimal(round(float(value) * factor)) for value in native]
    holders = [r for r, value in enumerate(native) if value == most]
    for r in holders:
        whole[r] += (target - sum(whole[k] for k in range(len(whole)))) / len(holders) if r == holders[0] else ZERO
    for r, value in enumerate(whole):
        cells[r][r] = value


def scale_native(cells, added):
    native = sum(cells[r][r] for r in range(len(cells)))
    if native <= 0 or native + added < 0:
        raise Impossible("fewer native-born than none")
    for r, row in enumerate(cells):
        row[r] *= 1 + added / native


def take_deaths(start, end, births, deaths, how):
    n = len(start)
    if how == "accounting":
        by_birthplace = [a + b - c for a, b, c in zip(row_totals(start), births, row_totals(end))]
        if min(by_birthplace) < 0:
            raise Impossible("deaths below zero")
        dead = fit(start, by_birthplace, deaths)
    else:
        people = column_totals(start)
        if any(d > p for d, p in zip(deaths, people)):
            raise Impossible("more deaths than people")
        dead = [[start[b][r] * deaths[r] / people[r] if people[r] else ZERO for r in range(n)] for b in range(n)]
    for b in range(n):
        for r in range(n):
            start[b][r] -= dead[b][r]
            if start[b][r] < -SMALL * 10 ** 12:
                raise Impossible("somebody dies twice")
            start[b][r] = max(start[b][r], ZERO)


def take_births(end, births, how):
    people = column_totals(end)
    for r, born in enumerate(births):
        if how != "proportional" and born <= end[r][r]:
            end[r][r] -= born
            continue
        if how == "native-only" or born > people[r]:
            raise Impossible("more births than people")
        for row in end:
            row[r] *= 1 - born / people[r] if people[r] else ONE


def match_closed(start, end):
    wanted = [(a + c) / 2 for a, c in zip(row_totals(start), row_totals(end))]
    return fit(start, wanted, column_totals(start)), fit(end, wanted, column_totals(end))


def match_open(start, end, is_cross):
    for first, last in zip(start, end):
        before, after = sum(first), sum(last)
        out, more = (first, before - after) if before > after else (last, after - before)
        if not more:
            continue
        pattern = out if not is_cross else last if out is first else first
        total = sum(pattern)
        gone = [cell * more / total for cell in pattern] if total else list(out)
        for r, persons in enumerate(gone):
            out[r] -= persons
            if out[r] < -SMALL * 10 ** 12:
                raise Impossible("more leave than live there")
            out[r] = max(out[r], ZERO)


def account(world, is_closed, options):
    start, end = decimals(world["start"]), decimals(world["end"])
    births, deaths = [[Decimal(value) for value in world[name]] for name in ("births", "deaths")]
    lift_native(start)
    lift_native(end)
    gap = sum(births) - sum(deaths) - sum(row_totals(end)) + sum(row_totals(start))
    if is_closed and gap and options.get("match", "before") == "before":
        round_native(start, -gap / 2)
        round_native(end, gap / 2)
    take_deaths(start, end, births, deaths, options.get("deaths"))
    take_births(end, births, options.get("births"))
    if not is_closed:
        match_open(start, end, options.get("open") == "cross")
        return start, end
    if options.get("match") == "after":
        gap = sum(row_totals(end)) - sum(row_totals(start))
        scale_native(start, gap / 2)
        scale_native(end, -gap / 2)
    return match_closed(start, end)


# ---- who moved -------------------------------------------------------------------------------------------------------


def moves_of(first, last, stays, seed):
    """Origin by destination for one birthplace, its diagonal held out where as many as possible stay."""
    n = len(first)
    kept = [min(a, c) for a, c in zip(first, last)] if stays else [ZERO] * n
    left, came = [a - m for a, m in zip(first, kept)], [c - m for c, m in zip(last, kept)]
    total = sum(came)
    if not total or not sum(left):
        return table(n)
    if seed is None:
        return [[a * c / total for c in came] for a in left]
    came = [c * sum(left) / total for c in came]
    return fit([[ZERO if stays and i == j else seed[i][j] for j in range(n)] for i in range(n)], left, came)


def accounted(world, is_closed, weight, options):
    start, end = account(world, is_closed, options)
    n, moves = len(start), table(len(start))
    seed = decimals(world["seed"]) if options.get("seed") else None
    for stays, share in ((True, weight), (False, 1 - weight)):
        for first, last in zip(start, end):
            one = moves_of(first, last, stays, seed) if share else table(n)
            for i in range(n):
                for j in range(n):
                    moves[i][j] += share * one[i][j] if i != j else ZERO
    return moves


def differences(world, is_return):
    start, end = decimals(world["start"]), decimals(world["end"])
    n, moves = len(start), table(len(start))
    for i in range(n):
        for j in range(n):
            if i != j:
                returned = max(start[j][i] - end[j][i], ZERO) if is_return else ZERO
                moves[i][j] = max(end[i][j] - start[i][j], ZERO) + returned
    return moves


def rates(world, total):
    start, n = decimals(world["start"]), len(world["start"])
    net = [after - before - born + dead for after, before, born, dead in
           zip(column_totals(decimals(world["end"])), column_totals(start), world["births"], world["deaths"])]
    moved = Decimal(total) if total else sum(map(abs, net))
    abroad = sum(start[i][j] for i in range(n) for j in range(n) if i != j)
    if not moved:
        return table(n)
    if not abroad:
        raise Impossible("nobody lives abroad")
    return [[moved * start[i][j] / abroad if i != j else ZERO for j in range(n)] for i in range(n)]


def growth(world):
    """S0 G = S1, the largest pivot of each column."""
    left, right = decimals(world["start"]), decimals(world["end"])
    n, people = len(left), column_totals(left)
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(left[i][k]))
        if abs(left[pivot][k]) < Decimal("1e-20"):
            raise Impossible("the table at the start does not tell places apart")
        left[k], left[pivot], right[k], right[pivot] = left[pivot], left[k], right[pivot], right[k]
        for i in range(n):
            factor = left[i][k] / left[k][k]
            if i == k or not factor:
                continue
            left[i] = [a - factor * b for a, b in zip(left[i], left[k])]
            right[i] = [a - factor * b for a, b in zip(right[i], right[k])]
    return [[right[i][j] / left[i][i] * people[i] if i != j else ZERO for j in range(n)] for i in range(n)]


def estimate(world, method, options):
    """Moves, [origin][destination], by the name the method has in the program."""
    if method.startswith("sd-"):
        return differences(world, method == "sd-rev-neg")
    if method == "mig-rate":
        return rates(world, options.get("total-moves"))
    if method == "rogers-von-rabenau":
        return growth(world)
    weight = {"da-ind-closed": ZERO, "da-pb-closed": Decimal("0.87")}.get(method, ONE)
    weight = ZERO if options.get("without-stayers") else weight
    return accounted(world, method != "da-min-open", weight, options)
