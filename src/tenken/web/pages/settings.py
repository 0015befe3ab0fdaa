"""設定: the facility, what pages open with, where they are served, and every policy that verdicts are made by."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.attest import Stated, attest, withdraw
from tenken.actions.configure import SETTABLE, configure, setting
from tenken.actions.policies import preview, settings
from tenken.actions.policies import setting as policy_setting
from tenken.answers.model import number_of
from tenken.collectors.person.entry import EntryError
from tenken.config import FILE_NAME, KINDS, ConfigError, load_config
from tenken.dates import local_day, read_day
from tenken.facts.documents import PolicySetting
from tenken.facts.model import FACILITY
from tenken.rules.policy import PolicyError, written
from tenken.standard.load import edition_names
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import LANGUAGES, Complaint, Message, _, in_words, translate
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who
from tenken.web.policies import Shown, shape_of, shown, value_words
from tenken.web.tasks import form_at_hand

KIND_NAMES = {"hospital": _("hospital"), "clinic": _("clinic"), "pharmacy": _("pharmacy")}
LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def settings_page(request: HttpRequest) -> HttpResponse:
    return render(request, "settings/page.html", _context(request, {}))


@require_POST
def keep_facility(request: HttpRequest) -> HttpResponse:
    """Name, kind, edition, form, day of the inspection, language."""
    typed = request.POST
    wanted = {key: typed[key] for key in SETTABLE if key in typed}
    if "checklist" in typed:
        wanted["edition"], _space, wanted["form"] = typed["checklist"].partition(" ")
    try:
        changed = configure(site().config.data, wanted, who(request), now())
    except Complaint as error:
        context = {**_context(request, typed), "refused": error.reason}
        return render(request, "settings/page.html", context, status=409)
    if {"edition", "form"} & {one.key for one in changed}:
        request.session.pop("checklist", None)  # pages open with what was just chosen
    said = Message(_("kept; it is in use from now on")) if changed else Message(_("nothing was changed"))
    messages.success(request, in_their_words(request, said))
    return HttpResponseRedirect(reverse("settings"))


def policy(request: HttpRequest, field: str) -> HttpResponse:
    """GET shows one field; POST shows what a value would change, and keeps it when that was seen."""
    if request.method != "POST":
        return render(request, "settings/policy.html", _one(request, field))
    typed = request.POST
    taken_back = typed.get("do") in ("withdraw", "preview-withdraw")
    context = {**_one(request, field), "typed": typed, "taken_back": taken_back}
    try:
        if typed.get("do") in ("keep", "withdraw"):
            return _kept(request, field)
        effects = preview(*form_at_hand(request), field, None if taken_back else typed.get("value", ""), now())
    except (PolicyError, EntryError, Complaint) as error:
        problems = getattr(error, "problems", {})
        reason = next(iter(problems.values()), error.reason)
        return render(request, "settings/policy.html", {**context, "refused": reason}, status=409)
    edition, _form = form_at_hand(request)
    numbered = [(number_of(edition, one.row), one) for one in effects]
    return render(request, "settings/policy.html", {**context, "effects": numbered, "previewed": True})


def _kept(request: HttpRequest, field: str) -> HttpResponse:
    typed = request.POST
    if typed.get("do") == "withdraw":
        withdraw(site(), FACILITY, PolicySetting.kind, field, who(request), now())
        said = Message(_("taken back; the default is in use again"))
    else:
        on = read_day(typed.get("on", ""))
        values = {"field": field, "value": typed.get("value", ""), "reason": typed.get("reason", "")}
        attest(site(), Stated(PolicySetting.kind, FACILITY, values, typed.get("by", ""), on), now())
        remember_signer(request, typed.get("by", ""))
        said = Message(_("kept; verdicts are made by it from now on"))
    messages.success(request, in_their_words(request, said))
    return HttpResponseRedirect(reverse("policy", args=[field]))


def _context(request: HttpRequest, typed: Any) -> dict[str, Any]:
    config, words = site().config, request.GET.get("q", "").strip()[:100]
    groups = _groups(request, words)
    return {
        "values": {key: typed.get(key, setting(config, key)) for key in SETTABLE},
        "kinds": [(kind, KIND_NAMES[kind]) for kind in KINDS],
        "languages": [(language, LANGUAGE_NAMES[language]) for language in LANGUAGES],
        "forms": _forms(),
        "chosen": typed.get("checklist") or f"{config.checklist.edition} {config.checklist.form}",
        "config": config,
        "file": config.data / FILE_NAME,
        "broken": _broken(),
        "groups": groups,
        "words": words,
        "found": sum(len(fields) for _lineage, _name, fields in groups),
        "of": sum(len(fields) for _lineage, fields in settings(form_at_hand(request)[1], now())),
    }


def _forms() -> list[tuple[str, str]]:
    """(edition and form, both in words), the newest edition first."""
    found = [site().edition(name) for name in edition_names(site().config.imported_editions)]
    found.sort(key=lambda edition: -edition.fiscal_year)
    return [
        (f"{edition.id} {form.id}", f"{edition.id.upper()}　{edition.title}（{form.title}）")
        for edition in found for form in edition.forms if form.answered_by != "vendor"
    ]  # fmt: skip


def _broken() -> Message | None:
    """Why tenken.toml, as it stands, is not what is in use."""
    try:
        load_config(site().config.data)
    except ConfigError as error:
        return error.reason
    return None


def _groups(request: HttpRequest, words: str) -> list[tuple[str, str, list[Shown]]]:
    """(lineage, its name, its fields) in official order, narrowed to those that hold every word."""
    found = []
    for lineage, fields in settings(form_at_hand(request)[1], now()):
        chosen = [one for one in map(shown, fields) if _holds(request, one, words)]
        if chosen:
            found.append((lineage, LINEAGE_NAMES[lineage], chosen))
    return found


def _holds(request: HttpRequest, one: Shown, words: str) -> bool:
    language = request.LANGUAGE_CODE
    setting = one.setting
    texts = [translate(text, language) for text in
             (setting.field.says, setting.field.source, LINEAGE_NAMES[setting.lineage])]  # fmt: skip
    text = " ".join((*texts, setting.name, in_words(one.default, language))).casefold()
    return all(word in text for word in words.casefold().split())


def _one(request: HttpRequest, field: str) -> dict[str, Any]:
    try:
        found = policy_setting(form_at_hand(request)[1], field, now())
    except PolicyError as error:
        raise Http404(str(error)) from error
    own = found.own.says if found.own else None
    value = own.value if own else written(found.field.default)
    return {
        "one": shown(found),
        "lineage_name": LINEAGE_NAMES[found.lineage],
        "shape": shape_of(found.field.default),
        "asked": value_words(found.asked, found.field.name) if found.asked is not None else None,
        "typed": {"value": value, "reason": own.reason if own else "", "by": signer(request)},
        "day": local_day(now()).isoformat(),
    }
