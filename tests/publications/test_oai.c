/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of OAI-PMH 2.0, as a validator of repositories asks them: every verb, every error,
 * granularity, sets, lists in parts, records that are gone. */
#include "kinds/kinds.h"
#include "library_case.h"

#include "publications/oai.h"

enum { NOW_S = 1700000000 }; // 2023-11-14T22:13:20Z

/* "verb=ListRecords&set=x": names and values as they are. */
static cor_str ask(registry_case *test, const char *query) {
    cor_oai_argument arguments[20];
    size_t count = 0;
    cor_str rest = cor_str_of(query), piece;

    while (rest.length && cor_str_split(&rest, '&', &piece)) {
        size_t equals = cor_str_find(piece, COR_STR("="));
        arguments[count++] = (cor_oai_argument){ cor_str_part(piece, 0, equals),
                                                 cor_str_part(piece, equals + 1, piece.length) };
    }

    cor_repository repository = { .base_url = COR_STR("https://example.org"),
                                  .domain = COR_STR("example.org") };
    cor_out out = cor_out_memory(&test->keep);
    assert_ok(cor_oai_answer(test->registry, &repository, arguments, count, NOW_S, test->scratch,
                             &out, &test->err),
              &test->err);
    cor_str answer = cor_str_keep(&test->keep, cor_out_str(&out));

    return answer;
}

static void assert_error(registry_case *test, const char *query, const char *code) {
    cor_str answer = ask(test, query);
    char error[60];
    snprintf(error, sizeof error, "<error code=\"%s\">", code);
    if (!holds(answer, error)) fail_msg("%s: no %s in %.*s", query, code, COR_STR_F(answer));
    assert_int_equal(count_of(answer, "<error"), 1);
    // What is not of the protocol is not repeated in the answer.
    bool repeats = holds(answer, "<request verb=");
    bool may_repeat = strcmp(code, "badVerb") != 0 && strcmp(code, "badArgument") != 0;
    if (repeats && !may_repeat) fail_msg("%s is repeated", query);
}

static void put(registry_case *test, const char *key, const char *topics, int64_t at_s) {
    cor_entry *entry = case_publication(test, key, "A title & more", "Un título");
    case_set(entry, "topics", topics);
    case_set(entry, "form", "report");
    case_set_in(entry, "summary", COR_LANG_EN, "A <summary>");
    case_set_in(entry, "summary", COR_LANG_ES, "Un resumen");
    registry_set_clock(test->registry, at_s);
    assert_ok(case_put(test, entry, "ana", COR_STATE_PUBLISHED, -1), &test->err);
}

static registry_case *some(void) {
    registry_case *test = case_open();
    put(test, "A", "recruitment", 1577836800);          // 2020-01-01T00:00:00Z
    put(test, "B", "recruitment;diaspora", 1577923199); // 2020-01-01T23:59:59Z
    put(test, "C", "statistics", 1577923200);           // 2020-01-02T00:00:00Z
    return test;
}

static void every_verb_answers(void **state) {
    (void)state;
    registry_case *test = some();
    cor_str identify = ask(test, "verb=Identify");
    assert_holds(identify, "<baseURL>https://example.org/oai</baseURL>");
    assert_holds(identify, "<protocolVersion>2.0</protocolVersion>");
    assert_holds(identify, "<earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp>");
    assert_holds(identify, "<deletedRecord>persistent</deletedRecord>");
    assert_holds(identify, "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>");
    assert_holds(identify, "<adminEmail>postmaster@example.org</adminEmail>");
    assert_holds(identify, "<responseDate>2023-11-14T22:13:20Z</responseDate>");
    assert_holds(identify, "<request verb=\"Identify\">https://example.org/oai</request>");
    assert_holds(ask(test, "verb=ListMetadataFormats"), "<metadataPrefix>oai_dc</metadataPrefix>");
    assert_holds(ask(test, "verb=ListMetadataFormats&identifier=oai:example.org:A"), "oai_dc");
    assert_holds(ask(test, "verb=ListSets"), "<setSpec>topic-recruitment</setSpec>");
    cor_str record = ask(test, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:A");
    assert_holds(record, "<dc:title xml:lang=\"en\">A title &amp; more</dc:title>");
    assert_holds(record, "<dc:title xml:lang=\"es\">Un título</dc:title>");
    assert_holds(record, "<dc:description xml:lang=\"en\">A &lt;summary&gt;</dc:description>");
    assert_holds(record, "<dc:description xml:lang=\"es\">Un resumen</dc:description>");
    assert_holds(record, "<setSpec>topic-recruitment</setSpec>");
    assert_int_equal(count_of(ask(test, "verb=ListRecords&metadataPrefix=oai_dc"), "<record>"), 3);
    cor_str identifiers = ask(test, "verb=ListIdentifiers&metadataPrefix=oai_dc");
    assert_int_equal(count_of(identifiers, "<header>"), 3);
    assert_int_equal(count_of(identifiers, "<metadata>"), 0);
    assert_int_equal(count_of(identifiers, "resumptionToken"), 0);
    const char *const all[] = { "verb=Identify",
                                "verb=ListMetadataFormats",
                                "verb=ListSets",
                                "verb=ListRecords&metadataPrefix=oai_dc",
                                "verb=ListIdentifiers&metadataPrefix=oai_dc",
                                "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:C",
                                "verb=Nothing" };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_well_formed(test, ask(test, all[i]));

    case_close(test);
}

static void every_fault_has_its_code(void **state) {
    (void)state;
    registry_case *test = some();
    static const char *const faults[][2] = {
        { "", "badVerb" },
        { "verb=", "badVerb" },
        { "verb=junk", "badVerb" },
        { "verb=identify", "badVerb" },
        { "verb=Identify&verb=Identify", "badVerb" },
        { "Verb=Identify", "badVerb" },
        { "verb=Identify&test=test", "badArgument" },
        { "verb=Identify&identifier=oai:example.org:A", "badArgument" },
        { "verb=ListSets&metadataPrefix=oai_dc", "badArgument" },
        { "verb=ListRecords", "badArgument" },
        { "verb=ListIdentifiers&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument" },
        { "verb=GetRecord&metadataPrefix=oai_dc", "badArgument" },
        { "verb=GetRecord&identifier=oai:example.org:A", "badArgument" },
        { "verb=GetRecord&identifier=a&metadataPrefix=oai_dc&from=2020-01-01", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=junk", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020-13-01", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2021-02-29", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T00:00Z", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T24:00:00Z", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T00:00:00+01:00", "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2020-01-02T00:00:00Z",
          "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01T00:00:00Z&until=2020-01-02",
          "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-02&until=2020-01-01",
          "badArgument" },
        { "verb=ListRecords&metadataPrefix=oai_dc&until=2019-12-31", "noRecordsMatch" },
        { "verb=ListRecords&metadataPrefix=oai_dc&from=2030-01-01", "noRecordsMatch" },
        { "verb=ListRecords&metadataPrefix=oai_dc&set=really_wrong_set", "noRecordsMatch" },
        { "verb=ListRecords&metadataPrefix=oai_dc&set=topic-remittances", "noRecordsMatch" },
        { "verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat" },
        { "verb=GetRecord&metadataPrefix=marc21&identifier=oai:example.org:A",
          "cannotDisseminateFormat" },
        { "verb=GetRecord&metadataPrefix=oai_dc&identifier=invalid\"id", "idDoesNotExist" },
        { "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:", "idDoesNotExist" },
        { "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:a", "idDoesNotExist" },
        { "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.orgA", "idDoesNotExist" },
        { "verb=ListMetadataFormats&identifier=really_wrong_id", "idDoesNotExist" },
        { "verb=ListRecords&resumptionToken=junktoken", "badResumptionToken" },
        { "verb=ListSets&resumptionToken=junktoken", "badResumptionToken" },
        { "verb=ListRecords&resumptionToken=", "badResumptionToken" },
        { "verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument" },
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_error(test, faults[i][0], faults[i][1]);

    cor_str answer =
        ask(test, "verb=GetRecord&metadataPrefix=oai_dc&identifier=<a href=\"x\">&amp;");
    assert_well_formed(test, answer);
    case_close(test);
}

static void spans_of_time_include_both_ends(void **state) {
    (void)state;
    registry_case *test = some();
    static const struct {
        const char *span;
        int32_t count;
    } spans[] = {
        { "&from=2020-01-01&until=2020-01-01", 2 },
        { "&from=2020-01-02", 1 },
        { "&until=2020-01-01", 2 },
        { "&from=2020-01-01T23:59:59Z&until=2020-01-01T23:59:59Z", 1 },
        { "&from=2020-01-01T23:59:59Z&until=2020-01-02T00:00:00Z", 2 },
        { "&set=topic-recruitment", 2 },
        { "&set=topic-recruitment&from=2020-01-01T00:00:01Z", 1 },
        { "&set=form-report", 3 },
    };

    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        char query[160];
        snprintf(query, sizeof query, "verb=ListIdentifiers&metadataPrefix=oai_dc%s",
                 spans[i].span);
        assert_int_equal(count_of(ask(test, query), "<header>"), spans[i].count);
    }

    case_close(test);
}

static void what_was_withdrawn_stays_as_deleted(void **state) {
    (void)state;
    registry_case *test = some();
    registry_set_clock(test->registry, 1600000000); // 2020-09-13T12:26:40Z
    assert_ok(case_move(test, &cor_kind_publication, "B", "ana", COR_STATE_WITHDRAWN, 1),
              &test->err);
    cor_str record = ask(test, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:B");
    assert_holds(record, "<header status=\"deleted\">");
    assert_holds(record, "<datestamp>2020-09-13T12:26:40Z</datestamp>");
    assert_false(holds(record, "<metadata>"));
    cor_str since = ask(test, "verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-01");
    assert_int_equal(count_of(since, "status=\"deleted\""), 1);
    assert_int_equal(count_of(since, "<record>"), 1);

    // It is told to those who harvest its set, and to no others.
    assert_int_equal(
        count_of(ask(test, "verb=ListRecords&metadataPrefix=oai_dc&set=topic-diaspora"), "deleted"),
        1);
    assert_int_equal(
        count_of(ask(test, "verb=ListRecords&metadataPrefix=oai_dc&set=topic-statistics"),
                 "deleted"),
        0);
    put(test, "B", "recruitment", 1600000100);
    record = ask(test, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:B");
    assert_false(holds(record, "deleted"));
    assert_holds(record, "<datestamp>2020-09-13T12:28:20Z</datestamp>");

    // A draft beside it changes nothing for others.
    cor_entry *draft = case_publication(test, "A", "A draft", "");
    registry_set_clock(test->registry, 1600000200);
    assert_ok(case_put(test, draft, "ana", COR_STATE_DRAFT, -1), &test->err);
    record = ask(test, "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:example.org:A");
    assert_holds(record, "<datestamp>2020-01-01T00:00:00Z</datestamp>");
    assert_false(holds(record, "A draft"));
    case_close(test);
}

static cor_str token_in(cor_str answer) {
    size_t open = cor_str_find(answer, COR_STR("<resumptionToken"));
    if (open == SIZE_MAX) return (cor_str){ 0 };
    cor_str rest = cor_str_part(answer, open, answer.length);
    rest = cor_str_part(rest, cor_str_find(rest, COR_STR(">")) + 1, rest.length);
    return cor_str_part(rest, 0, cor_str_find(rest, COR_STR("<")));
}

static void lists_come_in_parts_that_survive_a_restart(void **state) {
    (void)state;
    enum { MANY = 230 };
    registry_case *test = case_open();
    char key[16], query[300];

    for (int i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "P%03d", i);
        put(test, key, "recruitment", 1577836800 + i / 7); // many have the same moment
    }

    cor_str answer = ask(test, "verb=ListIdentifiers&metadataPrefix=oai_dc&set=topic-recruitment");
    assert_holds(answer, "completeListSize=\"230\" cursor=\"0\"");
    int32_t seen = count_of(answer, "<header>");
    assert_int_equal(seen, 100);
    snprintf(query, sizeof query, "verb=ListRecords&resumptionToken=%.*s",
             COR_STR_F(token_in(answer)));
    assert_error(test, query, "badResumptionToken"); // a token of another verb
    snprintf(query, sizeof query, "verb=ListIdentifiers&resumptionToken=%.*s0",
             COR_STR_F(token_in(answer)));
    assert_error(test, query, "badResumptionToken");
    snprintf(query, sizeof query, "verb=ListIdentifiers&resumptionToken=%.*s&from=2020-01-01",
             COR_STR_F(token_in(answer)));
    assert_error(test, query, "badArgument");

    // As another process would: nothing is remembered but the token.
    cor_registry_close(test->registry);
    cor_store_close(test->store);
    assert_ok(cor_store_open(cor_str_of(test_folder_file(&test->folder, "a.db")), COR_STORE_WRITE,
                             &test->store, &test->err),
              &test->err);
    assert_ok(cor_registry_open(test->store, &cor_kinds, &test->registry, &test->err), &test->err);
    put(test, "P005", "recruitment;diaspora",
        1700000000 - 5); // changed meanwhile: it comes at the end

    for (int part = 0; part < 2; part++) {
        snprintf(query, sizeof query, "verb=ListIdentifiers&resumptionToken=%.*s",
                 COR_STR_F(token_in(answer)));
        cor_str again = ask(test, query);
        answer = ask(test, query);
        assert_true(cor_str_equal(answer, again)); // the same token, the same answer
        assert_well_formed(test, answer);
        seen += count_of(answer, "<header>");
    }

    assert_int_equal(seen, MANY + 1);
    assert_holds(answer, "cursor=\"200\"></resumptionToken>");
    case_close(test);
}

static void tokens_read_back(void **state) {
    (void)state;
    oai_place place = { 12, 34, "topic-diaspora", 56, 78, 100, 230 }, read;
    char token[OAI_TOKEN_BYTES];
    oai_token_write(OAI_LIST_RECORDS, &place, token);
    assert_true(oai_token_read(cor_str_of(token), OAI_LIST_RECORDS, &read));
    assert_memory_equal(&read.set, &place.set, sizeof place.set);
    assert_int_equal(read.after_entry, 78);
    assert_int_equal(read.cursor, 100);

    for (size_t i = 0; token[i]; i++) { // any character changed is noticed
        char changed[OAI_TOKEN_BYTES];
        memcpy(changed, token, sizeof changed);
        changed[i] = changed[i] == '7' ? '8' : '7';
        assert_false(oai_token_read(cor_str_of(changed), OAI_LIST_RECORDS, &read));
    }
}

test_program(cmocka_unit_test(every_verb_answers), cmocka_unit_test(every_fault_has_its_code),
             cmocka_unit_test(spans_of_time_include_both_ends),
             cmocka_unit_test(what_was_withdrawn_stays_as_deleted),
             cmocka_unit_test(lists_come_in_parts_that_survive_a_restart),
             cmocka_unit_test(tokens_read_back))
