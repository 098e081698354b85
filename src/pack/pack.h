/* SPDX-License-Identifier: Apache-2.0 */
/* pack.h: a data pack into the database: figures by dataset, entries by kind. */
#ifndef CORREDOR_PACK_PACK_H
#define CORREDOR_PACK_PACK_H

#include "ingest/ingest.h"

/* Import a data pack: the resources of its datapackage.json, hashes verified, one load per file,
 * in one transaction per file. Files whose hash was already loaded under the same layout are
 * skipped. */
COR_CHECKED
cor_code cor_import_pack(cor_figures *figures, cor_str folder, const cor_import_options *options,
                         cor_arena *keep, cor_arena scratch, cor_import_report **ret_reports,
                         size_t *ret_count, cor_error *err);

#endif
