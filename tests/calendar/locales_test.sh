#!/bin/sh
# Phrases, plans and test programs come to the same in every time zone and locale.
# usage: locales_test.sh PROBE PHRASES PLAN TEST_PROGRAM...
set -eu

probe=$1 phrases=$2 plan=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "$*" >&2
  exit 1
}

command -v localedef >/dev/null || fail "localedef is missing: install the Debian packages libc-bin and locales"
for language in vi_VN tr_TR de_DE; do
  localedef -i "$language" -f UTF-8 "$work/$language.UTF-8" ||
    fail "$language cannot be made: install the Debian package locales"
done
export LOCPATH="$work"

# here COMMAND...: runs it in the zone and locale at hand.
here() {
  env -u LANG -u LANGUAGE TZ="$zone" LC_ALL="$locale" "$@"
}

# What would be a silent UTC.
for zone in Asia/Ho_Chi_Minh Pacific/Kiritimati America/St_Johns; do
  [ -e "/usr/share/zoneinfo/$zone" ] || fail "zone $zone is missing: install the Debian package tzdata"
done

first=
for zone in UTC Asia/Ho_Chi_Minh Pacific/Kiritimati America/St_Johns; do
  for locale in C vi_VN.UTF-8 tr_TR.UTF-8 de_DE.UTF-8; do
    case $locale in
      C) number=1.5 ;;
      *) number=1,5 ;; # that the locale is there and used
    esac
    [ "$(here "$probe")" = "$number" ] || fail "$locale is not used"
    here "$probe" phrases <"$phrases" >"$work/said"
    here "$probe" "$plan" >>"$work/said"
    [ -n "$first" ] || {
      first="$zone, $locale"
      cp "$work/said" "$work/first"
    }
    cmp "$work/first" "$work/said" || fail "not the same as in $first: $zone, $locale"
    for program in "$@"; do
      here "$program" >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        fail "$program fails: $zone, $locale"
      }
    done
  done
done
echo "$(wc -l <"$work/first") lines, the same everywhere"
