"""What MobileNet knows of photos: vectors that copies share, and labels."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lookalike.fingerprints.embed import Embedder, cosine, engine_input, stack
from lookalike.fingerprints.network import Engine
from lookalike.types import Raster
from lookalike_resources.models import ModelFile, read
from tests.photos import Edit, brightened, captioned, cropped, mirrored, photo, resized, stereo_pair


def vectors(embedder: Embedder, *rasters: Raster) -> list[bytes]:
    return [embedding.vector for embedding in embedder.embed([engine_input(raster) for raster in rasters])]


@pytest.mark.parametrize("edit", [resized, cropped, mirrored, brightened, captioned])
@pytest.mark.parametrize("name", ["astronaut", "chelsea", "coffee"])
def test_an_edited_copy_is_the_nearest_neighbour(
    embedder: Embedder, rasters: dict[str, Raster], name: str, edit: Edit
) -> None:
    query = embedder.embed([engine_input(np.asarray(edit(photo(name))))])[0]
    library = embedder.embed([engine_input(raster) for raster in rasters.values()])
    for kind in ("vector", "proposal_vector"):
        scores = [cosine(getattr(query, kind), getattr(entry, kind)) for entry in library]
        assert list(rasters)[int(np.argmax(scores))] == name


def test_two_photos_of_one_scene_are_closer_than_two_photos(embedder: Embedder, rasters: dict[str, Raster]) -> None:
    left, right = (np.asarray(image) for image in stereo_pair())
    one, other, unlike = vectors(embedder, left, right, rasters["chelsea"])
    assert cosine(one, other) > cosine(one, unlike) + 0.3


def test_a_photo_has_the_same_vectors_whatever_it_is_batched_with(
    embedder: Embedder, rasters: dict[str, Raster]
) -> None:
    inputs = [engine_input(raster) for raster in rasters.values()]
    together = embedder.embed(inputs)
    for index, embedding in enumerate(together):
        (alone,) = embedder.embed([inputs[index]])
        assert cosine(alone.vector, embedding.vector) > 0.999
        assert cosine(alone.proposal_vector, embedding.proposal_vector) > 0.999
        assert [label.wordnet_id for label in alone.labels] == [label.wordnet_id for label in embedding.labels]


def test_vectors_are_normalised_and_of_the_documented_length(embedder: Embedder, rasters: dict[str, Raster]) -> None:
    embedding = embedder.embed([engine_input(rasters["coffee"])])[0]
    assert stack([embedding.vector]).shape == (1, 1024)
    assert stack([embedding.proposal_vector]).shape == (1, 256)
    assert np.linalg.norm(stack([embedding.vector])) == pytest.approx(1, abs=1e-3)
    assert np.linalg.norm(stack([embedding.proposal_vector])) == pytest.approx(1, abs=1e-3)


def test_labels_name_what_is_in_the_photo(embedder: Embedder, rasters: dict[str, Raster]) -> None:
    coffee = embedder.classify(rasters["coffee"])
    assert len(coffee) == 5
    assert {label.name for label in coffee} & {"espresso", "cup", "coffee_mug"}
    assert [label.score for label in coffee] == sorted((label.score for label in coffee), reverse=True)
    cat = embedder.classify(rasters["chelsea"], top=3)
    assert {label.name for label in cat} & {"tabby", "tiger_cat", "Egyptian_cat"}
    assert all(label.wordnet_id.startswith("n0") for label in cat)


def test_a_scan_keeps_only_labels_that_are_likely(embedder: Embedder, rasters: dict[str, Raster]) -> None:
    for embedding in embedder.embed([engine_input(raster) for raster in rasters.values()]):
        assert len(embedding.labels) <= 3
        assert all(label.score >= 0.1 for label in embedding.labels)


def test_labels_are_those_of_keras_decode_predictions(
    tensorflow: Engine, rasters: dict[str, Raster], monkeypatch: pytest.MonkeyPatch
) -> None:
    from keras.src.applications import imagenet_utils

    # Keras would download this table, which is the one that ships with us.
    monkeypatch.setattr(imagenet_utils, "CLASS_INDEX", json.loads(read(ModelFile.CLASS_NAMES)))
    probabilities = tensorflow.run(engine_input(rasters["chelsea"])[None]).probabilities
    expected = imagenet_utils.decode_predictions(probabilities, top=5)[0]
    labels = Embedder(tensorflow).classify(rasters["chelsea"], top=5)
    assert [(label.wordnet_id, label.name) for label in labels] == [(found[0], found[1]) for found in expected]
    assert [label.score for label in labels] == pytest.approx([float(found[2]) for found in expected], abs=1e-4)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (90, 60), (224, 224), (384, 512)])
def test_photos_of_every_shape_can_be_embedded(embedder: Embedder, size: tuple[int, int]) -> None:
    raster = np.full((*size, 3), 127, np.uint8)
    assert engine_input(raster).shape == (224, 224, 3)
    assert np.isfinite(stack(vectors(embedder, raster))).all()


def test_black_photos_have_vectors_without_gaps(embedder: Embedder) -> None:
    embedding = embedder.embed([np.zeros((224, 224, 3), np.uint8)])[0]
    assert np.isfinite(stack([embedding.vector])).all()
    assert cosine(embedding.vector, embedding.vector) == pytest.approx(1, abs=1e-3)


def test_nothing_to_embed_is_no_work(embedder: Embedder) -> None:
    assert embedder.embed([]) == []


def test_an_empty_vector_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        cosine(b"", b"")
