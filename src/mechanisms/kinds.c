/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.c: the fields of mechanisms, agreements, their use and ratifications.
 *
 * The life of an instrument and its use are separate: a signature does not mean that anybody has
 * moved under it. */
#include "checks.h"

static const cor_registry_code SECTORS[] = {
    { "agriculture", N_("agriculture") },
    { "cleaning", N_("cleaning") },
    { "construction", N_("construction") },
    { "domestic_work", N_("domestic work") },
    { "food_processing", N_("food processing") },
    { "forestry", N_("forestry") },
    { "health", N_("health") },
    { "hospitality", N_("hotels and restaurants") },
    { "industry", N_("industry") },
    { "landscaping", N_("landscaping") },
    { "professional_services", N_("professional services") },
    { "services", N_("services") },
    { "tourism", N_("tourism") },
    { "transport", N_("transport") },
    { "all", N_("all sectors") },
    { "other", N_("other sectors") },
    { 0 },
};

static const cor_registry_code SKILLS[] = {
    { "low", N_("low-skilled work") },
    { "medium", N_("medium-skilled work") },
    { "high", N_("high-skilled work") },
    { 0 },
};

static const cor_registry_code TYPES[] = {
    { "bilateral_agreement", N_("bilateral agreement") },
    { "memorandum", N_("memorandum of understanding") },
    { "temporary_scheme", N_("temporary labour scheme") },
    { "fta_clause", N_("free trade agreement with a labour-migration clause") },
    { "regional_regime", N_("regional regime") },
    { 0 },
};

static const cor_registry_code OPENS[] = {
    { "work", N_("opens work to people from the other country") },
    { "conditions",
      N_("regulates recruitment and conditions of work under visas that exist anyway") },
    { "business", N_("temporary entry of business people; does not open the labour market") },
    { "travel", N_("eases travel; does not grant the right to work") },
    { "cooperation", N_("a commitment to cooperate; opens nothing by itself") },
    { "statistics", N_("no instrument: a count of departures of all kinds") },
    { 0 },
};

static const cor_registry_code STATES[] = {
    { "announced", N_("announced") },
    { "signed", N_("signed") },
    { "in_force", N_("in force") },
    { "in_operation", N_("in operation") },
    { "suspended", N_("suspended") },
    { "superseded", N_("superseded") },
    { "ended", N_("ended") },
    { "unknown", N_("state not known") },
    { 0 },
};

static const cor_registry_field MECHANISM[MECHANISM_FIELDS] = {
    [MECHANISM_TYPE] = { "type", N_("Type"), COR_REGISTRY_CODE, true, TYPES,
                         .search = COR_SEARCH_BODY },
    [MECHANISM_TITLE] = { "title", N_("Title"), COR_REGISTRY_BILINGUAL, true,
                          .search = COR_SEARCH_TITLE },
    [MECHANISM_PARTIES] = { "parties", N_("Parties"), COR_REGISTRY_PLACES, true,
                            .search = COR_SEARCH_BODY },
    [MECHANISM_CORRIDORS] = { "corridors", N_("Corridors covered"), COR_REGISTRY_CORRIDORS },
    [MECHANISM_OPENS] = { "opens", N_("What it opens"), COR_REGISTRY_CODE, false, OPENS },
    [MECHANISM_STATUS] = { "status", N_("State"), COR_REGISTRY_CODE, false, STATES },
    [MECHANISM_ANNOUNCED] = { "announced", N_("Announced"), COR_REGISTRY_PARTIAL },
    [MECHANISM_SIGNED] = { "signed", N_("Signed"), COR_REGISTRY_PARTIAL },
    [MECHANISM_IN_FORCE] = { "in_force", N_("In force from"), COR_REGISTRY_PARTIAL },
    [MECHANISM_SUSPENDED] = { "suspended", N_("Suspended from"), COR_REGISTRY_PARTIAL },
    [MECHANISM_ENDED] = { "ended", N_("Ended"), COR_REGISTRY_PARTIAL },
    [MECHANISM_SECTORS] = { "sectors", N_("Sectors"), COR_REGISTRY_CODES, false, SECTORS,
                            .search = COR_SEARCH_BODY },
    [MECHANISM_SKILLS] = { "skills", N_("Level of skill"), COR_REGISTRY_CODES, false, SKILLS },
    [MECHANISM_INSTITUTIONS] = { "institutions", N_("Institutions in charge"),
                                 COR_REGISTRY_REFERENCES, .target = "institution" },
    [MECHANISM_AMENDS] = { "amends", N_("Amends"), COR_REGISTRY_REFERENCES, .target = "mechanism" },
    [MECHANISM_REPLACES] = { "replaces", N_("Replaces"), COR_REGISTRY_REFERENCES,
                             .target = "mechanism" },
    [MECHANISM_IMPLEMENTS] = { "implements", N_("Puts into practice"), COR_REGISTRY_REFERENCES,
                               .target = "mechanism" },
    [MECHANISM_SUMMARY] = { "summary", N_("Summary"), COR_REGISTRY_BILINGUAL,
                            .search = COR_SEARCH_BODY },
};

const cor_registry_kind cor_kind_mechanism = {
    .key = "mechanism",
    .path = "/mechanisms/",
    .label = N_("mechanism"),
    .label_many = N_("mechanisms"),
    .fields = MECHANISM,
    .field_count = MECHANISM_FIELDS,
    .check = mechanism_check,
};

/* ---- agreements as datasets list them ------------------------------------ */

static const cor_registry_code DATASETS[] = {
    { "cpw_2017", N_("Chilton, Posner and Woda (2017)") },
    { "peters_2019", N_("Peters (2019)") },
    { "phl", N_("list of the Philippines") },
    { 0 },
};

/* Numbers and wording follow the provisions recommended by the United Nations' guidance, as the
 * dataset codes them. */
static const cor_registry_code PROVISIONS[] = {
    { "intl_instr", N_("refers to international instruments") },
    { "info_exch", N_("the countries exchange information") },
    { "info_dissem", N_("the agreement is made known") },
    { "govt_agencies", N_("says which authority does what") },
    { "joint_commit", N_("a joint committee") },
    { "recruit_cost_mig", N_("migrants pay no recruitment fees") },
    { "recruit_auth", N_("says who may recruit") },
    { "labor_union_orig", N_("a role for unions at origin") },
    { "labor_union_dest", N_("a role for unions at destination") },
    { "labor_union_join", N_("migrants may join unions") },
    { "emp_orgs", N_("a role for employers' organisations") },
    { "ngos", N_("a role for civil society") },
    { "migrant_info", N_("migrants are informed") },
    { "prot_equal", N_("equal treatment") },
    { "prot_women", N_("protection of women") },
    { "prot_women_det", N_("detailed protection of women or domestic workers") },
    { "prot_other", N_("protection of other groups") },
    { "contract_req", N_("a contract is required") },
    { "contract_standard", N_("a model contract") },
    { "contract_terms", N_("terms a contract must have") },
    { "wage_prot", N_("wages are protected") },
    { "housing_req", N_("the employer provides housing") },
    { "housing_cond", N_("conditions of housing") },
    { "housing_monitor", N_("authorities inspect housing") },
    { "work_monitor", N_("authorities inspect work") },
    { "passport", N_("papers may not be kept from migrants") },
    { "social_security", N_("social security and health care") },
    { "disputes_emp_mig", N_("complaints and disputes") },
    { "mig_human_cap", N_("training") },
    { "credentials", N_("recognition of qualifications") },
    { "remittances", N_("savings may be sent home") },
    { "reintegration", N_("reintegration after return") },
    { "contract_renewal", N_("contracts can be renewed") },
    { "perm_resid", N_("a way to permanent residence") },
    { 0 },
};

static const cor_registry_code EARLIER[] = {
    { "amends_earlier", N_("amends an earlier one") },
    { "replaces_earlier", N_("replaces an earlier one") },
    { 0 },
};

static const cor_registry_code DURATIONS[] = {
    { "fixed_term", N_("for a number of years") },
    { "until_ended", N_("until a party ends it") },
    { "not_mentioned", N_("not mentioned") },
    { "other", N_("otherwise") },
    { 0 },
};

static const cor_registry_code RECRUITERS[] = {
    { "public", N_("public agencies") },
    { "private", N_("private agencies") },
    { "employers", N_("employers") },
    { "other", N_("others") },
    { 0 },
};

static const cor_registry_code LANGUAGES[] = {
    { "ar", N_("Arabic") },     { "de", N_("German") },  { "en", N_("English") },
    { "es", N_("Spanish") },    { "fr", N_("French") },  { "pl", N_("Polish") },
    { "pt", N_("Portuguese") }, { "ru", N_("Russian") }, { 0 },
};

static const cor_registry_field AGREEMENT[AGREEMENT_FIELDS] = {
    [AGREEMENT_PARTIES] = { "parties", N_("Parties"), COR_REGISTRY_PLACES, true,
                            .search = COR_SEARCH_BODY },
    [AGREEMENT_TITLE] = { "title", N_("Title"), COR_REGISTRY_TEXT, .search = COR_SEARCH_TITLE },
    [AGREEMENT_SIGNED] = { "signed", N_("Signed"), COR_REGISTRY_PARTIAL },
    [AGREEMENT_RATIFIED] = { "ratified", N_("Ratified"), COR_REGISTRY_PARTIAL },
    [AGREEMENT_COPY] = { "copy", N_("A copy is available"), COR_REGISTRY_CODE, false,
                         cor_codes_yes_no },
    [AGREEMENT_COPY_LANGUAGES] = { "copy_languages", N_("Languages of the copy"),
                                   COR_REGISTRY_CODES, false, LANGUAGES },
    [AGREEMENT_DATASET] = { "dataset", N_("Listed by"), COR_REGISTRY_CODE, false, DATASETS },
    [AGREEMENT_MECHANISM] = { "mechanism", N_("Described as"), COR_REGISTRY_REFERENCE,
                              .target = "mechanism" },
    [AGREEMENT_CODED] = { "coded", N_("Its text was read and coded"), COR_REGISTRY_CODE, false,
                          cor_codes_yes_no },
    [AGREEMENT_PROVISIONS] = { "provisions", N_("Provisions"), COR_REGISTRY_CODES, false,
                               PROVISIONS, .search = COR_SEARCH_BODY },
    [AGREEMENT_EARLIER] = { "earlier", N_("Earlier agreements"), COR_REGISTRY_CODES, false,
                            EARLIER },
    [AGREEMENT_DURATION] = { "duration", N_("Duration"), COR_REGISTRY_CODE, false, DURATIONS },
    [AGREEMENT_DURATION_YEARS] = { "duration_years", N_("Duration in years"), COR_REGISTRY_NUMBER,
                                   .most = 100 },
    [AGREEMENT_RENEWS] = { "renews", N_("Renews itself"), COR_REGISTRY_CODE, false,
                           cor_codes_yes_no },
    [AGREEMENT_QUOTA] = { "quota", N_("Sets a quota"), COR_REGISTRY_CODE, false, cor_codes_yes_no },
    [AGREEMENT_QUOTA_PERSONS] = { "quota_persons", N_("Quota, persons"), COR_REGISTRY_NUMBER,
                                  .most = 1e7 },
    [AGREEMENT_RECRUITERS] = { "recruiters", N_("Who may recruit"), COR_REGISTRY_CODES, false,
                               RECRUITERS },
};

const cor_registry_kind cor_kind_agreement = {
    .key = "agreement",
    .path = "/mechanisms/",
    .label = N_("agreement"),
    .label_many = N_("agreements"),
    .fields = AGREEMENT,
    .field_count = AGREEMENT_FIELDS,
    .check = agreement_check,
};

/* ---- use ----------------------------------------------------------------- */

static const cor_registry_code MEASURES[] = {
    { "workers", N_("workers") },
    { "workers_in_all", N_("workers since the beginning") },
    { "visas", N_("visas issued") },
    { "cards", N_("cards issued") },
    { "certificates", N_("certificates issued") },
    { "quota", N_("quota") },
    { "planned", N_("planned") },
    { 0 },
};
static const cor_registry_code BOUNDS[] = {
    { "about", N_("about") },
    { "nearly", N_("nearly") },
    { "at_least", N_("at least") },
    { "at_most", N_("at most") },
    { 0 },
};
static const cor_registry_code SEXES[] = { { "F", N_("women") }, { "M", N_("men") }, { 0 } };
static const cor_registry_code SCOPES[] = {
    { "ontario", N_("Ontario only") },
    { "returning_h2r", N_("returning workers (H-2R)") },
    { 0 },
};

static const cor_registry_field USE[USE_FIELDS] = {
    [USE_MECHANISM] = { "mechanism", N_("Mechanism"), COR_REGISTRY_REFERENCE, true,
                        .target = "mechanism" },
    [USE_PERIOD] = { "period", N_("Period"), COR_REGISTRY_PERIOD, true },
    [USE_MEASURE] = { "measure", N_("What is counted"), COR_REGISTRY_CODE, true, MEASURES },
    [USE_PERSONS] = { "persons", N_("Number"), COR_REGISTRY_NUMBER, true, .most = 1e9 },
    [USE_BOUND] = { "bound", N_("Exact, or"), COR_REGISTRY_CODE, false, BOUNDS },
    [USE_SEX] = { "sex", N_("Sex"), COR_REGISTRY_CODE, false, SEXES },
    [USE_ORIGIN] = { "origin", N_("From"), COR_REGISTRY_PLACE },
    [USE_DESTINATION] = { "destination", N_("To"), COR_REGISTRY_PLACE },
    [USE_SECTOR] = { "sector", N_("Sector"), COR_REGISTRY_CODE, false, SECTORS },
    [USE_SCOPE] = { "scope", N_("Part counted"), COR_REGISTRY_CODE, false, SCOPES },
    [USE_NOTE] = { "note", N_("Note"), COR_REGISTRY_BILINGUAL },
};

const cor_registry_kind cor_kind_mechanism_use = {
    .key = "mechanism_use",
    .path = "",
    .label = N_("record of use"),
    .label_many = N_("records of use"),
    .fields = USE,
    .field_count = USE_FIELDS,
    .check = use_check,
};

/* ---- ratifications ------------------------------------------------------- */

static const cor_registry_code CONVENTIONS[] = {
    { "C097", N_("ILO Convention 97 on migration for employment") },
    { "C143", N_("ILO Convention 143 on migrant workers") },
    { "C181", N_("ILO Convention 181 on private employment agencies") },
    { "C189", N_("ILO Convention 189 on domestic workers") },
    { "C190", N_("ILO Convention 190 on violence and harassment") },
    { "ICRMW", N_("United Nations convention on migrant workers and their families") },
    { 0 },
};
static const cor_registry_code RATIFIED[] = {
    { "ratified", N_("ratified") },
    { "signed_only", N_("signed, not ratified") },
    { "denounced", N_("denounced") },
    { 0 },
};

static const cor_registry_field RATIFICATION[RATIFICATION_FIELDS] = {
    [RATIFICATION_CONVENTION] = { "convention", N_("Convention"), COR_REGISTRY_CODE, true,
                                  CONVENTIONS, .search = COR_SEARCH_TITLE },
    [RATIFICATION_PLACE] = { "place", N_("Country"), COR_REGISTRY_PLACE, true,
                             .search = COR_SEARCH_BODY },
    [RATIFICATION_DATE] = { "ratified", N_("Ratified"), COR_REGISTRY_PARTIAL },
    [RATIFICATION_STATUS] = { "status", N_("State"), COR_REGISTRY_CODE, true, RATIFIED },
    [RATIFICATION_NOTE] = { "note", N_("Note"), COR_REGISTRY_BILINGUAL },
};

const cor_registry_kind cor_kind_ratification = {
    .key = "ratification",
    .path = "",
    .label = N_("ratification"),
    .label_many = N_("ratifications"),
    .fields = RATIFICATION,
    .field_count = RATIFICATION_FIELDS,
    .check = ratification_check,
};
