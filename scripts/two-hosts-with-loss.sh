#!/bin/sh
# Two hosts on this machine, in network namespaces of their own, that lose datagrams in both directions:
# starts a node on each, puts, gets, sends a large value both ways, and prints what was dropped. Needs root,
# ip and either tc with netem or nft.
# Usage: scripts/two-hosts-with-loss.sh [PERCENT [4 or 6 [BYTES [SECONDS]]]]
# By default 20 % are lost, over IPv4, and the value has 300,000 bytes and 20 s to arrive.
set -eu
cd "$(dirname "$0")/.."
percent=${1:-20}
bytes=${3:-300000}
seconds=${4:-20}
case ${2:-4} in
  4) a=10.77.0.1 b=10.77.0.2 prefix=24 seed=$a:5000 any=0.0.0.0 ;;
  6) a=fd77::1 b=fd77::2 prefix=64 seed=[$a]:5000 any=:: ;;
  *) echo "the second word is 4 or 6, for the version of IP" >&2; exit 2 ;;
esac
work=$(mktemp -d)
dht=$PWD/simpledht

cleanup() {
  for side in a b; do
    ip netns pids "sdht-$side" 2>/dev/null | xargs -r kill 2>/dev/null || true
    ip netns del "sdht-$side" 2>/dev/null || true
  done
  rm -rf "$work"
}
trap cleanup EXIT INT TERM

lose() { # namespace interface
  if ip netns exec "$1" tc qdisc add dev "$2" root netem loss "$percent%" delay 10ms 2>/dev/null; then
    return
  fi
  command -v nft >/dev/null || { echo "this kernel has no netem, and nft is not installed" >&2; exit 1; }
  ip netns exec "$1" nft add table inet loss
  ip netns exec "$1" nft 'add chain inet loss in { type filter hook input priority 0; }'
  ip netns exec "$1" nft "add rule inet loss in iifname $2 udp dport 0-65535 numgen random mod 100 < $percent counter drop"
}

"$dht" --version
ip netns add sdht-a
ip netns add sdht-b
ip link add sdht-a0 netns sdht-a type veth peer name sdht-b0 netns sdht-b
nodad=
[ "$prefix" = 24 ] || nodad=nodad # else the addresses are of no use for the first seconds
ip netns exec sdht-a ip addr add "$a/$prefix" dev sdht-a0 $nodad
ip netns exec sdht-b ip addr add "$b/$prefix" dev sdht-b0 $nodad
for side in a b; do
  ip netns exec "sdht-$side" ip link set lo up
  ip netns exec "sdht-$side" ip link set "sdht-${side}0" up
  lose "sdht-$side" "sdht-${side}0"
done

ip netns exec sdht-a "$dht" start --max-value 64M --host "$any" >"$work/a.log" 2>&1 &
sleep 2
ip netns exec sdht-b "$dht" start --max-value 64M --host "$any" --bootstrap "$seed" >"$work/b.log" 2>&1 &
tries=0
until grep -q 'Joined the network' "$work/b.log"; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || { cat "$work/b.log"; echo "b did not join within a minute" >&2; exit 1; }
  sleep 1
done
cat "$work/b.log"
ip netns exec sdht-b "$dht" put greeting hello
ip netns exec sdht-a "$dht" get greeting
echo
ip netns exec sdht-a "$dht" put --host "$b" remote 'over the lossy link'
head -c "$bytes" /dev/urandom >"$work/value"
ip netns exec sdht-a "$dht" put big --file "$work/value" --timeout "$seconds"
ip netns exec sdht-a "$dht" get big --host "$b" --timeout "$seconds" --out "$work/copy"
cmp "$work/value" "$work/copy" && echo "$bytes bytes came back unchanged"
for side in a b; do
  ip netns exec "sdht-$side" tc -s qdisc show dev "sdht-${side}0" 2>/dev/null | grep -A1 netem || true
  ip netns exec "sdht-$side" nft list ruleset 2>/dev/null | grep drop || true
done
