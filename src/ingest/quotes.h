/* SPDX-License-Identifier: Apache-2.0 */
/* quotes.h: prices service by service; see quotes.c. */
#ifndef CORREDOR_INGEST_QUOTES_H
#define CORREDOR_INGEST_QUOTES_H

#include "dataset.h"

/* The columns of the agency's workbook, and of a tidy table of it. */
extern const cor_column COR_QUOTES[], COR_QUOTES_TIDY[];

/* The last quarter of the workbook: "2025q3". */
cor_str cor_quotes_edition(const cor_head *head, cor_arena *keep);
COR_CHECKED
cor_code cor_quotes_map(cor_intake *intake, cor_error *err);

#endif
