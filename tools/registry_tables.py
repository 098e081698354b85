# SPDX-License-Identifier: Apache-2.0
"""The registries' tables of the data pack: facts about agreements, use, institutions, publications and recruitment
rules, joined with what we coded ourselves (data/additions). Read by script/pack.

Each table has the columns of the registry's own CSV (see src/registry/registry.h): key, one column a field, two for
fields in both languages, and three for the sources; several in one cell are separated by " | " in the same order."""
import csv
import os
import re

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")

# Codes of former states as ours.
PLACES = {"CSK": "CSFR", "YUG": "FYUG"}

DATASETS = {"CPW (2017)": "cpw_2017", "Peters (2019)": "peters_2019", "PHL": "phl", "": ""}
BLA_TITLE = "Chilton and Woda, Bilateral Labor Agreements Dataset (Harvard Dataverse)"
BLA_COPY = "https://github.com/NarcisseChangom/BLAs-Migration-repo/tree/bf23333924c0c96191b8843a1891129cc99123c4"

# Ratified before signed: one of the two dates is wrong in the dataset, and nothing says which.
RATIFIED_TOO_EARLY = set("79 131 196 219 222 276 423 441 471 540 551 552 631 931 1034 1038 1058 1251".split())

PROVISIONS = """intl_instr info_exch info_dissem govt_agencies joint_commit recruit_cost_mig recruit_auth
    labor_union_orig labor_union_dest labor_union_join emp_orgs ngos migrant_info prot_equal prot_women prot_women_det
    prot_other contract_req contract_standard contract_terms wage_prot housing_req housing_cond housing_monitor
    work_monitor passport social_security disputes_emp_mig mig_human_cap credentials remittances reintegration
    contract_renewal perm_resid""".split()
DURATIONS = {"The BLA is valid for a specified number of years": "fixed_term",
             "The BLA is valid until terminated": "until_ended",
             "The BLA does not mention when it terminates": "not_mentioned", "Other": "other", "": ""}
RECRUITERS = {"Government Recruitment Agencies": "public", "Private Recruitment Agencies": "private",
              "Employers": "employers", "Other": "other"}

# measure of the facts: ours, bound, scope, destination
USE = {
    "workers": ("workers", "", "", ""), "workers_nearly": ("workers", "nearly", "", ""),
    "workers_at_least": ("workers", "at_least", "", ""), "workers_ontario_only": ("workers", "", "ontario", ""),
    "visas_issued": ("visas", "", "", ""), "visas_issued_returning_H2R": ("visas", "", "returning_h2r", ""),
    "cards_issued": ("cards", "", "", ""), "certificates_issued_in_JAM": ("certificates", "", "", "JAM"),
    "quota": ("quota", "", "", ""), "planned": ("planned", "", "", ""), "planned_min": ("planned", "at_least", "", ""),
    "planned_max": ("planned", "at_most", "", ""), "cumulative": ("workers_in_all", "", "", ""),
    "cumulative_at_least": ("workers_in_all", "at_least", "", ""),
}
APPROXIMATE = ("approximate", "approximate, to 11 August", "estimate by the labour ministry")

FORMS = {"PUB05": "notice", "PUB06": "notice", "PUB08": "infosheet", "PUB10": "notice", "PUB14": "standard",
         "PUB15": "guide", "PUB16": "guide", "PUB17": "standard", "PUB20": "guide", "PUB29": "form", "PUB34": "guide"}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def facts_of(facts, name):
    return read(os.path.join(facts, name + ".csv"))


def additions(name):
    return read(os.path.join(DATA, "additions", name + ".csv"))


def escaped(text):
    return text.replace("\\", "\\\\").replace("|", "\\|")


def sources(*pairs):
    """The three columns, from pairs of address and title; the same address once."""
    seen, kept = set(), []
    for address, title in pairs:
        for url in address.split(" | "):
            if url and url not in seen:
                seen.add(url)
                kept.append((url, title))
    titles = " | ".join(escaped(title) for _, title in kept)
    return {"sources": " | ".join(escaped(url) for url, _ in kept), "source_fields": "",
            "source_titles": titles if any(title for _, title in kept) else ""}


def codes(text):
    return ";".join(part.strip().replace(" ", "_") for part in text.split(";") if part.strip())


def mended(text):
    """Titles that were read as Windows-1252 although they were UTF-8."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def note(text, spanish):
    return {"note_en": text, "note_es": spanish[text] if text else ""}


def spanish_notes():
    return {row["en"]: row["es"] for row in additions("notes")}


def institutions(facts):
    ours = {(row["country"], row["name_en"]): row for row in additions("institutions")}
    for row in facts_of(facts, "institutions"):
        more = ours[row["country"], row["name_en"]]
        yield dict(key=more["key"], name_en=row["name_en"], name_es=row["name_es"],
                   place="" if row["country"] == "REG" else row["country"], role_en=row["role"],
                   role_es=more["role_es"], verify_recruiter=row["verify_recruiter"], complaints=row["complaints"],
                   url=row["url"], contact=row["phone_or_email"], **sources((row["source"], "")))


def publications(facts):
    ours = {row["key"]: row for row in additions("publications")}
    for row in facts_of(facts, "publications"):
        more = ours.get(row["id"], {"authors": "", "corridors": ""})
        yield dict(key=row["id"], title_en=row["title_en"], title_es=row["title_es"],
                   form=FORMS.get(row["id"], "report"), year=row["year"], publisher=row["publisher"], url=row["url"],
                   topics=codes(row["topic"]), places=row["countries"], programme_page=row["page_item"],
                   summary_en=row["summary_en"], summary_es=row["summary_es"], authors=more["authors"],
                   corridors=more["corridors"], **sources((row["source"], "")))


def mechanisms(facts):
    ours = {row["key"]: row for row in additions("mechanisms")}
    extra = {}
    named = {("USA", "2019-07-30"): "GTM-USA-H2A-2019", ("CRI", "2020-11-06"): "CRI-NIC-2020",
             ("CRI", "2022-10-13"): "CRI-NIC-2022", ("MEX", "2016-10-14"): "MEX-NCA-2016",
             ("CAN", "2013"): "MEX-CAN-PTAT"}
    for row in facts_of(facts, "labour_agreements_americas_extra"):
        extra.setdefault(named[row["dest_iso3"], row["date_signed"]], []).append((row["source_url"], row["title"]))
    for row in facts_of(facts, "mechanisms"):
        more = ours[row["id"]]
        # what was only announced was not signed: the facts have one column for both days
        only_announced = more["status"] == "announced"
        yield dict(key=row["id"], type=row["type"], title_en=row["title_en"], title_es=row["title_es"],
                   parties=row["parties_iso3"], corridors=more["corridors"], opens=more["opens"],
                   status=more["status"], announced=row["signed"] if only_announced else "",
                   signed="" if only_announced else row["signed"], in_force=row["in_force"], suspended="",
                   ended=row["ended"], sectors=codes(row["sectors"]), skills=row["skill_level"],
                   institutions=more["institutions"], amends=more["amends"], replaces=more["replaces"],
                   implements=more["implements"], summary_en=row["summary_en"], summary_es=row["summary_es"],
                   **sources((row["source_url"], row["source_title"]), *extra.get(row["id"], [])))


def linked_agreements(agreements):
    """{treaty id: mechanism}: the agreements that are the described mechanisms, or belong to them."""
    links = {}
    for row in additions("mechanisms"):
        for part in filter(None, row["agreements"].split(";")):
            if "/" in part:  # all agreements of the two parties signed in these years
                first, last = part.split("/")
                parties = set(row["corridors"].split("-"))
                found = [a["treaty_id"] for a in agreements if {a["iso3_a"], a["iso3_b"]} == parties
                         and first <= a["year_signed"] <= last]
            else:
                found = [part]
            for treaty in found:
                assert treaty not in links, treaty
                links[treaty] = row["key"]
    return links


def agreements(facts):
    rows = facts_of(facts, "labour_agreements")
    links = linked_agreements(rows)
    coded = {row["treaty_id"]: row for row in facts_of(facts, "labour_agreements_provisions")}
    titles = {"1234": "Agreement for the Employment in Canada of Seasonal Agricultural Workers from Mexico 2013"}
    for row in rows:
        treaty, what = row["treaty_id"], coded.get(row["treaty_id"])
        prior = [code for column, code in (("past_bla_amend", "amends_earlier"), ("past_bla_replace", "replaces_earlier"))
                 if what and what[column] == "1"]
        yield dict(
            key=f"BLA-{int(treaty):04}", parties=";".join(PLACES.get(row[c], row[c]) for c in ("iso3_a", "iso3_b")),
            title=mended(row["title"]) or titles.get(treaty, ""),
            signed=row["year_signed"] if row["date_signed"] in ("", "2997-05-02") else row["date_signed"],
            ratified="" if treaty in RATIFIED_TOO_EARLY else row["date_ratified"],
            copy="yes" if row["copy_available"] == "1" else "no",
            copy_languages=row["copy_languages"].replace("|", ";"), dataset=DATASETS[row["source_dataset"]],
            mechanism=links.get(treaty, ""), coded="yes" if what else "no",
            provisions=";".join(column for column in PROVISIONS if what and what[column] == "1"),
            earlier=";".join(prior), duration=DURATIONS[what["bla_duration"]] if what else "",
            duration_years=what["bla_duration_years"] if what else "",
            renews={"1": "yes", "0": "no", "": ""}[what["autorenew"]] if what else "",
            quota={"1": "yes", "0": "no", "": ""}[what["quota"]] if what else "",
            quota_persons=what["quota_num"] if what and what["quota"] == "1" and what["quota_num"].isdigit() else "",
            recruiters=";".join(RECRUITERS[part] for part in what["recruit_auth_who"].split(",")
                                if part in RECRUITERS) if what else "",
            **sources((BLA_COPY, BLA_TITLE)))


def half_open(period):
    """Periods of the facts name their first and last year, month or day; ours end where the next one starts."""
    if "/" not in period:
        return period
    first, last = period.split("/")
    year, month = (list(map(int, last.split("-"))) + [12])[:2]
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return f"{(first + '-01-01')[:10] if len(first) == 4 else first + '-01'}/{year:04}-{month:02}-01"


def use_of(row):
    measure, bound, scope, destination = USE.get(row["measure"], ("", "", "", ""))
    match = re.fullmatch(r"(workers|cumulative)_to_([A-Z]{3})", row["measure"])
    if match:
        measure, destination = "workers" if match[1] == "workers" else "workers_in_all", match[2]
    if not bound and row["note"] in APPROXIMATE:
        bound = "about"
    return measure, bound, scope, destination


def mechanism_use(facts):
    spanish, seen = spanish_notes(), {}
    for row in facts_of(facts, "mechanism_use"):
        measure, bound, scope, destination = use_of(row)
        sex = {"total": "", "male": "M", "female": "F"}[row["sex"]]
        parts = [row["mechanism_id"], row["year"].replace("/", "_"), measure, row["country"], destination, sex, scope]
        key = ".".join(part for part in parts if part)
        if bound == "at_most" or key in seen:
            key += "." + (bound or "2")
        assert key not in seen, key
        seen[key] = row
        yield dict(key=key, mechanism=row["mechanism_id"], period=half_open(row["year"]), measure=measure,
                   persons=row["workers"], bound=bound, sex=sex, origin=row["country"], destination=destination,
                   sector="", scope=scope, **note(row["note"], spanish), **sources((row["source"], "")))


def ratifications(facts):
    spanish = spanish_notes()
    for row in facts_of(facts, "conventions"):
        convention = row["convention"].split()[1]
        yield dict(key=f"{convention}-{row['country']}", convention=convention, place=row["country"],
                   ratified=row["ratified_on"], status=row["status"], **note(row["note"], spanish),
                   **sources((row["source"], "")))


def recommendations(facts):
    for row in facts_of(facts, "montreal_recommendations"):
        yield dict(key=row["item_id"], number=row["number"], chapter=row["chapter_no"], chapter_title_en=row["chapter_en"],
                   chapter_title_es=row["chapter_es"], text_en=row["paraphrase_en"], text_es=row["paraphrase_es"],
                   scoring_en=row["how_to_score"], scoring_es="", basis=row["text_seen"], **sources((row["source"], "")))


def framework_evidence(facts):
    spanish = {row["key"]: row["evidence_es"] for row in additions("findings")}
    for row in facts_of(facts, "recruitment_frameworks"):
        key = f"{row['country']}-{row['item_id']}"
        yield dict(key=key, place=row["country"], recommendation=row["item_id"], status=row["status"],
                   evidence_en=row["evidence"], evidence_es=spanish[key], as_of=row["as_of"],
                   **sources((row["source"], "")))


def diaspora_organisations(facts):
    for row in facts_of(facts, "diaspora_orgs"):
        yield dict(key=row["id"], name=row["name"], city=row["city"], region=row["admin"], place=row["country"],
                   latitude=row["lat"], longitude=row["lon"], precision=row["coord_precision"],
                   origins=row["origin_countries"], type=codes(row["type"]), areas=codes(row["areas_of_work"]),
                   url=row["url"], **sources((row["source"], "")))


def of_the_network(name):
    """Themes, members, events and actions of the network of regulators: coded by us from the pages named."""
    def make(facts):
        for row in additions(name):
            address = row.pop("sources")
            yield dict(row, **sources((address, "")))
    return make


def network_practices(facts):
    """Evidence on national frameworks that others can learn from, told as practices; sources are those of the evidence."""
    found = {f"{row['country']}-{row['item_id']}": row for row in facts_of(facts, "recruitment_frameworks")}
    for row in additions("network_practices"):
        evidence = [found[key] for key in row["evidence"].split(";")]
        yield dict(key=row["key"], title_en=row["title_en"], title_es=row["title_es"], themes=row["themes"],
                   place=evidence[0]["country"], done_en=row["done_en"], done_es=row["done_es"],
                   result_en=row["result_en"], result_es=row["result_es"], year=row["year"], shared_by="",
                   recommendations=";".join(part["item_id"] for part in evidence), url="",
                   **sources(*((part["source"], "") for part in evidence)))


YES_NO = ("yes", "no")

# file, registry, edition, facts file, rows, fields with allowed values, title, title in Spanish, description
TABLES = [
    ("registry_institutions", "institution", "public-pages-2026", "institutions", institutions,
     {"verify_recruiter": YES_NO, "complaints": YES_NO},
     "Institutions that register, inspect, recruit or take complaints",
     "Instituciones que registran, inspeccionan, reclutan o reciben quejas",
     "Contacts only where a public page gives them; confirm before showing them to workers."),
    ("registry_publications", "publication", "public-pages-2026", "publications", publications,
     {"programme_page": YES_NO}, "Publications and resources", "Publicaciones y recursos",
     "The ten resources of the regional programme's page (programme_page) and related works; summaries are ours."),
    ("registry_mechanisms", "mechanism", "public-pages-2026", "mechanisms", mechanisms,
     {"type": ("bilateral_agreement", "memorandum", "temporary_scheme", "fta_clause", "regional_regime")},
     "Labour-migration mechanisms", "Mecanismos de migración laboral",
     "Instruments and schemes; corridors, what they open, state, institutions and relations are coded by us from the "
     "sources named. States were not checked against a gazette."),
    ("registry_agreements", "agreement", "bla-chilton-woda-2020", "labour_agreements", agreements,
     {"copy": YES_NO, "coded": YES_NO, "quota": YES_NO, "renews": YES_NO},
     "Bilateral labour agreements 1927 to 2020", "Acuerdos laborales bilaterales de 1927 a 2020",
     "1,222 agreements, 570 of them with coded provisions; the order of the parties carries no meaning. mechanism names "
     "the described mechanism that an agreement is, or belongs to."),
    ("registry_mechanism_use", "mechanism_use", "public-pages-2026", "mechanism_use", mechanism_use,
     {"sex": ("F", "M"), "measure": ("workers", "workers_in_all", "visas", "cards", "certificates", "quota", "planned")},
     "Use of mechanisms", "Uso de los mecanismos",
     "People, visas, cards or places by mechanism and period. Never add different measures or overlapping periods."),
    ("registry_ratifications", "ratification", "public-pages-2026", "conventions", ratifications,
     {"status": ("ratified", "signed_only")}, "Ratifications of conventions on migrant workers",
     "Ratificaciones de convenios sobre trabajadores migrantes",
     "Rows seen only: absence is not proof of non-ratification."),
    ("registry_recommendations", "recommendation", "public-pages-2026", "montreal_recommendations", recommendations,
     {}, "Checklist on the themes of the Montreal Recommendations",
     "Lista sobre los temas de las Recomendaciones de Montreal",
     "41 items by chapter in our own words; the numbered texts of the 55 recommendations can be loaded later."),
    ("registry_framework_evidence", "framework_evidence", "public-pages-2026", "recruitment_frameworks",
     framework_evidence, {"status": ("yes", "partly", "no", "unknown")},
     "Evidence on national recruitment frameworks", "Evidencia sobre los marcos nacionales de contratación",
     "By country and item of the checklist; a missing pair was not looked for."),
    ("registry_diaspora_organisations", "diaspora_organisation", "public-pages-2026", "diaspora_orgs",
     diaspora_organisations, {}, "Diaspora organisations", "Organizaciones de la diáspora",
     "Organisations named on public pages; coordinates are those of the city."),
    ("registry_network_themes", "network_theme", "public-pages-2026", "montreal_recommendations",
     of_the_network("network_themes"), {}, "Themes of the network of regulators", "Temas de la red de autoridades",
     "The six themes on which regulators of recruitment work together, with the chapter of the Montreal "
     "Recommendations each belongs to."),
    ("registry_network_members", "network_member", "public-pages-2026", "publications",
     of_the_network("network_members"), {}, "Members of the network of regulators", "Miembros de la red de autoridades",
     "Only members that a public source names. No list of the member states was found."),
    ("registry_network_practices", "network_practice", "public-pages-2026", "recruitment_frameworks",
     network_practices, {}, "Practices of regulators", "Prácticas de autoridades",
     "Found on public pages, not submitted by members; what was done and with which result, by theme and country."),
    ("registry_network_events", "network_event", "public-pages-2026", "publications",
     of_the_network("network_events"), {}, "Events of the network of regulators", "Eventos de la red de autoridades",
     "Meetings that public pages date."),
    ("registry_network_actions", "network_action", "public-pages-2026", "publications",
     of_the_network("network_actions"), {}, "Actions asked for", "Acciones solicitadas",
     "What the forum with diaspora organisations asked for in 2021. The source names neither who is in charge nor a "
     "date."),
]
REQUIRED = {"key"}


def tables():
    """Rows for the TABLES of script/pack, with the registry in place of the dataset."""
    for name, registry, source, facts_name, make, allowed, title, title_es, description in TABLES:
        yield dict(name=name, registry=registry, source=source, facts=facts_name, key=["key"], make=make,
                   allowed=allowed, title=title, title_es=title_es, description=description)
