"""The English sentences of what the data of a programme cannot say, by code."""

# A page translates these and fills in the numbers afterwards, as it does with those of psychometrics/notes.py.
LIMIT_TEXTS: dict[str, str] = {
    "nobody": (
        "No person's data stand in this evaluation: nobody agreed to research, or nobody took part. Only"
        " the plan, the curriculum and anonymous surveys can be looked at."
    ),
    "one-participant": "One person took part: there is no interval, no difference and no statement about others.",
    "few-participants": (
        "Only %(n)s people took part: intervals are wide, and differences between groups can hardly be seen."
    ),
    "invented": "All data of this programme are invented: nothing here says anything about anybody.",
    "no-need-survey": (
        "There was no survey of needs: nothing says what was needed, and the order of the competences "
        "rests on the gain alone."
    ),
    "need-survey-refused": "The survey of needs could not be worked out (%(reason)s).",
    "surveys-same-purpose": "There are %(n)s surveys of the same purpose ('%(purpose)s'); only the first one is used here.",
    "survey-anonymous": (
        "The survey '%(purpose)s' was anonymous: its %(n)s answers can't be joined with tests, trainings"
        " or other surveys of the same people."
    ),
    "answer-rate-low": (
        "%(n)s of %(of)s people invited answered the survey of needs: those who kept silent may have "
        "other needs."
    ),
    "answer-rate-unknown": "Nobody knows how many people were asked to answer the survey of needs.",
    "self-selected": (
        "People chose for themselves whether to take part: the figures hold for those who came, not for "
        "all of the profession."
    ),
    "self-reported": "Needs, practice and self-ratings are what people said of themselves.",
    "no-open-answers-coded": "No open answers were coded: nothing says whether what people claimed was true.",
    "machine-coded": "%(n)s of %(of)s open answers were coded by a machine alone; nobody looked them over.",
    "no-second-survey": "There was no survey after the programme: claims before and after can't be compared.",
    "before-after-unpaired": (
        "The surveys before and after were not of known people: their difference compares two groups, "
        "not the same people."
    ),
    "no-pre-test": (
        "There was no pre-test: what people could do at the end can't be told from what they could do before."
    ),
    "no-final-test": "There was no final test: nothing says what was learned.",
    "nobody-took-both": "Nobody took both tests: there is no gain of the same people.",
    "drop-out": (
        "%(percent)s %% of those who took the pre-test (%(n)s of %(of)s) did not take the final test: "
        "the gain is of those who stayed."
    ),
    "drop-out-differs": (
        "Those who left differ from those who stayed by %(difference)s in the pre-test: the gain does "
        "not hold for everybody who began."
    ),
    "no-control-group": (
        "Nobody was tested who was not taught: practice, time and other events may have had a part in "
        "the gain."
    ),
    "ceiling": (
        "%(percent)s %% had nearly all points in the pre-test already and could not gain: the gain is "
        "understated."
    ),
    "alpha-low": "The %(purpose)s test measures single people roughly (alpha %(alpha)s): read means, not persons.",
    "alpha-unknown": "The reliability of the %(purpose)s test can't be computed.",
    "units-differ": "The two tests have different numbers of points; the gain is in shares of the most points.",
    "parts-of-few-items": "%(n)s competences have fewer than three items in a test: their gains are rough.",
    "competences-untested": "%(n)s of %(of)s competences stand in no test, and count as not moved: %(names)s.",
    "groups-small": (
        "%(n)s groups have fewer than %(least)s people in both tests; their differences are hints at most."
    ),
    "many-comparisons": (
        "%(n)s differences between groups were tested: about %(chance)s would look certain by chance. "
        "Read the p-values adjusted by Holm."
    ),
    "few-competences": "The correlation of need and time stands on %(n)s competences: a single one can turn it.",
    "no-plan": "There is no plan: nothing says how the time answered the needs.",
    "lessons-machine": "%(n)s of %(of)s lessons were written by a machine and taken over by nobody.",
    "no-trainings": "No attendance was noted: nobody knows who was there.",
    "no-activities": "There are no activities of participants: nothing says whether it was passed on.",
    "reach-range": (
        "Between %(low)s and %(high)s different people were reached; who came twice without being known "
        "can't be told."
    ),
    "no-curriculum-audit": "No curriculum was looked through: nothing says what pupils meet at school.",
    "no-guide": "There is no published guide with recommendations.",
}
