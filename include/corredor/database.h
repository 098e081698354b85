/* SPDX-License-Identifier: Apache-2.0 */
/* database.h: a database file opened for reading: its figures, and documents made from all it
 * holds.
 *
 * `corredor init` makes the file; the library reads it. A document answers one question with
 * everything the file knows: figures with their sources, mechanisms, institutions, publications.
 * render.h turns it into text, JSON, CSV, HTML, a workbook or a PDF; document.h walks it.
 *
 * Use a cor_database from one thread at a time; any number of threads and processes may open the
 * same file, also while another one writes to it. Each document is made from one state of the
 * file; the next one sees what was added in between. */
#ifndef CORREDOR_DATABASE_H
#define CORREDOR_DATABASE_H

#include "document.h"
#include "figures.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cor_database cor_database;

/* Open a database.
 *
 * path       of the file; borrowed for the call.
 * returns    COR_OK, and ret_database to be closed with cor_database_close; COR_E_MISSING: no such
 *            file; COR_E_FORMAT: not a database of corredor; COR_E_VERSION: made by another version
 *            of the library; COR_E_BUSY; COR_E_STORE; COR_E_MEMORY. */
COR_API COR_CHECKED
cor_code cor_database_open(cor_str path, cor_database **ret_database, cor_error *err);
/* Close it, and the figures and queries that were had from it. Documents stay. NULL is accepted. */
COR_API void cor_database_close(cor_database *database);

/* Answer from now on as was known at this Unix time: figures and entries of registries that came
 * later are not seen. 0: as of now, as after opening. */
COR_API void cor_database_as_known(cor_database *database, int64_t as_known_s);

/* The figures, for the queries of figures.h; never NULL. They belong to the database and end with
 * it. Filters have a moment of their own (as_known_s). */
COR_API cor_figures *cor_database_figures(cor_database *database);

/* Everything about the people who move from one country to another for work.
 *
 * keep       holds the document, up to 1 MB; it lives as long as `keep`, also after the database
 *            was closed.
 * returns    COR_OK; COR_E_DOMAIN: not a country or territory of today, or the same one twice;
 *            COR_E_STORE; COR_E_BUSY; COR_E_MEMORY: `keep` is too small.
 * holds      the same file and moment give the same document. A block without data says so. */
COR_API COR_CHECKED
cor_code cor_database_corridor(cor_database *database, cor_country origin, cor_country destination,
                               cor_arena *keep, const cor_document **ret_document, cor_error *err);
/* A country: who lives there, who left, its largest corridors. As cor_database_corridor. */
COR_API COR_CHECKED
cor_code cor_database_country(cor_database *database, cor_country country, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err);
/* The world: migrants and migrant workers by every edition of the sources. As
 * cor_database_corridor, without COR_E_DOMAIN. */
COR_API COR_CHECKED
cor_code cor_database_world(cor_database *database, cor_arena *keep,
                            const cor_document **ret_document, cor_error *err);

/* ---- any question of the program ------------------------------------------ */

/* The value of an option or argument, by its name in `corredor help`: { "origin", "GTM" }. */
typedef struct {
    const char *name, *value;
} cor_database_value;

typedef struct {
    const char *command;              // "mechanisms list": as `corredor help` has it
    const cor_database_value *values; // [value_count]; lists are separated by commas
    int32_t value_count;
    cor_lang lang; // of the parts of entries that are quoted
    bool all_rows; // lists in full, as a CSV file has them, instead of their first page
} cor_database_question;

/* Answer what a command of the program answers with a document.
 *
 * keep       holds the document; scratch is forgotten on return.
 * returns    COR_OK; COR_E_USAGE: no such command, it has no such option, a value that is not
 *            allowed (says which are, or the nearest), or a command that does not give a document;
 *            COR_E_NONE: no such entry, with the nearest key; what cor_database_corridor returns.
 * example    the command "corridors" with { "from", "GTM,HND" }: where people from Guatemala and
 *            Honduras live. */
COR_API COR_CHECKED
cor_code cor_database_ask(cor_database *database, const cor_database_question *question,
                          cor_arena *keep, cor_arena scratch, const cor_document **ret_document,
                          cor_error *err);

#ifdef __cplusplus
}
#endif

#endif
