/* SPDX-License-Identifier: Apache-2.0 */
/* vocabulary.h: figures, and the meaning of their words: measures, units, dimensions, codes and
 * known sources. The tables are made at build time from data/vocabulary; every text exists in every
 * language. */
#ifndef CORREDOR_VOCABULARY_H
#define CORREDOR_VOCABULARY_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    cor_str key;                    // "persons", "percent"
    cor_str symbol[COR_LANG_COUNT]; // printed after the number; empty for persons
    cor_str name[COR_LANG_COUNT];
    int32_t decimals; // on screen; files have all digits
} cor_unit;

typedef struct {
    cor_str key; // "stock"
    const cor_unit *unit;
    cor_str name[COR_LANG_COUNT];
    cor_str definition[COR_LANG_COUNT]; // one sentence
    bool is_bilateral;    // has an origin and a destination; otherwise the place is the destination
    bool may_lack_origin; // bilateral only where the source states the origin
} cor_measure;

typedef struct {
    cor_str key; // "sex"
    cor_str name[COR_LANG_COUNT];
    int32_t order;
} cor_dimension;

typedef struct {
    const cor_dimension *dimension;
    cor_str code; // "F"
    cor_str name[COR_LANG_COUNT];
    int32_t order; // within its dimension
} cor_code_label;

/* One edition of one publication, as cited under a figure. */
typedef struct {
    cor_str key; // "un-desa-ims-2020"
    cor_str producer;
    cor_str title[COR_LANG_COUNT];
    cor_str edition, published, accessed; // dates as ISO text, as far as known
    cor_str licence, citation, url;
    cor_str note[COR_LANG_COUNT];      // cautions for the reader
    cor_str first_period, last_period; // "1990", "2020-Q3": of its figures; empty: open. Not stored
    cor_str years; // "1990 1995 2000": the only ones it has; empty: any in between. Not stored
} cor_source;

/* Each find returns NULL for an unknown key; each list has the order readers expect. */
COR_API const cor_unit *cor_unit_find(cor_str key);
/* What is counted: "stock", "employed", "remittance_price". */
COR_API const cor_measure *cor_measure_find(cor_str key);
COR_API const cor_measure *cor_measure_list(size_t *ret_count);
/* By what it is broken down: "sex", "age". */
COR_API const cor_dimension *cor_dimension_find(cor_str key);
COR_API const cor_dimension *cor_dimension_list(size_t *ret_count);
/* "sex", "F". In the list those of one dimension stand together and in order. */
COR_API const cor_code_label *cor_code_find(cor_str dimension, cor_str code);
COR_API const cor_code_label *cor_code_list(size_t *ret_count);
/* Editions that the library describes; a database may know more (cor_sources_list). */
COR_API const cor_source *cor_source_known(cor_str key);
COR_API const cor_source *cor_source_known_list(size_t *ret_count);

/* A breakdown is "age=15-24;sex=F": dimensions in alphabetical order, each once; the empty text
 * is the total. Bring any order into the canonical one, in `keep`. COR_E_DOMAIN, naming the part,
 * when a dimension or code is unknown or given twice; COR_E_MEMORY. The codes T and TOTAL mean
 * absence of the dimension and are dropped. */
COR_API COR_CHECKED
cor_code cor_breakdown_make(cor_str text, cor_arena *keep, cor_str *ret_breakdown, cor_error *err);
/* The code of one dimension in a canonical breakdown; empty when the dimension is absent. */
COR_API cor_str cor_breakdown_get(cor_str breakdown, cor_str dimension);
/* "Women · 15 to 24 years", or the text for all when the breakdown is empty. Lives in `keep`; empty
 * when it does not fit. */
COR_API cor_text cor_breakdown_text(cor_str breakdown, cor_arena *keep);

/* ---- figures ------------------------------------------------------------- */

/* How a figure came about. */
typedef enum {
    COR_OBSERVED,
    COR_ESTIMATED,
    COR_PROJECTED,
    COR_PROVISIONAL,
    COR_SUPPRESSED, // the source does not publish it; value is NaN
    COR_MISSING,    // the source states that it has none; value is NaN
    COR_STATUS_COUNT
} cor_obs_status;
/* "observed" and so on: the key in data formats; the text is for people. */
COR_API const char *cor_status_key(cor_obs_status status);
/* The status with this word; false when there is none. */
COR_API bool cor_status_find(cor_str key, cor_obs_status *ret_status);
/* The status for people, static. */
COR_API cor_text cor_status_text(cor_obs_status status);

/* A figure. The giver owns the texts and states how long they live. */
typedef struct {
    int64_t id, replaces_id;         // set by the store; replaces_id is 0 except for a correction
    cor_str measure;                 // key in data/vocabulary/measures.csv
    cor_country origin, destination; // origin is none where the measure has one place
    cor_interval period;
    cor_str breakdown; // canonical; empty for the total
    double value;      // in the unit of the measure
    cor_obs_status status;
    cor_str source;  // key of the source edition
    int64_t load_id; // the load that read it, or 0
    int64_t run_id;  // the run that computed it, or 0; exactly one of the two is set once stored
    cor_str sheet;   // empty for files without sheets
    int32_t row, column; // 1-based, as in the file; 0 unknown
} cor_figure;

#ifdef __cplusplus
}
#endif

#endif
