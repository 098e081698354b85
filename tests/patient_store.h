/* SPDX-License-Identifier: Apache-2.0 */
/* patient_store.h: a database opened as a user is told to: wait for the other writer and repeat. On
 * a busy machine, or under valgrind, another test may hold the lock for longer than a person would
 * wait. */
#ifndef CORREDOR_PATIENT_STORE_H
#define CORREDOR_PATIENT_STORE_H

#include "store/store.h"

enum { PATIENCE_MS = 3600 * 1000 };

static inline cor_code patient_store_open(const char *path, cor_store_mode mode,
                                          cor_store **ret_store, cor_error *err) {
    cor_code code;
    do {
        *err = (cor_error){ 0 };
        code = cor_store_open(cor_str_of(path), mode, ret_store, err);
    } while (code == COR_E_BUSY);
    if (!code) cor_store_wait(*ret_store, PATIENCE_MS);
    return code;
}

#endif
