/* Plans: the handle, the header, and what the nouns share. */
#include "model/plan.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

int32_t tthc__need_plan(const tthc_plan *plan, tthc_error *err) {
  return tthc__is(plan, MARK_PLAN) ? TTHC_OK : tthc__fail_handle(err, "tthc_plan");
}

int32_t tthc__need_index(int32_t index, int32_t count, const char *member, tthc_error *err) {
  if (index >= 0 && index < count) return TTHC_OK;
  return tthc__fail_at(err, TTHC_E_ARGUMENT, member, NULL, WORDS("chỉ số có trong kế hoạch", "an index of the plan"));
}

int32_t tthc__set_text(tthc_plan *plan, const char **target, const char *text, int64_t max, const char *member,
                       tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__text_in_or_none(&plan->arena, text, max, member, target, err);
}

int32_t tthc__set_extra(tthc_plan *plan, const char **target, const char *extra, tthc_error *err) {
  return tthc__copy_text(&plan->arena, extra, target, err);
}

int tthc__is_between(int32_t day, int32_t first_day, int32_t last_day) {
  return (first_day == TTHC_NO_DAY || day >= first_day) && (last_day == TTHC_NO_DAY || day <= last_day);
}

int tthc__is_to_come(const struct unit *unit, int32_t day) {
  return unit->first_day != TTHC_NO_DAY && day < unit->first_day;
}

int tthc__has_ended(const struct unit *unit, int32_t day) {
  return unit->last_day != TTHC_NO_DAY && day > unit->last_day;
}

int32_t tthc__check_span(int32_t first_day, int32_t last_day, tthc_error *err) {
  if (first_day != TTHC_NO_DAY && !tthc__is_day(first_day))
    return tthc__fail_at(err, TTHC_E_DAY, "first_day", NULL, tthc__day_coding.expected);
  if (last_day != TTHC_NO_DAY && !tthc__is_day(last_day))
    return tthc__fail_at(err, TTHC_E_DAY, "last_day", NULL, tthc__day_coding.expected);
  if (first_day != TTHC_NO_DAY && last_day != TTHC_NO_DAY && first_day > last_day)
    return tthc__fail_at(err, TTHC_E_VALUE, "last_day", NULL,
                         WORDS("ngày không trước \"first_day\"", "a day not before \"first_day\""));
  return TTHC_OK;
}

/* --- ids ---------------------------------------------------------------------------------------------------------- */

static int32_t fail_taken(const char *id, tthc_error *err) {
  return tthc__fail_at(err, TTHC_E_DUPLICATE_ID, "id", id, WORDS("mã chưa dùng", "an id that is free"));
}

int32_t tthc__make_slug(tthc_plan *plan, const struct index *ids, const char *id, const char *name, const char **out,
                        tthc_error *err) {
  struct buffer slug = {0};
  int32_t rc = TTHC_OK;
  if (id != NULL)
    tthc__put(&slug, id);
  else
    tthc__put_slug(&slug, name, ID_MAX);
  tthc__put(&slug, ""); /* a name without letters gives nothing: an empty id, which is no id */
  if (slug.failed)
    rc = tthc__fail_memory(err);
  else if (!tthc__is_slug(slug.data))
    rc = tthc__fail_at(err, TTHC_E_VALUE, "id", slug.data,
                       WORDS("a-z, 0-9 và gạch nối đơn ở giữa, không quá 128 byte",
                             "a-z, 0-9 and single hyphens between, at most 128 bytes"));
  else if (tthc__index_get(ids, slug.data) != TTHC_NONE)
    rc = fail_taken(slug.data, err);
  else if ((*out = tthc__arena_copy(&plan->arena, slug.data, (size_t)slug.size)) == NULL)
    rc = tthc__fail_memory(err);
  tthc__buffer_free(&slug);
  return rc;
}

/* "A.1", "A.1~2", "A.1~3", …: the first that is free, going on from the number that was given last. */
static int32_t put_free_id(tthc_plan *plan, const struct index *ids, const char *made, struct buffer *out) {
  const int32_t last = tthc__index_get(&plan->suffixes, made);
  int32_t n = last == TTHC_NONE ? 1 : last;
  const char *key;
  do {
    out->size = 0;
    tthc__put(out, made);
    if (n > 1) tthc__put_char(out, '~');
    if (n > 1) tthc__put_int(out, n);
    n++;
  } while (!out->failed && tthc__index_get(ids, out->data) != TTHC_NONE);
  if (out->failed) return TTHC_E_MEMORY;
  if (n == 2) return TTHC_OK;
  key = tthc__arena_copy(&plan->arena, made, strlen(made));
  return key == NULL ? TTHC_E_MEMORY : tthc__index_put(&plan->suffixes, key, n);
}

int32_t tthc__make_row_id(tthc_plan *plan, const struct index *ids, const char *id, const char *made,
                          const char **out, tthc_error *err) {
  struct buffer free_id = {0};
  int32_t rc;
  if (id != NULL) {
    rc = tthc__text_in(&plan->arena, id, LABEL_MAX, "id", out, err);
    return rc == TTHC_OK && tthc__index_get(ids, *out) != TTHC_NONE ? fail_taken(*out, err) : rc;
  }
  rc = put_free_id(plan, ids, made, &free_id);
  rc = rc != TTHC_OK ? tthc__fail_memory(err)
                     : tthc__text_in(&plan->arena, free_id.data, LABEL_MAX, "label", out, err);
  tthc__buffer_free(&free_id);
  return rc;
}

/* --- the handle --------------------------------------------------------------------------------------------------- */

tthc_plan *tthc_plan_new(const char *id, int32_t year, tthc_error *err) {
  tthc_plan *plan;
  if (year < YEAR_MIN || year > YEAR_MAX) {
    tthc__fail_at(err, TTHC_E_VALUE, "year", NULL, WORDS("năm từ 1900 đến 2200", "a year from 1900 to 2200"));
    return NULL;
  }
  plan = calloc(1, sizeof *plan);
  if (plan == NULL) {
    tthc__fail_memory(err);
    return NULL;
  }
  plan->mark = MARK_PLAN;
  plan->year = year;
  plan->first_day = tthc__day(year, 1, 1);
  plan->last_day = tthc__day(year, 12, 31);
  plan->regime = USUAL_REGIME;
  plan->rolls = 1;
  plan->issued = TTHC_NO_DAY;
  plan->first_part = plan->last_part = TTHC_NONE;
  if (tthc__make_slug(plan, &plan->unit_ids, id == NULL ? "" : id, NULL, &plan->id, err) != TTHC_OK) {
    tthc_plan_free(plan);
    return NULL;
  }
  return plan;
}

void tthc_plan_free(tthc_plan *plan) {
  if (!tthc__is(plan, MARK_PLAN)) return;
  plan->mark = 0;
  tthc_findings_free(plan->findings);
  tthc__index_free(&plan->unit_ids);
  tthc__index_free(&plan->unit_names);
  tthc__index_free(&plan->unit_plain_names);
  tthc__index_free(&plan->section_ids);
  tthc__index_free(&plan->task_ids);
  tthc__index_free(&plan->indicator_ids);
  tthc__index_free(&plan->fact_ids);
  tthc__index_free(&plan->period_numbers);
  tthc__index_free(&plan->part_paths);
  tthc__index_free(&plan->suffixes);
  free(plan->bases.items);
  free(plan->parts.items);
  free(plan->units.items);
  free(plan->sections.items);
  free(plan->tasks.items);
  free(plan->indicators.items);
  free(plan->facts.items);
  free(plan->recipients.items);
  free(plan->periods.items);
  tthc__arena_free(&plan->arena);
  free(plan);
}

/* --- the header --------------------------------------------------------------------------------------------------- */

const char *tthc_plan_id(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->id : NULL; }

int32_t tthc_plan_revision(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->revision : 0; }

int32_t tthc_plan_year(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->year : 0; }

int32_t tthc_plan_first_day(const tthc_plan *plan) {
  return tthc__is(plan, MARK_PLAN) ? plan->first_day : TTHC_NO_DAY;
}

int32_t tthc_plan_last_day(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->last_day : TTHC_NO_DAY; }

int32_t tthc_plan_set_span(tthc_plan *plan, int32_t first_day, int32_t last_day, tthc_error *err) {
  int32_t rc = tthc__need_plan(plan, err);
  if (rc != TTHC_OK) return rc;
  if (first_day == TTHC_NO_DAY || last_day == TTHC_NO_DAY)
    return tthc__fail_at(err, TTHC_E_DAY, first_day == TTHC_NO_DAY ? "first_day" : "last_day", NULL,
                         tthc__day_coding.expected);
  rc = tthc__check_span(first_day, last_day, err);
  if (rc != TTHC_OK) return rc;
  if (last_day - first_day > 100 * 366)
    return tthc__fail_at(err, TTHC_E_VALUE, "last_day", NULL, WORDS("không quá 100 năm", "at most 100 years"));
  plan->first_day = first_day;
  plan->last_day = last_day;
  return TTHC_OK;
}

const char *tthc_plan_regime(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->regime : NULL; }

int32_t tthc_plan_set_regime(tthc_plan *plan, const char *regime, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  if (rc != TTHC_OK) return rc;
  if (regime != NULL && !tthc__is_slug(regime))
    return tthc__fail_at(err, TTHC_E_VALUE, "regime", regime, WORDS("mã như \"kstt\"", "an id such as \"kstt\""));
  if (regime == NULL) {
    plan->regime = USUAL_REGIME;
    return TTHC_OK;
  }
  return tthc__set_text(plan, &plan->regime, regime, ID_MAX, "regime", err);
}

int32_t tthc_plan_rolls(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->rolls : 0; }

int32_t tthc_plan_set_rolls(tthc_plan *plan, int32_t rolls, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  if (rc != TTHC_OK) return rc;
  if (rolls != 0 && rolls != 1) return tthc__fail_at(err, TTHC_E_VALUE, "rolls", NULL, WORDS("0 hoặc 1", "0 or 1"));
  plan->rolls = rolls;
  return TTHC_OK;
}

const char *tthc_plan_subject(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->subject : NULL; }

int32_t tthc_plan_set_subject(tthc_plan *plan, const char *subject, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->subject, subject, STRING_MAX, "subject", err);
}

const char *tthc_plan_authority(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->authority : NULL; }

int32_t tthc_plan_set_authority(tthc_plan *plan, const char *authority, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->authority, authority, STRING_MAX, "authority", err);
}

const char *tthc_plan_number(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->number : NULL; }

int32_t tthc_plan_set_number(tthc_plan *plan, const char *number, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->number, number, LABEL_MAX, "number", err);
}

const char *tthc_plan_place(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->place : NULL; }

int32_t tthc_plan_set_place(tthc_plan *plan, const char *place, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->place, place, LABEL_MAX, "place", err);
}

int32_t tthc_plan_issued_day(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->issued : TTHC_NO_DAY; }

int32_t tthc_plan_set_issued_day(tthc_plan *plan, int32_t day, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  if (rc != TTHC_OK) return rc;
  if (day != TTHC_NO_DAY && !tthc__is_day(day))
    return tthc__fail_at(err, TTHC_E_DAY, "issued", NULL, tthc__day_coding.expected);
  plan->issued = day;
  return TTHC_OK;
}

const char *tthc_plan_preamble(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->preamble : NULL; }

int32_t tthc_plan_set_preamble(tthc_plan *plan, const char *preamble, tthc_error *err) {
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__set_text(plan, &plan->preamble, preamble, STRING_MAX, "preamble", err);
}

const char *tthc_plan_signatory(const tthc_plan *plan) {
  return tthc__is(plan, MARK_PLAN) ? plan->signatory.name : NULL;
}

const char *tthc_plan_signatory_position(const tthc_plan *plan) {
  return tthc__is(plan, MARK_PLAN) ? plan->signatory.position : NULL;
}

int32_t tthc_plan_set_signatory(tthc_plan *plan, const char *name, const char *position, tthc_error *err) {
  struct signatory signatory = {NULL, NULL};
  int32_t rc = tthc__set_text(plan, &signatory.name, name, LABEL_MAX, "name", err);
  if (rc == TTHC_OK && name == NULL && position != NULL)
    rc = tthc__fail_at(err, TTHC_E_MISSING, "name", "name",
                       WORDS("tên của người có chức vụ đó", "the name of who has the position"));
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &signatory.position, position, LABEL_MAX, "position", err);
  if (rc == TTHC_OK) plan->signatory = signatory;
  return rc;
}

/* --- where a plan and its tasks come from ------------------------------------------------------------------------- */

static int32_t check_source(const struct source *source, tthc_error *err) {
  if (source->plan == NULL && (source->task != NULL || source->unit != NULL || source->revision != 0))
    return tthc__fail_at(err, TTHC_E_MISSING, "source/plan", NULL, WORDS("mã kế hoạch", "a plan's id"));
  if (source->plan != NULL && !tthc__is_slug(source->plan))
    return tthc__fail_at(err, TTHC_E_VALUE, "source/plan", source->plan, WORDS("mã kế hoạch", "a plan's id"));
  if (source->revision < 0)
    return tthc__fail_at(err, TTHC_E_VALUE, "source/revision", NULL, WORDS("số bản, từ 0", "a revision, from 0"));
  if (source->unit != NULL && !tthc__is_slug(source->unit))
    return tthc__fail_at(err, TTHC_E_VALUE, "source/unit", source->unit, WORDS("mã đơn vị", "a unit's id"));
  return TTHC_OK;
}

int32_t tthc__set_source(tthc_plan *plan, struct source *target, const struct source *source, tthc_error *err) {
  struct source copy = {NULL, source->revision, NULL, NULL};
  int32_t rc = check_source(source, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.plan, source->plan, ID_MAX, "source/plan", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.task, source->task, LABEL_MAX, "source/task", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.unit, source->unit, ID_MAX, "source/unit", err);
  if (rc == TTHC_OK) *target = copy;
  return rc;
}

const char *tthc_plan_source_plan(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->source.plan : NULL; }

int32_t tthc_plan_source_revision(const tthc_plan *plan) {
  return tthc__is(plan, MARK_PLAN) ? plan->source.revision : 0;
}

const char *tthc_plan_source_unit(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->source.unit : NULL; }

int32_t tthc_plan_set_source(tthc_plan *plan, const char *source_plan, int32_t source_revision, const char *unit,
                             tthc_error *err) {
  const struct source source = {source_plan, source_revision, NULL, unit};
  const int32_t rc = tthc__need_plan(plan, err);
  return rc != TTHC_OK ? rc : tthc__set_source(plan, &plan->source, &source, err);
}

/* --- bases and recipients ----------------------------------------------------------------------------------------- */

int32_t tthc__add_basis(tthc_plan *plan, const struct basis *basis, tthc_error *err) {
  struct basis copy = *basis;
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, basis->number, LABEL_MAX, "number", &copy.number, err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.issuer, basis->issuer, LABEL_MAX, "issuer", err);
  if (rc == TTHC_OK) rc = tthc__set_text(plan, &copy.title, basis->title, STRING_MAX, "title", err);
  if (rc == TTHC_OK) rc = tthc__set_extra(plan, &copy.extra, basis->extra, err);
  if (rc != TTHC_OK) return rc;
  if (basis->day != TTHC_NO_DAY && !tthc__is_day(basis->day))
    return tthc__fail_at(err, TTHC_E_DAY, "day", NULL, tthc__day_coding.expected);
  if (!MAKE_ROOM(plan->bases, grown)) return tthc__fail_memory(err);
  plan->bases.items[plan->bases.count] = copy;
  return plan->bases.count++;
}

int32_t tthc_plan_add_basis(tthc_plan *plan, const char *number, int32_t day, const char *issuer, const char *title,
                            tthc_error *err) {
  const struct basis basis = {number, day, issuer, title, NULL};
  return tthc__add_basis(plan, &basis, err);
}

static const struct basis *basis_at(const tthc_plan *plan, int32_t basis) {
  if (!tthc__is(plan, MARK_PLAN) || basis < 0 || basis >= plan->bases.count) return NULL;
  return &plan->bases.items[basis];
}

int32_t tthc_plan_basis_count(const tthc_plan *plan) { return tthc__is(plan, MARK_PLAN) ? plan->bases.count : 0; }

const char *tthc_plan_basis_number(const tthc_plan *plan, int32_t basis) {
  const struct basis *row = basis_at(plan, basis);
  return row == NULL ? NULL : row->number;
}

int32_t tthc_plan_basis_day(const tthc_plan *plan, int32_t basis) {
  const struct basis *row = basis_at(plan, basis);
  return row == NULL ? TTHC_NO_DAY : row->day;
}

const char *tthc_plan_basis_issuer(const tthc_plan *plan, int32_t basis) {
  const struct basis *row = basis_at(plan, basis);
  return row == NULL ? NULL : row->issuer;
}

const char *tthc_plan_basis_title(const tthc_plan *plan, int32_t basis) {
  const struct basis *row = basis_at(plan, basis);
  return row == NULL ? NULL : row->title;
}

int32_t tthc_plan_add_recipient(tthc_plan *plan, const char *recipient, tthc_error *err) {
  const char *copy;
  void *grown;
  int32_t rc = tthc__need_plan(plan, err);
  if (rc == TTHC_OK) rc = tthc__text_in(&plan->arena, recipient, STRING_MAX, "recipient", &copy, err);
  if (rc != TTHC_OK) return rc;
  if (!MAKE_ROOM(plan->recipients, grown)) return tthc__fail_memory(err);
  plan->recipients.items[plan->recipients.count] = copy;
  return plan->recipients.count++;
}

int32_t tthc_plan_recipient_count(const tthc_plan *plan) {
  return tthc__is(plan, MARK_PLAN) ? plan->recipients.count : 0;
}

const char *tthc_plan_recipient(const tthc_plan *plan, int32_t recipient) {
  if (!tthc__is(plan, MARK_PLAN) || recipient < 0 || recipient >= plan->recipients.count) return NULL;
  return plan->recipients.items[recipient];
}
