/*
 * The figures of units below, which the superior does not know, summed into their unit's. The sum is a fact that the
 * library makes; a new sum corrects the one before. Where the unit has a figure of its own for the time, that one
 * counts and no sum: what it repeats would be counted twice.
 */
#include "cascade/roll_up.h"

#include "assess/assessment.h"
#include "base/decimal.h"
#include "base/digest.h"
#include "base/error.h"
#include "calendar/period.h"

#include <stdlib.h>
#include <string.h>

/* The figures of units below for one indicator and period. */
struct figures {
  int32_t indicator; /* of `to` */
  const char *period;
  int32_t units;
  int64_t numerator;
  int64_t denominator;
  struct decimal amount;
  int32_t day; /* the latest of them */
  int64_t recorded_at;
};

/* --- the figures of units below ----------------------------------------------------------------------------------- */

static int compare_figures(const void *left, const void *right) {
  const struct fact *x = *(const struct fact *const *)left, *y = *(const struct fact *const *)right;
  const int periods = strcmp(x->period, y->period);
  if (x->indicator != y->indicator) return x->indicator < y->indicator ? -1 : 1;
  if (periods != 0) return periods;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  return tthc__compare_times(x, y);
}

/* Whose figure it is above: TTHC_NONE for a unit below. A negative code but that without memory. */
static int32_t whose_figure(struct rolling *r, const struct fact *fact) {
  const struct cell *lead;
  const int32_t above = tthc__indicator_above(r, fact->indicator, &lead);
  if (r->from->indicators.items[fact->indicator].kind != r->to->indicators.items[above].kind)
    return tthc__fail_at(r->err, TTHC_E_VALUE, "kind", r->to->indicators.items[above].id,
                         WORDS("chỉ tiêu cùng loại ở cả hai kế hoạch", "an indicator of the same kind in both plans"));
  return tthc__whose(r, fact->unit, lead);
}

/* Whether a fact is a figure that is not the unit's own; a negative code. */
static int32_t is_anothers(struct rolling *r, const struct fact *fact) {
  const struct cell *lead;
  int32_t whose;
  if (fact->kind != TTHC_MEASUREMENT || tthc__indicator_above(r, fact->indicator, &lead) == TTHC_NONE) return 0;
  whose = whose_figure(r, fact);
  return whose < TTHC_NONE ? whose : whose != r->unit;
}

/* Marks what a later fact corrects. */
static char *mark_corrected(struct rolling *r, const tthc_plan *plan) {
  char *corrected = tthc__arena_alloc(&r->arena, (size_t)plan->facts.count);
  int32_t i, target;
  for (i = 0; corrected != NULL && i < plan->facts.count; i++) {
    target = tthc__index_get(&plan->fact_ids, plan->facts.items[i].corrects);
    if (target != TTHC_NONE) corrected[target] = 1;
  }
  return corrected;
}

/* Those that count, sorted; *count says how many, or is a negative code. */
static const struct fact **list_others(struct rolling *r, int32_t *count) {
  const tthc_plan *from = r->from;
  const char *corrected = mark_corrected(r, from);
  const struct fact **facts = tthc__arena_alloc(&r->arena, (size_t)from->facts.count * sizeof *facts);
  int32_t i, rc = TTHC_OK;
  *count = 0;
  if (corrected == NULL || facts == NULL) rc = tthc__fail_memory(r->err);
  for (i = 0; rc >= 0 && i < from->facts.count; i++) {
    rc = corrected[i] ? 0 : is_anothers(r, &from->facts.items[i]);
    if (rc == 1) facts[(*count)++] = &from->facts.items[i];
  }
  if (rc < 0) *count = rc;
  if (*count > 1) qsort(facts, (size_t)*count, sizeof *facts, compare_figures);
  return facts;
}

/* What the superior knows as another unit's counts there, and no more in the sum. */
static int32_t add_figure(struct rolling *r, struct figures *sum, const struct fact *fact) {
  struct decimal amount = {0, 0};
  const int32_t whose = whose_figure(r, fact);
  int fits = 1;
  if (whose < TTHC_NONE) return whose;
  if (sum->day == TTHC_NO_DAY || fact->day > sum->day) sum->day = fact->day;
  if (fact->recorded_at > sum->recorded_at) sum->recorded_at = fact->recorded_at;
  if (whose != TTHC_NONE) return TTHC_OK;
  if (fact->amount != NULL) {
    tthc__decimal_read(fact->amount, &amount); /* checked when it was added */
    fits = tthc__decimal_add(sum->amount, amount, &sum->amount);
  } else {
    sum->numerator += fact->numerator;
    sum->denominator += fact->denominator;
  }
  if (!fits || sum->numerator > EXACT_MAX || sum->denominator > EXACT_MAX)
    return tthc__fail(r->err, TTHC_E_NUMBER, NULL, WORDS("tổng trong phạm vi 2^53−1", "a sum within 2^53−1"));
  sum->units++;
  return TTHC_OK;
}

/* --- the unit's own figure ---------------------------------------------------------------------------------------- */

/* The days of a period, those of its name where a regime cuts it otherwise. 0 when it cannot be read. */
static int period_days(const char *id, struct period *out) {
  const char *colon = strchr(id, ':');
  return tthc__period_read(NULL, colon == NULL ? id : colon + 1, out, NULL) == TTHC_OK;
}

static int overlap(const char *a, const char *b) {
  struct period x, y;
  if (strcmp(a, b) == 0) return 1;
  return period_days(a, &x) && period_days(b, &y) && x.first_day <= y.last_day && y.first_day <= x.last_day;
}

/* Whether an id is one that the library made for a sum. */
static int is_made(const char *id) { return id[0] == '+'; }

/* The unit's own figure for the time of the sum, the last one; NULL when there is none. */
static const struct fact *own_figure(const struct rolling *r, const struct figures *sum, const char *corrected,
                                     int32_t count) {
  const struct fact *own = NULL;
  int32_t i;
  for (i = 0; i < count; i++) {
    const struct fact *fact = &r->to->facts.items[i];
    if (corrected[i] || fact->kind != TTHC_MEASUREMENT || fact->indicator != sum->indicator || fact->unit != r->unit ||
        is_made(fact->id) || !overlap(fact->period, sum->period))
      continue;
    if (own == NULL || tthc__compare_times(fact, own) > 0) own = fact;
  }
  return own;
}

/* A finding is told once, however often files are sent. */
static int is_told(const tthc_findings *findings, const tthc_findings *one) {
  int32_t i;
  for (i = 0; i < tthc_findings_count(findings); i++)
    if (tthc_findings_code(findings, i) == tthc_findings_code(one, 0) &&
        tthc__same(tthc_findings_message(findings, i, NULL), tthc_findings_message(one, 0, NULL)))
      return 1;
  return 0;
}

static int32_t tell(struct rolling *r, const struct figures *sum) {
  tthc_findings *one = tthc__findings_new(r->err);
  struct buffer path = {0}, about = {0};
  int32_t rc = TTHC_E_MEMORY;
  tthc__put(&path, "/indicators/");
  tthc__put_int(&path, sum->indicator);
  tthc__put(&about, r->to->units.items[r->unit].name);
  tthc__put(&about, ", ");
  tthc__put(&about, r->to->indicators.items[sum->indicator].title);
  tthc__put(&about, ", ");
  tthc__put(&about, sum->period);
  if (one != NULL && !path.failed && !about.failed)
    rc = tthc__findings_add(one, TTHC_F_FIGURE_COUNTED_TWICE, path.data, about.data);
  if (rc == TTHC_OK && !is_told(r->findings, one)) rc = tthc__findings_append(r->findings, one);
  tthc__buffer_free(&path);
  tthc__buffer_free(&about);
  tthc_findings_free(one);
  return rc == TTHC_OK ? rc : tthc__fail_memory(r->err);
}

/* --- sums as facts ------------------------------------------------------------------------------------------------ */

enum { SUM_ID_HEX = 32, SUM_ID_MAX = SUM_ID_HEX + 16 };

/* "+0f3a…", "+0f3a…~2", …: made of unit, indicator and period, and the number of the sum. */
static int32_t put_id(struct buffer *out, const struct rolling *r, const struct figures *sum, int32_t n) {
  struct buffer what = {0};
  char hex[DIGEST_HEX + 1];
  tthc__put(&what, r->to->units.items[r->unit].id);
  tthc__put_char(&what, '\n');
  tthc__put(&what, r->to->indicators.items[sum->indicator].id);
  tthc__put_char(&what, '\n');
  tthc__put(&what, sum->period);
  out->size = 0;
  if (!what.failed) {
    tthc__digest(what.data, what.size, hex);
    tthc__put_char(out, '+');
    tthc__put_bytes(out, hex, SUM_ID_HEX);
    if (n > 1) tthc__put_char(out, '~');
    if (n > 1) tthc__put_int(out, n);
  }
  if (what.failed) out->failed = 1;
  tthc__buffer_free(&what);
  return out->failed ? tthc__fail_memory(r->err) : TTHC_OK;
}

/*
 * The sum made last, TTHC_NONE for none; the id of the next one goes to `id`. A negative code but that without
 * memory.
 */
static int32_t last_sum(const struct rolling *r, const struct figures *sum, struct buffer *id) {
  int32_t n, found, last = TTHC_NONE, rc;
  for (n = 1;; n++) {
    rc = put_id(id, r, sum, n);
    if (rc != TTHC_OK) return rc;
    found = tthc__index_get(&r->to->fact_ids, id->data);
    if (found == TTHC_NONE) return last;
    last = found;
  }
}

static int same_figures(const struct fact *a, const struct fact *b) {
  return strcmp(a->period, b->period) == 0 && a->numerator == b->numerator && a->denominator == b->denominator &&
         tthc__same(a->amount, b->amount);
}

/* Whether a sum comes from an older file than the one that was made last. */
static int is_older(const struct fact *sum, const struct fact *last) {
  return sum->day != last->day ? sum->day < last->day : sum->recorded_at < last->recorded_at;
}

/* Adds a sum, or what takes its place, unless it says what the last one says. */
static int32_t replace(struct rolling *r, const struct figures *sum, struct fact *fact, int only_if_made) {
  struct buffer id = {0};
  const int32_t last = last_sum(r, sum, &id);
  int32_t rc = last < TTHC_NONE ? last : TTHC_OK;
  if (rc == TTHC_OK && last != TTHC_NONE) {
    const struct fact *known = &r->to->facts.items[last];
    if (!same_figures(known, fact) && (only_if_made || !is_older(fact, known))) {
      fact->id = id.data;
      fact->corrects = known->id;
      rc = tthc__add_fact(r->to, fact, r->err);
    }
  } else if (rc == TTHC_OK && !only_if_made) {
    fact->id = id.data;
    rc = tthc__add_fact(r->to, fact, r->err);
  }
  tthc__buffer_free(&id);
  return rc < 0 ? rc : TTHC_OK;
}

/* A sum that was made before the unit's own figure came repeats that one, so that nothing is counted twice. */
static int32_t give_way(struct rolling *r, const struct figures *sum, const struct fact *own) {
  struct fact fact = tthc__new_fact();
  const int32_t rc = sum->units > 0 ? tell(r, sum) : TTHC_OK;
  fact.kind = TTHC_MEASUREMENT;
  fact.indicator = sum->indicator;
  fact.unit = r->unit;
  fact.period = own->period;
  fact.numerator = own->numerator;
  fact.denominator = own->denominator;
  fact.amount = own->amount;
  fact.day = own->day;
  fact.recorded_at = own->recorded_at;
  return rc == TTHC_OK ? replace(r, sum, &fact, 1) : rc;
}

/* A sum of no unit's figures takes the place of one that was made before the superior knew them. */
static int32_t make_sum(struct rolling *r, const struct figures *sum) {
  struct fact fact = tthc__new_fact();
  struct buffer amount = {0}, note = {0};
  int32_t rc = TTHC_OK;
  fact.kind = TTHC_MEASUREMENT;
  fact.indicator = sum->indicator;
  fact.unit = r->unit;
  fact.period = sum->period;
  fact.day = sum->day;
  fact.recorded_at = sum->recorded_at;
  if (r->to->indicators.items[sum->indicator].kind == TTHC_RATIO) {
    fact.numerator = sum->numerator;
    fact.denominator = sum->denominator;
  } else {
    tthc__put_decimal(&amount, sum->amount);
    fact.amount = amount.data;
  }
  tthc__put(&note, "Tổng số liệu của ");
  tthc__put_int(&note, sum->units);
  tthc__put(&note, " đơn vị cấp dưới");
  fact.note = note.data;
  if (amount.failed || note.failed) rc = tthc__fail_memory(r->err);
  if (rc == TTHC_OK) rc = replace(r, sum, &fact, sum->units == 0);
  tthc__buffer_free(&amount);
  tthc__buffer_free(&note);
  return rc;
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static int same_sum(const struct fact *a, const struct fact *b) {
  return a->indicator == b->indicator && strcmp(a->period, b->period) == 0;
}

/* Sums the figures that stand together from `first` on; gives where they end, or a negative code. */
static int32_t sum_run(struct rolling *r, const struct fact **facts, int32_t count, int32_t first,
                       struct figures *sum) {
  const struct cell *lead;
  int32_t i, rc = TTHC_OK;
  memset(sum, 0, sizeof *sum);
  sum->indicator = tthc__indicator_above(r, facts[first]->indicator, &lead);
  sum->period = facts[first]->period;
  sum->day = TTHC_NO_DAY;
  sum->recorded_at = TTHC_NO_NUMBER;
  for (i = first; rc == TTHC_OK && i < count && same_sum(facts[i], facts[first]); i++)
    if (i + 1 == count || !same_sum(facts[i + 1], facts[i]) || facts[i + 1]->unit != facts[i]->unit)
      rc = add_figure(r, sum, facts[i]); /* the last word of each unit */
  return rc == TTHC_OK ? i : rc;
}

int32_t tthc__sum_below(struct rolling *r) {
  const int32_t known = r->to->facts.count; /* sums are no figures of the unit's own */
  const char *corrected = mark_corrected(r, r->to);
  int32_t count, i, rc = TTHC_OK;
  const struct fact **facts = list_others(r, &count);
  if (count < 0) return count;
  if (corrected == NULL) return tthc__fail_memory(r->err);
  for (i = 0; rc == TTHC_OK && i < count;) {
    const struct fact *own;
    struct figures sum;
    i = sum_run(r, facts, count, i, &sum);
    if (i < 0) return i;
    own = own_figure(r, &sum, corrected, known);
    rc = own != NULL ? give_way(r, &sum, own) : make_sum(r, &sum);
  }
  return rc;
}
