/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets as text from any bytes: keys of second factors, tokens, marks of forms, codes. What is
 * read prints back to the same; a mark is of its own token alone. */
#include "fuzz.h"
#include "office/inside.h"

static void check_factor(cor_str text) {
    cor_factor factor, again;
    char printed[48];
    if (!cor_factor_read(text, &factor)) return;
    for (int grouped = 0; grouped < 2; grouped++) {
        cor_factor_print(&factor, grouped, printed);
        promise(cor_factor_read(cor_str_of(printed), &again));
        promise(memcmp(factor.bytes, again.bytes, sizeof factor.bytes) == 0);
    }
}

static void check_token(cor_str text) {
    cor_token token, again;
    char printed[65], mark[COR_FORM_MARK_BYTES + 1];

    if (!cor_token_read(text, &token)) return;
    cor_token_print(&token, printed);
    promise(cor_token_read(cor_str_of(printed), &again) &&
            memcmp(&token, &again, sizeof token) == 0);
    cor_token_form_mark(&token, mark);
    promise(cor_token_form_mark_is(&token, cor_str_of(mark)));
    again.bytes[0] ^= 1;
    promise(!cor_token_form_mark_is(&again, cor_str_of(mark)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const cor_factor factor = { "12345678901234567890" };
    static const cor_token token = { { 1 } };
    cor_str text = { (const char *)data, size };
    char name[COR_STAFF_NAME_BYTES + 1];

    check_factor(text);
    check_token(text);
    (void)cor_token_form_mark_is(&token, text);
    int64_t step = office_factor_step(&factor, text, 59);
    promise(step == -1 || (step >= 0 && step <= 2));
    if (office_name_make(text, name))
        promise(strlen(name) >= 2 && strlen(name) <= COR_STAFF_NAME_BYTES);

    return 0;
}
