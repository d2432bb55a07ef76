/* Each allocation of a read fails in turn: it says so, leaks nothing, and never gives another plan. */
#include "support/check.h"
#include "support/failing.h"

#include <tthcplan.h>

#include <stdio.h>

static const char table[] =
  "UBND TỈNH X\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ\nSố: 05/KH-SNV\tX, ngày 05 tháng 01 năm 2024\nKẾ HOẠCH\n"
  "Kiểm soát thủ tục hành chính\nCăn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ;\nI. MỤC ĐÍCH\n- Nâng "
  "cao\n"
  "chất lượng.\nII. NHIỆM VỤ\nTT\tNội dung\tChủ trì\tPhối hợp\tThời gian\tGhi chú\nA. Chung\t\t\t\t\t\n"
  "1\tRà soát tối thiểu 50% thủ tục\tPhòng Nội vụ, Văn hóa & Thông tin\tcác đơn vị liên quan\tQuý I\tnote\n"
  "\tcòn lại\t\t\t\t\n2\tBáo cáo\tphòng nội vụ phối hợp với Sở Y tế\tSở KH&CN chủ trì\tThường xuyên\t\n"
  "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Văn A\n";

static const char prose[] =
  "KẾ HOẠCH năm 2024\nI. NHIỆM VỤ\n1. Rà soát\n- Cơ quan chủ trì: Sở A\n- Thời gian: Quý II; phối hợp: Sở B\n"
  "- Nội dung: thêm\n2. Việc (Chủ trì: Sở C; thời hạn: Quý I)\nPHỤ LỤC\nDANH MỤC\n";

/* The plan as JSON, with the call that fails; NULL with the error. */
static tthc_text *read_failing(const char *document, int64_t call, tthc_error *err) {
  tthc_plan *plan;
  tthc_text *json = NULL;
  calls = 0;
  failing = call;
  plan = tthc_plan_read_document(document, -1, NULL, NULL, err);
  failing = 0;
  if (plan != NULL) json = tthc_plan_json(plan, NULL, NULL);
  tthc_plan_free(plan);
  return json;
}

static int check_document(const char *document) {
  tthc_error *err = tthc_error_new();
  tthc_text *whole = read_failing(document, 0, err);
  const int64_t count = calls;
  int64_t call;
  int failures = 0;
  assert_non_null(whole);
  assert_true(count > 300);
  for (call = 1; call <= count && failures < 5; call++) {
    tthc_text *json = read_failing(document, call, err);
    char label[32];
    snprintf(label, sizeof label, "call %d", (int)call);
    if (json == NULL)
      failures += check_int(label, tthc_error_code(err), TTHC_E_MEMORY);
    else
      failures += check_text(label, tthc_text_data(json), tthc_text_data(whole));
    tthc_text_free(json);
  }
  tthc_text_free(whole);
  tthc_error_free(err);
  return failures;
}

static void test_tables(void **state) {
  (void)state;
  CHECK_NONE_FAILED(check_document(table));
}

static void test_prose(void **state) {
  (void)state;
  CHECK_NONE_FAILED(check_document(prose));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_tables), cmocka_unit_test(test_prose)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
