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

/* ---- agreements that datasets list --------------------------------------- */
/* The title, or the parties where there is none. */
cor_text dossier_agreement_title(dossier_page *page, const cor_entry *agreement);

/* What happened to an instrument, and what others did to it, in the order of time. */
void dossier_mechanism_times(dossier_page *page, const cor_entry *mechanism);
/* Its parties, with the corridors it names, on a map. */
void dossier_mechanism_map(dossier_page *page, const cor_entry *mechanism);

void dossier_block_mechanisms(dossier_corridor *corridor);

#endif
