/* SPDX-License-Identifier: Apache-2.0 */
/* checks.h: the rules of each kind beyond the types of its fields. */
#ifndef CORREDOR_MECHANISMS_CHECKS_H
#define CORREDOR_MECHANISMS_CHECKS_H

#include "kinds.h"

cor_code mechanism_check(cor_registry_checking *checking, cor_error *err);
cor_code agreement_check(cor_registry_checking *checking, cor_error *err);
cor_code use_check(cor_registry_checking *checking, cor_error *err);
cor_code ratification_check(cor_registry_checking *checking, cor_error *err);

#endif
