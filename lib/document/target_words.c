/* The parts of a target in prose, by tables of words in small letters without marks. */
#include "document/target_words.h"

#include "tthcplan/indicator.h"

#include <stddef.h>

int tthc__stands_any(const struct words_of *words, int32_t at, const char *const *patterns, int32_t count) {
  int32_t taken;
  return tthc__match_any(words, at, patterns, count, &taken) >= 0;
}

static int stands_any_before(const struct words_of *words, int32_t at, const char *const *patterns, int32_t count) {
  int32_t i;
  for (i = 0; i < count; i++)
    if (tthc__match_before(words, at, patterns[i]) > 0) return 1;
  return 0;
}

int tthc__is_letters_at(const struct words_of *words, int32_t at) {
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

static int32_t match_lead(const struct words_of *words, int32_t at, struct target_words *reading) {
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

int32_t tthc__read_leads(const struct words_of *words, int32_t at, struct target_words *reading) {
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

int32_t tthc__match_percent(const struct words_of *words, int32_t at) {
  const int32_t taken = tthc__match(words, at, "%");
  return taken > 0 ? taken : tthc__match(words, at, "phan tram");
}

static int is_glued_mark(const struct words_of *words, int32_t at, const char *marks) {
  return tthc__is_glued(words, at) && tthc__match(words, at, marks) > 0;
}

/* Part of something longer that ends with it: "Q2", "COVID-19", "%20". A dash may begin the clause. */
static int is_bound_before(const struct words_of *words, int32_t at) {
  if (!tthc__is_glued(words, at)) return 0;
  if (tthc__is_letters_at(words, at - 1) || tthc__match(words, at - 1, "/|%|&|#|_|.|+") > 0) return 1;
  if (tthc__match(words, at - 1, ":") > 0) return tthc__is_number_at(words, at - 2);
  return tthc__match(words, at - 1, "-") > 0 && tthc__word_at(words, at - 2) != NULL;
}

/* That begins with it: "5G", "1/3", "24/7", "45/2020/NĐ-CP", "57-NQ/TW", "15:30". */
static int is_bound_behind(const struct words_of *words, int32_t at) {
  if (tthc__is_glued(words, at + 1) && tthc__is_letters_at(words, at + 1)) return 1;
  if (is_glued_mark(words, at + 1, "/|:") && tthc__is_number_at(words, at + 2)) return 1;
  if (is_glued_mark(words, at + 1, "-") && tthc__is_glued(words, at + 2) && tthc__is_letters_at(words, at + 2))
    return 1;
  return tthc__match(words, at + 1, "%") > 0 && tthc__is_glued(words, at + 2) &&
         (tthc__is_letters_at(words, at + 2) || tthc__is_number_at(words, at + 2));
}

int tthc__is_part_of_code(const struct words_of *words, int32_t at) {
  return is_bound_before(words, at) || is_bound_behind(words, at);
}

/* 20% - 50%, 85%-90%, 05 - 06%, "từ 5 đến 6%": reads the second number, and gives the word behind all of it. */
static int32_t read_high(const struct words_of *words, int32_t at, struct target_words *reading) {
  const char *joint = (reading->traits & FROM) != 0 ? "-|den|toi" : "-";
  const int32_t number = at + tthc__match(words, at, joint);
  struct decimal high;
  int32_t percent;
  if (number == at || !tthc__is_number_at(words, number) || is_bound_behind(words, number)) return at;
  percent = tthc__match_percent(words, number + 1);
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

int32_t tthc__read_numbers(const struct words_of *words, struct target_words *reading) {
  int32_t at = reading->number + 1, form;
  const int32_t percent = tthc__match_percent(words, at);
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
/* clang-format off */
static const char *const units[] = {
  "ngay lam viec", "ngay", "gio lam viec", "gio", "phut", "thang", "nam", "tuan", "dong", "usd|vnd|euro|eur",
  "do la my", "do la", "tap du lieu", "bo du lieu", "co so du lieu", "ho so", "bo ho so", "thu tuc hanh chinh",
  "thu tuc|tthc", "dich vu cong truc tuyen", "dich vu cong", "dich vu", "san pham", "trung tam", "doanh nghiep",
  "hop tac xa", "ho gia dinh", "ho kinh doanh", "ho ngheo", "ho dan", "ho", "nguoi lao dong", "nguoi", "can bo",
  "cong chuc", "vien chuc", "lao dong|?dong", "hoc sinh", "sinh vien", "hoc vien", "tap the", "ca nhan", "don vi",
  "co quan", "to chuc", "xa", "phuong", "thon", "ap", "huyen", "?tinh|tinh", "tieu chi", "chi tieu", "diem", "bac",
  "sao", "mo hinh", "du an", "?de|de an", "cong trinh", "nhiem vu", "?de|de tai", "sang kien", "giai phap",
  "hoi nghi", "hoi thao", "lop tap huan", "lop", "khoa", "cuoc", "lan", "luot nguoi", "luot khach", "luot", "buoi",
  "?van|van ban", "bao cao", "tin bai", "tin", "bai", "chuyen de", "chuyen muc", "loai benh", "benh vien",
  "?tram|tram y te", "?tram|tram", "truong hoc", "truong", "phong hoc", "co so", "khu cong nghiep", "cum cong nghiep",
  "tuyen", "ha", "hec ta", "tan", "ta", "kg", "km", "met", "kwh", "mw", "kw", "gb / s", "mb / s", "mbps", "gbps",
  "giuong benh", "bac si", "?con|con", "cay", "suat", "nha", "can nha", "can ho", "vu", "truong hop", "y kien",
  "phieu", "thanh vien", "ung dung", "nen ?tang|tang", "he thong", "phan mem", "nhom", "quy trinh", "cau lac bo",
  "dia phuong", "khach", "thue bao", "tai khoan", "giao dich", "chuong trinh", "hoat ?dong|dong", "toa dam", "‰",
};
/* clang-format on */

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

int32_t tthc__read_unit(const struct words_of *words, int32_t at, struct target_words *reading) {
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

int32_t tthc__read_suffix(const struct words_of *words, int32_t at, struct target_words *reading) {
  static const char *const patterns[] = {"tro len", "tro xuong", "hoac cao|nhieu|lon hon", "hoac hon"};
  static const int32_t comparators[] = {TTHC_AT_LEAST, TTHC_AT_MOST, TTHC_AT_LEAST, TTHC_AT_LEAST};
  int32_t gap, taken, i;
  for (gap = 0; gap < GAP_MAX; gap++) {
    i = tthc__match_any(words, at + gap, patterns, LENGTH(patterns), &taken);
    if (i >= 0) {
      if (reading->comparator == 0 || reading->comparator == TTHC_EQUAL) reading->comparator = comparators[i];
      return at + gap + taken;
    }
    if (!tthc__is_letters_at(words, at + gap)) break;
  }
  return at;
}

static int is_same_nature(const struct words_of *words, int32_t number, const struct target_words *reading) {
  return (tthc__match_percent(words, number + 1) > 0) == (reading->is_percent != 0);
}

int32_t tthc__read_from_to(const struct words_of *words, int32_t at, struct target_words *reading) {
  static const char *const patterns[] = {"xuong con", "con|xuong", "len den|toi|muc", "len"};
  static const int32_t changes[] = {-1, -1, 1, 1};
  struct target_words level = *reading;
  int32_t gap, taken, i;
  for (gap = 0; gap < GAP_MAX; gap++) {
    i = tthc__match_any(words, at + gap, patterns, LENGTH(patterns), &taken);
    level.number = at + gap + taken;
    if (i >= 0 && tthc__is_number_at(words, level.number)) {
      level.comparator = 0;
      level.traits = SAYS_SO;
      at = tthc__is_part_of_code(words, level.number) ? 0 : tthc__read_numbers(words, &level);
      if (at == 0 || level.comparator != 0 || !is_same_nature(words, reading->number, &level)) return 0;
      if (is_below(reading->amount, level.amount) != (changes[i] > 0)) return 0;
      level.comparator = changes[i] > 0 ? TTHC_AT_LEAST : TTHC_AT_MOST;
      level.change = changes[i];
      *reading = level;
      return tthc__read_unit(words, at, reading);
    }
    if (!tthc__is_letters_at(words, at + gap) && tthc__year_at(words, at + gap) == 0) break;
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

static int is_paid(const struct words_of *words, const struct target_words *reading) {
  if (!stands_any_before(words, reading->from, paid_before, LENGTH(paid_before))) return 0;
  return reading->is_percent ? tthc__stands_any(words, reading->to, paid_behind, LENGTH(paid_behind))
                             : tthc__match_before(words, reading->unit_to, money) > 0 ||
                                 tthc__match(words, reading->unit_from, scales) > 0;
}

static int is_length_of_time(const struct words_of *words, const struct target_words *reading) {
  return tthc__match(words, reading->unit_from, "ngay|gio|phut|tuan|thang|nam") > 0;
}

/* Years, months and weeks are how long somebody served or something lasts; "từ 10 ngày còn 09 ngày" is not. */
static int is_mere_duration(const struct words_of *words, const struct target_words *reading) {
  if (!is_length_of_time(words, reading) || reading->change != 0) return 0;
  return tthc__match(words, reading->unit_from, "tuan|thang|nam") > 0 ||
         stands_any_before(words, reading->from, limit_before, LENGTH(limit_before)) ||
         tthc__stands_any(words, reading->unit_to, limit_behind, LENGTH(limit_behind));
}

/* A number without "%" that a loose lead makes a part of what is spoken of: "dưới 5 độ", "dự án trên 15 tỷ đồng". */
static int is_scope(const struct words_of *words, const struct target_words *reading) {
  if ((reading->traits & LOOSE) == 0 || (reading->traits & REACHES) != 0) return 0;
  return reading->unit_to == reading->unit_from || tthc__match_before(words, reading->from, scope_before) > 0 ||
         (tthc__match(words, reading->number - 1, "tren") > 0 &&
          tthc__stands_any(words, reading->number + 1, on_these, LENGTH(on_these)));
}

/* "từ 15 tuổi trở lên", "từ 15 - 49 tuổi", "đủ 6 tháng tuổi" */
static int is_age(const struct words_of *words, const struct target_words *reading) {
  static const char joints[] = "-|den|toi|?den";
  int32_t at = reading->number + 1, joint = tthc__match(words, at, joints);
  if (joint > 0 && tthc__is_number_at(words, at + joint)) at += joint + 1;
  return tthc__match(words, at, "tuoi") > 0 || tthc__match(words, at, "thang|ngay|nam tuoi") > 0;
}

/* "(90%)" only explains. */
static int is_aside(const struct words_of *words, const struct target_words *reading) {
  return reading->from == reading->number && tthc__match_before(words, reading->from, "(") > 0 &&
         tthc__match(words, reading->to, ")") > 0;
}

int tthc__is_open_target(const struct target_words *reading) {
  return (reading->traits & FROM) != 0 && (reading->comparator == 0 || reading->comparator == TTHC_EQUAL);
}

static int is_count_refused(const struct words_of *words, const struct target_words *reading) {
  return (reading->traits & SAYS_SO) == 0 || (reading->traits & PERCENT_ONLY) != 0 || is_scope(words, reading) ||
         is_mere_duration(words, reading) || is_age(words, reading);
}

int tthc__is_refused_target(const struct words_of *words, const struct target_words *reading) {
  if (stands_any_before(words, reading->from, against_before, LENGTH(against_before)) ||
      tthc__stands_any(words, reading->from - 1, against_across, LENGTH(against_across)) ||
      tthc__stands_any(words, reading->unit_to, against_behind, LENGTH(against_behind)) || is_aside(words, reading))
    return 1;
  return is_paid(words, reading) || (!reading->is_percent && is_count_refused(words, reading));
}
