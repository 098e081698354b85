/* SPDX-License-Identifier: Apache-2.0 */
/* page_check.h: a page read by an XML parser: ids, links, sources, and everything that must not
 * be there. */
#ifndef CORREDOR_PAGE_CHECK_H
#define CORREDOR_PAGE_CHECK_H

#include "corredor/str.h"

enum { PAGE_IDS_MAX = 4096, PAGE_MARKS_MAX = 8192, PAGE_DEPTH_MAX = 128, PAGE_PROBLEM_BYTES = 512 };

typedef struct {
    int32_t source;                 // from 1
    int32_t inside[PAGE_DEPTH_MAX]; // indexes of the ids of the elements around it
    int32_t depth;
} page_mark;

typedef struct {
    char ids[PAGE_IDS_MAX][96];
    int32_t id_count;
    char links[PAGE_MARKS_MAX][96]; // "#..." and what aria attributes and labels refer to
    int32_t link_count;
    page_mark marks[PAGE_MARKS_MAX];
    int32_t mark_count;
    int32_t element_count;
    char problem[PAGE_PROBLEM_BYTES]; // empty: none
} page_report;

/* Reads the page. `report` is large: give it static storage. */
void page_check(cor_str page, page_report *report);
/* A mark of this source (from 1) stands inside the element with this id. */
bool page_has_mark(const page_report *report, cor_str id, int32_t source);

#endif
