#!/usr/bin/env bash
# Runs every comparison, one after another, and writes one page: a table of all ratios, judged, then what each has printed.
#
#   benchmarks/run.sh [PAGE]              PAGE: default docs/performance.md
#   BENCH=quick benchmarks/run.sh         a rehearsal: few blocks and little data, into artifacts/bench/rehearsal.md
#   ONLY='Startup Verdict' …              some of them; the others are taken from the last run if they ran in it
#
# Each has its peer and its physical limit in the same run; nothing else should run on the machine meanwhile. A comparison that fails is
# said so in the page, the others run all the same, and the exit code is 1. benchmarks/comparisons.tsv says what is to be reached.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=${BENCH:-full}
case $mode in
    full) page=${1:-docs/performance.md} log=artifacts/bench/full ;;
    quick) page=${1:-artifacts/bench/rehearsal.md} log=artifacts/bench/quick ;;
    *)
        echo "BENCH is '$mode': give quick, or nothing" >&2
        exit 2
        ;;
esac
mkdir -p "$log"
failed=0

quick() { [ "$mode" = quick ]; }

wanted() { [ -z "${ONLY:-}" ] || [[ " $ONLY " == *" $1 "* ]]; }

run() { # run LOG COMMAND...: its output goes to the terminal and into a file
    local name=$1
    shift
    echo "== $name: $*"
    if ! "$@" 2>&1 | tee -a "$log/$name.txt"; then
        echo "(this comparison failed)" | tee -a "$log/$name.txt"
        failed=1
    fi
}

benchmark() { # benchmark NAME ARGUMENTS...
    run "$1" dotnet run -c Release --no-build --project "benchmarks/$1" -- "${@:2}"
}

begin() { # begin NAME: whether it is there and wanted; then with an empty log
    [ -d "benchmarks/$1" ] || [ "$1" = Verdict ] || return 1
    wanted "$1" || return 1
    : > "$log/$1.txt"
}

for project in benchmarks/*/*.Benchmarks.csproj; do
    wanted "$(basename "$(dirname "$project")")" && dotnet build "$project" -c Release --nologo -v q
done
if wanted Startup || wanted Verdict; then
    dotnet build tests/Verdict --nologo -v q
fi

if begin Startup; then run Startup benchmarks/Startup/run.sh "$(quick && echo 2 || echo 20)"; fi
if begin Verdict; then run Verdict dotnet run --no-build --project tests/Verdict; fi
if begin TrafficRouter; then benchmark TrafficRouter "$(quick && echo 16 || echo 400)"; fi
if begin Listings; then benchmark Listings "$(quick && echo 6 || echo 40)"; fi
if begin SearchNode; then
    if quick; then
        benchmark SearchNode --documents 20000 --index-documents 2000 --blocks 6 --starts 6
    else
        benchmark SearchNode
    fi
fi
if begin DataSync; then
    if quick; then
        for part in backfill stream backlog lag verify; do benchmark DataSync "$part" 1 small; done
    else
        benchmark DataSync
    fi
fi

summary() { # a row for each comparison
    local name section ratio control how bound what against
    while IFS=$'\t' read -r name section ratio control how bound what against; do
        [[ $name == \#* ]] && continue
        awk -v section="$section" -v ratio="$ratio" -v control="$control" -v how="$how" -v bound="$bound" -v what="$what" -v against="$against" \
            -f benchmarks/summary.awk "$([ -f "$log/$name.txt" ] && echo "$log/$name.txt" || echo /dev/null)"
    done < benchmarks/comparisons.tsv
}

processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
{
    echo "# Performance"
    echo
    if quick; then
        echo "**A rehearsal with few blocks and little data: it shows that every comparison runs, and proves nothing about speed.**"
    else
        echo "Written by \`make bench\`, nothing by hand. What each comparison does, and what its figures leave open: the pages in [performance/](performance/)."
    fi
    echo
    echo "Machine: ${processor:-unknown processor}, $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB, $(uname -sr), .NET SDK $(dotnet --version)."
    echo "Written $(date -u '+%Y-%m-%d %H:%M') UTC, source $(git describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)."
    echo
    echo "A ratio is the median of interleaved blocks with its 95 % interval; the control is the peer against itself in the same blocks."
    echo
    echo "| what | against | ratio | control | reach | verdict |"
    echo "|---|---|---|---|---|---|"
    summary
    for file in "$log"/*.txt; do
        echo
        echo "## $(basename "$file" .txt), $(date -u -r "$file" '+%Y-%m-%d %H:%M') UTC"
        echo
        # Tables stay tables; what the measured programs say of their own starts is left in the log; the rest keeps its lines.
        awk '/^info: / { said = 1; next } said && /^      / { next } { said = 0 } /^\|/ { if (open) { print "```"; print ""; open = 0 } print; next } { if (!open) { print "```"; open = 1 } print } END { if (open) print "```" }' "$file"
    done
} | sed "s#$PWD/##g" > "$page.tmp"
mv "$page.tmp" "$page"
echo "Written: $page"
exit "$failed"
