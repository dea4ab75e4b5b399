"""The PDF for a printer: PDF/X-4, in black ink, trimmed and two-sided; and it still says the same."""

from __future__ import annotations

import hashlib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfx import faults, operators, properties
from PIL import Image, ImageCms
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_TEXT

from offprint.cli import main
from offprint.project import shipped

Sample = Callable[[str], Path]
MM = 72 / 25.4


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the output folder of this repository's article, made for a printer."""
    output = tmp_path_factory.mktemp("press")
    assert main(["build", str(Path(__file__).parents[2]), "--press", "--output", str(output)]) == 0
    return output


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., pikepdf.Pdf]:
    """Give `printed(text, …)`: the PDF for a printer of a paper that begins with a title."""

    def build(text: str, *options: str, front: str = "") -> pikepdf.Pdf:
        (tmp_path / "paper.md").write_text(f"---\ntitle: T\n{front}\n---\n\n{text}\n")
        assert main(["build", str(tmp_path), "--press", "--to", "pdf", *options]) == 0
        return pikepdf.open(tmp_path / "_build/paper.press.pdf")

    return build


def test_it_stands_beside_the_readers_pdf(sample: Sample, everything: Path) -> None:
    """It has a name and a record of its own; page and book are those of any build."""
    project = sample("everything")

    assert main(["build", str(project), "--press"]) == 0

    made = project / "_build"
    assert sorted(path.name for path in made.iterdir()) == [
        "article.epub", "article.html", "article.press.collation.json", "article.press.pdf",
    ]  # fmt: skip
    for name in ("article.epub", "article.html"):
        assert (made / name).read_bytes() == (everything / name).read_bytes()


def test_it_is_pdf_x_4(article: Path) -> None:
    """Each demand of the standard is met; the reader's PDF meets few of them."""
    file = article / "article.press.pdf"

    assert "No syntax or stream encoding errors" in subprocess.run(
        ["qpdf", "--check", file], capture_output=True, text=True, check=True
    ).stdout  # fmt: skip
    with pikepdf.open(file) as pdf:
        assert faults(pdf) == []


def test_what_the_list_finds_in_a_readers_pdf(everything: Path) -> None:
    """The list of demands can be failed."""
    with pikepdf.open(everything / "article.pdf") as pdf:
        found = faults(pdf)

    assert "it is PDF 1.7" in found
    assert "it has an action" in found
    assert "it has 0 output intents" in found
    assert "page 1 has annotations" in found
    assert "content is in RGB without a profile" in found
    assert "XMP lacks {http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion" in found


def test_text_is_in_black_ink_alone(printed: Callable[..., pikepdf.Pdf]) -> None:
    """Text, notes, rules, code, tables and formulas: no operator asks for another ink."""
    text = """
Text[^n] with [a link](https://example.org), $E = mc^2$ and `code`.

[^n]: A note.

$$ \\frac{a}{b} $$

```python
def f(): return "text"  # a remark
```

| a | b |
|---|---|
| 1 | 2 |
"""
    with printed(text, "--draft") as pdf:
        used = list(operators(pdf))

    assert {name for name, _ in used} & {
        "rg",
        "RG",
        "cs",
        "CS",
        "sc",
        "SC",
        "scn",
        "SCN",
        "g",
        "G",
        "sh",
    } == set()
    inks = [tuple(map(float, operands)) for name, operands in used if name in ("k", "K")]
    assert len(inks) > 5
    assert set(inks) == {(0, 0, 0, 1), (0, 0, 0, 0.733)}  # the mark of a long line of code is grey


def test_greys_become_tints_and_colours_keep_theirs(
    tmp_path: Path, printed: Callable[..., pikepdf.Pdf]
) -> None:
    """What drawing programs write for black is printed solid; a colour has the profile of sRGB."""
    shades = ["#231f20", "#808080", "white", "#1c5d99", "url(#grey)", "url(#warm)"]
    squares = "".join(
        f'<rect x="{9 * n}" width="8" height="8" fill="{shade}"/>' for n, shade in enumerate(shades)
    )
    ramps = "".join(
        f'<linearGradient id="{name}"><stop stop-color="{start}"/><stop offset="1" stop-color="white"/>'
        "</linearGradient>"
        for name, start in (("grey", "black"), ("warm", "red"))
    )
    veiled = '<g opacity=".5"><rect y="9" width="8" height="8" fill="black"/></g>'
    (tmp_path / "shades.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">'
        f"<defs>{ramps}</defs>{squares}{veiled}</svg>"
    )

    with printed("![Shades](shades.svg)") as pdf:
        used = list(operators(pdf))
        gradients = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ShadingType" in one
        ]
        spaces = [
            str(one.ColorSpace) if isinstance(one.ColorSpace, pikepdf.Name) else "profile"
            for one in gradients
        ]
        assert faults(pdf) == []

    tints = {tuple(map(float, operands)) for name, operands in used if name == "k"}
    assert tints == {(0, 0, 0, 1), (0, 0, 0, 0.498), (0, 0, 0, 0)}
    coloured = [operands for name, operands in used if name == "scn" and len(operands) == 3]
    assert [[round(float(part), 3) for part in one] for one in coloured] == [[0.11, 0.365, 0.6]]
    assert sorted(spaces) == ["/DeviceCMYK", "profile"]


def test_grey_images_are_grey(tmp_path: Path, printed: Callable[..., pikepdf.Pdf]) -> None:
    """A scan without colour that was saved in RGB is printed in black; a photograph keeps its colours."""
    Image.new("RGB", (900, 300), (90, 92, 91)).save(tmp_path / "scan.png")
    Image.new("RGBA", (900, 300), (90, 90, 90, 120)).save(tmp_path / "veil.png")
    Image.new("RGB", (900, 300), (200, 60, 60)).save(tmp_path / "photo.png")
    with printed("![A](scan.png)\n\n![B](veil.png)\n\n![C](photo.png)") as pdf:
        images = [
            one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
        spaces = [
            str(one.ColorSpace) if isinstance(one.ColorSpace, pikepdf.Name) else "profile" for one in images
        ]
        assert faults(pdf) == []

    assert sorted(spaces) == ["/DeviceGray", "/DeviceGray", "/DeviceGray", "profile"]


def camera_profile() -> bytes:
    """Return the profile of a space whose red is sRGB's green."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"gXYZ", b"rXYZ").replace(b"....", b"gXYZ")
    return swapped.replace("sRGB".encode("utf-16-be"), "Camx".encode("utf-16-be"))


def test_images_are_in_srgb(tmp_path: Path, printed: Callable[..., pikepdf.Pdf]) -> None:
    """An image in another space, by its profile, is converted: here one whose red is green."""
    for name, profile in (("plain", None), ("camera", camera_profile()), ("broken", b"junk")):
        Image.new("RGB", (8, 8), (200, 60, 60)).save(tmp_path / f"{name}.png", icc_profile=profile)

    with printed("![A](plain.png){width=1mm} ![B](camera.png){width=1mm} ![C](broken.png){width=1mm}") as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]
        pixels = {pikepdf.PdfImage(one).as_pil_image().getpixel((0, 0)) for one in images}

    assert len(images) == 3
    assert pixels == {(200, 60, 60), (60, 200, 60)}


def boxes(pdf: pikepdf.Pdf, name: str) -> Iterator[tuple[float, ...]]:
    """Yield a box of each page, in mm."""
    for page in pdf.pages:
        yield tuple(round(float(edge) / MM, 2) for edge in page.obj[name].as_list())


@pytest.mark.parametrize(
    ("size", "width", "height"), [("a4", 210, 297), ("royal", 156, 234), ("6x9", 152.4, 228.6)]
)
def test_bleed_and_marks_lie_around_the_page(
    size: str, width: float, height: float, printed: Callable[..., pikepdf.Pdf]
) -> None:
    """3 mm of bleed around the trimmed page, and 7 mm more for crop marks, on the blank page too."""
    with printed("Text.", front=f"page: {size}") as pdf:
        assert list(boxes(pdf, "/TrimBox")) == [(0, 0, width, height)] * 2
        assert list(boxes(pdf, "/BleedBox")) == [(-3, -3, width + 3, height + 3)] * 2
        assert list(boxes(pdf, "/MediaBox")) == [(-10, -10, width + 10, height + 10)] * 2
        blank = [str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[1])]
    assert blank == ["BMC", "q", "w", "K", *["m", "l"] * 8, "S", "Q", "EMC"]


def test_pages_are_those_of_the_readers_pdf(example: Path, article: Path) -> None:
    """Two-sided, whatever the size's default, and still the same words on each page; an even number."""
    pages = []
    for file in (example / "article.pdf", article / "article.press.pdf"):
        with pypdfium2.PdfDocument(file) as document:
            pages.append([_main_text(page) for page in document])
    one_sided, two_sided = pages

    assert len(two_sided) % 2 == 0
    assert two_sided[: len(one_sided)] == one_sided
    assert two_sided[len(one_sided) :] in ([], [""])


def _main_text(page: pypdfium2.PdfPage) -> str:
    """Return the words between a page's head and foot."""
    left, bottom, right, top = page.get_trimbox()
    return str(page.get_textpage().get_text_bounded(left, bottom + 60, right, top - 75))


def test_margins_are_mirrored(printed: Callable[..., pikepdf.Pdf], tmp_path: Path) -> None:
    """The inner margin is the smaller one: left on a recto, right on a verso."""
    printed("Text.\n\n" * 60).close()
    with pypdfium2.PdfDocument(tmp_path / "_build/paper.press.pdf") as document:
        texts = [list(page.get_objects(filter=[FPDF_PAGEOBJ_TEXT])) for page in document]
        left = [min(text.get_bounds()[0] for text in page) / MM for page in texts]

    assert [round(edge) for edge in left] == [39, 54]


def test_a_part_of_a_volume_has_no_blank_page(printed: Callable[..., pikepdf.Pdf]) -> None:
    """What begins at page 88 is printed with what stands before and after it."""
    with printed("Text.", front="publication: {first-page: 88}") as pdf:
        assert len(pdf.pages) == 1


def test_it_collates_with_the_other_editions(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a link on any page, tags lead where links led."""
    files = [str(article / name) for name in ("article.html", "article.epub", "article.press.pdf")]

    assert main(["collate", *files]) == 0

    assert capsys.readouterr().out.startswith("HTML, EPUB and PDF agree: ")


def test_a_tag_that_leads_elsewhere_is_found(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Collation follows the tags of a PDF for a printer as it follows links."""
    damaged = tmp_path / "article.press.pdf"
    with pikepdf.open(article / "article.press.pdf") as pdf:
        tags = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Ref" in one]
        named = {str(one.Ref[0].ID): one for one in tags}
        references = [one for name, one in named.items() if name.startswith("ref-")]
        references[0].Ref = references[1].Ref
        pdf.save(damaged)

    assert main(["collate", str(article / "article.html"), str(damaged)]) == 1

    assert "error[collation-citation]: the PDF leads “" in capsys.readouterr().err


def test_same_sources_same_bytes(sample: Sample) -> None:
    """No clock and no chance is in it, a photograph in another space neither."""
    project = sample("everything")
    Image.new("RGB", (600, 300), (200, 60, 60)).save(project / "photo.jpg", icc_profile=camera_profile())
    with (project / "article.md.j2").open("a") as text:
        text.write("\n![A photograph](photo.jpg){width=50mm}\n")
    made = []
    for _ in range(2):
        assert main(["build", str(project), "--press", "--to", "pdf"]) == 0
        made.append(hashlib.sha256((project / "_build/article.press.pdf").read_bytes()).hexdigest())
        time.sleep(1)

    assert made[0] == made[1]


def test_the_profile_that_is_shipped(printed: Callable[..., pikepdf.Pdf]) -> None:
    """Without another, the PDF is for coated paper in offset, by its name in the ICC's registry."""
    with printed("Text.") as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert str(intent.Info) == "Offprint coated offset (FOGRA39)"
        assert intent.DestOutputProfile.read_bytes() == shipped("press/output.icc").read_bytes()


def test_a_profile_of_the_printers(tmp_path: Path, printed: Callable[..., pikepdf.Pdf]) -> None:
    """One in `styles/press/` takes its place; unless it is registered, it goes by its own name."""
    folder = tmp_path / "styles/press"
    folder.mkdir(parents=True)
    theirs = shipped("press/output.icc").read_bytes().replace(b"ICCHDAT FOGRA39", b"measured by us!")
    (folder / "output.icc").write_bytes(theirs)

    with printed("Text.") as pdf:
        intent = pdf.Root.OutputIntents[0]
        assert str(intent.OutputConditionIdentifier) == "Offprint coated offset (FOGRA39)"
        assert "/RegistryName" not in intent
        assert intent.DestOutputProfile.read_bytes() == theirs
        assert faults(pdf) == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no profile", "is no ICC profile"),
        (
            ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
            "is the profile of a screen in RGB, not of a printer in CMYK",
        ),
    ],
    ids=["junk", "sRGB"],
)
def test_a_profile_that_cannot_serve(
    data: bytes, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told what is wrong with it, and what to ask for."""
    folder = tmp_path / "styles/press"
    folder.mkdir(parents=True)
    (folder / "output.icc").write_bytes(data)
    (tmp_path / "paper.md").write_text("---\ntitle: T\n---\n\nText.\n")
    monkeypatch.chdir(tmp_path)

    assert main(["build", ".", "--press", "--to", "pdf"]) == 1

    assert capsys.readouterr().err.splitlines()[0] == (
        f"styles/press/output.icc: error[output-profile]: “output.icc” {why}; "
        "ask the printer which CMYK profile the job wants, or remove the file: FOGRA39 is the default"
    )


def test_images_that_are_coarse_in_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under 300 dpi at the largest size that it is printed at, an image is told with its number."""
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (600, 300), (200, 60, 60)).save("photo.png")
    Image.new("RGB", (1000, 300), (60, 60, 200)).save("fine.png")
    Path("paper.md").write_text(
        "---\ntitle: T\npage: a5\n---\n\n![A](photo.png){width=60mm}\n\n![B](fine.png){width=80mm}\n\n"
        "Text ![C](photo.png){width=10mm} with an image.\n"
    )

    assert main(["build", ".", "--press", "--to", "pdf"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        (
            "paper.md:6:6: warning[low-resolution]: “photo.png” has 254 dpi in print: 600 × 300 px, "
            "60 mm wide (also in line 10); 300 dpi take 709 px in width; print it smaller, "
            "or export a drawing as SVG"
        ),
        "1 warning",
    ]

    assert main(["build", ".", "--press", "--to", "pdf", "--strict"]) == 1
    assert main(["build", ".", "--to", "pdf", "--strict"]) == 0


def test_a_pdf_figure_is_drawn_finely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What has no pixels of its own gets enough of them, and is printed as large as for readers."""
    monkeypatch.chdir(tmp_path)
    with pikepdf.new() as drawing:
        drawing.add_blank_page(page_size=(100, 50))
        drawing.pages[0].Contents = drawing.make_stream(b"0 0 m 100 50 l S")
        drawing.save("plan.pdf")
    Path("paper.md").write_text("---\ntitle: T\n---\n\n![A line](plan.pdf)\n")

    assert main(["build", ".", "--to", "pdf"]) == 0
    assert main(["build", ".", "--to", "pdf", "--press"]) == 0

    assert capsys.readouterr().err == ""
    widths = []
    for name in ("paper.pdf", "paper.press.pdf"):
        with pypdfium2.PdfDocument(f"_build/{name}") as document:
            images = document[0].get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
            bounds = [one.get_bounds() for one in images]
            widths += [round(right - left, 1) for left, _, right, _ in bounds]
    assert widths == [312.8, 312.8]
    with pikepdf.open("_build/paper.press.pdf") as pdf:
        pixels = [one.Width for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Width" in one]
    assert pixels == [4800]


def test_press_without_a_pdf_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The option is about the PDF."""
    assert main(["build", str(tmp_path), "--press", "--to", "html"]) == 2
    assert capsys.readouterr().err == (
        "error: --press is for the PDF\n  add pdf to --to, or leave --press out\n"
    )


def test_the_revision_is_its_version(printed: Callable[..., pikepdf.Pdf]) -> None:
    """XMP has it as `xmpMM:VersionID`, once."""
    with printed("Text.", "--revision", "v3") as pdf:
        assert properties(pdf)["{http://ns.adobe.com/xap/1.0/mm/}VersionID"] == "v3"
        assert pdf.Root.Metadata.read_bytes().count(b"<xmpMM:VersionID>") == 1
