# Ends what an environment has started, and deletes its folders, once its host is gone.
#
# Runs as  sh -c "$script" migration-reaper ENVIRONMENT_ID  in a session of its own, so that neither Ctrl-C nor the end of the
# terminal reaches it. The host writes to its standard input, one line each:
#   + PID SIGNAL   watch a process; SIGNAL (a number) is what it gets first
#   - PID          forget a process
#   d DIRECTORY    delete this folder at the end
# The end of the input, which the kernel brings about however the host ends, means: end the watched processes, everything below
# them, and everything that carries the environment's mark, wherever it hangs in the process tree.
trap '' HUP INT TERM
exec >/dev/null 2>&1
cd /
mark="MIGRATION_ENVIRONMENT_ID=$1"
watched=
folders=
newline='
'

# Sets $parent, $session and $start (clock ticks since boot) of process $1. Fails for what is dead; a zombie is dead.
inspect() {
    if [ ! -r /proc/self/stat ]; then
        # No Linux: no start times and no tree, but still the watched processes and their groups.
        parent=0 session=0 start=0
        kill -0 "$1"
        return
    fi
    IFS= read -r stat <"/proc/$1/stat" || return 1
    # The name in parentheses may hold anything, the fields behind the last one are numbers. The first is the state.
    set -- ${stat##*') '}
    case $1 in Z | X) return 1 ;; esac
    parent=$2 session=$4 start=${20}
}

# Whether the process of the word PID:START is still the same one.
alive() {
    inspect "${1%%:*}" && [ "$start" = "${1##*:}" ]
}

forget() {
    kept=
    for entry in $watched; do
        case $entry in "$1":*) ;; *) kept="$kept $entry" ;; esac
    done
    watched=$kept
}

# Sets $victims to words PID:START: watched processes, members of their sessions, descendants, and what carries the mark.
collect() {
    family=' '
    for entry in $watched; do
        alive "${entry%:*}" && family="$family${entry%%:*} "
    done
    for file in $(grep -ls "$mark" /proc/[0-9]*/environ); do
        pid=${file#/proc/}
        family="$family${pid%%/*} "
    done
    victims=
    [ "$family" = ' ' ] && return
    table=
    for directory in /proc/[0-9]*; do
        pid=${directory#/proc/}
        inspect "$pid" && table="$table $pid:$parent:$session"
    done
    grown=yes
    while [ "$grown" ]; do
        grown=
        for row in $table; do
            pid=${row%%:*}
            above=${row#*:}
            case $family in *" $pid "*) continue ;; esac
            case $family in *" ${above%%:*} "* | *" ${above##*:} "*) family="$family$pid " grown=yes ;; esac
        done
    done
    for pid in $family; do
        [ "$pid" != $$ ] && inspect "$pid" && victims="$victims $pid:$start"
    done
}

# Keeps of the words PID:START in $remaining only what still lives; fails when nothing is left.
still() {
    living=
    for victim in $remaining; do
        alive "$victim" && living="$living $victim"
    done
    remaining=$living
    [ "$remaining" ]
}

while IFS=' ' read -r verb rest; do
    case $verb in
    +)
        pid=${rest%% *}
        forget "$pid"
        inspect "$pid" && watched="$watched $pid:$start:${rest##* }"
        ;;
    -) forget "$rest" ;;
    d) folders="$folders$rest$newline" ;;
    esac
done

# The tree is taken before the first signal: afterwards orphans hang under another parent.
collect
remaining=
for entry in $watched; do
    pid=${entry%%:*}
    signal=${entry##*:}
    alive "${entry%:*}" && remaining="$remaining ${entry%:*}" && { kill "-$signal" "-$pid" || kill "-$signal" "$pid"; }
done
# The watched get two seconds of grace. Then SIGKILL for whatever is left, until nothing is; what was forked meanwhile still has
# the mark or a parent.
tries=0
while [ $tries -lt 40 ] && still; do
    sleep 0.05
    tries=$((tries + 1))
done
tries=0
remaining=$victims
while [ "$remaining" ] && [ $tries -lt 60 ]; do
    collect
    remaining="$victims $remaining"
    still || break
    for victim in $remaining; do
        kill -9 "${victim%%:*}"
    done
    sleep 0.05
    tries=$((tries + 1))
done

IFS=$newline
for folder in $folders; do
    case $folder in /?*) rm -rf -- "$folder" ;; esac
done
