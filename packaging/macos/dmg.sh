#!/bin/sh
# Makes dist/lookalike-VERSION.dmg from dist/Lookalike.app (python packaging/bundle.py on macOS). Not signed: that takes
# an Apple account, so users open it the first time by the context menu.
set -eu
tree=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$tree/core/lookalike/__init__.py")
[ -d "$tree/dist/Lookalike.app" ] || { echo "dmg.sh: run python packaging/bundle.py first" >&2; exit 1; }
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$tree/dist/Lookalike.app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Lookalike -srcfolder "$stage" -format ULFO -ov "$tree/dist/lookalike-$version.dmg"
