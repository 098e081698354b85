/* SPDX-License-Identifier: Apache-2.0 */
/* absent.c: the blocks of a corridor without data yet. Each states what is missing and what would
 * fill it. */
#include "corridor.h"

void dossier_block_recruitment(dossier_corridor *corridor) {
    cor_text fillers[] = {
        dossier_plain(_("a survey with the questions of SDG indicator 10.7.1: what was paid and "
                        "the first month’s pay")),
        cor_say(_("the licences and rules for recruiters of {origin} and {destination}"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
    };
    cor_doc_absence(
        corridor->page->doc, "recruitment-none",
        dossier_plain(_("Rules, recruiters and recruitment cost")),
        cor_say(_("Nothing has been loaded about what workers from {origin} pay to get a job in "
                  "{destination}, or about who may recruit them."),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
        fillers, 2);
}

void dossier_block_diaspora(dossier_corridor *corridor) {
    cor_text fillers[] = {
        cor_say(_("the register of associations of {destination}, or the list of a consulate of "
                  "{origin}"),
                cor_arg_country(corridor->destination), cor_arg_country(corridor->origin)),
        dossier_plain(_("an entry made by an organisation itself")),
    };
    cor_doc_absence(corridor->page->doc, "diaspora-none", dossier_plain(_("Organisations")),
                    cor_say(_("No directory of organisations of people from {origin} in "
                              "{destination} has been loaded."),
                            cor_arg_country(corridor->origin),
                            cor_arg_country(corridor->destination)),
                    fillers, 2);
}

void dossier_block_outlook(dossier_corridor *corridor) {
    cor_text fillers[] = {
        cor_say(_("employment by sector and skill in {destination}, with a growth scenario"),
                cor_arg_country(corridor->destination)),
        cor_say(_("the working-age population of {origin} and {destination} in the years ahead"),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
    };
    cor_doc_absence(
        corridor->page->doc, "outlook-none", dossier_plain(_("Supply and demand for labour")),
        cor_say(_("No projection of demand for workers from {origin} in {destination} has been "
                  "computed."),
                cor_arg_country(corridor->origin), cor_arg_country(corridor->destination)),
        fillers, 2);
}
