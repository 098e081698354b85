/* SPDX-License-Identifier: Apache-2.0 */
/* http.h: requests and responses. Handlers see only this.
 *
 * A request is parsed and checked before a handler sees it: the method is known, the target
 * decoded, the query split, the language chosen. A handler fills the response; compression,
 * caching, ranges and security headers are added afterwards. */
#ifndef CORREDOR_SERVE_HTTP_H
#define CORREDOR_SERVE_HTTP_H

/* Of answers that are no pages: nothing in them runs or loads. */
#define HTTP_FILE_POLICY "default-src 'none'; frame-ancestors 'none'; sandbox"

#include "core/say.h"
#include "corredor/corredor.h"
#include "dossier/dossier.h"
#include "figures/figures.h"
#include "ingest/ingest.h"
#include "mechanisms/mechanisms.h"
#include "network/network.h"
#include "office/office.h"
#include "publications/publications.h"
#include "questions/questions.h"

enum {
    HTTP_TARGET_BYTES_MAX = 4096,    // 414
    HTTP_HEAD_BYTES_MAX = 16384,     // 431
    HTTP_HEAD_FIELDS_MAX = 64,       // 431
    HTTP_BODY_BYTES_MAX = 16 << 20,  // 413
    HTTP_OFFICE_BYTES_MAX = 2 << 20, // 413: forms of the office, of which strangers may send some
    HTTP_PARAMETERS_MAX = 64,        // 400

    HTTP_BODIES_BYTES_MAX = 128 << 20,    // total of all requests being read; more get 503
    HTTP_FORM_FIELDS_MAX = 500,           // 413
    HTTP_FORM_UPLOADS_MAX = 16,           // 413
    HTTP_FORM_TEXT_BYTES_MAX = 256 << 10, // per text: 413. A file may be as large as the body
    HTTP_FORM_NAME_BYTES_MAX = 200,       // of a field or file: 400
    HTTP_FORM_PART_HEAD_BYTES_MAX = 4096, // 400
    HTTP_COOKIES_MAX = 4,                 // per answer
};

typedef enum { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_OPTIONS } http_method;

typedef struct {
    cor_str name, value;
} http_pair;

/* The head as received, not yet checked. */
typedef struct {
    cor_str method, target, version;
    const http_pair *fields;
    int32_t field_count;
    cor_str authority; // of a target that names its server, instead of Host; empty: it does not
} http_head;

/* Reason for refusing a request: an HTTP status and a sentence; status 0 accepts it. */
typedef struct {
    int status;
    const char *sentence; // N_()
} http_refusal;

/* Fields of the head for handlers, as received; http_head_check has accepted them. */
typedef struct {
    cor_str host, origin, fetch_site; // Host, Origin, Sec-Fetch-Site
    cor_str media_type;               // Content-Type of the body
    cor_str cookies;                  // see http_cookie
    cor_str agent;                    // User-Agent
    cor_str address;                  // rate-limit key of the client; empty for this machine
} http_words;

/* An uploaded file. */
typedef struct {
    cor_str name;       // name of the field
    cor_str file_name;  // without folders; may be empty
    cor_str media_type; // as stated by the client; may be empty
    cor_str body;
} http_upload;

/* The parsed body of a form. Texts are UTF-8 without NUL; line ends are as sent. */
typedef struct {
    http_pair *texts; // [text_count] in the order of the form
    int32_t text_count;
    http_upload *uploads; // [upload_count]
    int32_t upload_count;
} http_posted;

typedef struct http_request http_request;
typedef struct http_response http_response;
typedef cor_code (*http_handler)(http_request *request, http_response *response, cor_error *err);

/* Where a request is answered: at once by the thread that read it, or by the workers of a lane, see
 * lanes.c. */
typedef enum {
    LANE_HERE,
    LANE_SIGN_IN,
    LANE_KNOWN, // sign-in from a device that is known
    LANE_OFFICE,
    LANE_PAGES,
    LANE_FILES,
    LANE_FLOWS,
    LANE_COUNT
} http_lane;

typedef struct table_file table_file; // tables.c

typedef struct {
    const char *path;
    unsigned methods;    // bits of 1 << http_method
    const char *formats; // endings besides the page, "json csv"; NULL: none
    http_lane lane;
    http_handler handle;
    bool needs_no_database;
    http_lane posted_lane;        // of POST; LANE_HERE: as `lane`
    const char *parameters;       // "method next": names that the handler reads; "*": any
    const cor_question *question; // asked instead of calling `handle`
} http_route;

struct http_request {
    http_method method;
    cor_str path;   // decoded, "/corridor/GTM-MEX"; the ending moves to `format`
    cor_str format; // "json" for .json; empty for a page
    http_pair parameters[HTTP_PARAMETERS_MAX];
    int32_t parameter_count;
    bool has_bytes; // a parameter's value is not text: only questions look at it
    cor_lang lang;
    bool lang_given; // from ?lang=
    http_words words;
    cor_str body;
    http_posted posted;                      // POST: the body as a form
    cor_given holes[COR_QUESTION_HOLES_MAX]; // values of the path's holes
    int32_t hole_count;
    cor_str part, part2;                   // the first two of them
    http_route question_route;             // used when a question answers
    cor_figures *figures;                  // of this thread
    cor_registry *registry;                // of this thread, for search and history
    const cor_registry_memory *registries; // published entries
    cor_flow_runs_memory *flow_runs;       // tables of the flow laboratory
    table_file *made; // the table that answers, with a reference; NULL: not made yet
    cor_arena *keep;
    cor_arena scratch;
};

struct http_response {
    int status; // 0: 200
    cor_str media_type;
    cor_str body;                      // in the request's arena, or static
    cor_str allow;                     // methods, for 204 and 405
    cor_str location;                  // redirections
    cor_str file_name;                 // Content-Disposition; empty: show in place
    int32_t max_age_s;                 // 0: revalidate each time
    bool immutable;                    // asset with a content hash
    bool no_store;                     // answers with personal data
    cor_str cookies[HTTP_COOKIES_MAX]; // values of Set-Cookie, see http_cookie_set; such an answer
                                       // is not stored
    int32_t cookie_count;
    table_file *file;      // instead of `body`, with a reference; NULL: none
    int32_t retry_after_s; // 0: not said
};

/* A row of the routing table. A path matches segment by segment; {a} takes one segment, {a}-{b} two
 * parts of one. */
const http_route *http_route_find(http_request *request); // with the values of its path's holes
bool http_route_has_format(const http_route *route, const http_request *request);
/* LANE_HERE takes at most 5 ms and does not write. */
http_lane http_route_lane(const http_route *route, const http_request *request);
/* Drop the parameters that the address does not have: shared links carry trackers, which are no
 * part of the page, its links or its key in the cache. */
void http_route_keep_known(const http_route *route, http_request *request);

/* ---- head.c: bytes on the wire ------------------------------------------- */
typedef enum { HTTP_HEAD_PART, HTTP_HEAD_WHOLE, HTTP_HEAD_BROKEN } http_head_state;
/* Look for the empty line that ends a head, from *scanned on, which moves. BROKEN: a line does not
 * end with CR LF. */
http_head_state http_head_find_end(cor_str bytes, size_t *scanned, size_t *ret_length);
/* Split a whole head; texts of ret_head point into `bytes`. A target with a server in front of its
 * path ("http://host/path", RFC 9112, 3.2.2) is cut in two. Status 0, or the reason to refuse. */
http_refusal http_head_read(cor_str bytes, http_pair fields[HTTP_HEAD_FIELDS_MAX + 1],
                            http_head *ret_head);
/* The refusal of a head that has not ended within the limit: by its first line, or by its fields.
 */
http_refusal http_head_too_long(cor_str bytes);

/* A chunked body being read; starts zeroed. */
typedef struct {
    int step;
    int64_t left; // bytes of this chunk to come
    int32_t size_digits, extension_bytes, trailer_bytes;
    size_t line_length;
    char line[512]; // of a trailer field
} http_chunks;
/* Read on: *bytes moves behind what was read, *ret_data is the piece of the body that was found,
 * which may be empty. Call again while bytes are left. */
http_refusal http_chunks_read(http_chunks *chunks, cor_str *bytes, cor_str *ret_data);
/* The last chunk and the fields behind it were read. */
bool http_chunks_done(const http_chunks *chunks);

/* ---- request_check.c: pure functions over what was received -------------- */
http_refusal http_head_check(const http_head *head);
/* The number that a Content-Length says, leading zeros left out; INT64_MAX for one beyond any. */
int64_t http_body_length(cor_str digits);
bool http_is_token(cor_str text);       // RFC 9110, 5.6.2
bool http_is_field_value(cor_str text); // without control characters
/* Percent-decode in one pass; false for bad escapes, NUL, or bytes that are not UTF-8. In queries
 * plus means blank. */
bool http_decode(cor_str text, bool is_query, cor_arena *keep, cor_str *ret_decoded);
/* Stand-ins for the parts of a long target that no parameter accepts, so that the question says
 * which value is too long, as at the command line. In place; returns the new length. */
size_t http_target_shorten(char *target, size_t length);
/* Split the target into path, format ending and parameters. False: not a valid target (400). All is
 * UTF-8 without NUL but values of parameters, and `has_bytes` says whether one of those is not. */
bool http_target_read(cor_str target, cor_arena *keep, http_request *request);
cor_str http_parameter(const http_request *request, const char *name);
/* The address that was asked for, without language: "/corridor/GTM-MEX?x=y". show.c */
void http_request_put_address(const http_request *request, bool with_format, cor_out *out);
/* Compare with a word, ignoring case. */
bool http_word_is(cor_str text, const char *lower);

/* Whether a request that changes something comes from one of our own pages, or from a program:
 * another site must not be able to send a reader's browser here with a form of its own. Browsers
 * state the origin in Sec-Fetch-Site; older ones in Origin, which is compared with Host. */
bool http_is_from_here(const http_words *words);

/* ---- form.c, multipart.c: bodies of POST --------------------------------- */

/* Parse a body of application/x-www-form-urlencoded or multipart/form-data (RFC 7578, RFC 2046
 * section 5.1). Returns 0, or the status of the answer with the fact in `err`: 400 malformed or not
 * UTF-8, 413 too many or too large, 415 another media type. Texts of ret_posted point into `body`
 * or are made in `keep`. Dispatch calls it before a handler. */
int http_form_read(cor_str media_type, cor_str body, cor_arena *keep, http_posted *ret_posted,
                   cor_error *err);
/* The first text with this name; empty without one. */
cor_str http_form(const http_request *request, const char *name);
bool http_form_has(const http_request *request, const char *name);
/* Each text with this name, in order: start with *at = 0. False after the last. */
bool http_form_next(const http_request *request, const char *name, int32_t *at, cor_str *ret_text);
/* The first file with this name; NULL when none was chosen. */
const http_upload *http_upload_find(const http_request *request, const char *name);
/* "multipart/form-data; boundary=x": compare the type; get a parameter. */
bool http_media_is(cor_str media_type, const char *lower);
cor_str http_media_parameter(cor_str media_type, const char *lower);
/* For form.c only. */
int http_multipart_read(cor_str media_type, cor_str body, cor_arena *keep, http_posted *ret_posted,
                        cor_error *err);
int http_form_text_check(cor_str name, cor_str text, cor_error *err);

/* ---- negotiate.c --------------------------------------------------------- */
typedef enum { HTTP_IDENTITY, HTTP_GZIP, HTTP_DEFLATE, HTTP_BROTLI, HTTP_CODING_COUNT } http_coding;
const char *http_coding_name(http_coding coding);
http_coding http_coding_choose(cor_str accept_encoding);
/* Family of browser and system, "Firefox, Windows", from a User-Agent; empty when both are
 * unknown. */
cor_str http_device(cor_str agent, cor_arena *keep);
/* From Accept-Language; English when it has none of ours. */
cor_lang http_lang_choose(cor_str accept_language);
/* If-None-Match: a list of entity tags, or "*". Weak comparison. */
bool http_etag_matches(cor_str field, cor_str etag);
/* Range: one byte range. Returns 0 when absent or not understood (send all); 206; 416. */
int http_range_read(cor_str field, int64_t size, int64_t *ret_first, int64_t *ret_last);
/* The value of a cookie in a Cookie field; empty without it. */
cor_str http_cookie(cor_str field, const char *name);
/* Set `__Host-<name>` for this host, over TLS only, not readable by scripts and not sent with other
 * sites' forms; it lasts max_age_s seconds, 0: until the browser is closed; an empty value deletes
 * it. The value consists of letters, digits and -._~ (else false, as when there are too many
 * cookies). */
bool http_cookie_set(http_response *response, const char *name, cor_str value, int32_t max_age_s,
                     cor_arena *keep);

/* ---- worker.c ------------------------------------------------------------ */
/* The database for writing, in a handler of POST: one per thread of a lane, opened on first use.
 * The server otherwise only reads. COR_E_BUSY (503), with the reason in the log, when the database
 * cannot be written. Begin and commit within the handler; open transactions are rolled back. */
cor_code http_store_write(cor_store **ret_store, cor_error *err);

/* ---- compress.c ---------------------------------------------------------- */
/* The compressed body; empty when it would not be smaller or memory is short. */
cor_str http_compress(cor_str body, http_coding coding, cor_arena *keep);
bool http_is_compressible(cor_str media_type);

/* ---- metrics.c: counters that many threads add to ------------------------ */
typedef struct {
    int status;
    int64_t bytes, microseconds;
    bool cached;
} http_outcome;
void http_metrics_count(const http_outcome *outcome);
void http_metrics_connection(int change, bool refused);
void http_metrics_print(cor_out *out);

/* ---- log.c --------------------------------------------------------------- */
/* One line of JSON: time, method, route, status, bytes, milliseconds. Never an address, a query or
 * a body. */
void http_log(const char *method, const char *route, const http_outcome *outcome);
void http_log_event(const char *event, cor_text text);

#endif
