/* Names of units. */
#include "document/unit_name.h"

#include "base/unicode.h"
#include "tthcplan/unit.h"

#include <string.h>

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* --- keys --------------------------------------------------------------------------------------------------------- */

/* What is often shortened, folded ("và" is gone), longest first where one is in another. */
static const struct {
  const char *words;
  const char *shortened;
} shortenings[] = {{"uy ban nhan dan", "ubnd"},
                   {"uy nhan dan", "ubnd"},
                   {"hoi dong nhan dan", "hdnd"},
                   {"mat tran to quoc viet nam", "mttq"},
                   {"mat tran to quoc", "mttq"},
                   {"mttqvn", "mttq"},
                   {"ubmttqvn", "ubmttq"},
                   {"uy ban", "ub"},
                   {"vpubnd", "vp ubnd"},
                   {"vpubtp", "vp ubnd thanh pho"},
                   {"vpub", "vp ubnd"},
                   {"van phong", "vp"},
                   {"khoa hoc cong nghe", "khcn"},
                   {"van hoa the thao du lich", "vhttdl"},
                   {"van hoa thong tin", "vhtt"},
                   {"van hoa xa hoi", "vhxh"},
                   {"nong nghiep moi truong", "nnmt"},
                   {"nong nghiep phat trien nong thon", "nnptnt"},
                   {"tai nguyen moi truong", "tnmt"},
                   {"giao duc dao tao", "gddt"},
                   {"lao dong thuong binh xa hoi", "ldtbxh"},
                   {"thong tin truyen thong", "tttt"},
                   {"ke hoach dau tu", "khdt"},
                   {"tai chinh ke hoach", "tckh"},
                   {"kinh te ha tang do thi", "kthtdt"},
                   {"kinh te ha tang", "ktht"},
                   {"chi huy quan su", "chqs"},
                   {"phong thu dan su", "ptds"},
                   {"phuc vu hanh chinh cong", "pvhcc"},
                   {"bao hiem xa hoi", "bhxh"},
                   {"thanh nien cong san ho chi minh", "tncshcm"},
                   {"thanh nien cong san", "tncs"},
                   {"quan ly", "ql"},
                   {"trung tam", "tt"},
                   {"thanh pho", "tp"},
                   {"thi xa", "tx"},
                   {"thi tran", "tt"},
                   {"ngan hang", "nh"},
                   {"chi nhanh", "cn"},
                   {"viet nam", "vn"}};

/* The shortening that applies at the start of folded words; its index, or -1. */
static int shortening_at(const char *folded) {
  size_t i;
  for (i = 0; i < LENGTH(shortenings); i++) {
    const size_t size = strlen(shortenings[i].words);
    if (strncmp(folded, shortenings[i].words, size) == 0 && (folded[size] == ' ' || folded[size] == '\0'))
      return (int)i;
  }
  return -1;
}

static void put_without_blanks(struct buffer *out, const char *text, int64_t size) {
  int64_t i;
  for (i = 0; i < size; i++)
    if (text[i] != ' ') tthc__put_char(out, text[i]);
}

/* The bytes of folded words without a level at their end. */
static int64_t without_level(const char *folded, int64_t size) {
  static const char *const levels[] = {" cap tinh", " cap huyen", " cap xa", " tinh", " thanh pho",
                                       " huyen",    " thi xa",    " quan",   " tp"};
  size_t i;
  for (i = 0; i < LENGTH(levels); i++) {
    const int64_t length = (int64_t)strlen(levels[i]);
    if (size > length + 4 && memcmp(folded + size - length, levels[i], (size_t)length) == 0) return size - length;
  }
  return size;
}

/* "Sở Sở Công Thương": the bytes of a first word that comes twice. */
static int64_t repeated_word(const char *folded, int64_t size) {
  const int64_t word = (int64_t)strcspn(folded, " ");
  return 2 * word + 1 < size && memcmp(folded, folded + word + 1, (size_t)word) == 0 && folded[2 * word + 1] == ' '
           ? word + 1
           : 0;
}

void tthc__put_unit_key(struct buffer *out, const char *name, int level) {
  struct buffer folded = {0};
  int64_t at = 0, size;
  tthc__put_folded(&folded, name, FOLD_PLAIN);
  size = folded.failed || folded.size == 0 ? 0 : folded.size;
  if (!level && size > 0) size = without_level(folded.data, size);
  while (at < size) {
    const int64_t repeated = at == 0 ? repeated_word(folded.data, size) : 0;
    const int found = shortening_at(folded.data + at);
    const char *space = memchr(folded.data + at, ' ', (size_t)(size - at));
    const int64_t word = space == NULL ? size - at : space - folded.data - at;
    if (repeated > 0)
      at += repeated;
    else if (found >= 0 && at + (int64_t)strlen(shortenings[found].words) <= size) {
      put_without_blanks(out, shortenings[found].shortened, (int64_t)strlen(shortenings[found].shortened));
      at += (int64_t)strlen(shortenings[found].words) + 1;
    } else {
      tthc__put_bytes(out, folded.data + at, word);
      at += word + 1;
    }
  }
  if (folded.failed) out->failed = 1;
  tthc__buffer_free(&folded);
}

/* --- slips -------------------------------------------------------------------------------------------------------- */

static int same_digits(const char *a, const char *b) {
  for (;;) {
    while (*a != '\0' && (*a < '0' || *a > '9')) a++;
    while (*b != '\0' && (*b < '0' || *b > '9')) b++;
    if (*a != *b) return 0;
    if (*a == '\0') return 1;
    a++;
    b++;
  }
}

/* Whether one text becomes the other by at most so many insertions, removals and changes. */
static int within(const char *a, const char *b, int slips) {
  while (*a != '\0' && *a == *b) {
    a++;
    b++;
  }
  if (*a == '\0' && *b == '\0') return 1;
  if (slips == 0) return 0;
  return (*a != '\0' && *b != '\0' && within(a + 1, b + 1, slips - 1)) || (*a != '\0' && within(a + 1, b, slips - 1)) ||
         (*b != '\0' && within(a, b + 1, slips - 1));
}

int tthc__is_slip(const char *key, const char *other) {
  const size_t length = strlen(key), other_length = strlen(other);
  const size_t shorter = length < other_length ? length : other_length;
  const int slips = shorter >= 20 ? 2 : shorter >= 8 ? 1 : 0;
  if ((length > other_length ? length - other_length : other_length - length) > (size_t)slips) return 0;
  return slips > 0 && key[0] == other[0] && same_digits(key, other) && within(key, other, slips);
}

/* --- what a name tells -------------------------------------------------------------------------------------------- */

static int begins_with_any(const char *folded, const char *const *words, size_t count) {
  size_t i;
  for (i = 0; i < count; i++) {
    const size_t size = strlen(words[i]);
    if (strncmp(folded, words[i], size) == 0 && (folded[size] == ' ' || folded[size] == '\0')) return 1;
  }
  return 0;
}

/* Nouns that are other words with other marks: "Bộ" and "bổ", "Viện" and "viên". */
static const struct {
  const char *plain;
  const char *marked;
} nouns[] = {{"bo", "bộ"},         {"so", "sở"},         {"to", "tổ"},       {"hoi", "hội"}, {"vien", "viện"},
             {"truong", "trường"}, {"truong", "trưởng"}, {"bao", "báo"},     {"dai", "đài"}, {"quy", "quỹ"},
             {"doan", "đoàn"},     {"thue", "thuế"},     {"phong", "phòng"}, {"cuc", "cục"}, {"tram", "trạm"},
             {"cac", "các"},       {"ub", "ub"},         {"tt", "tt"},       {"nh", "nh"}};

/* Whether the first word of a text is this noun with its marks, wherever the tone stands; -1 without memory. */
static int is_noun(const char *text, const char *marked) {
  const size_t size = strcspn(text, " ,;.\n");
  char word[32];
  struct buffer a = {0}, b = {0};
  int same;
  if (size >= sizeof word) return 0;
  memcpy(word, text, size);
  word[size] = '\0';
  tthc__put_folded(&a, word, FOLD_MARKED);
  tthc__put_folded(&b, marked, FOLD_MARKED);
  same = a.failed || b.failed ? -1 : a.size == b.size && memcmp(a.data, b.data, (size_t)a.size) == 0;
  tthc__buffer_free(&a);
  tthc__buffer_free(&b);
  return same;
}

static int begins_unit(const char *text, const char *folded) {
  static const char *const words[] = {"ban",          "van phong",    "vp",        "vpub",        "vpubnd",
                                      "ubnd",         "uy ban",       "uy nhan",   "hdnd",        "hoi dong",
                                      "trung tam",    "cong an",      "chi cuc",   "tong cuc",    "thanh tra",
                                      "lien hiep",    "lien minh",    "ngan hang", "kho bac",     "cong ty",
                                      "tong cong ty", "mat tran",     "toa an",    "thuong truc", "chi nhanh",
                                      "bhxh",         "bao hiem",     "don vi",    "co quan",     "dia phuong",
                                      "doanh nghiep", "hiep hoi",     "buu dien",  "dien luc",    "chu tich",
                                      "thu truong",   "ubmttq",       "bo phan",   "nhung",       "chanh van phong",
                                      "giam doc",     "truong phong", "lanh dao",  "can bo",      "thanh vien",
                                      "huyen uy",     "tinh uy",      "dang uy",   "thanh uy",    "hat kiem lam",
                                      "benh vien",    "dai dien",     "hoc vien",  "bi thu",      "cong doan",
                                      "hop tac xa",   "vnpt",         "viettel",   "bch"};
  size_t i;
  int ambiguous = 0;
  if (strncmp(folded, "phong chong ", 12) == 0) return 0; /* a verb */
  for (i = 0; i < LENGTH(nouns); i++)
    if (begins_with_any(folded, &nouns[i].plain, 1)) {
      const int is = tthc__is_ascii(text) ? 1 : is_noun(text, nouns[i].marked);
      if (is != 0) return is;
      ambiguous = 1;
    }
  return !ambiguous && begins_with_any(folded, words, LENGTH(words));
}

int tthc__begins_unit(const char *text) {
  struct buffer folded = {0};
  int begins;
  while (*text == ' ' || *text == '-') text++;
  tthc__put_folded(&folded, text, FOLD_PLAIN);
  begins = folded.failed ? -1 : folded.size > 0 ? begins_unit(text, folded.data) : 0;
  tthc__buffer_free(&folded);
  return begins;
}

int tthc__begins_generic(const char *folded) {
  static const char *const words[] = {
    "ban",     "nganh",       "doan the",     "phuong",  "thi tran", "dac khu",    "xa",
    "huyen",   "thi xa",      "thanh pho",    "quan",    "don vi",   "dia phuong", "to chuc",
    "co quan", "phong",       "cap",          "so",      "bo",       "ca nhan",    "doanh nghiep",
    "hoi",     "cac to chuc", "cac doan the", "cac hoi", "linh vuc", "truong hoc"};
  return begins_with_any(folded, words, LENGTH(words));
}

/* Whether all words are nouns of levels, as in "UBND các xã, phường". */
static int only_levels(const char *folded) {
  static const char *const words[] = {"cac", "cap",   "xa",   "phuong", "thi", "tran", "dac",
                                      "khu", "huyen", "quan", "thanh",  "pho", "tinh", "ca"};
  int32_t count = 0, plural = 0;
  while (*folded != '\0') {
    const size_t size = strcspn(folded, " ");
    size_t i;
    for (i = 0; i < LENGTH(words); i++)
      if (strlen(words[i]) == size && memcmp(words[i], folded, size) == 0) break;
    if (i == LENGTH(words)) return 0;
    plural |= i < 2;
    count += i != 5 && i != 7 && i != 11; /* the second syllables */
    folded += size;
    while (*folded == ' ') folded++;
  }
  return plural || count >= 2;
}

int32_t tthc__kind_of_unit(const char *folded) {
  static const char *const groups[] = {"cac",
                                       "nhung",
                                       "tat ca",
                                       "toan bo",
                                       "so ban",
                                       "so nganh",
                                       "ban nganh",
                                       "bo nganh",
                                       "co quan don vi",
                                       "don vi",
                                       "co quan",
                                       "dia phuong",
                                       "doanh nghiep",
                                       "vien truong",
                                       "so ban nganh",
                                       "phong ban",
                                       "xa phuong",
                                       "phong ban nganh",
                                       "thu truong cac",
                                       "giam doc cac",
                                       "lanh dao cac",
                                       "nguoi dung dau cac"};
  static const char *const committees[] = {"ubnd ", "uy ban nhan dan "};
  size_t i;
  if (strstr(folded, "lien quan") != NULL || strstr(folded, "duoc giao") != NULL ||
      strstr(folded, "duoc phan cong") != NULL)
    return TTHC_UNIT_OPEN;
  if (begins_with_any(folded, groups, LENGTH(groups))) return TTHC_UNIT_GROUP;
  for (i = 0; i < LENGTH(committees); i++)
    if (strncmp(folded, committees[i], strlen(committees[i])) == 0 && only_levels(folded + strlen(committees[i])))
      return TTHC_UNIT_GROUP;
  return TTHC_UNIT_SINGLE;
}

int tthc__is_place_name(const char *folded) {
  static const char *const openings[] = {"ubnd xa",
                                         "ubnd phuong",
                                         "ubnd thi tran",
                                         "uy ban nhan dan xa",
                                         "uy ban nhan dan phuong",
                                         "uy ban nhan dan thi tran",
                                         "xa",
                                         "phuong",
                                         "thi tran",
                                         "ubnd huyen",
                                         "ubnd thi xa",
                                         "ubnd thanh pho",
                                         "cong an xa",
                                         "cong an phuong"};
  return begins_with_any(folded, openings, LENGTH(openings));
}
