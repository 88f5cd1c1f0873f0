// What script adds to pages that already work without it: one bundle, nothing evaluated, nothing from elsewhere.
import htmx from "htmx.org/dist/htmx.esm.js";
import { Button, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink } from "govuk-frontend";
import { SortableTable } from "@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs";
import { startPasskeys } from "./passkeys.js";

const COMPONENTS = [Button, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink, SortableTable];

document.body.classList.add("js-enabled", "govuk-frontend-supported");
window.htmx = htmx;

// Only what was not started before: a part brought in by htmx may lie beside components that already run.
function start(scope) {
  for (const Component of COMPONENTS) {
    const name = Component.moduleName;
    scope.querySelectorAll(`[data-module="${name}"]:not([data-${name}-init])`).forEach((root) => new Component(root));
  }
}

start(document);
startPasskeys();
document.addEventListener("htmx:afterSettle", () => start(document));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A filter sends itself when a choice changes; its button stays for those without script.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-send-on-change]");
  if (form && event.target.matches("select, [type=radio], [type=checkbox]")) form.requestSubmit();
});
