/* The letter of a follow-up (công văn đôn đốc), its body as in Decree 30/2020/NĐ-CP; no letterhead is invented. */
#include "assess/follow_up.h"
#include "base/error.h"
#include "base/unicode.h"
#include "format/text_table.h"

#include <string.h>

struct letter {
  const tthc_follow_up *f;
  const struct digest *digest;
  const char *language;
  int english;
  struct buffer out;
};

static void put(struct letter *l, const char *vi, const char *en) { tthc__put(&l->out, l->english ? en : vi); }

static const char *recipient(const struct letter *l) { return l->f->units[l->digest->unit].name; }

/* --- days and numbers --------------------------------------------------------------------------------------------- */

/* "ngày 05 tháng 01 năm 2021": days below 10 and the months 1 and 2 have a 0 before them (Decree 30/2020/NĐ-CP). */
static void put_long_day(struct letter *l, int32_t day) {
  static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
  const int32_t month = tthc_day_month(day);
  if (!l->english) tthc__put(&l->out, "ngày ");
  tthc__put_padded(&l->out, tthc_day_of_month(day), l->english ? 1 : 2);
  put(l, " tháng ", " ");
  if (l->english)
    tthc__put(&l->out, months[month - 1]);
  else
    tthc__put_padded(&l->out, month, month <= 2 ? 2 : 1);
  put(l, " năm ", " ");
  tthc__put_int(&l->out, tthc_day_year(day));
}

static void put_count(struct letter *l, int32_t count, const char *vi, const char *one, const char *more) {
  tthc__put_int(&l->out, count);
  put(l, vi, count == 1 ? one : more);
}

/* --- periods ------------------------------------------------------------------------------------------------------ */

/* "kstt:2021-Q2#2" as "quý II năm 2021, lần 2"; what has no name as it is. */
static void put_period(struct letter *l, const char *key) {
  const char *colon = strchr(key, ':'), *id = colon == NULL ? key : colon + 1, *repeat = strchr(id, '#');
  struct arena arena = {NULL};
  const char *name = tthc__arena_copy(&arena, id, repeat == NULL ? strlen(id) : (size_t)(repeat - id));
  struct period period;
  if (name == NULL)
    l->out.failed = 1;
  else if (tthc__period_read(NULL, name, &period, NULL) != TTHC_OK || period.kind >= PERIOD_SPAN)
    tthc__put(&l->out, name);
  else
    tthc__put_period_name(&l->out, &period, l->english);
  if (repeat != NULL) put(l, ", lần ", ", no. ");
  if (repeat != NULL) tthc__put(&l->out, repeat + 1);
  tthc__arena_free(&arena);
}

/* --- the plan ----------------------------------------------------------------------------------------------------- */

/* What a plan's subject says beyond "Kế hoạch"; NULL without one. */
static const char *subject_of(const tthc_follow_up *f) {
  static const char *const words[] = {"Kế hoạch ", "KẾ HOẠCH "};
  size_t i;
  for (i = 0; f->subject != NULL && i < sizeof words / sizeof *words; i++)
    if (strncmp(f->subject, words[i], strlen(words[i])) == 0) return f->subject + strlen(words[i]);
  return f->subject;
}

static void put_number(struct letter *l) {
  if (l->f->number == NULL) return;
  put(l, " số ", " no. ");
  tthc__put(&l->out, l->f->number);
}

/* In the line of the subject: "Kế hoạch kiểm soát thủ tục hành chính … năm 2021". */
static void put_short_plan(struct letter *l) {
  const char *subject = subject_of(l->f);
  put(l, "Kế hoạch", "the plan");
  if (subject == NULL) {
    put_number(l);
    return;
  }
  put(l, " ", " “");
  if (l->english)
    tthc__put(&l->out, subject);
  else
    tthc__put_within_sentence(&l->out, subject);
  put(l, "", "”");
}

/* "Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2021 của UBND huyện Vĩnh Cửu về việc kiểm soát …" */
static void put_plan(struct letter *l) {
  const char *subject = subject_of(l->f);
  put(l, "Kế hoạch", "the plan");
  put_number(l);
  if (l->f->issued != TTHC_NO_DAY) {
    put(l, " ", " of ");
    put_long_day(l, l->f->issued);
  }
  if (l->f->authority != NULL) {
    put(l, " của ", " issued by ");
    tthc__put(&l->out, l->f->authority);
  }
  if (subject == NULL) return;
  if (l->english) {
    tthc__put(&l->out, " “");
    tthc__put(&l->out, subject);
    tthc__put(&l->out, "”");
    return;
  }
  tthc__put(&l->out, strncmp(subject, "Về ", strlen("Về ")) == 0 || strncmp(subject, "về ", strlen("về ")) == 0
                       ? " "
                       : " về việc ");
  tthc__put_within_sentence(&l->out, subject);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

/* The id tells the section too ("A.1"); an id that says nothing of the label does not help a reader. */
static const char *shown_label(const struct followed_task *task) {
  const size_t id = strlen(task->id), label = strlen(task->label);
  return id >= label && strcmp(task->id + id - label, task->label) == 0 ? task->id : task->label;
}

static void put_due(struct letter *l, const struct follow_up_item *item) {
  put(l, "; đến hạn ngày ", "; due ");
  tthc__put_short_day(&l->out, item->due);
  if (item->effective == item->due) return;
  put(l, " (tính đến ngày làm việc tiếp theo ", " (by the next working day, ");
  tthc__put_short_day(&l->out, item->effective);
  tthc__put_char(&l->out, ')');
}

static void put_lateness(struct letter *l, const struct follow_up_item *item) {
  const int32_t left = item->effective - l->f->as_of;
  tthc__put(&l->out, "; ");
  if (left == 0) {
    put(l, "đến hạn trong ngày", "due today");
  } else if (left > 0) {
    put(l, "còn ", "");
    put_count(l, left, " ngày", " day left", " days left");
  } else {
    put(l, "quá hạn ", "");
    put_count(l, item->days_late, " ngày", " day late", " days late");
    tthc__put(&l->out, " (");
    put_count(l, item->working_days_late, " ngày làm việc)", " working day)", " working days)");
  }
}

static void put_item(struct letter *l, const struct follow_up_item *item) {
  const struct followed_task *task = &l->f->tasks[item->task];
  tthc__put(&l->out, "- ");
  if (item->unit != l->digest->unit) {
    tthc__put(&l->out, l->f->units[item->unit].name);
    tthc__put(&l->out, ": ");
  }
  tthc__put(&l->out, shown_label(task));
  tthc__put(&l->out, " “");
  tthc__put_in_one_line(&l->out, task->title);
  tthc__put(&l->out, "”");
  if (item->is_report || task->recurs) {
    if (item->is_report)
      put(l, "; báo cáo kỳ ", "; report for ");
    else
      put(l, "; kỳ ", "; for ");
    put_period(l, item->period);
  }
  if (task->deadline != NULL) {
    put(l, "; thời gian thực hiện: “", "; deadline as written: “");
    tthc__put_in_one_line(&l->out, task->deadline);
    tthc__put(&l->out, "”");
  }
  put_due(l, item);
  put_lateness(l, item);
  if (item->promised != TTHC_NO_DAY) {
    put(l, "; đơn vị đã hẹn hoàn thành ngày ", "; promised for ");
    tthc__put_short_day(&l->out, item->promised);
  }
  tthc__put(&l->out, ".\n");
}

/* --- groups of one level and role --------------------------------------------------------------------------------- */

/* What goes to the superior has other words for the unit itself. */
static const char *words_for(const struct letter *l, const struct follow_up_item *item, const char *const words[2],
                             const char *const unit_words[2]) {
  const int for_unit = l->f->levels.items[item->level].to == TO_SUPERIOR && item->role != TTHC_TO_SUPERIOR;
  const char *own = for_unit ? tthc__level_words(unit_words, l->language) : NULL;
  return own != NULL ? own : tthc__level_words(words, l->language);
}

static void put_request(struct letter *l, const struct follow_up_item *item) {
  const struct level *level = &l->f->levels.items[item->level];
  const char *request = words_for(l, item, level->request, level->unit_request);
  if (item->role == TTHC_TO_COPIED)
    put(l, "Việc này được đồng thời báo cáo cơ quan cấp trên trực tiếp.\n",
        "The superior of the unit is being told at the same time.\n");
  if (request == NULL) return;
  put(l, "Đề nghị ", "");
  tthc__put(&l->out, recipient(l));
  put(l, " ", " is asked to ");
  tthc__put(&l->out, request);
  tthc__put(&l->out, ".\n");
}

static void put_heading(struct letter *l, const struct follow_up_item *item, int32_t number) {
  const struct level *level = &l->f->levels.items[item->level];
  tthc__put_char(&l->out, '\n');
  tthc__put_int(&l->out, number);
  tthc__put(&l->out, ". ");
  tthc__put(&l->out, words_for(l, item, level->name, level->unit_name));
  tthc__put_char(&l->out, '\n');
}

static int begins_group(const struct letter *l, int32_t i) {
  const struct follow_up_item *item = &l->f->items.items[i];
  return i == l->digest->first_item || item[-1].level != item->level || item[-1].role != item->role;
}

static void put_groups(struct letter *l) {
  const int32_t end = l->digest->first_item + l->digest->item_count;
  int32_t i, group = 0;
  for (i = l->digest->first_item; i < end; i++) {
    const struct follow_up_item *item = &l->f->items.items[i];
    if (begins_group(l, i)) put_heading(l, item, ++group);
    put_item(l, item);
    if (i + 1 == end || begins_group(l, i + 1)) put_request(l, item);
  }
}

/* --- the letter --------------------------------------------------------------------------------------------------- */

static void put_opening(struct letter *l) {
  put(l, "V/v đôn đốc thực hiện ", "Subject: follow-up of ");
  put_short_plan(l);
  put(l, "\n\nKính gửi: ", "\n\nTo: ");
  tthc__put(&l->out, recipient(l));
  put(l, "\n\nThực hiện ", "\n\nUnder ");
  put_plan(l);
  put(l, "; qua theo dõi đến ", "; as of ");
  put_long_day(l, l->f->as_of);
  put(l, ", có ", ", ");
  if (!l->english) tthc__put_padded(&l->out, l->digest->item_count, 2);
  if (l->english) tthc__put_int(&l->out, l->digest->item_count);
  put(l, " nội dung cần nhắc, đôn đốc như sau:\n",
      l->digest->item_count == 1 ? " matter is to be followed up:\n" : " matters are to be followed up:\n");
}

static int asks_for_reply(const struct letter *l) {
  int32_t i;
  for (i = l->digest->first_item; i < l->digest->first_item + l->digest->item_count; i++)
    if (l->f->levels.items[l->f->items.items[i].level].reply) return l->f->reply_by != TTHC_NO_DAY;
  return 0;
}

static void put_closing(struct letter *l) {
  if (asks_for_reply(l)) {
    put(l, "\nBáo cáo", "\nThe answer is expected");
    if (l->f->authority != NULL) {
      put(l, " gửi về ", " by ");
      tthc__put(&l->out, l->f->authority);
    }
    put(l, " chậm nhất ", " not later than ");
    put_long_day(l, l->f->reply_by);
    put(l, " để tổng hợp, theo dõi.\n", ".\n");
  }
  if (l->english || l->out.failed) return;
  l->out.size -= 2; /* the last full stop becomes the mark that ends the body of a letter */
  tthc__put(&l->out, "./.\n");
}

tthc_text *tthc_follow_up_text(const tthc_follow_up *follow_up, int32_t digest, const char *language, tthc_error *err) {
  struct letter letter = {follow_up, NULL, language, tthc__is_english(language), {0}};
  if (!tthc__is(follow_up, MARK_FOLLOW_UP)) {
    tthc__fail_handle(err, "tthc_follow_up");
    return NULL;
  }
  if (digest < 0 || digest >= follow_up->digests.count) {
    tthc__fail_at(err, TTHC_E_ARGUMENT, "digest", NULL, WORDS("một dòng của đôn đốc", "a row of the follow-up"));
    return NULL;
  }
  letter.digest = &follow_up->digests.items[digest];
  put_opening(&letter);
  put_groups(&letter);
  put_closing(&letter);
  return tthc__buffer_to_text(&letter.out, err);
}
