"""Each added row hashes the one before: a row that was changed, removed or slipped in shows."""

from datetime import date, timedelta

from django.db import connection

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.ledger import logbook, seal
from tenken.ledger.models import Seal
from tests.build import NOW
from tests.ledger.steps import bcp, seen, stated

LATER = NOW + timedelta(hours=3)


def tampered(sql: str) -> None:
    """As somebody with the database in their hands would do it: first away with the guard."""
    table = sql.split()[1] if sql.startswith("UPDATE") else sql.split()[2]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_update")
            cursor.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(sql)


def filled(site: Site) -> None:
    seen(site)
    bcp(site, NOW + timedelta(hours=1))
    proposed = Proposed(True, "佐藤", date(2025, 11, 20))
    answer(site, "r7", "hospital", "3-3", proposed, NOW + timedelta(hours=2))


def test_an_untouched_chain_holds(site: Site) -> None:
    filled(site)
    assert list(seal.check_chain()) == []
    newest = Seal.objects.exclude(what="logbook").latest("id")
    assert seal.head() == (newest.pk, newest.digest)


def test_a_role_that_was_slipped_in_shows(site: Site) -> None:
    stated(site, "ledger-entry", "machine:pc", title="pc", machine_class="client_pc")
    assert list(seal.check_chain()) == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER entry_no_other_role")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE entry DISABLE TRIGGER ALL")
        cursor.execute("UPDATE entry SET role = '電子カルテ端末'")
    assert [fault.what for fault in seal.check_chain()] == ["observation"]


def test_an_entry_without_a_role_is_sealed_as_before_there_were_roles() -> None:
    assert seal._sealed({"title": "pc", "role": "", "valid_to": None}) == {"title": "pc"}


def test_a_changed_answer_shows(site: Site) -> None:
    filled(site)
    tampered("UPDATE answer SET reason = 'changed'")
    assert [fault.what for fault in seal.check_chain()] == ["answer"]


def test_a_changed_observation_shows(site: Site) -> None:
    filled(site)
    tampered("UPDATE observation SET target = 'elsewhere' WHERE id = (SELECT MIN(id) FROM observation)")
    assert next(iter(seal.check_chain())).what == "observation"


def test_a_removed_fact_shows(site: Site) -> None:
    filled(site)
    tampered("DELETE FROM fact WHERE id = (SELECT MIN(id) FROM fact)")
    assert len(list(seal.check_chain())) == 1


def test_a_changed_entry_of_the_logbook_shows(site: Site) -> None:
    filled(site)
    tampered("UPDATE logbook SET by = 'somebody else'")
    assert {fault.what for fault in seal.check_chain()} == {"logbook"}


def test_an_entry_taken_out_of_the_logbook_shows(site: Site) -> None:
    filled(site)
    tampered("DELETE FROM logbook WHERE id = (SELECT MAX(id) FROM logbook)")
    assert [fault.what for fault in seal.check_chain()] == ["logbook"]


def test_who_merely_looked_does_not_change_the_head_that_packs_bear(site: Site) -> None:
    filled(site)
    before = seal.head()
    logbook.note(LATER, "佐藤", "look evidence", "1")
    assert (seal.head(), list(seal.check_chain())) == (before, [])


def test_a_removed_seal_shows(site: Site) -> None:
    filled(site)
    tampered("DELETE FROM seal WHERE id = (SELECT MIN(id) FROM seal)")
    assert len(list(seal.check_chain())) >= 1


def test_a_changed_text_of_a_statement_shows(site: Site) -> None:
    filled(site)
    tampered("UPDATE statement SET body = '{}' WHERE id = (SELECT MIN(id) FROM statement)")
    assert len(list(seal.changed_statements())) == 1


def test_statements_and_entries_as_they_were_written_hold(site: Site) -> None:
    filled(site)
    stated(site, "ledger-entry", "machine:pc1", LATER, title="受付PC-01", machine_class="client_pc")
    stated(site, "ledger-entry", "machine:pc1", LATER + timedelta(hours=1), add="no", place="外来")
    assert (list(seal.changed_statements()), list(seal.broken_entries())) == ([], [])


def test_an_entry_that_ends_with_nothing_after_it_shows(site: Site) -> None:
    filled(site)
    tampered("UPDATE entry SET valid_to = valid_from WHERE id = (SELECT MIN(id) FROM entry)")
    assert len(list(seal.broken_entries())) == 1


def test_an_empty_ledger_begins_with_nought(site: Site) -> None:
    assert seal.head() == (0, "0" * 64)
