/* SPDX-License-Identifier: Apache-2.0 */
/* common.c: what several renderers say the same way: source marks, entries of the source list,
 * shared statuses. */
#include <errno.h>

#include "core/say.h"
#include "render.h"

cor_code cor_render_finish(const cor_out *out, cor_error *err) {
    if (!out->failed) return COR_OK;
    if (out->system_error == ENOMEM) return cor_fail_memory(err);
    if (out->system_error == ENOSPC) {
        (void)cor_fail(err, COR_E_FULL,
                       _("The disk is full; the document was not written completely."));
        return cor_hint(err, _("Free some space and run the command again."));
    }

    cor_str reason = cor_str_of(strerror(out->system_error));
    return cor_fail(err, COR_E_OUTPUT, _("The document could not be written: {reason}."),
                    cor_arg_str(reason));
}

#define ROW(name, ending, media_type, is_binary, render)                                           \
    { COR_STR_INIT(name), COR_STR_INIT(ending), COR_STR_INIT(media_type) },

const cor_format *cor_format_find(cor_str name) {
    static const cor_format formats[] = { COR_FORMATS(ROW) };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (cor_str_equal(formats[i].name, name)) return &formats[i];
    return NULL;
}

cor_str cor_render_link(const cor_render_options *options, cor_str href, cor_arena *keep) {
    cor_str parts[] = { options->base_url, href };
    bool ours = href.length > 0 && href.at[0] == '/';
    return cor_str_join(keep, ours ? parts : parts + 1, ours ? 2 : 1);
}

cor_str cor_render_status(const cor_value *value) {
    bool is_known = value->present || value->figure_id || value->status != COR_OBSERVED;
    return is_known ? cor_str_of(cor_status_key(value->status)) : (cor_str){ 0 };
}

const char *cor_render_period(const cor_value *value, char room[32]) {
    room[0] = 0;
    if (value->period.start.days != value->period.end.days) cor_interval_label(value->period, room);
    return room;
}

/* ---- the list of sources ------------------------------------------------- */

struct sentence {
    cor_str parts[24];
    size_t count;
};

static void add(struct sentence *sentence, cor_str before, cor_str text, cor_str after) {
    if (!text.length) return;
    if (sentence->count) sentence->parts[sentence->count++] = COR_STR(" ");
    sentence->parts[sentence->count++] = before;
    sentence->parts[sentence->count++] = text;
    sentence->parts[sentence->count++] = after;
}

cor_str cor_render_source(const cor_document_source *entry, cor_lang lang, cor_arena *keep) {
    const cor_source *source = &entry->source;
    cor_str none = { 0 }, stop = COR_STR(".");
    cor_lang words = cor_lang_words(lang);
    struct sentence said = { 0 };

    add(&said, none, source->producer, COR_STR(":"));
    add(&said, none, source->title[words], stop);
    cor_str published = source->published;

    if (published.length) {
        add(&said, none,
            cor_text_in(cor_say(_("Published {date}."), cor_arg_str(published)), lang, keep), none);
    }

    add(&said, none, source->note[words], none);
    return cor_str_join(keep, said.parts, said.count);
}

/* ---- items of lists ------------------------------------------------------ */

/* Two texts with a separator between them; one alone when the other is empty. */
static cor_text beside(const char *together, cor_text first, cor_text second, cor_arena *keep) {
    if (cor_text_is_empty(first)) return second;
    if (cor_text_is_empty(second)) return first;
    return cor_text_keep(keep, cor_say(together, cor_arg_text(&first), cor_arg_text(&second)));
}

bool cor_passage_repeats(const cor_list_item *item, int32_t passage, cor_lang lang,
                         cor_arena scratch) {
    const cor_passage *of = &item->passages[passage];
    return of->lang == cor_lang_words(lang) &&
           cor_str_equal(cor_text_in(item->text, lang, &scratch), of->text);
}

cor_text cor_item_text(const cor_list_item *item, cor_arena *keep) {
    return beside("{when}: {what}", item->when, item->text, keep);
}

cor_text cor_item_quiet(const cor_list_item *item, cor_arena *keep) {
    return beside("{state} · {more}", item->state, item->quiet, keep);
}

/* ---- what values have in common ------------------------------------------ */

bool cor_same_sources(const cor_value *a, const cor_value *b) {
    return a->source == b->source && a->source_more[0] == b->source_more[0] &&
           a->source_more[1] == b->source_more[1];
}

void cor_common_add(cor_common *common, const cor_value *value) {
    if (!value->present) return;
    if (!common->any) {
        *common =
            (cor_common){ .any = true, .same_sources = true, .same_status = true, .first = value };
        return;
    }
    common->same_sources = common->same_sources && cor_same_sources(common->first, value);
    common->same_status = common->same_status && common->first->status == value->status;
}

static bool add_place(void *self, const cor_value_place *place) {
    cor_common_add(self, place->value);
    return true;
}

cor_common cor_common_node(const cor_node *node) {
    cor_common common = { 0 };
    cor_node_values(node, add_place, &common);
    return common;
}

cor_common cor_common_column(const cor_node_table *table, int32_t column) {
    cor_common common = { 0 };
    for (int32_t row = 0; row < table->row_count; row++)
        cor_common_add(&common, &table->rows[row][column].value);
    return common;
}

cor_common cor_common_series(const cor_node_chart *chart, int32_t series) {
    cor_common common = { 0 };
    for (int32_t i = 0; i < chart->category_count; i++)
        cor_common_add(&common, &chart->series[series].values[i]);
    return common;
}

/* ---- marks --------------------------------------------------------------- */

enum { MARKS_MAX = 16 }; // a sentence that rests on more sources names the first sixteen

static int32_t insert_once(int32_t *sorted, int32_t count, int32_t number) {
    int32_t at = count;
    while (at > 0 && sorted[at - 1] > number)
        at--;
    if ((at > 0 && sorted[at - 1] == number) || count == MARKS_MAX) return count;
    memmove(sorted + at + 1, sorted + at, (size_t)(count - at) * sizeof *sorted);
    sorted[at] = number;
    return count + 1;
}

cor_str cor_source_marks(const cor_value *values, int32_t count, cor_arena *keep) {
    int32_t numbers[MARKS_MAX + 1], number_count = 0;
    for (int32_t i = 0; i < count; i++) {
        int32_t sources[3];
        int32_t source_count = cor_value_sources(&values[i], sources);
        for (int32_t k = 0; k < source_count; k++)
            number_count = insert_once(numbers, number_count, sources[k] + 1);
    }

    char marks[MARKS_MAX * 8 + 8] = "";
    size_t length = 0;
    for (int32_t i = 0; i < number_count && length < sizeof marks - 16; i++) {
        const char *format = i ? "[%d]" : "\xc2\xa0[%d]";
        length += (size_t)snprintf(marks + length, sizeof marks - length, format, numbers[i]);
    }

    return length ? cor_str_keep(keep, (cor_str){ marks, length }) : (cor_str){ 0 };
}
