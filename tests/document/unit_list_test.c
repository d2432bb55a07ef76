/* Cells cut into bodies, by tables of cells; the keys under which spellings meet, slips, and kinds of bodies. */
#include "document/unit_list.h"
#include "document/unit_name.h"

#include "base/unicode.h"
#include "support/check.h"
#include "support/samples.h"

#include <tthcplan.h>

/* --- names known -------------------------------------------------------------------------------------------------- */

static int set_up(void **state) {
  static struct unit_names names;
  struct buffer json = {0};
  char path[1024];
  const char *root = getenv("TTHC_TEST_SOURCE_DIR");
  tthc_plan *plan;
  int32_t i;
  *state = &names;
  snprintf(path, sizeof path, "%s/lib/document/data/standard-units.json", root == NULL ? "." : root);
  assert_true(sample_read_file(path, &json));
  plan = tthc_plan_read(json.data, json.size, NULL, NULL);
  assert_non_null(plan);
  for (i = 0; i < tthc_plan_unit_count(plan); i++)
    assert_int_equal(tthc__unit_names_add(&names, tthc_unit_name(plan, i), NULL), TTHC_OK);
  tthc_plan_free(plan);
  tthc__buffer_free(&json);
  return 0;
}

static int tear_down(void **state) {
  tthc__unit_names_free(*state);
  return 0;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

/*
 * "A + ~B + ?C, D + !E + {words}": a name that got its noun back, one with a comma that may part it, one that nothing
 * parts from the next, a remark. Owned by the caller.
 */
static char *bodies_of(const char *text, const struct unit_names *names, int32_t *named) {
  static const char *const marks[] = {"", "~", "?", "!", ""};
  struct arena arena = {0};
  struct bodies bodies;
  struct buffer out = {0};
  char *exact = check_exact_copy(text, strlen(text) + 1);
  int32_t i;
  assert_int_equal(tthc__split_units(exact, names, &arena, &bodies, NULL), TTHC_OK);
  *named = 0;
  tthc__put(&out, "");
  for (i = 0; i < bodies.count; i++) {
    const struct body *body = &bodies.items[i];
    assert_int_equal(body->name == NULL, body->doubt == BODY_REMARK);
    if (body->doubt != BODY_SURE) assert_non_null(body->about);
    if (i > 0) tthc__put(&out, " + ");
    if (body->name == NULL) tthc__put(&out, "{");
    tthc__put(&out, marks[body->doubt]);
    tthc__put(&out, body->name == NULL ? body->about : body->name);
    if (body->name == NULL) tthc__put(&out, "}");
    *named += body->name != NULL;
  }
  tthc__arena_free(&arena);
  free(exact);
  assert_false(out.failed);
  return out.data;
}

struct row {
  const char *cell;
  const char *wanted;
};

static int check_cells(const struct row *rows, size_t count, const struct unit_names *names) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    int32_t named;
    char *got = bodies_of(rows[i].cell, names, &named);
    failures += check_text(rows[i].cell, got == NULL ? "" : got, rows[i].wanted);
    free(got);
  }
  return failures;
}

static void test_single_bodies(void **state) {
  static const struct row rows[] = {
    {"", ""},
    {" ", ""},
    {"-", ""},
    {";", ""},
    {"Phòng Nội vụ", "Phòng Nội vụ"},
    {"Phòng Nội vụ.", "Phòng Nội vụ"},
    {"Phòng Nội vụ;", "Phòng Nội vụ"},
    {"- Phòng Nội vụ", "Phòng Nội vụ"},
    {"Phòng Tài chính - Kế hoạch", "Phòng Tài chính - Kế hoạch"},
    {"Phòng Tài chính & Kế hoạch", "Phòng Tài chính & Kế hoạch"},
    {"Phòng Tài chính và Kế hoạch", "Phòng Tài chính và Kế hoạch"},
    {"Phòng Văn hóa và Thông tin", "Phòng Văn hóa và Thông tin"},
    {"Phòng Văn hoá & Thông tin huyện", "Phòng Văn hoá & Thông tin huyện"},
    {"Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"},
    {"Sở Văn hoá, Thể thao và Du lịch tỉnh", "Sở Văn hoá, Thể thao và Du lịch tỉnh"},
    {"Sở Lao động - Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"},
    {"Sở Lao động, Thương binh và Xã hội", "Sở Lao động, Thương binh và Xã hội"},
    {"Phòng Nội vụ, Lao động - Thương binh và Xã hội", "Phòng Nội vụ, Lao động - Thương binh và Xã hội"},
    {"Văn phòng HĐND và UBND huyện", "Văn phòng HĐND và UBND huyện"},
    {"Văn phòng HĐND&UBND", "Văn phòng HĐND&UBND"},
    {"Báo và Phát thanh, Truyền hình tỉnh", "Báo và Phát thanh, Truyền hình tỉnh"},
    {"Trung tâm Văn hóa, Thông tin và Thể thao", "Trung tâm Văn hóa, Thông tin và Thể thao"},
    {"Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công"},
    {"Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"},
    {"Văn phòng (Bộ phận một cửa, tiếp dân)", "{(Bộ phận một cửa, tiếp dân)} + Văn phòng"},
    {"UBND các xã, thị trấn", "UBND các xã, thị trấn"},
    {"UBND các xã, phường, thị trấn", "UBND các xã, phường, thị trấn"},
    {"UBND cấp xã", "UBND cấp xã"},
    {"UBND cấp huyện, cấp xã", "UBND cấp huyện, cấp xã"},
    {"Các sở, ban, ngành", "Các sở, ban, ngành"},
    {"Các Sở, Ban, Ngành tỉnh", "Các Sở, Ban, Ngành tỉnh"},
    {"Các phòng, ban chuyên môn", "Các phòng, ban chuyên môn"},
    {"Các cơ quan, đơn vị liên quan", "Các cơ quan, đơn vị liên quan"},
    {"Các cơ quan, tổ chức, cá nhân có liên quan", "Các cơ quan, tổ chức, cá nhân có liên quan"},
    {"cac so, ban, nganh", "cac so, ban, nganh"},
    {"Phong Van hoa va Thong tin", "Phong Van hoa va Thong tin"},
  };
  CHECK_NONE_FAILED(check_cells(rows, COUNT(rows), *state));
}

static void test_lists(void **state) {
  static const struct row rows[] = {
    {"Phòng Nội vụ, Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phòng Nội vụ; Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phòng Nội vụ và Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phòng Nội vụ\nPhòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"- Phòng Nội vụ\n- Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phòng Nội vụ; và Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phòng Nội vụ, và Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phòng Nội vụ & Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phòng Nội vụ. Phòng Tư pháp", "Phòng Nội vụ + Phòng Tư pháp"},
    {"Phong Noi vu va Phong Tu phap", "Phong Noi vu + Phong Tu phap"},
    {"SỞ NỘI VỤ VÀ SỞ TƯ PHÁP", "SỞ NỘI VỤ + SỞ TƯ PHÁP"},
    {"Phòng Nội vụ, phòng Tư pháp, Công an huyện", "Phòng Nội vụ + phòng Tư pháp + Công an huyện"},
    {"Phòng Văn hóa và Thông tin và Phòng Tư pháp", "Phòng Văn hóa và Thông tin + Phòng Tư pháp"},
    {"Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch + Sở Nội vụ"},
    {"Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch và Sở Y tế",
     "Sở Nội vụ + Sở Văn hóa, Thể thao và Du lịch + Sở Y tế"},
    {"Phòng Nội vụ, UBND các xã, thị trấn", "Phòng Nội vụ + UBND các xã, thị trấn"},
    {"Phòng Nội vụ và UBND các xã, thị trấn", "Phòng Nội vụ + UBND các xã, thị trấn"},
    {"UBND các xã, thị trấn, Phòng Nội vụ", "UBND các xã, thị trấn + Phòng Nội vụ"},
    {"Các cơ quan chuyên môn; UBND các xã, thị trấn", "Các cơ quan chuyên môn + UBND các xã, thị trấn"},
    {"Các cơ quan chuyên môn, UBND các xã, thị trấn", "Các cơ quan chuyên môn + UBND các xã, thị trấn"},
    {"Thủ trưởng các sở, ban, ngành", "Thủ trưởng các sở, ban, ngành"},
    {"Giám đốc các sở, ban, ngành; Sở Y tế", "Giám đốc các sở, ban, ngành + Sở Y tế"},
    {"Người đứng đầu các cơ quan, đơn vị", "Người đứng đầu các cơ quan, đơn vị"},
    {"Các sở, ban, ngành; UBND cấp huyện", "Các sở, ban, ngành + UBND cấp huyện"},
    {"Các sở, ban, ngành và UBND cấp huyện", "Các sở, ban, ngành + UBND cấp huyện"},
    {"Sở Tài chính và cơ quan, địa phương liên quan", "Sở Tài chính + cơ quan, địa phương liên quan"},
    {"Phòng Nội vụ và các đơn vị liên quan", "Phòng Nội vụ + các đơn vị liên quan"},
    {"Phòng Nội vụ, các đơn vị liên quan", "Phòng Nội vụ + các đơn vị liên quan"},
    {"Văn phòng HĐND và UBND huyện, các phòng, ban", "Văn phòng HĐND và UBND huyện + các phòng, ban"},
    {"Văn phòng HĐND và UBND và Phòng Nội vụ", "Văn phòng HĐND và UBND + Phòng Nội vụ"},
    {"Công an huyện, Bảo hiểm xã hội huyện", "Công an huyện + Bảo hiểm xã hội huyện"},
    {"Các Sở: Nội vụ; các đơn vị liên quan, Phòng Tư pháp", "Sở Nội vụ + các đơn vị liên quan + Phòng Tư pháp"},
    {"Các Sở: ; Công an tỉnh", "Các Sở: + Công an tỉnh"},
    {"Các Sở: , Nội vụ", "Các Sở: , Nội vụ"},
    {"Các Sở: ", "Các Sở:"},
    {"Các Sở: Nội vụ, Tư pháp", "Sở Nội vụ + ~Sở Tư pháp"},
    {"Các phòng: Nội vụ, Tư pháp, Y tế", "phòng Nội vụ + ~phòng Tư pháp + ~phòng Y tế"},
    {"Các Sở: Nội vụ, Tư pháp; UBND cấp huyện", "Sở Nội vụ + ~Sở Tư pháp + UBND cấp huyện"},
  };
  CHECK_NONE_FAILED(check_cells(rows, COUNT(rows), *state));
}

static void test_doubts(void **state) {
  static const struct row rows[] = {
    {"Phòng Nội vụ, Văn hóa & Thông tin", "Phòng Nội vụ + ~Phòng Văn hóa & Thông tin"},
    {"Sở Nội vụ, Văn hóa, Thể thao và Du lịch, Y tế", "Sở Nội vụ + ~Sở Văn hóa, Thể thao và Du lịch + ~Sở Y tế"},
    {"Sở Nội vụ, Lao động - Thương binh và Xã hội; Thông tin và Truyền thông",
     "Sở Nội vụ + ~Sở Lao động - Thương binh và Xã hội + Thông tin và Truyền thông"},
    {"Phòng Nội vụ và Tư pháp", "Phòng Nội vụ + ~Phòng Tư pháp"},
    {"Sở Nội vụ, Tư pháp", "Sở Nội vụ + ~Sở Tư pháp"},
    {"Sở Nội vụ, Tư pháp, Y tế", "Sở Nội vụ + ~Sở Tư pháp + ~Sở Y tế"},
    {"Phòng Rau, Quả", "?Phòng Rau, Quả"},
    {"Ban Văn hóa, Giáo dục", "?Ban Văn hóa, Giáo dục"},
    {"Phòng Nội vụ Phòng Tư pháp", "!Phòng Nội vụ + Phòng Tư pháp"},
    {"Sở Nội vụ Công an tỉnh", "!Sở Nội vụ + Công an tỉnh"},
    {"UBND xã, phường, đặc khu Sở Tài chính", "!UBND xã, phường, đặc khu + Sở Tài chính"},
    {"Sở Nội vụ chủ trì", "{chủ trì} + Sở Nội vụ"},
    {"Sở Nội vụ chủ trì, phối hợp", "{phối hợp} + {chủ trì} + Sở Nội vụ"},
    {"Giao Sở Nội vụ", "{Giao Sở Nội vụ} + Sở Nội vụ"},
    {"Sở Nội vụ (chủ trì); Sở Tư pháp (phối hợp)", "{(chủ trì)} + Sở Nội vụ + {(phối hợp)} + Sở Tư pháp"},
    {"Các sở, UBND các xã báo cáo về Sở Công Thương", "Các sở + {báo cáo về Sở Công Thương} + UBND các xã"},
    {"Các đơn vị theo chức năng, nhiệm vụ", "{nhiệm vụ} + {theo chức năng} + Các đơn vị"},
  };
  CHECK_NONE_FAILED(check_cells(rows, COUNT(rows), *state));
}

/* --- the names of real plans, where they are ---------------------------------------------------------------------- */

/* Cells of the samples that their kind does not tell the parts of. */
static int32_t parts_of_sample(const char *id, const char *kind) {
  static const struct {
    const char *id;
    int32_t parts;
  } lists[] = {{"U006", 2}, {"U040", 2}, {"U041", 3}, {"U043", 2}, {"U111", 4}, {"U115", 2}, {"U116", 2}, {"U118", 3},
               {"U054", 1}};
  size_t i;
  for (i = 0; i < COUNT(lists); i++)
    if (strcmp(lists[i].id, id) == 0) return lists[i].parts;
  return strcmp(kind, "list") == 0 || strcmp(kind, "group list") == 0 ? 0 : 1;
}

static void test_the_samples(void **state) {
  FILE *file = sample_open("../shared/samples/units.tsv");
  char line[2048], *cells[5];
  int failures = 0, count = 0;
  if (file == NULL) {
    print_message("skipped: no ../shared/samples/units.tsv\n");
    return;
  }
  while (fgets(line, sizeof line, file) != NULL) {
    int32_t named, wanted;
    char *got;
    if (sample_cells(line, cells, 5) < 4 || count++ == 0) continue; /* the first line names the cells */
    wanted = parts_of_sample(cells[0], cells[2]);
    got = bodies_of(cells[3], *state, &named);
    if (wanted > 0 && named != wanted) {
      print_error("%s %s: got <%s>, wanted %d\n", cells[0], cells[3], got, (int)wanted);
      failures++;
    }
    free(got);
  }
  fclose(file);
  assert_true(count > 60);
  CHECK_NONE_FAILED(failures);
}

/* --- names learnt ------------------------------------------------------------------------------------------------- */

static void test_learning(void **state) {
  static const char cell[] = "Phòng Rau, Quả; Phòng Hoa; Ban Hoa và Cây cảnh\nTổ Một cửa";
  struct unit_names names = {0};
  int32_t named;
  char *got;
  (void)state;
  assert_int_equal(tthc__learn_units(cell, &names, NULL), TTHC_OK);
  got = bodies_of("Tổ Một cửa Phòng Hoa", &names, &named);
  assert_string_equal(got, "!Tổ Một cửa + Phòng Hoa");
  free(got);
  got = bodies_of("Phòng Rau, Hoa", &names, &named); /* a name with a comma or "và" is not sure enough to learn */
  assert_string_equal(got, "Phòng Rau + ~Phòng Hoa");
  free(got);
  tthc__unit_names_free(&names);
}

/* --- hostile cells ------------------------------------------------------------------------------------------------ */

static void test_long_cells(void **state) {
  static const char *const pieces[] = {"A ",  "A, ",        "Phòng ", "Phòng A, ", "Phòng Nội vụ ", "Phòng Nội vụ, ",
                                       ";",   "(",          ")",      "và ",       " và ",          "các ",
                                       "- ",  "Các Sở: A,", ".",      "&",         "\n",            "UBND các xã, ",
                                       "nt ", "Giao ",      "\"",     "ệ"};
  size_t i;
  for (i = 0; i < COUNT(pieces); i++) {
    char *text = calloc(1, 64 * 1024 + 1);
    const size_t size = strlen(pieces[i]);
    size_t at;
    int32_t named;
    assert_non_null(text);
    for (at = 0; at + size <= 64 * 1024; at += size) memcpy(text + at, pieces[i], size);
    free(bodies_of(text, *state, &named));
    free(text);
  }
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static char *key_of(const char *name, int level) {
  struct buffer key = {0};
  tthc__put(&key, "");
  tthc__put_unit_key(&key, name, level);
  assert_false(key.failed);
  return key.data == NULL ? calloc(1, 1) : key.data;
}

struct pair {
  const char *a;
  const char *b;
};

static int check_pairs(const struct pair *pairs, size_t count, int level, int same) {
  int failures = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    char *a = key_of(pairs[i].a, level), *b = key_of(pairs[i].b, level);
    if ((strcmp(a, b) == 0) != same) {
      print_error("%s, %s: got <%s>, <%s>\n", pairs[i].a, pairs[i].b, a, b);
      failures++;
    }
    free(a);
    free(b);
  }
  return failures;
}

static void test_spellings_of_one_body(void **state) {
  static const struct pair pairs[] = {
    {"Phòng Nội vụ", "phòng nội vụ"},
    {"Phòng Nội vụ", "PHÒNG NỘI VỤ"},
    {"Phòng Nội vụ", "Phong Noi vu"},
    {"Phòng Nội vụ", "Phòng  Nội vụ."},
    {"Phòng Văn hóa và Thông tin", "Phòng Văn hoá & Thông tin"},
    {"Phòng Văn hóa và Thông tin", "Phòng VH&TT"},
    {"Phòng Văn hóa và Thông tin", "Phòng Văn hóa - Thông tin"},
    {"Sở Khoa học và Công nghệ", "Sở KH&CN"},
    {"Sở Khoa học và Công nghệ", "Sở Khoa học Công nghệ"},
    {"Sở Nông nghiệp và Môi trường", "Sở NN&MT"},
    {"Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL"},
    {"Sở Công Thương", "Sở Sở Công thương"},
    {"Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH"},
    {"Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH"},
    {"Văn phòng HĐND và UBND", "VP HĐND&UBND"},
    {"Văn phòng HĐND và UBND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"},
    {"Ủy ban nhân dân xã Tân An", "UBND xã Tân An"},
    {"Uỷ ban nhân dân", "Ủy nhân dân"},
    {"Văn phòng UBND", "VPUB"},
    {"Văn phòng UBND", "VPUBND"},
    {"Bộ Chỉ huy Quân sự", "Bộ CHQS"},
    {"Phòng Tài chính - Kế hoạch", "Phòng TC-KH"},
    {"Bảo hiểm xã hội", "BHXH"},
    {"Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban MTTQVN"},
    {"Ngân hàng Nhà nước", "NH Nhà nước"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_pairs(pairs, COUNT(pairs), 1, 1) + check_pairs(pairs, COUNT(pairs), 0, 1));
}

static void test_levels(void **state) {
  static const struct pair pairs[] = {{"Phòng Nội vụ huyện", "Phòng Nội vụ"},
                                      {"Công an tỉnh", "Công an huyện"},
                                      {"Sở Nội vụ tỉnh", "Sở Nội vụ"},
                                      {"Công an Thành phố", "Công an tỉnh"},
                                      {"Văn phòng HĐND và UBND huyện", "Văn phòng HĐND và UBND"}};
  (void)state;
  CHECK_NONE_FAILED(check_pairs(pairs, COUNT(pairs), 0, 1) + check_pairs(pairs, COUNT(pairs), 1, 0));
}

static void test_different_bodies(void **state) {
  static const struct pair pairs[] = {
    {"Phòng Nội vụ", "Sở Nội vụ"},
    {"Phòng Nội vụ", "Phòng Tư pháp"},
    {"Phòng Kinh tế", "Phòng Kinh tế và Hạ tầng"},
    {"Phòng Văn hóa và Thông tin", "Phòng Văn hóa - Xã hội"},
    {"Sở Văn hóa và Thể thao", "Sở Văn hóa, Thể thao và Du lịch"},
    {"Văn phòng UBND tỉnh", "Văn phòng HĐND và UBND"},
    {"UBND xã Tân An", "UBND xã Tân Phú"},
    {"Công an phường 1", "Công an phường 2"},
    {"UBND huyện", "UBND tỉnh"},
    {"Chi cục Thuế", "Cục Thuế"},
    {"Sở Nông nghiệp và Môi trường", "Sở Tài nguyên và Môi trường"},
  };
  (void)state;
  CHECK_NONE_FAILED(check_pairs(pairs, COUNT(pairs), 1, 0) + check_pairs(pairs, COUNT(pairs), 0, 0));
}

/* --- slips -------------------------------------------------------------------------------------------------------- */

static void test_slips(void **state) {
  static const struct {
    const char *a;
    const char *b;
    int slip;
  } rows[] = {{"phongnoivu", "phongnoivu", 1},
              {"phongnoivu", "phongnoiv", 1},
              {"phongnoivu", "phongnoiivu", 1},
              {"phongnoivu", "phongmoivu", 1},
              {"phongnoivu", "phongmoiva", 0},
              {"phongnoivu", "hongnoivu", 0}, /* the first letter must be the same */
              {"phongnoivu", "songnoivu", 0},
              {"sonoivu", "sonoiv", 0}, /* too short */
              {"phong1a2b", "phong1a3b", 0},
              {"congan12", "congan1", 0},
              {"trungtamvanhoathethao", "trungtamvanhoathethoa", 1},
              {"trungtamvanhoathethao", "trungtamvnhoathetho", 0}, /* the shorter one has 19 letters: one slip */
              {"trungtamvanhoathethaoo", "trungtamvnhoathethao", 1},
              {"", "", 0},
              {"", "phongnoivu", 0}};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    failures += check_int(rows[i].b, tthc__is_slip(rows[i].a, rows[i].b) != 0, rows[i].slip);
    failures += check_int(rows[i].b, tthc__is_slip(rows[i].b, rows[i].a) != 0, rows[i].slip);
  }
  CHECK_NONE_FAILED(failures);
}

/* --- kinds -------------------------------------------------------------------------------------------------------- */

static void test_kinds(void **state) {
  static const struct {
    const char *name;
    int32_t kind;
  } rows[] = {
    {"Phòng Nội vụ", TTHC_UNIT_SINGLE},
    {"UBND huyện", TTHC_UNIT_SINGLE},
    {"UBND tỉnh", TTHC_UNIT_SINGLE},
    {"UBND xã Tân An", TTHC_UNIT_SINGLE},
    {"UBND Thành phố", TTHC_UNIT_SINGLE},
    {"Ủy ban nhân dân huyện Vĩnh Cửu", TTHC_UNIT_SINGLE},
    {"Liên hiệp các Hội Khoa học và Kỹ thuật", TTHC_UNIT_SINGLE},
    {"Ban Quản lý các khu công nghiệp", TTHC_UNIT_SINGLE},
    {"", TTHC_UNIT_SINGLE},
    {"Các sở, ban, ngành", TTHC_UNIT_GROUP},
    {"Các phòng chuyên môn", TTHC_UNIT_GROUP},
    {"Sở, ban, ngành tỉnh", TTHC_UNIT_GROUP},
    {"UBND các xã, thị trấn", TTHC_UNIT_GROUP},
    {"UBND các xã", TTHC_UNIT_GROUP},
    {"UBND xã, thị trấn", TTHC_UNIT_GROUP},
    {"UBND cấp xã", TTHC_UNIT_GROUP},
    {"Ủy ban nhân dân các xã, phường", TTHC_UNIT_GROUP},
    {"Bộ, ngành, địa phương", TTHC_UNIT_GROUP},
    {"Tất cả các đơn vị", TTHC_UNIT_GROUP},
    {"Các đơn vị liên quan", TTHC_UNIT_OPEN},
    {"Cơ quan, đơn vị có liên quan", TTHC_UNIT_OPEN},
    {"Đơn vị được giao", TTHC_UNIT_OPEN},
    {"Đơn vị được phân công", TTHC_UNIT_OPEN},
  };
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(rows); i++) {
    struct buffer folded = {0};
    tthc__put_folded(&folded, rows[i].name, FOLD_PLAIN);
    failures += check_int(rows[i].name, tthc__kind_of_unit(folded.size == 0 ? "" : folded.data), rows[i].kind);
    tthc__buffer_free(&folded);
  }
  CHECK_NONE_FAILED(failures);
}

static void test_openings(void **state) {
  static const char *const units[] = {"Phòng Nội vụ", "sở Nội vụ", "UBND xã", "Các phòng", "- Công an huyện",
                                      "Bộ Nội vụ", "Tổ Một cửa", "Trung tâm Y tế", "Ủy ban nhân dân", "Thanh tra tỉnh", "So Noi vu"};
  static const char *const others[] = {"", "-", "Nội vụ", "bổ sung", "Phòng, chống tham nhũng", "tờ trình", "Rà soát",
                                       "100%", "Quý I", "đại trà", "thuê mướn"};
  int failures = 0;
  size_t i;
  (void)state;
  for (i = 0; i < COUNT(units); i++) failures += check_int(units[i], tthc__begins_unit(units[i]), 1);
  for (i = 0; i < COUNT(others); i++) failures += check_int(others[i], tthc__begins_unit(others[i]), 0);
  CHECK_NONE_FAILED(failures);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_single_bodies),
    cmocka_unit_test(test_lists),
    cmocka_unit_test(test_doubts),
    cmocka_unit_test(test_the_samples),
    cmocka_unit_test(test_learning),
    cmocka_unit_test(test_long_cells),
    cmocka_unit_test(test_spellings_of_one_body),
    cmocka_unit_test(test_levels),
    cmocka_unit_test(test_different_bodies),
    cmocka_unit_test(test_slips),
    cmocka_unit_test(test_kinds),
    cmocka_unit_test(test_openings),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
