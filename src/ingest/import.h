/* SPDX-License-Identifier: Apache-2.0 */
/* import.h: importing one file, for cor_import and for the pack. */
#ifndef CORREDOR_INGEST_IMPORT_H
#define CORREDOR_INGEST_IMPORT_H

#include "dataset.h"

typedef struct {
    const cor_import_options *options; // NULL: defaults
    const uint8_t *sha256;             // the file must have this hash; NULL: any
    /* Whether a file with this hash need not be read again; NULL: read always. */
    cor_code (*is_loaded)(void *self, const uint8_t sha256[32], bool *ret_loaded, cor_error *err);
    void *self;
} import_wish;

/* As cor_import. A file that need not be read again has an empty layout in its report. */
COR_CHECKED
cor_code import_file(cor_figures *figures, const cor_dataset *dataset, cor_str path,
                     const import_wish *wish, cor_arena *keep, cor_arena scratch,
                     cor_import_report *ret_report, cor_error *err);

#endif
