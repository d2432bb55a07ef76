/*
 * Numeric targets in prose. A clause is read from left to right; a target is a run of leads ("đạt", "ít nhất",
 * "tăng thêm"), a number, what it counts, and "trở lên". What the words around it make of it is in tables.
 */
#include "document/targets.h"

#include "document/words.h"
#include "tthcplan/indicator.h"

#include <stdlib.h>
#include <string.h>

#define LENGTH(table) ((int32_t)(sizeof(table) / sizeof *(table)))

/* --- what is being read ------------------------------------------------------------------------------------------- */

/* A target as words: indices from `from` up to `to`, its number at `number`. */
struct reading {
  int32_t from;
  int32_t to;
  int32_t number;
  int32_t comparator; /* 0: not said */
  int32_t traits;     /* enum trait, of all leads */
  int32_t change;
  int32_t is_percent;
  struct decimal amount;
  struct decimal high;
  int32_t unit_from; /* words of what is counted, beside "%"; none when they are the same */
  int32_t unit_to;
};

/* What a run of leads says beside the comparator. */
enum trait {
  SAYS_SO = 1,      /* a number without "%" may be a target: a comparator or "đạt" */
  LOOSE = 2,        /* "trên", "dưới", "hơn": as often in what a rule applies to as in a target */
  REACHES = 4,      /* "đạt" */
  ABOUT = 8,        /* "khoảng" */
  FROM = 16,        /* "từ" */
  PERCENT_ONLY = 32 /* "đạt mức 20%", but "đạt mức 3" is the third level */
};

struct year_said {
  int32_t at; /* a word */
  int32_t year;
};

struct finder {
  struct words_of words;
  struct arena *arena;
  struct found_target *found;
  struct reading *readings; /* of the clause */
  int32_t reading_count;
  int32_t reading_capacity;
  struct year_said *years; /* of the clause */
  int32_t year_count;
  int32_t year_capacity;
  int32_t count;
  int32_t failed;     /* memory */
  int32_t is_report;  /* the clause tells what is, or sets a condition */
  int32_t is_negated; /* "không để", until a comma */
  int32_t is_lowered; /* "giảm", until a comma or a target */
  int32_t is_rule;    /* "đối với", until a comma: loose counts tell whom it is for */
};

static int stands_any(const struct words_of *words, int32_t at, const char *const *patterns, int32_t count) {
  int32_t taken;
  return tthc__match_any(words, at, patterns, count, &taken) >= 0;
}

static int stands_any_before(const struct words_of *words, int32_t at, const char *const *patterns, int32_t count) {
  int32_t i;
  for (i = 0; i < count; i++)
    if (tthc__match_before(words, at, patterns[i]) > 0) return 1;
  return 0;
}

static int is_letters_at(const struct words_of *words, int32_t at) {
  const struct word *word = tthc__word_at(words, at);
  return word != NULL && word->kind == WORD_LETTERS;
}

/* --- leads -------------------------------------------------------------------------------------------------------- */

enum { LEADS_MAX = 8 };

/* The longer ones first. */
static const struct lead {
  const char *words;
  int32_t comparator;
  int32_t traits;
  int32_t change;
} leads[] = {
  {"khong vuot qua", TTHC_AT_MOST, SAYS_SO, 0},
  {"khong qua|vuot", TTHC_AT_MOST, SAYS_SO, 0},
  {"khong nhieu|lon|cao|hon hon", TTHC_AT_MOST, SAYS_SO, 0},
  {"khong it|thap|nho|kem hon", TTHC_AT_LEAST, SAYS_SO, 0},
  {"khong duoi|kem", TTHC_AT_LEAST, SAYS_SO, 0},
  {"toi da", TTHC_AT_MOST, SAYS_SO, 0},
  {"nhieu|cao nhat", TTHC_AT_MOST, SAYS_SO, 0},
  {"<=", TTHC_AT_MOST, SAYS_SO, 0},
  {"toi thieu", TTHC_AT_LEAST, SAYS_SO, 0},
  {"chi it", TTHC_AT_LEAST, SAYS_SO, 0},
  {"it|thap nhat", TTHC_AT_LEAST, SAYS_SO, 0},
  {">=", TTHC_AT_LEAST, SAYS_SO, 0},
  {"dat va|hoac vuot", TTHC_AT_LEAST, SAYS_SO | REACHES, 0},
  {"bang|dat hoac cao|lon|nhieu|tren hon", TTHC_AT_LEAST, SAYS_SO, 0},
  {"bang|dat hoac vuot|hon|tren", TTHC_AT_LEAST, SAYS_SO, 0},
  {"bang hoac thap|nho|it hon", TTHC_AT_MOST, SAYS_SO, 0},
  {"bang hoac duoi", TTHC_AT_MOST, SAYS_SO, 0},
  {"tren duoi", 0, ABOUT, 0},
  {"vuot qua|tren|muc", TTHC_MORE_THAN, SAYS_SO, 0},
  {"vuot", TTHC_MORE_THAN, SAYS_SO, 0},
  {"cao|lon|nhieu hon", TTHC_MORE_THAN, SAYS_SO | LOOSE, 0},
  {"tren|hon|qua", TTHC_MORE_THAN, SAYS_SO | LOOSE, 0},
  {">", TTHC_MORE_THAN, SAYS_SO, 0},
  {"thap|nho|it hon", TTHC_LESS_THAN, SAYS_SO | LOOSE, 0},
  {"duoi", TTHC_LESS_THAN, SAYS_SO | LOOSE, 0},
  {"<", TTHC_LESS_THAN, SAYS_SO, 0},
  {"dat duoc", TTHC_EQUAL, SAYS_SO | REACHES, 0},
  {"dat|bang", TTHC_EQUAL, SAYS_SO | REACHES, 0},
  {"=", TTHC_EQUAL, SAYS_SO, 0},
  {"uoc khoang", 0, ABOUT, 0},
  {"khoang|gan|~", 0, ABOUT, 0},
  {"xap xi", 0, ABOUT, 0},
  {"tang|nang len", 0, 0, 0}, /* up to a level */
  {"len den|toi|muc", 0, 0, 0},
  {"tang|nang|them them", 0, 0, 1},
  {"tang", 0, 0, 1},
  {"giam|ha xuong con", TTHC_AT_MOST, SAYS_SO, -1},
  {"giam con", TTHC_AT_MOST, SAYS_SO, -1},
  {"giam|ha xuong", TTHC_AT_MOST, SAYS_SO, -1},
  {"xuong con", TTHC_AT_MOST, SAYS_SO, -1},
  {"giam|cat them|thieu|bot", 0, 0, -1},
  {"cat giam", 0, 0, -1},
  {"rut ngan", 0, 0, -1},
  {"giam", 0, 0, -1},
  {"tu", 0, FROM, 0},
};

/* What may stand between a lead and the number. */
static const struct {
  const char *words;
  int32_t traits;
} fillers[] = {{"binh quan", 0},
               {"trung binh", 0},
               {"moi|hang|?hang nam", 0},
               {"o muc", PERCENT_ONLY},
               {"muc|ty|ti le", PERCENT_ONLY},
               {"muc", PERCENT_ONLY},
               {"la|co|duoc", 0},
               {":", 0}};

/* "vào năm 2025" between "ít nhất" and "đạt 40%". */
static int32_t match_year_between(const struct words_of *words, int32_t at) {
  const int32_t taken = tthc__match(words, at, "vao|den|trong nam");
  return taken > 0 && tthc__year_at(words, at + taken) > 0 ? taken + 1 : 0;
}

static int32_t match_filler(const struct words_of *words, int32_t at, int32_t *traits) {
  int32_t i, taken;
  for (i = 0; i < LENGTH(fillers); i++) {
    taken = tthc__match(words, at, fillers[i].words);
    if (taken == 0) continue;
    *traits |= fillers[i].traits;
    return taken;
  }
  return match_year_between(words, at);
}

static int32_t match_lead(const struct words_of *words, int32_t at, struct reading *reading) {
  int32_t i, taken;
  for (i = 0; i < LENGTH(leads); i++) {
    taken = tthc__match(words, at, leads[i].words);
    if (taken == 0) continue;
    /* "tối thiểu đạt 25%": reaching takes nothing back */
    if (leads[i].comparator != 0 && (leads[i].comparator != TTHC_EQUAL || reading->comparator == 0))
      reading->comparator = leads[i].comparator;
    reading->traits |= leads[i].traits;
    if (leads[i].change != 0) reading->change = leads[i].change;
    return taken;
  }
  return 0;
}

/* The word behind the leads that begin here; where it began when there are none. */
static int32_t read_leads(const struct words_of *words, int32_t at, struct reading *reading) {
  int32_t i, taken;
  taken = match_lead(words, at, reading);
  for (i = 0; taken > 0 && i < LEADS_MAX; i++) {
    at += taken;
    taken = match_lead(words, at, reading);
    if (taken == 0) taken = match_filler(words, at, &reading->traits);
  }
  return at + taken;
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* How many words say percent behind a number. */
static int32_t match_percent(const struct words_of *words, int32_t at) {
  const int32_t taken = tthc__match(words, at, "%");
  return taken > 0 ? taken : tthc__match(words, at, "phan tram");
}

static int is_glued_mark(const struct words_of *words, int32_t at, const char *marks) {
  return tthc__is_glued(words, at) && tthc__match(words, at, marks) > 0;
}

/* Part of something longer that ends with it: "Q2", "COVID-19", "%20". A dash may begin the clause. */
static int is_bound_before(const struct words_of *words, int32_t at) {
  if (!tthc__is_glued(words, at)) return 0;
  if (is_letters_at(words, at - 1) || tthc__match(words, at - 1, "/|%|&|#|_|.|+") > 0) return 1;
  if (tthc__match(words, at - 1, ":") > 0) return tthc__is_number_at(words, at - 2);
  return tthc__match(words, at - 1, "-") > 0 && tthc__word_at(words, at - 2) != NULL;
}

/* That begins with it: "5G", "1/3", "24/7", "45/2020/NĐ-CP", "57-NQ/TW", "15:30". */
static int is_bound_behind(const struct words_of *words, int32_t at) {
  if (tthc__is_glued(words, at + 1) && is_letters_at(words, at + 1)) return 1;
  if (is_glued_mark(words, at + 1, "/|:") && tthc__is_number_at(words, at + 2)) return 1;
  if (is_glued_mark(words, at + 1, "-") && tthc__is_glued(words, at + 2) && is_letters_at(words, at + 2)) return 1;
  return tthc__match(words, at + 1, "%") > 0 && tthc__is_glued(words, at + 2) &&
         (is_letters_at(words, at + 2) || tthc__is_number_at(words, at + 2));
}

static int is_part_of_code(const struct words_of *words, int32_t at) {
  return is_bound_before(words, at) || is_bound_behind(words, at);
}

/* 20% - 50%, 85%-90%, 05 - 06%, "từ 5 đến 6%": reads the second number, and gives the word behind all of it. */
static int32_t read_high(const struct words_of *words, int32_t at, struct reading *reading) {
  const char *joint = (reading->traits & FROM) != 0 ? "-|den|toi" : "-";
  const int32_t number = at + tthc__match(words, at, joint);
  struct decimal high;
  int32_t percent;
  if (number == at || !tthc__is_number_at(words, number) || is_bound_behind(words, number)) return at;
  percent = match_percent(words, number + 1);
  if (reading->is_percent && percent == 0) return at;
  if (tthc__amount_at(words, number, percent > 0, &high) == AMOUNT_UNREAD) return at;
  reading->is_percent = percent > 0;
  reading->high = high;
  reading->to = number + 1 + percent;
  reading->comparator = reading->comparator == 0 || reading->comparator == TTHC_EQUAL ? TTHC_RANGE : -1;
  return reading->to;
}

static int is_below(struct decimal a, struct decimal b) {
  return tthc__ratio_compare(a.digits, tthc__power_of_ten(a.scale), b) < 0;
}

/* The number, its percent and the other end of a range; 0 when it is none that can be read (`to` is behind it). */
static int32_t read_numbers(const struct words_of *words, struct reading *reading) {
  int32_t at = reading->number + 1, form;
  const int32_t percent = match_percent(words, at);
  reading->is_percent = percent > 0;
  reading->to = at + percent;
  at = read_high(words, at + percent, reading);
  form = tthc__amount_at(words, reading->number, reading->is_percent, &reading->amount);
  if (form == AMOUNT_UNREAD || (form == AMOUNT_POINTED && !reading->is_percent)) return 0;
  if (reading->comparator == -1 || (reading->comparator == TTHC_RANGE && !is_below(reading->amount, reading->high)))
    return 0; /* "ít nhất 20 - 30%" has two readings */
  return at;
}

/* --- what is counted ---------------------------------------------------------------------------------------------- */

/* The longer ones first. */
static const char *const units[] = {"ngay lam viec",
                                    "ngay",
                                    "gio lam viec",
                                    "gio",
                                    "phut",
                                    "thang",
                                    "nam",
                                    "tuan",
                                    "dong",
                                    "usd|vnd|euro|eur",
                                    "do la my",
                                    "do la",
                                    "tap du lieu",
                                    "bo du lieu",
                                    "co so du lieu",
                                    "ho so",
                                    "bo ho so",
                                    "thu tuc hanh chinh",
                                    "thu tuc|tthc",
                                    "dich vu cong truc tuyen",
                                    "dich vu cong",
                                    "dich vu",
                                    "san pham",
                                    "trung tam",
                                    "doanh nghiep",
                                    "hop tac xa",
                                    "ho gia dinh",
                                    "ho kinh doanh",
                                    "ho ngheo",
                                    "ho dan",
                                    "ho",
                                    "nguoi lao dong",
                                    "nguoi",
                                    "can bo",
                                    "cong chuc",
                                    "vien chuc",
                                    "lao dong|?dong",
                                    "hoc sinh",
                                    "sinh vien",
                                    "hoc vien",
                                    "tap the",
                                    "ca nhan",
                                    "don vi",
                                    "co quan",
                                    "to chuc",
                                    "xa",
                                    "phuong",
                                    "thon",
                                    "ap",
                                    "huyen",
                                    "?tinh|tinh",
                                    "tieu chi",
                                    "chi tieu",
                                    "diem",
                                    "bac",
                                    "sao",
                                    "mo hinh",
                                    "du an",
                                    "?de|de an",
                                    "cong trinh",
                                    "nhiem vu",
                                    "?de|de tai",
                                    "sang kien",
                                    "giai phap",
                                    "hoi nghi",
                                    "hoi thao",
                                    "lop tap huan",
                                    "lop",
                                    "khoa",
                                    "cuoc",
                                    "lan",
                                    "luot nguoi",
                                    "luot khach",
                                    "luot",
                                    "buoi",
                                    "?van|van ban",
                                    "bao cao",
                                    "tin bai",
                                    "tin",
                                    "bai",
                                    "chuyen de",
                                    "chuyen muc",
                                    "loai benh",
                                    "benh vien",
                                    "?tram|tram y te",
                                    "?tram|tram",
                                    "truong hoc",
                                    "truong",
                                    "phong hoc",
                                    "co so",
                                    "khu cong nghiep",
                                    "cum cong nghiep",
                                    "tuyen",
                                    "ha",
                                    "hec ta",
                                    "tan",
                                    "ta",
                                    "kg",
                                    "km",
                                    "met",
                                    "kwh",
                                    "mw",
                                    "kw",
                                    "gb / s",
                                    "mb / s",
                                    "mbps",
                                    "gbps",
                                    "giuong benh",
                                    "bac si",
                                    "?con|con",
                                    "cay",
                                    "suat",
                                    "nha",
                                    "can nha",
                                    "can ho",
                                    "vu",
                                    "truong hop",
                                    "y kien",
                                    "phieu",
                                    "thanh vien",
                                    "ung dung",
                                    "nen ?tang|tang",
                                    "he thong",
                                    "phan mem",
                                    "nhom",
                                    "quy trinh",
                                    "cau lac bo",
                                    "dia phuong",
                                    "khach",
                                    "thue bao",
                                    "tai khoan",
                                    "giao dich",
                                    "chuong trinh",
                                    "hoat ?dong|dong",
                                    "toa dam",
                                    "‰"};

static const char scales[] = "nghin|ngan|trieu|ty|ti|tram|van";

/* Behind a slash: "2,1 con/phụ nữ", "%/năm". */
static const char *const rates[] = {"phu nu",   "dau nguoi", "nguoi", "nam",  "thang",       "quy",          "tuan",
                                    "ngay",     "gio",       "lan",   "ho",   "xa",          "don vi",       "ha",
                                    "hoc sinh", "thu tuc",   "ho so", "nhom", "giuong benh", "?van|van dan", "dan"};

/* "m2", "km3": a letter and a digit without a blank. */
static int32_t match_metres(const struct words_of *words, int32_t at) {
  const struct word *power = tthc__word_at(words, at + 1);
  return tthc__match(words, at, "m|km|cm") > 0 && tthc__is_glued(words, at + 1) && power->kind == WORD_NUMBER &&
             power->to - power->from == 1
           ? 2
           : 0;
}

/* "tập dữ liệu", "triệu USD", "nghìn tỷ đồng", "triệu", "triệu m3" */
static int32_t read_counted(const struct words_of *words, int32_t at) {
  int32_t taken = 0, scale;
  if (tthc__match_any(words, at, units, LENGTH(units), &taken) >= 0) return at + taken;
  for (scale = 0; scale < 2; scale++) at += tthc__match(words, at, scales);
  if (tthc__match_any(words, at, units, LENGTH(units), &taken) >= 0) return at + taken;
  return at + match_metres(words, at);
}

static int32_t read_unit(const struct words_of *words, int32_t at, struct reading *reading) {
  int32_t taken = 0;
  reading->unit_from = at;
  if (!reading->is_percent) at = read_counted(words, at);
  if ((reading->is_percent || at > reading->unit_from) && tthc__match(words, at, "/") > 0 &&
      tthc__match_any(words, at + 1, rates, LENGTH(rates), &taken) >= 0)
    at += 1 + taken;
  reading->unit_to = at;
  return at;
}

/* --- "trở lên", and from one level to another ---------------------------------------------------------------------- */

enum { GAP_MAX = 6 };

/* The word behind "trở lên" when it follows, a few words between; else `at`. */
static int32_t read_suffix(const struct words_of *words, int32_t at, struct reading *reading) {
  static const char *const patterns[] = {"tro len", "tro xuong", "hoac cao|nhieu|lon hon", "hoac hon"};
  static const int32_t comparators[] = {TTHC_AT_LEAST, TTHC_AT_MOST, TTHC_AT_LEAST, TTHC_AT_LEAST};
  int32_t gap, taken, i;
  for (gap = 0; gap < GAP_MAX; gap++) {
    i = tthc__match_any(words, at + gap, patterns, LENGTH(patterns), &taken);
    if (i >= 0) {
      if (reading->comparator == 0 || reading->comparator == TTHC_EQUAL) reading->comparator = comparators[i];
      return at + gap + taken;
    }
    if (!is_letters_at(words, at + gap)) break;
  }
  return at;
}

static int is_same_nature(const struct words_of *words, int32_t number, const struct reading *reading) {
  return (match_percent(words, number + 1) > 0) == (reading->is_percent != 0);
}

/* "từ 10 ngày làm việc còn 09 ngày làm việc", "từ 50% năm 2020 lên 80%": goes on to the level that is wanted. */
static int32_t read_from_to(const struct words_of *words, int32_t at, struct reading *reading) {
  static const char *const patterns[] = {"xuong con", "con|xuong", "len den|toi|muc", "len"};
  static const int32_t changes[] = {-1, -1, 1, 1};
  struct reading level = *reading;
  int32_t gap, taken, i;
  for (gap = 0; gap < GAP_MAX; gap++) {
    i = tthc__match_any(words, at + gap, patterns, LENGTH(patterns), &taken);
    level.number = at + gap + taken;
    if (i >= 0 && tthc__is_number_at(words, level.number)) {
      level.comparator = 0;
      level.traits = SAYS_SO;
      at = is_part_of_code(words, level.number) ? 0 : read_numbers(words, &level);
      if (at == 0 || level.comparator != 0 || !is_same_nature(words, reading->number, &level)) return 0;
      if (is_below(reading->amount, level.amount) != (changes[i] > 0)) return 0;
      level.comparator = changes[i] > 0 ? TTHC_AT_LEAST : TTHC_AT_MOST;
      level.change = changes[i];
      *reading = level;
      return read_unit(words, at, reading);
    }
    if (!is_letters_at(words, at + gap) && tthc__year_at(words, at + gap) == 0) break;
  }
  return 0;
}

/* --- what speaks against it --------------------------------------------------------------------------------------- */

/* Right before the leads: what is and not what is wanted, or a rate that some rule sets. */
static const char *const against_before[] = {"da",
                                             "da co",
                                             "moi chi",
                                             "chua",
                                             "khong",
                                             "uoc",
                                             "dang",
                                             "dang co",
                                             "lai suat",
                                             "thue suat",
                                             "gtgt|vat",
                                             "nam giu",
                                             "so huu",
                                             "nong do",
                                             "do am",
                                             "thuong tat",
                                             "kha nang lao ?dong|dong",
                                             "ton thuong",
                                             "khuyet tat",
                                             "?con",
                                             "voi muc",
                                             "muc phat",
                                             "muc huong",
                                             "chiet khau",
                                             "so voi",
                                             "ty|ti le thuong tich"};

/* The word before the leads and the first of them: "mới đạt 30%", but "trồng mới ít nhất 500 ha". */
static const char *const against_across[] = {"moi dat"};

/* Right behind the number and its unit. */
static const char *const against_behind[] = {"tuoi", "thang|ngay tuoi", "- tuoi", "tai cho", "ke tu"};

/* "trên 10 lao động" behind these tells whom a rule is for. */
static const char scope_before[] =
  "an|trinh|nghiep|ho|nha|tre|em|nguoi|tau|xe|thau|nu|khau|thon|truong|hop|cong|?dat|gia|dinh|loai|nhom";

/* "trên 3 lĩnh vực", "trên 63 tỉnh": on, not over. */
static const char *const on_these[] = {
  "linh vuc", "phuong dien", "mat",     "cap|?cap",       "?tinh|tinh", "huyen|quan", "xa|phuong",
  "thon|ap",  "tuyen",       "dia ban", "nen ?tang|tang", "kenh",       "trang",      "bao",
  "mang",     "khia canh",   "truc",    "tru cot",        "noi dung",   "moi truong", "co so du lieu"};

/* A length of time with these before it is when something is due. */
static const char *const limit_before[] = {"trong", "thoi han", "trong vong", "thoi gian", "cham|muon nhat", "sau",
                                           "truoc", "han",      "vong",       "truoc it",  "hieu luc"};
static const char *const limit_behind[] = {"ke tu", "sau khi", "tu ngay", "truoc",
                                           "ke",    "tinh tu", "tu khi",  "lien tuc|tuc"};

/* "hỗ trợ 50% kinh phí", "hỗ trợ tối đa 30 triệu đồng" is what is paid. */
static const char *const paid_before[] = {"ho tro", "mien", "mien giam", "chi tra", "thanh toan", "?dong"};
static const char *const paid_behind[] = {"kinh phi", "chi phi", "hoc phi",  "lai suat", "muc",   "tien", "le phi",
                                          "phi",      "gia",     "menh gia", "tong muc", "luong", "von"};

static const char money[] = "dong|usd|vnd|euro|eur";

static int is_paid(const struct words_of *words, const struct reading *reading) {
  if (!stands_any_before(words, reading->from, paid_before, LENGTH(paid_before))) return 0;
  return reading->is_percent ? stands_any(words, reading->to, paid_behind, LENGTH(paid_behind))
                             : tthc__match_before(words, reading->unit_to, money) > 0 ||
                                 tthc__match(words, reading->unit_from, scales) > 0;
}

static int is_length_of_time(const struct words_of *words, const struct reading *reading) {
  return tthc__match(words, reading->unit_from, "ngay|gio|phut|tuan|thang|nam") > 0;
}

/* Years, months and weeks are how long somebody served or something lasts; "từ 10 ngày còn 09 ngày" is not. */
static int is_mere_duration(const struct words_of *words, const struct reading *reading) {
  if (!is_length_of_time(words, reading) || reading->change != 0) return 0;
  return tthc__match(words, reading->unit_from, "tuan|thang|nam") > 0 ||
         stands_any_before(words, reading->from, limit_before, LENGTH(limit_before)) ||
         stands_any(words, reading->unit_to, limit_behind, LENGTH(limit_behind));
}

/* A number without "%" that a loose lead makes a part of what is spoken of: "dưới 5 độ", "dự án trên 15 tỷ đồng". */
static int is_scope(const struct words_of *words, const struct reading *reading) {
  if ((reading->traits & LOOSE) == 0 || (reading->traits & REACHES) != 0) return 0;
  return reading->unit_to == reading->unit_from || tthc__match_before(words, reading->from, scope_before) > 0 ||
         (tthc__match(words, reading->number - 1, "tren") > 0 &&
          stands_any(words, reading->number + 1, on_these, LENGTH(on_these)));
}

/* "từ 15 tuổi trở lên", "từ 15 - 49 tuổi", "đủ 6 tháng tuổi" */
static int is_age(const struct words_of *words, const struct reading *reading) {
  static const char joints[] = "-|den|toi|?den";
  int32_t at = reading->number + 1, joint = tthc__match(words, at, joints);
  if (joint > 0 && tthc__is_number_at(words, at + joint)) at += joint + 1;
  return tthc__match(words, at, "tuoi") > 0 || tthc__match(words, at, "thang|ngay|nam tuoi") > 0;
}

/* "(90%)" only explains. */
static int is_aside(const struct words_of *words, const struct reading *reading) {
  return reading->from == reading->number && tthc__match_before(words, reading->from, "(") > 0 &&
         tthc__match(words, reading->to, ")") > 0;
}

/* "từ 20%" alone is where something starts. "đạt từ 98%" is no more than that. */
static int is_open(const struct reading *reading) {
  return (reading->traits & FROM) != 0 && (reading->comparator == 0 || reading->comparator == TTHC_EQUAL);
}

static int is_count_refused(const struct words_of *words, const struct reading *reading) {
  return (reading->traits & SAYS_SO) == 0 || (reading->traits & PERCENT_ONLY) != 0 || is_scope(words, reading) ||
         is_mere_duration(words, reading) || is_age(words, reading);
}

static int is_refused(const struct words_of *words, const struct reading *reading) {
  if (stands_any_before(words, reading->from, against_before, LENGTH(against_before)) ||
      stands_any(words, reading->from - 1, against_across, LENGTH(against_across)) ||
      stands_any(words, reading->unit_to, against_behind, LENGTH(against_behind)) || is_aside(words, reading))
    return 1;
  return is_paid(words, reading) || (!reading->is_percent && is_count_refused(words, reading));
}

/* --- a target ----------------------------------------------------------------------------------------------------- */

/* "không quá 01 tập thể, 03 cá nhân", "giảm ít nhất 10% số vụ, 5% số người chết": the same leads for both. */
static void take_over_leads(const struct finder *finder, struct reading *reading) {
  const struct words_of *words = &finder->words;
  const struct reading *before;
  int32_t at = reading->number - 1, gap;
  if (finder->reading_count == 0 || tthc__match(words, at, ",|va") == 0) return;
  before = &finder->readings[finder->reading_count - 1];
  if (before->is_percent ? before->change == 0 : (before->traits & SAYS_SO) == 0) return;
  for (gap = 0; at > before->to && gap < GAP_MAX; gap++)
    if (!is_letters_at(words, --at)) return;
  if (at > before->to || before->is_percent != (match_percent(words, reading->number + 1) > 0)) return;
  reading->comparator = before->comparator == TTHC_RANGE ? 0 : before->comparator;
  reading->change = before->change;
  reading->traits = before->traits & ~(LOOSE | FROM);
}

/* "không để tỷ lệ trễ hạn trên 2%": at most 2%. */
static void turn_around(struct reading *reading) {
  static const int32_t turned[] = {0,          TTHC_LESS_THAN, TTHC_AT_MOST, TTHC_MORE_THAN, TTHC_AT_LEAST,
                                   TTHC_EQUAL, TTHC_RANGE};
  reading->comparator = turned[reading->comparator];
}

static void settle(struct finder *finder, struct reading *reading) {
  if (finder->is_negated) turn_around(reading);
  /* "giảm thời gian giải quyết ít nhất 30%": by as much; "giảm tỷ lệ trễ hạn dưới 2%" is a level */
  if (finder->is_lowered && reading->change == 0 && reading->comparator == TTHC_AT_LEAST) reading->change = -1;
  /* "tốc độ tăng 5%/năm" is the level of a rate */
  if (tthc__match_before(&finder->words, reading->from, "do|le|muc") > 0) reading->change = 0;
  if (reading->comparator == 0) reading->comparator = TTHC_EQUAL;
}

static void keep(struct finder *finder, const struct reading *reading) {
  struct reading *grown = tthc__grow(finder->readings, finder->reading_count, &finder->reading_capacity, sizeof *grown);
  finder->failed |= grown == NULL;
  if (grown == NULL) return;
  finder->readings = grown;
  grown[finder->reading_count++] = *reading;
  finder->is_lowered = 0;
}

/* A listed count is one only with a unit: "ít nhất 02 hội nghị, 01 lớp tập huấn", but no "…, 2025". */
static int is_listed_without_unit(const struct reading *reading) {
  return reading->from == reading->number && !reading->is_percent && reading->unit_to == reading->unit_from;
}

/* Reads the target whose number was found; gives the word to go on at. */
static int32_t read_target(struct finder *finder, struct reading *reading) {
  const struct words_of *words = &finder->words;
  int32_t at, level;
  if (is_part_of_code(words, reading->number)) return reading->number + 1;
  if (reading->from == reading->number) take_over_leads(finder, reading);
  at = read_numbers(words, reading);
  if (at == 0) return reading->to;
  at = read_unit(words, at, reading);
  level = (reading->traits & FROM) != 0 ? read_from_to(words, at, reading) : 0;
  reading->to = level > 0 ? level : read_suffix(words, at, reading);
  if (is_open(reading) || is_listed_without_unit(reading) || finder->is_report) return at;
  if (finder->is_rule && !reading->is_percent && (reading->traits & LOOSE) != 0) return at;
  if (is_refused(words, reading)) return at;
  settle(finder, reading);
  keep(finder, reading);
  return reading->to;
}

/* "- ", "a) ", "1) " at the beginning of a clause are no part of a title. */
static int32_t skip_label(const struct words_of *words, int32_t at) {
  for (;;) {
    const struct word *word = tthc__word_at(words, at);
    if (word == NULL) return at;
    if (word->kind == WORD_MARK && strchr("(<>~=", word->letters[0]) == NULL)
      at++;
    else if (word->kind != WORD_MARK && tthc__match(words, at + 1, ")") > 0)
      at += 2;
    else
      return at;
  }
}

/* --- years -------------------------------------------------------------------------------------------------------- */

static void add_year(struct finder *finder, int32_t at) {
  struct year_said *grown = tthc__grow(finder->years, finder->year_count, &finder->year_capacity, sizeof *grown);
  finder->failed |= grown == NULL;
  if (grown == NULL) return;
  finder->years = grown;
  grown[finder->year_count].at = at;
  grown[finder->year_count++].year = tthc__year_at(&finder->words, at);
}

/* The first word of "31/12/2025", "quý IV/2025", "ngày 31 tháng 12 năm 2025". */
static int32_t date_start(const struct words_of *words, int32_t year) {
  int32_t at = year;
  while (year - at < GAP_MAX && (tthc__match(words, at - 1, "/|nam|thang|ngay|quy|i|ii|iii|iv") > 0 ||
                                 (at < year && tthc__is_number_at(words, at - 1))))
    at--;
  return at;
}

/* Whether the year at `at` is one by which or in which something holds, not of a period or of another document. */
static int is_year_of_target(const struct words_of *words, int32_t at) {
  static const char preposition[] = "den|toi|het|vao|trong|cuoi|truoc|tu";
  const int32_t start = date_start(words, at);
  if (tthc__match(words, at - 1, "-") > 0 || (tthc__match(words, at + 1, "-") > 0 && tthc__year_at(words, at + 2) > 0))
    return 0;
  if (tthc__match_before(words, start, preposition) > 0)
    return start < at || tthc__match(words, at - 1, "den|toi|het") > 0;
  if (tthc__match(words, at - 1, "nam") == 0 || start != at - 1) return 0;
  return start <= skip_label(words, words->first) || tthc__match(words, start - 1, "%") > 0 ||
         tthc__match(words, at + 1, "dat|tang|giam|phan|:") > 0;
}

static int is_joined(const struct words_of *words, int32_t a, int32_t b) {
  return words->items[a].joints == words->items[b].joints;
}

/*
 * The year behind the number, when no comma or "và" stands between; else the one before it; else the one at the end of
 * the clause, behind its last target. `next` walks over the years as the numbers do.
 */
static int32_t year_for(const struct finder *finder, int32_t number, int32_t *next) {
  const int32_t last = finder->readings[finder->reading_count - 1].number;
  while (*next < finder->year_count && finder->years[*next].at < number) ++*next;
  if (*next < finder->year_count && is_joined(&finder->words, number, finder->years[*next].at))
    return finder->years[*next].year;
  if (*next > 0) return finder->years[*next - 1].year;
  return *next < finder->year_count && finder->years[*next].at > last ? finder->years[*next].year : 0;
}

/* --- clauses ------------------------------------------------------------------------------------------------------ */

/* With a comma before them these begin a clause that can stand by itself. */
static const char *const openers[] = {"dam bao",  "bao dam", "phan dau",    "trong do", "dong thoi", "huong toi",
                                      "gop phan", "nham",    "?qua|qua do", "tu do",    "de"};

static const char abbreviations[] = "tp|q|p|tx|ts|ths|gs|pgs|th|h|x";

static int is_full_stop(const struct words_of *words, int32_t at) {
  return tthc__match(words, at, ".") > 0 && !tthc__is_glued(words, at + 1) &&
         !(tthc__is_glued(words, at) && tthc__match(words, at - 1, abbreviations) > 0);
}

/* Where the clause that begins here ends. */
static int32_t clause_end(const struct words_of *words, int32_t at) {
  int32_t depth = 0;
  for (; at < words->count; at++) {
    const struct word *word = &words->items[at];
    if (word->kind != WORD_MARK) continue;
    if (word->letters[0] == '\n') return at;
    depth += word->letters[0] == '(';
    depth -= word->letters[0] == ')' && depth > 0;
    if (depth > 0) continue;
    if (tthc__match(words, at, ";|!|?") > 0 && word->to - word->from == 1) return at;
    if (is_full_stop(words, at)) return at;
    if (word->letters[0] == ',' && stands_any(words, at + 1, openers, LENGTH(openers))) return at;
  }
  return at;
}

static int32_t skip_end(const struct words_of *words, int32_t end) {
  while (end > words->first && words->items[end - 1].kind == WORD_MARK &&
         strchr(")%", words->items[end - 1].letters[0]) == NULL)
    end--;
  return end;
}

/* "Hiện có" and the like at the beginning, so that "thực hiện tại" is none; "nếu" anywhere. */
static int begins_report(const struct words_of *words, int32_t at) {
  static const char *const beginnings[] = {"hien tai|co|dat|dang", "truong hop", "thuc trang", "thoi gian ?qua|qua"};
  static const char *const anywhere[] = {"hien nay", "neu", "doi voi truong hop", "tinh den nay|thoi"};
  if (stands_any(words, at, anywhere, LENGTH(anywhere))) return 1;
  if (words->is_marked && tthc__match(words, at, "tinh den") > 0) return 1; /* without marks "tỉnh đến" is the same */
  return (tthc__word_at(words, at - 1) == NULL || tthc__match(words, at - 1, ",|-|(") > 0) &&
         stands_any(words, at, beginnings, LENGTH(beginnings));
}

/* What the words tell about the targets behind them. */
static void note_word(struct finder *finder, int32_t at) {
  const struct words_of *words = &finder->words;
  if (tthc__match(words, at, ",") > 0) finder->is_negated = finder->is_lowered = finder->is_rule = 0;
  if (tthc__match(words, at, "khong de") > 0) finder->is_negated = 1;
  if (tthc__match(words, at, "giam") > 0 || tthc__match(words, at, "rut ngan") > 0) finder->is_lowered = 1;
  if (tthc__match(words, at, "doi voi") > 0) finder->is_rule = 1;
  if (begins_report(words, at)) finder->is_report = 1;
}

/* Reads what begins at this word; gives the word to go on at. */
static int32_t read_word(struct finder *finder, int32_t at) {
  struct reading reading = {0};
  reading.from = at;
  reading.number = read_leads(&finder->words, at, &reading);
  if (tthc__is_number_at(&finder->words, reading.number)) return read_target(finder, &reading);
  note_word(finder, at);
  return at + 1;
}

static void note_years(struct finder *finder, int32_t from, int32_t to) {
  int32_t at;
  for (at = from; at < to; at++)
    if (tthc__year_at(&finder->words, at) > 0 && is_year_of_target(&finder->words, at)) add_year(finder, at);
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static const char *copy_decimal(struct finder *finder, struct decimal number) {
  struct buffer out = {0};
  const char *copy;
  tthc__put_decimal(&out, number);
  copy = out.failed ? NULL : tthc__arena_copy(finder->arena, out.data, (size_t)out.size);
  tthc__buffer_free(&out);
  finder->failed |= copy == NULL;
  return copy;
}

/* As written, with one blank for many and none around a slash. */
static void put_unit(const struct words_of *words, struct buffer *out, int32_t from, int32_t to) {
  int32_t at;
  for (at = from; at < to; at++) {
    const struct word *word = &words->items[at];
    const int is_slashed = word->letters[0] == '/' || words->items[at - 1].letters[0] == '/';
    if (at > from && !is_slashed && !tthc__is_glued(words, at)) tthc__put_char(out, ' ');
    tthc__put_bytes(out, words->text + word->from, word->to - word->from);
  }
}

static const char *copy_measure(struct finder *finder, const struct reading *reading) {
  struct buffer out = {0};
  const char *copy = NULL;
  if (!reading->is_percent && reading->unit_to == reading->unit_from) return NULL;
  if (reading->is_percent) tthc__put_char(&out, '%');
  put_unit(&finder->words, &out, reading->unit_from, reading->unit_to);
  if (!out.failed) copy = tthc__arena_copy(finder->arena, out.data, (size_t)out.size);
  tthc__buffer_free(&out);
  finder->failed |= copy == NULL;
  return copy;
}

static void add_target(struct finder *finder, const struct reading *reading, int32_t year) {
  const struct words_of *words = &finder->words;
  struct found_target *grown = tthc__arena_grow(finder->arena, finder->found, finder->count, sizeof *grown), *target;
  int32_t from = skip_label(words, words->first), to = skip_end(words, words->end);
  finder->failed |= grown == NULL;
  if (grown == NULL) return;
  if (from > reading->from) from = reading->from;
  if (to < reading->to) to = reading->to;
  finder->found = grown;
  target = &grown[finder->count++];
  target->from = words->items[reading->from].from;
  target->to = words->items[reading->to - 1].to;
  target->clause_from = words->items[from].from;
  target->clause_to = words->items[to - 1].to;
  target->comparator = reading->comparator;
  target->amount = copy_decimal(finder, reading->amount);
  target->high = reading->comparator == TTHC_RANGE ? copy_decimal(finder, reading->high) : NULL;
  target->is_percent = reading->is_percent;
  target->measure = copy_measure(finder, reading);
  target->year = year;
  target->approximate = (reading->traits & ABOUT) != 0;
  target->change = reading->change;
}

static void read_clause(struct finder *finder) {
  int32_t at = finder->words.first, from, next = 0, i;
  finder->reading_count = finder->year_count = 0;
  finder->is_report = finder->is_negated = finder->is_lowered = finder->is_rule = 0;
  while ((from = at) < finder->words.end) {
    at = read_word(finder, from);
    note_years(finder, from, at);
  }
  for (i = 0; !finder->failed && i < finder->reading_count; i++)
    add_target(finder, &finder->readings[i], year_for(finder, finder->readings[i].number, &next));
}

static void read_text(struct finder *finder) {
  struct words_of *words = &finder->words;
  int32_t at = 0;
  while (!finder->failed && at < words->count) {
    words->first = 0;
    words->end = words->count;
    words->end = clause_end(words, at);
    words->first = at;
    at = words->end + 1;
    read_clause(finder);
  }
}

int32_t tthc__find_targets(const char *text, struct arena *arena, struct found_target **out, int32_t *count,
                           tthc_error *err) {
  struct finder finder = {0};
  int32_t rc;
  *out = NULL;
  *count = 0;
  if (strlen(text) > TARGETS_TEXT_MAX)
    return tthc__fail(err, TTHC_E_LIMIT, NULL, WORDS("không quá 64 KiB", "at most 64 KiB"));
  finder.arena = arena;
  rc = tthc__words_split(&finder.words, text, err);
  if (rc == TTHC_OK) read_text(&finder);
  tthc__words_free(&finder.words);
  free(finder.readings);
  free(finder.years);
  if (rc != TTHC_OK || finder.failed) return rc != TTHC_OK ? rc : tthc__fail_memory(err);
  *out = finder.found;
  *count = finder.count;
  return TTHC_OK;
}
