/* SPDX-License-Identifier: Apache-2.0 */
/* mechanisms.h: what the pages about mechanisms share. */
#ifndef CORREDOR_DOSSIER_MECHANISMS_MECHANISMS_H
#define CORREDOR_DOSSIER_MECHANISMS_MECHANISMS_H

#include "dossier/block.h"
#include "dossier/register.h"
#include "mechanisms/kinds.h"
#include "mechanisms/mechanisms.h"

/* COR_E_NONE with the nearest key. */
COR_CHECKED
cor_code dossier_find_mechanism(const cor_dossier *dossier, cor_str key,
                                const cor_entry **ret_entry, cor_error *err);

/* Whether the country is a party, or an end of a corridor that the instrument names. */
bool dossier_mechanism_concerns(const cor_entry *entry, cor_country country);
/* How the state of an instrument is drawn. */
cor_item_shape dossier_stage_shape(cor_instrument_stage stage);
/* "in force", "state not known". */
cor_text dossier_stage_text(dossier_page *page, const cor_entry *mechanism);
/* Says that states are those of the sources. Once on every page that shows one. */
void dossier_stage_caution(dossier_page *page);
/* "since 1974", "signed 2018-06-06", "1942 to 1964"; empty when no date is known. */
cor_text dossier_span_text(dossier_page *page, const cor_entry *mechanism);
/* How it concerns a corridor: "names the corridor", "open to every origin". */
cor_text dossier_cover_text(cor_cover cover);

/* A period as people say it: 2017; 2023-01 to 2023-08. */
cor_text dossier_period_text(dossier_page *page, cor_interval period);

/* ---- use ----------------------------------------------------------------- */
/* The number with its source; a plan or a quota is no observation. */
cor_value dossier_use_value(dossier_page *page, const cor_entry *use);
/* "workers, 2017", "about, visas issued, 2021": what the number counts. */
cor_text dossier_use_text(dossier_page *page, const cor_entry *use);
/* The same for a record of several corridors: "…, of all nationalities of the scheme together". */
cor_text dossier_use_together_text(dossier_page *page, const cor_entry *mechanism,
                                   const cor_entry *use);
/* One table for each measure; with_mechanism: of several instruments, each row says which. */
void dossier_use_tables(dossier_page *page, const cor_entry *const *uses, size_t count,
                        bool with_mechanism);
/* One chart for each measure that has numbers enough. */
void dossier_use_charts(dossier_page *page, const cor_entry *const *uses, size_t count);

/* The newest use of this corridor, else of all corridors of the instrument together: first of
 * people who moved, then since the beginning, then what is offered. NULL without a record. */
const cor_entry *dossier_use_of_corridor(dossier_page *page, const cor_entry *mechanism,
                                         cor_country origin, cor_country destination,
                                         bool *ret_is_together);

/* ---- instruments of a corridor in brief: brief.c -------------------------- */
/* Whether it is an instrument for people of this direction: counts of departures are none. */
bool dossier_is_instrument(const cor_instrument *instrument);
enum { DOSSIER_NAMED_MOST = 2 };
typedef struct {
    bool has_register;
    int32_t count, current_count;       // described ones; those in force or in operation
    int32_t unused_count;               // in force, without any record of use
    int32_t listed_count;               // agreements that datasets list and nobody described
    cor_text named[DOSSIER_NAMED_MOST]; // in force, with their use; those with a record first
    cor_value uses[DOSSIER_NAMED_MOST]; // absent without a record
    int32_t named_count;
} dossier_brief;
dossier_brief dossier_brief_of(dossier_corridor *corridor);

/* ---- agreements that datasets list --------------------------------------- */
/* The title, or the parties where there is none. */
cor_text dossier_agreement_title(dossier_page *page, const cor_entry *agreement);

/* What happened to an instrument, and what others did to it, in the order of time. */
void dossier_mechanism_times(dossier_page *page, const cor_entry *mechanism);
/* Its parties, with the corridors it names, on a map. */
void dossier_mechanism_map(dossier_page *page, const cor_entry *mechanism);

void dossier_block_mechanisms(dossier_corridor *corridor);

#endif
