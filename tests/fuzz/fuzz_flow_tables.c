/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of the flow engine from any bytes: the first byte chooses what is read, the rest is the
 * file. What is read has as many cells as places say, and the methods answer or refuse it. */
#include "corredor/flow_tables.h"
#include "fuzz.h"

static cor_arena arena_of(char *room, size_t size) {
    memset(room, 0, size);
    return (cor_arena){ room, room + size };
}

static void estimate(const cor_flow_places *places, const double *start, const double *end,
                     cor_arena keep, cor_arena scratch) {
    static cor_error err;
    size_t count;
    const cor_flows_method *methods = cor_flows_method_list(&count);
    cor_flows_input input = { .place_count = places->count,
                              .place_names = places->names,
                              .stock_start_persons = start,
                              .stock_end_persons = end };

    for (size_t m = 0; m < count; m++) {
        cor_flows flows;
        cor_arena room = keep;
        cor_code code = cor_flows_estimate(&methods[m], &input, NULL, &room, scratch, &flows, &err);
        if (code)
            promise_message(&err, code);
        else
            promise(flows.report.moves_persons == flows.report.moves_persons); // not NaN
        memset(keep.next, 0, (size_t)(room.next - keep.next));
    }
}

static void read_stocks(cor_str bytes, cor_flow_table_kind kind, cor_arena keep,
                        cor_arena scratch) {
    static cor_error err;
    cor_table *table;
    cor_flow_places places;
    double *start, *end;

    if (cor_table_open_memory(bytes, NULL, &table, &err)) return;
    cor_code code = cor_flow_table_read(table, kind, &keep, scratch, &places, &start, &err);
    if (code) promise_message(&err, code);
    if (!code) {
        promise(places.count > 0);
        for (int32_t p = 0; p < places.count; p++)
            promise(cor_flow_place_find(&places, places.names[p]) == p);
        code = cor_table_rewind(table, &err);
        if (!code) code = cor_flow_table_read_for(table, kind, &places, &keep, scratch, &end, &err);
        if (!code && kind == COR_FLOW_STOCKS && places.count < 24)
            estimate(&places, start, end, keep, scratch);
    }

    cor_table_close(table);
}

static void read_demography(cor_str bytes, cor_arena keep, cor_arena scratch) {
    static cor_error err;
    static const char TABLE[] = ",A,B\nA,1,2\nB,3,4\n";
    cor_table *table;
    cor_flow_places places;
    double *cells, *births, *deaths;

    if (cor_table_open_memory((cor_str){ TABLE, sizeof TABLE - 1 }, NULL, &table, &err)) abort();
    if (cor_flow_table_read(table, COR_FLOW_STOCKS, &keep, scratch, &places, &cells, &err)) abort();
    cor_table_close(table);
    if (cor_table_open_memory(bytes, NULL, &table, &err)) return;
    cor_code code = cor_flow_demography_read(table, &places, &keep, &births, &deaths, &err);
    if (code) promise_message(&err, code);
    cor_table_close(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char keep_room[4 << 20], scratch_room[8 << 20];
    if (size < 1 || size > 4096) return 0;
    cor_str bytes = { (const char *)data + 1, size - 1 };
    cor_arena keep = arena_of(keep_room, sizeof keep_room),
              scratch = arena_of(scratch_room, sizeof scratch_room);
    if (data[0] % 4 == 3)
        read_demography(bytes, keep, scratch);

    else
        read_stocks(bytes, (cor_flow_table_kind)(data[0] % 4), keep, scratch);
    return 0;
}
