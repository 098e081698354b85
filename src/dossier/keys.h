/* SPDX-License-Identifier: Apache-2.0 */
/* keys.h: the words of the vocabulary (data/vocabulary) used by the dossiers, each written once. */
#ifndef CORREDOR_DOSSIER_KEYS_H
#define CORREDOR_DOSSIER_KEYS_H

#define UNIT_PERSONS "persons"
#define UNIT_PERCENT "percent"
#define UNIT_RATIO   "ratio"
#define UNIT_COUNT   "count"
#define UNIT_USD     "usd"
#define UNIT_PRICE   "percent_of_amount"

// People.
#define MEASURE_STOCK           "stock"
#define MEASURE_STOCK_BASIS     "stock_basis"
#define MEASURE_STOCK_EDUCATION "stock_education"
#define MEASURE_POPULATION      "population"
#define MEASURE_BIRTHS          "births"
#define MEASURE_DEATHS          "deaths"
#define MEASURE_NET_MIGRATION   "net_migration"

// Work.
#define MEASURE_EMPLOYED     "employed"
#define MEASURE_UNEMPLOYMENT "unemployment_rate"
#define MEASURE_HOURS        "hours_weekly"
#define MEASURE_EARNINGS     "earnings_monthly"
#define MEASURE_INFORMALITY  "informality_rate"
#define MEASURE_LFPR         "lfpr"
#define MEASURE_GDP          "gdp_per_capita"

// Remittances. The origin is the migrants' origin: the price is that of sending from the
// destination to the origin.
#define MEASURE_PRICE         "remittance_price"
#define MEASURE_MARGIN        "remittance_fx_margin"
#define MEASURE_QUOTES        "remittance_providers"
#define MEASURE_REMITTANCES   "remittances"
#define MEASURE_RECEIVED      "remittances_received"
#define MEASURE_SENT          "remittances_sent"
#define MEASURE_RECEIVED_GDP  "remittances_gdp_share"
#define MEASURE_COST_RECEIVED "remittance_cost_received"
#define MEASURE_COST_SENT     "remittance_cost_sent"
#define MEASURE_SDG_10_C_1    "sdg_10_c_1"

// The tables that have every corridor by sex and year, the basis for people on every page: the keys
// of their editions begin so.
#define SERIES_STOCK "un-desa-ims-"

#endif
