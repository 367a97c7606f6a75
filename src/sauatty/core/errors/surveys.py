"""Surveys: instruments, their logic, responses, and plans made from them."""

from sauatty.core.errors.base import SauattyError
from sauatty.core.errors.files import ImportRefused


class InstrumentInvalid(SauattyError):
    """An instrument with holes: the first is named, the check lists all of them."""

    code = "instrument-invalid"
    message = "%(instrument)s: %(problem)s. 'sauatty survey check' lists every hole; mend them and try again."


class ResponsesRefused(ImportRefused):
    """A table of responses that does not fit its instrument; the root of these errors."""

    code = "responses-refused"
    message = "'%(name)s' does not fit the instrument. Check the file and try again."


class RoleMissing(SauattyError):
    """An analysis that needs questions of a role that the instrument does not have."""

    code = "role-missing"
    message = "The instrument '%(instrument)s' has no question with the role '%(role)s' %(needed)s. Give a question this role, or leave this analysis out."


class FoilsMissing(SauattyError):
    """Terms without invented ones among them say nothing about overclaiming."""

    code = "foils-missing"
    message = "The instrument '%(instrument)s' has %(terms)s real and %(foils)s invented terms with a score for each choice; at least one of each is needed. Mark the invented rows with 'foil: true' and give the choices scores."


class CodesMixed(SauattyError):
    """Codes of machine and people that were to be counted together."""

    code = "codes-mixed"
    message = "These answers were coded by different sources (%(sources)s), and machine codes are never counted as people's. Choose one source."


class CodesContradict(SauattyError):
    """One answer with two codings, where a table takes one."""

    code = "codes-contradict"
    message = "The answer of '%(response)s' to '%(question)s' is coded twice and differently. Settle it, and use the agreed codes."


class CodedAnswersRefused(ImportRefused):
    """A table of coded answers that cannot be read."""

    code = "coded-answers-refused"
    message = "'%(name)s', line %(line)s: %(problem)s. Correct the row; the columns are response, question, grade, parts (a;b), source."


class CodesUnmatched(SauattyError):
    """Coded answers of which none belongs to the responses."""

    code = "codes-unmatched"
    message = "None of the %(codes)s coded answers belongs to one of the %(responses)s responses (first: '%(response)s', question '%(question)s'). Use the codes that were made from these responses."


class AttributeUnknown(SauattyError):
    """A name to group by that no question has."""

    code = "attribute-unknown"
    message = (
        "The instrument '%(instrument)s' has no question '%(name)s' to group by. Known: %(known)s, language."
    )


class PairsUneven(SauattyError):
    """Before and after of different lengths."""

    code = "pairs-uneven"
    message = "There are %(before)s answers before and %(after)s after. Give one of each for every person, in the same order."


class WeightsOfPartsInvalid(SauattyError):
    """Weights of the parts of the needs index that are no weights."""

    code = "weights-of-parts-invalid"
    message = "The weights of the parts are not usable (%(problem)s). Give numbers of 0 or more for stated, claimed, shown and practice, at least one above 0."


class PlanImpossible(SauattyError):
    """Wishes that no programme fulfils."""

    code = "plan-impossible"
    message = "No plan fulfils this: %(problem)s. Allow more hours or sessions, or keep fewer modules."


class PlanUnsolved(SauattyError):
    """The solver stopped without a proven best plan."""

    code = "plan-unsolved"
    message = "The best plan was not found within the time (%(problem)s). Try fewer modules."


class UnknownInstrument(SauattyError):
    """An instrument, or a version of it, that no content file has."""

    code = "instrument-unknown"
    message = "There is no instrument '%(instrument)s'. Known: %(known)s."


class ExpressionInvalid(SauattyError):
    """An expression of an instrument that cannot be read; the root of these errors."""

    code = "expression-invalid"
    message = "'%(expression)s', character %(place)s: %(problem)s. Correct the expression."


class ExpressionUnknown(ExpressionInvalid):
    """A function or sign that is not of the subset of XLSForm that Sauatty evaluates."""

    code = "expression-unknown"
    message = "'%(expression)s', character %(place)s: there is no use for '%(found)s' here. Known: %(known)s."


class ExpressionTooLong(ExpressionInvalid):
    code = "expression-too-long"
    message = (
        "An expression has %(size)s %(unit)s; at most %(limit)s can be read. Split it over several questions."
    )


class PatternUnsafe(ExpressionInvalid):
    """A pattern of regex() outside the subset that is matched in time bounded by its length."""

    code = "pattern-unsafe"
    message = "The pattern '%(pattern)s' of regex(), character %(place)s: %(problem)s. Write it more simply."


class InstrumentPartGone(SauattyError):
    """A question or section that the draft no longer has."""

    code = "instrument-part-gone"
    message = (
        "There is no '%(name)s' in the draft: it was taken out or renamed. Look at the list of questions."
    )


class InstrumentPartMoved(SauattyError):
    """A part of the draft that somebody else changed after it was opened."""

    code = "instrument-part-moved"
    message = "This part was changed after you opened it. Both states stand below: keep yours, or copy from the other one."


class InstrumentNameTaken(SauattyError):
    """A name that another question or section of the instrument has."""

    code = "instrument-name-taken"
    message = "The name '%(name)s' is already used in this instrument. Choose another one."


class InstrumentTooLong(SauattyError):
    """More questions, sections or choices than a draft takes."""

    code = "instrument-too-long"
    message = "There is room for %(most)s and no more. Take something out first."


class InstrumentNotPublishable(SauattyError):
    """A draft with holes in a language that it declares."""

    code = "instrument-not-publishable"
    message = "The draft has holes: %(n)s. The check names each; mend them, then publish."


class InstrumentUnchanged(SauattyError):
    """A draft that says what its last version says."""

    code = "instrument-unchanged"
    message = "The draft says the same as version %(number)s. There is nothing to publish."


class ResponseHeld(SauattyError):
    """A response that is kept but not taken in; the root of these errors."""

    code = "response-held"
    message = "The response is kept, but it was not taken in. The coordinator decides about it."


class CampaignUnknown(ResponseHeld):
    code = "campaign-unknown"
    message = "There is no survey '%(campaign)s'. The response is kept; tell the coordinator its number."


class CampaignNotOpen(ResponseHeld):
    code = "campaign-not-open"
    message = "The survey was not open yet when this response came. Take the response in, or set it aside."


class VersionUnknown(ResponseHeld):
    code = "version-unknown"
    message = "The response answers a version of the instrument that is not known here (%(version)s). Compare its answers with the questions before it is taken in."


class AnswersUnreadable(ResponseHeld):
    code = "answers-unreadable"
    message = "The answers of the response are not names with texts. They are kept as they came."


class AnswersDoNotFit(ResponseHeld):
    code = "answers-do-not-fit"
    message = "The answer to '%(name)s' does not fit its question (%(problem)s). Look at the answers before they are taken in."


class ConsentNotGiven(ResponseHeld):
    code = "consent-not-given"
    message = "The response does not name a text of this survey that its sender agreed to. Without consent set it aside."


class LinkUnknown(ResponseHeld):
    code = "link-unknown"
    message = "This survey takes responses through personal links only, and this response came without a link that holds. Take it in, or set it aside."


class LinkUsed(ResponseHeld):
    code = "link-used"
    message = "A response has come through this personal link before. Take in one of the two."


class InstrumentTextsStale(SauattyError):
    """Translations that are older than the text that they were made from."""

    code = "instrument-texts-stale"
    message = "Texts older than the one they were translated from: %(n)s. Bring them up to date, or say that they may go out."


class UnknownModule(SauattyError):
    """A module of a programme that no content file has."""

    code = "module-unknown"
    message = "There is no module '%(module)s'. Known: %(known)s."


class CampaignNotReady(SauattyError):
    """A campaign that cannot be opened yet; the root of these errors."""

    code = "campaign-not-ready"
    message = "The survey cannot be opened yet. Do what its page names, then open it."


class ConsentTextMissing(CampaignNotReady):
    code = "consent-text-missing"
    message = (
        "The survey has no text in %(languages)s that respondents agree to. Write it, then open the survey."
    )


class LanguagesIncomplete(CampaignNotReady):
    code = "languages-incomplete"
    message = "The published version of the instrument is not complete in %(languages)s. Choose other languages, or complete the texts, publish again and move the survey to that version."


class TitleMissing(CampaignNotReady):
    code = "campaign-title-missing"
    message = "The survey has no title in %(languages)s. Write it, then open the survey."


class ContactMissing(CampaignNotReady):
    code = "campaign-contact-missing"
    message = "The consent text says whom respondents can write to, and nobody is named. Fill in 'Whom respondents can ask', then open the survey."


class EndIsPast(CampaignNotReady):
    code = "campaign-end-is-past"
    message = "The end of the survey is past. Set a later end, or none, then open it."


class CampaignIsFixed(SauattyError):
    """A change that would break what respondents were told."""

    code = "campaign-is-fixed"
    message = "This cannot be changed once the survey was open: respondents were told otherwise. Make a new survey that follows this one."


class CampaignHasResponses(SauattyError):
    code = "campaign-has-responses"
    message = (
        "The survey has responses and is not deleted. Close it; what is past its term is deleted by itself."
    )


class VersionOfAnother(SauattyError):
    code = "version-of-another"
    message = "This version belongs to another instrument. Make a new survey for it."


class LinksRefused(SauattyError):
    """A list of people for personal links that cannot be read."""

    code = "links-refused"
    message = "Line %(line)s, '%(value)s': %(problem)s. Correct the list; no link was made."


class LettersImpossible(SauattyError):
    code = "letters-impossible"
    message = "There is nobody to write to: no unused personal link has an e-mail address."


class LettersTooEarly(SauattyError):
    code = "letters-too-early"
    message = "The survey is not open now, so no letter is sent. Open it, or choose a time to come."


class SheetKnown(SauattyError):
    """A number of a paper sheet that was entered before."""

    code = "sheet-known"
    message = "Sheet %(number)s was entered before. Look at the number on the sheet, or choose the second entry to check the first one."


class SheetUnknown(SauattyError):
    code = "sheet-unknown"
    message = "Sheet %(number)s was not entered yet. Enter it as a first entry."


class SheetChecked(SauattyError):
    code = "sheet-checked"
    message = "Sheet %(number)s was entered twice already, and both entries agree."


class ConsentNeedsSheet(SauattyError):
    code = "paper-needs-consent"
    message = "The survey has no text that respondents agree to. Write it before sheets are entered."


class PopulationRefused(SauattyError):
    """A table of the population that cannot be read."""

    code = "population-refused"
    message = "Line %(line)s, '%(value)s': %(problem)s. Correct the table; nothing was changed."


class InstrumentFileRefused(ImportRefused):
    """A file that is no instrument."""

    code = "instrument-file-refused"
    message = (
        "'%(name)s' is no instrument that Sauatty can read: %(problem)s. Correct the file and try again."
    )


class WeightsRefused(SauattyError):
    """Weights, or margins to make them from, that do not fit the responses."""

    code = "weights-refused"
    message = (
        "The responses cannot be weighted: %(problem)s. Correct the weights or the margins and try again."
    )


class QuestionNotCrossed(SauattyError):
    """A question whose answers no cross table can count."""

    code = "question-not-crossed"
    message = "The instrument '%(instrument)s' has no question '%(name)s' with choices, so there is no cross table of it. Choose one of: %(known)s."


class ResponsesColumnUnknown(ResponsesRefused):
    code = "responses-column-unknown"
    message = "'%(name)s': the column '%(column)s' belongs to no question of the instrument '%(instrument)s'. Correct its name, or take the column out."


class ResponsesColumnRepeated(ResponsesRefused):
    code = "responses-column-repeated"
    message = "'%(name)s': the column '%(column)s' stands twice. Keep one of the two."


class ResponsesWithoutAnswers(ResponsesRefused):
    code = "responses-without-answers"
    message = "'%(name)s' has no column of the instrument '%(instrument)s'. Found: %(found)s. Choose the instrument that these are answers to."


class ResponseIdMissing(ResponsesRefused):
    code = "response-id-missing"
    message = "'%(name)s', line %(line)s: the response has no id. Fill the column in, or leave the whole column out."


class ResponseRepeated(ResponsesRefused):
    code = "response-repeated"
    message = "'%(name)s', line %(line)s: the response '%(response)s' stands in line %(first)s too, with other answers. Keep one of the two rows."


class ResponseAnswerInvalid(ResponsesRefused):
    code = "response-answer-invalid"
    message = "'%(name)s', line %(line)s, '%(answer)s': '%(cell)s' is no answer to this question. Expected: %(expected)s. Was another version of the instrument asked?"


class FormulasForbidden(ResponsesRefused):
    code = "formulas-forbidden"
    message = "'%(name)s' holds formulas (%(sheet)s). Copy the answers and paste them as values, then save it again."


class XlsformUnsupported(InstrumentFileRefused):
    """An XLSForm that asks for what an instrument cannot hold; all of it is named."""

    code = "xlsform-unsupported"
    message = "'%(name)s' has %(n)s things that a survey of Sauatty cannot hold: %(problems)s. Nothing was read. Take them out or write them in another way, then try again."


class XlsformNotWritable(SauattyError):
    """A text of an instrument that XLSForm cannot carry."""

    code = "xlsform-not-writable"
    message = "The text %(place)s %(problem)s. Shorten or change it, then write the file again."


class TooFewCodesToLearn(SauattyError):
    """A machine that was to learn from too few codes of people."""

    code = "too-few-codes-to-learn"
    message = "People have agreed on %(n)s answers, and on %(smallest)s of the rarest grade. A machine learns from %(wanted)s or more, of at least two grades with %(each)s or more each. Code more answers first."


class RecodingRefused(SauattyError):
    """A move to another version of a codebook that does not say what becomes of a part."""

    code = "recoding-refused"
    message = "The move to version %(version)s does not fit: %(problem)s. Correct the mapping and try again."


class CodebookRefused(SauattyError):
    """A codebook that cannot be published as it stands."""

    code = "codebook-refused"
    message = "The codebook cannot be published: %(problem)s. Correct the draft and try again."


class AnonymityTooLow(SauattyError):
    """Data for research in which too few people share what could point at them."""

    code = "anonymity-too-low"
    message = "At least %(minimum)s people must share what could point at a person; in these data it is %(k)s, and %(n_small)s of %(n)s responses stand in smaller groups. Leave columns out, take rare answers together, or leave these responses out."


class NothingToExport(SauattyError):
    """A choice of columns or responses of which nothing is left."""

    code = "nothing-to-export"
    message = "Nothing is left to hand over. Choose fewer things to leave out."


class PassageOutside(SauattyError):
    """A coded stretch of an answer that the answer does not have."""

    code = "passage-outside"
    message = "The answer '%(response)s' has %(length)s characters, but a code stands from %(start)s to %(end)s. Code the answer as it is now."


class NoNeedsToPlan(SauattyError):
    """A plan is asked for, and no response says anything about a need."""

    code = "no-needs-to-plan"
    message = (
        "No response says anything about a need, so there is nothing to plan for. Wait for responses, or ask the "
        "questions on needs, self-rating and practice."
    )


class PlanMovedOn(SauattyError):
    """A plan was changed by somebody else while it was edited."""

    code = "plan-moved-on"
    message = "The plan has been changed meanwhile: its newest version is %(number)s. Look at it and make your change again."


class LessonWorkUnreadable(SauattyError):
    """A submission of work in a lesson that is none: a field is missing or of the wrong kind."""

    code = "lesson-work-unreadable"
    message = "What was sent about the lesson cannot be read. Open the lesson again and repeat the step."
