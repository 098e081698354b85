/* SPDX-License-Identifier: Apache-2.0 */
/* block.h: what the dossier of a corridor tells its blocks. A block is built in the room of its
 * subject, whose header declares it; corridor/blocks.c lists them. */
#ifndef CORREDOR_DOSSIER_BLOCK_H
#define CORREDOR_DOSSIER_BLOCK_H

#include "page.h"

typedef struct {
    dossier_page *page;
    cor_country origin, destination;
    dossier_figures stock; // people of this corridor: every source, year and sex
    dossier_figures main;  // the same, of SOURCE_STOCK
    dossier_figures
        at_destination;  // all migrants at the destination, whatever their origin, of SOURCE_STOCK
    cor_interval newest; // of `main`; zero when it has nobody
    cor_value people;    // in `newest`; absent when it has nobody
} dossier_corridor;

#endif
