#!/bin/sh
# Makes two things from dist/lookalike (see bundle.py): dist/lookalike-VERSION-linux-ARCH.tar.zst, which runs where it is
# unpacked, and dist/Lookalike.AppDir. `appimagetool dist/Lookalike.AppDir`, on a machine that has it, makes the AppImage.
set -eu
tree=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$tree/core/lookalike/__init__.py")
bundle=$tree/dist/lookalike
[ -x "$bundle/lookalike-gui" ] || { echo "appdir.sh: $bundle is missing; run python packaging/bundle.py first" >&2; exit 1; }

name=lookalike-$version-linux-$(uname -m)
tar --create --directory "$tree/dist" --owner=0 --group=0 --transform "s,^lookalike,$name," lookalike |
    zstd -q -T0 "-${1:-15}" -f -o "$tree/dist/$name.tar.zst"

root=$tree/dist/Lookalike.AppDir
rm -rf "$root"
mkdir -p "$root/usr/lib" "$root/usr/share/metainfo" "$root/usr/share/applications" "$root/usr/share/mime/packages"
cp -a "$bundle" "$root/usr/lib/lookalike"
cp "$tree/packaging/linux/lookalike.desktop" "$root/"
cp "$tree/packaging/linux/lookalike.desktop" "$root/usr/share/applications/"
cp "$tree/packaging/linux/org.lookalike.Lookalike.metainfo.xml" "$root/usr/share/metainfo/"
cp "$tree/packaging/linux/lookalike-mime.xml" "$root/usr/share/mime/packages/lookalike.xml"
cp "$tree/build/icons/lookalike-256.png" "$root/lookalike.png"
ln -s lookalike.png "$root/.DirIcon"
cat > "$root/AppRun" <<'RUN'
#!/bin/sh
# Verbs go to the command line, everything else to the window.
exec "$(dirname -- "$(readlink -f -- "$0")")/usr/lib/lookalike/lookalike" "$@"
RUN
chmod 755 "$root/AppRun"
echo "$tree/dist/$name.tar.zst: $(du -m "$tree/dist/$name.tar.zst" | cut -f1) MB; $root: $(du -sm "$root" | cut -f1) MB"
