/* SPDX-License-Identifier: Apache-2.0 */
/* equivalents.c: synonyms of the field in both languages: a search for "reclutamiento" also finds
 * "contratación" and, in entries without Spanish, "recruitment". Exact matches always come
 * first. */
#include "inside.h"

enum { GROUP_WORDS = 8 };

static const char *const GROUPS[][GROUP_WORDS] = {
    { "recruitment", "recruiting", "hiring", "reclutamiento", "contratación" },
    { "recruiter", "reclutador", "reclutadora" },
    { "agency", "agencia" },
    { "ethical", "fair", "ético", "equitativo", "justo" },
    { "worker", "trabajador", "labourer" },
    { "work", "trabajo", "employment", "empleo" },
    { "labour", "labor", "laboral" },
    { "fee", "charge", "comisión", "cobro", "honorario" },
    { "cost", "costo", "coste", "gasto" },
    { "licence", "license", "licensing", "licencia" },
    { "registration", "register", "registro" },
    { "inspection", "inspectorate", "inspección", "inspectorado" },
    { "complaint", "grievance", "queja", "denuncia", "reclamo" },
    { "agreement", "acuerdo", "convenio", "treaty", "tratado" },
    { "memorandum", "memorando", "memorándum" },
    { "scheme", "programme", "program", "programa", "esquema" },
    { "seasonal", "estacional", "temporada" },
    { "temporary", "temporal", "temporero" },
    { "remittance", "remesa" },
    { "migrant", "migrante" },
    { "migration", "migración" },
    { "employer", "empleador", "patrono" },
    { "wage", "pay", "salary", "salario", "sueldo" },
    { "training", "capacitación", "formación" },
    { "woman", "women", "mujer" },
    { "skill", "destreza", "competencia", "habilidad" },
    { "guide", "handbook", "manual", "guía" },
    { "study", "report", "estudio", "informe" },
    { "survey", "encuesta" },
    { "development", "desarrollo" },
    { "protection", "protección" },
    { "right", "derecho" },
    { "regulation", "regulación", "reglamento", "norma" },
    { "enforcement", "cumplimiento" },
    { "network", "red" },
    { "organisation", "organization", "organización" },
    { "association", "asociación" },
    { "family", "familia" },
    { "border", "frontera" },
    { "market", "mercado" },
    { "agriculture", "agricultural", "agricultura", "agrícola" },
    { "statistics", "estadística" },
    { "ministry", "ministerio", "secretaría" },
};

static bool is_in_group(const char *const *group, cor_str stem, cor_arena scratch) {
    for (int i = 0; i < GROUP_WORDS && group[i]; i++)
        if (cor_str_equal(registry_stems(&scratch, cor_str_of(group[i])), stem)) return true;
    return false;
}

static int32_t add_stem_group(const char *const *group, cor_str stem, cor_str *list, int32_t count,
                              int32_t room, cor_arena *keep) {
    for (int i = 0; i < GROUP_WORDS && group[i] && count < room; i++) {
        cor_str other = registry_stems(keep, cor_str_of(group[i]));
        bool is_new = other.length && !cor_str_equal(other, stem);
        for (int32_t k = 0; k < count && is_new; k++)
            is_new = !cor_str_equal(list[k], other);
        if (is_new) list[count++] = other;
    }
    return count;
}

int32_t registry_equivalents(cor_str stem, cor_str *ret_list, int32_t room, cor_arena *keep) {
    int32_t count = 0;
    for (size_t i = 0; i < sizeof GROUPS / sizeof *GROUPS; i++)
        if (is_in_group(GROUPS[i], stem, *keep))
            count = add_stem_group(GROUPS[i], stem, ret_list, count, room, keep);
    return count;
}
