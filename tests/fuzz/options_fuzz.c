/* The first byte chooses a call; any bytes behind it as its options, or as a scheme or log: refused with words, or taken. */
#include "fuzz/plans.h"

static struct {
  tthc_plan *plan;
  tthc_assessment *assessment;
  tthc_store *store;
} given;

static void prepare(void) {
  if (given.plan != NULL) return;
  given.plan = new_plan();
  given.assessment = assess(given.plan, tthc_plan_last_day(given.plan) - 100);
  given.store = new_kept_store();
  MUST(given.assessment != NULL && tthc_store_save(given.store, given.plan, NULL) == 1);
}

/* A result's text, which it must have. Gives 1. */
static int text_of(tthc_text *text) {
  MUST(text != NULL && tthc_text_size(text) > 0);
  tthc_text_free(text);
  return 1;
}

static int json_of(tthc_text *json) {
  MUST(json != NULL);
  must_be_json(tthc_text_data(json), tthc_text_size(json));
  return text_of(json);
}

static int plan_of(tthc_plan *plan) {
  if (plan == NULL) return 0;
  must_read_back(plan);
  tthc_plan_free(plan);
  return 1;
}

/* --- the calls: 1 when taken, 0 when refused ---------------------------------------------------------------------- */

static int assessing(const char *json, tthc_error *err) {
  tthc_assessment *a = tthc_assessment_new(given.plan, shipped_calendar(), tthc_plan_last_day(given.plan), json, err);
  if (a == NULL) return 0;
  findings_must_speak(tthc_assessment_findings(a, NULL));
  json_of(tthc_assessment_json(a, NULL, NULL));
  tthc_assessment_free(a);
  return 1;
}

static int making_a_calendar(const char *json, tthc_error *err) {
  tthc_calendar *calendar = tthc_calendar_new(json, err);
  tthc_assessment *a;
  if (calendar == NULL) return 0;
  a = tthc_assessment_new(given.plan, calendar, tthc_plan_last_day(given.plan), NULL, NULL);
  if (a != NULL) json_of(tthc_assessment_json(a, NULL, NULL));
  tthc_assessment_free(a);
  tthc_calendar_free(calendar);
  return 1;
}

static int deriving(const char *json, tthc_error *err) { return plan_of(tthc_plan_derive(given.plan, "b", json, err)); }

static int carrying_over(const char *json, tthc_error *err) {
  return plan_of(tthc_plan_carry_over(given.plan, given.assessment, json, err));
}

static int explaining(const char *json, tthc_error *err) {
  tthc_text *text = tthc_deadline_explain(shipped_calendar(), "Hàng quý, trước ngày 15/6 và đột xuất", json, err);
  return text != NULL && json_of(text);
}

static int follow_up_of(tthc_follow_up *follow_up) {
  int32_t i;
  if (follow_up == NULL) return 0;
  json_of(tthc_follow_up_json(follow_up, NULL, NULL));
  json_of(tthc_follow_up_log_json(follow_up, NULL));
  for (i = 0; i < tthc_follow_up_digest_count(follow_up); i++) text_of(tthc_follow_up_text(follow_up, i, "vi", NULL));
  tthc_follow_up_free(follow_up);
  return 1;
}

static int following_up(const char *json, tthc_error *err) {
  return follow_up_of(tthc_follow_up_new(given.plan, given.assessment, shipped_calendar(), NULL, 0, json, err));
}

static int going_on_from_a_log(const char *json, tthc_error *err) {
  return follow_up_of(tthc_follow_up_new(given.plan, given.assessment, shipped_calendar(), json, -1, NULL, err));
}

static int ranking_of(tthc_ranking *ranking) {
  if (ranking == NULL) return 0;
  json_of(tthc_ranking_json(ranking, "vi", NULL));
  text_of(tthc_ranking_text(ranking, "en", NULL));
  tthc_ranking_free(ranking);
  return 1;
}

static int ranking_by(const char *json, tthc_error *err) {
  return ranking_of(tthc_ranking_new(given.plan, given.assessment, json, -1, NULL, err));
}

static int scoring(const char *json, tthc_error *err) {
  static const char scheme[] =
    "{\"format\": \"tthcplan-rating/1\", \"id\": \"s\", \"name\": \"S\", \"version\": \"1\", \"criteria\": [{\"id\": \"m\","
    " \"name\": \"M\", \"points\": 10, \"measure\": \"manual\"}, {\"id\": \"t\", \"name\": \"T\", \"points\": 2.5,"
    " \"measure\": \"late-days-deduction\", \"per\": 0.25}], \"classes\": [{\"id\": \"c\", \"name\": \"C\", \"from\": 0}]}";
  return ranking_of(tthc_ranking_new(given.plan, given.assessment, scheme, -1, json, err));
}

static int reporting(const char *json, tthc_error *err) {
  tthc_report *report = tthc_report_new(given.plan, shipped_calendar(), "kstt:2021-Q2", json, err);
  if (report == NULL) return 0;
  json_of(tthc_report_json(report, NULL, NULL));
  text_of(tthc_report_text(report, "vi", NULL));
  tthc_report_free(report);
  return 1;
}

static int telling_senders(const char *json, tthc_error *err) {
  tthc_text *text = tthc_plan_senders_json(given.plan, json, err);
  return text != NULL && json_of(text);
}

static int tallying(const char *json, tthc_error *err) {
  tthc_tally *tally = tthc_tally_new(shipped_calendar(), json, err);
  if (tally == NULL) return 0;
  tthc_tally_add_dossier(tally, "a", "1", tthc_plan_first_day(given.plan), TTHC_NO_DAY, TTHC_NO_DAY, NULL, NULL);
  json_of(tthc_tally_json(tally, NULL, NULL));
  tthc_tally_free(tally);
  return 1;
}

static int telling_columns(const char *json, tthc_error *err) {
  static const char csv[] = "Đơn vị;Mã;Ngày nhận;Hạn;Ngày kết thúc;Kênh;Trạng thái\nA;1;15/3/2021;20/3/2021;;Một cửa;\n";
  tthc_tally *tally = tthc_tally_new(shipped_calendar(), "{\"first_day\": \"2021-01-01\", \"last_day\": \"2021-12-31\"}", NULL);
  const int32_t rc = tthc_tally_read_csv(tally, given.plan, csv, -1, json, err);
  if (rc >= 0) json_of(tthc_tally_json(tally, NULL, NULL));
  tthc_tally_free(tally);
  return rc >= 0;
}

static int adding_progress(const char *json, tthc_error *err) {
  tthc_plan *plan = new_plan();
  const int32_t before = tthc_plan_fact_count(plan), day = tthc_plan_last_day(plan);
  const int32_t rc = tthc_plan_add_progress(plan, tthc_plan_find_task(plan, "A.1.1"), tthc_plan_find_unit(plan, "a"),
                                            "2021-Q2", TTHC_SAYS_DONE, day, json, err);
  MUST(tthc_plan_fact_count(plan) - before == (rc == before));
  must_read_back(plan);
  tthc_plan_free(plan);
  return rc >= 0;
}

static int querying(const char *json, tthc_error *err) {
  tthc_query *query = tthc_store_query(given.store, json, err);
  const int taken = query != NULL;
  tthc_query_free(query);
  return taken;
}

static int finding_values(const char *json, tthc_error *err) {
  tthc_value_list *list = tthc_store_values(given.store, json, err);
  if (list == NULL) return 0;
  json_of(tthc_value_list_json(list, NULL));
  tthc_value_list_free(list);
  return 1;
}

static int finding_follow_ups(const char *json, tthc_error *err) {
  tthc_follow_up_list *list = tthc_store_follow_ups(given.store, json, err);
  if (list == NULL) return 0;
  json_of(tthc_follow_up_list_json(list, NULL));
  tthc_follow_up_list_free(list);
  return 1;
}

static int rolling_up(const char *json, tthc_error *err) {
  tthc_rollup_list *list = tthc_store_rollup(given.store, json, err);
  const int taken = list != NULL;
  tthc_rollup_list_free(list);
  return taken;
}

static int searching(const char *json, tthc_error *err) {
  tthc_search *search = tthc_store_search(given.store, "t", json, err);
  if (search == NULL) return 0;
  json_of(tthc_search_json(search, NULL));
  tthc_search_free(search);
  return 1;
}

static int reading_the_trail(const char *json, tthc_error *err) {
  tthc_trail *trail = tthc_store_trail(given.store, json, err);
  if (trail == NULL) return 0;
  json_of(tthc_trail_json(trail, NULL));
  tthc_trail_free(trail);
  return 1;
}

static int acting(const char *json, tthc_error *err) { return tthc_store_act_as(given.store, json, err) == TTHC_OK; }

/* --- the input ---------------------------------------------------------------------------------------------------- */

typedef int call(const char *json, tthc_error *err);

static const struct {
  char letter;
  call *call;
} calls[] = {
  {'a', assessing},       {'c', making_a_calendar}, {'d', deriving},       {'e', explaining},        {'f', following_up},
  {'g', going_on_from_a_log}, {'k', ranking_by},    {'l', scoring},        {'m', telling_columns},   {'n', telling_senders},
  {'o', carrying_over},   {'p', adding_progress},   {'q', querying},       {'r', reporting},         {'s', searching},
  {'t', tallying},        {'u', rolling_up},        {'v', finding_values}, {'w', finding_follow_ups}, {'x', reading_the_trail},
  {'y', acting},
};

/* About what was given; a result too large to be made is one, too. */
static void must_be_refused(const tthc_error *err) {
  const int32_t code = tthc_error_code(err);
  must_speak(err, code);
  if (code < TTHC_E_DEADLINE || code > TTHC_E_ARGUMENT) fprintf(stderr, "%s\n", tthc_error_problems_json(err, "en"));
  MUST((code <= TTHC_E_ARGUMENT && code >= TTHC_E_DEADLINE) || code == TTHC_E_NOT_FOUND);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  tthc_error *err = tthc_error_new();
  size_t i;
  prepare();
  for (i = 0; i < sizeof calls / sizeof *calls; i++) {
    if (*text != calls[i].letter) continue;
    if (calls[i].call(text + 1, err))
      MUST(tthc_error_code(err) == TTHC_OK);
    else
      must_be_refused(err);
  }
  tthc_error_free(err);
  free(text);
  return 0;
}
