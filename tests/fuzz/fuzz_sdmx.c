/* SPDX-License-Identifier: Apache-2.0 */
/* SDMX-CSV from any bytes: what is read is in range, what is not has a message; periods and
 * statuses alone as well. */
#include <math.h>

#include "fuzz.h"
#include "ingest/sdmx.h"

static void check_row(const cor_sdmx *sdmx, const cor_row *row, cor_error *err) {
    cor_sdmx_row read;
    cor_code code = cor_sdmx_read(sdmx, row, &read, err);
    if (code) {
        promise_message(err, code);
        return;
    }

    promise(read.action != COR_SDMX_DELETE && read.status < COR_STATUS_COUNT);
    promise(isnan(read.value) ==
            (!read.is_observation || read.status == COR_MISSING || read.status == COR_SUPPRESSED));
    promise(read.period.end.days >= read.period.start.days);

    for (int32_t i = -1; i <= sdmx->column_count; i++) {
        if (i < sdmx->column_count) promise(cor_sdmx_code(sdmx, row, i).length <= 4096);
        promise(cor_sdmx_label(sdmx, row, i).length <= 4096);
    }
}

static void read_file(cor_str bytes, cor_error *err) {
    static char room[1 << 20];
    cor_arena keep = { room, room + sizeof room };
    cor_table_options options = { .limits = { .columns = 200, .cell_bytes = 4096 } };
    cor_table *table;
    cor_row row;
    bool found = false;
    cor_sdmx sdmx;

    if (cor_table_open_memory(bytes, &options, &table, err)) return;
    cor_code code = cor_table_next(table, &row, &found, err);
    if (!code && found) {
        cor_sdmx_is_header(&row);
        code = cor_sdmx_open(&row, cor_table_separator(table), &keep, &sdmx, err);
        if (code) promise_message(err, code);
        while (!code && cor_table_next(table, &row, &found, err) == COR_OK && found)
            check_row(&sdmx, &row, err);
    }

    cor_table_close(table);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static cor_error err;
    cor_str text = { (const char *)data, size };
    cor_interval period;
    cor_obs_status status;
    if (cor_sdmx_period(text, COR_STR("--07-01"), &period, &err) == COR_OK)
        promise(period.end.days > period.start.days);
    if (cor_sdmx_status(text, &status)) promise(status < COR_STATUS_COUNT);
    read_file(text, &err);
    return 0;
}
