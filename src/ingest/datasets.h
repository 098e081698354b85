/* SPDX-License-Identifier: Apache-2.0 */
/* datasets.h: the datasets of each agency's file, for the one table in datasets.c. */
#ifndef CORREDOR_INGEST_DATASETS_H
#define CORREDOR_INGEST_DATASETS_H

#include "dataset.h"

extern const cor_dataset cor_un_desa_stock, cor_un_wpp, cor_ilostat, cor_ilo_global, cor_wdi,
    cor_knomad, cor_prices, cor_dioc, cor_sdg, cor_labour_market, cor_enoe, cor_own_table;

/* SDMX-CSV 1.0 and 2.0: every dataset has this layout besides its own. */
extern const cor_layout cor_sdmx_layout;

#endif
