/* The sentences of a ranking, in both languages: totals, where points come from, why a unit is not ranked. */
#include "assess/ranking.h"

#include "base/error.h"

#include <string.h>

static const struct vocabulary reasons = {"owes-nothing, too-few-due, score-missing, nothing-to-judge",
                                          {"owes-nothing", "too-few-due", "score-missing", "nothing-to-judge"}};

const char *tthc_unranked_word(int32_t reason) { return tthc__word(&reasons, reason); }

static const char *say(struct words words, int is_english) { return is_english ? words.en : words.vi; }

static const char *decimal_mark(int is_english) { return is_english ? "." : ","; }

void tthc__put_points(struct buffer *out, int64_t points, int32_t decimals, int is_english) {
  int64_t one = tthc__power_of_ten(POINT_DECIMALS - decimals);
  while (points % one != 0) {
    one /= 10;
    decimals++;
  }
  tthc__put_int(out, points / POINT);
  if (decimals == 0) return;
  tthc__put(out, decimal_mark(is_english));
  tthc__put_padded(out, points % POINT / one, decimals);
}

/* --- what was counted --------------------------------------------------------------------------------------------- */

/* What a measure says: # stands for the numerator, % for the denominator, @ for the kind of days. */
struct sentence {
  struct words counted;
  struct words nothing;
  struct words each; /* of a deduction */
};

#define NOTHING_DUE \
  { "chưa có phần việc nào đến hạn", "nothing has fallen due" }
#define NO_INDICATOR \
  { "không có chỉ tiêu nào để tính", "there is no indicator to judge by" }
#define EACH_WORK \
  { "mỗi phần việc", "each" }

static const struct sentence sentences[MEASURES] = {
  [ON_TIME_SHARE] = {{"# trên % phần việc đến hạn đã hoàn thành đúng hạn",
                      "# of % assignments fallen due were done on time"},
                     NOTHING_DUE,
                     {NULL, NULL}},
  [DONE_SHARE] = {{"# trên % phần việc đến hạn đã hoàn thành", "# of % assignments fallen due are done"},
                  NOTHING_DUE,
                  {NULL, NULL}},
  [REPORTS_ON_TIME_SHARE] = {{"# trên % báo cáo đến hạn đã gửi đúng hạn", "# of % reports fallen due came in on time"},
                             {"chưa có báo cáo nào đến hạn", "no report has fallen due"},
                             {NULL, NULL}},
  [INDICATOR_ACHIEVEMENT] = {{NULL, NULL}, NO_INDICATOR, {NULL, NULL}}, /* a percentage: put_achievement() */
  [INDICATORS_MET_SHARE] = {{"# trên % chỉ tiêu đạt", "# of % indicators are met"}, NO_INDICATOR, {NULL, NULL}},
  [OVERDUE_DEDUCTION] = {{"# trên % phần việc đến hạn còn quá hạn", "# of % assignments fallen due are overdue"},
                         NOTHING_DUE,
                         EACH_WORK},
  [LATE_DAYS_DEDUCTION] = {{"chậm tổng cộng # ngày@ trên % phần việc đến hạn",
                            "#@ days late in all over % assignments fallen due"},
                           NOTHING_DUE,
                           {"mỗi ngày", "a day"}},
  [RETURNED_DEDUCTION] = {{"# trên % phần việc đã gửi bị trả lại", "# of % assignments handed in were sent back"},
                          {"chưa có phần việc nào được gửi", "nothing was handed in"},
                          EACH_WORK},
  [UNEXPLAINED_DEDUCTION] = {{"# trên % phần việc đến hạn bị chậm mà chưa giải trình",
                              "# of % assignments fallen due are late without an explanation"},
                             NOTHING_DUE,
                             EACH_WORK},
  [MANUAL] = {{"được chấm # trên % điểm", "# of % points were given"},
              {"chưa được chấm điểm", "no points were given"},
              {NULL, NULL}}};

/* A count; of points that people gave, points. */
static void put_count(struct buffer *out, const struct criterion *criterion, int64_t count, int is_english) {
  if (criterion->measure == MANUAL)
    tthc__put_points(out, count, 0, is_english);
  else
    tthc__put_int(out, count);
}

static void put_achievement(struct buffer *out, const struct score *score, int is_english) {
  if (!is_english) tthc__put(out, "mức đạt bình quân ");
  tthc__put_rounded(out, score->numerator * 100, score->denominator, decimal_mark(is_english));
  tthc__put(out, is_english ? "% of the target on average over " : "% trên ");
  tthc__put_int(out, score->denominator / MILLION);
  tthc__put(out, is_english ? " indicators" : " chỉ tiêu");
}

static void put_counted(struct buffer *out, const struct criterion *criterion, const struct score *score,
                        int is_english) {
  const char *p;
  if (criterion->measure == INDICATOR_ACHIEVEMENT) {
    put_achievement(out, score, is_english);
    return;
  }
  for (p = say(sentences[criterion->measure].counted, is_english); *p != '\0'; p++) {
    if (*p == '#')
      put_count(out, criterion, score->numerator, is_english);
    else if (*p == '%')
      put_count(out, criterion, score->denominator, is_english);
    else if (*p != '@')
      tthc__put_char(out, *p);
    else if (criterion->days == WORKING_DAYS)
      tthc__put(out, is_english ? " working" : " làm việc");
  }
}

static void put_deduction(struct buffer *out, const struct criterion *criterion, const struct score *score,
                          int is_english) {
  if (criterion->per == 0) return;
  tthc__put(out, is_english ? "; " : "; trừ ");
  tthc__put_points(out, criterion->per, 0, is_english);
  tthc__put(out, is_english ? " points off " : " điểm ");
  tthc__put(out, say(sentences[criterion->measure].each, is_english));
  if (score->numerator <= criterion->cap / criterion->per) return;
  tthc__put(out, is_english ? ", at most " : ", tối đa ");
  tthc__put_points(out, criterion->cap, 0, is_english);
  if (!is_english) tthc__put(out, " điểm");
}

static void put_silent(struct buffer *out, int32_t silent, int is_english) {
  tthc__put(out, is_english ? "no figures of " : "chưa có số liệu của ");
  tthc__put_int(out, silent);
  tthc__put(out, is_english ? " indicators" : " chỉ tiêu");
}

/* --- where points come from --------------------------------------------------------------------------------------- */

static void put_head(struct buffer *out, const struct criterion *criterion, const struct score *score, int is_english) {
  if (score->points == TTHC_NO_NUMBER) {
    if (tthc__is_missing(criterion, score) && criterion->missing == MISSING_NOT_RANKED)
      tthc__put(out, is_english ? "missing: " : "thiếu: ");
    else
      tthc__put(out, is_english ? "left out: " : "không tính: ");
    return;
  }
  tthc__put_points(out, score->points, criterion->decimals, is_english);
  tthc__put_char(out, '/');
  tthc__put_points(out, criterion->points, 0, is_english);
  tthc__put(out, ": ");
}

static void put_explanation(struct buffer *out, const struct criterion *criterion, const struct score *score,
                            int is_english) {
  put_head(out, criterion, score, is_english);
  if (score->denominator > 0) {
    put_counted(out, criterion, score, is_english);
    put_deduction(out, criterion, score, is_english);
    if (score->silent == 0) return;
    tthc__put(out, "; ");
    put_silent(out, score->silent, is_english);
  } else if (score->silent > 0) {
    put_silent(out, score->silent, is_english);
  } else {
    tthc__put(out, say(sentences[criterion->measure].nothing, is_english));
  }
}

static void put_reason(struct buffer *out, const struct scheme *scheme, const struct ranked *row, int is_english) {
  switch (row->reason) {
  case TTHC_OWES_NOTHING:
    tthc__put(out, is_english ? "no work was given to it, and it reported no figures"
                              : "không được giao phần việc nào và không có số liệu chỉ tiêu");
    return;
  case TTHC_TOO_FEW_DUE:
    if (!is_english) tthc__put(out, "mới có ");
    tthc__put_int(out, row->fallen_due);
    tthc__put(out, is_english ? " assignments have fallen due, at least " : " phần việc đến hạn, cần ít nhất ");
    tthc__put_int(out, scheme->min_due);
    if (is_english) tthc__put(out, " are needed");
    return;
  case TTHC_SCORE_MISSING:
    tthc__put(out, is_english ? "a criterion is missing: " : "thiếu tiêu chí: ");
    tthc__put(out, scheme->criteria.items[row->missing].name);
    return;
  default: tthc__put(out, is_english ? "no criterion could be judged" : "không có tiêu chí nào tính được");
  }
}

/* Scaled up to all points where criteria were left out. */
static void put_total(struct buffer *out, const struct scheme *scheme, const struct ranked *row, int is_english) {
  const int64_t unit = tthc__power_of_ten(POINT_DECIMALS - scheme->decimals);
  tthc__put_points(out, tthc__scale_half_up(row->points, scheme->points, row->attainable * unit) * unit,
                   scheme->decimals, is_english);
}

/* --- texts of a row ----------------------------------------------------------------------------------------------- */

static int32_t take(tthc_ranking *ranking, struct buffer *text, const char **out, tthc_error *err) {
  *out = tthc__buffer_keep(text, &ranking->arena);
  return *out == NULL ? tthc__fail_memory(err) : TTHC_OK;
}

static int32_t write_score(tthc_ranking *ranking, const struct criterion *criterion, struct score *score,
                           int is_english, tthc_error *err) {
  struct buffer text = {0};
  int32_t rc;
  put_explanation(&text, criterion, score, is_english);
  rc = take(ranking, &text, &score->explanation[is_english], err);
  if (rc != TTHC_OK || score->points == TTHC_NO_NUMBER) return rc;
  memset(&text, 0, sizeof text);
  tthc__put_points(&text, score->points, criterion->decimals, is_english);
  return take(ranking, &text, &score->text[is_english], err);
}

int32_t tthc__write_row_texts(tthc_ranking *ranking, struct ranked *row, tthc_error *err) {
  const struct scheme *scheme = &ranking->scheme;
  int32_t i, rc = TTHC_OK;
  int is_english;
  for (is_english = 0; is_english < 2; is_english++) {
    struct buffer text = {0};
    for (i = 0; rc == TTHC_OK && i < scheme->criteria.count; i++)
      rc = write_score(ranking, &scheme->criteria.items[i], &row->scores[i], is_english, err);
    if (rc != TTHC_OK) return rc;
    if (row->reason != 0)
      put_reason(&text, scheme, row, is_english);
    else
      put_total(&text, scheme, row, is_english);
    rc = take(ranking, &text, row->reason != 0 ? &row->reason_text[is_english] : &row->total[is_english], err);
  }
  return rc;
}
