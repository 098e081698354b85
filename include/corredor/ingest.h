/* SPDX-License-Identifier: Apache-2.0 */
/* ingest.h: files of the agencies into figures. A dataset names a kind of content
 * ("un-desa-stock"); a layout is one way such files come (the agency's workbook, the tidy
 * table), recognised by content, never by name. */
#ifndef CORREDOR_INGEST_H
#define CORREDOR_INGEST_H

#include "figures.h"
#include "table.h"

typedef struct cor_dataset cor_dataset;
/* NULL when unknown. */
COR_API const cor_dataset *cor_dataset_find(cor_str name);
COR_API size_t cor_dataset_count(void);
COR_API const cor_dataset *cor_dataset_at(size_t index);
COR_API cor_str cor_dataset_name(const cor_dataset *dataset);
COR_API cor_text cor_dataset_title(const cor_dataset *dataset);
COR_API cor_str cor_dataset_suggest(cor_str name);

/* A row that was not taken, and why, with sheet, row and column. */
typedef struct {
    cor_code code;
    cor_text what, hint, where;
} cor_refusal;

typedef struct {
    cor_str file_name, dataset, layout, source; // layout: key of the one recognised
    int64_t rows_read;
    int64_t rows_skipped;  // aggregates, notes, empty cells: by design of the layout
    cor_load_report load;  // added, unchanged, revised
    int64_t refused;       // cells or rows with a fault
    cor_refusal *refusals; // the first ones
    size_t refusal_count;
    double seconds;
} cor_import_report;

typedef struct {
    cor_str source;     // key of the edition, when the file does not say or says wrong; empty: as
                        // recognised
    bool allow_refused; // load the sound rows although others are refused
    /* Called now and then; false stops the import without trace. */
    bool (*progress)(void *self, cor_str file_name, int64_t bytes_done, int64_t bytes_total);
    void *progress_self;
} cor_import_options;

enum { COR_REFUSALS_KEPT = 20 };

/* Import one file. By default one refused row refuses the file: COR_E_FORMAT (or the code of the
 * first refusal), nothing stored, ret_report filled with the refusals all the same. */
COR_API COR_CHECKED
cor_code cor_import(cor_figures *figures, const cor_dataset *dataset, cor_str path,
                    const cor_import_options *options, cor_arena *keep, cor_arena scratch,
                    cor_import_report *ret_report, cor_error *err);

/* Import a data pack: the resources of its datapackage.json, hashes verified, one load per file,
 * in one transaction per file. Files whose hash was already loaded under the same layout are
 * skipped. */
COR_API COR_CHECKED
cor_code cor_import_pack(cor_figures *figures, cor_str folder, const cor_import_options *options,
                         cor_arena *keep, cor_arena scratch, cor_import_report **ret_reports,
                         size_t *ret_count, cor_error *err);

#endif
