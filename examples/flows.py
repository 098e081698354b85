# SPDX-License-Identifier: Apache-2.0
"""flows.py: moves from two stock tables with nothing but the shared library. usage: flows.py path/to/libcorredor.so"""
import ctypes
import sys

library = ctypes.CDLL(sys.argv[1] if len(sys.argv) > 1 else "libcorredor.so.0.1.0")


def doubles(values):
    return (ctypes.c_double * len(values))(*values)


def estimate(method, start, end, births=None, deaths=None):
    """Row-major lists of n * n numbers, birthplace by residence; returns n lists of n moves, origin by destination."""
    n = round(len(start) ** 0.5)
    moves, status, room = doubles([0] * n * n), ctypes.c_int32(), 2048
    message = ctypes.create_string_buffer(room)
    library.cor_plain_flows(
        ctypes.byref(ctypes.c_char_p(method.encode())), ctypes.byref(ctypes.c_int32(n)), doubles(start), doubles(end),
        doubles(births or [0] * n), doubles(deaths or [0] * n), moves, ctypes.byref(status),
        ctypes.byref(ctypes.cast(message, ctypes.c_char_p)), ctypes.byref(ctypes.c_int32(room)))
    if status.value:
        raise ValueError(message.value.decode().strip())
    return [list(moves[i * n:(i + 1) * n]) for i in range(n)]


START = [1000, 100, 10, 0, 55, 555, 50, 5, 80, 40, 800, 40, 20, 25, 20, 200]
END = [950, 100, 60, 0, 80, 505, 75, 5, 90, 30, 800, 40, 40, 45, 0, 180]
for row in estimate("da-min-closed", START, END):
    print(" ".join(f"{persons:6.1f}" for persons in row))
try:
    estimate("da-min-closed", [-55 if persons == 55 else persons for persons in START], END)
except ValueError as error:
    print(error)
