// Starts the design system's own behaviours, and makes leaving a page wipe it first.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, ExitThisPage, NotificationBanner,
  PasswordInput, Radios, ServiceNavigation, SkipLink, createAll,
} from "govuk-frontend";

const KEPT = new Set(["submit", "button", "reset", "image", "hidden"]);

function wipe() {
  for (const field of document.querySelectorAll("input, textarea, select")) {
    if (KEPT.has(field.type)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = -1;
    else field.value = "";
  }
}

// Back would otherwise show what was typed: browsers restore fields even on pages marked no-store.
class LeavePage extends ExitThisPage {
  exitPage() {
    wipe();
    super.exitPage();
  }
}

// A radio may not carry aria-expanded: what it reveals follows it in the page and is read next.
class PlainRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

// The places of the main menu fold away where the header takes them into a row of their own.
class Ways extends ServiceNavigation {
  setupResponsiveChecks() {
    this.mql = window.matchMedia("(min-width: 62.01em)");
    this.mql.addEventListener("change", () => this.checkMode());
    this.checkMode();
  }
}

for (const Part of [
  Button, CharacterCount, Checkboxes, ErrorSummary, LeavePage, NotificationBanner,
  PasswordInput, PlainRadios, SkipLink, Ways,
]) {
  createAll(Part);
}
