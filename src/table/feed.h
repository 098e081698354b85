/* SPDX-License-Identifier: Apache-2.0 */
/* feed.h: the bytes of a file from front to back, unpacked if gzipped, hashed as they are read. */
#ifndef CORREDOR_TABLE_FEED_H
#define CORREDOR_TABLE_FEED_H

#include <sodium.h>
#include <zlib.h>

#include "corredor/table.h"

enum { COR_FEED_PIECE_BYTES = 64 * 1024 };

typedef struct {
    int file; // descriptor; -1 when the bytes are in memory
    cor_str memory;
    int64_t size_bytes; // packed size at opening
    int64_t at;         // packed bytes read so far
    crypto_hash_sha256_state hash;
    int64_t hashed; // bytes covered by the hash; a second reading does not hash again
    bool is_gzip, has_inflater, between_members;
    z_stream inflater;
    unsigned char *piece; // packed bytes waiting for the inflater
    int64_t unpacked;
    const cor_table_limits *limits; // every limit is set
} cor_feed;

/* Open an ordinary file. The path is borrowed during the call; messages name it. */
COR_CHECKED
cor_code cor_feed_open(cor_feed *feed, cor_str path, cor_error *err);
void cor_feed_open_memory(cor_feed *feed, cor_str bytes);
void cor_feed_close(cor_feed *feed);

/* Read packed bytes at a position without moving on; fewer than `room` only at the end. */
COR_CHECKED
cor_code cor_feed_peek(const cor_feed *feed, int64_t at, char *to, size_t room, size_t *ret_got,
                       cor_error *err);
/* Unpack the bytes from now on. */
COR_CHECKED
cor_code cor_feed_inflate(cor_feed *feed, cor_arena *keep, cor_error *err);
/* Read the next bytes; fewer than `room` only at the end. COR_E_FORMAT: damaged or truncated gzip;
 * COR_E_LIMIT. */
COR_CHECKED
cor_code cor_feed_read(cor_feed *feed, char *to, size_t room, size_t *ret_got, cor_error *err);
COR_CHECKED
cor_code cor_feed_rewind(cor_feed *feed, cor_error *err);
/* Hash of all packed bytes; reads the remaining ones without moving on. */
COR_CHECKED
cor_code cor_feed_sha256(cor_feed *feed, uint8_t ret_sha256[32], cor_error *err);

/* Inflating, in gzip.c. */
COR_CHECKED
cor_code cor_gzip_read(cor_feed *feed, char *to, size_t room, size_t *ret_got, cor_error *err);
COR_CHECKED
cor_code cor_gzip_restart(cor_feed *feed, cor_error *err);
/* The packed bytes unchanged, fewer than `room` only at the end. */
COR_CHECKED
cor_code cor_feed_read_packed(cor_feed *feed, char *to, size_t room, size_t *ret_got,
                              cor_error *err);
/* Whether the unpacked bytes exceed the limits; COR_E_LIMIT says which one. */
COR_CHECKED
cor_code cor_limits_check(const cor_table_limits *limits, int64_t packed, int64_t unpacked,
                          cor_error *err);

#endif
