/* SPDX-License-Identifier: Apache-2.0 */
/* metrics.c: counters of answers and connections, without data about clients. Prometheus text
 * format 0.0.4. */
#include <stdatomic.h>
#include <unistd.h>

#include "server.h"

enum { BUCKETS = 8 };
static const int64_t BUCKET_MICROSECONDS[BUCKETS] = { 500,   1000,   2500,   5000,
                                                      20000, 100000, 500000, 5000000 };

static struct {
    _Atomic int64_t by_class[6], bytes, microseconds, cached, connections, accepted, refused;
    _Atomic int64_t bucket[BUCKETS + 1];
} counts;

void http_metrics_count(const http_outcome *outcome) {
    int class = outcome->status / 100;
    counts.by_class[class >= 1 && class <= 5 ? class : 0]++;
    counts.bytes += outcome->bytes;
    counts.microseconds += outcome->microseconds;
    counts.cached += outcome->cached;
    int i = 0;
    while (i < BUCKETS && outcome->microseconds > BUCKET_MICROSECONDS[i])
        i++;
    counts.bucket[i]++;
}

void http_metrics_connection(int change, bool refused) {
    counts.connections += change;
    if (change > 0) counts.accepted++;
    counts.refused += refused;
}

static void put_metric_line(cor_out *out, const char *name, const char *labels, double value) {
    cor_put_c(out, "corredor_");
    cor_put_c(out, name);
    cor_put_c(out, labels);
    cor_put_char(out, ' ');
    cor_put_number(out, value);
    cor_put_char(out, '\n');
}

static void put_metric_head(cor_out *out, const char *name, const char *type, const char *help) {
    cor_put_c(out, "# HELP corredor_");
    cor_put_c(out, name);
    cor_put_char(out, ' ');
    cor_put_c(out, help);
    cor_put_c(out, "\n# TYPE corredor_");
    cor_put_c(out, name);
    cor_put_char(out, ' ');
    cor_put_c(out, type);
    cor_put_char(out, '\n');
}

static int64_t resident_bytes(void) {
    long size = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file) return 0;
    if (fscanf(file, "%ld %ld", &size, &resident) != 2) resident = 0;
    fclose(file);
    return resident * sysconf(_SC_PAGESIZE);
}

static void put_durations(cor_out *out) {
    put_metric_head(out, "request_duration_seconds", "histogram",
                    "Time from the complete request to the queued answer.");
    int64_t total = 0;

    for (int i = 0; i <= BUCKETS; i++) {
        char labels[48];
        total += counts.bucket[i];
        if (i < BUCKETS)
            snprintf(labels, sizeof labels, "_bucket{le=\"%g\"}",
                     (double)BUCKET_MICROSECONDS[i] / 1e6);
        else
            snprintf(labels, sizeof labels, "_bucket{le=\"+Inf\"}");
        put_metric_line(out, "request_duration_seconds", labels, (double)total);
    }

    put_metric_line(out, "request_duration_seconds", "_sum", (double)counts.microseconds / 1e6);
    put_metric_line(out, "request_duration_seconds", "_count", (double)total);
}

static void put_lanes(cor_out *out) {
    put_metric_head(out, "lane_jobs", "gauge", "Long work waiting and running, by lane.");
    for (int lane = LANE_HERE + 1; lane < LANE_COUNT; lane++) {
        int32_t waiting, running;
        char labels[48];
        lane_load((http_lane)lane, &waiting, &running);
        snprintf(labels, sizeof labels, "{lane=\"%s\"}", lane_name((http_lane)lane));
        put_metric_line(out, "lane_jobs", labels, (double)(waiting + running));
    }

    put_metric_head(out, "lane_jobs_total", "counter", "Long work taken on, by lane.");
    for (int lane = LANE_HERE + 1; lane < LANE_COUNT; lane++) {
        char labels[48];
        snprintf(labels, sizeof labels, "{lane=\"%s\"}", lane_name((http_lane)lane));
        put_metric_line(out, "lane_jobs_total", labels, (double)lane_taken_count((http_lane)lane));
    }

    put_metric_head(out, "temporary_bytes", "gauge", "Bytes of tables in temporary files.");
    put_metric_line(out, "temporary_bytes", "", (double)tables_bytes());
}

void http_metrics_print(cor_out *out) {
    put_metric_head(out, "responses_total", "counter", "Answers by class of status.");
    for (int class = 1; class <= 5; class ++) {
        char labels[32];
        snprintf(labels, sizeof labels, "{class=\"%dxx\"}", class);
        put_metric_line(out, "responses_total", labels, (double)counts.by_class[class]);
    }

    put_metric_head(out, "responses_cached_total", "counter",
                    "Answers given from the cache of rendered pages.");
    put_metric_line(out, "responses_cached_total", "", (double)counts.cached);
    put_metric_head(out, "response_bytes_total", "counter", "Bytes of answered bodies.");
    put_metric_line(out, "response_bytes_total", "", (double)counts.bytes);
    put_durations(out);
    put_metric_head(out, "connections", "gauge", "Open connections.");
    put_metric_line(out, "connections", "", (double)counts.connections);
    put_metric_head(out, "connections_total", "counter", "Accepted connections.");
    put_metric_line(out, "connections_total", "", (double)counts.accepted);
    put_metric_head(out, "connections_refused_total", "counter",
                    "Connections turned away for want of room.");
    put_metric_line(out, "connections_refused_total", "", (double)counts.refused);
    put_lanes(out);
    put_metric_head(out, "resident_memory_bytes", "gauge", "Memory in use.");
    put_metric_line(out, "resident_memory_bytes", "", (double)resident_bytes());
    put_metric_head(out, "build_info", "gauge", "Version of the program.");
    put_metric_line(out, "build_info", "{version=\"" COR_VERSION "\"}", 1);
}
