/* SPDX-License-Identifier: Apache-2.0 */
/* oai_request.c: checks the arguments of a harvester strictly: the protocol lists the faults and
 * their codes. */
#include "oai.h"

typedef struct {
    const char *name;
    unsigned required, optional; // bits of oai_key
    bool exclusive;              // a resumption token excludes other arguments
} verb_rule;

typedef enum {
    KEY_IDENTIFIER,
    KEY_PREFIX,
    KEY_FROM,
    KEY_UNTIL,
    KEY_SET,
    KEY_TOKEN,
    KEY_COUNT
} oai_key;
#define BIT(key) (1u << (key))
#define SPAN     (BIT(KEY_FROM) | BIT(KEY_UNTIL) | BIT(KEY_SET))

static const char *const KEYS[KEY_COUNT] = { "identifier", "metadataPrefix", "from", "until",
                                             "set",        "resumptionToken" };
static const verb_rule VERBS[OAI_VERB_COUNT] = {
    [OAI_IDENTIFY] = { "Identify", 0, 0, false },
    [OAI_LIST_METADATA_FORMATS] = { "ListMetadataFormats", 0, BIT(KEY_IDENTIFIER), false },
    [OAI_LIST_SETS] = { "ListSets", 0, 0, true },
    [OAI_LIST_IDENTIFIERS] = { "ListIdentifiers", BIT(KEY_PREFIX), SPAN, true },
    [OAI_LIST_RECORDS] = { "ListRecords", BIT(KEY_PREFIX), SPAN, true },
    [OAI_GET_RECORD] = { "GetRecord", BIT(KEY_IDENTIFIER) | BIT(KEY_PREFIX), 0, false },
};

const char *oai_fault_code(oai_fault fault) {
    static const char *const codes[OAI_FAULT_COUNT] = { "",
                                                        "badVerb",
                                                        "badArgument",
                                                        "badResumptionToken",
                                                        "cannotDisseminateFormat",
                                                        "idDoesNotExist",
                                                        "noRecordsMatch" };
    return codes[fault];
}

static void refuse_arguments(oai_request *request, oai_fault fault, const char *reason) {
    if (request->fault) return;
    request->fault = fault;
    request->reason = reason;
}

/* ---- times and sets ------------------------------------------------------ */

static bool two_digits(cor_str text, size_t at, int32_t most, int32_t *ret_number) {
    char high = text.at[at], low = text.at[at + 1];
    if (high < '0' || high > '9' || low < '0' || low > '9') return false;
    *ret_number = (high - '0') * 10 + low - '0';
    return *ret_number <= most;
}

bool oai_time_read(cor_str text, bool end, int64_t *ret_at_s, bool *ret_is_day) {
    cor_date day;
    int32_t hour, minute, second;

    if (text.length < 10 || !cor_date_parse(cor_str_part(text, 0, 10), &day)) return false;
    *ret_at_s = (int64_t)day.days * 86400;
    *ret_is_day = text.length == 10;

    if (*ret_is_day) {
        if (end) *ret_at_s += 86399;
        return true;
    }

    if (text.length != 20 || text.at[10] != 'T' || text.at[13] != ':' || text.at[16] != ':' ||
        text.at[19] != 'Z')
        return false;

    if (!two_digits(text, 11, 23, &hour) || !two_digits(text, 14, 59, &minute) ||
        !two_digits(text, 17, 59, &second))
        return false;

    *ret_at_s += hour * 3600 + minute * 60 + second;
    return true;
}

bool oai_set_read(cor_str set, int32_t *ret_field, cor_str *ret_code) {
    static const struct {
        const char *prefix;
        int32_t field;
    } families[] = { { "topic-", PUBLICATION_TOPICS }, { "form-", PUBLICATION_FORM } };

    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (!cor_str_starts(set, cor_str_of(families[i].prefix))) continue;
        cor_str word = cor_str_part(set, strlen(families[i].prefix), set.length);
        const cor_registry_code *code = cor_kind_publication.fields[families[i].field].codes;
        for (; code->code; code++)
            if (cor_str_is(word, code->code)) {
                *ret_field = families[i].field;
                *ret_code = word;
                return true;
            }
    }

    return false;
}

/* ---- tokens -------------------------------------------------------------- */

/* "1.ListRecords.from.until.set.at.entry.cursor.total.sum": the checksum reveals tokens that were
 * altered or cut. */
void oai_token_write(oai_verb verb, const oai_place *place, char ret_token[OAI_TOKEN_BYTES]) {
    int length = snprintf(ret_token, OAI_TOKEN_BYTES, "1.%s.%lld.%lld.%s.%lld.%lld.%lld.%lld",
                          VERBS[verb].name, (long long)place->from_s, (long long)place->until_s,
                          place->set, (long long)place->after_at_s, (long long)place->after_entry,
                          (long long)place->cursor, (long long)place->total);
    uint64_t sum = cor_str_hash((cor_str){ ret_token, (size_t)length });
    snprintf(ret_token + length, (size_t)(OAI_TOKEN_BYTES - length), ".%08x",
             (unsigned)(sum & 0xFFFFFFFF));
}

static bool next_number(cor_str *rest, int64_t *ret_number) {
    cor_str piece;
    return cor_str_split(rest, '.', &piece) && cor_number_parse_int(piece, ret_number);
}

bool oai_token_read(cor_str token, oai_verb verb, oai_place *ret_place) {
    cor_str rest = token, version, name, set, code;
    char again[OAI_TOKEN_BYTES];
    oai_place place = { 0 };
    int32_t field;

    if (token.length >= OAI_TOKEN_BYTES || !token.length) return false;
    if (!cor_str_split(&rest, '.', &version) || !cor_str_is(version, "1")) return false;
    if (!cor_str_split(&rest, '.', &name) || !cor_str_is(name, VERBS[verb].name)) return false;
    if (!next_number(&rest, &place.from_s) || !next_number(&rest, &place.until_s)) return false;

    if (!cor_str_split(&rest, '.', &set) || set.length >= sizeof place.set) return false;
    if (set.length && !oai_set_read(set, &field, &code)) return false;
    memcpy(place.set, set.at, set.length);
    if (!next_number(&rest, &place.after_at_s) || !next_number(&rest, &place.after_entry))
        return false;

    if (!next_number(&rest, &place.cursor) || !next_number(&rest, &place.total)) return false;
    oai_token_write(verb, &place, again);
    if (!cor_str_is(token, again)) return false;
    *ret_place = place;

    return true;
}

/* ---- arguments ----------------------------------------------------------- */

static bool find_verb(oai_request *request, const cor_oai_argument *arguments, size_t count) {
    size_t given = 0;
    bool known = false;

    for (size_t i = 0; i < count; i++) {
        if (!cor_str_is(arguments[i].name, "verb")) continue;
        given++;
        for (int verb = 0; verb < OAI_VERB_COUNT; verb++)
            if (cor_str_is(arguments[i].value, VERBS[verb].name)) {
                request->verb = (oai_verb)verb;
                known = true;
            }
    }

    if (!given) refuse_arguments(request, OAI_BAD_VERB, "The verb is missing.");
    if (given > 1) refuse_arguments(request, OAI_BAD_VERB, "The verb is given more than once.");
    if (!known) refuse_arguments(request, OAI_BAD_VERB, "The verb is none of the protocol.");

    return !request->fault;
}

static cor_str *list_place_of(oai_request *request, oai_key key, bool **ret_given) {
    cor_str *const texts[KEY_COUNT] = { &request->identifier, &request->prefix, &request->from,
                                        &request->until,      &request->set,    &request->token };
    bool *const given[KEY_COUNT] = { &request->has_identifier, &request->has_prefix,
                                     &request->has_from,       &request->has_until,
                                     &request->has_set,        &request->has_token };
    *ret_given = given[key];
    return texts[key];
}

static unsigned take_argument(oai_request *request, const cor_oai_argument *argument) {
    for (int key = 0; key < KEY_COUNT; key++) {
        bool *given;
        if (!cor_str_is(argument->name, KEYS[key])) continue;
        cor_str *text = list_place_of(request, (oai_key)key, &given);
        if (*given)
            refuse_arguments(request, OAI_BAD_ARGUMENT, "An argument is given more than once.");
        *given = true;
        *text = argument->value;
        return BIT(key);
    }

    refuse_arguments(request, OAI_BAD_ARGUMENT, "An argument is none of the protocol.");
    return 0;
}

static void check_keys(oai_request *request, unsigned given) {
    const verb_rule *rule = &VERBS[request->verb];
    if (given & BIT(KEY_TOKEN)) {
        if (!rule->exclusive)
            refuse_arguments(request, OAI_BAD_ARGUMENT, "This verb takes no resumptionToken.");
        else if (given != BIT(KEY_TOKEN))
            refuse_arguments(request, OAI_BAD_ARGUMENT, "A resumptionToken stands alone.");
        return;
    }

    if (rule->required & ~given)
        refuse_arguments(request, OAI_BAD_ARGUMENT, "A required argument is missing.");
    if (given & ~(rule->required | rule->optional))
        refuse_arguments(request, OAI_BAD_ARGUMENT, "The verb does not take one of the arguments.");
}

static void read_span(oai_request *request, int64_t now_s) {
    bool from_is_day = false, until_is_day = false;
    int32_t field;
    cor_str code;

    request->place.until_s = now_s;
    request->place.after_at_s = INT64_MIN;
    if (request->has_from &&
        !oai_time_read(request->from, false, &request->place.from_s, &from_is_day))
        refuse_arguments(request, OAI_BAD_ARGUMENT,
                         "The argument from is not a date of the protocol.");

    if (request->has_until &&
        !oai_time_read(request->until, true, &request->place.until_s, &until_is_day))
        refuse_arguments(request, OAI_BAD_ARGUMENT,
                         "The argument until is not a date of the protocol.");

    if (request->has_from && request->has_until && from_is_day != until_is_day)
        refuse_arguments(request, OAI_BAD_ARGUMENT,
                         "The arguments from and until have different granularity.");

    if (request->has_from && request->has_until && request->place.from_s > request->place.until_s)
        refuse_arguments(request, OAI_BAD_ARGUMENT, "The argument from is later than until.");
    if (request->has_set && (!oai_set_read(request->set, &field, &code) ||
                             request->set.length >= sizeof request->place.set))
        refuse_arguments(request, OAI_NO_RECORDS, "There is no such set.");

    else if (request->has_set)
        memcpy(request->place.set, request->set.at, request->set.length);
}

oai_request oai_request_read(const cor_oai_argument *arguments, size_t count, int64_t now_s) {
    oai_request request = { 0 };
    unsigned given = 0;

    if (!find_verb(&request, arguments, count)) return request;
    for (size_t i = 0; i < count; i++)
        if (!cor_str_is(arguments[i].name, "verb")) given |= take_argument(&request, &arguments[i]);

    check_keys(&request, given);
    if (request.fault) return request;
    if (request.has_token) {
        if (!oai_token_read(request.token, request.verb, &request.place))
            refuse_arguments(&request, OAI_BAD_TOKEN,
                             "The resumptionToken is not one that was given here.");
        return request;
    }

    read_span(&request, now_s);
    if (request.has_prefix && !cor_str_is(request.prefix, "oai_dc") &&
        request.fault != OAI_BAD_ARGUMENT) {
        request.fault = OAI_CANNOT_DISSEMINATE;
        request.reason = "The only format is oai_dc.";
    }

    return request;
}
