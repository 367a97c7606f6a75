"""How long certificates take: 1,000 signed files, one print file of 10,000, and the same page by WeasyPrint.

python benchmarks/certificates.py [--single 1000] [--print 10000]

WeasyPrint is compared where it is installed; Sauatty does not need it.
"""

import argparse
import datetime as dt
import resource
import sys
import time
from collections.abc import Callable, Iterator

from sauatty.core.documents.certificate import certificate_pdf, certificates_pdf
from sauatty.core.documents.certificate_check import check_certificate
from sauatty.core.documents.certificate_facts import CertificateDesign, PrintedCertificate, Signer
from sauatty.core.documents.certificate_pictures import read_picture
from sauatty.core.documents.certificate_signing import make_seal
from sauatty.core.languages import Translated

LIMIT = 30.0
AT = dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="200" height="80" fill="#0b5566"/></svg>'
NAMES = ("Ерғалиева Айгүл", "Өмірзақ Нұрлан", "Қасымова Дәмелі", "Ахметов Бауыржан", "Ибраева Гүлжауһар")


def made(n: int, languages: tuple[str, ...] = ("kk", "ru")) -> Iterator[PrintedCertificate]:
    """Yield n certificates of invented people, none like another."""
    for number in range(n):
        yield PrintedCertificate(
            holder=f"{NAMES[number % 5]} {number}",
            title=Translated("Әдіскерлерге арналған оқыту", "Обучение методистов", "Training"),
            kind="completion",
            issued_on=AT.date(),
            register_number=f"2026-{number:05d}",
            code=f"ABCDEFGHJKLMNPQRSTUV{number:06d}",
            address=f"https://sauatty.example.kz/kk/certificates/v/ABCDEFGHJKLMNPQRSTUV{number:06d}",
            languages=languages,
            programme=Translated("Сауатты келешек", "Грамотное будущее", "A literate future"),
            organisation=Translated("Медиасауаттылық орталығы", "Центр медиаграмотности", "Centre"),
            place=Translated("Павлодар қаласы", "г. Павлодар", "Pavlodar"),
            academic_hours=72,
            starts_on=dt.date(2026, 4, 3),
            ends_on=dt.date(2026, 4, 28),
            signers=(Signer("Д. Қасымова", Translated("Директор", "Директор", "Director")),),
        )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the clock and those of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def weasyprint_seconds(n: int) -> float | None:
    """Return seconds that WeasyPrint takes for one certificate of plain HTML, None where it is not installed."""
    try:
        from weasyprint import HTML  # type: ignore[import-not-found, unused-ignore]
    except (ImportError, OSError):
        return None

    def work() -> None:
        for one in made(n):
            page = "".join(f"<p>{text}</p>" for text in (one.holder, one.title.kk, one.title.ru, one.code))
            style = "<style>@page{size:A4 landscape}</style>"
            HTML(string=f"<html lang=kk>{style}<h1>Сертификат</h1>{page}</html>").write_pdf(
                pdf_variant="pdf/ua-1"
            )

    return timed(work)[0] / n


def main() -> None:
    """Print the figures; exit 1 where one is over its limit."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--single", type=int, default=1000)
    asked.add_argument("--print", type=int, default=10_000, dest="many")
    options = asked.parse_args()
    design = CertificateDesign("classic", (read_picture(LOGO, "logo.svg"),))
    seal = make_seal("Sauatty", dt.date(2026, 1, 1))
    certificate_pdf(next(made(1)), design)  # the typesetter reads its fonts once

    def singly() -> None:
        for one in made(options.single):
            certificate_pdf(one, design, seal=seal, signed_at=AT)

    clock, processor = timed(singly)
    each = clock / options.single * 1000
    print(
        f"{options.single} signed files: {clock:.1f} s ({processor:.1f} s of the processor), {each:.1f} ms each"
    )
    over = clock * 1000 / options.single > LIMIT
    one = certificate_pdf(next(made(1)), design, seal=seal, signed_at=AT)
    state = check_certificate(one, "one.pdf", [seal.certificate]).state
    print(f"  one file: {len(one) / 1024:.0f} KB, signature {state}, same bytes again: "
          f"{one == certificate_pdf(next(made(1)), design, seal=seal, signed_at=AT)}")  # fmt: skip
    sizes: list[int] = []
    clock, processor = timed(lambda: sizes.append(len(certificates_pdf(made(options.many), design))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"one print file of {options.many}: {clock:.1f} s ({processor:.1f} s of the processor)")
    print(f"  {sizes[0] / 1e6:.1f} MB, peak of memory {peak:.0f} MB")
    over = over or clock * 10_000 / options.many > LIMIT
    other = weasyprint_seconds(20)
    print(
        f"WeasyPrint, one page of plain HTML: {other * 1000:.1f} ms"
        if other
        else "WeasyPrint is not installed"
    )
    sys.exit(1 if over or state != "valid" else 0)


if __name__ == "__main__":
    main()
