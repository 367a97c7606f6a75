// The conditions of questions, evaluated as the server does: docs/reference/expressions.md. Also which questions they
// lead to, and what is wrong with an answer: the twin of core/catalogue/answers_check.py.
globalThis.SauattyExpressions = (() => {
  "use strict";
  const NUMBER = /^[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*$/;
  const LONGEST = 1000;
  const asNumber = (v) => (typeof v !== "string" ? Number(v) : NUMBER.test(v) ? Number(v.trim()) : NaN);
  const asBoolean = (v) => (typeof v === "number" ? v !== 0 && !Number.isNaN(v) : Boolean(v));
  const codes = (v) => v.split(/[ \t\r\n]+/).filter(Boolean);
  const given = (answers, name) => (Object.prototype.hasOwnProperty.call(answers, name) ? answers[name] : "");

  function isDate(v) {
    if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(v) || v.startsWith("0000")) return false;
    const day = new Date(`${v}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === v;
  }

  function equal(a, b) {
    if (typeof a === "boolean" || typeof b === "boolean") return asBoolean(a) === asBoolean(b);
    if (typeof a === "number" || typeof b === "number") return asNumber(a) === asNumber(b);
    return a === b;
  }

  function before(a, b, orEqual) {
    const dates = typeof a === "string" && typeof b === "string" && isDate(a) && isDate(b);
    const [x, y] = dates ? [a, b] : [asNumber(a), asNumber(b)];
    return x < y || (orEqual && x === y);
  }

  const CALCULATE = {
    "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, div: (a, b) => a / b, mod: (a, b) => a % b,
  };
  const COMPARE = {
    "=": equal, "!=": (a, b) => !equal(a, b), "<": (a, b) => before(a, b, false), "<=": (a, b) => before(a, b, true),
    ">": (a, b) => before(b, a, false), ">=": (a, b) => before(b, a, true),
  };

  function evaluate(node, answers, own = "", today = "") {
    const [op, first, second, third] = node;
    const value = (part) => evaluate(part, answers, own, today);
    const asText = (part) => { const v = value(part); return typeof v === "string" ? v : ""; };
    switch (op) {
      case "name": return given(answers, first);
      case "own": return own;
      case "today": return today;
      case "text": case "number": return first;
      case "neg": return -asNumber(value(first));
      case "not": return !asBoolean(value(first));
      case "and": return asBoolean(value(first)) && asBoolean(value(second));
      case "or": return asBoolean(value(first)) || asBoolean(value(second));
      case "selected": return codes(asText(first)).includes(asText(second));
      case "count-selected": return codes(asText(first)).length;
      case "string-length": return [...asText(first)].length;
      case "regex": { const v = asText(first); return [...v].length <= LONGEST && new RegExp(second, "u").test(v); }
      case "coalesce": { const v = value(first); return v === "" ? value(second) : v; }
      case "if": return value(asBoolean(value(first)) ? second : third);
    }
    if (op in CALCULATE) return CALCULATE[op](asNumber(value(first)), asNumber(value(second)));
    if (!(op in COMPARE)) throw new Error(`unknown operator ${op}`);
    if (today === "" && (first[0] === "today" || second[0] === "today")) return false;
    return COMPARE[op](value(first), value(second));
  }

  const holds = (node, answers, own, today) => asBoolean(evaluate(node, answers, own, today));

  // The questions that these answers lead to; what is not asked counts as not answered in the conditions after it
  function asked(sections, answers) {
    const kept = {}, found = new Set();
    for (const section of sections) {
      if (section.when && !holds(section.when, kept)) continue;
      for (const question of section.questions) {
        if (question.when && !holds(question.when, kept)) continue;
        found.add(question);
        for (const name of question.names) if (given(answers, name)) kept[name] = answers[name];
      }
    }
    return { found, kept };
  }

  function ofSeveral(question, chosen) {
    if (new Set(chosen).size < chosen.length) return ["choice-repeated"];
    const alone = chosen.some((code) => question.exclusive.includes(code));
    if (alone && chosen.length > 1) return ["choice-exclusive"];
    if (!alone && question.least !== null && chosen.length < question.least) return ["too-few-choices", question.least];
    return question.most !== null && chosen.length > question.most ? ["too-many-choices", question.most] : null;
  }

  function ofNumber(question, text) {
    if (!NUMBER.test(text)) return ["number-expected"];
    if (question.least !== null && Number(text) < question.least) return ["too-small", question.least];
    return question.most !== null && Number(text) > question.most ? ["too-large", question.most] : null;
  }

  // What is wrong with one answer, as [code, limit]; null where nothing is
  function problem(question, name, kept, today) {
    const text = given(kept, name), isOther = name === `${question.id}_other`;
    if (!text.trim()) return question.required && !isOther ? ["required-missing"] : null;
    if (isOther) return null;
    let found = null;
    if (question.kind === "multiple" || question.kind === "ranking") found = ofSeveral(question, codes(text));
    else if (question.kind === "number") found = ofNumber(question, text);
    else if (question.kind === "date" && !isDate(text)) found = ["date-expected"];
    if (!found && question.check && !holds(question.check, kept, text, today)) found = ["check-failed"];
    return found;
  }

  return { evaluate, holds, asked, problem, codes };
})();
