/* SPDX-License-Identifier: Apache-2.0 */
/* country.h: places, identified by a number that cannot be confused with a row.
 *
 * A place is a country or territory (ISO 3166-1), a statistical region (UN M49, World Bank, ILO), a
 * state that no longer exists but has figures, the world, or "other and unknown". The table is made
 * at build time from data/vocabulary. */
#ifndef CORREDOR_COUNTRY_H
#define CORREDOR_COUNTRY_H

#include "number.h"
#include "str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* UN M49 number if there is one, else 2000 and above. Zero: no place. */
typedef struct {
    uint16_t id;
} cor_country;

#define COR_COUNTRY_NONE  (COR_OF(cor_country){ 0 })
#define COR_COUNTRY_WORLD (COR_OF(cor_country){ 1 })
#define COR_COUNTRY_OTHER (COR_OF(cor_country){ 2003 })

typedef enum {
    COR_PLACE_COUNTRY, // in ISO 3166-1 today
    COR_PLACE_WORLD,
    COR_PLACE_REGION,    // UN M49 geographic region
    COR_PLACE_GROUP,     // income or other grouping of an agency
    COR_PLACE_FORMER,    // dissolved or changed state with figures of its own
    COR_PLACE_TERRITORY, // territory without a code of its own in ISO 3166-1
    COR_PLACE_UNKNOWN    // other and unknown origins
} cor_place_kind;

/* The facts about a place. Texts are static. Empty or zero where a fact does not apply. */
typedef struct {
    cor_country place;
    cor_place_kind kind;
    cor_str code;  // ISO alpha-3, or the code of the agency that uses the area
    cor_str code2; // ISO alpha-2
    cor_str name[COR_LANG_COUNT];
    cor_country region, subregion, intermediate; // M49
    cor_str income;             // World Bank income group: L LM UM H, empty if unclassified
    cor_str currency;           // ISO 4217
    double latitude, longitude; // degrees, of a point inside the place; both NaN when unknown
    bool rcm_member;            // Regional Conference on Migration
    bool caricom_member;
    bool takes_article; // English: "in the Dominican Republic"
} cor_country_info;

/* By ISO code, area code, M49 digits or name in any language, ignoring case and accents. False
 * when unknown; ret_country is then untouched, here and below. */
COR_API bool cor_country_find(cor_str text, cor_country *ret_country);
/* Find by alpha-3 or area code only, exactly as written; faster, for files. */
COR_API bool cor_country_by_code(cor_str code, cor_country *ret_country);
/* By the number of UN M49: 320. */
COR_API bool cor_country_by_m49(int32_t m49, cor_country *ret_country);
/* The name nearest in spelling, for "did you mean"; false when none is near. */
COR_API bool cor_country_suggest(cor_str text, cor_country *ret_country);
/* The entry of a place, never NULL; unknown ids have an entry with empty texts. */
COR_API const cor_country_info *cor_country_get(cor_country country);
/* "GTM"; empty for unknown ids. */
COR_API cor_str cor_country_code(cor_country country);
/* "Guatemala"; empty for unknown ids. */
COR_API cor_str cor_country_name(cor_country country, cor_lang lang);
/* All places, [*ret_count], ordered by code. */
COR_API const cor_country_info *cor_country_list(size_t *ret_count);
/* Whether it is a country, territory or former state: a place where people live, not a sum of such
 * places. */
COR_API bool cor_country_is_place(cor_country country);

#ifdef __cplusplus
}
#endif

#endif
