/*
 * The trail: a row for each change, chained by SHA-256. It is append-only by triggers, which stop mistakes and no owner of
 * the file; what shows the rest is the hash of the last row, kept elsewhere.
 */
#ifndef TTHC_STORE_TRAIL_H
#define TTHC_STORE_TRAIL_H

#include "base/json.h"
#include "store/columns.h"
#include "tthcplan/trail.h"

struct tthc_store;

/* What the content of a row begins with; and what stands for the hash of the last row where there is none. */
#define TRAIL_TAG "tthcplan-trail/1"
#define EMPTY_TRAIL "0000000000000000000000000000000000000000000000000000000000000000"

struct trail_row {
  int64_t seq;      /* from 1 */
  int64_t at;       /* UTC seconds; TTHC_NO_NUMBER */
  const char *actor;
  int32_t action; /* enum tthc_trail_action */
  const char *plan; /* id */
  int32_t revision; /* the latest, after the change */
  int64_t first_fact;
  int64_t last_fact; /* 0: none */
  const char *facts_extra; /* as it is since this row; NULL: as it was */
  const char *before;
  const char *after; /* digests: of the plan's document, or of its facts where the row is about them */
  const char *reason;
  const char *previous; /* hash of the row before; NULL in the first */
  const char *hash;
};

/* All but the hash, in the order in which they are hashed; and all. */
extern const struct column tthc__trail_content[];
extern const struct column tthc__trail_columns[];

/* A row as an object of a document. */
extern const struct json_field tthc__trail_fields[];
extern const struct vocabulary tthc__actions;

/* Whether the digests of a row are of facts; of the other rows, those of saving and migrating a revision bring one. */
int tthc__is_about_facts(const struct trail_row *row);
int tthc__brings_revision(const struct trail_row *row);

/* The last row's place and hash; 0 and an empty text when there is none. */
struct trail_head {
  int64_t count;
  char hash[DIGEST_HEX + 1];
};
int32_t tthc__trail_head(struct database *database, struct trail_head *head);

/* The hash of a row's content. */
int32_t tthc__trail_hash(const struct trail_row *row, char hex[DIGEST_HEX + 1], tthc_error *err);

/* Appends a row as it is; or one behind the last, whose seq, previous and hash are made here and which gets its seq. */
int32_t tthc__trail_insert(struct database *database, const struct trail_row *row);
int32_t tthc__trail_append(struct database *database, struct trail_row *row);

/* The same, with what is known of who acts; a reason of the row's own stays. */
int32_t tthc__trail_tell(struct tthc_store *store, struct trail_row *row);

/* Makes the rows that tell of plans which are older than the trail, and digests their facts. */
int32_t tthc__migrate_trail(struct database *database);

/* "SELECT columns FROM trail " and the rest of a statement. */
int32_t tthc__trail_select(struct statement *statement, struct database *database, const char *rest);

#endif
