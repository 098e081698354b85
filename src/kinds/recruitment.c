/* SPDX-License-Identifier: Apache-2.0 */
/* recruitment.c: the checklist on the themes of the Montreal Recommendations, and the findings for
 * each country. */
#include "kinds.h"

static const cor_registry_code BASES[] = {
    { "chapter_theme", N_("theme of a chapter, in our words") },
    { "numbered_text", N_("numbered text of the recommendation") },
    { 0 },
};

static const cor_registry_field RECOMMENDATION[] = {
    { "number", N_("Number of the recommendation"), COR_REGISTRY_NUMBER, .least = 1, .most = 55 },
    { "chapter", N_("Chapter"), COR_REGISTRY_NUMBER, true, .least = 1, .most = 9 },
    { "chapter_title", N_("Title of the chapter"), COR_REGISTRY_BILINGUAL, true,
      .search = COR_SEARCH_BODY },
    [RECOMMENDATION_TEXT] = { "text", N_("What is recommended"), COR_REGISTRY_BILINGUAL, true,
                              .search = COR_SEARCH_TITLE },
    { "scoring", N_("How it is scored"), COR_REGISTRY_BILINGUAL },
    { "basis", N_("Rests on"), COR_REGISTRY_CODE, false, BASES },
};

const cor_registry_kind cor_kind_recommendation = {
    .key = "recommendation",
    .path = "/recruitment/recommendations/",
    .label = N_("recommendation"),
    .label_many = N_("recommendations"),
    .fields = RECOMMENDATION,
    .field_count = sizeof RECOMMENDATION / sizeof *RECOMMENDATION,
};

static const cor_registry_code FINDINGS[] = {
    { "yes", N_("yes") },
    { "partly", N_("partly") },
    { "no", N_("no") },
    { "unknown", N_("not known") },
    { 0 },
};

static const cor_registry_field EVIDENCE[] = {
    [FINDING_PLACE] = { "place", N_("Country"), COR_REGISTRY_PLACE, true,
                        .search = COR_SEARCH_BODY },
    [FINDING_ITEM] = { "recommendation", N_("Item of the checklist"), COR_REGISTRY_REFERENCE, true,
                       .target = "recommendation" },
    [FINDING_STATUS] = { "status", N_("Found"), COR_REGISTRY_CODE, true, FINDINGS },
    [FINDING_EVIDENCE] = { "evidence", N_("Evidence"), COR_REGISTRY_BILINGUAL,
                           .search = COR_SEARCH_BODY },
    [FINDING_AS_OF] = { "as_of", N_("As of"), COR_REGISTRY_PARTIAL },
};

const cor_registry_kind cor_kind_framework_evidence = {
    .key = "framework_evidence",
    .path = "",
    .label = N_("finding on a national framework"),
    .label_many = N_("findings on national frameworks"),
    .fields = EVIDENCE,
    .field_count = sizeof EVIDENCE / sizeof *EVIDENCE,
};
