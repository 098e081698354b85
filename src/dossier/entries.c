/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c: entries of any registry: the list of a kind, one version field by field, the history,
 * and the differences between two versions. */
#include "register.h"

static cor_text entry_label(const char *label) {
    return (cor_text){ .id = label };
}

static cor_code need_registry(const cor_dossier *dossier, cor_error *err) {
    if (dossier->registry) return COR_OK;
    return cor_fail(err, COR_E_STORE, _("The history cannot be read: no database is open."));
}

/* Who did it, as the public reads it. */
static cor_text author_of(dossier_page *page, cor_str who) {
    cor_text name = dossier_plain(_("the office"));
    if (!page->dossier->registry || page->code) return name;
    page->code =
        cor_registry_shown_as(page->dossier->registry, who, page->keep, &name, NULL, page->err);
    return name;
}

/* ---- the list of a kind -------------------------------------------------- */

cor_code cor_dossier_entries(const cor_dossier *dossier, const cor_registry_kind *kind,
                             cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    dossier_page page;
    cor_text many = entry_label(kind->label_many);

    dossier_begin(&page, dossier, "entries", cor_str_print(keep, "/registry/%s", kind->key), many,
                  cor_say(_("Every published entry of the registry: {kind}."), cor_arg_text(&many)),
                  keep, err);

    dossier_entries all = dossier_entries_of(&page, kind);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "key", _("Key")),
        dossier_column(COR_CELL_WORDS, "title", _("Title")),
        dossier_column(COR_CELL_WORDS, "version", _("Version")),
        dossier_column(COR_CELL_WORDS, "changed", _("Changed")),
        dossier_column(COR_CELL_WORDS, "who", _("By")),
    };
    cor_doc_table(page.doc, "entries",
                  cor_say_n((int64_t)all.count, _("{count} entry"), _("{count} entries"),
                            cor_arg_int((int64_t)all.count)),
                  columns, 5, NO_TEXT);
    cor_doc_role(page.doc, COR_ROLE_ROWS);

    for (size_t i = 0; i < all.count; i++) {
        const cor_entry *entry = all.list[i];
        cor_date day = { (int32_t)(entry->at_s / 86400) };
        cor_doc_row(page.doc, (cor_table_cell[]){
                                  { .text = cor_say_str(entry->key),
                                    .code = entry->key,
                                    .href = dossier_entry_path(&page, entry),
                                    .value = cor_value_absent() },
                                  dossier_words(dossier_entry_title(&page, entry)),
                                  dossier_words(cor_say("{number}", cor_arg_plain(entry->version))),
                                  dossier_words(cor_say("{date}", cor_arg_date(day))),
                                  dossier_words(author_of(&page, entry->who)) });
    }

    return dossier_end(&page, ret_document);
}

/* ---- one version --------------------------------------------------------- */

/* Names to sign in with, and the words of reviews, are for those who maintain the registry. */
static void show_version(dossier_page *page, const cor_entry *entry, bool drafts) {
    cor_text who = drafts ? cor_say_str(entry->who) : author_of(page, entry->who);
    cor_text state = cor_registry_state_text(entry->state);
    cor_date day = { (int32_t)(entry->at_s / 86400) };
    cor_doc_paragraph(page->doc,
                      cor_say(_("Version {number}, {state}, of {date}, by {who}."),
                              cor_arg_plain(entry->version), cor_arg_text(&state),
                              cor_arg_date(day), cor_arg_text(&who)),
                      NULL, 0);
    if (drafts && entry->why.length)
        cor_doc_paragraph(page->doc, cor_say(_("Why: {why}"), cor_arg_str(entry->why)), NULL, 0);
}

static void show_sources(dossier_page *page, const cor_entry *entry) {
    if (!entry->source_count) return;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "title", _("Source")),
        dossier_column(COR_CELL_WORDS, "url", _("Address")),
        dossier_column(COR_CELL_WORDS, "fields", _("Supports")),
    };
    cor_doc_table(page->doc, "entry-sources", dossier_plain(_("Its sources")), columns, 3, NO_TEXT);

    for (int32_t i = 0; i < entry->source_count; i++) {
        const cor_entry_source *source = &entry->sources[i];
        cor_text all = dossier_plain(_("the whole entry"));
        cor_doc_row(
            page->doc,
            (cor_table_cell[]){
                dossier_words(cor_say_str(source->title.length ? source->title : source->url)),
                dossier_words(cor_say_str(source->url)),
                dossier_words(source->fields.length ? cor_say_str(source->fields) : all) });
    }
}

static bool is_public(const cor_registry_event *event) {
    return event->to == COR_STATE_PUBLISHED || event->to == COR_STATE_WITHDRAWN;
}

/* Readers do not see versions that were never published. */
static cor_code check_public(const cor_dossier *dossier, const cor_entry *entry, cor_arena *keep,
                             cor_error *err) {
    cor_registry_event *events;
    size_t count;
    cor_code code = cor_registry_history(dossier->registry, entry->kind, entry->key, 0, keep,
                                         &events, &count, err);
    for (size_t i = 0; i < count && !code; i++)
        if (events[i].version == entry->version && is_public(&events[i])) return COR_OK;
    if (code) return code;
    (void)cor_fail(err, COR_E_NONE, _("{key} has no such version."), cor_arg_str(entry->key));
    return cor_hint(err, _("Its history lists the versions."));
}

cor_code cor_dossier_entry(const cor_dossier *dossier, const cor_registry_kind *kind, cor_str key,
                           const cor_registry_view *view, bool drafts, cor_arena *keep,
                           const cor_document **ret_document, cor_error *err) {
    cor_entry *entry;
    cor_code code = need_registry(dossier, err);
    if (!code) code = cor_registry_get(dossier->registry, kind, key, view, keep, &entry, err);
    if (!code && !drafts) code = check_public(dossier, entry, keep, err);
    if (code) return code;
    dossier_page page = { .dossier = dossier, .keep = keep };
    cor_text title = dossier_entry_title(&page, entry), one = entry_label(kind->label);
    cor_str path = *kind->path
                       ? cor_str_print(keep, "%s%.*s?version=%d", kind->path, COR_STR_F(entry->key),
                                       entry->version)
                       : cor_str_print(keep, "/registry/%s/%.*s", kind->key, COR_STR_F(entry->key));

    dossier_begin(&page, dossier, "entry", path, title,
                  cor_say(_("One version of an entry: {kind} {key}."), cor_arg_text(&one),
                          cor_arg_str(entry->key)),
                  keep, err);

    show_version(&page, entry, drafts);
    dossier_entry_facts(&page, "fields", dossier_plain(_("Fields")), entry);
    show_sources(&page, entry);

    if (*kind->path)
        cor_doc_link(page.doc, dossier_plain(_("Versions and history of this entry")),
                     cor_str_print(keep, "%s%.*s/history", kind->path, COR_STR_F(entry->key)));

    return dossier_end(&page, ret_document);
}

/* ---- history ------------------------------------------------------------- */

static cor_str history_path(dossier_page *page, const cor_registry_kind *kind, cor_str key) {
    return cor_str_print(page->keep, "%s%.*s/history", *kind->path ? kind->path : "/registry/",
                         COR_STR_F(key));
}

static void show_event(dossier_page *page, const cor_registry_kind *kind,
                       const cor_registry_event *event, bool drafts, int32_t before) {
    cor_text state = cor_registry_state_text(event->to);
    cor_date day = { (int32_t)(event->at_s / 86400) };
    cor_list_item item = {
        .when = cor_say("{date}", cor_arg_date(day)),
        .text = cor_say(_("Version {number}"), cor_arg_plain(event->version)),
        .state = state,
        .shape = event->to == COR_STATE_PUBLISHED ? COR_SHAPE_ACTIVE : COR_SHAPE_ENDED,
        .quiet = !drafts ? author_of(page, event->who)
                 : event->why.length
                     ? cor_say("{who}: {why}", cor_arg_str(event->who), cor_arg_str(event->why))
                     : cor_say_str(event->who),
    };

    if (*kind->path)
        item.href = cor_str_print(page->keep, "%s%.*s?version=%d", kind->path,
                                  COR_STR_F(event->key), event->version);

    cor_doc_item(page->doc, &item);
    if (!before || before == event->version || !*kind->path) return;
    cor_doc_item(page->doc,
                 &(cor_list_item){
                     .text = cor_say(_("What changed from version {before} to {after}"),
                                     cor_arg_plain(before), cor_arg_plain(event->version)),
                     .href = cor_str_print(page->keep, "%s%.*s/history?from=%d&to=%d", kind->path,
                                           COR_STR_F(event->key), before, event->version) });
}

cor_code cor_dossier_entry_history(const cor_dossier *dossier, const cor_registry_kind *kind,
                                   cor_str key, bool drafts, cor_arena *keep,
                                   const cor_document **ret_document, cor_error *err) {
    cor_registry_event *events;
    cor_entry *entry;
    size_t count;
    cor_registry_view view = { .newest = drafts };
    cor_code code = need_registry(dossier, err);
    if (!code) code = cor_registry_get(dossier->registry, kind, key, &view, keep, &entry, err);
    if (!code)
        code = cor_registry_history(dossier->registry, kind, key, 0, keep, &events, &count, err);
    if (code) return code;
    dossier_page page = { .dossier = dossier, .keep = keep };
    cor_text title = dossier_entry_title(&page, entry);

    dossier_begin(
        &page, dossier, "entry_history", history_path(&page, kind, key),
        cor_say(_("History: {title}"), cor_arg_text(&title)),
        drafts ? dossier_plain(_("Each version with who made it, when and why. Nothing is "
                                 "overwritten."))
               : dossier_plain(_("Each published version with its date. Nothing is overwritten.")),
        keep, err);

    cor_doc_list(page.doc, "versions", dossier_plain(_("Versions")), true);
    cor_doc_role(page.doc, COR_ROLE_ACTS);
    int32_t before = 0;

    for (size_t i = 0; i < count; i++) {
        if (!drafts && !is_public(&events[i])) continue;
        show_event(&page, kind, &events[i], drafts, before);
        before = events[i].version;
    }

    if (*kind->path)
        cor_doc_link(page.doc, dossier_plain(_("The entry as it is now")),
                     dossier_entry_path(&page, entry));

    return dossier_end(&page, ret_document);
}

/* ---- two versions -------------------------------------------------------- */

static cor_code fail_versions(cor_str key, bool is_first, cor_error *err) {
    const cor_arg name = cor_arg_str(cor_str_part(key, 0, 120));
    if (is_first) {
        cor_fail(err, COR_E_NONE, _("{key} has no version before this one to compare with."), name);
        return cor_hint(err, _("An entry gets another version when it is edited or imported with "
                               "changes."));
    }
    cor_fail(err, COR_E_NONE, _("{key} does not have two such versions."), name);
    return cor_hint(err, _("Its history lists the versions."));
}

/* Without given versions: the newest published one and the published one before it. */
static cor_code choose_versions(const cor_dossier *dossier, const cor_registry_kind *kind,
                                cor_str key, bool drafts, int32_t *before, int32_t *after,
                                cor_arena *keep, cor_error *err) {
    cor_registry_event *events;
    size_t count;
    cor_code code =
        cor_registry_history(dossier->registry, kind, key, 0, keep, &events, &count, err);
    if (code) return code;

    int32_t newest = 0, older = 0;
    bool before_is_public = drafts || !*before, after_is_public = drafts || !*after;
    for (size_t i = 0; i < count; i++) {
        if (!drafts && events[i].to != COR_STATE_PUBLISHED) continue;
        before_is_public |= events[i].version == *before;
        after_is_public |= events[i].version == *after;
        if (events[i].version <= newest || (*after && events[i].version > *after)) continue;
        older = newest;
        newest = events[i].version;
    }

    if (!*after) *after = newest;
    if (!*before) *before = older;
    if (*before && *after && before_is_public && after_is_public) return COR_OK;
    return fail_versions(key, newest && !older && !*before, err);
}

static cor_text language_text(cor_lang lang) {
    return lang == COR_LANG_ES ? dossier_plain(_("in Spanish")) : dossier_plain(_("in English"));
}

static void show_field_change(dossier_page *page, const cor_registry_kind *kind,
                              const cor_entry_change *change) {
    const cor_registry_field *field = change->field >= 0 ? &kind->fields[change->field] : NULL;
    cor_text label = field ? dossier_plain(field->label) : dossier_plain(_("Its sources"));
    cor_text language = language_text(change->lang), none = dossier_plain(_("nothing"));
    bool bilingual = field && field->type == COR_REGISTRY_BILINGUAL;
    cor_doc_row(page->doc,
                (cor_table_cell[]){
                    { .text = bilingual ? cor_say("{field}, {language}", cor_arg_text(&label),
                                                  cor_arg_text(&language))
                                        : label,
                      .code = field ? cor_str_of(field->name) : COR_STR("sources"),
                      .value = cor_value_absent() },
                    dossier_words(change->before.length ? cor_say_str(change->before) : none),
                    dossier_words(change->after.length ? cor_say_str(change->after) : none) });
}

cor_code cor_dossier_entry_diff(const cor_dossier *dossier, const cor_registry_kind *kind,
                                cor_str key, int32_t before, int32_t after, bool drafts,
                                cor_arena *keep, const cor_document **ret_document,
                                cor_error *err) {
    cor_entry *old, *new;
    cor_entry_change *changes;
    size_t count;
    cor_code code = need_registry(dossier, err);
    if (!code) code = choose_versions(dossier, kind, key, drafts, &before, &after, keep, err);
    cor_registry_view views[] = { { .version = before }, { .version = after } };
    if (!code) code = cor_registry_get(dossier->registry, kind, key, &views[0], keep, &old, err);
    if (!code) code = cor_registry_get(dossier->registry, kind, key, &views[1], keep, &new, err);
    if (!code) code = cor_entry_diff(old, new, keep, &changes, &count, err);
    if (code) return code;

    dossier_page page = { .dossier = dossier, .keep = keep };
    cor_text title = dossier_entry_title(&page, new);
    dossier_begin(&page, dossier, "entry_diff",
                  cor_str_print(keep, "%.*s?from=%d&to=%d",
                                COR_STR_F(history_path(&page, kind, key)), before, after),
                  cor_say(_("What changed: {title}"), cor_arg_text(&title)),
                  cor_say(_("Version {before} beside version {after}."), cor_arg_plain(before),
                          cor_arg_plain(after)),
                  keep, err);

    show_version(&page, new, drafts);
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "field", _("Field")),
        dossier_column(COR_CELL_WORDS, "before", _("Before")),
        dossier_column(COR_CELL_WORDS, "after", _("After")),
    };
    cor_doc_table(page.doc, "changes",
                  cor_say_n((int64_t)count, _("{count} change"), _("{count} changes"),
                            cor_arg_int((int64_t)count)),
                  columns, 3, NO_TEXT);
    cor_doc_role(page.doc, COR_ROLE_ROWS);
    for (size_t i = 0; i < count; i++)
        show_field_change(&page, kind, &changes[i]);

    if (*kind->path)
        cor_doc_link(page.doc, dossier_plain(_("Versions and history of this entry")),
                     history_path(&page, kind, key));

    return dossier_end(&page, ret_document);
}
