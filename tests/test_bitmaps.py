"""Bitmaps: what is taken from them, what is kept, and what is made lighter for screens."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

from PIL import Image, ImageCms

from offprint import bitmaps, pictures

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photograph(path: Path, orientation: int = 1, size: tuple[int, int] = (40, 20)) -> Path:
    """Write a photograph whose camera noted the place and the owner."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x013B] = "Owner Name"
    notes.get_ifd(0x8825)[1] = "N"
    image = Image.effect_noise(size, 80).convert("RGB")
    image.save(path, exif=notes, icc_profile=PROFILE)
    return path


def test_what_a_camera_notes_goes(tmp_path: Path) -> None:
    """The notes go from JPEG, PNG and WebP, the colour profile and every pixel stay."""
    for name in ("a.jpg", "a.png", "a.webp"):
        path = photograph(tmp_path / name)
        assert b"Owner Name" in path.read_bytes()

        picture = pictures.read(path)

        with Image.open(io.BytesIO(picture.data)) as image, Image.open(path) as before:
            assert b"Owner Name" not in picture.data
            assert dict(image.getexif()) == {}
            assert image.info["icc_profile"] == PROFILE
            assert image.tobytes() == before.tobytes()


def test_a_photograph_stays_upright(tmp_path: Path) -> None:
    """A picture on its side keeps the note that says so; its width is the one that readers see."""
    picture = pictures.read(photograph(tmp_path / "a.jpg", orientation=6))

    with Image.open(io.BytesIO(picture.data)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
    assert (picture.width, picture.height) == (20, 40)
    assert b"Owner Name" not in picture.data


def test_large_pictures_are_light_on_screens_and_whole_in_print(tmp_path: Path) -> None:
    """A screen gets 2,000 pixels of the longer side, with the colour profile; print gets them all."""
    picture = pictures.read(photograph(tmp_path / "a.jpg", orientation=6, size=(3000, 1500)))

    light = bitmaps.for_screen(picture)

    with Image.open(io.BytesIO(light)) as image:
        assert image.size == (1000, 2000)
        assert image.info["icc_profile"] == PROFILE
    assert bitmaps.for_print(picture) == picture.data
    assert len(light) < len(picture.data)


def test_small_pictures_are_the_same_everywhere(tmp_path: Path) -> None:
    """What is small enough is not touched."""
    picture = pictures.read(photograph(tmp_path / "a.png"))

    assert bitmaps.for_screen(picture) == bitmaps.for_print(picture) == picture.data


def test_only_a_channel_of_opacity_that_hides_nothing_goes(tmp_path: Path) -> None:
    """An opaque RGBA picture is printed as RGB; one with a hole keeps it."""
    Image.new("RGBA", (9, 9), (1, 2, 3, 255)).save(tmp_path / "opaque.png")
    Image.new("RGBA", (9, 9), (1, 2, 3, 254)).save(tmp_path / "hole.png")

    modes = []
    for name in ("opaque.png", "hole.png"):
        with Image.open(io.BytesIO(bitmaps.for_print(pictures.read(tmp_path / name)))) as image:
            modes.append((image.mode, image.getpixel((4, 4))))

    assert modes == [("RGB", (1, 2, 3)), ("RGBA", (1, 2, 3, 254))]


def test_damaged_notes_harm_nobody(tmp_path: Path) -> None:
    """A JPEG is read although what its camera noted is cut off."""
    data = photograph(tmp_path / "a.jpg").read_bytes()
    at = data.index(b"Exif\0\0")
    (tmp_path / "b.jpg").write_bytes(data[: at + 8] + bytes(itertools.repeat(0xFF, 30)) + data[at + 38 :])

    assert pictures.read(tmp_path / "b.jpg").width == 40
