/*
 * build_plan: builds a small plan in code, from nothing, and prints it as a document.
 */
#include <tthcplan.h>

#include <stdio.h>
#include <stdlib.h>

static tthc_error *err;

/* Every call that adds or sets gives a negative code on failure. */
static int32_t checked(int32_t result) {
  if (result < 0) {
    fprintf(stderr, "%s (%s)\n", tthc_error_message(err, "vi"), tthc_error_path(err));
    exit(1);
  }
  return result;
}

static int32_t add_task(tthc_plan *plan, int32_t section, const char *label, const char *title, int32_t lead,
                        const char *deliverable, const char *deadline) {
  const int32_t task = checked(tthc_plan_add_task(plan, section, TTHC_NONE, label, title, err));
  checked(tthc_task_add_lead(plan, task, lead, err));
  checked(tthc_task_set_lead_text(plan, task, tthc_unit_name(plan, lead), err));
  checked(tthc_task_set_deliverable(plan, task, deliverable, err));
  checked(tthc_task_set_deadline(plan, task, deadline, err));
  return task;
}

int main(void) {
  int32_t office, justice, both, section, task, indicator;
  tthc_plan *plan;
  tthc_text *json;
  err = tthc_error_new();
  plan = tthc_plan_new("xa-phu-ly-2021", 2021, err);
  if (plan == NULL) return 1;
  checked(tthc_plan_set_subject(plan, "Kiểm soát thủ tục hành chính xã Phú Lý năm 2021", err));
  checked(tthc_plan_set_authority(plan, "UBND xã Phú Lý", err));
  checked(tthc_plan_set_number(plan, "05/KH-UBND", err));
  checked(tthc_plan_set_issued_day(plan, tthc_day_from_civil(2021, 1, 15, err), err));

  office = checked(tthc_plan_add_unit(plan, NULL, "Công chức Văn phòng - Thống kê", TTHC_UNIT_SINGLE, err));
  justice = checked(tthc_plan_add_unit(plan, NULL, "Công chức Tư pháp - Hộ tịch", TTHC_UNIT_SINGLE, err));
  both = checked(tthc_plan_add_unit(plan, "cong-chuc", "Công chức chuyên môn", TTHC_UNIT_GROUP, err));
  checked(tthc_unit_add_member(plan, both, office, TTHC_NO_DAY, TTHC_NO_DAY, err));
  checked(tthc_unit_add_member(plan, both, justice, TTHC_NO_DAY, TTHC_NO_DAY, err));

  section = checked(tthc_plan_add_section(plan, "A", "Công khai thủ tục hành chính", err));
  add_task(plan, section, "1", "Niêm yết thủ tục hành chính tại Bộ phận một cửa", office, "Bảng niêm yết",
           "Quý I/2021");
  add_task(plan, section, "2", "Rà soát thủ tục hành chính", both, "Báo cáo rà soát", "Từ tháng 02 đến tháng 9/2021");
  task = add_task(plan, section, "3", "Tiếp nhận hồ sơ trực tuyến", both, "Báo cáo", "Thường xuyên");

  indicator = checked(tthc_plan_add_indicator(plan, "truc-tuyen", "Tỷ lệ hồ sơ trực tuyến", TTHC_RATIO,
                                              TTHC_PER_PERIOD, err));
  checked(tthc_indicator_set_task(plan, indicator, task, err));
  checked(tthc_indicator_set_names(plan, indicator, "hồ sơ trực tuyến", "tổng số hồ sơ", "%", err));
  checked(tthc_indicator_add_target(plan, indicator, TTHC_AT_LEAST, "20", NULL, TTHC_NONE, NULL, err));

  json = tthc_plan_json(plan, NULL, err);
  if (json == NULL) return 1;
  fputs(tthc_text_data(json), stdout);
  tthc_text_free(json);
  tthc_plan_free(plan);
  tthc_error_free(err);
  return 0;
}
