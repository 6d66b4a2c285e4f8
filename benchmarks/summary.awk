# One row of the table in docs/performance.md, or one for each row of a table that a benchmark prints, from what the benchmark has printed:
#   awk -v section=… -v ratio=… -v control=… -v how=… -v bound=… -v what=… -v against=… -f summary.awk LOG
# A ratio stands as "median [low, high]" or "median (95 %: low to high)". It reaches its limit if the whole interval does; where the peer does not
# agree with itself within 5 %, or there were too few blocks for an interval, nothing is concluded.

function numbers(text, into,    n) { # the numbers in a text, how many
    gsub(/95 ?%/, "", text)
    n = 0
    while (match(text, /[0-9][0-9,]*(\.[0-9]+)?/)) {
        into[++n] = substr(text, RSTART, RLENGTH)
        gsub(/,/, "", into[n])
        into[n] += 0
        text = substr(text, RSTART + RLENGTH)
    }
    return n
}

function after(text, pattern) { match(text, pattern); return substr(text, RSTART + RLENGTH) }

function judge(low, high, middle, isFew) {
    if (isFew) return "INCONCLUSIVE: too few blocks"
    if (middle < 0.95 || middle > 1.05) return "INCONCLUSIVE: the peer differs from itself"
    if (how == ">=") return low >= bound ? "PASS" : high < bound ? "FAIL" : "INCONCLUSIVE: the interval holds the limit"
    return high <= bound ? "PASS" : low > bound ? "FAIL" : "INCONCLUSIVE: the interval holds the limit"
}

function row(name, ratioText, controlText,    r, c, few, verdict) {
    few = ratioText ~ /too few/ || numbers(ratioText, r) < 3
    numbers(ratioText, r)
    numbers(controlText, c)
    verdict = judge(r[2], r[3], c[1], few)
    printf "| %s | %s | %s | %s | %s %s | %s |\n", name, against, few ? r[1] " (no interval)" : r[1] " [" r[2] ", " r[3] "]", c[1] == "" ? "–" : c[1], how == ">=" ? "≥" : "≤", bound, verdict
    found = 1
}

section == "-" || $0 ~ section { inside = 1 }
!inside || isDone { next }

how ~ /^[ns]<=/ && $0 ~ ratio {
    numbers(after($0, ratio), n)
    value = how ~ /^s/ ? n[1] / 1000 : n[1]
    printf "| %s | %s | %s | – | ≤ %s | %s |\n", what, against, value, bound, value <= bound ? "PASS" : "FAIL"
    found = isDone = 1
    next
}

control == "row" && $0 ~ ratio {
    split($0, column, "|")
    gsub(/^ +| +$/, "", column[2])
    row(what (what == "search" ? ": " column[2] : ""), column[5], column[6])
    if (column[8] ~ /not judged/) print "| | | | | | " column[8] " |"
    next
}

control == "same" && $0 ~ ratio { row(what, substr(after($0, ratio), 1, index(after($0, ratio), "A/A") - 1), after($0, "A/A")); isDone = 1; next }
control != "row" && !ratioText && $0 ~ ratio { ratioText = after($0, ratio); next }
control != "row" && ratioText && $0 ~ control { row(what, ratioText, after($0, control)); isDone = 1 }

END { if (!found) printf "| %s | %s | – | – | %s %s | not measured |\n", what, against, how ~ />/ ? "≥" : "≤", bound }
