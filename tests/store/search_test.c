/* Searches in Vietnamese: with marks, without any, and whatever users type. */
#include "tthcplan/search.h"

#include "store/folder.h"
#include "support/random.h"

/* --- a store to search in ----------------------------------------------------------------------------------------- */

/* A plan whose tasks have these titles. */
static void save_titles(tthc_store *store, const char *id, const char *const *titles, size_t count) {
  tthc_plan *plan = tthc_plan_new(id, 2026, NULL);
  size_t i;
  for (i = 0; i < count; i++) {
    char label[16];
    snprintf(label, sizeof label, "%d", (int)i + 1);
    assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, label, titles[i], NULL), i);
  }
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_plan_free(plan);
}

static const char *const phrases[] = {
  "Đôn đốc việc thực hiện",                                  /* 1 */
  "Rà soát, đơn giản hóa thủ tục hành chính",                /* 2 */
  "Công khai TTHC trên Cổng dịch vụ công Quốc gia",          /* 3 */
  "Báo cáo định kỳ quý, năm và đột xuất gửi VP. HĐND-UBND",   /* 4 */
  "Hoà giải ở cơ sở",                                        /* 5 */
  "Hòa giải tranh chấp đất đai tại huyện Vĩnh Cửu",          /* 6 */
  "Ti\xe1\xba\xbfp nh\xe1\xba\xadn \"phản ánh\" AND NEAR(kiến nghị) 05/KH-UBND",        /* 7 */
  "Nguyễn Văn A phụ trách",                                  /* 8 */
  "và",                                                      /* 9 */
};

static tthc_store *phrase_store(void) {
  tthc_store *store = open_store(":memory:");
  save_titles(store, "mau", phrases, COUNT(phrases));
  return store;
}

/* The labels of the tasks that are found: "1 4". */
static const char *found(tthc_store *store, const char *text, const char *options) {
  static char labels[4096];
  tthc_error *err = tthc_error_new();
  tthc_search *search = tthc_store_search(store, text, options, err);
  int32_t i;
  labels[0] = '\0';
  if (search == NULL) snprintf(labels, sizeof labels, "%s", tthc_status_name(tthc_error_code(err)));
  for (i = 0; i < tthc_search_count(search); i++) {
    if (i > 0) strcat(labels, " ");
    strcat(labels, tthc_search_id(search, i));
  }
  tthc_search_free(search);
  tthc_error_free(err);
  return labels;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static void test_words(void **state) {
  static const struct {
    const char *text;
    const char *labels;
  } searches[] = {
    /* without marks, all spellings; peers.md M9 */
    {"don", "1 2"}, {"doc", "1"}, {"hdnd", "4"}, {"huyen", "6"}, {"DON DOC", "1"}, {"dat dai", "6"},
    /* with marks, their own only */
    {"đôn", "1"}, {"đơn", "2"}, {"dôn", ""}, {"dơn", ""}, {"đon", ""}, {"đón", ""}, {"ĐÔN ĐỐC", "1"}, {"đôc", ""},
    {"huyện", "6"}, {"huyên", ""}, {"HĐND", "4"}, {"hđnd", "4"},
    /* both in one */
    {"đôn doc", "1"}, {"don đốc", "1"}, {"đơn doc", ""},
    /* tones old and new, composed or not, capitals */
    {"hoà", "5 6"}, {"hòa", "5 6"}, {"hoa", "2 5 6"}, {"hóa", "2"}, {"hoá", "2"}, {"HOÀ GIẢI", "5 6"},
    {"\xc4\x91o\xcc\x82n \xc4\x91o\xcc\x82\xcc\x81" "c", "1"}, {"hoa\xcc\x80", "5 6"}, {"huye\xcc\xa3\xcc\x82n", "6"},
    /* all words, in any order, apart */
    {"doc don", "1"}, {"cong quoc", "3"}, {"cong khai huyen", ""}, {"đất hoà", "6"},
    /* the last may be a beginning, no other may */
    {"nguy", "8"}, {"nguyen v", "8"}, {"nguyễ", "8"}, {"nguyê", ""}, {"nguye van", ""}, {"th", "1 2"}, {"thu t", "2"},
    {"đ", "1 2 4 6"}, {"cáo đ", "4"}, {"đô", "1"}, {"đố", "1"},
    /* signs part words, and mean nothing */
    {"\"đôn đốc\"", "1"}, {"don* doc*", "1"}, {"don AND doc", ""}, {"-don", "1 2"}, {"NEAR(kien", "7"}, {"near", "7"},
    {"title:don", ""}, {"don'; DROP TABLE plan; --", ""}, {"marked : don", ""}, {"05/kh-ubnd", "7"}, {"kh ubnd", "7"},
    {"vp hdnd ubnd", "4"}, {"%", "TTHC_E_VALUE"}, {"_on", ""}, {"and", "7"}, {"^don", "1 2"}, {"(don OR doc)", ""},
    /* "và" is a word */
    {"và", "4 9"}, {"va", "4 8 9"}, {"vả", ""},
    /* no word */
    {" ", "TTHC_E_VALUE"}, {"\"\"", "TTHC_E_VALUE"}, {"*", "TTHC_E_VALUE"}, {"\xcc\x81", "TTHC_E_VALUE"}};
  tthc_store *store = phrase_store();
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(searches); i++)
    failures += check_text(searches[i].text, found(store, searches[i].text, NULL), searches[i].labels);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* Ð, of Icelandic, is in files converted from old encodings where Đ should be; and some type it. */
static void test_eth(void **state) {
  static const char *const titles[] = {"Tỉnh \xc3\x90ồng Nai, \xc3\xb0i \xc3\xb0ường bộ", "Tỉnh Đồng Nai, đi đường bộ"};
  static const char *const both[] = {"đồng nai", "ĐỒNG NAI", "dong nai", "\xc3\x90ồng Nai", "\xc3\xb0ồng nai",
                                     "đường", "\xc3\x90ường", "đi", "\xc3\xb0", "đ", "tỉnh \xc3\x90\xe1\xbb\x93"};
  static const char *const none[] = {"dồng nai", "đống", "\xc3\x90ống", "đuòng"};
  tthc_store *store = open_store(":memory:");
  int failures = 0;
  size_t i;
  (void)state;
  save_titles(store, "dong-nai", titles, COUNT(titles));
  for (i = 0; i < COUNT(both); i++) failures += check_text(both[i], found(store, both[i], NULL), "1 2");
  for (i = 0; i < COUNT(none); i++) failures += check_text(none[i], found(store, none[i], NULL), "");
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* --- all syllables ------------------------------------------------------------------------------------------------ */

/* Vowels with their five tones, and without marks. */
static const struct {
  const char *toned[6];
  const char *plain;
} vowels[] = {
  {{"a", "à", "á", "ã", "ả", "ạ"}, "a"}, {{"ă", "ằ", "ắ", "ẵ", "ẳ", "ặ"}, "a"}, {{"â", "ầ", "ấ", "ẫ", "ẩ", "ậ"}, "a"},
  {{"e", "è", "é", "ẽ", "ẻ", "ẹ"}, "e"}, {{"ê", "ề", "ế", "ễ", "ể", "ệ"}, "e"}, {{"i", "ì", "í", "ĩ", "ỉ", "ị"}, "i"},
  {{"o", "ò", "ó", "õ", "ỏ", "ọ"}, "o"}, {{"ô", "ồ", "ố", "ỗ", "ổ", "ộ"}, "o"}, {{"ơ", "ờ", "ớ", "ỡ", "ở", "ợ"}, "o"},
  {{"u", "ù", "ú", "ũ", "ủ", "ụ"}, "u"}, {{"ư", "ừ", "ứ", "ữ", "ử", "ự"}, "u"}, {{"y", "ỳ", "ý", "ỹ", "ỷ", "ỵ"}, "y"}};
static const char *const initials[][2] = {{"", ""},   {"b", "b"},   {"d", "d"},   {"đ", "d"},     {"h", "h"},
                                          {"l", "l"}, {"ng", "ng"}, {"th", "th"}, {"ngh", "ngh"}, {"v", "v"}};
static const char *const finals[] = {"", "c", "n", "ng", "nh", "t", "m"};

enum { SYLLABLES = 12 * 6 * 10 * 7 };

static struct {
  char marked[24];
  char plain[16];
} syllables[SYLLABLES];

static void make_syllables(void) {
  size_t v, t, i, f, count = 0;
  for (v = 0; v < COUNT(vowels); v++)
    for (t = 0; t < 6; t++)
      for (i = 0; i < COUNT(initials); i++)
        for (f = 0; f < COUNT(finals); f++, count++) {
          snprintf(syllables[count].marked, 24, "%s%s%s", initials[i][0], vowels[v].toned[t], finals[f]);
          snprintf(syllables[count].plain, 16, "%s%s%s", initials[i][1], vowels[v].plain, finals[f]);
        }
  assert_int_equal(count, SYLLABLES);
}

/* A word with marks finds its own spelling, once. */
static int check_marked(tthc_store *store, const char *text) {
  tthc_search *search = tthc_store_search(store, text, "{\"limit\": 1000}", NULL);
  const int failures =
    check_int(text, tthc_search_count(search), 1) + check_text(text, tthc_search_text(search, 0), text);
  tthc_search_free(search);
  return failures;
}

/* A word without finds all that are so without their marks, and no others. */
static int check_plain(tthc_store *store, const char *plain) {
  char query[32];
  tthc_search *search;
  int32_t row, wanted = 0;
  int failures = 0;
  size_t i;
  snprintf(query, sizeof query, "%.15s x", plain);
  search = tthc_store_search(store, query, "{\"limit\": 1000}", NULL);
  for (i = 0; i < SYLLABLES; i++) {
    if (strcmp(syllables[i].plain, plain) != 0) continue;
    wanted++;
    for (row = 0; row < tthc_search_count(search); row++) {
      const char *text = tthc_search_text(search, row);
      if (strlen(text) == strlen(syllables[i].marked) + 2 &&
          strncmp(text, syllables[i].marked, strlen(syllables[i].marked)) == 0)
        break;
    }
    failures += check_int(syllables[i].marked, row < tthc_search_count(search), 1);
  }
  failures += check_int(query, tthc_search_count(search), wanted);
  tthc_search_free(search);
  return failures;
}

/* Each is a task of its own: "đồng x". The second word keeps the first from being a beginning. */
static void test_syllables(void **state) {
  static const char *titles[SYLLABLES];
  static char texts[SYLLABLES][32];
  tthc_store *store = open_store(":memory:");
  int failures = 0, plans = 0;
  size_t i, j;
  (void)state;
  make_syllables();
  for (i = 0; i < SYLLABLES; i++) {
    snprintf(texts[i], sizeof *texts, "%.23s x", syllables[i].marked);
    titles[i] = texts[i];
  }
  for (i = 0; i < SYLLABLES; i += 1000) {
    char id[16];
    snprintf(id, sizeof id, "p-%d", plans++);
    save_titles(store, id, titles + i, SYLLABLES - i < 1000 ? SYLLABLES - i : 1000);
  }
  for (i = 0; i < SYLLABLES; i++) {
    if (strcmp(syllables[i].marked, syllables[i].plain) != 0) failures += check_marked(store, texts[i]);
    for (j = 0; j < i && strcmp(syllables[j].plain, syllables[i].plain) != 0; j++) continue;
    if (j == i) failures += check_plain(store, syllables[i].plain);
  }
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void test_rows(void **state) {
  tthc_store *store = phrase_store();
  tthc_plan *plan = small_plan();
  tthc_search *search;
  tthc_text *json;
  int32_t kinds[4] = {0};
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  search = tthc_store_search(store, "mot", NULL, NULL);
  assert_int_equal(tthc_search_count(search), 2);
  assert_string_equal(tthc_search_plan_id(search, 0), "nho");
  assert_int_equal(tthc_search_kind(search, 0), TTHC_FOUND_TASK);
  assert_int_equal(tthc_search_kind(search, 1), TTHC_FOUND_UNIT);
  assert_string_equal(tthc_search_id(search, 1), "mot");
  assert_string_equal(tthc_search_text(search, 1), "Đơn vị một");
  assert_int_equal(tthc_search_match_count(search, 1), 1);
  assert_int_equal(tthc_search_match_start(search, 1, 0), strlen("Đơn vị "));
  assert_int_equal(tthc_search_match_size(search, 1, 0), strlen("một"));
  assert_null(tthc_search_next(search));
  assert_int_equal(tthc_search_kinds(search, kinds, 1), 2);
  assert_int_equal(kinds[0], TTHC_FOUND_TASK);
  assert_int_equal(kinds[1], 0);
  assert_int_equal(tthc_search_kinds(search, kinds, 4), 2);
  assert_int_equal(kinds[1], TTHC_FOUND_UNIT);
  json = tthc_search_json(search, NULL);
  CHECK_NONE_FAILED(check_text("json", tthc_text_data(json),
    "{\n  \"format\": \"tthcplan-search/1\",\n  \"rows\": [\n"
    "    {\"plan\": \"nho\", \"kind\": \"task\", \"id\": \"1\", \"text\": \"Việc một\", "
    "\"matches\": [{\"start\": 7, \"size\": 5}]},\n"
    "    {\"plan\": \"nho\", \"kind\": \"unit\", \"id\": \"mot\", \"text\": \"Đơn vị một\", "
    "\"matches\": [{\"start\": 11, \"size\": 5}]}\n  ]\n}\n"));
  tthc_text_free(json);
  tthc_search_free(search);
  /* the plan goes, what was found stays; several matches in a row */
  search = tthc_store_search(store, "công", NULL, NULL);
  tthc_store_free(store);
  assert_int_equal(tthc_search_count(search), 1);
  assert_int_equal(tthc_search_match_count(search, 0), 2);
  assert_int_equal(tthc_search_match_start(search, 0, 1), strstr(phrases[2], "công") - phrases[2]);
  tthc_search_free(search);
  tthc_plan_free(plan);
}

/* It goes on with the same words and options, and another limit; nothing else is one. */
static int check_cursor(tthc_store *store) {
  static const struct {
    const char *text;
    const char *more; /* options */
    const char *wanted;
  } cases[] = {
    {"don", "", "2 mot hai"},
    {"don", ", \"limit\": 1", "2"},
    {"đơn", "", "TTHC_E_VALUE"},
    {"don", ", \"kind\": \"task\"", "TTHC_E_VALUE"},
    {"don", ", \"plans\": [\"nho\"]", "TTHC_E_VALUE"},
  };
  static const char *const wrong[] = {"1.2", "1.2.3.4", "9.9.9", "12345678:9:9:9", "x", ":"};
  tthc_search *page = tthc_store_search(store, "don", "{\"limit\": 1}", NULL);
  char options[256];
  int failures = 0;
  size_t i;
  assert_non_null(tthc_search_next(page));
  for (i = 0; i < COUNT(cases); i++) {
    snprintf(options, sizeof options, "{\"after\": \"%s\"%s}", tthc_search_next(page), cases[i].more);
    failures += check_text(cases[i].more, found(store, cases[i].text, options), cases[i].wanted);
  }
  for (i = 0; i < COUNT(wrong); i++) {
    snprintf(options, sizeof options, "{\"after\": \"%s\"}", wrong[i]);
    failures += check_text(wrong[i], found(store, "don", options), "TTHC_E_VALUE");
  }
  tthc_search_free(page);
  return failures;
}

static void test_filters(void **state) {
  tthc_store *store = phrase_store();
  tthc_plan *plan = small_plan();
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  failures += check_text("all", found(store, "don", NULL), "1 2 mot hai");
  failures += check_text("units", found(store, "don", "{\"kind\": \"unit\"}"), "mot hai");
  failures += check_text("tasks", found(store, "don", "{\"kind\": \"task\"}"), "1 2");
  failures += check_text("plan", found(store, "don", "{\"plans\": [\"nho\"]}"), "mot hai");
  failures += check_text("both", found(store, "don", "{\"plans\": [\"nho\", \"mau\", \"nho\"]}"), "1 2 mot hai");
  failures += check_text("no such", found(store, "don", "{\"plans\": [\"khac\"]}"), "");
  failures += check_text("plan and kind", found(store, "mot", "{\"plans\": [\"nho\"], \"kind\": \"task\"}"), "1");
  failures += check_text("no plans", found(store, "don", "{\"plans\": []}"), "TTHC_E_MISSING");
  failures += check_text("bad kind", found(store, "don", "{\"kind\": \"part\"}"), "TTHC_E_VALUE");
  failures += check_text("bad limit", found(store, "don", "{\"limit\": 0}"), "TTHC_E_VALUE");
  failures += check_cursor(store);
  failures += check_text("unknown", found(store, "don", "{\"rank\": true}"), "TTHC_E_UNKNOWN_MEMBER");
  tthc_plan_free(plan);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

static void put_rows(const tthc_search *page, char *out, size_t room) {
  int32_t row;
  for (row = 0; row < tthc_search_count(page); row++) {
    const size_t used = strlen(out);
    snprintf(out + used, room - used, "%s/%s ", tthc_search_plan_id(page, row), tthc_search_id(page, row));
  }
}

/* All rows, page by page: "p-0/1 p-0/3 …". */
static int list_pages(tthc_store *store, const char *filter, int32_t limit, char *out, size_t room) {
  char options[512], after[128] = "";
  tthc_search *page;
  int failures = 0, more;
  *out = '\0';
  do {
    snprintf(options, sizeof options, "{%s\"limit\": %d%s}", filter, (int)limit, after);
    page = tthc_store_search(store, "bao cao", options, NULL);
    assert_non_null(page);
    put_rows(page, out, room);
    more = tthc_search_next(page) != NULL;
    failures += check_int("rows", tthc_search_count(page) <= limit, 1);
    if (more) failures += check_int("full", tthc_search_count(page), limit);
    if (more) snprintf(after, sizeof after, ", \"after\": \"%.64s\"", tthc_search_next(page));
    tthc_search_free(page);
  } while (more);
  return failures;
}

/* Whatever the size of pages, they are the whole in its order. Every third plan has three of the rows, the others one. */
static void test_pages(void **state) {
  static const char *const titles[] = {"Báo cáo", "Rà soát", "Báo cáo quý", "Bảo vệ", "Kiểm tra báo cáo"};
  static const int32_t limits[] = {1, 2, 3, 7, 1000};
  static char wanted[8192], got[8192];
  tthc_store *store = open_store(":memory:");
  int failures = 0, i;
  size_t l;
  (void)state;
  for (i = 0; i < 150; i++) {
    char id[16];
    const size_t used = strlen(wanted);
    snprintf(id, sizeof id, "p-%d", i);
    save_titles(store, id, titles, i % 3 == 0 ? 5 : 2);
    if (i % 3 == 0)
      snprintf(wanted + used, sizeof wanted - used, "%s/1 %s/3 %s/5 ", id, id, id);
    else
      snprintf(wanted + used, sizeof wanted - used, "%s/1 ", id);
  }
  for (l = 0; l < COUNT(limits); l++) {
    failures += list_pages(store, "", limits[l], got, sizeof got) + check_text("all", got, wanted);
    failures += list_pages(store, "\"kind\": \"task\", ", limits[l], got, sizeof got) + check_text("tasks", got, wanted);
    failures += list_pages(store, "\"plans\": [\"p-9\", \"p-100\", \"p-3\"], ", limits[l], got, sizeof got);
    failures += check_text("plans", got, "p-3/1 p-3/3 p-3/5 p-9/1 p-9/3 p-9/5 p-100/1 ");
  }
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* Words that are in more places than are looked at one by one. */
static void test_frequent(void **state) {
  static const char *titles[600];
  static char texts[600][48];
  tthc_store *store = open_store(":memory:");
  int failures = 0, i;
  size_t t;
  (void)state;
  for (t = 0; t < COUNT(titles); t++) {
    snprintf(texts[t], sizeof *texts, "Thủ tục%s%s", t % 2 ? " chung" : "", t == 7 ? " riêng" : "");
    titles[t] = texts[t];
  }
  for (i = 0; i < 4; i++) {
    char id[16];
    snprintf(id, sizeof id, "p-%d", i);
    save_titles(store, id, titles, COUNT(titles));
  }
  for (t = 0; t < 2; t++) {
    const char *options = t == 0 ? "{\"limit\": 3}" : "{\"limit\": 3, \"plans\": [\"p-2\"]}";
    failures += check_text("frequent", found(store, "tục thủ", options), "1 2 3");
    failures += check_text("both", found(store, "thu tuc chung", options), "2 4 6");
    failures += check_text("rare", found(store, "thu tuc rieng", options), t == 0 ? "8 8 8" : "8");
    failures += check_text("rare first", found(store, "riêng chung thủ", options), t == 0 ? "8 8 8" : "8");
    failures += check_text("none", found(store, "thu khong tuc", options), "");
  }
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* --- beside a plain look at every title --------------------------------------------------------------------------- */

/* Words as they are written, without their tone, and without any mark. Each is rarer than the one before. */
static const struct vocable {
  const char *text;
  const char *marked;
  int32_t tone;
  const char *plain;
} vocables[] = {
  {"thủ", "thu", 4, "thu"},    {"tục", "tuc", 5, "tuc"},      {"hành", "hanh", 1, "hanh"},   {"chính", "chinh", 2, "chinh"},
  {"đơn", "đơn", 0, "don"},    {"hồ", "hô", 1, "ho"},         {"hòa", "hoa", 1, "hoa"},      {"chỉnh", "chinh", 4, "chinh"},
  {"thu", "thu", 0, "thu"},    {"đôn", "đôn", 0, "don"},      {"hộ", "hô", 5, "ho"},         {"dân", "dân", 0, "dan"},
  {"đang", "đang", 0, "dang"}, {"hạnh", "hanh", 5, "hanh"},   {"hoa", "hoa", 0, "hoa"},      {"dẫn", "dân", 3, "dan"},
  {"đảng", "đang", 4, "dang"}, {"tức", "tưc", 2, "tuc"},      {"đồng", "đông", 1, "dong"},   {"vụ", "vu", 5, "vu"}};

enum { RANDOM_PLANS = 150, ROWS_OF_PLAN = 32, TASKS_OF_PLAN = 28, TITLE_MAX = 7, ASKED_MAX = 5, RANDOM_SEARCHES = 300 };

/* Tasks, then units, of the plans "p-0", "p-1", …: their words. */
static struct random_title {
  int words[TITLE_MAX];
  int count;
} random_titles[RANDOM_PLANS][ROWS_OF_PLAN];

struct random_search {
  struct asked {
    const struct vocable *word;
    int is_plain;
    int letters; /* of the plain form; 0: all of the word */
  } words[ASKED_MAX];
  int count;
  int kind;
  int plan; /* from this one on, every fifth; -1: all */
  int limit;
  char text[128];
  char options[512];
};

static int pick_vocable(void) {
  const int count = (int)COUNT(vocables), most = 1 + pick(count);
  return pick(1 + pick(most));
}

static void write_title(struct random_title *title, char *text, size_t room) {
  size_t used = 0;
  int i;
  title->count = 2 + pick(TITLE_MAX - 1);
  for (i = 0; i < title->count; i++) {
    title->words[i] = pick_vocable();
    used += (size_t)snprintf(text + used, room - used, "%s%s", i == 0 ? "" : pick(9) ? " " : ", ",
                             vocables[title->words[i]].text);
  }
}

/* In a file: what is run in memory is run again by portable_test.py, for which this is too much. */
static tthc_store *random_store(void) {
  tthc_store *store = open_store(in_folder("random.db"));
  char text[128], id[16];
  int p, i;
  for (p = 0; p < RANDOM_PLANS; p++) {
    tthc_plan *plan;
    snprintf(id, sizeof id, "p-%d", p);
    plan = tthc_plan_new(id, 2026, NULL);
    for (i = 0; i < ROWS_OF_PLAN; i++) {
      write_title(&random_titles[p][i], text, sizeof text);
      snprintf(id, sizeof id, "%d", i);
      assert_true((i < TASKS_OF_PLAN ? tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, id, text, NULL)
                                     : tthc_plan_add_unit(plan, id, text, TTHC_UNIT_SINGLE, NULL)) >= 0);
    }
    assert_int_equal(tthc_store_save(store, plan, NULL), 1);
    tthc_plan_free(plan);
  }
  return store;
}

static void write_search(struct random_search *search) {
  size_t used = 0;
  int i;
  search->count = 1 + pick(ASKED_MAX);
  for (i = 0; i < search->count; i++) {
    struct asked *asked = &search->words[i];
    const struct vocable *word = asked->word = &vocables[pick_vocable()];
    asked->is_plain = pick(2);
    asked->letters = i == search->count - 1 && asked->is_plain && pick(2) ? 1 + pick((int)strlen(word->plain)) : 0;
    used += (size_t)snprintf(search->text + used, sizeof search->text - used, "%s%.*s", i == 0 ? "" : " ",
                             asked->letters > 0 ? asked->letters : 16, asked->is_plain ? word->plain : word->text);
  }
  search->kind = pick(3);
  search->plan = pick(3) == 0 ? pick(RANDOM_PLANS) : -1;
  search->limit = pick(4) == 0 ? 1000 : 20 + pick(80);
  used = (size_t)snprintf(search->options, sizeof search->options, "{\"limit\": %d", search->limit);
  if (search->kind > 0)
    used += (size_t)snprintf(search->options + used, sizeof search->options - used, ", \"kind\": \"%s\"",
                             tthc_search_kind_word(search->kind));
  for (i = search->plan; i >= 0 && i < RANDOM_PLANS; i += 5)
    used += (size_t)snprintf(search->options + used, sizeof search->options - used, "%s\"p-%d\"",
                             i == search->plan ? ", \"plans\": [" : ", ", i);
  if (search->plan >= 0) snprintf(search->options + used, sizeof search->options - used, "]");
}

static int has_marks(const struct vocable *word) { return word->tone != 0 || strcmp(word->marked, word->plain) != 0; }

/* Whether a word of a title is one that is asked for, which is the last of them or not. */
static int is_asked(const struct asked *asked, int is_last, const struct vocable *word) {
  const int by_marks = !asked->is_plain && has_marks(asked->word);
  const char *wanted = by_marks ? asked->word->marked : asked->word->plain;
  const char *form = by_marks ? word->marked : word->plain;
  if (by_marks && word->tone != asked->word->tone) return 0;
  if (!is_last) return strcmp(form, wanted) == 0;
  return strncmp(form, wanted, asked->letters > 0 ? (size_t)asked->letters : strlen(wanted)) == 0;
}

/* How many words of a title are asked for; 0 when one that is asked for is not there. */
static int count_matches(const struct random_search *search, const struct random_title *title) {
  int i, w, count = 0, met = 0;
  for (w = 0; w < title->count; w++) {
    int is_match = 0;
    for (i = 0; i < search->count; i++)
      if (is_asked(&search->words[i], i == search->count - 1, &vocables[title->words[w]])) is_match = 1, met |= 1 << i;
    count += is_match;
  }
  return met == (1 << search->count) - 1 ? count : 0;
}

/* The next place from this one on that is to be found: plan times ROWS_OF_PLAN plus row; -1: none. */
static int next_place(const struct random_search *search, int place) {
  for (; place < RANDOM_PLANS * ROWS_OF_PLAN; place++) {
    const int plan = place / ROWS_OF_PLAN, row = place % ROWS_OF_PLAN;
    if (search->plan >= 0 && (plan < search->plan || (plan - search->plan) % 5 != 0)) continue;
    if (search->kind > 0 && (search->kind == TTHC_FOUND_TASK) != (row < TASKS_OF_PLAN)) continue;
    if (count_matches(search, &random_titles[plan][row]) > 0) return place;
  }
  return -1;
}

static int check_page(const struct random_search *search, const tthc_search *page, int *place) {
  int32_t row;
  int failures = 0;
  for (row = 0; row < tthc_search_count(page) && failures == 0; row++, (*place)++) {
    char wanted[32], got[64];
    *place = next_place(search, *place);
    if (*place < 0) return check_text(search->text, tthc_search_text(page, row), NULL);
    snprintf(wanted, sizeof wanted, "p-%d/%d", *place / ROWS_OF_PLAN, *place % ROWS_OF_PLAN);
    snprintf(got, sizeof got, "%s/%s", tthc_search_plan_id(page, row), tthc_search_id(page, row));
    failures += check_text(search->text, got, wanted);
    failures += check_int(search->text, tthc_search_match_count(page, row),
                          count_matches(search, &random_titles[*place / ROWS_OF_PLAN][*place % ROWS_OF_PLAN]));
  }
  return failures;
}

/* Page by page, all that is to be found and nothing else. */
static int check_search(tthc_store *store, const struct random_search *search) {
  char options[640];
  int failures = 0, place = 0, more;
  snprintf(options, sizeof options, "%s}", search->options);
  do {
    tthc_search *page = tthc_store_search(store, search->text, options, NULL);
    assert_non_null(page);
    failures += check_page(search, page, &place);
    more = tthc_search_next(page) != NULL;
    if (more) failures += check_int(search->text, tthc_search_count(page), search->limit);
    if (more)
      snprintf(options, sizeof options, "%s, \"after\": \"%.64s\"}", search->options, tthc_search_next(page));
    tthc_search_free(page);
  } while (more && failures == 0);
  return failures == 0 ? failures + check_int(search->text, next_place(search, place), -1) : failures;
}

static void test_random(void **state) {
  tthc_store *store;
  int failures = 0, i;
  (void)state;
  seed = 20210101;
  store = random_store();
  for (i = 0; i < RANDOM_SEARCHES && failures < 5; i++) {
    struct random_search search;
    write_search(&search);
    if (check_search(store, &search) == 0) continue;
    print_error("of search %d: %s\n", i, search.options);
    failures++;
  }
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* --- the words follow the plans ----------------------------------------------------------------------------------- */

static void test_latest_revision(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = small_plan();
  tthc_findings *findings;
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  failures += check_text("first", found(store, "viec", NULL), "1");
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "2", "Việc hai: kiểm tra", NULL), 1);
  failures += check_text("not saved", found(store, "viec", NULL), "1");
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  failures += check_text("second", found(store, "viec", NULL), "1 2");
  failures += check_text("new word", found(store, "kiểm tra", NULL), "2");
  findings = tthc_store_check(store, NULL, NULL);
  failures += check_int("check", tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  tthc_plan_free(plan);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* What was removed is not found, until it is restored; in an imported store neither. */
static void test_removed(void **state) {
  tthc_store *store = open_store(":memory:"), *other = open_store(":memory:");
  tthc_plan *plan = small_plan();
  tthc_text *lines;
  tthc_findings *findings;
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_store_remove(store, tthc_plan_id(plan), 1, "nhầm", NULL), TTHC_OK);
  failures += check_text("removed", found(store, "viec", NULL), "");
  lines = tthc_store_export(store, 0, 100, NULL);
  assert_int_equal(tthc_store_import(other, tthc_text_data(lines), tthc_text_size(lines), NULL), 2);
  failures += check_text("imported", found(other, "viec", NULL), "");
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  failures += check_text("restored", found(store, "viec", NULL), "1");
  tthc_text_free(lines);
  lines = tthc_store_export(store, 2, 100, NULL);
  assert_int_equal(tthc_store_import(other, tthc_text_data(lines), tthc_text_size(lines), NULL), 1);
  failures += check_text("imported", found(other, "viec", NULL), "1");
  findings = tthc_store_check(other, NULL, NULL);
  failures += check_int("check", tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  tthc_text_free(lines);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_store_free(other);
  CHECK_NONE_FAILED(failures);
}

/* A store of an older version can be searched once it was brought to this one. */
static void test_older_store(void **state) {
  static char bytes[1 << 20];
  const size_t size = read_file(in_source("tests/data/stores/v1.db"), bytes, sizeof bytes);
  tthc_plan *plan = plan_of_source("tests/data/good/plan.json");
  tthc_store *store;
  tthc_findings *findings;
  (void)state;
  write_file(in_folder("old.db"), bytes, size);
  store = open_store(in_folder("old.db"));
  assert_string_equal(found(store, tthc_task_title(plan, 0), "{\"kind\": \"task\", \"limit\": 1}"), tthc_task_id(plan, 0));
  findings = tthc_store_check(store, NULL, NULL);
  assert_int_equal(tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  tthc_plan_free(plan);
  tthc_store_free(store);
  empty_folder();
}

/* A check tells of words that are not those of the plan; a search goes on. */
static void test_damaged_words(void **state) {
  static const char *const damages[] = {"DELETE FROM word_place WHERE n = 0",
                                        "UPDATE word SET marked = 'khac', plain = 'khac' WHERE word = 1",
                                        "INSERT INTO word_place VALUES (1, 1, 1, 99)",
                                        "UPDATE word_place SET kind = 2 WHERE n = 8", "DELETE FROM word"};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(damages); i++) {
    tthc_store *store = open_store(in_folder("words.db"));
    tthc_findings *findings;
    save_titles(store, "mau", phrases, COUNT(phrases));
    tthc_store_free(store);
    run_sql(in_folder("words.db"), damages[i]);
    store = open_store(in_folder("words.db"));
    findings = tthc_store_check(store, NULL, NULL);
    failures += check_int(damages[i], tthc_findings_count(findings), 1);
    failures += check_text(damages[i], tthc_findings_path(findings, 0), "/word_place/1");
    failures += check_int(damages[i], strncmp(found(store, "don", NULL), "TTHC", 4) != 0, 1);
    tthc_findings_free(findings);
    tthc_store_free(store);
    empty_folder();
  }
  CHECK_NONE_FAILED(failures);
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static void test_limits(void **state) {
  static char text[4000], title[40000];
  const char *titles[] = {title};
  tthc_store *store = open_store(":memory:");
  int failures = 0, i;
  (void)state;
  for (i = 0; i < 32; i++) strcat(text, "từ ");
  failures += check_text("32 words", found(store, text, NULL), "");
  strcat(text, "một");
  failures += check_text("33 words", found(store, text, NULL), "TTHC_E_LIMIT");
  memset(text, 'x', 2001);
  failures += check_text("long", found(store, text, NULL), "TTHC_E_LIMIT");
  failures += check_text("encoding", found(store, "\xff", NULL), "TTHC_E_ENCODING");
  /* as many words as may be, all of them there */
  for (i = 0, *title = '\0'; i < 32; i++) snprintf(title + strlen(title), 16, "tám%d ", i);
  save_titles(store, "nhieu", titles, 1);
  failures += check_text("32 that are there", found(store, title, NULL), "1");
  /* of a long word the first letters count */
  memset(title, 'y', sizeof title - 1);
  save_titles(store, "dai", titles, 1);
  text[1000] = '\0';
  memset(text, 'y', 1000);
  failures += check_text("long word", found(store, text, NULL), "1");
  failures += check_text("short", found(store, "yyy", NULL), "1");
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

static void test_wrong_handles(void **state) {
  tthc_store *store = phrase_store();
  tthc_search *search = tthc_store_search(store, "don", NULL, NULL);
  tthc_error *err = tthc_error_new();
  const tthc_search *const wrong[] = {NULL, (const tthc_search *)(const void *)store};
  static const int32_t rows[] = {-1, 2, INT32_MAX, INT32_MIN};
  int32_t kind;
  size_t i;
  (void)state;
  assert_int_equal(tthc_search_count(search), 2);
  for (i = 0; i < COUNT(rows); i++) {
    assert_null(tthc_search_plan_id(search, rows[i]));
    assert_null(tthc_search_id(search, rows[i]));
    assert_null(tthc_search_text(search, rows[i]));
    assert_int_equal(tthc_search_kind(search, rows[i]), 0);
    assert_int_equal(tthc_search_match_count(search, rows[i]), 0);
    assert_int_equal(tthc_search_match_start(search, 0, rows[i]), TTHC_NONE);
    assert_int_equal(tthc_search_match_size(search, 0, rows[i]), 0);
  }
  for (i = 0; i < COUNT(wrong); i++) {
    assert_int_equal(tthc_search_count(wrong[i]), 0);
    assert_null(tthc_search_next(wrong[i]));
    assert_null(tthc_search_text(wrong[i], 0));
    assert_int_equal(tthc_search_kinds(wrong[i], &kind, 1), TTHC_E_HANDLE);
    assert_null(tthc_search_json(wrong[i], err));
    assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  }
  assert_int_equal(tthc_search_kinds(search, NULL, 1), TTHC_E_ARGUMENT);
  assert_int_equal(tthc_search_kinds(search, NULL, 0), 2);
  assert_null(tthc_store_search(NULL, "don", NULL, err));
  assert_int_equal(tthc_error_code(err), TTHC_E_HANDLE);
  assert_null(tthc_store_search(store, NULL, NULL, err));
  assert_string_equal(tthc_search_kind_word(TTHC_FOUND_TASK), "task");
  assert_string_equal(tthc_search_kind_word(TTHC_FOUND_UNIT), "unit");
  assert_null(tthc_search_kind_word(3));
  tthc_search_free(NULL);
  tthc_search_free(search);
  tthc_error_free(err);
  tthc_store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_words),
    cmocka_unit_test(test_eth),
    cmocka_unit_test(test_syllables),
    cmocka_unit_test(test_rows),
    cmocka_unit_test(test_filters),
    cmocka_unit_test(test_pages),
    cmocka_unit_test(test_frequent),
    cmocka_unit_test(test_random),
    cmocka_unit_test(test_latest_revision),
    cmocka_unit_test(test_removed),
    cmocka_unit_test(test_older_store),
    cmocka_unit_test(test_damaged_words),
    cmocka_unit_test(test_limits),
    cmocka_unit_test(test_wrong_handles),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
