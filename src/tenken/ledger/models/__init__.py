"""The tables. Rows become values in ``recall`` and its neighbours; nothing above the ledger meets a queryset."""

from tenken.ledger.models.answers import AnswerRow
from tenken.ledger.models.asked import AskedRow
from tenken.ledger.models.change_sets import ChangeSet
from tenken.ledger.models.evidence import FactKey, FactRow, ObservationRow, Seal, StatementRow, Stream
from tenken.ledger.models.inspections import InspectionRow, RemarkRow
from tenken.ledger.models.letters import LetterRow
from tenken.ledger.models.links import LinkRow
from tenken.ledger.models.log_decisions import LogDecisionRow
from tenken.ledger.models.logbook import LogbookEntry
from tenken.ledger.models.people import Invitation, Membership
from tenken.ledger.models.returns import DraftRow, ReturnRow
from tenken.ledger.models.sheets import MachineStanding, Sheet, VerdictDay, WayRow
from tenken.ledger.models.sought import Reading, Sought
from tenken.ledger.models.start import StartStep
from tenken.ledger.models.stock_takes import Meeting, StockTake
from tenken.ledger.models.subjects import Entry, MarkRow, Subject, TargetRow
from tenken.ledger.models.tasks import ReminderRow, TaskRow
from tenken.ledger.models.tokens import ApiToken
from tenken.ledger.models.views import SavedView

__all__ = [
    "AnswerRow",
    "ApiToken",
    "AskedRow",
    "ChangeSet",
    "DraftRow",
    "Entry",
    "FactKey",
    "FactRow",
    "InspectionRow",
    "Invitation",
    "LetterRow",
    "LinkRow",
    "LogDecisionRow",
    "LogbookEntry",
    "MachineStanding",
    "MarkRow",
    "Meeting",
    "Membership",
    "ObservationRow",
    "Reading",
    "RemarkRow",
    "ReminderRow",
    "ReturnRow",
    "SavedView",
    "Seal",
    "Sheet",
    "Sought",
    "StartStep",
    "StatementRow",
    "StockTake",
    "Stream",
    "Subject",
    "TargetRow",
    "TaskRow",
    "VerdictDay",
    "WayRow",
]
