/* The words of tables of dossiers, in small letters without marks. */
#include "format/tally_words.h"

#include "assess/tally.h"

#include <string.h>

const struct vocabulary tthc__dossier_columns = {
  "unit, dossier, received, due, finished, channel, result, level",
  {"unit", "dossier", "received", "due", "finished", "channel", "result", "level"}};

struct meaning {
  const char *words;
  int32_t number;
};

static int32_t look_up(const struct meaning *meanings, size_t count, const char *folded) {
  size_t i;
  for (i = 0; i < count; i++)
    if (strcmp(meanings[i].words, folded) == 0) return meanings[i].number;
  return 0;
}

#define LOOK_UP(meanings, folded) look_up(meanings, sizeof(meanings) / sizeof *(meanings), folded)

int32_t tthc__dossier_heading(const char *folded) {
  static const struct meaning meanings[] = {
    {"unit", COLUMN_UNIT},
    {"unit id", COLUMN_UNIT},
    {"ma don vi", COLUMN_UNIT},
    {"don vi", COLUMN_UNIT},
    {"don vi tiep nhan", COLUMN_UNIT},
    {"don vi giai quyet", COLUMN_UNIT},
    {"don vi xu ly", COLUMN_UNIT},
    {"don vi thuc hien", COLUMN_UNIT},
    {"co quan", COLUMN_UNIT},
    {"co quan tiep nhan", COLUMN_UNIT},
    {"co quan giai quyet", COLUMN_UNIT},
    {"co quan thuc hien", COLUMN_UNIT},
    {"dossier", COLUMN_DOSSIER},
    {"dossier id", COLUMN_DOSSIER},
    {"ma ho so", COLUMN_DOSSIER},
    {"ma so ho so", COLUMN_DOSSIER},
    {"so ho so", COLUMN_DOSSIER},
    {"so bien nhan", COLUMN_DOSSIER},
    {"ma bien nhan", COLUMN_DOSSIER},
    {"received", COLUMN_RECEIVED},
    {"received day", COLUMN_RECEIVED},
    {"received date", COLUMN_RECEIVED},
    {"ngay nhan", COLUMN_RECEIVED},
    {"ngay nhan ho so", COLUMN_RECEIVED},
    {"ngay tiep nhan", COLUMN_RECEIVED},
    {"ngay tiep nhan ho so", COLUMN_RECEIVED},
    {"thoi gian tiep nhan", COLUMN_RECEIVED},
    {"due", COLUMN_DUE},
    {"due day", COLUMN_DUE},
    {"due date", COLUMN_DUE},
    {"han tra", COLUMN_DUE},
    {"han tra ket qua", COLUMN_DUE},
    {"han giai quyet", COLUMN_DUE},
    {"han xu ly", COLUMN_DUE},
    {"ngay hen tra", COLUMN_DUE},
    {"ngay hen tra ket qua", COLUMN_DUE},
    {"ngay tra ket qua du kien", COLUMN_DUE},
    {"finished", COLUMN_FINISHED},
    {"finished day", COLUMN_FINISHED},
    {"finished date", COLUMN_FINISHED},
    {"ngay ket thuc", COLUMN_FINISHED},
    {"ngay ket thuc xu ly", COLUMN_FINISHED},
    {"ngay hoan thanh", COLUMN_FINISHED},
    {"ngay giai quyet", COLUMN_FINISHED},
    {"ngay giai quyet xong", COLUMN_FINISHED},
    {"ngay co ket qua", COLUMN_FINISHED},
    {"ngay tra ket qua", COLUMN_FINISHED},
    {"channel", COLUMN_CHANNEL},
    {"kenh tiep nhan", COLUMN_CHANNEL},
    {"hinh thuc nop", COLUMN_CHANNEL},
    {"hinh thuc nop ho so", COLUMN_CHANNEL},
    {"hinh thuc nhan", COLUMN_CHANNEL},
    {"hinh thuc tiep nhan", COLUMN_CHANNEL},
    {"cach thuc nop", COLUMN_CHANNEL},
    {"cach thuc nop ho so", COLUMN_CHANNEL},
    {"result", COLUMN_RESULT},
    {"status", COLUMN_RESULT},
    {"ket qua", COLUMN_RESULT},
    {"ket qua giai quyet", COLUMN_RESULT},
    {"trang thai", COLUMN_RESULT},
    {"trang thai ho so", COLUMN_RESULT},
    {"tinh trang", COLUMN_RESULT},
    {"tinh trang ho so", COLUMN_RESULT},
    {"level", COLUMN_LEVEL},
    {"muc do", COLUMN_LEVEL},
    {"muc do dvc", COLUMN_LEVEL},
    {"muc do dich vu", COLUMN_LEVEL},
    {"muc do dich vu cong", COLUMN_LEVEL},
    {"loai dich vu cong", COLUMN_LEVEL},
  };
  return LOOK_UP(meanings, folded);
}

int32_t tthc__channel_word(const char *folded) {
  static const struct meaning meanings[] = {
    {"online", CHANNEL_ONLINE},
    {"truc tuyen", CHANNEL_ONLINE},
    {"nop truc tuyen", CHANNEL_ONLINE},
    {"qua mang", CHANNEL_ONLINE},
    {"cong dich vu cong", CHANNEL_ONLINE},
    {"direct", CHANNEL_DIRECT},
    {"truc tiep", CHANNEL_DIRECT},
    {"nop truc tiep", CHANNEL_DIRECT},
    {"tai quay", CHANNEL_DIRECT},
    {"mot cua", CHANNEL_DIRECT},
    {"tai bo phan mot cua", CHANNEL_DIRECT},
    {"post", CHANNEL_POST},
    {"buu chinh", CHANNEL_POST},
    {"buu dien", CHANNEL_POST},
    {"qua buu chinh", CHANNEL_POST},
    {"qua buu dien", CHANNEL_POST},
    {"buu chinh cong ich", CHANNEL_POST},
    {"dich vu buu chinh cong ich", CHANNEL_POST},
  };
  return LOOK_UP(meanings, folded);
}

int32_t tthc__result_word(const char *folded) {
  static const struct meaning meanings[] = {
    {"done", RESULT_DONE},
    {"hoan thanh", RESULT_DONE},
    {"da hoan thanh", RESULT_DONE},
    {"da giai quyet", RESULT_DONE},
    {"da xu ly", RESULT_DONE},
    {"da xu ly xong", RESULT_DONE},
    {"da co ket qua", RESULT_DONE},
    {"da tra ket qua", RESULT_DONE},
    {"returned", RESULT_RETURNED},
    {"tra lai", RESULT_RETURNED},
    {"da tra lai", RESULT_RETURNED},
    {"tra ho so", RESULT_RETURNED},
    {"tra lai ho so", RESULT_RETURNED},
    {"tu choi", RESULT_RETURNED},
    {"tu choi giai quyet", RESULT_RETURNED},
    {"khong du dieu kien", RESULT_RETURNED},
    {"withdrawn", RESULT_WITHDRAWN},
    {"rut", RESULT_WITHDRAWN},
    {"da rut", RESULT_WITHDRAWN},
    {"rut ho so", RESULT_WITHDRAWN},
    {"da rut ho so", RESULT_WITHDRAWN},
    {"cong dan rut ho so", RESULT_WITHDRAWN},
    {"in progress", RESULT_IN_PROGRESS},
    {"moi tiep nhan", RESULT_IN_PROGRESS},
    {"da tiep nhan", RESULT_IN_PROGRESS},
    {"dang xu ly", RESULT_IN_PROGRESS},
    {"dang giai quyet", RESULT_IN_PROGRESS},
    {"chua giai quyet", RESULT_IN_PROGRESS},
    {"awaiting supplement", RESULT_AWAITING_SUPPLEMENT},
    {"cho bo sung", RESULT_AWAITING_SUPPLEMENT},
    {"dang cho bo sung", RESULT_AWAITING_SUPPLEMENT},
    {"yeu cau bo sung", RESULT_AWAITING_SUPPLEMENT},
    {"cho bo sung ho so", RESULT_AWAITING_SUPPLEMENT},
    {"yeu cau bo sung ho so", RESULT_AWAITING_SUPPLEMENT},
  };
  return LOOK_UP(meanings, folded);
}

struct words tthc__dossier_column_wanted(int32_t column) {
  switch (column) {
  case COLUMN_UNIT:
    return WORDS("cột \"Đơn vị\", hoặc tùy chọn \"unit\"", "a column \"Đơn vị\", or the option \"unit\"");
  case COLUMN_DOSSIER: return WORDS("cột \"Mã hồ sơ\"", "a column \"Mã hồ sơ\"");
  case COLUMN_RECEIVED: return WORDS("cột \"Ngày tiếp nhận\"", "a column \"Ngày tiếp nhận\"");
  case COLUMN_DUE: return WORDS("cột \"Ngày hẹn trả\"", "a column \"Ngày hẹn trả\"");
  case COLUMN_FINISHED: return WORDS("cột \"Ngày kết thúc\"", "a column \"Ngày kết thúc\"");
  default:
    return WORDS("cột \"Hình thức nộp\", hoặc tùy chọn \"channel\"",
                 "a column \"Hình thức nộp\", or the option \"channel\"");
  }
}
