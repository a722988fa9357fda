"""What the network sees travels with a photo's content: into its byte copies, and out of the cache."""

from lookalike.session import Session
from lookalike.settings import ScanOptions
from tests.photos import photo, save


def test_a_byte_copy_has_the_labels_of_its_twin_in_the_first_scan_and_in_the_next(tmp_path):
    original = save(photo("coffee"), tmp_path / "photos/coffee.jpg")
    copies = [tmp_path / "photos/again.jpg", tmp_path / "photos/zebra.jpg"]
    copies[0].write_bytes(original.read_bytes())
    options = ScanOptions(roots=(str(tmp_path / "photos"),))
    with Session(str(tmp_path / "cache")) as session:
        for _ in range(2):
            labels = {one.labels for one in session.scan(options).fingerprints}
            assert next(label.name for label in labels.pop()) == "espresso"
            assert not labels
            copies[1].write_bytes(original.read_bytes())
