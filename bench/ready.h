/* SPDX-License-Identifier: Apache-2.0 */
/* ready.h: what benchmarks of documents begin with: a database, its figures in memory as the
 * server has them, time. */
#ifndef CORREDOR_BENCH_READY_H
#define CORREDOR_BENCH_READY_H

#include <time.h>

#include "dossier/dossier.h"

extern cor_error failure;
extern cor_dossier dossier;

/* Whatever fails ends the benchmark with its reason. */
void must(cor_code code);
void ready_open(const char *database); // figures from the database
void ready_memory(void);               // from now on from memory
void ready_close(void);
cor_country place(const char *code);
double now_ms(clockid_t clock);

#endif
