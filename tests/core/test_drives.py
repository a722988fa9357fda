"""Spinning disks and network shares are read by few threads at a time, all others by as many as there are."""

import os
import threading
import time

import pytest

from lookalike.files.discover import discover
from lookalike.files.drives import NETWORK_READERS, SPINNING_READERS, Drives
from lookalike.files.mounts import Mount, mount_of
from lookalike.job import ThreadRunner
from lookalike.settings import ScanOptions

EXT4 = Mount("/photos", "ext4", "/dev/sda1")


@pytest.fixture
def kernel(tmp_path):
    """A disk of two partitions as Linux describes it: `kernel(rotational)` gives the folder and the device numbers."""

    def describe(rotational):
        disk, blocks = tmp_path / "devices" / "sda", tmp_path / "block"
        (disk / "queue").mkdir(parents=True)
        (disk / "queue" / "rotational").write_text(f"{rotational}\n")
        (disk / "sda1").mkdir()
        blocks.mkdir()
        (blocks / "8:0").symlink_to(disk)
        (blocks / "8:1").symlink_to(disk / "sda1")
        return str(blocks), os.makedev(8, 0), os.makedev(8, 1)

    return describe


def test_a_spinning_disk_has_few_readers_and_so_have_its_partitions(kernel):
    blocks, disk, partition = kernel(1)
    assert [Drives(blocks).readers(EXT4, device) for device in (disk, partition)] == [SPINNING_READERS] * 2


def test_a_disk_without_moving_parts_has_any_number(kernel):
    blocks, disk, partition = kernel(0)
    assert [Drives(blocks).readers(EXT4, device) for device in (disk, partition)] == [0, 0]


def test_a_file_system_in_memory_has_any_number(tmp_path):
    assert Drives(str(tmp_path)).readers(Mount("/tmp", "tmpfs", "tmpfs"), os.makedev(0, 42)) == 0


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_share_has_few_readers(kind, tmp_path):
    assert Drives(str(tmp_path)).readers(Mount("/share", kind, "nas:/photos"), os.makedev(0, 43)) == NETWORK_READERS


def test_turns_are_given_to_as_many_as_the_drive_serves(kernel, tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(b"x")
    (photo,) = discover(ScanOptions(roots=(str(folder),))).photos
    blocks, _disk, _partition = kernel(1)
    number = f"{os.major(photo.device)}:{os.minor(photo.device)}"
    os.symlink(os.path.realpath(os.path.join(blocks, "8:0")), os.path.join(blocks, number))
    drives, inside, most, lock = Drives(blocks), 0, 0, threading.Lock()
    all_readers_are_in = threading.Barrier(SPINNING_READERS)

    def read(_number):
        nonlocal inside, most
        with drives.turn(photo):
            with lock:
                inside += 1
                most = max(most, inside)
            all_readers_are_in.wait(60)
            time.sleep(0.002)  # for a reader that is one too many
            with lock:
                inside -= 1

    with ThreadRunner(6) as runner:
        list(runner.map(read, range(30), ahead=30))  # All at once, so that each finds another to be in with.
    assert (inside, most) == (0, SPINNING_READERS)


def test_a_mount_says_what_is_mounted(tmp_path):
    mount = mount_of(str(tmp_path))
    assert tmp_path.is_relative_to(mount.top)
    assert (mount.kind == "") == (mount.source == "")
