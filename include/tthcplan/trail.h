/* SPDX-License-Identifier: MIT */
/* The trail of a store: who changed what, when and why, and whether the store is still what the trail says. */
#ifndef TTHCPLAN_TRAIL_H
#define TTHCPLAN_TRAIL_H

#include "version.h"
#include "findings.h"
#include "store.h"

#if defined(__cplusplus) && !defined(TTHC_FFI)
extern "C" {
#endif

/*
 * Every change of a store leaves a row in its trail, in the same transaction: a revision saved, facts appended, a plan
 * removed or restored. Rows are numbered from 1 without gaps, and each holds the SHA-256 of its content and of the row
 * before. The last row's hash, the head, is to be kept where those who can write the file cannot: printed in a signed
 * report, say. Against such a head the trail is tamper-evident: a row up to it that was edited, removed, moved or cut off
 * shows. Without one, whoever owns the file can make a whole new trail, and nothing shows it.
 */

/** What a row of the trail tells of. Numbers are never reused. */
enum tthc_trail_action {
  TTHC_TRAIL_SAVED = 1,    /**< a revision was saved; the digests are those of the plan's documents */
  TTHC_TRAIL_APPENDED = 2, /**< facts were appended, or x- members of facts documents set; digests of the plan's facts */
  TTHC_TRAIL_REMOVED = 3,  /**< the plan was removed */
  TTHC_TRAIL_RESTORED = 4, /**< a removed plan was saved again */
  TTHC_TRAIL_MIGRATED = 5  /**< a revision, or facts, that were there before the store had a trail */
};

/** "saved", "appended", …; NULL for an unknown number. A constant. */
TTHC_API const char *tthc_trail_action_word(int32_t action);

/**
 * Says who acts, for the trail's rows of the changes that follow on this handle. Takes the place of what was said before:
 * what is absent is not told. The library reads no clock.
 * @param acting_json {"actor": "Nguyễn Văn A", "at": 1790000000, "reason": "…"}, at in UTC seconds; NULL: nothing is told
 */
TTHC_API int32_t tthc_store_act_as(tthc_store *store, const char *acting_json, tthc_error *err);

/**
 * The head of the trail, to be kept elsewhere: how many rows it has and the hash of the last, "200:5d1f…"; "0:000…" when
 * nothing was changed yet. @return owned text; NULL on failure
 */
TTHC_API tthc_text *tthc_store_head(tthc_store *store, tthc_error *err);

/**
 * Checks the trail, row by row, and that the store is what the trail says: the document of every revision, the facts of
 * every plan, which plans there are. The assignments that questions over all plans are answered from follow from these, and
 * are not looked at: tthc_store_check() compares them.
 * @param head a head that was kept, of now or of earlier; NULL when there is none
 * @return what does not agree (TTHC_F_TRAIL_BROKEN, TTHC_F_TRAIL_NOT_AS_KEPT, TTHC_F_REVISION_DIFFERS,
 *         TTHC_F_FACTS_DIFFER, TTHC_F_PLAN_DIFFERS), none when it is verified. Paths are "/trail/17" (by seq),
 *         "/plans/x", "/plans/x/revisions/2", "/plans/x/facts/5" (by seq; the first of those that were appended together)
 *         and "/tables/clause". NULL with TTHC_E_VALUE (no head), …
 */
TTHC_API tthc_findings *tthc_store_verify(tthc_store *store, const char *head, tthc_error *err);

/** Rows of a trail at one moment. Never changes. */
typedef struct tthc_trail tthc_trail;

/**
 * Rows of the trail, in order.
 * @param options_json {"plan": "x", "after": 0, "limit": 1000}: of one plan; those behind this seq; at most so many, up to
 *        100000
 * @return the rows; NULL with TTHC_E_VALUE, …
 */
TTHC_API tthc_trail *tthc_store_trail(tthc_store *store, const char *options_json, tthc_error *err);

/**
 * The revisions of a plan, also of a removed one, as the rows of the trail that brought them: revision, digest_after, at,
 * actor, reason. @return the rows, from revision 1 on; NULL with TTHC_E_NOT_FOUND, …
 */
TTHC_API tthc_trail *tthc_store_revisions(tthc_store *store, const char *plan_id, tthc_error *err);

/** How many rows there are; 0 for a wrong handle. */
TTHC_API int32_t tthc_trail_count(const tthc_trail *trail);

/** A row's number in the store's trail, from 1; 0 for a wrong row. */
TTHC_API int64_t tthc_trail_seq(const tthc_trail *trail, int32_t row);

/** When, in UTC seconds; TTHC_NO_NUMBER when nobody said. */
TTHC_API int64_t tthc_trail_at(const tthc_trail *trail, int32_t row);

/** Who; NULL when nobody said. */
TTHC_API const char *tthc_trail_actor(const tthc_trail *trail, int32_t row);

/** `enum tthc_trail_action`; 0 for a wrong row. */
TTHC_API int32_t tthc_trail_action(const tthc_trail *trail, int32_t row);

/** The plan's id; NULL for a wrong row. */
TTHC_API const char *tthc_trail_plan(const tthc_trail *trail, int32_t row);

/** The plan's latest revision after the change; 0 for a wrong row. */
TTHC_API int32_t tthc_trail_revision(const tthc_trail *trail, int32_t row);

/** The first fact that was appended, by its number in the plan, from 1; 0 when none was. */
TTHC_API int64_t tthc_trail_first_fact(const tthc_trail *trail, int32_t row);

/** The last fact that was appended; 0 when none was. */
TTHC_API int64_t tthc_trail_last_fact(const tthc_trail *trail, int32_t row);

/** The digest of the plan's document, or of its facts, before the change; NULL when there was none. */
TTHC_API const char *tthc_trail_digest_before(const tthc_trail *trail, int32_t row);

/** The digest after the change; NULL when there is none. */
TTHC_API const char *tthc_trail_digest_after(const tthc_trail *trail, int32_t row);

/** Why; NULL when nobody said. */
TTHC_API const char *tthc_trail_reason(const tthc_trail *trail, int32_t row);

/** The hash of the row, which holds on to all rows before; NULL for a wrong row. */
TTHC_API const char *tthc_trail_hash(const tthc_trail *trail, int32_t row);

/**
 * All rows as a JSON document. @return owned text; NULL with TTHC_E_HANDLE or TTHC_E_MEMORY
 */
TTHC_API tthc_text *tthc_trail_json(const tthc_trail *trail, tthc_error *err);

/** Frees the rows; NULL is fine. */
TTHC_API void tthc_trail_free(tthc_trail *trail);

#if defined(__cplusplus) && !defined(TTHC_FFI)
}
#endif

#endif
