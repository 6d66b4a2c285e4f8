#!/usr/bin/env bash
# Runs every comparison, one after another, and writes what each has printed into one page, the machine named.
#
#   benchmarks/run.sh [PAGE]      PAGE: default docs/performance.md
#
# Each has its peer and its physical limit in the same run; nothing else should run on the machine meanwhile. A comparison that fails is
# said so in the page, the others run all the same, and the exit code is 1.
set -euo pipefail
cd "$(dirname "$0")/.."

page=${1:-docs/performance.md}
log=artifacts/bench
mkdir -p "$log"
failed=0

run() { # run NAME COMMAND...: its output goes to the terminal and into a file
    local name=$1
    shift
    echo "== $name"
    if ! "$@" 2>&1 | tee "$log/$name.txt"; then
        echo "(this comparison failed)" | tee -a "$log/$name.txt"
        failed=1
    fi
}

dotnet build Migration.sln -c Release --nologo -v q
for project in benchmarks/*/*.csproj; do
    run "$(basename "$(dirname "$project")")" dotnet run -c Release --no-build --project "$project"
done
dotnet build Migration.sln --nologo -v q
run Startup benchmarks/Startup/run.sh

processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
{
    echo "# Performance"
    echo
    echo "Written by \`make bench\`, nothing by hand. What each comparison does, and what its figures leave open: the pages in [performance/](performance/)."
    echo
    echo "Machine: ${processor:-unknown processor}, $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB, $(uname -sr), .NET SDK $(dotnet --version)."
    echo "Run $(date -u '+%Y-%m-%d %H:%M') UTC, source $(git describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)."
    for file in "$log"/*.txt; do
        echo
        echo "## $(basename "$file" .txt)"
        echo
        # Tables stay tables; the rest keeps its lines.
        awk '/^\|/ { if (open) { print "```"; print ""; open = 0 } print; next } { if (!open) { print "```"; open = 1 } print } END { if (open) print "```" }' "$file"
    done
} > "$page.tmp"
mv "$page.tmp" "$page"
echo "Written: $page"
exit "$failed"
