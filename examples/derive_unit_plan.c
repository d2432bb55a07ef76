/*
 * derive_unit_plan: makes a unit's own plan from its superior's, and brings it up to an amended one.
 *
 *   derive_unit_plan PLAN.json UNIT                     prints the unit's plan
 *   derive_unit_plan PLAN.json --update OLD.json LOCAL.json  prints LOCAL, derived from OLD, brought up to PLAN
 *
 * What an update did goes to standard error, one line a change. Exit status: 0; 1 when something is to be decided by a
 * person (a conflict) or failed; 2 for a wrong call.
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const tthc_error *err) {
  fprintf(stderr, "%s: %s\n", what, tthc_error_message(err, "vi"));
  if (tthc_error_path(err) != NULL) fprintf(stderr, "  tại %s\n", tthc_error_path(err));
  exit(1);
}

static tthc_plan *load(const char *path, tthc_error *err) {
  tthc_text *text = tthc_text_from_file(path, err);
  tthc_plan *plan = text == NULL ? NULL : tthc_plan_read(tthc_text_data(text), tthc_text_size(text), NULL, err);
  tthc_text_free(text);
  if (plan == NULL) fail(path, err);
  return plan;
}

/* With its facts, so that the file can be sent back to be rolled up. */
static void print_plan(const tthc_plan *plan, tthc_error *err) {
  tthc_text *text = tthc_plan_json(plan, "{\"facts\": true}", err);
  if (text == NULL) fail("", err);
  fputs(tthc_text_data(text), stdout);
  tthc_text_free(text);
}

/* What the unit has to look at, such as that nothing falls to it. */
static void print_findings(const tthc_plan *plan, tthc_error *err) {
  tthc_findings *findings = tthc_plan_findings(plan, err);
  int32_t i;
  for (i = 0; i < tthc_findings_count(findings); i++)
    fprintf(stderr, "%s: %s\n", tthc_finding_name(tthc_findings_code(findings, i)),
            tthc_findings_message(findings, i, "vi"));
  tthc_findings_free(findings);
}

static const char *show(const char *text) { return text == NULL ? "—" : text; }

/* "xung đột, giữ nội dung của đơn vị: A.1 deadline: trước <…>, cấp trên <…>, đơn vị <…>" */
static void print_row(const tthc_merge *merge, int32_t row) {
  const char *member = tthc_merge_member(merge, row);
  fprintf(stderr, "%s: %s", tthc_merge_kind_name(tthc_merge_kind(merge, row), "vi"), show(tthc_merge_id(merge, row)));
  if (member != NULL)
    fprintf(stderr, " %s: trước <%s>, cấp trên <%s>, đơn vị <%s>", member, show(tthc_merge_before(merge, row)),
            show(tthc_merge_theirs(merge, row)), show(tthc_merge_ours(merge, row)));
  fprintf(stderr, "\n");
}

static int derive(const char *path, const char *unit, tthc_error *err) {
  tthc_plan *superior = load(path, err);
  tthc_plan *plan = tthc_plan_derive(superior, unit, NULL, err);
  if (plan == NULL) fail(unit, err);
  print_plan(plan, err);
  print_findings(plan, err);
  tthc_plan_free(plan);
  tthc_plan_free(superior);
  return 0;
}

static int update(const char *path, const char *old_path, const char *local_path, tthc_error *err) {
  tthc_plan *now = load(path, err), *before = load(old_path, err), *local = load(local_path, err);
  tthc_merge *merge = tthc_plan_rederive(before, now, local, NULL, err);
  tthc_plan *plan = merge == NULL ? NULL : tthc_merge_plan(merge, err);
  int32_t row, conflicts;
  if (plan == NULL) fail(local_path, err);
  print_plan(plan, err);
  for (row = 0; row < tthc_merge_count(merge); row++) print_row(merge, row);
  conflicts = tthc_merge_conflicts(merge);
  fprintf(stderr, "%d thay đổi, %d xung đột\n", tthc_merge_count(merge), conflicts);
  tthc_plan_free(plan);
  tthc_merge_free(merge);
  tthc_plan_free(local);
  tthc_plan_free(before);
  tthc_plan_free(now);
  return conflicts > 0;
}

int main(int argc, char **argv) {
  tthc_error *err = tthc_error_new();
  int status = 2;
  if (argc == 3 && argv[2][0] != '-')
    status = derive(argv[1], argv[2], err);
  else if (argc == 5 && strcmp(argv[2], "--update") == 0)
    status = update(argv[1], argv[3], argv[4], err);
  else
    fprintf(stderr, "derive_unit_plan PLAN.json UNIT | derive_unit_plan PLAN.json --update OLD.json LOCAL.json\n");
  tthc_error_free(err);
  return status;
}
