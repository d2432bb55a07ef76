/* Saving, loading and appending: what comes back is what went in, and no save takes away another's. */
#include "tthcplan/store.h"

#include "store/folder.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static const char fact_one[] =
  "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"id\": \"f1\", \"kind\": \"progress\","
  " \"task\": \"1\", \"unit\": \"mot\", \"period\": \"2026-Q2\", \"state\": \"in-progress\", \"percent\": 40,"
  " \"day\": \"2026-04-20\"}]}";

static const char an_event[] = "{\"kind\": \"event\", \"task\": \"1\", \"day\": \"2026-02-02\"}";

/* Every member that a document of version 1 of the tables can have, and extensions wherever they are kept. */
static const char full_plan[] =
  "{\"format\": \"tthcplan/1\", \"id\": \"day-du\", \"subject\": \"Đầy đủ\", \"authority\": \"UBND\","
  " \"number\": \"05/KH-UBND\", \"place\": \"Vĩnh Cửu\", \"issued\": \"2021-01-10\", \"year\": 2021,"
  " \"first_day\": \"2021-01-15\", \"last_day\": \"2022-03-31\", \"regime\": \"khac\", \"rolls\": false,"
  " \"preamble\": \"Mở đầu\", \"bases\": [{\"number\": \"1/NQ\", \"day\": \"2020-12-01\", \"issuer\": \"A\","
  " \"title\": \"B\", \"x-b\": 1.5}, {\"number\": \"2/NQ\"}],"
  " \"parts\": [{\"label\": \"I\", \"title\": \"T\", \"parts\": [{\"text\": \"a\"}, {\"text\": \"b\","
  " \"x-p\": {\"y\": [1, null]}}]},"
  " {\"label\": \"II\", \"title\": \"U\", \"holds_sections\": true}, {\"text\": \"cuối\"}],"
  " \"units\": [{\"id\": \"nhom\", \"name\": \"Nhóm\", \"kind\": \"group\", \"members\": [{\"unit\": \"b\","
  " \"first_day\": \"2021-02-01\", \"last_day\": \"2021-12-01\"}, {\"unit\": \"a\"}]},"
  " {\"id\": \"a\", \"name\": \"Phòng A\", \"level\": \"district\", \"code\": \"H15.1\", \"first_day\": \"2021-01-01\","
  " \"aliases\": [\"P. A\", \"PA\"], \"x-u\": \"đ\"}, {\"id\": \"b\", \"name\": \"Phòng B\","
  " \"last_day\": \"2025-06-30\"},"
  " {\"id\": \"mo\", \"name\": \"Các đơn vị liên quan\", \"kind\": \"open\"}],"
  " \"sections\": [{\"id\": \"A\", \"label\": \"A\", \"title\": \"Mục A\", \"x-s\": true}, {\"label\": \"Đ\","
  " \"title\": \"Mục Đ\"}],"
  " \"tasks\": [{\"section\": \"Đ\", \"label\": \"1\", \"title\": \"Tiêu đề\"},"
  " {\"section\": \"Đ\", \"parent\": \"Đ.1\", \"label\": \"1.1\", \"title\": \"Việc\", \"lead\": {\"text\": \"Nhóm\","
  " \"units\": [\"nhom\", \"b\"]}, \"coordinator\": {\"text\": \"Các đơn vị liên quan\", \"units\": [\"mo\"]},"
  " \"deliverable\": \"Báo cáo\", \"deadline\": {\"text\": \"như sau\", \"clauses\": [{\"kind\": \"once\","
  " \"start\": \"2021-02-01\", \"due\": \"2021-09-30\", \"key\": \"2021-02-01..2021-09-30\"}, {\"kind\": \"recurring\","
  " \"start\": \"2021-03-01\", \"every\": \"quarter\", \"times\": 2, \"day\": 20, \"until\": \"2025-12-31\"},"
  " {\"kind\": \"recurring\", \"every\": \"year\", \"months\": [6, 12]}, {\"kind\": \"recurring\"},"
  " {\"kind\": \"ongoing\", \"start\": \"2021-01-20\"}, {\"kind\": \"on-event\", \"event\": \"khi có văn bản\","
  " \"after\": {\"days\": 5, \"working\": true, \"event\": \"văn bản có hiệu lực\"}},"
  " {\"kind\": \"ad-hoc\"}, {\"kind\": \"unknown\"}]}, \"x-t\": [\"1\"]},"
  " {\"id\": \"riêng\", \"section\": \"A\", \"label\": \"1\", \"title\": \"Không chữ\", \"lead\": {\"units\": [\"a\"]},"
  " \"deadline\": {\"clauses\": [{\"kind\": \"ongoing\"}]}}],"
  " \"indicators\": [{\"id\": \"ty-le\", \"title\": \"Tỷ lệ\", \"kind\": \"ratio\", \"series\": \"per-period\","
  " \"task\": \"Đ.1.1\", \"numerator\": \"tử\", \"denominator\": \"mẫu\", \"measure\": \"%\", \"targets\":"
  " [{\"comparator\": \">=\", \"amount\": 20.5}, {\"comparator\": \"range\", \"amount\": 1, \"high\": 99,"
  " \"unit\": \"a\","
  " \"period\": \"2021-Q2\"}], \"x-i\": 0}, {\"id\": \"so\", \"title\": \"Số\", \"kind\": \"value\","
  " \"series\": \"cumulative\"}],"
  " \"signatory\": {\"name\": \"Nguyễn Văn A\", \"position\": \"Chủ tịch\"}, \"recipients\": [\"- Như trên;\","
  " \"- Lưu.\"],"
  " \"facts\": [{\"id\": \"đo\", \"kind\": \"measurement\", \"indicator\": \"ty-le\", \"unit\": \"a\","
  " \"period\": \"2021-Q2\","
  " \"numerator\": 9007199254740991, \"denominator\": 7, \"day\": \"2021-06-20\", \"recorded_at\": 1624150000,"
  " \"evidence\": {\"number\": \"3/BC\", \"day\": \"2021-06-19\", \"text\": \"t\", \"link\": \"https://x\"},"
  " \"difficulties\": \"khó\", \"note\": \"n\", \"author\": \"au\", \"reference\": \"r\", \"x-f\": {\"a\": 1}},"
  " {\"id\": \"v\", \"kind\": \"measurement\", \"indicator\": \"so\", \"unit\": \"b\", \"period\": \"2021\","
  " \"amount\": -12.5,"
  " \"day\": \"2021-12-31\", \"corrects\": \"w\"}, {\"id\": \"w\", \"kind\": \"measurement\", \"indicator\": \"so\","
  " \"unit\": \"b\", \"period\": \"2021\", \"amount\": 12, \"day\": \"2021-12-30\"},"
  " {\"kind\": \"progress\", \"task\": \"riêng\", \"unit\": \"a\", \"period\": \"plan\", \"state\": \"done\","
  " \"percent\": 100,"
  " \"day\": \"2021-05-02\", \"done_day\": \"2021-05-01\"}, {\"kind\": \"extension\", \"task\": \"Đ.1.1\","
  " \"period\": \"event#2\","
  " \"day\": \"2021-05-02\", \"due\": \"2021-10-30\"}, {\"kind\": \"event\", \"task\": \"Đ.1.1\","
  " \"day\": \"2021-05-02\"}],"
  " \"x-plan\": {\"nguồn\": \"thử\"}}";

static tthc_plan *read_full_plan(void) {
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = tthc_plan_read(full_plan, -1, NULL, err);
  if (plan == NULL) print_error("%s %s\n", check_show(tthc_error_path(err)), check_show(tthc_error_message(err, "en")));
  assert_non_null(plan);
  tthc_error_free(err);
  return plan;
}

/* Saves into a new store and loads from it opened again. */
static int check_comes_back(const char *label, tthc_plan *plan) {
  tthc_store *store = open_store(in_folder("back.db"));
  tthc_plan *loaded;
  int failures = check_int(label, tthc_store_save(store, plan, NULL), 1);
  failures += check_int(label, tthc_store_close(store, NULL), TTHC_OK);
  tthc_store_free(store);
  store = open_store(in_folder("back.db"));
  loaded = tthc_store_load(store, tthc_plan_id(plan), 0, NULL);
  assert_non_null(loaded);
  failures += check_int(label, tthc_plan_revision(loaded), 1);
  failures += check_same_text(label, whole_text(loaded), whole_text(plan));
  failures += check_same_text(label, tthc_plan_facts_json(loaded, NULL, NULL), tthc_plan_facts_json(plan, NULL, NULL));
  failures += check_int(label, tthc_store_save(store, loaded, NULL), 1);
  tthc_plan_free(loaded);
  tthc_store_free(store);
  empty_folder();
  return failures;
}

static void test_comes_back(void **state) {
  tthc_text *facts = read_source("examples/data/vinh-cuu-2021-facts.json");
  tthc_plan *plans[] = {example_plan(), small_plan(), tthc_plan_new("trong", 2030, NULL),
                        read_full_plan(), tracked_plan(), plan_of_source("tests/data/reorganisation-2025.json")};
  int failures = 0;
  size_t i;
  (void)state;
  assert_true(tthc_plan_read_facts(plans[0], tthc_text_data(facts), tthc_text_size(facts), NULL, NULL) > 900);
  for (i = 0; i < COUNT(plans); i++) {
    failures += check_comes_back(tthc_plan_id(plans[i]), plans[i]);
    tthc_plan_free(plans[i]);
  }
  tthc_text_free(facts);
  CHECK_NONE_FAILED(failures);
}

static void test_in_memory(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = small_plan(), *loaded;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  loaded = tthc_store_load(store, "nho", 1, NULL);
  CHECK_NONE_FAILED(check_same_text("memory", whole_text(loaded), whole_text(plan)));
  assert_int_not_equal(access(":memory:", F_OK), 0);
  tthc_plan_free(loaded);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

static void test_revisions(void **state) {
  tthc_store *store = open_store(in_folder("revisions.db"));
  tthc_plan *plan = small_plan(), *old, *again = small_plan();
  tthc_text *first = whole_text(plan);
  int32_t task;
  (void)state;
  assert_int_equal(tthc_plan_revision(plan), 0);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_store_save(store, again, NULL), 1); /* the same definitions, never stored */
  assert_int_equal(tthc_plan_revision(again), 1);
  task = tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "2", "Việc hai", NULL);
  assert_int_equal(tthc_task_add_lead(plan, task, 1, NULL), 0);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  assert_int_equal(tthc_plan_revision(plan), 2);
  old = tthc_store_load(store, "nho", 1, NULL);
  assert_int_equal(tthc_plan_revision(old), 1);
  CHECK_NONE_FAILED(check_same_text("revision 1", whole_text(old), first));
  tthc_plan_free(old);
  old = tthc_store_load(store, "nho", 2, NULL);
  CHECK_NONE_FAILED(check_same_text("revision 2", whole_text(old), whole_text(plan)));
  tthc_plan_free(old);
  tthc_plan_free(plan);
  tthc_plan_free(again);
  tthc_store_free(store);
}

static void test_stale_save(void **state) {
  tthc_store *store = open_store(in_folder("stale.db")), *other = open_store(in_folder("stale.db"));
  tthc_plan *plan = small_plan(), *stale, *latest;
  tthc_error *err = tthc_error_new();
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  stale = tthc_store_load(other, "nho", 0, NULL);
  assert_int_equal(tthc_plan_set_subject(plan, "Của tôi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  assert_int_equal(tthc_plan_set_subject(stale, "Của bạn", NULL), TTHC_OK);
  assert_int_equal(tthc_plan_add_fact(stale, an_event, -1, NULL), 0);
  assert_int_equal(tthc_store_save(other, stale, err), TTHC_E_CONFLICT);
  assert_non_null(strstr(tthc_error_message(err, "en"), "1 ≠ 2"));
  assert_int_equal(tthc_plan_revision(stale), 1);
  latest = tthc_store_load(store, "nho", 0, NULL);
  CHECK_NONE_FAILED(check_same_text("latest", whole_text(latest), whole_text(plan)));
  tthc_plan_free(latest);
  tthc_plan_free(stale);
  tthc_plan_free(plan);
  tthc_store_free(other);
  tthc_store_free(store);
  tthc_error_free(err);
}

static int32_t stored_facts(tthc_store *store) {
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  const int32_t facts = tthc_plan_list_facts(list, 0);
  tthc_plan_list_free(list);
  return facts;
}

/* The plan of the store, amended: its only task is another one. */
static void amend(tthc_store *store) {
  tthc_plan *amended = tthc_plan_read("{\"format\": \"tthcplan/1\", \"id\": \"nho\", \"year\": 2026, \"units\":"
                                      " [{\"id\": \"mot\", \"name\": \"Đơn vị một\"}], \"tasks\": [{\"label\": \"2\","
                                      " \"title\": \"Việc hai\", \"lead\": {\"units\": [\"mot\"]},"
                                      " \"deadline\": {\"text\": \"Quý III/2026\"}}]}", -1, "{\"revision\": 2}", NULL);
  assert_int_equal(tthc_store_save(store, amended, NULL), 3);
  tthc_plan_free(amended);
}

static int check_well(const char *label, tthc_store *store) {
  tthc_findings *findings = tthc_store_check(store, NULL, NULL);
  int failures = check_int(label, tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  findings = tthc_store_verify(store, NULL, NULL);
  failures += check_int(label, tthc_findings_count(findings), 0);
  tthc_findings_free(findings);
  return failures;
}

/* A plan that nobody changed in memory has facts to add only, to whatever revision the store has by now. */
static void test_facts_of_a_stale_plan(void **state) {
  static const char of_id_f1[] = "{\"id\": \"f1\", \"kind\": \"event\", \"task\": \"1\", \"day\": \"2026-02-03\"}";
  tthc_store *store = open_store(in_folder("facts.db"));
  tthc_plan *plan = small_plan(), *stale, *second, *latest;
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  stale = tthc_store_load(store, "nho", 0, NULL);
  second = tthc_store_load(store, "nho", 0, NULL);
  assert_int_equal(tthc_plan_set_subject(plan, "Của tôi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  failures += check_int("nothing", tthc_store_save(store, stale, NULL), 1);
  assert_int_equal(tthc_plan_add_fact(stale, an_event, -1, NULL), 0);
  assert_int_equal(tthc_plan_read_facts(stale, fact_one, -1, NULL, NULL), 1);
  failures += check_int("facts", tthc_store_save(store, stale, NULL), 1);
  failures += check_int("its own revision", tthc_plan_revision(stale), 1);
  failures += check_int("again", tthc_store_save(store, stale, NULL), 1) + check_int("count", stored_facts(store), 2);
  failures += check_well("as if appended", store);
  latest = tthc_store_load(store, "nho", 0, NULL);
  failures += check_int("latest", tthc_plan_revision(latest), 2) + check_int("its facts", tthc_plan_fact_count(latest), 2);
  failures += check_text("not amended back", tthc_plan_subject(latest), "Của tôi");
  assert_int_equal(tthc_plan_add_fact(second, of_id_f1, -1, NULL), 0);
  failures += check_int("another of that id", tthc_store_save(store, second, NULL), TTHC_E_DUPLICATE_ID);
  tthc_plan_free(latest);
  tthc_plan_free(second);
  tthc_plan_free(stale);
  tthc_plan_free(plan);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* What others wrote into the facts document stays, and nothing is told of who had nothing to add. */
static void test_members_of_a_stale_plan(void **state) {
  static const char mine[] = "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [], \"x-n\": 1}";
  static const char theirs[] = "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [], \"x-n\": 2, "
                               "\"x-m\": 3}";
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = small_plan(), *stale, *latest;
  tthc_text *head, *head_after, *facts;
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_store_append_facts(store, mine, -1, NULL), 0);
  stale = tthc_store_load(store, "nho", 0, NULL);
  assert_int_equal(tthc_store_append_facts(store, theirs, -1, NULL), 0);
  assert_int_equal(tthc_plan_set_subject(plan, "Của tôi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  head = tthc_store_head(store, NULL);
  failures += check_int("nothing to add", tthc_store_save(store, stale, NULL), 1);
  head_after = tthc_store_head(store, NULL);
  failures += check_text("trail", tthc_text_data(head_after), tthc_text_data(head));
  latest = tthc_store_load(store, "nho", 0, NULL);
  facts = tthc_plan_facts_json(latest, NULL, NULL);
  failures += check_int("theirs", strstr(tthc_text_data(facts), "\"x-m\": 3") != NULL, 1);
  tthc_text_free(facts);
  tthc_text_free(head);
  tthc_text_free(head_after);
  tthc_plan_free(latest);
  tthc_plan_free(stale);
  tthc_plan_free(plan);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* Amended and amended back, it is as the latest revision is, and goes on from that. */
static void test_stale_and_as_the_latest(void **state) {
  tthc_store *store = open_store(":memory:");
  tthc_plan *plan = small_plan(), *stale;
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  stale = tthc_store_load(store, "nho", 0, NULL);
  assert_int_equal(tthc_plan_set_subject(plan, "Của tôi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  assert_int_equal(tthc_plan_set_subject(plan, tthc_plan_subject(stale), NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 3);
  failures += check_int("saved", tthc_store_save(store, stale, NULL), 3);
  assert_int_equal(tthc_plan_set_subject(stale, "Sau cùng", NULL), TTHC_OK);
  failures += check_int("goes on", tthc_store_save(store, stale, NULL), 4);
  tthc_plan_free(stale);
  tthc_plan_free(plan);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* What the latest revision has no place for is what a document of facts may not have either. */
static void test_facts_without_a_place(void **state) {
  static const char later[] = "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"kind\": \"event\","
                              " \"task\": \"1\", \"day\": \"2026-03-03\"}]}";
  tthc_store *store = open_store(in_folder("facts.db"));
  tthc_error *err = tthc_error_new(), *of_append = tthc_error_new();
  tthc_plan *plan = small_plan(), *stale;
  int failures = 0;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_plan_set_subject(plan, "Của tôi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  stale = tthc_store_load(store, "nho", 0, NULL);
  assert_int_equal(tthc_plan_read_facts(stale, fact_one, -1, NULL, NULL), 1);
  assert_int_equal(tthc_store_save(store, stale, NULL), 2);
  amend(store);
  failures += check_int("those that are there", tthc_store_save(store, stale, err), 2);
  assert_int_equal(tthc_plan_read_facts(stale, later, -1, NULL, NULL), 1);
  failures += check_int("new", tthc_store_save(store, stale, err), TTHC_E_UNKNOWN_ID);
  failures += check_int("appended", tthc_store_append_facts(store, later, -1, of_append), TTHC_E_UNKNOWN_ID);
  failures += check_text("message", tthc_error_message(err, "vi"), tthc_error_message(of_append, "vi"));
  failures += check_text("path", tthc_error_path(err), "/facts/0/task");
  failures += check_text("path", tthc_error_path(of_append), "/facts/0/task");
  failures += check_int("line", tthc_error_line(err), 0);
  failures += check_int("revision", tthc_plan_revision(stale), 2) + check_int("count", stored_facts(store), 1);
  failures += check_well("as it was", store);
  tthc_plan_free(stale);
  tthc_plan_free(plan);
  tthc_error_free(of_append);
  tthc_error_free(err);
  tthc_store_free(store);
  empty_folder();
  CHECK_NONE_FAILED(failures);
}

/* What the message says of a conflict is so in each case. */
static void test_conflicts(void **state) {
  static const struct {
    int32_t ahead; /* of the store's revision */
    const char *shown;
    const char *vi;
    const char *en;
  } rows[] = {{-1, "“1 ≠ 2”", "tải từ bản mới nhất", "loaded from the store's latest revision"},
              {5, "“7 ≠ 2”", "tải từ kho này", "loaded from this store"},
              {-2, "“0 ≠ 2”", "chưa có trong kho", "an id that the store does not have yet"}};
  tthc_store *store = open_store(":memory:");
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan();
  int failures = 0;
  size_t i;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_plan_set_subject(plan, "Hai", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  for (i = 0; i < COUNT(rows); i++) {
    char options[32];
    tthc_plan *changed;
    snprintf(options, sizeof options, "{\"revision\": %d}", (int)rows[i].ahead + 2);
    changed = tthc_plan_read("{\"format\": \"tthcplan/1\", \"id\": \"nho\", \"year\": 2026}", -1,
                             rows[i].ahead == -2 ? NULL : options, NULL);
    failures += check_int(rows[i].shown, tthc_store_save(store, changed, err), TTHC_E_CONFLICT);
    failures += check_text(rows[i].shown, tthc_error_path(err), "/plans/nho/revisions/2");
    failures += check_int(rows[i].shown, strstr(tthc_error_message(err, "en"), rows[i].shown) != NULL, 1);
    failures += check_int(rows[i].shown, strstr(tthc_error_message(err, "vi"), rows[i].vi) != NULL, 1);
    failures += check_int(rows[i].shown, strstr(tthc_error_message(err, "en"), rows[i].en) != NULL, 1);
    failures += check_int(rows[i].shown, strstr(tthc_status_sentence(TTHC_E_CONFLICT, "vi"), "người khác") == NULL, 1);
    tthc_plan_free(changed);
  }
  tthc_plan_free(plan);
  tthc_error_free(err);
  tthc_store_free(store);
  CHECK_NONE_FAILED(failures);
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

static void test_append(void **state) {
  static const char two_and_one_bad[] =
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"kind\": \"event\", \"task\": \"1\","
    " \"day\": \"2026-01-05\"},"
    " {\"kind\": \"event\", \"task\": \"không có\", \"day\": \"2026-01-06\"}]}";
  static const char with_extra[] =
    "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"kind\": \"event\", \"task\": \"1\","
    " \"day\": \"2026-01-05\"}],"
    " \"x-from\": \"cổng\"}";
  char other[sizeof fact_one];
  tthc_store *store = open_store(in_folder("append.db"));
  tthc_plan *plan = small_plan(), *loaded;
  tthc_error *err = tthc_error_new();
  tthc_text *facts;
  (void)state;
  assert_int_equal(tthc_store_append_facts(store, fact_one, -1, err), TTHC_E_NOT_FOUND);
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_store_append_facts(store, fact_one, -1, NULL), 1);
  assert_int_equal(tthc_store_append_facts(store, fact_one, (int64_t)sizeof fact_one - 1, NULL), 0);
  assert_int_equal(tthc_store_append_facts(store, two_and_one_bad, -1, err), TTHC_E_UNKNOWN_ID);
  assert_string_equal(tthc_error_path(err), "/facts/1/task");
  assert_int_equal(stored_facts(store), 1);
  assert_int_equal(tthc_store_append_facts(store, with_extra, -1, NULL), 1);
  strcpy(other, fact_one);
  strstr(other, "40")[0] = '5';
  assert_int_equal(tthc_store_append_facts(store, other, -1, err), TTHC_E_DUPLICATE_ID);
  assert_int_equal(tthc_store_append_facts(store, "[]", -1, err), TTHC_E_TYPE);
  assert_int_equal(tthc_store_append_facts(store, "{\"facts\": []}", -1, err), TTHC_E_MISSING);
  assert_int_equal(tthc_store_append_facts(store, "{", -1, err), TTHC_E_SYNTAX);
  assert_int_equal(tthc_store_append_facts(store, "{\"format\": \"tthcplan/1\", \"id\": \"nho\"}", -1, err),
                   TTHC_E_FORMAT);
  assert_int_equal(stored_facts(store), 2);
  loaded = tthc_store_load(store, "nho", 0, NULL);
  assert_int_equal(tthc_plan_revision(loaded), 1);
  facts = tthc_plan_facts_json(loaded, NULL, NULL);
  assert_non_null(strstr(tthc_text_data(facts), "\"x-from\": \"cổng\""));
  tthc_text_free(facts);
  tthc_plan_free(loaded);
  /* A plan in memory that has another fact of the same id. */
  assert_int_equal(tthc_plan_read_facts(plan, other, -1, NULL, NULL), 1);
  assert_int_equal(tthc_plan_set_subject(plan, "Đổi", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plan, err), TTHC_E_DUPLICATE_ID);
  assert_string_equal(tthc_error_path(err), "/id");
  assert_int_equal(tthc_plan_revision(plan), 1);
  loaded = tthc_store_load(store, "nho", 2, err);
  assert_null(loaded);
  assert_int_equal(tthc_error_code(err), TTHC_E_NOT_FOUND);
  tthc_plan_free(plan);
  tthc_store_free(store);
  tthc_error_free(err);
}

static void test_facts_of_another_revision(void **state) {
  tthc_store *store = open_store(in_folder("outlive.db"));
  tthc_plan *plan = small_plan(), *old;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(tthc_plan_add_task(plan, TTHC_NONE, TTHC_NONE, "2", "Việc hai", NULL), 1);
  assert_int_equal(tthc_plan_add_fact(plan, "{\"kind\": \"event\", \"task\": \"2\", \"day\": \"2026-02-02\"}", -1,
                                      NULL), 0);
  assert_int_equal(tthc_plan_read_facts(plan, fact_one, -1, NULL, NULL), 1);
  assert_int_equal(tthc_store_save(store, plan, NULL), 2);
  old = tthc_store_load(store, "nho", 1, NULL);
  assert_int_equal(tthc_plan_fact_count(old), 1);
  assert_string_equal(tthc_fact_id(old, 0), "f1");
  tthc_plan_free(old);
  assert_int_equal(stored_facts(store), 2);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

static void test_list(void **state) {
  tthc_store *store = open_store(in_folder("list.db"));
  tthc_plan *plans[] = {small_plan(), tthc_plan_new("b-khac", 2025, NULL)};
  tthc_plan_list *list = tthc_store_list_plans(store, NULL);
  (void)state;
  assert_int_equal(tthc_plan_list_count(list), 0);
  tthc_plan_list_free(list);
  assert_int_equal(tthc_store_save(store, plans[0], NULL), 1);
  assert_int_equal(tthc_store_save(store, plans[1], NULL), 1);
  assert_int_equal(tthc_plan_set_number(plans[0], "1/KH", NULL), TTHC_OK);
  assert_int_equal(tthc_store_save(store, plans[0], NULL), 2);
  assert_int_equal(tthc_store_append_facts(store, fact_one, -1, NULL), 1);
  list = tthc_store_list_plans(store, NULL);
  tthc_store_free(store);
  assert_int_equal(tthc_plan_list_count(list), 2);
  assert_string_equal(tthc_plan_list_id(list, 0), "b-khac");
  assert_null(tthc_plan_list_subject(list, 0));
  assert_int_equal(tthc_plan_list_year(list, 0), 2025);
  assert_int_equal(tthc_plan_list_facts(list, 0), 0);
  assert_string_equal(tthc_plan_list_id(list, 1), "nho");
  assert_string_equal(tthc_plan_list_subject(list, 1), "Kế hoạch nhỏ");
  assert_int_equal(tthc_plan_list_revision(list, 1), 2);
  assert_int_equal(tthc_plan_list_facts(list, 1), 1);
  assert_null(tthc_plan_list_id(list, 2));
  assert_null(tthc_plan_list_id(list, -1));
  assert_int_equal(tthc_plan_list_year(NULL, 0), 0);
  tthc_plan_list_free(list);
  tthc_plan_list_free(NULL);
  tthc_plan_free(plans[0]);
  tthc_plan_free(plans[1]);
}

/* --- handles, requests and processes ------------------------------------------------------------------------------ */

static void test_wrong_requests(void **state) {
  tthc_store *store = open_store(in_folder("wrong.db"));
  tthc_plan *plan = small_plan();
  tthc_error *err = tthc_error_new();
  int failures = 0;
  (void)state;
  assert_null(tthc_store_load(store, "nho", 0, err));
  failures += check_int("no plan", tthc_error_code(err), TTHC_E_NOT_FOUND);
  assert_null(tthc_store_load(store, NULL, 0, err));
  failures += check_int("no id", tthc_error_code(err), TTHC_E_ARGUMENT);
  assert_null(tthc_store_load(store, "nho", -1, err));
  failures += check_int("revision", tthc_error_code(err), TTHC_E_ARGUMENT);
  failures += check_int("plan", tthc_store_save(store, NULL, err), TTHC_E_HANDLE);
  failures += check_int("store", tthc_store_save((tthc_store *)(void *)plan, plan, err), TTHC_E_HANDLE);
  failures += check_int("close", tthc_store_close(store, err), TTHC_OK);
  failures += check_int("close twice", tthc_store_close(store, err), TTHC_E_HANDLE);
  failures += check_int("closed", tthc_store_save(store, plan, err), TTHC_E_HANDLE);
  failures += check_int("closed", tthc_store_append_facts(store, fact_one, -1, err), TTHC_E_HANDLE);
  assert_null(tthc_store_load(store, "nho", 0, err));
  assert_null(tthc_store_list_plans(store, err));
  failures += check_int("closed", tthc_error_code(err), TTHC_E_HANDLE);
  tthc_store_free(store);
  tthc_store_free(NULL);
  tthc_plan_free(plan);
  tthc_error_free(err);
  CHECK_NONE_FAILED(failures);
}

/* The exit status of a child that runs the function. */
static int in_child(int (*run)(void *), void *context) {
  int status = -1;
  const pid_t child = fork();
  if (child == 0) _exit(run(context));
  assert_true(child > 0);
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Ends as another program when all is well: what SQLite holds is left on purpose, and no checker shall count it. */
static int use_parents_store(void *context) {
  tthc_store *store = context;
  tthc_error *err = tthc_error_new();
  tthc_plan *plan = small_plan();
  int failures = check_int("save", tthc_store_save(store, plan, err), TTHC_E_FORKED);
  failures += check_int("close", tthc_store_close(store, err), TTHC_E_FORKED);
  failures += tthc_store_load(store, "nho", 0, err) != NULL;
  failures += check_int("load", tthc_error_code(err), TTHC_E_FORKED);
  tthc_store_free(store);
  tthc_plan_free(plan);
  tthc_error_free(err);
  if (failures == 0) execlp("true", "true", (char *)NULL);
  return failures;
}

static void test_fork(void **state) {
  tthc_store *store = open_store(in_folder("fork.db"));
  tthc_plan *plan = small_plan();
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  assert_int_equal(in_child(use_parents_store, store), 0);
  assert_int_equal(tthc_store_append_facts(store, fact_one, -1, NULL), 1);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

enum { WRITERS = 2, APPENDS = 25 };

static int append_many(const char *writer) {
  tthc_store *store = open_store(in_folder("many.db"));
  char json[256];
  int i, failures = 0;
  for (i = 0; i < APPENDS; i++) {
    snprintf(json, sizeof json,
             "{\"format\": \"tthcplan-facts/1\", \"plan\": \"nho\", \"facts\": [{\"id\": \"%s%d\", \"kind\": \"event\","
             " \"task\": \"1\", \"day\": \"2026-01-05\"}]}", writer, i);
    failures += check_int(writer, tthc_store_append_facts(store, json, -1, NULL), 1);
  }
  tthc_store_free(store);
  return failures;
}

/* The file is new to both: the tables are made once. */
static void test_two_processes(void **state) {
  static const char *const names[WRITERS] = {"a", "b"};
  pid_t children[WRITERS];
  tthc_store *store;
  int i, status;
  (void)state;
  for (i = 0; i < WRITERS; i++) {
    children[i] = fork();
    if (children[i] == 0) {
      tthc_plan *plan = small_plan();
      store = open_store(in_folder("many.db"));
      status = check_int("first save", tthc_store_save(store, plan, NULL), 1);
      tthc_store_free(store);
      tthc_plan_free(plan);
      _exit(status + append_many(names[i]));
    }
  }
  for (i = 0; i < WRITERS; i++) {
    assert_int_equal(waitpid(children[i], &status, 0), children[i]);
    assert_int_equal(status, 0);
  }
  store = open_store(in_folder("many.db"));
  assert_int_equal(stored_facts(store), WRITERS * APPENDS);
  tthc_store_free(store);
}

/* Files may not grow: the save fails, and what was saved before is whole. */
static int save_without_room(void *context) {
  const struct rlimit limit = {32 * 1024, 32 * 1024};
  tthc_store *store = open_store(in_folder("full.db"));
  tthc_plan *plan = example_plan();
  int failures = 0;
  (void)context;
  signal(SIGXFSZ, SIG_IGN);
  setrlimit(RLIMIT_FSIZE, &limit);
  failures += check_int("save", tthc_store_save(store, plan, NULL), TTHC_E_DATABASE);
  failures += check_int("revision", tthc_plan_revision(plan), 0);
  failures += check_int("close", tthc_store_close(store, NULL), TTHC_OK);
  tthc_store_free(store);
  tthc_plan_free(plan);
  return failures;
}

static void test_no_room(void **state) {
  tthc_store *store = open_store(in_folder("full.db"));
  tthc_plan *plan = small_plan(), *loaded;
  tthc_plan_list *list;
  (void)state;
  assert_int_equal(tthc_store_save(store, plan, NULL), 1);
  tthc_store_free(store);
  assert_int_equal(in_child(save_without_room, NULL), 0);
  store = open_store(in_folder("full.db"));
  list = tthc_store_list_plans(store, NULL);
  assert_int_equal(tthc_plan_list_count(list), 1);
  loaded = tthc_store_load(store, "nho", 0, NULL);
  CHECK_NONE_FAILED(check_same_text("after", whole_text(loaded), whole_text(plan)));
  tthc_plan_list_free(list);
  tthc_plan_free(loaded);
  tthc_plan_free(plan);
  tthc_store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_comes_back),
    cmocka_unit_test(test_in_memory),
    cmocka_unit_test(test_revisions),
    cmocka_unit_test(test_stale_save),
    cmocka_unit_test(test_facts_of_a_stale_plan),
    cmocka_unit_test(test_members_of_a_stale_plan),
    cmocka_unit_test(test_stale_and_as_the_latest),
    cmocka_unit_test(test_facts_without_a_place),
    cmocka_unit_test(test_conflicts),
    cmocka_unit_test(test_append),
    cmocka_unit_test(test_facts_of_another_revision),
    cmocka_unit_test(test_list),
    cmocka_unit_test(test_wrong_requests),
    cmocka_unit_test(test_fork),
    cmocka_unit_test(test_two_processes),
    cmocka_unit_test(test_no_room),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
