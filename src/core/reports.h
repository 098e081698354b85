/* SPDX-License-Identifier: Apache-2.0 */
/* reports.h: reports of importing a file and of checking the database. */
#ifndef CORREDOR_CORE_REPORTS_H
#define CORREDOR_CORE_REPORTS_H

#include "corredor/error.h"

/* Effect of a load on the figures. */
typedef struct {
    int64_t load_id;
    int64_t added;     // new series and periods
    int64_t unchanged; // known, same value and status: nothing stored
    int64_t revised;   // known, other value or status: stored as correction
    int64_t upheld;    // among the unchanged: what a correction replaced; the correction stands
} cor_load_report;

enum { COR_REFUSALS_KEPT = 20, COR_REMARKS_KEPT = 20 };

/* A refused row and the reason, with sheet, row and column. */
typedef struct {
    cor_code code;
    cor_text what, hint, where;
} cor_refusal;

typedef struct {
    cor_str file_name, dataset, layout, source; // layout: key of the recognised one
    int64_t rows_read;
    int64_t rows_skipped;  // aggregates, notes, empty cells: skipped by design of the layout
    cor_load_report load;  // added, unchanged, revised
    int64_t refused;       // cells or rows with a fault
    cor_refusal *refusals; // the first few
    size_t refusal_count;
    cor_text *remarks; // what the reader of the report has to know about the file, in sentences
    size_t remark_count;
    double seconds;
} cor_import_report;

/* One check of the database. */
typedef struct {
    cor_str key;     // "integrity", "digests": key in data formats
    cor_text what;   // the subject of the check
    bool is_finding; // its problems are about tables that somebody gave, not about the database
    int64_t looked_at;
    int64_t problem_count;
    cor_text *problems; // the first few, with the ids
    size_t problem_text_count;
} cor_check_result;

#endif
