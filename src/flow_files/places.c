/* SPDX-License-Identifier: Apache-2.0 */
/* places.c: the labels of places in a table, found by hash, and the errors about a label. */
#include "core/say.h"
#include "flow_files.h"

static int32_t bucket_of(const cor_flow_places *places, cor_str name) {
    return (int32_t)(cor_str_hash(name) & (uint64_t)(places->bucket_count - 1));
}

/* The bucket that holds the name, or the empty one where it would go. Buckets hold place + 1. */
static int32_t seek_bucket(const cor_flow_places *places, cor_str name) {
    int32_t bucket = bucket_of(places, name);
    while (places->buckets[bucket] &&
           !cor_str_equal(places->names[places->buckets[bucket] - 1], name))
        bucket = (bucket + 1) & (places->bucket_count - 1);
    return bucket;
}

int32_t cor_flow_place_find(const cor_flow_places *places, cor_str name) {
    return places->bucket_count ? places->buckets[seek_bucket(places, name)] - 1 : -1;
}

bool flow_places_init(cor_flow_places *places, int32_t room, cor_arena *keep) {
    int32_t buckets = 16;
    while (buckets < 2 * room)
        buckets *= 2;
    *places = (cor_flow_places){ .names = cor_new(keep, cor_str, buckets / 2),
                                 .buckets = cor_new(keep, int32_t, buckets),
                                 .bucket_count = buckets };
    return places->names && places->buckets;
}

static void places_put(cor_flow_places *places, cor_str name) {
    places->names[places->count] = name;
    places->buckets[seek_bucket(places, name)] = ++places->count;
}

bool cor_flow_place_add(cor_flow_places *places, cor_str name, cor_arena *keep) {
    if (2 * places->count == places->bucket_count) {
        cor_flow_places wider;
        if (!flow_places_init(&wider, 2 * places->count, keep)) return false;
        for (int32_t p = 0; p < places->count; p++)
            places_put(&wider, places->names[p]);
        *places = wider;
    }
    cor_str copy = cor_str_keep(keep, name);
    if (!copy.at) return false;
    places_put(places, copy);
    return true;
}

/* É and é are C3 89 and C3 A9, so that one bit tells capitals apart there as among A to Z. */
static bool differ_in_capitals(cor_str a, cor_str b) {
    if (a.length != b.length) return false;
    for (size_t k = 0; k < a.length; k++) {
        unsigned char x = (unsigned char)a.at[k], y = (unsigned char)b.at[k];
        if (x == y) continue;
        bool is_letter =
            ((x | 32) >= 'a' && (x | 32) <= 'z') || (k > 0 && (unsigned char)a.at[k - 1] == 0xC3);
        if ((x ^ y) != 32 || !is_letter) return false;
    }
    return true;
}

cor_code flow_place_put(cor_flow_places *places, cor_str label, int32_t row, int32_t column,
                        cor_arena *keep, cor_error *err) {
    for (int32_t p = 0; p < places->count; p++) {
        if (!differ_in_capitals(places->names[p], label)) continue;
        cor_fail(err, COR_E_CONFLICT,
                 _("The place \"{place}\" occurs twice, the second time as \"{label}\"."),
                 cor_arg_str(places->names[p]), cor_arg_str(label));
        cor_hint(err, _("Write it with the same capitals everywhere; names of two places must "
                        "differ in more than capitals."));
        return flow_at_cell(err, row, column);
    }

    return cor_flow_place_add(places, label, keep) ? COR_OK : cor_fail_memory(err);
}

/* ---- errors about a label ------------------------------------------------ */

cor_code flow_fail_twice(cor_str label, int32_t row, int32_t column, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT, _("The place \"{place}\" occurs twice."), cor_arg_str(label));
    cor_hint(err, _("Leave one of them out, or give them different names."));
    return flow_at_cell(err, row, column);
}

static int32_t spelling_distance(cor_str a, cor_str b, int32_t most) {
    char room[512];
    cor_arena scratch = { room, room + sizeof room };
    cor_str first = cor_str_fold(&scratch, a), second = cor_str_fold(&scratch, b);
    bool is_same = first.length && cor_str_equal(first, second); // they differ in capitals and
                                                                 // accents only
    return is_same ? 0 : cor_str_distance(a, b, most);
}

/* Suggest the known place nearest in spelling; names of two letters have none. */
void flow_suggest(const cor_flow_places *places, cor_str label, cor_error *err) {
    int32_t best = label.length < 3 ? 1 : label.length < 5 ? 2 : 3, found = -1;
    for (int32_t p = 0; p < places->count; p++) {
        int32_t distance = spelling_distance(places->names[p], label, best);
        if (distance >= best) continue;
        best = distance;
        found = p;
    }

    if (found >= 0)
        cor_hint(err, _("Did you mean \"{place}\"?"), cor_arg_str(places->names[found]));
    else
        cor_hint(err,
                 _("Use the same labels in all tables, and leave out rows and columns of totals."));
}

cor_code flow_fail_unknown(const cor_flow_places *places, cor_str label, int32_t row,
                           int32_t column, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT, _("The place \"{place}\" is not in the table at the start."),
             cor_arg_str(label));
    flow_suggest(places, label, err);
    return flow_at_cell(err, row, column);
}

cor_code flow_fail_absent(cor_str label, cor_error *err) {
    cor_fail(err, COR_E_CONFLICT,
             _("The place \"{place}\" of the table at the start is missing here."),
             cor_arg_str(label));
    return cor_hint(err, _("Use the same labels in all tables; write 0 where nobody lives."));
}
