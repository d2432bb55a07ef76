/* The one list of statuses: number, sentence in Vietnamese and in English. */
#ifndef TTHC_BASE_STATUS_H
#define TTHC_BASE_STATUS_H

/* clang-format off */
#define STATUS_LIST(X) \
  X(TTHC_OK, "Đã xong", "Done") \
  X(TTHC_E_MEMORY, "Hết bộ nhớ", "Out of memory") \
  X(TTHC_E_HANDLE, "Không có đối tượng, hoặc đối tượng khác loại", "No handle, or a handle of another kind") \
  X(TTHC_E_ARGUMENT, "Tham số ngoài phạm vi", "An argument out of its range") \
  X(TTHC_E_ENCODING, "Văn bản không phải UTF-8 hợp lệ", "The text is not valid UTF-8") \
  X(TTHC_E_SYNTAX, "Không đúng cú pháp JSON hoặc CSV", "Not valid JSON or CSV") \
  X(TTHC_E_DUPLICATE_MEMBER, "Thành phần bị lặp trong một đối tượng JSON hoặc một bảng", \
    "A member is named twice in an object or a table") \
  X(TTHC_E_LIMIT, "Vượt quá giới hạn", "Beyond a limit") \
  X(TTHC_E_FORMAT, "Không phải tài liệu đúng loại hoặc đúng phiên bản", "Not a document of the right kind or version") \
  X(TTHC_E_TYPE, "Giá trị sai kiểu JSON", "A value of the wrong JSON type") \
  X(TTHC_E_MISSING, "Thiếu thành phần bắt buộc", "Something required is absent") \
  X(TTHC_E_UNKNOWN_MEMBER, "Thành phần không có trong định dạng", "A member that the format does not know") \
  X(TTHC_E_VALUE, "Giá trị không hợp lệ", "A value outside its domain") \
  X(TTHC_E_NUMBER, "Số sẽ mất độ chính xác", "A number that would lose precision") \
  X(TTHC_E_DAY, "Không phải ngày hợp lệ", "Not a valid day") \
  X(TTHC_E_PERIOD, "Không phải kỳ hợp lệ", "Not a valid period") \
  X(TTHC_E_UNKNOWN_ID, "Mã tham chiếu không tồn tại", "A reference to something that is not there") \
  X(TTHC_E_DUPLICATE_ID, "Mã đã được dùng", "An id that is taken") \
  X(TTHC_E_CYCLE, "Phần tử chứa chính nó", "Something that contains itself") \
  X(TTHC_E_DEADLINE, "Thời hạn mâu thuẫn", "A deadline that contradicts itself") \
  X(TTHC_E_IO, "Không đọc hoặc ghi được tệp", "A file could not be read or written") \
  X(TTHC_E_NOT_STORE, "Tệp không phải cơ sở dữ liệu", "The file is not a database") \
  X(TTHC_E_FOREIGN_STORE, "Cơ sở dữ liệu của chương trình khác", "A database of another program") \
  X(TTHC_E_NEWER_STORE, "Kho do phiên bản thư viện mới hơn tạo ra", "A store of a newer library") \
  X(TTHC_E_SCHEMA, "Các bảng của kho không đúng cấu trúc", "The store's tables are not as the library makes them") \
  X(TTHC_E_READ_ONLY, "Kho chỉ đọc được", "The store cannot be written") \
  X(TTHC_E_BUSY, "Kho đang bận", "The store is busy") \
  X(TTHC_E_CONFLICT, "Kế hoạch không dựa trên bản mới nhất trong kho", \
    "The plan does not rest on the store's latest revision") \
  X(TTHC_E_NOT_FOUND, "Không tìm thấy", "Not found") \
  X(TTHC_E_FORKED, "Kho được mở trước khi tách tiến trình", "The store was opened before the process forked") \
  X(TTHC_E_UNSUPPORTED, "Không làm được ở đây", "Not possible here") \
  X(TTHC_E_DATABASE, "Cơ sở dữ liệu gặp lỗi", "The database failed")
/* clang-format on */

#endif
