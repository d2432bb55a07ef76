/* The fields that headings of columns and labels of lines name, as real plans write them. */
#include "document/field.h"

#include "base/unicode.h"
#include "support/check.h"

static const char letters[FIELD_COUNT + 1] = "-#TLCKDo"; /* by enum field */

/* The letter of the field, as a text. */
static const char *letter_of(int32_t field) {
  static char letter[2];
  assert_true(field >= 0 && field < FIELD_COUNT);
  letter[0] = letters[field];
  return letter;
}

struct row {
  const char *wanted;
  const char *text;
  const char *value; /* of a line */
};

/* --- headings of columns ------------------------------------------------------------------------------------------ */

static int check_headings(const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    struct buffer folded = {0};
    tthc__put_folded(&folded, rows[i].text, FOLD_PLAIN);
    assert_false(folded.failed);
    failures += check_text(rows[i].text, letter_of(tthc__field_of_heading(folded.size == 0 ? "" : folded.data)),
                           rows[i].wanted);
    tthc__buffer_free(&folded);
  }
  return failures;
}

static void test_headings(void **state) {
  static const struct row rows[] = {
    {"#", "STT", NULL},
    {"#", "TT", NULL},
    {"#", "Stt", NULL},
    {"#", "Số TT", NULL},
    {"#", "SỐ THỨ TỰ", NULL},
    {"#", "Số", NULL},
    {"#", "Mục", NULL},
    {"T", "Nội dung", NULL},
    {"T", "NỘI DUNG CÔNG VIỆC", NULL},
    {"T", "Nội dung công việc", NULL},
    {"T", "Nội dung nhiệm vụ", NULL},
    {"T", "Nội dung hoạt động", NULL},
    {"T", "Nội dung thực hiện", NULL},
    {"T", "Nhiệm vụ", NULL},
    {"T", "Nhiệm vụ/Giải pháp", NULL},
    {"T", "Nhiệm vụ cụ thể", NULL},
    {"T", "Tên nhiệm vụ", NULL},
    {"T", "Tên nhiệm vụ, đề án", NULL},
    {"T", "Công việc", NULL},
    {"T", "Hoạt động", NULL},
    {"T", "Hoạt động chủ yếu", NULL},
    {"T", "Các nhiệm vụ trọng tâm", NULL},
    {"T", "Danh mục thủ tục hành chính", NULL},
    {"T", "Đầu việc", NULL},
    {"T", "Giải pháp thực hiện", NULL},
    {"T", "Nội dung công việc thực hiện", NULL},
    {"L", "Cơ quan chủ trì", NULL},
    {"L", "CƠ QUAN CHỦ TRÌ", NULL},
    {"L", "Đơn vị chủ trì", NULL},
    {"L", "Đơn vị chủ trì thực hiện", NULL},
    {"L", "Cơ quan, đơn vị chủ trì", NULL},
    {"L", "Chủ trì", NULL},
    {"L", "Chủ trì thực hiện", NULL},
    {"L", "Bộ phận chủ trì", NULL},
    {"L", "Đơn vị thực hiện", NULL},
    {"L", "Cơ quan thực hiện", NULL},
    {"L", "Đơn vị", NULL},
    {"L", "Cơ quan", NULL},
    {"L", "Cơ quan, đơn vị", NULL},
    {"L", "Đầu mối thực hiện", NULL},
    {"L", "Phân công thực hiện", NULL},
    {"L", "Trách nhiệm thực hiện", NULL},
    {"L", "Trách nhiệm", NULL},
    {"L", "Thực hiện", NULL},
    {"L", "Người thực hiện", NULL},
    {"L", "Cơ quan chủ trì, phối hợp", NULL},
    {"L", "Chủ trì/Phối hợp", NULL},
    {"C", "Cơ quan phối hợp", NULL},
    {"C", "Đơn vị phối hợp", NULL},
    {"C", "ĐƠN VỊ PHỐI HỢP THỰC HIỆN", NULL},
    {"C", "Phối hợp", NULL},
    {"C", "Cơ quan, đơn vị phối hợp", NULL},
    {"C", "Bộ phận phối hợp", NULL},
    {"K", "Kết quả", NULL},
    {"K", "Kết quả, sản phẩm", NULL},
    {"K", "Sản phẩm", NULL},
    {"K", "Sản phẩm dự kiến", NULL},
    {"K", "Kết quả thực hiện", NULL},
    {"K", "Kết quả đầu ra", NULL},
    {"K", "Dự kiến kết quả", NULL},
    {"D", "Thời gian", NULL},
    {"D", "Thời gian thực hiện", NULL},
    {"D", "THỜI GIAN HOÀN THÀNH", NULL},
    {"D", "Thời hạn", NULL},
    {"D", "Thời hạn hoàn thành", NULL},
    {"D", "Tiến độ", NULL},
    {"D", "Tiến độ thực hiện", NULL},
    {"D", "Lộ trình", NULL},
    {"D", "Hạn hoàn thành", NULL},
    {"D", "Ngày hoàn thành", NULL},
    {"D", "Thời điểm hoàn thành", NULL},
    {"D", "Hoàn thành", NULL},
    {"o", "Ghi chú", NULL},
    {"o", "Kinh phí", NULL},
    {"o", "Nguồn kinh phí", NULL},
    {"o", "Căn cứ pháp lý", NULL},
    {"o", "Chỉ tiêu", NULL},
    {"o", "Đơn vị tính", NULL},
    {"o", "ĐVT", NULL},
    {"o", "Lĩnh vực", NULL},
    {"o", "Dự toán", NULL},
    {"o", "Mục tiêu", NULL},
    {"o", "Văn bản thực hiện", NULL},
  };
  (void)state;
  assert_true(COUNT(rows) >= 60);
  CHECK_NONE_FAILED(check_headings(rows, COUNT(rows)));
}

static void test_headings_without_marks(void **state) {
  static const struct row rows[] = {{"T", "Noi dung cong viec", NULL}, {"L", "Co quan chu tri", NULL},
                                    {"C", "Don vi phoi hop", NULL},    {"D", "Thoi gian thuc hien", NULL},
                                    {"K", "Ket qua", NULL},            {"#", "So TT", NULL}};
  (void)state;
  CHECK_NONE_FAILED(check_headings(rows, COUNT(rows)));
}

static void test_what_is_no_heading(void **state) {
  static const struct row rows[] = {
    {"-", "", NULL},
    {"-", "1", NULL},
    {"-", "A", NULL},
    {"-", "(1)", NULL},
    {"-", "Phòng Nội vụ", NULL},
    {"-", "UBND các xã, thị trấn", NULL},
    {"-", "Quý I/2021", NULL},
    {"-", "Thường xuyên", NULL},
    {"-", "Báo cáo", NULL},
    {"-", "Quyết định", NULL},
    {"-", "Tháng 6", NULL},
    {"-", "Số lượng", NULL},
    {"-", "Năm 2021", NULL},
    {"-", "Cải cách hành chính", NULL},
    {"-", "Rà soát, đánh giá thủ tục hành chính trong phạm vi chức năng, nhiệm vụ của Phòng Tư pháp huyện", NULL},
  };
  (void)state;
  CHECK_NONE_FAILED(check_headings(rows, COUNT(rows)));
}

/* --- labels of lines ---------------------------------------------------------------------------------------------- */

static int check_lines(const struct row *rows, size_t count) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    char *text = check_exact_copy(rows[i].text, strlen(rows[i].text) + 1);
    int32_t value = -1;
    const int32_t field = tthc__field_of_line(text, &value);
    failures += check_text(text, letter_of(field), rows[i].wanted);
    assert_true(value >= 0 && value <= (int32_t)strlen(text));
    if (field != FIELD_NONE && rows[i].value != NULL) failures += check_text(text, text + value, rows[i].value);
    free(text);
  }
  return failures;
}

static void test_lines(void **state) {
  static const struct row rows[] = {
    {"L", "Cơ quan chủ trì: Sở Nội vụ", "Sở Nội vụ"},
    {"L", "Cơ quan chủ trì thực hiện: Sở Nội vụ.", "Sở Nội vụ."},
    {"L", "Đơn vị chủ trì: Phòng Tư pháp", "Phòng Tư pháp"},
    {"L", "Đơn vị chủ trì : Phòng Tư pháp", "Phòng Tư pháp"},
    {"L", "Đơn vị chủ trì:Phòng Tư pháp", "Phòng Tư pháp"},
    {"L", "Cơ quan, đơn vị chủ trì: Phòng Tư pháp", "Phòng Tư pháp"},
    {"L", "Chủ trì: Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh"},
    {"L", "Đơn vị thực hiện: Các phòng chuyên môn", "Các phòng chuyên môn"},
    {"L", "Trách nhiệm thực hiện: Phòng Nội vụ", "Phòng Nội vụ"},
    {"L", "Phân công thực hiện: Phòng Nội vụ", "Phòng Nội vụ"},
    {"L", "Cơ quan chủ trì:", ""},
    {"L", "CƠ QUAN CHỦ TRÌ: SỞ NỘI VỤ", "SỞ NỘI VỤ"},
    {"L", "Co quan chu tri: So Noi vu", "So Noi vu"},
    {"C", "Cơ quan phối hợp: Các sở, ban, ngành", "Các sở, ban, ngành"},
    {"C", "Đơn vị phối hợp: Phòng Tư pháp", "Phòng Tư pháp"},
    {"C", "Phối hợp: Phòng Tư pháp", "Phòng Tư pháp"},
    {"C", "Phối hợp thực hiện: Phòng Tư pháp", "Phòng Tư pháp"},
    {"C", "Cơ quan, đơn vị phối hợp: Phòng Tư pháp", "Phòng Tư pháp"},
    {"D", "Thời gian: Quý I", "Quý I"},
    {"D", "Thời gian thực hiện: Thường xuyên.", "Thường xuyên."},
    {"D", "Thời gian thực hiện:\nThường xuyên", "Thường xuyên"},
    {"D", "Thời gian hoàn thành: Trước 30/6/2021", "Trước 30/6/2021"},
    {"D", "Thời hạn hoàn thành: 2021", "2021"},
    {"D", "Thời hạn: Tháng 6", "Tháng 6"},
    {"D", "Tiến độ thực hiện: Quý II", "Quý II"},
    {"D", "Lộ trình: 2021-2025", "2021-2025"},
    {"D", "Hoàn thành: Quý IV", "Quý IV"},
    {"K", "Kết quả: Báo cáo", "Báo cáo"},
    {"K", "Sản phẩm: Quyết định của UBND huyện", "Quyết định của UBND huyện"},
    {"K", "Kết quả đạt được: 09 : 10", "09 : 10"},
    {"K", "Sản phẩm dự kiến: Kế hoạch", "Kế hoạch"},
    {"T", "Nội dung: Rà soát", "Rà soát"},
    {"T", "Nhiệm vụ: Rà soát", "Rà soát"},
    {"T", "Nội dung công việc: Rà soát", "Rà soát"},
    {"o", "Kinh phí: Ngân sách", "Ngân sách"},
    {"o", "Ghi chú: không", "không"},
    {"o", "Chỉ tiêu: 100%", "100%"},
    /* without a colon */
    {"D", "Thời gian thực hiện sau khi có hướng dẫn của Bộ", "sau khi có hướng dẫn của Bộ"},
    {"D", "Thời gian hoàn thành trước 30/6", "trước 30/6"},
    {"D", "Thời hạn hoàn thành Quý III", "Quý III"},
    {"L", "Cơ quan chủ trì Sở Nội vụ", "Sở Nội vụ"},
    {"L", "Đơn vị chủ trì Phòng Nội vụ", "Phòng Nội vụ"},
    {"C", "Cơ quan phối hợp Sở Nội vụ", "Sở Nội vụ"},
    {"C", "Đơn vị phối hợp UBND các xã", "UBND các xã"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_lines(rows, COUNT(rows)));
}

static void test_what_is_no_labelled_line(void **state) {
  static const struct row rows[] = {
    {"-", "", NULL},
    {"-", ":", NULL},
    {"-", ": Sở Nội vụ", NULL},
    {"-", "Rà soát thủ tục hành chính", NULL},
    {"-", "Nơi nhận: Như trên", NULL},
    {"-", "Số: 05/KH-UBND", NULL},
    {"-", "STT: 1", NULL},
    {"-", "Lưu: VT", NULL},
    {"-", "Thời gian qua, huyện đã triển khai nhiều nội dung", NULL},
    {"-", "Thời gian thực hiện", NULL},
    {"-", "Đơn vị chủ trì", NULL},
    {"-", "Các đơn vị phối hợp triển khai các nội dung sau: rà soát", NULL},
    {"-", "UBND huyện giao các đơn vị: Phòng Nội vụ, Phòng Tư pháp", NULL},
    {"-", "Giao Phòng Nội vụ chủ trì: rà soát", NULL},
    {"-", "Phòng Nội vụ: chủ trì tham mưu", NULL},
    {"-",
     "Cải cách thủ tục hành chính, nâng cao chất lượng dịch vụ công, cải thiện môi trường đầu tư kinh doanh: kết quả",
     NULL},
  };
  (void)state;
  CHECK_NONE_FAILED(check_lines(rows, COUNT(rows)));
}

static void test_names(void **state) {
  int32_t field;
  (void)state;
  for (field = FIELD_NONE; field < FIELD_COUNT; field++)
    assert_true(*tthc__field_name(field).vi != '\0' && *tthc__field_name(field).en != '\0');
  assert_string_equal(tthc__field_name(FIELD_LEAD).vi, "cơ quan chủ trì");
  assert_string_equal(tthc__field_name(FIELD_LEAD).en, "lead");
  assert_string_equal(tthc__field_name(-1).vi, tthc__field_name(FIELD_NONE).vi);
  assert_string_equal(tthc__field_name(FIELD_COUNT).vi, tthc__field_name(FIELD_NONE).vi);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_headings),
    cmocka_unit_test(test_headings_without_marks),
    cmocka_unit_test(test_what_is_no_heading),
    cmocka_unit_test(test_lines),
    cmocka_unit_test(test_what_is_no_labelled_line),
    cmocka_unit_test(test_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
