#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Country shapes for maps: Natural Earth polygons to C tables of unit vectors with a level of detail per vertex.

usage: shapes.py country_shapes_50m.geojson.gz shapes.c

Borders are cut into arcs where three or more shapes meet and each arc is simplified once, so neighbours keep the same
border at every level of detail. Nothing is thrown away but vertices: each keeps the area in km2 of the triangle it adds
(Visvalingam and Whyatt 1993, "Line generalisation by repeated elimination of points"), and the renderer decides at its
own scale. Vertices are points on the unit sphere: an azimuthal equal-area map is then three dot products and a root.
"""
import collections
import gzip
import heapq
import json
import math
import sys

EARTH_KM = 6371.0072  # radius of the sphere with the area of the Earth
AREA_MIN_KM2 = 0.6  # finer than the closest map: a pixel of a 400 px map of Saint Lucia is about 0.2 km wide
PADDING = 16  # levels are read sixteen at a time
FLOORS = [0, 48, 80]  # least levels of the three copies of a border: all, from 40 km2 and from 600 km2 a vertex on
LEVELS_PER_DOUBLING = 8
LEVEL_FIXED = 255  # where arcs meet: never dropped
UNIT = 32767  # int16 unit vectors: 0.2 km
GRID = 7  # label anchors are looked for on 7 x 7 points, each step around the best of the last

# Polygons that Natural Earth draws as part of another country and statistics count on their own:
# code, owner, west, south, east, north. From the position of the islands.
PARTS = [
    ("GLP", "FRA", -61.9, 15.8, -60.9, 16.6),
    ("MTQ", "FRA", -61.3, 14.3, -60.7, 14.95),
    ("GUF", "FRA", -55.0, 2.0, -51.0, 6.0),
    ("MYT", "FRA", 44.9, -13.1, 45.4, -12.5),
    ("REU", "FRA", 55.1, -21.5, 56.0, -20.8),
    ("BES", "NLD", -69.0, 11.9, -62.5, 18.0),
    ("SJM", "NOR", 9.0, 70.5, 36.0, 81.5),
    ("CXR", "", 105.0, -11.0, 106.2, -10.0),
    ("CCK", "", 96.0, -13.0, 97.5, -11.0),
]
# Areas without an ISO code: the code figures use, "" for land that belongs to no figure.
NAMES = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP", "Siachen Glacier": "", "Indian Ocean Ter.": ""}


def read_polygons(path):
    """Outer and inner rings by code; every ring without the repeated last point."""
    rings = collections.defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    for feature in features:
        code = feature["properties"]["iso3"]
        if code is None:
            code = NAMES[feature["properties"]["name"]]
        for polygon in feature["geometry"]["coordinates"]:
            own = part_of(code, polygon[0])
            for ring in polygon:
                clean = [tuple(p) for p in ring]
                clean = [p for i, p in enumerate(clean) if p != clean[i - 1]]
                if len(clean) >= 3:
                    rings[own].append(clean)
    for code in ("SOM", "CYP"):
        rings[code] = dissolve(rings[code])
    return rings


def unwrapped(ring):
    """Longitudes that run on past 180 where the ring does; a ring around a pole is closed through it."""
    lons = [ring[0][0]]
    for lon, _ in ring[1:]:
        lons.append(lon + 360 * round((lons[-1] - lon) / 360))
    around = [(lon, lat) for lon, (_, lat) in zip(lons, ring)]
    if abs(lons[-1] - lons[0]) > 180:
        pole = math.copysign(90, ring[0][1])
        around += [(lons[-1], pole), (lons[0], pole)]
    return around


def part_of(code, ring):
    for part, owner, west, south, east, north in PARTS:
        if owner == code and all(west <= x <= east and south <= y <= north for x, y in ring):
            return part
    return code


def dissolve(rings):
    """Remove the borders between the rings of one shape."""
    edges = {}
    for ring in rings:
        for i, point in enumerate(ring):
            edges[(ring[i - 1], point)] = True
    onward = {a: b for (a, b) in edges if (b, a) not in edges}
    joined = []
    while onward:
        start = next(iter(onward))
        ring, point = [], start
        while point in onward:
            ring.append(point)
            point = onward.pop(point)
        if len(ring) >= 3:
            joined.append(ring)
    return joined


def junctions(rings):
    """Points where borders meet or end: their neighbours differ from ring to ring."""
    neighbours, fixed = {}, set()
    for ring in (r for rs in rings.values() for r in rs):
        for i, point in enumerate(ring):
            around = frozenset((ring[i - 1], ring[(i + 1) % len(ring)]))
            if neighbours.setdefault(point, around) != around:
                fixed.add(point)
    return fixed


def flat(point):
    """Lambert's cylindrical equal-area map, in km: areas of small triangles are true."""
    return (EARTH_KM * math.radians(point[0]), EARTH_KM * math.sin(math.radians(point[1])))


def triangle_km2(a, b, c):
    (ax, ay), (bx, by), (cx, cy) = (flat(p) for p in unwrapped([a, b, c])[:3])
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def ring_km2(ring):
    points = [flat(p) for p in unwrapped(ring)]
    return abs(sum(points[i - 1][0] * y - x * points[i - 1][1] for i, (x, y) in enumerate(points))) / 2


def weigh_arc(arc):
    """Area in km2 each inner vertex of the arc adds, never less than that of vertices dropped before it."""
    last = len(arc) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    weight = [math.inf] * (last + 1)
    heap = [(triangle_km2(arc[i - 1], arc[i], arc[i + 1]), i) for i in range(1, last)]
    heapq.heapify(heap)
    current = {i: area for area, i in heap}
    floor = 0.0
    while heap:
        area, i = heapq.heappop(heap)
        if current.get(i) != area:
            continue
        del current[i]
        floor = max(floor, area)
        weight[i] = floor
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < last:
                current[j] = triangle_km2(arc[before[j]], arc[j], arc[after[j]])
                heapq.heappush(heap, (current[j], j))
    return weight


def weigh_ring(ring, fixed, known):
    """Vertices of the ring and their weights, arcs shared with neighbours weighed once."""
    stops = [i for i, p in enumerate(ring) if p in fixed]
    if not stops:  # an island: hold it at its two ends
        start = min(range(len(ring)), key=lambda i: ring[i])
        far = max(range(len(ring)), key=lambda i: math.dist(flat(ring[i]), flat(ring[start])))
        stops = sorted({start, far})
    weights = [0.0] * len(ring)
    for n, start in enumerate(stops):
        end = stops[(n + 1) % len(stops)]
        count = (end - start) % len(ring) or len(ring)
        places = [(start + k) % len(ring) for k in range(count + 1)]
        arc = tuple(ring[i] for i in places)
        key = min(arc, arc[::-1])
        if key not in known:
            known[key] = weigh_arc(key)
        arc_weights = known[key] if key == arc else known[key][::-1]
        for i, weight in zip(places, arc_weights):
            weights[i] = weight
    return weights


def level_of(weight):
    if math.isinf(weight):
        return LEVEL_FIXED
    return max(0, min(254, round(LEVELS_PER_DOUBLING * math.log2(weight / AREA_MIN_KM2))))


def unit_vector(point):
    lon, lat = math.radians(point[0]), math.radians(point[1])
    return tuple(round(UNIT * v) for v in (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))


def cap(ring):
    """A circle on the sphere around the ring: unit vector of its middle and angle to its farthest vertex."""
    vectors = [unit_vector(p) for p in ring]
    middle = [sum(v) for v in zip(*vectors)]
    length = math.hypot(*middle) or 1.0
    middle = [v / length for v in middle]
    nearest = min(sum(a * b for a, b in zip(middle, v)) / math.hypot(*v) for v in vectors)
    return (*(round(UNIT * v) for v in middle), math.acos(max(-1.0, min(1.0, nearest))) + 1e-3)


def anchor(ring):
    """The point inside the ring that is farthest from its border, on a grid refined step by step."""
    widen = math.cos(math.radians(sum(p[1] for p in ring) / len(ring))) or 1e-6
    points = [(x * widen, y) for x, y in unwrapped(ring)]
    step = max(1, len(points) // 120)
    points = points[::step] if len(points) // step >= 4 else points
    (x0, x1), (y0, y1) = ((min(v), max(v)) for v in zip(*points))
    best = (-math.inf, (x0 + x1) / 2, (y0 + y1) / 2)
    for _ in range(4):
        for i in range(GRID):
            for j in range(GRID):
                x, y = x0 + (x1 - x0) * (i + 0.5) / GRID, y0 + (y1 - y0) * (j + 0.5) / GRID
                best = max(best, (clearance(points, x, y), x, y))
        _, x, y = best
        dx, dy = (x1 - x0) / GRID, (y1 - y0) / GRID
        x0, x1, y0, y1 = x - dx, x + dx, y - dy, y + dy
    return (best[1] / widen, best[2])


def clearance(points, x, y):
    inside, nearest = False, math.inf
    ax, ay = points[-1]
    for bx, by in points:
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
        dx, dy = bx - ax, by - ay
        t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1e-12)))
        nearest = min(nearest, (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2)
        ax, ay = bx, by
    return math.sqrt(nearest) * (1 if inside else -1)


def build(rings):
    fixed, known = junctions(rings), {}
    points, levels, ring_rows, shape_rows = [], [], [], []
    for code in sorted(rings):
        ordered = sorted(rings[code], key=ring_km2, reverse=True)
        first_ring = len(ring_rows)
        for ring in ordered:
            weights = weigh_ring(ring, fixed, known)
            kept = [(p, w) for p, w in zip(ring, weights) if w >= AREA_MIN_KM2 or len(ring) <= 4]
            runs = []
            for floor in FLOORS:
                run = [(p, w) for p, w in kept if level_of(w) >= floor]
                runs += [len(points), len(run)]
                points += [unit_vector(p) for p, _ in run]
                levels += [level_of(w) for _, w in run]
            ring_rows.append((*runs, ring_km2(ring), *cap(ring)))
        lon, lat = anchor(ordered[0])
        shape_rows.append((code, first_ring, len(ordered), lat, lon))
    return points, levels, ring_rows, shape_rows


def lines_of(items, per_line=16):
    items = list(items)
    return ",\n".join("    " + ", ".join(items[i:i + per_line]) for i in range(0, len(items), per_line))


def write(path, points, levels, ring_rows, shape_rows):
    with open(path, "w", encoding="utf-8") as out:
        out.write("/* Made by tools/shapes.py from Natural Earth 1:50m admin 0 (public domain). Do not edit. */\n")
        out.write('#include "render/map/shapes.h"\n\n')
        out.write("const int16_t cor_shape_points[][3] = {\n")
        out.write(lines_of(("{%d,%d,%d}" % p for p in points), 8) + "\n};\n")
        padded = levels + [0] * PADDING
        out.write("const uint8_t cor_shape_levels[] = {\n" + lines_of((str(v) for v in padded), 32) + "\n};\n")
        out.write("const uint8_t cor_shape_floors[] = { %s };\n" % ", ".join(map(str, FLOORS)))
        out.write("const cor_shape_ring cor_shape_rings[] = {\n")
        row = "{{{%d,%d},{%d,%d},{%d,%d}},%.1ff,{%d,%d,%d},%.4ff}"
        out.write(lines_of((row % r for r in ring_rows), 4) + "\n};\n")
        out.write("const cor_shape cor_shapes[] = {\n")
        out.write(lines_of(('{"%s",%d,%d,%.3ff,%.3ff}' % s for s in shape_rows), 4) + "\n};\n")
        out.write("const int32_t cor_shape_count = %d;\n" % len(shape_rows))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    tables = build(read_polygons(sys.argv[1]))
    write(sys.argv[2], *tables)


if __name__ == "__main__":
    main()
