# Writes INPUT as C arrays: tthc__data_NAME, with a NUL after the last byte, and tthc__data_NAME_size, without it.
file(READ "${INPUT}" hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
# Character constants, since a byte over 127 as a number would not fit a char.
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," hex "${hex}")
file(WRITE "${OUTPUT}" "#include <stdint.h>

extern const char tthc__data_${NAME}[];
extern const int64_t tthc__data_${NAME}_size;

const char tthc__data_${NAME}[] = {
${hex}'\\0'};
const int64_t tthc__data_${NAME}_size = ${size};
")
