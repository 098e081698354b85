/* SPDX-License-Identifier: Apache-2.0 */
/* error.h: errors as a fact, a way forward and a place. One list gives each code its HTTP status,
 * its exit status (sysexits.h) and its sentence; the manual is printed from it.
 *
 * A function that can fail returns a cor_code and takes `cor_error *err` last. COR_OK is 0. On
 * failure it describes the error in `err`, unless that is NULL, and leaves its `ret_` values
 * untouched. */
#ifndef CORREDOR_ERROR_H
#define CORREDOR_ERROR_H

#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

// clang-format off
#define COR_CODES(X)                                                                             \
    X(COR_OK,           200,  0, "Done.")                                                        \
    X(COR_E_USAGE,      400, 64, "The request is not understood.")                               \
    X(COR_E_FORMAT,     422, 65, "The data are not in the expected form.")                       \
    X(COR_E_DOMAIN,     422, 65, "A value is outside its range.")                                \
    X(COR_E_SHAPE,      422, 65, "The tables do not have the same shape.")                       \
    X(COR_E_CONVERGE,   422, 65, "The estimate did not converge.")                               \
    X(COR_E_LIMIT,      413, 65, "The input is larger than the limit.")                          \
    X(COR_E_CONFLICT,   409, 65, "The input contradicts itself or what is already known.")       \
    X(COR_E_MISSING,    404, 66, "It does not exist or cannot be read.")                         \
    X(COR_E_NONE,       404, 69, "There is no data for this.")                                   \
    X(COR_E_SOFTWARE,   500, 70, "The program met a condition it was not written for.")          \
    X(COR_E_MEMORY,     503, 71, "There is not enough memory.")                                  \
    X(COR_E_STORE,      500, 74, "The database could not be read or written.")                   \
    X(COR_E_OUTPUT,     500, 73, "The output could not be written.")                             \
    X(COR_E_FULL,       507, 74, "The disk is full.")                                            \
    X(COR_E_BUSY,       503, 75, "Someone else is writing to the database.")                     \
    X(COR_E_INTERRUPT,  503, 75, "The work was interrupted.")                                    \
    X(COR_E_ACCESS,     403, 77, "Access is not permitted.")                                     \
    X(COR_E_VERSION,    409, 78, "The database belongs to another version of the program.")
// clang-format on

typedef enum {
#define COR_CODE_NAME(code, http, exit, sentence) code,
    COR_CODES(COR_CODE_NAME)
#undef COR_CODE_NAME
        COR_CODE_COUNT
} cor_code;

/* 404 */
COR_API int cor_code_http(cor_code code);
/* 69 */
COR_API int cor_code_exit(cor_code code);
/* "COR_E_NONE" */
COR_API const char *cor_code_name(cor_code code);
/* "There is no data for this.", in English. */
COR_API const char *cor_code_sentence(cor_code code);

enum { COR_ERROR_WHERE_MAX = 6, COR_ERROR_ARGS_MAX = 32, COR_ERROR_BYTES = 2048 };

/* Copies everything it describes into its own pool, so it outlives the cause. Zeroed: no error.
 * Large (about 4 KB): one per command or request, passed by pointer. Do not copy it by value: its
 * texts point inside. */
typedef struct {
    cor_code code;
    cor_text what;                       // the fact
    cor_text hint;                       // the way forward
    cor_text where[COR_ERROR_WHERE_MAX]; // innermost first: row, sheet, file, dataset
    int32_t where_count;
    int32_t arg_count;
    size_t byte_count;
    cor_arg args[COR_ERROR_ARGS_MAX];
    char bytes[COR_ERROR_BYTES];
} cor_error;

/* Clear to "no error". Reusing an error does not require it. */
COR_API void cor_error_clear(cor_error *err);
/* Write it in `lang`: places, fact, and the way forward on a line of its own.
 *
 *     dataset un-desa-stock, file x.csv, row 18: The stock is negative: -5.
 *       Mark the cell as missing. */
COR_API void cor_error_print(const cor_error *err, cor_lang lang, cor_out *out);

#ifdef __cplusplus
}
#endif

#endif
