#!/bin/sh
# Makes dist/lookalike_VERSION_ARCH.deb from dist/lookalike (see bundle.py). Needs dpkg-deb, gzip and python3.
#   packaging/deb.sh [zstd|xz] [LEVEL]
set -eu
tree=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$tree/core/lookalike/__init__.py")
architecture=$(dpkg --print-architecture)
bundle=$tree/dist/lookalike
[ -x "$bundle/lookalike-gui" ] || { echo "deb.sh: $bundle is missing; run python packaging/bundle.py first" >&2; exit 1; }

root=$tree/build/deb
rm -rf "$root"
share=$root/usr/share
mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib" "$share/applications" "$share/metainfo" "$share/mime/packages" \
    "$share/icons/hicolor/scalable/apps" "$share/man/man1" "$share/doc/lookalike" "$share/bash-completion/completions" \
    "$share/zsh/vendor-completions" "$share/fish/vendor_completions.d"
cp -a "$bundle" "$root/usr/lib/lookalike"
ln -s ../lib/lookalike/lookalike "$root/usr/bin/lookalike"
ln -s ../lib/lookalike/lookalike-gui "$root/usr/bin/lookalike-gui"
cp "$tree/packaging/linux/lookalike.desktop" "$share/applications/"
cp "$tree/packaging/linux/org.lookalike.Lookalike.metainfo.xml" "$share/metainfo/"
cp "$tree/packaging/linux/lookalike-mime.xml" "$share/mime/packages/lookalike.xml"
cp "$tree/resources/lookalike_resources/icons/lookalike.svg" "$share/icons/hicolor/scalable/apps/"
for side in 16 24 32 48 64 128 256; do
    mkdir -p "$share/icons/hicolor/${side}x$side/apps"
    cp "$tree/build/icons/lookalike-$side.png" "$share/icons/hicolor/${side}x$side/apps/lookalike.png"
done
gzip -9nc "$tree/build/man/lookalike.1" > "$share/man/man1/lookalike.1.gz"
gzip -9nc "$tree/packaging/linux/lookalike-gui.1" > "$share/man/man1/lookalike-gui.1.gz"
"$bundle/lookalike" completion bash > "$share/bash-completion/completions/lookalike"
"$bundle/lookalike" completion zsh > "$share/zsh/vendor-completions/_lookalike"
"$bundle/lookalike" completion fish > "$share/fish/vendor_completions.d/lookalike.fish"
cp "$tree/packaging/linux/copyright" "$share/doc/lookalike/copyright"
{
    printf 'lookalike (%s) stable; urgency=low\n\n  * New upstream release.\n\n' "$version"
    printf ' -- The Lookalike developers <team@lookalike.invalid>  %s\n' "$(LC_ALL=C date -R)"
} | gzip -9nc > "$share/doc/lookalike/changelog.gz"
mkdir -p "$share/lintian/overrides"
cp "$tree/packaging/linux/lintian-overrides" "$share/lintian/overrides/lookalike"

cat > "$root/DEBIAN/control" <<CONTROL
Package: lookalike
Version: $version
Architecture: $architecture
Maintainer: The Lookalike developers <team@lookalike.invalid>
Section: graphics
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6 (>= 2.35), libgl1, libegl1, libxcb1, libx11-6, libdbus-1-3, libfontconfig1, fonts-dejavu-core | fonts-freefont-ttf | fonts-noto-core
Recommends: fonts-noto-cjk
Description: find duplicate and similar photos, and see why they match
 Lookalike groups copies, re-saved, resized, cropped, rotated, mirrored,
 captioned and filtered photos, and series of one scene. It shows why two
 photos match, compares them aligned, and lets go of what is marked: to the
 trash, with undo. Everything runs on this machine.
CONTROL
find "$root" -type d -exec chmod 755 {} +
find "$root/usr/lib/lookalike" -type f ! -name lookalike -exec chmod 644 {} +
target=$tree/dist/lookalike_${version}_$architecture.deb
dpkg-deb --root-owner-group -Z"${1:-zstd}" -z"${2:-19}" --build "$root" "$target"
echo "$target: $(du -m "$target" | cut -f1) MB, installed $(du -sm "$root/usr" | cut -f1) MB"
