/* SPDX-License-Identifier: Apache-2.0 */
/* glance.c: the blocks of a corridor at a glance: one line each, which leads there. What is known
 * is the state of the line; what is not is quiet. */
#include "first.h"

typedef struct {
    cor_text known, unknown; // one of them is empty
} glance_line;

static cor_text keep_line(const dossier_first *first, cor_text text) {
    return cor_text_keep(first->corridor->page->keep, text);
}

/* ---- people -------------------------------------------------------------- */

static cor_text change_line(const dossier_first *first) {
    const cor_value *earlier = &first->earlier, *now = &first->corridor->people;
    double percent = 100 * (now->value / earlier->value - 1);
    cor_arg since = cor_arg_period(earlier->period);

    if (fabs(percent) < 0.5) return keep_line(first, cor_say(_("As many as in {year}"), since));
    if (percent >= 99.5)
        return keep_line(first,
                         cor_say(_("{times} times as many as in {year}"),
                                 cor_arg_number(1 + percent / 100, percent < 900 ? 1 : 0), since));
    cor_arg size = cor_arg_percent(fabs(percent), 0);
    return keep_line(first, cor_say(percent > 0 ? _("Up {percent} since {year}")
                                                : _("Down {percent} since {year}"),
                                    size, since));
}

static glance_line people_line(const dossier_first *first) {
    if (!first->corridor->people.present)
        return (glance_line){ .unknown = { .id = _("No figure") } };
    if (first->basis == BASIS_CARRIED) // the change would be that of all origins alike
        return (glance_line){ .known = { .id = _("Carried forward, not counted") } };
    if (!first->earlier.present || !(first->earlier.value > 0))
        return (glance_line){ .known = { .id = _("One estimate only") } };
    return (glance_line){ .known = change_line(first) };
}

/* ---- the other blocks ---------------------------------------------------- */

static glance_line mechanisms_line(const dossier_first *first) {
    const dossier_brief *brief = &first->instruments;
    if (brief->count)
        return (glance_line){ .known =
                                  keep_line(first, cor_say(_("{current} of {count} in operation"),
                                                           cor_arg_int(brief->current_count),
                                                           cor_arg_int(brief->count))) };
    if (brief->listed_count)
        return (glance_line){ .known =
                                  keep_line(first, cor_say(_("{count} listed, state unknown"),
                                                           cor_arg_int(brief->listed_count))) };
    return (glance_line){ .unknown = { .id = _("None on record") } };
}

static bool bans_fees(const cor_entry *finding) {
    return finding && cor_str_is(cor_entry_get(finding, FINDING_STATUS), "yes");
}

static glance_line recruitment_line(const dossier_first *first) {
    bool origin = bans_fees(first->fees[0]), destination = bans_fees(first->fees[1]);
    const dossier_corridor *corridor = first->corridor;
    if (origin && destination) return (glance_line){ .known = { .id = _("Charging is banned") } };
    if (origin || destination)
        return (glance_line){
            .known = keep_line(
                first, cor_say(_("Charging banned in {place}"),
                               cor_arg_country(origin ? corridor->origin : corridor->destination)))
        };
    if (first->finding_count)
        return (glance_line){ .known = keep_line(
                                  first, cor_say_n(first->finding_count, _("{count} finding"),
                                                   _("{count} findings"),
                                                   cor_arg_int(first->finding_count))) };
    return (glance_line){ .unknown = { .id = _("No rules on record") } };
}

static glance_line remittances_line(const dossier_first *first) {
    if (!first->price.price.present)
        return (glance_line){ .unknown = { .id = _("Price not published") } };
    return (glance_line){ .known =
                              keep_line(first, cor_say(_("{price} to send USD {amount}"),
                                                       cor_arg_percent(first->price.price.value, 1),
                                                       cor_arg_int(DOSSIER_AMOUNT_LOW))) };
}

static glance_line flows_line(const dossier_first *first) {
    if (!first->most.present) return (glance_line){ .unknown = { .id = _("No estimate") } };
    return (glance_line){ .known =
                              keep_line(first, cor_say(_("{least} to {most} moves"),
                                                       cor_arg_number(first->least.value, 0),
                                                       cor_arg_number(first->most.value, 0))) };
}

static glance_line diaspora_line(const dossier_first *first) {
    if (!first->organisation_count)
        return (glance_line){ .unknown = { .id = _("None on record") } };
    return (glance_line){ .known = keep_line(
                              first, cor_say_n(first->organisation_count, _("{count} organisation"),
                                               _("{count} organisations"),
                                               cor_arg_int(first->organisation_count))) };
}

static glance_line outlook_line(const dossier_first *first) {
    (void)first;
    return (glance_line){ .unknown = { .id = _("No projection") } };
}

static glance_line library_line(const dossier_first *first) {
    if (!first->publication_count) return (glance_line){ .unknown = { .id = _("No publication") } };
    return (glance_line){ .known = keep_line(
                              first, cor_say_n(first->publication_count, _("{count} publication"),
                                               _("{count} publications"),
                                               cor_arg_int(first->publication_count))) };
}

/* ---- the strip ----------------------------------------------------------- */

static const struct {
    const char *id;
    glance_line (*line)(const dossier_first *first);
} lines[] = {
    { "people", people_line },
    { "mechanisms", mechanisms_line },
    { "recruitment", recruitment_line },
    { "remittances", remittances_line },
    { "flows", flows_line },
    { "diaspora", diaspora_line },
    { "outlook", outlook_line },
    { "library", library_line },
};

void dossier_show_glance(dossier_first *first) {
    dossier_page *page = first->corridor->page;
    int32_t count;
    const dossier_block *blocks = dossier_blocks(&count);

    cor_doc_list(page->doc, "glance", dossier_plain(_("At a glance")), true);
    cor_doc_role(page->doc, COR_ROLE_GLANCE);
    for (int32_t i = 0; i < count; i++)
        for (size_t l = 0; l < sizeof lines / sizeof *lines; l++) {
            if (strcmp(lines[l].id, blocks[i].id) != 0) continue;
            glance_line line = lines[l].line(first);
            cor_doc_item(page->doc, &(cor_list_item){
                                        .text = dossier_plain(blocks[i].title),
                                        .state = line.known,
                                        .quiet = line.unknown,
                                        .href = cor_str_print(page->keep, "#%s", blocks[i].id),
                                        .value = cor_value_absent(),
                                        .share = cor_value_absent(),
                                    });
        }
}
