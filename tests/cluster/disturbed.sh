#!/bin/bash
# Runs a command that sends jobs to the test's Slurm. Meanwhile the node drains, its running job is killed, and it is
# given back: disturbed.sh COMMAND [ARGUMENT...]
set -u
node=$(hostname -s)
"$@" &
build=$!
until running=$(squeue --noheader --states=running --format=%i) && [ -n "$running" ]; do
    kill -0 "$build" || exit 1
    sleep 0.5
done
scontrol update nodename="$node" state=drain reason=test
for job in $running; do
    scancel --signal=KILL --full "$job" && echo "disturbed.sh: killed job $job" >&2
done
sleep 5
scontrol update nodename="$node" state=resume
wait "$build"
