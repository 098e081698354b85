/* SPDX-License-Identifier: Apache-2.0 */
/* feed.c: files and memory as one stream of bytes, with the SHA-256 of the bytes read. */
#include "feed.h"
#include "core/say.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

static cor_code fail_open_file(cor_str path, int system_error, cor_error *err) {
    cor_text reason = cor_system_reason(system_error);
    cor_fail(err, COR_E_MISSING, _("The file {path} cannot be opened: {reason}."),
             cor_arg_str(path), cor_arg_text(&reason));
    return cor_hint(err, _("Check the path, and that you may read the file."));
}

static cor_code refuse_kind(cor_str path, mode_t mode, cor_error *err) {
    if (S_ISDIR(mode)) {
        cor_fail(err, COR_E_MISSING, _("{path} is a folder, not a file."), cor_arg_str(path));
        return cor_hint(err, _("Name the file inside it."));
    }
    // A table is read twice (once to recognise its layout) and its size is needed for limits; a
    // pipe allows neither.
    cor_fail(err, COR_E_MISSING, _("{path} is a pipe or a device, not an ordinary file."),
             cor_arg_str(path));
    return cor_hint(err, _("Save the data to a file first, and name that."));
}

cor_code cor_feed_open(cor_feed *feed, cor_str path, cor_error *err) {
    char name[PATH_MAX];
    if (path.length == 0 || memchr(path.at, 0, path.length))
        return fail_open_file(path, ENOENT, err);
    if (path.length >= sizeof name) return fail_open_file(path, ENAMETOOLONG, err);
    memcpy(name, path.at, path.length);
    name[path.length] = 0;

    // O_NONBLOCK: opening a pipe without a writer would block for ever.
    int file = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return fail_open_file(path, errno, err);
    struct stat about;

    if (fstat(file, &about) || !S_ISREG(about.st_mode)) {
        close(file);
        return refuse_kind(path, about.st_mode, err);
    }

    feed->file = file;
    feed->size_bytes = about.st_size;
    crypto_hash_sha256_init(&feed->hash);

    return COR_OK;
}

void cor_feed_open_memory(cor_feed *feed, cor_str bytes) {
    feed->file = -1;
    feed->memory = bytes;
    feed->size_bytes = (int64_t)bytes.length;
    crypto_hash_sha256_init(&feed->hash);
}

void cor_feed_close(cor_feed *feed) {
    if (feed->has_inflater) inflateEnd(&feed->inflater);
    if (feed->file >= 0) close(feed->file);
    *feed = (cor_feed){ .file = -1 };
}

cor_code cor_feed_peek(const cor_feed *feed, int64_t at, char *to, size_t room, size_t *ret_got,
                       cor_error *err) {
    size_t got = 0;
    if (feed->file < 0) {
        cor_str part = cor_str_part(feed->memory, (size_t)at, room);
        if (part.length) memcpy(to, part.at, part.length);
        *ret_got = part.length;
        return COR_OK;
    }

    while (got < room) {
        ssize_t more = pread(feed->file, to + got, room - got, (off_t)(at + (int64_t)got));
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) {
            cor_text reason = cor_system_reason(errno);
            return cor_fail(err, COR_E_MISSING, _("The file cannot be read further: {reason}."),
                            cor_arg_text(&reason));
        }
        if (more == 0) break;
        got += (size_t)more;
    }

    if (got < room && at + (int64_t)got < feed->size_bytes) {
        cor_fail(err, COR_E_CONFLICT, _("The file became shorter while it was read."));
        return cor_hint(err,
                        _("Wait until the program that writes it has finished, and try again."));
    }

    *ret_got = got;
    return COR_OK;
}

/* Memory does not change, so its hash is computed on demand; a file might change, so it is hashed
 * as it is read. */
static void hash_piece(cor_feed *feed, int64_t at, const char *bytes, size_t length) {
    int64_t known = feed->hashed - at;
    if (known < 0 || known >= (int64_t)length) return;
    crypto_hash_sha256_update(&feed->hash, (const unsigned char *)bytes + known,
                              length - (size_t)known);
    feed->hashed = at + (int64_t)length;
}

cor_code cor_feed_read_packed(cor_feed *feed, char *to, size_t room, size_t *ret_got,
                              cor_error *err) {
    cor_code code = cor_feed_peek(feed, feed->at, to, room, ret_got, err);
    if (code) return code;
    if (feed->file >= 0) hash_piece(feed, feed->at, to, *ret_got);
    feed->at += (int64_t)*ret_got;
    return COR_OK;
}

cor_code cor_limits_check(const cor_table_limits *limits, int64_t packed, int64_t unpacked,
                          cor_error *err) {
    enum { RATIO_FROM_BYTES = 8 << 20 };
    if (unpacked > limits->bytes) {
        cor_fail(err, COR_E_LIMIT, _("The file has more than {limit} bytes once unpacked."),
                 cor_arg_int(limits->bytes));
        return cor_hint(err, _("Split it into smaller files."));
    }

    if (unpacked <= RATIO_FROM_BYTES || unpacked / limits->ratio <= packed) return COR_OK;
    cor_fail(err, COR_E_LIMIT,
             _("The file unpacks to more than {ratio} times its size: it may be made to exhaust "
               "memory."),
             cor_arg_int(limits->ratio));

    return cor_hint(
        err,
        _("If you trust where it comes from, unpack it yourself and import the unpacked file."));
}

cor_code cor_feed_read(cor_feed *feed, char *to, size_t room, size_t *ret_got, cor_error *err) {
    cor_code code = feed->is_gzip ? cor_gzip_read(feed, to, room, ret_got, err)
                                  : cor_feed_read_packed(feed, to, room, ret_got, err);
    if (code) return code;
    return feed->is_gzip ? COR_OK : cor_limits_check(feed->limits, feed->at, feed->at, err);
}

cor_code cor_feed_rewind(cor_feed *feed, cor_error *err) {
    feed->at = feed->unpacked = 0;
    return feed->is_gzip ? cor_gzip_restart(feed, err) : COR_OK;
}

cor_code cor_feed_sha256(cor_feed *feed, uint8_t ret_sha256[32], cor_error *err) {
    char piece[COR_FEED_PIECE_BYTES];
    size_t got = sizeof piece;

    while (got == sizeof piece) {
        int64_t at = feed->hashed;
        cor_code code = cor_feed_peek(feed, at, piece, sizeof piece, &got, err);
        if (code) return code;
        hash_piece(feed, at, piece, got);
    }

    crypto_hash_sha256_state whole = feed->hash; // finalise a copy, so that the hash can be asked
                                                 // for again
    crypto_hash_sha256_final(&whole, ret_sha256);
    return COR_OK;
}
