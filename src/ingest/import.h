/* SPDX-License-Identifier: Apache-2.0 */
/* import.h: import of one file, for cor_import and for the pack. */
#ifndef CORREDOR_INGEST_IMPORT_H
#define CORREDOR_INGEST_IMPORT_H

#include "dataset.h"

typedef struct {
    const cor_import_options *options; // NULL: defaults
    const uint8_t *sha256;             // expected hash of the file; NULL: any
    /* Whether a file with this hash is already loaded and may be skipped; NULL: always read. */
    cor_code (*is_loaded)(void *self, const uint8_t sha256[32], bool *ret_loaded, cor_error *err);
    void *self;
} import_wish;

/* As cor_import. A skipped file has an empty layout in its report. */
COR_CHECKED
cor_code import_file(cor_figures *figures, const cor_dataset *dataset, cor_str path,
                     const import_wish *wish, cor_arena *keep, cor_arena scratch,
                     cor_import_report *ret_report, cor_error *err);

#endif
