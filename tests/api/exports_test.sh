#!/bin/sh
# The library exports what lib/exports.txt and the headers name, and calls nothing that it must not.
# usage: exports_test.sh LIBRARY EXPORTS FFI_TEXT SONAME
set -eu
export LC_ALL=C

library=$1 exports=$2 ffi_text=$3 soname=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
  echo "$*" >&2
  failed=1
}

grep -o 'tthc_[a-z0-9_]*(' "$ffi_text" | tr -d '(' | sort >"$work/declared"
if ! diff -u "$exports" "$work/declared" >&2; then
  fail "lib/exports.txt (-) is not what the headers declare (+); refresh it with
  gcc -E -P -DTTHC_FFI -I include include/tthcplan.h | grep -o 'tthc_[a-z0-9_]*(' | tr -d '(' | LC_ALL=C sort >lib/exports.txt"
fi

# Type A is the version node itself.
nm -D --defined-only "$library" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >"$work/exported"
diff -u "$exports" "$work/exported" >&2 || fail "the library does not export (+) what lib/exports.txt names (-)"
if grep -v '^tthc_' "$work/exported" >&2; then
  fail "exported names without the prefix tthc_"
fi

readelf -dW "$library" >"$work/dynamic"
grep -q "SONAME.*\[$soname\]" "$work/dynamic" || fail "the SONAME is not $soname"
grep -q 'FLAGS_1.*NODELETE' "$work/dynamic" || fail "the flag NODELETE is not set"

# No output, no end of the process, no locale, clock, environment or state of the process's, and of cJSON and SQLite
# nothing that is global or lax.
cat >"$work/forbidden" <<'END'
printf
vprintf
__printf_chk
__vprintf_chk
fprintf
vfprintf
__fprintf_chk
__vfprintf_chk
puts
putchar
perror
stdout
stderr
abort
exit
_exit
_Exit
quick_exit
atexit
__assert_fail
setlocale
strtod
__ctype_b_loc
tolower
toupper
localtime
localtime_r
mktime
time
gettimeofday
clock_gettime
getenv
secure_getenv
setenv
rand
srand
random
strtok
signal
sigaction
sqlite3_config
cJSON_InitHooks
cJSON_Parse
cJSON_GetErrorPtr
END
nm -D -u "$library" | awk '{ sub(/@.*/, "", $2); print $2 }' | sort >"$work/imported"
sort "$work/forbidden" | comm -12 - "$work/imported" >"$work/found"
if [ -s "$work/found" ]; then
  cat "$work/found" >&2
  fail "the library must not use these"
fi

exit $failed
