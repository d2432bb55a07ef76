/* Why an assignment is in its state, as a sentence. Made when it is asked for: a million assignments carry none. */
#include "assess/assessment.h"

#include "base/error.h"

#include <string.h>

/* --- the texts ---------------------------------------------------------------------------------------------------- */

/*
 * In braces: n days late, w working days late, l days left; e the day that holds in law, x the due day as written or as
 * extended, d the day on which it was done, s that on which its window opens, r that on which it was sent back; p the
 * percent, if one was given; h ", due on that day".
 */
struct line {
  struct words head;
  struct words head_of_report; /* where it differs */
  struct words said;           /* what was said of it */
  struct words said_of_report; /* where it differs */
};

#define PAST_DUE .head = {"Quá hạn {n} ({w}) kể từ ngày {e}", "{n} ({w}) overdue since {e}"}
#define DUE_SOON .head = {"{l}", "{l}"}
#define DONE(vi, en)                                       \
  .head = {"Hoàn thành ngày {d}, " vi, "Done on {d}, " en}, \
  .head_of_report = {"Đã báo cáo ngày {d}, " vi, "Reported on {d}, " en}

#define SILENT                                              \
  .said = {"chưa có thông tin tiến độ", "nothing was said"}, \
  .said_of_report = {"chưa có báo cáo", "no report is in"}
#define NOT_STARTED .said = {"đơn vị báo chưa thực hiện", "said not to be started"}
#define STARTED                                               \
  .said = {"đang thực hiện{p}", "said to be in progress{p}"}, \
  .said_of_report = {"đang thực hiện{p}, chưa có báo cáo", "said to be in progress{p}, no report is in"}
#define SENT_BACK                                                                            \
  .said = {"bị trả lại ngày {r}, chưa nộp lại", "sent back on {r}, not handed in again"}, \
  .said_of_report = {"báo cáo bị trả lại ngày {r}, chưa gửi lại", "sent back on {r}, not sent in again"}

static const struct line lines[] = {
  [TTHC_R_SAID_CANCELLED] = {.head = {"Đã hủy", "Cancelled"}},
  [TTHC_R_DONE_BY_DUE] = {DONE("đúng hạn (hạn ngày {e})", "on time (due {e})")},
  [TTHC_R_DONE_AFTER_DUE] = {DONE("quá hạn {n} ({w}) kể từ ngày {e}", "{n} ({w}) after it was due, {e}")},
  [TTHC_R_DONE_WITHOUT_DUE] = {DONE("không có thời hạn", "without a due day")},
  [TTHC_R_EVENT_NOT_RECORDED] = {.head = {"Chờ sự kiện, chưa được ghi nhận",
                                          "Waits for an event that is not recorded"}},
  [TTHC_R_PAST_DUE_SILENT] = {PAST_DUE, SILENT},
  [TTHC_R_PAST_DUE_NOT_STARTED] = {PAST_DUE, NOT_STARTED},
  [TTHC_R_PAST_DUE_STARTED] = {PAST_DUE, STARTED},
  [TTHC_R_PAST_DUE_RETURNED] = {PAST_DUE, SENT_BACK},
  [TTHC_R_DUE_SOON_SILENT] = {DUE_SOON, SILENT},
  [TTHC_R_DUE_SOON_NOT_STARTED] = {DUE_SOON, NOT_STARTED},
  [TTHC_R_DUE_SOON_STARTED] = {DUE_SOON, STARTED},
  [TTHC_R_DUE_SOON_RETURNED] = {DUE_SOON, SENT_BACK},
  [TTHC_R_STARTED] = {.head = {"Đang thực hiện{p}{h}", "In progress{p}{h}"}},
  [TTHC_R_RETURNED] = {.head = {"Đang thực hiện lại{h}", "In progress again{h}"}, SENT_BACK},
  [TTHC_R_WINDOW_NOT_OPEN] = {.head = {"Chưa đến kỳ, bắt đầu từ ngày {s}{h}", "Not open yet, begins on {s}{h}"}},
  [TTHC_R_SILENT] = {.head = {"Chưa thực hiện{h}", "Not started{h}"}, SILENT},
  [TTHC_R_SAID_NOT_STARTED] = {.head = {"Đơn vị báo chưa thực hiện{h}", "Said not to be started{h}"}},
  [TTHC_R_NO_DUE_DAY] = {.head = {"Không có thời hạn nên không bị tính quá hạn", "Never overdue, as it has no due day"},
                         SILENT},
};

static const struct words moves[] = {
  [NOT_MOVED] = {"", ""},
  [MOVED_LATER] = {"; đã gia hạn đến ngày {x}", "; extended to {x}"},
  [MOVED_EARLIER] = {"; thời hạn đã chuyển sớm hơn, đến ngày {x}", "; brought forward to {x}"},
  [MOVED_FROM_NONE] = {"; đã ấn định thời hạn đến ngày {x}", "; its due day was set to {x}"},
};

/* --- what stands in braces ---------------------------------------------------------------------------------------- */

struct sentence {
  struct buffer *out;
  const tthc_assessment *a;
  const struct assignment *row;
  int is_english;
};

static const char *in_language(const struct sentence *to, const char *vi, const char *en) {
  return to->is_english ? en : vi;
}

/* 16/06/2021, or 2021-06-16 */
static void put_day(const struct sentence *to, int32_t day) {
  if (to->is_english)
    tthc__put_day(to->out, day);
  else
    tthc__put_short_day(to->out, day);
}

static void put_count(const struct sentence *to, int32_t count, const char *vi, const char *en) {
  tthc__put_int(to->out, count);
  tthc__put(to->out, in_language(to, vi, en));
  if (to->is_english && count != 1) tthc__put_char(to->out, 's');
}

static void put_days_left(const struct sentence *to) {
  const int32_t left = to->row->effective - to->a->as_of;
  if (left == 0) {
    tthc__put(to->out, in_language(to, "Hạn cuối là hôm nay, ngày ", "Due this very day, "));
  } else {
    tthc__put(to->out, in_language(to, "Còn ", "Due in "));
    put_count(to, left, " ngày", " day");
    tthc__put(to->out, in_language(to, " đến hạn ngày ", ", on "));
  }
  put_day(to, to->row->effective);
}

static void put_percent(const struct sentence *to) {
  if (to->row->percent == TTHC_NO_NUMBER) return;
  tthc__put(to->out, " (");
  tthc__put_int(to->out, to->row->percent);
  tthc__put(to->out, "%)");
}

static void put_due(const struct sentence *to) {
  if (to->row->effective == TTHC_NO_DAY) {
    tthc__put(to->out, in_language(to, ", không có thời hạn", ", without a due day"));
    return;
  }
  tthc__put(to->out, in_language(to, ", hạn ngày ", ", due "));
  put_day(to, to->row->effective);
}

static void put_key(const struct sentence *to, char key) {
  const struct assignment *row = to->row;
  switch (key) {
  case 'n': put_count(to, row->days_late, " ngày", " day"); break;
  case 'w': put_count(to, row->working_days_late, " ngày làm việc", " working day"); break;
  case 'l': put_days_left(to); break;
  case 'e': put_day(to, row->effective); break;
  case 'x': put_day(to, row->due); break;
  case 'd': put_day(to, row->done_day); break;
  case 's': put_day(to, row->start); break;
  case 'r': put_day(to, row->returned); break;
  case 'p': put_percent(to); break;
  default: put_due(to);
  }
}

/* --- the sentence ------------------------------------------------------------------------------------------------- */

static void put_words(const struct sentence *to, struct words words) {
  const char *text = in_language(to, words.vi, words.en), *brace;
  while ((brace = strchr(text, '{')) != NULL) {
    tthc__put_bytes(to->out, text, brace - text);
    put_key(to, brace[1]);
    text = brace + 3;
  }
  tthc__put(to->out, text);
}

static int is_back(int32_t reason) {
  return reason == TTHC_R_RETURNED || reason == TTHC_R_PAST_DUE_RETURNED || reason == TTHC_R_DUE_SOON_RETURNED;
}

/* What explains the days: a return that is past, a due day that was moved, or that is a day off. */
static void put_more(const struct sentence *to) {
  const struct assignment *row = to->row;
  if (row->returned != TTHC_NO_DAY && !is_back(row->reason))
    put_words(to, WORDS("; đã từng bị trả lại ngày {r}", "; it had been sent back on {r}"));
  put_words(to, moves[row->moved]);
  if (row->effective != row->due) put_words(to, WORDS("; ngày {x} là ngày nghỉ", "; {x} is a day off"));
}

static struct words either(const struct assignment *row, struct words usual, struct words of_report) {
  return row->is_report && of_report.vi != NULL ? of_report : usual;
}

void tthc__put_sentence(struct buffer *out, const tthc_assessment *a, const struct assignment *row, int is_english) {
  const struct sentence to = {out, a, row, is_english};
  const struct line *line = &lines[row->reason];
  put_words(&to, either(row, line->head, line->head_of_report));
  if (line->said.vi != NULL) {
    tthc__put(out, "; ");
    put_words(&to, either(row, line->said, line->said_of_report));
  }
  if (row->state != TTHC_CANCELLED) put_more(&to);
  tthc__put_char(out, '.');
}
