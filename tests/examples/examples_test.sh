#!/bin/sh
# Runs every example as its head says, on the example plan, and reads what a mistake gives.
# usage: examples_test.sh EXAMPLES-FOLDER SOURCE-FOLDER
set -eu

examples=$1
data=$2/examples/data
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# expect LABEL STATUS PATTERN COMMAND...: the exit status, and a line of the output (errors too) that matches.
expect() {
  label=$1 wanted=$2 pattern=$3
  shift 3
  status=0
  "$@" >"$work/out" 2>&1 </dev/null || status=$?
  if [ "$status" -ne "$wanted" ] || ! grep -q -e "$pattern" "$work/out"; then
    echo "$label: status $status, wanted $wanted and <$pattern> in:" >&2
    cat "$work/out" >&2
    failed=1
  fi
}

store=$work/plans.db
plan=$data/vinh-cuu-2021.json
expect 'save a plan' 0 'bản 1; thêm 966 số liệu' "$examples/save_plan" "$store" "$plan" "$data/vinh-cuu-2021-facts.json"
expect 'save it again' 0 'bản 1; thêm 0 số liệu' "$examples/save_plan" "$store" "$plan" "$data/vinh-cuu-2021-facts.json"
expect 'save a folder' 1 'Không đọc hoặc ghi được tệp' "$examples/save_plan" "$store" "$work"

record="$examples/record_progress $store vinh-cuu-2021"
expect 'record' 0 'đã hoàn thành quá hạn' $record A.1 ubnd-xa-ma-da kstt:2021-Q2 2021-07-14 31/BC-UBND
expect 'record for no task' 1 'không có nhiệm vụ: A.99' $record A.99 ubnd-xa-ma-da kstt:2021-Q2 2021-07-14
expect 'record for no unit' 1 'không có đơn vị: nobody' $record A.1 nobody kstt:2021-Q2 2021-07-14
expect 'record in no period' 1 'không có phần việc A.1 trong kỳ 2021-Q2' $record A.1 ubnd-xa-ma-da 2021-Q2 2021-07-14
expect 'record with no number' 1 'Số văn bản không hợp lệ: 31"' $record A.1 ubnd-xa-ma-da kstt:2021-Q2 2021-07-14 '31"'
expect 'record on no day' 1 'Không phải ngày hợp lệ' $record A.1 ubnd-xa-ma-da kstt:2021-Q2 2021-02-30

expect 'state of a store' 0 'xong 50/108 phần việc, quá hạn 4' "$examples/plan_status" --as-of 2021-07-15 "$store"
expect 'state of a unit' 0 'UBND xã Mã Đà: ' "$examples/plan_status" --as-of 2021-07-15 --unit ubnd-xa-ma-da "$store"
expect 'state, a typing error' 2 'plan_status \[--as-of DAY\]' "$examples/plan_status" --asof 2021-07-15 "$store"

follow="$examples/follow_up --as-of 2021-07-15 --log $work/log.json $plan $data/vinh-cuu-2021-facts.json"
expect 'follow up' 0 'Kính gửi: UBND xã Phú Lý' $follow
expect 'follow up again: nothing' 0 '^0 đơn vị cần gửi văn bản, 0 nội dung$' $follow
expect 'the log' 0 '"level": "second-urging", "day": "2021-07-15", "passed_over": true' cat "$work/log.json"
expect 'follow up days later' 0 '^[1-9][0-9]* đơn vị cần gửi' "$examples/follow_up" --as-of 2021-07-21 \
  --log "$work/log.json" "$plan" "$data/vinh-cuu-2021-facts.json"
expect 'follow up, a wrong log' 1 'tại /format, dòng 2' "$examples/follow_up" --log "$plan" "$plan"
expect 'follow up, no place for the log' 1 'log.json: không ghi được nhật ký' \
  "$examples/follow_up" --log "$work/none/log.json" "$plan"
cp "$work/out" "$work/letters"
expect 'and no letter' 1 '^0$' grep -c 'Kính gửi' "$work/letters"
expect 'follow up, a typing error' 2 'follow_up \[--as-of DAY\]' "$examples/follow_up" --asof 2021-07-15 "$plan"
rank="$examples/rank_units --as-of 2021-12-31"
facts=$data/vinh-cuu-2021-facts.json
expect 'rank' 0 '^    2  UBND xã Thạnh Phú  *59,46  Trung bình' $rank "$plan" "$facts"
expect 'rank, explained' 0 '^- Báo cáo đúng hạn: 0,00/20: 0 trên 68 báo cáo' $rank --explain ubnd-xa-ma-da "$plan" "$facts"
expect 'rank, as JSON' 0 '"rank": 1, "unit": "phong-tu-phap"' $rank --json "$plan" "$facts"
expect 'rank nobody' 1 'không có đơn vị: nobody' $rank --explain nobody "$plan" "$facts"
printf '{"format": "tthcplan-rating/1",\n "weight": 1}' >"$work/scheme.json"
expect 'rank by a wrong scheme' 1 'tại /weight, dòng 2, cột 12' $rank --scheme "$work/scheme.json" "$plan" "$facts"
expect 'rank, a typing error' 2 'rank_units \[--as-of DAY\]' $rank --schema "$work/scheme.json" "$plan"

"$examples/build_plan" >"$work/built.json"
expect 'state of a built plan' 0 'Tỷ lệ hồ sơ trực tuyến: —, chỉ tiêu >= 20, chưa có số liệu; số liệu của 0/2 đơn vị' \
  "$examples/plan_status" --as-of 2021-07-15 "$work/built.json"
sed 's/"title"/"titel"/' "$work/built.json" >"$work/typo.json"
expect 'a misspelt member' 1 'tại /sections/0/titel, dòng 15, cột' "$examples/plan_status" "$work/typo.json"

facts=$data/vinh-cuu-2021-facts.json
expect 'report of a quarter' 0 'Kỳ báo cáo: Quý II năm 2021 (từ 15/03/2021 đến 14/06/2021)' \
  "$examples/quarter_report" "$plan" "$facts"
expect 'report of a calendar quarter' 0 'Kỳ báo cáo: Quý II năm 2021 theo lịch (từ 01/04/2021 đến 30/06/2021)' \
  "$examples/quarter_report" --period 'Quý II/2021' "$plan" "$facts"
expect 'report of a unit, with its sending day' 0 'Thời hạn gửi: 16/06/2021' \
  "$examples/quarter_report" --unit ubnd-xa-ma-da --as-of 2021-06-19 "$plan" "$facts"
expect 'report as JSON' 0 '"to_date": {"all": 1902, "done_on_time": 651, "done_late": 126, "open_in_time": 972' \
  "$examples/quarter_report" --as-of 2021-06-19 --known-at 1700000000 --json "$plan" "$facts"
expect 'report of no period' 1 'Không phải kỳ hợp lệ' "$examples/quarter_report" --period 2021-Q7 "$plan" "$facts"
expect 'report of no unit' 1 'báo cáo: .*“nobody”' "$examples/quarter_report" --unit nobody "$plan" "$facts"
expect 'report of a misspelt plan' 1 'tại /sections/0/titel, dòng 15, cột' \
  "$examples/quarter_report" "$work/typo.json" "$facts"
expect 'report known at no instant' 2 'quarter_report \[--period P\]' \
  "$examples/quarter_report" --known-at abc "$plan" "$facts"
expect 'report, a typing error' 2 'quarter_report \[--period P\]' "$examples/quarter_report" --perod x "$plan" "$facts"

tally=$examples/dossier_tally
dossiers="$plan $data/ho-so-2021.csv"
expect 'tally' 0 'Tiếp nhận 164 = trực tuyến 35 + trực tiếp, bưu chính 122 + kỳ trước chuyển sang 7' \
  $tally $dossiers kstt:2021-Q2
expect 'tally, findings' 0 'finished-before-received: .*000.13.34.H19-201228-0061: 2020-12-25 < 2020-12-28' \
  $tally $dossiers kstt:2021-Q1
expect 'tally, facts' 0 '"unit": "phong-kinh-te-va-ha-tang", "period": "kstt:2021-Q2", "numerator": 3, "denominator": 12' \
  $tally --facts $dossiers kstt:2021-Q2
sed 's/Trực tiếp/Qua fax/' "$data/ho-so-2021.csv" >"$work/fax.csv"
expect 'tally, bad rows' 1 'tại dòng 2, cột 92' $tally "$plan" "$work/fax.csv" kstt:2021-Q2
expect 'tally, how many bad rows' 1 'và [1-9][0-9]* lỗi nữa' $tally "$plan" "$work/fax.csv" kstt:2021-Q2
expect 'tally before the plan' 1 'Kỳ kstt:2020-Q2 trước thời gian của kế hoạch' $tally $dossiers kstt:2020-Q2
expect 'tally of no period' 1 'Không phải kỳ hợp lệ' $tally $dossiers kstt:2021-Q5
expect 'tally, a typing error' 2 'dossier_tally \[--facts|--json\]' $tally --fact "$plan" x y

document=$data/vinh-cuu-2021.txt
read="$examples/read_document --units $plan --id vinh-cuu-2021"
expect 'read a document' 1 'target-proposed: dòng 56, ô 1: ' $read "$document"
expect 'read, with all findings' 1 'row-joined: line 41, cell 1: ' $read --findings --language en "$document"
expect 'read without its rows' 2 'văn bản có bảng nhiệm vụ' $read "$data/../run.sh"
expect 'read what is not there' 2 'Không tìm thấy' $read "$work/none.docx"
printf 'K\325 ho\271ch\n' >"$work/old.txt"
expect 'read an old encoding' 2 'old.txt: 1:2: .*tcvn3' $read "$work/old.txt"
printf '%%PDF-1.7' >"$work/scan.pdf"
expect 'read a PDF' 2 'PDF' $read "$work/scan.pdf"
expect 'read with a wrong register' 2 'none.json: ' "$examples/read_document" --units "$work/none.json" "$document"
expect 'read in no encoding' 2 'utf-8, utf-16le' $read --encoding ascii "$document"
expect 'read, a typing error' 2 'read_document \[--year Y\]' "$examples/read_document" --unit x "$document"
printf 'TT\tNội dung\tChủ trì\tThời gian\n1\tRà soát\tPhòng Nội vụ\tThường xuyên\n' >"$work/clean.txt"
expect 'read what is clean' 0 '"year": 2022' "$examples/read_document" --year 2022 "$work/clean.txt"
expect 'read without a year' 2 'tùy chọn "year"' "$examples/read_document" "$work/clean.txt"

expect 'tally a calendar quarter' 1 'cần một kỳ như kstt:2021-Q2' \
  "$examples/dossier_tally" "$plan" "$data/ho-so-2021.csv" 2021-Q2

expect 'explain' 0 '"due": "2026-06-30", "key": "2026-Q2"' "$examples/explain_deadline" --year 2026 'Quý II'
expect 'explain, with days' 0 '"effective": "2023-01-03"' \
  "$examples/explain_deadline" --span 2022-12-01..2022-12-31 'Quý IV/2022'
expect 'explain, a typing error' 2 'explain_deadline \[--year Y\]' "$examples/explain_deadline" --yaer 2026 'Quý II'
derive="$examples/derive_unit_plan $plan"
$derive ubnd-xa-binh-loi >"$work/local.json"
expect 'derive' 0 '"source": {"plan": "vinh-cuu-2021", "unit": "ubnd-xa-binh-loi"}' $derive ubnd-xa-binh-loi
expect 'derive, and read it' 0 'UBND xã Bình Lợi: ' "$examples/plan_status" --as-of 2021-07-15 "$work/local.json"
expect 'derive for nobody' 1 'nobody: Mã tham chiếu không tồn tại' $derive nobody
sed 's/Triển khai số hóa kết quả/Số hóa kết quả/; s/"Quý I\/2021"/"Quý II\/2021"/' "$plan" >"$work/amended.json"
expect 'update' 0 'cấp trên sửa: C.4 title: trước <Triển khai số hóa' \
  "$examples/derive_unit_plan" "$work/amended.json" --update "$plan" "$work/local.json"
sed 's/Triển khai số hóa kết quả/Xã số hóa kết quả/' "$work/local.json" >"$work/edited.json"
expect 'update, a conflict' 1 'xung đột, giữ nội dung của đơn vị: C.4 title: ' \
  "$examples/derive_unit_plan" "$work/amended.json" --update "$plan" "$work/edited.json"
expect 'update what is no derived plan' 1 'tại /source/plan' "$examples/derive_unit_plan" "$plan" --update "$plan" "$plan"
expect 'derive, a typing error' 2 'derive_unit_plan PLAN.json UNIT' $derive --updat "$plan" "$work/local.json"
exit $failed
