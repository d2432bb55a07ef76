/*
 * save_plan: puts a plan and its facts into a store. Doing it again adds nothing.
 *
 *   save_plan STORE.db PLAN.json [FACTS.json]
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>

static void fail(const char *what, const tthc_error *err) {
  int32_t more = tthc_error_problem_count(err) - 1;
  fprintf(stderr, "%s: %s\n", what, tthc_error_message(err, "vi"));
  if (tthc_error_line(err) > 0)
    fprintf(stderr, "  tại %s, dòng %d, cột %d\n", tthc_error_path(err), tthc_error_line(err), tthc_error_column(err));
  if (more > 0) fprintf(stderr, "  và %d lỗi khác\n", more);
  exit(1);
}

static tthc_text *read_file(const char *path, tthc_error *err) {
  tthc_text *text = tthc_text_from_file(path, err);
  if (text == NULL) fail(path, err);
  return text;
}

int main(int argc, char **argv) {
  tthc_error *err = tthc_error_new();
  tthc_store *store;
  tthc_plan *plan;
  tthc_text *text;
  int32_t revision, facts = 0;
  if (argc < 3 || argc > 4) {
    fprintf(stderr, "save_plan STORE.db PLAN.json [FACTS.json]\n");
    return 2;
  }
  text = read_file(argv[2], err);
  plan = tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  if (plan == NULL) fail(argv[2], err);
  tthc_text_free(text);

  store = tthc_store_open(argv[1], NULL, err);
  if (store == NULL) fail(argv[1], err);
  revision = tthc_store_save(store, plan, err);
  if (revision < 0) fail(argv[1], err);
  if (argc == 4) {
    text = read_file(argv[3], err);
    facts = tthc_store_append_facts(store, tthc_text_data(text), tthc_text_size(text), err);
    if (facts < 0) fail(argv[3], err);
    tthc_text_free(text);
  }
  if (tthc_store_close(store, err) != TTHC_OK) fail(argv[1], err);
  printf("Đã lưu kế hoạch %s, bản %d; thêm %d số liệu\n", tthc_plan_id(plan), revision, facts);

  tthc_store_free(store);
  tthc_plan_free(plan);
  tthc_error_free(err);
  return 0;
}
