/* SPDX-License-Identifier: Apache-2.0 */
/* parameters.h: the parameters of a question as rows of a table, and their values as members of a
 * struct.
 *
 * A builder of a page declares, beside its struct, one row for each member that a reader can
 * choose. Command line, address, form, help, manual, completion and OpenAPI are read from these
 * rows, so that a parameter has one name, one type, one range and one message everywhere. */
#ifndef CORREDOR_PARAMETERS_PARAMETERS_H
#define CORREDOR_PARAMETERS_PARAMETERS_H

#include <stddef.h>

#include "core/say.h"
#include "corredor/corredor.h"
#include "registry/registry.h"

/* Type of a value, with the type of its member. */
typedef enum {
    COR_PARAM_NONE,      // ends a table
    COR_PARAM_PLACE,     // cor_country: a code, or a name in any language
    COR_PARAM_PLACES,    // cor_places: the same, separated by commas
    COR_PARAM_CORRIDORS, // cor_corridors: GTM-MEX~HND-MEX, one or several an argument
    COR_PARAM_YEAR,      // int32_t
    COR_PARAM_DAY,       // cor_date: 2026-01-31
    COR_PARAM_MOMENT,    // int64_t: the last second of a day (UTC), in seconds since 1970
    COR_PARAM_PERIOD,    // cor_interval: 2020, 2020-Q3, 2015/2020
    COR_PARAM_YEARS,     // cor_interval: two years, 2015-2020, from mid-year to mid-year
    COR_PARAM_PERIODS,   // cor_periods: the same, separated by commas
    COR_PARAM_NUMBER,    // double
    COR_PARAM_SETTING,  // double: an option of an engine, where 0 is its default and negative none.
                        // The initial value states the default; a typed 0 means none
    COR_PARAM_WHOLE,    // int64_t
    COR_PARAM_CODE,     // cor_str: a code of `field` of `kind`, or its name
    COR_PARAM_CHOICE,   // int32_t: the index in `words`
    COR_PARAM_LANGUAGE, // int32_t: 1 + cor_lang of en, es, es-CR; 0: the reader's own
    COR_PARAM_SEX,      // cor_str: "F", "M"; empty for T, both together
    COR_PARAM_SEXES,    // cor_words: the same, separated by commas
    COR_PARAM_MEASURE,  // cor_str: key of a measure
    COR_PARAM_BREAKDOWN, // cor_str: canonical, "age=15-24;sex=F"
    COR_PARAM_METHOD,    // const cor_flows_method *
    COR_PARAM_METHODS,   // cor_methods: the same, separated by commas
    COR_PARAM_QUALITY,   // cor_stock_quality: birthplace=0.05,imputed=0.3; a typed 0 is none
    COR_PARAM_KIND,      // const cor_registry_kind *: key of a registry
    COR_PARAM_KEY,       // cor_str: key of an entry or an edition; not checked here
    COR_PARAM_WORDS,     // cor_str: any text
    COR_PARAM_LIST,      // cor_words: texts, one an argument
    COR_PARAM_FLAG,      // bool: a switch on the command line, yes or no in an address
    COR_PARAM_FILE,      // cor_str: a path; on the command line only
    COR_PARAM_FILES,     // cor_words: paths, one an argument; likewise
    COR_PARAM_TYPE_COUNT
} cor_parameter_type;

/* Members for lists. */
typedef struct {
    const cor_country *list; // [count]
    int32_t count;
} cor_places;
typedef struct cor_pair {
    cor_country origin, destination;
} cor_pair;
typedef struct {
    const cor_pair *list; // [count]
    int32_t count;
} cor_corridors;
typedef struct {
    const cor_interval *list; // [count]
    int32_t count;
} cor_periods;
typedef struct {
    const cor_flows_method *const *list; // [count]
    int32_t count;
} cor_methods;
typedef struct {
    const cor_str *list; // [count]
    int32_t count;
} cor_words;

/* Side on which a parameter is available. */
typedef enum { COR_SIDE_BOTH, COR_SIDE_COMMAND, COR_SIDE_WEB } cor_parameter_side;

typedef struct cor_parameter {
    const char *name; // "min-stock": name in addresses, and after two dashes
    cor_parameter_type type;
    size_t at;        // offset of the member in the question's struct
    const char *help; // one sentence, translated

    // Optional members:
    const char *also; // a second accepted name
    char letter;      // one-letter name on the command line
    bool is_argument; // a positional word of the command, in the order of the table
    bool is_required; // required on the command line
    cor_parameter_side side;
    double least, most;            // numbers, WHOLE, YEAR: the range; both 0: that of the type
    const char *const *words;      // CHOICE: the allowed words, ended by NULL; "" for none
    const cor_registry_kind *kind; // CODE, KEY
    const char *field;             // CODE
    const char *initial;           // the value when none is given, as one would type it
    const char *implied;           // CHOICE: the value of the name alone on the command line
    const char *value;             // name of the value in help, if not that of the type
    const char *example;           // a value, for documentation
    // In a form:
    const char *label, *hint;  // translated; without a label the help is shown
    const char *const *labels; // CHOICE: labels of the words, in order; FLAG: of no and yes
    const char *any;           // CODE: label for no choice
} cor_parameter;

/* .COR_ASKED(struct, member): where the value is stored. */
#define COR_ASKED(type_, member) .at = offsetof(type_, member)

enum {
    COR_PARAMETER_BYTES_MAX = 2048, // per value: an address has room for one that is too long
    COR_PARAMETERS_MAX = 48         // per question
};

/* ---- the rows ------------------------------------------------------------ */

/* The number of rows before COR_PARAM_NONE; 0 for NULL. */
int32_t cor_parameter_count(const cor_parameter *parameters);
/* The row with this name or second name; NULL without one. */
const cor_parameter *cor_parameter_find(const cor_parameter *parameters, cor_str name);
/* Whether it can be repeated: as an argument it takes all remaining words. */
bool cor_parameter_takes_many(const cor_parameter *parameter);
/* The nearest name, for "did you mean"; NULL when none is near. */
const char *cor_parameter_suggest(const cor_parameter *parameters, cor_str name);
/* Name of the value in help: "COUNTRY", "F
 * M
 * T"; made in `keep`. NULL for a switch. */
const char *cor_parameter_value_name(const cor_parameter *parameter, cor_arena *keep);

/* ---- values -------------------------------------------------------------- */

/* A value as given. */
typedef struct {
    cor_str name, value;
} cor_given;

/* Set members with an initial value; the others stay unchanged. Initial values are valid: a test
 * reads them all. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_parameters_init(const cor_parameter *parameters, cor_arena *keep, void *asked,
                             cor_error *err);
/* Read a value into its member. An empty value leaves the member unchanged.
 * returns    COR_E_USAGE with the fact, the name as place, and the allowed values or the nearest
 *            one as hint; COR_E_MEMORY. */
COR_CHECKED
cor_code cor_parameter_read(const cor_parameter *parameter, cor_str value, cor_arena *keep,
                            void *asked, cor_error *err);
/* Set initial values, then all given ones. Unknown names are skipped; the caller decides about
 * them. COR_E_USAGE also for a repeated name. */
COR_CHECKED
cor_code cor_parameters_read(const cor_parameter *parameters, const cor_given *given,
                             int32_t given_count, cor_arena *keep, void *asked, cor_error *err);
/* A place by code or name. COR_E_USAGE with the nearest one. */
COR_CHECKED
cor_code cor_place_read(cor_str word, cor_country *ret_place, cor_error *err);
/* The value as one would type it; empty if it is the initial one, or none. Made in `keep`. */
cor_str cor_parameter_print(const cor_parameter *parameter, const void *asked, cor_arena *keep);

/* ---- descriptions -------------------------------------------------------- */

/* The allowed values, "low, medium, high"; empty when they cannot be listed. */
cor_str cor_parameter_allowed(const cor_parameter *parameter, cor_arena *keep);
/* JSON Schema (2020-12) of the value for OpenAPI 3.1: type, enum, minimum, maximum, default. */
void cor_parameter_schema(const cor_parameter *parameter, cor_arena scratch, cor_out *out);
/* What a program must know beside the schema to make values and commands, as further members of an
 * object: ,"x-type":"key","x-registry":"mechanism","x-argument":true,"x-required":true,
 * "x-also":"search". */
void cor_parameter_extensions(const cor_parameter *parameter, cor_out *out);
/* A valid value, for examples and tests; empty when none is known. */
cor_str cor_parameter_example(const cor_parameter *parameter, cor_arena *keep);

#endif
