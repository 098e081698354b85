/* SPDX-License-Identifier: Apache-2.0 */
/* mechanisms.h: which instruments concern a corridor, to what extent, and how they are used.
 *
 * An instrument concerns a corridor when it names it, when it is open to every origin, or, where it
 * names no corridor, when both countries are parties. Whether it opens work is a separate question,
 * and whether anybody moved under it a third. None is inferred from another. All answers come from
 * entries in memory, without the database. */
#ifndef CORREDOR_MECHANISMS_MECHANISMS_H
#define CORREDOR_MECHANISMS_MECHANISMS_H

#include "corredor/date.h"
#include "registry/registry.h"

/* How an instrument concerns a corridor. */
typedef enum {
    COR_COVER_NONE,
    COR_COVER_NAMED,    // it names the corridor
    COR_COVER_OPEN,     // it is open to every origin, or for every destination
    COR_COVER_PARTIES,  // both countries are parties, and it names no corridors
    COR_COVER_OTHER_WAY // it names the corridor in the other direction only
} cor_cover;
cor_cover cor_mechanism_covers(const cor_entry *mechanism, cor_country origin,
                               cor_country destination);

/* Its state today, as far as known. */
typedef enum {
    COR_INSTRUMENT_UNKNOWN,
    COR_INSTRUMENT_COMING,  // announced or signed
    COR_INSTRUMENT_CURRENT, // in force or in operation
    COR_INSTRUMENT_SUSPENDED,
    COR_INSTRUMENT_PAST, // superseded or ended
} cor_instrument_stage;
cor_instrument_stage cor_mechanism_stage(const cor_entry *mechanism);

/* Its effect for people who want to work. */
typedef enum {
    COR_REACH_UNKNOWN,
    COR_REACH_WORK,       // opens work
    COR_REACH_CONDITIONS, // regulates recruitment and work under visas that exist anyway
    COR_REACH_LIMITED,    // business, travel, cooperation: does not open work
    COR_REACH_COUNT       // not an instrument: a count of departures
} cor_reach;
cor_reach cor_mechanism_reach(const cor_entry *mechanism);

typedef struct {
    const cor_entry *entry;
    cor_cover cover;
    cor_instrument_stage stage;
    cor_reach reach;
    bool is_regional; // a regional regime
} cor_instrument;

/* The described instruments that concern a corridor: those in force first, those that name it
 * before those open to all, newest first. COR_E_MEMORY. */
COR_CHECKED
cor_code cor_instruments_between(const cor_registry_memory *memory, cor_country origin,
                                 cor_country destination, cor_arena *keep,
                                 cor_instrument **ret_list, size_t *ret_count, cor_error *err);
/* The agreements that datasets list between two countries, by date. The order of the parties has no
 * meaning there, and their later history is unknown. */
COR_CHECKED
cor_code cor_agreements_between(const cor_registry_memory *memory, cor_country a, cor_country b,
                                cor_arena *keep, const cor_entry ***ret_list, size_t *ret_count,
                                cor_error *err);
/* When it began, as far as known: in force, else signed, else announced. False if unknown. */
bool cor_mechanism_began(const cor_entry *mechanism, cor_interval *ret_period);

/* Whether the register describes any instrument of a country: as a party, or as an end of a
 * corridor that an instrument names. Of other countries it says nothing. */
bool cor_register_names(const cor_registry_memory *memory, cor_country place);

/* ---- use ----------------------------------------------------------------- */

/* Measures are never added to each other. */
typedef enum {
    COR_USE_MOVED,  // people, visas, cards or certificates of a period
    COR_USE_IN_ALL, // people since the beginning
    COR_USE_OFFERED // quota or plan: nobody has moved yet
} cor_use_sort;
cor_use_sort cor_use_sort_of(const cor_entry *use);

/* The newest record of one sort for this corridor alone and for all who moved, of any sex and
 * sector; NULL without one. A record of several corridors of an instrument together is of none of
 * them alone: *ret_together is the newest of those that this corridor is among, or NULL. */
const cor_entry *cor_use_newest(const cor_registry_memory *memory, const cor_entry *mechanism,
                                cor_country origin, cor_country destination, cor_use_sort sort,
                                const cor_entry **ret_together);
/* Whether a record is of one origin (or one destination): it names it, or all corridors of its
 * instrument have the same. */
bool cor_use_has_end(const cor_entry *mechanism, const cor_entry *use, bool origin);
/* Whether the period is a year, starting on any day: such counts can be compared with the people of
 * a corridor. */
bool cor_use_is_yearly(const cor_entry *use);

/* ---- a year of a pair ---------------------------------------------------- */

typedef struct {
    cor_country origin, destination; // none: any
    int32_t year_first, year_last;   // 0: from the first act of each pair; to the year of `today`
    cor_date today;
} cor_pairs_filter;
/* The table of pairs and years as CSV, to be joined with flows: origin, destination, year; for each
 * type of instrument 1 when one was in force in the year, else 0; opens_work and open_to_all
 * likewise; state_unknown: number of instruments that had begun but whose state is unknown; listed:
 * number of agreements of datasets signed until then, listed_signed: in the year, listed_described:
 * of all listed those that are also described instruments; mechanisms: keys of those in force.
 * Pairs without any instrument have no row; a scheme open to all origins gives a row to every
 * country. COR_E_MEMORY; out->failed is the caller's. */
COR_CHECKED
cor_code cor_pairs_write_csv(const cor_registry_memory *memory, const cor_pairs_filter *filter,
                             cor_arena scratch, cor_out *out, cor_error *err);

#endif
