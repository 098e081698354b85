/* SPDX-License-Identifier: Apache-2.0 */
/* sample.h: one document with every kind of node and every kind of chart, made of published
 * figures: Nicaragua to Costa Rica. What renderers are tested and timed with when no database is
 * at hand. */
#ifndef CORREDOR_SAMPLE_H
#define CORREDOR_SAMPLE_H

#include "document/document.h"

cor_code sample_document(cor_arena *keep, const cor_document **ret_document, cor_error *err);
/* Two figures, one of them suppressed, as `corredor figures` gives them. */
cor_code sample_figures(cor_arena *keep, const cor_document **ret_document, cor_error *err);

#endif
