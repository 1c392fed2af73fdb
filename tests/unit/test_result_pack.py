"""A result file that is too large for Telegram goes out zipped."""

import io
import zipfile

from crowd.files.result_file import pack


def test_a_small_file_stays_as_it_is():
    assert pack("results.csv", b"id,label\n", most_bytes=9) == ("results.csv", b"id,label\n")


def test_a_large_file_becomes_the_entry_of_a_zip():
    name, data = pack("results.csv", b"id,label\n" * 1000, most_bytes=100)
    assert name == "results.csv.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("results.csv") == b"id,label\n" * 1000
    assert len(data) < 9000
