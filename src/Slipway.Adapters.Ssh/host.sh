# Run by a host's sh over ssh: VERB FOLDER ..., with the runner's configuration behind it on standard input.
# A host holds one machine at a time: FOLDER/machine, with its facts in a file. Who changes it holds FOLDER/lock. The answer is read by HostAnswer.
set -u
umask 077
verb=$1 top=$2
case $top in /*) ;; *) top=$HOME/$top ;; esac
here=$top/machine

began() { # when a process began, in ticks: a number that was given to another process has another
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

alive() {
  [ -s "$here/pid" ] && read -r pid since < "$here/pid" && [ -n "$since" ] && [ "$(began "$pid")" = "$since" ]
}

is() { # INSTANCE MACHINE
  [ -e "$here/facts" ] && read -r i m rest < "$here/facts" && [ "$i $m" = "$1 $2" ]
}

state() {
  if [ ! -e "$here/facts" ]; then echo free; return; fi
  read -r instance machine pool made < "$here/facts" || :
  if [ -e "$here/removing" ]; then what=removing
  elif alive; then what=running
  elif [ -e "$here/pid" ]; then what=ended
  else what=starting; fi
  printf 'machine %s %s %s %s %s\n' "$instance" "$machine" "$pool" "$made" "$what"
}

marked() { # the processes that carry the machine's mark in their environment
  grep -lzx "SLIPWAY_MACHINE=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
}

lock() {
  mkdir -p "$top" && exec 9>> "$top/lock" && flock -w 60 9 || { echo "failed the lock of $top is held, or can't be made"; exit 0; }
}

case $verb in
state) state ;;

start) # INSTANCE MACHINE POOL SECONDS BYTES COMMAND
  seconds=$6 bytes=$7 command=$8
  lock
  if [ -e "$here/facts" ] && { ! is "$3" "$4" || [ -e "$here/pid" ] || [ -e "$here/removing" ]; }; then state; exit 0; fi
  if ! command -v "$command" > /dev/null 2>&1; then echo "refused there is no program $command on this host"; exit 0; fi
  rm -rf "$here" && mkdir "$here" || { echo "failed $here can't be made"; exit 0; }
  head -c "$bytes" > "$here/slipway-runner.json"
  if [ "$(wc -c < "$here/slipway-runner.json")" -ne "$bytes" ]; then rm -rf "$here"; echo 'failed the configuration was cut off'; exit 0; fi
  printf '%s %s %s %s\n' "$3" "$4" "$5" "$(date +%s)" > "$here/facts.new" && mv "$here/facts.new" "$here/facts"
  cd "$here" || exit 1
  # Work trees and caches lie in the machine's folder, and go with it. That folder is shut; what is in it, jobs' own users must read.
  SLIPWAY_MACHINE=$4 setsid sh -c '
    echo "$$ $(sed "s/.*) //" /proc/$$/stat | cut -d" " -f20)" > pid
    umask 022
    SLIPWAY_RUNNER_FOLDER=$PWD exec timeout -k 30 "$1" "$2" run --config "$3"' sh "$seconds" "$command" "$here/slipway-runner.json" < /dev/null > "$here/log" 2>&1 9>&- &
  tries=0
  while [ ! -s "$here/pid" ] && [ $tries -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
  state ;;

remove) # INSTANCE MACHINE CLEAN
  clean=$5
  lock
  if ! is "$3" "$4"; then echo gone; exit 0; fi
  : > "$here/removing"
  for signal in TERM TERM KILL KILL KILL; do
    left=$(marked "$4")
    [ -n "$left" ] || break
    for pid in $left; do kill -s "$signal" "$pid" 2>/dev/null; done
    wait=0
    while [ $wait -lt 30 ] && [ -n "$(marked "$4")" ]; do wait=$((wait + 1)); sleep 0.1; done
  done
  left=$(marked "$4" | tr '\n' ' ')
  if [ -n "$left" ]; then echo "failed processes of it do not end: $left"; exit 0; fi
  if [ -n "$clean" ] && ! sh -c "$clean" > "$here/clean.log" 2>&1 < /dev/null 9>&-; then
    echo "failed cleaning the host: $(tail -n 1 "$here/clean.log" | cut -c1-500)"; exit 0
  fi
  # The facts go last: a removal that was cut off is seen, and done again.
  chmod -R u+rwX "$here" 2>/dev/null
  find "$here" -mindepth 1 -maxdepth 1 ! -name facts ! -name removing -exec rm -rf {} + && rm -rf "$here" && echo gone || echo "failed $here can't be removed" ;;

log) # INSTANCE MACHINE BYTES
  if is "$3" "$4"; then echo log; tail -c "$5" "$here/log" 2>/dev/null; else echo gone; fi ;;
esac
exit 0
