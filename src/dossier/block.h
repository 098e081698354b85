/* SPDX-License-Identifier: Apache-2.0 */
/* block.h: what a block of the corridor dossier gets to know. A block is built in the folder of its
 * subject, whose header declares it; corridor/blocks.c lists the blocks. */
#ifndef CORREDOR_DOSSIER_BLOCK_H
#define CORREDOR_DOSSIER_BLOCK_H

#include "page.h"

typedef struct {
    dossier_page *page;
    cor_country origin, destination;
    dossier_figures stock;          // people of this corridor: every source, year and sex
    dossier_figures main;           // the same, from the newest edition that names the pair
    cor_str edition;                // its source; empty without one
    dossier_figures at_destination; // all migrants at the destination, from the same edition
    cor_interval newest;            // of `main`; zero without figures
    cor_value people;               // in `newest`; absent without figures
} dossier_corridor;

#endif
