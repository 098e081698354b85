/* SPDX-License-Identifier: Apache-2.0 */
/* library_case.h: publications made quickly, and what is written about them. */
#ifndef CORREDOR_TESTS_LIBRARY_CASE_H
#define CORREDOR_TESTS_LIBRARY_CASE_H

#include "../registry/registry_case.h"

#include "publications/publications.h"

static inline cor_entry *case_publication(registry_case *test, const char *key, const char *english,
                                          const char *spanish) {
    cor_entry *entry = cor_entry_new(&cor_kind_publication, cor_str_of(key), &test->keep);
    assert_non_null(entry);
    case_set_in(entry, "title", COR_LANG_EN, english);
    case_set_in(entry, "title", COR_LANG_ES, spanish);
    return entry;
}

static inline bool holds(cor_str text, const char *part) {
    return cor_str_find(text, cor_str_of(part)) != SIZE_MAX;
}

#define assert_holds(text, part)                                                                   \
    do {                                                                                           \
        if (!holds((text), (part))) fail_msg("“%s” is not in: %.*s", (part), COR_STR_F(text));     \
    } while (0)

static inline int32_t count_of(cor_str text, const char *part) {
    int32_t count = 0;
    for (size_t at; (at = cor_str_find(text, cor_str_of(part))) != SIZE_MAX; count++)
        text = cor_str_part(text, at + strlen(part), text.length);
    return count;
}

/* Everything that other programs will read as XML is well formed. */
static inline void assert_well_formed(registry_case *test, cor_str xml) {
    char command[600];
    snprintf(command, sizeof command, "%s", test_folder_file(&test->folder, "answer.xml"));
    FILE *file = fopen(command, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(xml.at, 1, xml.length, file), xml.length);
    fclose(file);
    snprintf(command, sizeof command,
             "command -v xmllint >/dev/null || exit 0; xmllint --noout '%s'",
             test_folder_file(&test->folder, "answer.xml"));
    if (system(command) != 0) fail_msg("not well formed: %.*s", COR_STR_F(xml));
    unlink(test_folder_file(&test->folder, "answer.xml"));
}

#endif
