/* xlsx.c */
#include "ingest/table.h"
static cor_code o(cor_table *t, cor_error *e) {
    (void)t;
    return cor_fail(e, COR_E_SOFTWARE, "x");
}
static cor_code n(cor_table *t, cor_row *r, bool *f, cor_error *e) {
    (void)t;
    (void)r;
    (void)f;
    return cor_fail(e, COR_E_SOFTWARE, "x");
}
static cor_code s(cor_table *t, int32_t i, cor_error *e) {
    (void)t;
    (void)i;
    return cor_fail(e, COR_E_SOFTWARE, "x");
}
static void c(cor_table *t) {
    (void)t;
}
const cor_table_format cor_format_xlsx = { o, n, s, c };
