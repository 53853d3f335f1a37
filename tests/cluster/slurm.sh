#!/bin/bash
# A Slurm of one node on this machine, for tests: slurm.sh COMMAND [ARGUMENT...] starts it, runs the command, and ends it.
# Needs root and Debian's packages slurm-wlm and munge. Ends only the daemons that it started.
set -eu
state=$(mktemp -d)
host=$(hostname -s)
daemons=()

finish() {
    for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${daemons[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$state"
    # With it but without a controller every start of Snakemake waits nine seconds: its plugin asks scontrol.
    [ -z "$configured" ] || rm -f /etc/slurm/slurm.conf
}
configured=
trap finish EXIT
trap 'exit 143' TERM INT

# Jobs call srun, which reads /etc/slurm/slurm.conf and nothing else: the executor passes no SLURM_* variable on.
if [ -e /etc/slurm/slurm.conf ] && ! grep -q '^ClusterName=presspack-test$' /etc/slurm/slurm.conf; then
    echo "slurm.sh: /etc/slurm/slurm.conf is there and not ours: this machine has a Slurm of its own" >&2
    exit 3
fi
mkdir -p /etc/slurm /run/munge
configured=yes
memory=$(($(awk '/MemTotal/ {print $2}' /proc/meminfo) / 1024 * 9 / 10))
cat > /etc/slurm/slurm.conf <<END
ClusterName=presspack-test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
MinJobAge=86400
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
StateSaveLocation=$state/controller
SlurmdSpoolDir=$state/node
SlurmctldPidFile=$state/slurmctld.pid
SlurmdPidFile=$state/slurmd.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdLogFile=$state/slurmd.log
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=test Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
mkdir "$state/controller" "$state/node"

if ! munge -n > /dev/null 2>&1; then
    chown munge: /run/munge
    runuser -u munge -- /usr/sbin/munged --foreground > /dev/null 2>&1 &
    daemons+=($!)
fi
for _ in $(seq 20); do munge -n > /dev/null 2>&1 && break; sleep 0.5; done
/usr/sbin/slurmctld -D > /dev/null 2>&1 &
daemons+=($!)
/usr/sbin/slurmd -D > /dev/null 2>&1 &
daemons+=($!)
for _ in $(seq 60); do sinfo -h -o %T 2> /dev/null | grep -q idle && break; sleep 0.5; done
if ! sinfo -h -o %T | grep -q idle; then
    tail -n 20 "$state"/*.log >&2
    exit 3
fi
"$@"
