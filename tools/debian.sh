#!/bin/sh
# See to it that Debian packages are there: install the missing ones when root, say plainly which they are when not.
set -eu
missing=
for package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
    echo "This is no Debian; please install what corresponds to:$missing" >&2
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Debian packages are missing. Please run as root: apt-get update && apt-get install$missing" >&2
    exit 1
fi

# Services among them are for our own use: none is started on this machine.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi
echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# shellcheck disable=SC2086 # one word for each package
apt-get -qq install --yes --no-install-recommends $missing >/dev/null
