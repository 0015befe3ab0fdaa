"""事業者への問い合わせ文: a draft for each vendor, changed on the page, taken along as DOCX or PDF, noted when sent."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tenken.actions.letters import (
    Form,
    LetterError,
    change_letter,
    contact_of,
    drop_letter,
    open_topics,
    send_letter,
    write_letter,
)
from tenken.dates import DateError, local_day, read_day
from tenken.facts.model import SubjectKind
from tenken.forms.document import document_pdf
from tenken.forms.docx import docx
from tenken.ledger import letters as filed
from tenken.ledger.letters import Filed
from tenken.ledger.lists import name_of, titles
from tenken.ledger.stated import names_of
from tenken.pack.letters import Letter, letter_document
from tenken.pack.names import safe_name
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Message, _
from tenken.web.frame import current, in_their_words, now, signer, site, who
from tenken.web.typed import subject, whole

_TEXTS = ("to", "sender", "title", "opening", "questions", "closing", "written_on", "reply_by")
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def letters(request: HttpRequest) -> HttpResponse:
    """All letters, and a form to begin one; an address can say to whom and about what."""
    return render(request, "letters/page.html", _list(request, request.GET))


@require_POST
def new_letter(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    try:
        about, topics = subject(typed.get("vendor", "")), typed.getlist("lineage")
        number = write_letter(site(), about, topics, Form(*current(request)), signer(request) or who(request), now())
    except LetterError as error:
        context = {**_list(request, typed), "refused": error.reason}
        return render(request, "letters/page.html", context, status=409)
    return HttpResponseRedirect(reverse("letter", args=[number]))


def letter(request: HttpRequest, number: int) -> HttpResponse:
    """GET shows the letter to be changed; POST keeps it, and gives the file where one is asked for."""
    found = _found(number)
    if request.method != "POST":
        return render(request, "letters/letter.html", _shown(found, _typed(found.letter)))
    typed = {name: request.POST.get(name, "") for name in _TEXTS}
    try:
        change_letter(number, _read(typed), who(request), now())
    except (LetterError, DateError) as error:
        context = {**_shown(found, typed), "refused": error.reason}
        return render(request, "letters/letter.html", context, status=409)
    kind = request.POST.get("do", "")
    if kind in _TYPES:
        return _file(_found(number), kind)
    messages.success(request, in_their_words(request, Message(_("kept"))))
    return HttpResponseRedirect(reverse("letter", args=[number]))


def as_docx(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001
    return _file(_found(number), "docx")


def as_pdf(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001
    return _file(_found(number), "pdf")


@require_POST
def sent(request: HttpRequest, number: int) -> HttpResponse:
    _found(number)
    try:
        send_letter(site(), number, read_day(request.POST.get("on", "")), who(request), now())
    except (LetterError, DateError) as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        words = Message(_("noted as sent; what is to come back stands among the tasks"))
        messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("letter", args=[number]))


@require_POST
def throw_away(request: HttpRequest, number: int) -> HttpResponse:
    _found(number)
    try:
        drop_letter(number, who(request), now())
    except LetterError as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("letter", args=[number]))
    messages.success(request, in_their_words(request, Message(_("the draft was thrown away"))))
    return HttpResponseRedirect(reverse("letters"))


def _found(number: int) -> Filed:
    found = filed.letter(number)
    if found is None:
        raise Http404(str(number))
    return found


def _read(typed: dict[str, str]) -> Letter:
    """Raises DateError."""
    days = {name: read_day(typed[name]) for name in ("written_on", "reply_by")}
    texts = {name: typed[name].strip() for name in _TEXTS if name not in days}
    return Letter(**texts, **days)  # type: ignore[arg-type]


def _typed(words: Letter) -> dict[str, str]:
    return {name: str(getattr(words, name)) for name in _TEXTS}


def _shown(found: Filed, typed: dict[str, str]) -> dict[str, Any]:
    return {
        "filed": found,
        "typed": typed,
        "vendor": name_of(found.vendor),
        "contact": contact_of(found.vendor, now()),
        "topics": [LINEAGE_NAMES[lineage] for lineage in found.lineages if lineage in LINEAGE_NAMES],
        "today": local_day(now()).isoformat(),
    }


def _list(request: HttpRequest, typed: QueryDict) -> dict[str, Any]:
    about = subject(typed.get("vendor", ""))
    chosen = typed.getlist("lineage") or open_topics(site(), Form(*current(request)), now(), about)
    found = filed.letters(whole(request.GET.get("page", ""), 1))
    names = names_of(one.vendor for one in found.lines)
    return {
        "list": found,
        "lines": [(one, names.get(one.vendor, one.vendor)) for one in found.lines],
        "vendors": titles(SubjectKind.VENDOR),
        "vendor": about,
        "topics": [(name, words, name in chosen) for name, words in LINEAGE_NAMES.items()],
        "alone": len(typed.getlist("lineage")) == 1,
    }


def _file(found: Filed, kind: str) -> HttpResponse:
    document = letter_document(found.letter)
    content = docx(document, found.at) if kind == "docx" else document_pdf(document, found.at)
    name = safe_name(f"{found.letter.title}_{name_of(found.vendor)}_{found.letter.written_on.isoformat()}.{kind}")
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(content, content_type=_TYPES[kind], headers={"Content-Disposition": disposition})
