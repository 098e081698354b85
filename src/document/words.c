/* SPDX-License-Identifier: Apache-2.0 */
/* words.c: the words of data formats and stylesheets for kinds, roles and shapes. */
#include "document/document.h"

const char *cor_node_kind_word(cor_node_kind kind) {
    static const char *const word[COR_NODE_COUNT] = {
        [COR_NODE_SECTION] = "section", [COR_NODE_PARAGRAPH] = "paragraph",
        [COR_NODE_FIGURE] = "figure",   [COR_NODE_TABLE] = "table",
        [COR_NODE_CHART] = "chart",     [COR_NODE_MAP] = "map",
        [COR_NODE_LIST] = "list",       [COR_NODE_FORM] = "form",
        [COR_NODE_NOTE] = "note",       [COR_NODE_LINK] = "link",
        [COR_NODE_ABSENCE] = "absence", [COR_NODE_CODE] = "code",
    };
    return word[kind];
}

const char *cor_node_role_word(cor_node_role role) {
    static const char *const word[COR_NODE_ROLE_COUNT] = {
        [COR_ROLE_NONE] = "",           [COR_ROLE_HEADLINE] = "headline",
        [COR_ROLE_SIDE] = "side",       [COR_ROLE_LOCATOR] = "locator",
        [COR_ROLE_FACTS] = "facts",     [COR_ROLE_ACTIONS] = "actions",
        [COR_ROLE_WORKER] = "worker",   [COR_ROLE_EDITIONS] = "editions",
        [COR_ROLE_RANKS] = "ranks",     [COR_ROLE_NEWS] = "news",
        [COR_ROLE_DETAIL] = "detail",   [COR_ROLE_WIDE] = "wide",
        [COR_ROLE_LINE] = "line",       [COR_ROLE_MENU] = "menu",
        [COR_ROLE_ACTS] = "acts",       [COR_ROLE_CHOICES] = "choices",
        [COR_ROLE_ROWS] = "rows",       [COR_ROLE_EDITION] = "edition",
        [COR_ROLE_SHORT] = "short",     [COR_ROLE_GLANCE] = "glance",
        [COR_ROLE_CONTEXT] = "context",
    };
    return word[role];
}

const char *cor_item_shape_word(cor_item_shape shape) {
    static const char *const word[COR_SHAPE_COUNT] = {
        [COR_SHAPE_NONE] = "",
        [COR_SHAPE_UNKNOWN] = "unknown",
        [COR_SHAPE_ACTIVE] = "active",
        [COR_SHAPE_SIGNED] = "signed",
        [COR_SHAPE_SUPERSEDED] = "superseded",
        [COR_SHAPE_ENDED] = "ended",
    };
    return word[shape];
}

const char *cor_field_group_word(cor_field_group group) {
    static const char *const word[] = {
        [COR_GROUP_PLAIN] = "", [COR_GROUP_SIDE] = "side", [COR_GROUP_FOLDED] = "folded"
    };
    return word[group];
}
