/* SPDX-License-Identifier: Apache-2.0 */
/* gzip.c: unpacks member after member (RFC 1952, 2.2) within the limits on unpacked size. */
#include "core/say.h"
#include "feed.h"

cor_code cor_feed_inflate(cor_feed *feed, cor_arena *keep, cor_error *err) {
    feed->piece = cor_new(keep, unsigned char, COR_FEED_PIECE_BYTES);
    if (!feed->piece) return cor_fail_memory(err);
    feed->is_gzip = true;
    return cor_gzip_restart(feed, err);
}

cor_code cor_gzip_restart(cor_feed *feed, cor_error *err) {
    enum { GZIP_WINDOW = 15 + 16 }; // the largest window, with a gzip header
    int problem = feed->has_inflater ? inflateReset(&feed->inflater)
                                     : inflateInit2(&feed->inflater, GZIP_WINDOW);
    if (problem) return cor_fail_memory(err);
    feed->has_inflater = true;
    feed->inflater.avail_in = 0;
    feed->between_members = false;
    return COR_OK;
}

static int64_t packed_at(const cor_feed *feed) {
    return feed->at - (int64_t)feed->inflater.avail_in;
}

static cor_code fail_truncated(cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("The compressed file ends too early: part of it is missing."));
    return cor_hint(err, _("Download or copy it again and compare its size with the original."));
}

static cor_code fail_damaged_gzip(const cor_feed *feed, cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("The compressed file is damaged near byte {byte}."),
             cor_arg_int(packed_at(feed)));
    return cor_hint(err,
                    _("Download or copy it again; \"gzip -t\" tells whether a copy is sound."));
}

static cor_code refill_piece(cor_feed *feed, cor_error *err) {
    size_t got;
    cor_code code =
        cor_feed_read_packed(feed, (char *)feed->piece, COR_FEED_PIECE_BYTES, &got, err);
    if (code) return code;
    feed->inflater.next_in = feed->piece;
    feed->inflater.avail_in = (uInt)got;
    return COR_OK;
}

/* After a member comes the end of the file, zeros (tapes pad with them), or another member. */
static cor_code next_member(cor_feed *feed, bool *ret_ended, cor_error *err) {
    *ret_ended = false;
    for (;;) {
        if (!feed->inflater.avail_in) {
            cor_code code = refill_piece(feed, err);
            if (code) return code;
        }
        if (!feed->inflater.avail_in) {
            *ret_ended = true;
            return COR_OK;
        }
        if (*feed->inflater.next_in != 0) break;
        feed->inflater.next_in++;
        feed->inflater.avail_in--;
    }

    if (*feed->inflater.next_in != 0x1f) return fail_damaged_gzip(feed, err);
    feed->between_members = false;
    return inflateReset(&feed->inflater) ? fail_damaged_gzip(feed, err) : COR_OK;
}

/* One step of the inflater, with input available. */
static cor_code inflate_some(cor_feed *feed, cor_error *err) {
    int result = inflate(&feed->inflater, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) return cor_fail_memory(err);
    if (result == Z_STREAM_END)
        feed->between_members = true;
    else if (result != Z_OK && result != Z_BUF_ERROR)
        return fail_damaged_gzip(feed, err);
    return COR_OK;
}

cor_code cor_gzip_read(cor_feed *feed, char *to, size_t room, size_t *ret_got, cor_error *err) {
    z_stream *inflater = &feed->inflater;
    inflater->next_out = (unsigned char *)to;
    inflater->avail_out = (uInt)room;
    bool ended = false;

    while (inflater->avail_out && !ended) {
        cor_code code = COR_OK;
        if (feed->between_members)
            code = next_member(feed, &ended, err);
        else if (!inflater->avail_in)
            code = refill_piece(feed, err);
        if (code) return code;
        if (ended) break;
        if (!inflater->avail_in) return fail_truncated(err);
        code = inflate_some(feed, err);
        if (code) return code;
    }

    *ret_got = room - inflater->avail_out;
    feed->unpacked += (int64_t)*ret_got;
    return cor_limits_check(feed->limits, packed_at(feed), feed->unpacked, err);
}
