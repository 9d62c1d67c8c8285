// @ts-check
// Draws the page of one use case: `data-use-case` of the body names it, use-cases.js has it as data.

import { USE_CASES } from "./use-cases.js";
import { appearance } from "./shell/appearance.js";
import { codePanel } from "./shell/code.js";
import { byId, el } from "./shell/dom.js";
import { icon } from "./shell/icons.js";
import { inspector, showOrigins } from "./shell/inspector.js";
import { Result } from "./shell/result.js";
import { Runner } from "./shell/runner.js";
import { config, objects } from "./shell/server.js";
import { drawShell } from "./shell/shell.js";
import { cardName, drawWallet } from "./shell/wallet.js";

/** @import { Subject } from "./use-cases.js" */

const useCase = USE_CASES[document.body.dataset.useCase ?? ""];
if (!useCase) throw new Error("the page names no use case");

drawShell();

const slots = useCase.form.slots.map(({ id, wide }) => el("div", { class: wide ? "slot wide" : "slot", id }));
const hint = el("p", { class: "hint", id: "form-hint" });
const button = el("button", { class: "button primary", id: "action", type: "submit" }, useCase.action);
const hide = el("button", { class: "button", id: "hide", type: "button" }, "Hide all");
const resultArea = el("div", { class: "result", id: "result", role: "status", "data-state": "idle" });
const form = el(
  "form",
  { class: "panel", id: "use-case-form", "aria-labelledby": "form-title", novalidate: true },
  el("div", { class: "panel-head" }, el("h2", { id: "form-title" }, useCase.form.title), hint),
  el("div", { class: "slots" }, ...slots),
  el(
    "div",
    { class: "actions" },
    button,
    useCase.hides && hide,
    el("p", { class: "assurance" }, icon("shield"), useCase.assurance),
  ),
  resultArea,
);
const face = el("div", { id: "card-face" });
const list = el("fieldset", { class: "picker", id: "subjects" }, el("legend", { class: "visually-hidden" }, "Choose one"));
const wallet = useCase.subjects === "wallet";
const subjects = el(
  "section",
  { class: wallet ? "panel wallet" : "panel", "aria-labelledby": "subjects-title" },
  el("h2", { class: "quiet-title", id: "subjects-title" }, useCase.subjects === "wallet" ? "Your cards" : useCase.subjects.title),
  wallet && face,
  list,
);
const behind = el("aside", { class: "inspector", id: "inspector", "aria-label": "Behind this page" });
const code = el("section", { class: "integration", id: "integration", "aria-labelledby": "integration-title" });
byId("main", HTMLElement).append(
  el("header", { class: "page-head" }, el("h1", {}, useCase.title), el("p", {}, useCase.intro)),
  el("div", { class: "product" }, subjects, form),
  behind,
  code,
);

const log = inspector(behind, useCase);
log.watchTokens();
codePanel(code, "The whole integration", useCase.files);
const result = new Result(resultArea, useCase.messages);
const runner = new Runner({ ...useCase, log, result, button });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  runner.submit();
});
hide.addEventListener("click", () => {
  runner.session?.hide();
  log.add("page", "hide");
});

/** Choices without a card's face. @param {Subject[]} all @param {(subject: Subject) => void} choose */
function drawChoices(all, choose) {
  const asked = new URLSearchParams(location.search).get("id");
  const first = Math.max(0, all.findIndex(({ id }) => id === asked));
  for (const [index, subject] of all.entries()) {
    const radio = el("input", { type: "radio", name: "subject", value: subject.id, checked: index === first });
    radio.addEventListener("change", () => choose(subject));
    const name = el("span", { class: "choice-name" }, subject.name);
    if (subject.detail) name.append(el("span", { class: "choice-status" }, subject.detail));
    list.append(el("label", { class: "choice" }, radio, icon("bank"), name));
  }
  const subject = all[first];
  if (subject) choose(subject);
  else list.append(el("p", { class: "hint" }, "There is none yet."));
}

try {
  const [{ frameUrl }, known] = await Promise.all([config(), objects()]);
  showOrigins(frameUrl, useCase.secret);
  /**
   * @param {string} id
   * @param {string} name
   */
  const begin = (id, name) => {
    hint.textContent = wallet ? `Of your ${name}.` : "";
    runner.start(name, slots, () => useCase.start({ frameUrl, id, appearance: appearance() }));
  };
  if (useCase.subjects === "wallet") drawWallet(face, list, known.paymentCards, (card) => begin(card.id, cardName(card)));
  else drawChoices(useCase.subjects.from(known), ({ id, name }) => begin(id, name));
} catch (error) {
  log.add("page", "could not be set up", error, "bad");
  result.failed({ code: "setup" }, () => location.reload(), true);
}
