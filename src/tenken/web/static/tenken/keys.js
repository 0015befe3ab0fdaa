// Keys on the checklist: J K move, Y N choose, O or Enter opens, ? lists them. Only single keys, none while typing,
// and they can be switched off (WCAG 2.1.4). Without this file everything is reached by Tab.
(() => {
  "use strict";
  const STORE = "tenken.keys";
  const dialog = document.getElementById("keys");
  const items = [...document.querySelectorAll("[data-item]")];
  if (!dialog || !items.length) return;

  const on = dialog.querySelector("[data-keys-on]");
  on.checked = localStorage.getItem(STORE) !== "off";
  on.addEventListener("change", () => localStorage.setItem(STORE, on.checked ? "on" : "off"));
  document.querySelectorAll("[data-keys-open]").forEach((button) => { button.hidden = false; });

  const here = () => items.findIndex((item) => item.contains(document.activeElement));
  const go = (index) => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  const choose = (value) => {
    const item = items[Math.max(0, here())];
    const radio = item.querySelector(`input[name="answer"][value="${value}"]`);
    if (!radio) return;
    const again = radio.closest("details");
    if (again) again.open = true;
    radio.checked = true;
    radio.focus();
    item.scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    const link = items[Math.max(0, here())].querySelector("[data-open]");
    if (link) link.click();
  };
  const keys = {
    j: () => go(here() + 1),
    k: () => go(here() < 0 ? 0 : here() - 1),
    y: () => choose("yes"),
    n: () => choose("no"),
    o: open,
    "?": () => dialog.togglePopover(),
  };

  const typing = (target) => target.closest("textarea, select, [contenteditable]") ||
    (target.closest("input") && !["radio", "checkbox"].includes(target.type));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const enter = event.key === "Enter" && event.target.matches("[data-item]");
    const act = enter ? open : keys[event.key.toLowerCase()];
    if (!act || !on.checked) return;
    event.preventDefault();
    act();
  });

  const refused = document.querySelector("[data-refused]");
  if (refused) refused.scrollIntoView({ block: "center" });
})();
