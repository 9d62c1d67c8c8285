// @ts-check
// The column that lets an engineer look behind a page: where things run, what the page was told, and what it was not.

import { el } from "./dom.js";
import { EventLog } from "./log.js";
import { neverPanel } from "./never.js";
import { readingTrial } from "./reading-trial.js";
import { typingTrial } from "./typing-trial.js";

/**
 * @param {HTMLElement} parent
 * @param {{ claims: import("./never.js").Claim[], trial: "typing" | "reading", held: string }} words
 * @returns {EventLog}
 */
export function inspector(parent, { claims, trial, held }) {
  const told = el("section", { class: "told" });
  const log = new EventLog(told);
  const never = el("section", {});
  neverPanel(never, claims, trial === "typing" ? typingTrial() : readingTrial(), held);
  parent.append(
    el(
      "section",
      {},
      el("h2", { class: "origins-title" }, "Behind this page"),
      el("p", { class: "hint" }, "For the engineer who is looking: three origins, and what crosses between them."),
      el("ol", { class: "origins", id: "origins" }),
    ),
    told,
    never,
  );
  return log;
}

/**
 * The three origins by their real names. The API's is not known to a page, and so not shown.
 * @param {string} frameUrl
 * @param {string} secret what the frame alone holds
 */
export function showOrigins(frameUrl, secret) {
  const steps = [
    ["This page", location.host, "holds a client token"],
    ["Sordino’s frame", new URL(frameUrl).host, `holds ${secret}`],
    ["The card API", "known to the frame only", "answers the frame"],
  ];
  document.getElementById("origins")?.replaceChildren(
    ...steps.map(([who, where, what]) => el("li", {}, el("b", {}, who), el("code", {}, where), el("span", {}, what))),
  );
}
