/* Rating schemes: reading one for a plan, strictly, and finding out which block each unit is in. */
#include "assess/ranking.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

/* Made by the build from lib/assess/data. */
extern const char tthc__data_rating_scheme[];

const char *tthc_rating_scheme(void) { return tthc__data_rating_scheme; }

const struct vocabulary tthc__measures = {
  "on-time-share, done-share, reports-on-time-share, indicator-achievement, indicators-met-share, overdue-deduction, "
  "late-days-deduction, returned-deduction, unexplained-deduction, manual",
  {"on-time-share", "done-share", "reports-on-time-share", "indicator-achievement", "indicators-met-share",
   "overdue-deduction", "late-days-deduction", "returned-deduction", "unexplained-deduction", "manual"}};

static const struct vocabulary policies = {"zero, leave-out, not-ranked", {"zero", "leave-out", "not-ranked"}};

static const struct vocabulary day_kinds = {"calendar, working", {"calendar", "working"}};

/* The levels that the library's own data know; a plan's units may have others. */
static const char *const usual_levels[] = {"commune", "division", "department", "district", "province"};

/* What a scheme is read with: the levels, and to which block each belongs (0: none yet, else one more than its index). */
struct scheme_form {
  struct scoring *scoring;
  struct scheme *scheme;
  struct index levels;
  int32_t block; /* at hand */
  int32_t rest;  /* the block of all units that are in no other; TTHC_NONE: none */
};

static struct scheme_form *form_of(const struct json_at *at) { return at->doc->context; }

/* --- points ------------------------------------------------------------------------------------------------------- */

static int32_t fail_member(const struct json_at *at, int32_t code, const char *member, const char *found,
                           struct words expected) {
  tthc__fail_at(at->doc->err, code, member, found, expected);
  return tthc__json_place(at, code);
}

/* Points as ten-thousandths, more than 0 (or, for `low` 0, not less) and at most `high`. */
static int32_t read_points(const struct json_at *at, const char *member, const char *text, int64_t low, int64_t high,
                           int64_t *out) {
  struct decimal number = {0, 0};
  tthc__decimal_read(text, &number); /* the reading has checked it */
  if (number.scale > POINT_DECIMALS || number.digits < 0 || number.digits > (int64_t)POINTS_MAX * POINT ||
      (*out = number.digits * tthc__power_of_ten(POINT_DECIMALS - number.scale)) < low || *out > high)
    return fail_member(at, TTHC_E_VALUE, member, text,
                       low > 0 ? WORDS("lớn hơn 0, không quá mức điểm tối đa (1000), tối đa 4 chữ số thập phân",
                                       "more than 0, at most the points (1000), with at most 4 decimals")
                               : WORDS("từ 0 đến mức điểm của tiêu chí, tối đa 4 chữ số thập phân",
                                       "0 to the criterion's points, with at most 4 decimals"));
  return TTHC_OK;
}

/* --- criteria ----------------------------------------------------------------------------------------------------- */

static const struct json_field criterion_fields[] = {
  {FIELD("id", JSON_SLUG, struct criterion, id), .required = 1},
  {FIELD("name", JSON_LABEL, struct criterion, name), .required = 1},
  {FIELD("points", JSON_DECIMAL, struct criterion, points_text), .required = 1},
  {FIELD("measure", JSON_WORD, struct criterion, measure), .required = 1, .vocabulary = &tthc__measures},
  {FIELD("indicator", JSON_SLUG, struct criterion, indicator_id)},
  {FIELD("per", JSON_DECIMAL, struct criterion, per_text)},
  {FIELD("cap", JSON_DECIMAL, struct criterion, cap_text)},
  {FIELD("days", JSON_WORD, struct criterion, days), .vocabulary = &day_kinds},
  {FIELD("decimals", JSON_INT32, struct criterion, decimals), .range = {0, POINT_DECIMALS},
   .expected = {"0 đến 4", "0 to 4"}},
  {FIELD("missing", JSON_WORD, struct criterion, missing), .vocabulary = &policies},
  {0}};

static int is_deduction(int32_t measure) { return measure >= OVERDUE_DEDUCTION && measure <= UNEXPLAINED_DEDUCTION; }

static int is_of_indicators(int32_t measure) {
  return measure == INDICATOR_ACHIEVEMENT || measure == INDICATORS_MET_SHARE;
}

/* A member that means nothing for the measure would be a mistake that nobody sees. */
static int32_t check_members(const struct json_at *at, const struct criterion *criterion) {
  const struct {
    const char *name;
    int given, fits;
    struct words fitting;
  } members[] = {{"indicator", criterion->indicator_id != NULL, is_of_indicators(criterion->measure),
                  WORDS("chỉ dùng với cách đo theo chỉ tiêu", "only with a measure of indicators")},
                 {"per", criterion->per_text != NULL, is_deduction(criterion->measure),
                  WORDS("chỉ dùng với cách đo trừ điểm", "only with a measure that deducts")},
                 {"cap", criterion->cap_text != NULL, is_deduction(criterion->measure),
                  WORDS("chỉ dùng với cách đo trừ điểm", "only with a measure that deducts")},
                 {"days", criterion->days != 0, criterion->measure == LATE_DAYS_DEDUCTION,
                  WORDS("chỉ dùng với late-days-deduction", "only with late-days-deduction")}};
  size_t i;
  for (i = 0; i < sizeof members / sizeof *members; i++)
    if (members[i].given && !members[i].fits)
      return fail_member(at, TTHC_E_VALUE, members[i].name, NULL, members[i].fitting);
  if (is_deduction(criterion->measure) && criterion->per_text == NULL)
    return tthc__json_fail_member(at, TTHC_E_MISSING, "per", NOTHING);
  return TTHC_OK;
}

static int32_t read_deduction(const struct json_at *at, struct criterion *criterion) {
  int32_t rc = TTHC_OK;
  criterion->cap = criterion->points;
  if (criterion->days == 0) criterion->days = CALENDAR_DAYS;
  if (criterion->per_text != NULL)
    rc = read_points(at, "per", criterion->per_text, 1, criterion->points, &criterion->per);
  if (rc == TTHC_OK && criterion->cap_text != NULL)
    rc = read_points(at, "cap", criterion->cap_text, 1, criterion->points, &criterion->cap);
  return rc;
}

static int32_t find_indicator(const struct json_at *at, struct criterion *criterion) {
  if (criterion->indicator_id == NULL) return TTHC_OK;
  criterion->indicator = tthc__index_get(&form_of(at)->scoring->plan->indicator_ids, criterion->indicator_id);
  if (criterion->indicator != TTHC_NONE) return TTHC_OK;
  return fail_member(at, TTHC_E_UNKNOWN_ID, "indicator", criterion->indicator_id,
                     WORDS("mã một chỉ tiêu của kế hoạch", "the id of an indicator of the plan"));
}

static int32_t find_criterion(const struct scheme *scheme, const char *id) {
  int32_t i;
  for (i = 0; i < scheme->criteria.count; i++)
    if (strcmp(scheme->criteria.items[i].id, id) == 0) return i;
  return TTHC_NONE;
}

static int32_t fail_limit(const struct json_at *at) {
  return tthc__json_fail(
    at, TTHC_E_LIMIT, NULL,
    WORDS("không quá 64 tiêu chí, 32 loại, 256 khối", "at most 64 criteria, 32 classes, 256 blocks"));
}

static int32_t fail_taken(const struct json_at *at, const char *id) {
  return fail_member(at, TTHC_E_DUPLICATE_ID, "id", id, WORDS("mỗi mã một lần", "each id once"));
}

static int32_t read_criterion(const struct json_at *at, void *row) {
  struct scheme *scheme = row;
  struct criterion criterion = {.indicator = TTHC_NONE, .decimals = 2, .missing = scheme->missing};
  void *grown;
  int32_t rc = tthc__json_read(at, criterion_fields, &criterion);
  if (rc == TTHC_OK)
    rc = read_points(at, "points", criterion.points_text, 1, (int64_t)POINTS_MAX * POINT, &criterion.points);
  if (rc == TTHC_OK) rc = check_members(at, &criterion);
  if (rc == TTHC_OK) rc = read_deduction(at, &criterion);
  if (rc == TTHC_OK) rc = find_indicator(at, &criterion);
  if (rc != TTHC_OK) return rc;
  if (find_criterion(scheme, criterion.id) != TTHC_NONE) return fail_taken(at, criterion.id);
  if (scheme->criteria.count == CRITERIA_MAX) return fail_limit(at);
  if (!MAKE_ROOM(scheme->criteria, grown)) return tthc__fail_memory(at->doc->err);
  scheme->criteria.items[scheme->criteria.count++] = criterion;
  scheme->points += criterion.points;
  if (criterion.decimals > scheme->decimals) scheme->decimals = criterion.decimals;
  return TTHC_OK;
}

/* --- classes ------------------------------------------------------------------------------------------------------ */

static const struct json_field class_fields[] = {
  {FIELD("id", JSON_SLUG, struct rating_class, id), .required = 1},
  {FIELD("name", JSON_LABEL, struct rating_class, name), .required = 1},
  {FIELD("from", JSON_DECIMAL, struct rating_class, from_text), .required = 1},
  {0}};

/* Whether a bound is within 0 to 100, and below that of the class before. */
static int descends(const struct scheme *scheme, struct decimal from) {
  const struct decimal before =
    scheme->classes.count == 0 ? (struct decimal){0, 0} : scheme->classes.items[scheme->classes.count - 1].from;
  const int64_t one = tthc__power_of_ten(from.scale);
  if (from.digits < 0 || tthc__ratio_compare(from.digits, one, (struct decimal){100, 0}) > 0) return 0;
  return scheme->classes.count == 0 || tthc__ratio_compare(from.digits, one, before) < 0;
}

static int32_t read_class(const struct json_at *at, void *row) {
  struct scheme *scheme = row;
  struct rating_class rating = {0};
  void *grown;
  int32_t i, rc = tthc__json_read(at, class_fields, &rating);
  if (rc != TTHC_OK) return rc;
  for (i = 0; i < scheme->classes.count; i++)
    if (strcmp(scheme->classes.items[i].id, rating.id) == 0) return fail_taken(at, rating.id);
  tthc__decimal_read(rating.from_text, &rating.from); /* the reading has checked it */
  if (!descends(scheme, rating.from))
    return fail_member(at, TTHC_E_VALUE, "from", rating.from_text,
                       WORDS("từ 0 đến 100, thấp hơn loại đứng trước", "0 to 100, and below the class before"));
  if (scheme->classes.count == CLASSES_MAX) return fail_limit(at);
  if (!MAKE_ROOM(scheme->classes, grown)) return tthc__fail_memory(at->doc->err);
  scheme->classes.items[scheme->classes.count++] = rating;
  return TTHC_OK;
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static const struct words one_block = {"mỗi đơn vị, mỗi cấp chỉ ở một khối", "each unit and each level in one block"};

static int32_t read_level(const struct json_at *at, void *row) {
  struct scheme_form *form = row;
  const char *level = NULL;
  int32_t taken, rc = tthc__json_text(at, JSON_LABEL, &level);
  if (rc != TTHC_OK) return rc;
  taken = tthc__index_get(&form->levels, level);
  if (taken == TTHC_NONE)
    return tthc__json_fail(at, TTHC_E_UNKNOWN_ID, level,
                           WORDS("commune, division, department, district, province, hoặc cấp của một đơn vị",
                                 "commune, division, department, district, province, or the level of a unit"));
  if (taken > 0) return tthc__json_fail(at, TTHC_E_DUPLICATE_ID, level, one_block);
  if (tthc__index_put(&form->levels, level, form->block + 1) == TTHC_OK) return TTHC_OK;
  return tthc__fail_memory(at->doc->err);
}

static int32_t read_levels(const struct json_at *at, void *row) { return tthc__json_each(at, read_level, row); }

static int32_t read_unit(const struct json_at *at, void *row) {
  struct scheme_form *form = row;
  const tthc_plan *plan = form->scoring->plan;
  const char *id = NULL;
  int32_t unit, rc = tthc__json_text(at, JSON_SLUG, &id);
  if (rc != TTHC_OK) return rc;
  unit = tthc__index_get(&plan->unit_ids, id);
  if (unit == TTHC_NONE)
    return tthc__json_fail(at, TTHC_E_UNKNOWN_ID, id,
                           WORDS("mã một đơn vị của kế hoạch", "the id of a unit of the plan"));
  if (plan->units.items[unit].member_count > 0)
    return tthc__json_fail(at, TTHC_E_VALUE, id,
                           WORDS("một đơn vị, không phải nhóm", "a unit, and not a group of them"));
  if (form->scoring->block_of[unit] != TTHC_NONE) return tthc__json_fail(at, TTHC_E_DUPLICATE_ID, id, one_block);
  form->scoring->block_of[unit] = form->block;
  form->scoring->listed[unit] = 1;
  return TTHC_OK;
}

static int32_t read_units(const struct json_at *at, void *row) { return tthc__json_each(at, read_unit, row); }

static const struct json_field block_fields[] = {{FIELD("id", JSON_SLUG, struct block, id), .required = 1},
                                                 {FIELD("name", JSON_LABEL, struct block, name), .required = 1},
                                                 {"levels", JSON_CUSTOM, .read = tthc__json_later},
                                                 {"units", JSON_CUSTOM, .read = tthc__json_later},
                                                 {0}};

/* The levels of all blocks come before the units, so that a unit that is named too is found to be in one already. */
static int32_t read_block(const struct json_at *at, void *row) {
  struct scheme_form *form = row;
  struct scheme *scheme = form->scheme;
  struct block block = {NULL, NULL};
  struct json_at levels, units;
  void *grown;
  int has_levels, has_units;
  int32_t i, rc = tthc__json_read(at, block_fields, &block);
  if (rc != TTHC_OK) return rc;
  for (i = 0; i < scheme->blocks.count; i++)
    if (strcmp(scheme->blocks.items[i].id, block.id) == 0) return fail_taken(at, block.id);
  has_levels = tthc__json_member(at, "levels", &levels);
  has_units = tthc__json_member(at, "units", &units);
  if ((has_levels && has_units) || (!has_levels && !has_units && form->rest != TTHC_NONE))
    return tthc__json_fail(at, TTHC_E_VALUE, block.id,
                           WORDS("\"levels\" hoặc \"units\"; chỉ một khối không có cả hai",
                                 "either \"levels\" or \"units\"; one block at most with neither"));
  if (scheme->blocks.count == BLOCKS_MAX) return fail_limit(at);
  if (!MAKE_ROOM(scheme->blocks, grown)) return tthc__fail_memory(at->doc->err);
  form->block = scheme->blocks.count;
  scheme->blocks.items[scheme->blocks.count++] = block;
  if (!has_levels && !has_units) form->rest = form->block;
  return has_levels ? read_levels(&levels, form) : TTHC_OK;
}

static int32_t read_block_units(const struct json_at *at, void *row) {
  struct scheme_form *form = row;
  struct json_at units;
  form->block = at->index;
  return tthc__json_member(at, "units", &units) ? read_units(&units, form) : TTHC_OK;
}

static int32_t know_levels(struct scheme_form *form) {
  const tthc_plan *plan = form->scoring->plan;
  size_t i;
  int32_t unit, rc = TTHC_OK;
  for (i = 0; rc == TTHC_OK && i < sizeof usual_levels / sizeof *usual_levels; i++)
    rc = tthc__index_put(&form->levels, usual_levels[i], 0);
  for (unit = 0; rc == TTHC_OK && unit < plan->units.count; unit++)
    if (plan->units.items[unit].level != NULL) rc = tthc__index_put(&form->levels, plan->units.items[unit].level, 0);
  return rc == TTHC_OK ? rc : tthc__fail_memory(form->scoring->err);
}

static void place_by_level(struct scheme_form *form) {
  const tthc_plan *plan = form->scoring->plan;
  int32_t unit;
  for (unit = 0; unit < plan->units.count; unit++) {
    const struct unit *row = &plan->units.items[unit];
    const int32_t block = row->level == NULL || row->member_count > 0 ? 0 : tthc__index_get(&form->levels, row->level);
    form->scoring->block_of[unit] = block > 0 ? block - 1 : TTHC_NONE;
  }
}

/* A scheme without blocks compares all with all. */
static int32_t add_only_block(struct scheme_form *form) {
  static const struct block all = {"all", "Các cơ quan, đơn vị"};
  void *grown;
  if (!MAKE_ROOM(form->scheme->blocks, grown)) return tthc__fail_memory(form->scoring->err);
  form->rest = form->scheme->blocks.count;
  form->scheme->blocks.items[form->scheme->blocks.count++] = all;
  return TTHC_OK;
}

static void place_rest(struct scheme_form *form) {
  const tthc_plan *plan = form->scoring->plan;
  int32_t unit;
  for (unit = 0; unit < plan->units.count; unit++)
    if (form->scoring->block_of[unit] == TTHC_NONE && plan->units.items[unit].member_count == 0)
      form->scoring->block_of[unit] = form->rest;
}

static int32_t read_blocks(const struct json_at *at, struct scheme_form *form) {
  int32_t rc = know_levels(form);
  if (rc == TTHC_OK) rc = tthc__json_each(at, read_block, form);
  if (rc != TTHC_OK) return rc;
  place_by_level(form);
  return tthc__json_each(at, read_block_units, form);
}

/* --- ties --------------------------------------------------------------------------------------------------------- */

static int32_t read_tie(const struct json_at *at, void *row) {
  struct scheme *scheme = row;
  const char *id = NULL;
  void *grown;
  int32_t criterion, i, rc = tthc__json_text(at, JSON_SLUG, &id);
  if (rc != TTHC_OK) return rc;
  criterion = find_criterion(scheme, id);
  if (criterion == TTHC_NONE)
    return tthc__json_fail(at, TTHC_E_UNKNOWN_ID, id, WORDS("mã một tiêu chí", "the id of a criterion"));
  for (i = 0; i < scheme->ties.count; i++)
    if (scheme->ties.items[i] == criterion)
      return tthc__json_fail(at, TTHC_E_DUPLICATE_ID, id, WORDS("mỗi tiêu chí một lần", "each criterion once"));
  if (!MAKE_ROOM(scheme->ties, grown)) return tthc__fail_memory(at->doc->err);
  scheme->ties.items[scheme->ties.count++] = criterion;
  return TTHC_OK;
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static int32_t read_format(const struct json_at *at, void *row) {
  (void)row;
  return tthc__json_format(at, "\"tthcplan-rating/1\"");
}

static const struct json_field scheme_fields[] = {
  {"format", JSON_CUSTOM, .required = 1, .read = read_format},
  {FIELD("id", JSON_SLUG, struct scheme, id), .required = 1},
  {FIELD("name", JSON_TEXT, struct scheme, name), .required = 1},
  {FIELD("version", JSON_LABEL, struct scheme, version), .required = 1},
  {FIELD("basis", JSON_TEXT, struct scheme, basis)},
  {"criteria", JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {"classes", JSON_CUSTOM, .required = 1, .read = tthc__json_later},
  {"blocks", JSON_CUSTOM, .read = tthc__json_later},
  {"ties", JSON_CUSTOM, .read = tthc__json_later},
  {FIELD("missing", JSON_WORD, struct scheme, missing), .vocabulary = &policies},
  {FIELD("min_due", JSON_INT32, struct scheme, min_due), .range = {0, ASSIGNMENTS_MAX},
   .expected = {"0 đến 5000000", "0 to 5000000"}},
  {0}};

/* Criteria come before the ties that name them, whatever their order in the document. */
static int32_t read_scheme(const struct json_at *root, struct scheme_form *form) {
  struct scheme *scheme = form->scheme;
  struct json_at at;
  int32_t rc = tthc__json_read(root, scheme_fields, scheme);
  if (rc != TTHC_OK) return rc;
  tthc__json_member(root, "criteria", &at);
  rc = tthc__json_each(&at, read_criterion, scheme);
  if (rc == TTHC_OK && scheme->criteria.count == 0)
    rc = tthc__json_fail(&at, TTHC_E_MISSING, NULL, WORDS("ít nhất một tiêu chí", "at least one criterion"));
  if (rc != TTHC_OK) return rc;
  tthc__json_member(root, "classes", &at);
  rc = tthc__json_each(&at, read_class, scheme);
  if (rc == TTHC_OK && tthc__json_member(root, "ties", &at)) rc = tthc__json_each(&at, read_tie, scheme);
  if (rc != TTHC_OK) return rc;
  rc = tthc__json_member(root, "blocks", &at) ? read_blocks(&at, form) : add_only_block(form);
  if (rc == TTHC_OK) place_rest(form);
  return rc;
}

int32_t tthc__read_scheme(struct scoring *s, const char *json, int64_t size) {
  struct scheme *scheme = &s->result->scheme;
  struct scheme_form form = {s, scheme, {0}, 0, TTHC_NONE};
  struct json_doc doc;
  struct json_at root;
  int32_t rc = json == NULL ? tthc__json_open(&doc, tthc__data_rating_scheme, -1, &form, s->err)
                            : tthc__json_open(&doc, json, size, &form, s->err);
  if (rc != TTHC_OK) return rc;
  scheme->missing = MISSING_LEAVE_OUT;
  root = tthc__json_root(&doc);
  rc = read_scheme(&root, &form);
  scheme->arena = doc.arena; /* the strings of the rows */
  doc.arena.blocks = NULL;
  tthc__index_free(&form.levels);
  tthc__json_close(&doc);
  return rc;
}

/* --- points that people gave -------------------------------------------------------------------------------------- */

struct given {
  const char *unit;
  const char *criterion;
  const char *points;
};

static const struct json_field given_fields[] = {
  {FIELD("unit", JSON_SLUG, struct given, unit), .required = 1},
  {FIELD("criterion", JSON_SLUG, struct given, criterion), .required = 1},
  {FIELD("points", JSON_DECIMAL, struct given, points), .required = 1},
  {0}};

static int32_t read_given(const struct json_at *at, void *row) {
  struct scoring *s = *(struct scoring **)row;
  const struct scheme *scheme = &s->result->scheme;
  struct given given = {NULL, NULL, NULL};
  struct score *score;
  int32_t unit, criterion, rc = tthc__json_read(at, given_fields, &given);
  if (rc != TTHC_OK) return rc;
  unit = tthc__index_get(&s->plan->unit_ids, given.unit);
  if (unit == TTHC_NONE)
    return fail_member(at, TTHC_E_UNKNOWN_ID, "unit", given.unit,
                       WORDS("mã một đơn vị của kế hoạch", "the id of a unit of the plan"));
  criterion = find_criterion(scheme, given.criterion);
  if (criterion == TTHC_NONE || scheme->criteria.items[criterion].measure != MANUAL)
    return fail_member(at, criterion == TTHC_NONE ? TTHC_E_UNKNOWN_ID : TTHC_E_VALUE, "criterion", given.criterion,
                       WORDS("mã một tiêu chí \"manual\"", "the id of a \"manual\" criterion"));
  score = &s->scores[(int64_t)unit * scheme->criteria.count + criterion];
  if (score->denominator != 0)
    return fail_member(at, TTHC_E_DUPLICATE_ID, "criterion", given.criterion,
                       WORDS("mỗi đơn vị một điểm cho một tiêu chí", "one score of a unit for a criterion"));
  rc = read_points(at, "points", given.points, 0, scheme->criteria.items[criterion].points, &score->numerator);
  if (rc == TTHC_OK) score->denominator = scheme->criteria.items[criterion].points;
  return rc;
}

static int32_t read_all_given(const struct json_at *at, void *row) { return tthc__json_each(at, read_given, row); }

int32_t tthc__read_given_scores(struct scoring *s, const char *options_json) {
  static const struct json_field options[] = {{"scores", JSON_CUSTOM, .read = read_all_given}, {0}};
  return tthc__json_options(options_json, options, &s, NULL, s->err);
}
