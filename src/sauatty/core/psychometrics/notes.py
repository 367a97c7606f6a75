"""What has to be said beside a figure that is missing or weak: a code, its parameters and its English text.

A statistic that can't be computed is None or nan with a note, never nan in silence. Pages translate the text by
gettext and fill the parameters in afterwards; the command line prints `in_words`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTE_TEXTS: dict[str, str] = {
    "item-nobody-solved": "Nobody solved '%(item)s', so its difficulty has no finite estimate.",
    "item-everybody-solved": "Everybody solved '%(item)s', so its difficulty has no finite estimate.",
    "item-constant": "Everybody has the same score on '%(item)s', so it says nothing about anybody.",
    "item-alike-inside": "All who have neither no nor full points answered '%(item)s' alike: it has no finite estimate.",
    "item-without-answer": "Nobody was asked '%(item)s', so there is nothing to say about it.",
    "item-step-empty": "Nobody who counts here has %(score)s points on '%(item)s': the steps beside have no estimate.",
    "items-linked-by-people": "Nobody was asked both '%(item)s' and '%(other)s' in one paper, and no common question "
    "links them: the difficulties of these papers stand on one scale only if those who took them are equally able, as "
    "halves drawn by chance are.",
    "columns-equal": "'%(item)s' and '%(other)s' have the same score for everybody: one of them may be a copy.",
    "columns-equal-filled": "'%(item)s' and '%(other)s' have the same score wherever both are filled (%(count)s people): one of them may be a copy.",
    "column-is-sum": "'%(item)s' is the sum of the other columns for everybody: if it is a total, take it out.",
    "person-without-group": "%(count)s people stand in no group and are left out of the comparison.",
    "person-without-answer": "%(count)s of the people have no answer at all and are left out.",
    "ability-not-finite": "%(count)s people have no points or all points: maximum likelihood has no ability for them.",
    "person-fit-not-computed": "%(count)s people have no or all points, or fewer than five answers: no person fit.",
    "fit-needs-right-or-wrong": "S-X² is computed for questions of one point only.",
    "equating-needs-all-answers": "%(count)s people did not answer every question; their totals are left out.",
    "fit-needs-all-answers": "%(count)s people did not answer every question; S-X² leaves them out.",
    "few-persons": "Only %(count)s people: the estimates are rough; read their standard errors first.",
    "not-converged": "The estimation stopped after %(iterations)s rounds before it settled; read the figures with caution.",
    "discrimination-at-bound": "The discrimination of '%(item)s' stopped at the bound %(bound)s: it isn't pinned down.",
    "difficulty-far": "The difficulty of '%(item)s' lies far beyond everybody: its answers hardly follow ability.",
    "difficulty-weak": "The difficulty of '%(item)s' rests on half an answer that nobody gave: everybody answered alike.",
    "group-too-small": "The group '%(group)s' has %(count)s people, too few for a mean of its own.",
    "spread-not-estimated": "The spread of ability in the group '%(group)s' could not be estimated: its abilities by eap lie at the mean, and their small errors say nothing.",
    "groups-not-linked": "Nothing links the group '%(group)s' with the rest: its mean is taken as that of the first group.",
    "errors-not-computed": "No standard errors: the answers don't pin all the parameters down.",
    "items-not-linked": "Nobody links '%(item)s' with '%(other)s': difficulties of different sets can't be compared.",
    # Forms: the rules of a blueprint that a bank cannot meet.
    "rule-nothing-asked": "forms: %(forms)s, items in each: %(items)s, which is nothing to assemble",
    "rule-unknown": "'%(name)s' is asked for and is not in the bank",
    "rule-contradiction": "'%(name)s' is asked for and left out at once (by name, exposure or because it is public)",
    "rule-competence-range": "items of competence '%(name)s': at least %(least)s and at most %(most)s asked at once",
    "rule-demand-range": "items of demand %(name)s: at least %(least)s and at most %(most)s asked at once",
    "rule-kind-range": "items of kind '%(name)s': at least %(least)s and at most %(most)s asked at once",
    "rule-competence-sum": "least numbers by competence: %(asked)s in all, where a form has %(possible)s",
    "rule-demand-sum": "least numbers by demand: %(asked)s in all, where a form has %(possible)s",
    "rule-kind-sum": "least numbers by kind: %(asked)s in all, where a form has %(possible)s",
    "rule-length": "items in a form: %(asked)s asked, %(possible)s possible",
    "rule-competence-least": "items of competence '%(name)s': at least %(asked)s asked, %(possible)s possible",
    "rule-competence-most": "items of competence '%(name)s': at most %(asked)s asked, %(possible)s needed",
    "rule-demand-least": "items of demand %(name)s: at least %(asked)s asked, %(possible)s possible",
    "rule-demand-most": "items of demand %(name)s: at most %(asked)s asked, %(possible)s needed",
    "rule-kind-least": "items of kind '%(name)s': at least %(asked)s asked, %(possible)s possible",
    "rule-kind-most": "items of kind '%(name)s': at most %(asked)s asked, %(possible)s needed",
    "rule-information": "information at theta %(name)s: %(asked)s asked, %(possible)s possible",
    "rule-must": "'%(name)s' in one of the forms",
    "rule-anchor": "'%(name)s' in every form",
    "rule-enemies": "these enemies apart: %(name)s",
    "rule-overlap": "shared items: %(count)s more needed than two forms may share",
    "rule-left-out": "left out by name, by exposure or because they are public: %(count)s of the bank",
    "forms-time-out": "The time ran out before the best forms were proved; with more time they may become more alike.",
    "forms-unequal-points": "The forms have from %(least)s to %(most)s points: compare shares or equated scores.",
    "enemies-unknown": "Named as enemies but not in the bank: %(items)s.",
    "item-nobody-solved-classical": "Nobody solved '%(item)s': it parts nobody from anybody. Look at the key and at whether it was taught.",
    "item-everybody-solved-classical": "Everybody solved '%(item)s': it parts nobody from anybody. It may stay as an easy start, but measures nothing here.",
    "item-very-easy": "'%(item)s' is very easy: it was solved to %(percent)s %%.",
    "item-very-hard": "'%(item)s' is very hard: it was solved to %(percent)s %%. Look at the key and at whether it was taught.",
    "item-key-suspect": "People who did well elsewhere miss '%(item)s' (item-rest correlation %(correlation)s): look at the key first.",
    "item-rest-negative": "People who did well elsewhere seem to miss '%(item)s' (item-rest correlation %(correlation)s), which may be chance here: look at the key.",
    "item-weak": "'%(item)s' says little about who does well on the other items (item-rest correlation %(correlation)s).",
    "item-rest-undefined": "There is no item-rest correlation for '%(item)s': the points on the other items do not vary, or hardly anybody has both.",
    "item-few-answers": "Only %(count)s people answered '%(item)s': its figures are rough.",
    "alpha-undefined": "Alpha can't be computed: there are fewer than two items, nobody differs, or some items were never taken together.",
    "alpha-negative": "Alpha is below 0: on the whole the items run against each other. Look at the keys first.",
    "omega-undefined": "Omega can't be computed: three items that vary and were taken together are needed.",
    "omega-heywood": "One item ('%(item)s') takes the whole factor; omega rests on a bound.",
    "items-constant-left-out": "Items on which nobody differs, left out of omega: %(count)s.",
    "interval-undefined": "There are too few people for an interval of %(figure)s.",
    "pairwise-covariances": "Not everybody was asked everything: the reliability rests on pairs of items and holds for the whole set of them.",
    "option-beats-key": "On '%(item)s' the best third chose '%(option)s' more often than the key '%(key)s': look at the key.",
    "option-attracts-good": "On '%(item)s' people who did well elsewhere tend to choose the wrong option '%(option)s': it may be right as well.",
    "option-not-chosen": "On '%(item)s' nobody chose '%(option)s': it distracts nobody.",
    "option-rare": "On '%(item)s' only %(count)s people chose '%(option)s': it distracts hardly anybody.",
    "option-unknown": "On '%(item)s' somebody chose '%(option)s', which is none of its options.",
    "dif-small-sample": "In this sample only a difference of about %(delta)s or more would be seen with 80 %% power: no flag is no proof of fairness.",
    "dif-undefined": "'%(item)s' can't be compared between '%(reference)s' and '%(focal)s': no level of the total has both right and wrong answers in both groups.",
    "dif-group-small": "The group '%(group)s' has %(count)s people: differences between versions can hardly be told from chance.",
    "dif-group-left-out": "The group '%(group)s' has %(count)s people and is left out of the comparison.",
    "dif-partial-credit": "'%(item)s' has up to %(most)s points: Mantel's test and the Liu-Agresti odds ratio; logistic regression takes 'at least half of the points' as solved.",
    "dif-matching-prorated": "Not everybody was asked everything: people are matched on the share of points on what they were asked, as points of the whole test.",
    "dif-logistic-undefined": "The logistic regression for '%(item)s' has no finite solution (one group solved it always or never at some level).",
    "dif-purification-unsettled": "Purification did not settle within %(rounds)s rounds; the purified figures are those of the last one.",
    "dif-all-items-flagged": "Nearly all items differ between '%(reference)s' and '%(focal)s', so there is nothing left to match on: the purified figures are missing.",
    "gain-scores-prorated": "%(count)s people were not asked everything; their totals are their share of the points they could get, as points of the whole test.",
    "gain-in-shares": "The tests have different numbers of points (%(pre)s and %(post)s): the gain is given as a share of the most points.",
    "gain-interval-undefined": "With one person in both tests there is no interval and no effect size.",
    "gain-no-spread": "Nobody differs from anybody in '%(figure)s', so this effect size can't be computed.",
    "gain-few-persons": "Only %(count)s people took both tests: the intervals are wide, and rest on scores that are near normal.",
    "gain-ceiling": "%(percent)s %% had nearly all points in the pre-test already and could not gain: the gain is understated.",
    "gain-drop-out": "%(percent)s %% of those who took the pre-test did not take the final test; the gain is of those who stayed.",
    "gain-drop-out-differs": "Those who left differ from those who stayed by %(difference)s in the pre-test: the gain does not hold for everybody.",
    "gain-no-reliability": "The reliability of the pre-test can't be computed, so regression to the mean is not estimated.",
    "gain-regression": "Who was lowest in the pre-test gains something by chance alone, and who was highest loses: compare the two columns.",
    "gain-no-control": "Without a group that was not taught, practice and time may have had a part in the gain.",
    "gain-theta-noise": "The errors of measurement are as large as the differences between gains: the gains of single people can't be told apart.",
    # Equating.
    "few-common-items": "The two calibrations have only %(count)s items in common: the link rests on little.",
    "equating-few-people": "%(count)s people took the smaller form, and %(method)s equating needs about %(needed)s; see the errors.",
    "equating-same-people": "%(count)s codes stand in both files: if they are the same people, what they learned between would be read as a difference of the forms.",
    "equating-within-error": "By the method '%(method)s' no total differs from its equivalent by more than chance allows (95 %%). That is no proof that the forms are equally hard: with so few people a difference of up to %(points)s points could not be seen.",
    # Pass marks and how surely they part people.
    "one-judge": "One judge alone: the pass mark is an opinion, and nothing says where another judge would set it.",
    "few-judges": "Only %(count)s judges: the interval of the pass mark is wide; panels of 10 to 15 are usual.",
    "judges-identical": "All judges gave the same ratings: an error of 0 only says that they agreed, perhaps because they judged together.",
    "judge-without-rating": "%(count)s of the judges have rated nothing and are left out.",
    "ratings-missing": "%(count)s of %(all)s ratings are missing and were filled in from the judge's severity and the item's mean.",
    "judge-flat": "%(judge)s gave %(percent)s %% to every item: ask whether the task was clear.",
    "judge-apart": "%(judge)s lies %(points)s points from the panel: hear the reasons before the next round.",
    "person-without-ability": "%(count)s of the people have no ability with an error and are left out.",
    "beta-two-parameters": "The totals did not fit a beta distribution of four parameters; one of two was used.",
    # Drift and unusual patterns.
    "item-became-easier": "'%(item)s' became easier by %(logits)s logits: it may be known by now, or what it asks is taught better.",
    "item-became-harder": "'%(item)s' became harder by %(logits)s logits: look at its facts, pictures and links, and at the key.",
    "drift-few-items": "The two calibrations share %(count)s items that all moved alike or are too few to tell one from the rest.",
    "pattern-fast-and-wrong": "%(person)s answered %(fast)s of %(all)s questions faster than they can be read and got %(right)s of those right, as guessing would: perhaps the device, the time or the language was the reason. Ask before you conclude anything.",
    "pattern-same-wrong": "%(one)s and %(other)s gave the same wrong answer %(same)s times of the %(wrong)s that both missed (chance gives %(expected)s; %(run)s in a row): they may have learned together, from one text with a mistake. It proves nothing.",
    "pattern-misfit": "%(person)s missed easy questions and solved hard ones more than the model expects (fit %(fit)s): perhaps one topic was well known, or the paper was entered a line off.",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the figures has to know; `code` is stable, `params` fill its text."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """Return the English sentence."""
        return NOTE_TEXTS[self.code] % self.params
