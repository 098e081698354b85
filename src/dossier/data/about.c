/* SPDX-License-Identifier: Apache-2.0 */
/* about.c: what the observatory is, how its numbers are made, their limits, and what it knows about
 * its readers. */
#include "dossier/page.h"

typedef struct {
    const char *id, *title;
    const char *paragraphs[6]; // marked for translation; NULL ends the list
} about_part;

static const about_part parts[] = {
    { "what",
      N_("What it is"),
      { N_("corredor puts what is known about a labour-migration corridor on one page: who moves "
           "and works there, under which agreement, recruited by whom and at what cost, what it "
           "costs to send money home, who organises the diaspora, and what comes next."),
        N_("It is a program and one database file. It runs on a laptop without internet and on a "
           "server, and shows the same numbers in both.") } },
    { "method",
      N_("How the numbers are made"),
      { N_("Figures are read from the files of the agencies and only ever added. A correction is a "
           "newer figure that names the older one, so a report of last year can be rebuilt today."),
        N_("Each figure leads back to its source: edition, file, hash of the file, sheet and row. "
           "A number without its source is not shown."),
        N_("Shares, ratios, ranks and rates are computed here from stored figures, and each says "
           "how."),
        N_("Two sources that disagree stand side by side. Nothing is averaged, and nothing is "
           "corrected to fit.") } },
    { "status",
      N_("What the words mean"),
      { N_("Observed: counted, registered or surveyed. Estimated: inferred by a model. Projected: "
           "about the future. Provisional: the source will revise it. Suppressed: the source has "
           "it and does not publish it. No data: the source says so, or has nothing.") } },
    { "limits",
      N_("What it cannot say"),
      { N_("Stocks count who lives where, not who moved. Undocumented migrants are under-counted "
           "in every source, and seasonal workers often not counted at all."),
        N_("Most labour statistics publish people born abroad as one group. Such figures are "
           "marked as being of all origins together and are never passed off as those of one "
           "corridor."),
        N_("An empty block is a statement: nobody published it, or nobody loaded it. It says what "
           "would fill it.") } },
    { "privacy",
      N_("Privacy"),
      { N_("Reading needs no account. No page loads anything from a third party, and the only "
           "cookie on public pages is the language you choose."),
        N_("The access log holds no addresses of readers.") } },
};

cor_code cor_dossier_about(const cor_dossier *dossier, cor_arena *keep,
                           const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    dossier_begin(&page, dossier, "about", COR_STR("/about"), dossier_plain(_("About corredor")),
                  dossier_plain(_(
                      "What the observatory is, how its numbers are made and what it cannot say.")),
                  keep, err);

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        cor_doc_section(page.doc, parts[i].id, dossier_plain(parts[i].title));
        for (int p = 0; p < 6 && parts[i].paragraphs[p]; p++)
            cor_doc_paragraph(page.doc, dossier_plain(parts[i].paragraphs[p]), NULL, 0);
        cor_doc_section_end(page.doc);
    }

    return dossier_end(&page, ret_document);
}
