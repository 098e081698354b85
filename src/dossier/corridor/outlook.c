/* SPDX-License-Identifier: Apache-2.0 */
/* outlook.c: block 7 of a corridor: what is missing for a projection of supply and demand. */
#include "corridor.h"

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
