/* SPDX-License-Identifier: Apache-2.0 */
/* ingest.h: imports files of the agencies as figures. A dataset is a kind of content
 * ("un-desa-stock"); a layout is one form of such files (the agency's workbook, the tidy table),
 * recognised by content, never by name. */
#ifndef CORREDOR_INGEST_INGEST_H
#define CORREDOR_INGEST_INGEST_H

#include "core/reports.h"
#include "corredor/table.h"
#include "figures/figures.h"

typedef struct cor_dataset cor_dataset;
/* NULL when unknown. */
const cor_dataset *cor_dataset_find(cor_str name);
size_t cor_dataset_count(void);
const cor_dataset *cor_dataset_at(size_t index);
cor_str cor_dataset_name(const cor_dataset *dataset);
cor_text cor_dataset_title(const cor_dataset *dataset);
cor_str cor_dataset_suggest(cor_str name);
/* Layouts for help: the key, what such a file is, and its columns, "iso3, year, [sex]" with those
 * in brackets that may be missing; empty where the layout is no list of columns. */
size_t cor_dataset_layout_count(const cor_dataset *dataset);
cor_str cor_dataset_layout_name(const cor_dataset *dataset, size_t index);
cor_text cor_dataset_layout_looks(const cor_dataset *dataset, size_t index);
cor_str cor_dataset_layout_columns(const cor_dataset *dataset, size_t index, cor_arena *keep);

typedef enum {
    COR_SHARES_UNSTATED, // as the values of each measure show: one above 1 is a percentage
    COR_SHARES_PERCENT,  // 41.2
    COR_SHARES_RATIO     // 0.412
} cor_shares;

typedef struct {
    cor_str source;     // key of the edition, when the file states none or a wrong one; empty: as
                        // recognised
    char decimal;       // '.' or ',': the decimal mark of the file; 0: as its columns show
    cor_shares shares;  // what shares without a unit are
    cor_str sheet;      // the sheet to read; empty: those that have the columns
    bool allow_refused; // load the valid rows although others are refused
    bool revise;        // although more than one figure in a hundred of the source is revised
    cor_str correct;    // source of an agency whose figures an own table corrects; instead of
                        // `source`
    cor_str who, why;   // of a correction
    /* Called from time to time; false stops the import without trace. */
    bool (*progress)(void *self, cor_str file_name, int64_t bytes_done, int64_t bytes_total);
    void *progress_self;
} cor_import_options;

/* Import one file. By default one refused row refuses the file: COR_E_FORMAT (or the code of the
 * first refusal), nothing stored; ret_report lists the refusals all the same. */
COR_CHECKED
cor_code cor_import(cor_figures *figures, const cor_dataset *dataset, cor_str path,
                    const cor_import_options *options, cor_arena *keep, cor_arena scratch,
                    cor_import_report *ret_report, cor_error *err);

/* Import with conditions set by the pack. */
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
